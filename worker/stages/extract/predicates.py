"""Which phrase is the victim of a verb: its object, its subject, or the phrase before an adjective."""

from __future__ import annotations

from worker.stages.extract.chunks import Chunk

_STEPS = 30  # chunks that the search for a subject may walk over
_BARE = frozenset("past part pastpart".split())


def is_bare(c: Chunk) -> bool:
    """A participle without auxiliary: "five killed in" or "gunmen killed five"; what follows decides."""
    return c.form is not None and not c.auxiliaries and c.form.form in _BARE


def objects(chunks: list[Chunk], i: int) -> list[Chunk]:
    """The conjoined phrases that begin at chunk `i`, up to one that is the subject of a verb of its own."""
    found: list[Chunk] = []
    while i < len(chunks) and chunks[i].kind == "T":
        i += 1
    while i < len(chunks) and chunks[i].kind == "N":
        if found and _is_subject(chunks, i):
            break
        found.append(chunks[i])
        after = _after_item(chunks, i + 1)
        if after is None:
            break
        i = after
    return found


def _after_item(chunks: list[Chunk], i: int) -> int | None:
    """Past "in the north, " or ", aged 5, and " to the list's next phrase."""
    while (
        i + 1 < len(chunks)
        and chunks[i].kind == "P"
        and chunks[i + 1].kind == "N"
        and chunks[i].word not in ("by", "during", "after", "since")
    ):
        i += 2
    seen = False
    while i < len(chunks) and (chunks[i].kind in ",&" or (seen and chunks[i].kind == "T")):
        seen = True
        i += 1
    return i if seen and i < len(chunks) and chunks[i].kind == "N" else None


def _is_subject(chunks: list[Chunk], i: int) -> bool:
    """Whether the phrase at `i` has a verb or state of its own: "... and three civilians were hurt", "... and 12 wounded"."""
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].kind == "P" and chunks[j + 1].kind == "N":
        j += 2
    while j < len(chunks) and chunks[j].kind in "TR":
        j += 1
    if j >= len(chunks) or chunks[j].kind not in "VA":
        return False
    return chunks[j - 1].kind != "R"


def subject(chunks: list[Chunk], i: int) -> list[Chunk]:
    """The phrases before the verb group at chunk `i` that are its subject, in reading order."""
    verb = chunks[i]
    j, steps = i - 1, 0
    trailing_comma = False
    while j >= 0 and steps < _STEPS:
        steps += 1
        c = chunks[j]
        if c.kind == "B":
            return []
        if c.kind == "N":
            if _is_noise(c) or not _agrees(verb, c):
                j -= 1
                continue
            if j and (chunks[j - 1].kind == "I" or chunks[j - 1].kind == "P" and chunks[j - 1].word != "of"):
                j -= 2
                continue
            if _is_object(chunks, j) and verb.auxiliaries:
                j = _before_verb(chunks, j)
                continue
            return _whole_list(chunks, j, trailing_comma)
        if c.kind == "V" and j < i - 1 or c.kind == "A":
            return subject(chunks, j) if c.kind == "V" and _shares(chunks, j, i) else []
        if c.kind == ",":
            trailing_comma = True
        j -= 1
    return []


def _is_noise(c: Chunk) -> bool:
    return c.sort == "unknown" and not c.det and c.q is None and not c.names and not c.plural


def _agrees(verb: Chunk, c: Chunk) -> bool:
    """was/were against the number of the phrase; lists and unknown words agree with anything."""
    if verb.agrees is False and c.plural and c.sort in ("person", "number", "pronoun") and (c.q is not None or c.det != "a"):
        return c.head in ("police", "family") or c.q is not None and c.q.best == 1
    return True


def _is_object(chunks: list[Chunk], j: int) -> bool:
    """The phrase stands right behind an active verb of a relative or earlier clause."""
    if not j:
        return False
    before = chunks[j - 1]
    return before.kind == "V" and not before.passive or (before.kind == "O" and before.word.endswith(("ing", "ed")))


def _before_verb(chunks: list[Chunk], j: int) -> int:
    """Past the verb before object `j`, and the "who" before that."""
    j -= 2
    while j >= 0 and chunks[j].kind in "RT":
        j -= 1
    return j


def _shares(chunks: list[Chunk], j: int, i: int) -> bool:
    """Verb `i` has no subject between itself and verb `j`: both have the same."""
    between = chunks[j + 1 : i]
    return any(c.kind in "&," for c in between) or any(c.kind == "R" for c in chunks[max(0, j - 1) : j]) or not between


def _whole_list(chunks: list[Chunk], j: int, trailing_comma: bool) -> list[Chunk]:
    """Extends the phrase at `j` to the left: "a soldier, two guards and a child"; an apposition gives its first phrase."""
    found = [chunks[j]]
    conjunction = False
    while j >= 2:
        k = j - 1
        joined = False
        while k > 0 and chunks[k].kind in ",&":
            joined = True
            conjunction = conjunction or chunks[k].kind == "&"
            k -= 1
        if not joined or chunks[k].kind != "N":
            break
        if k and chunks[k - 1].kind == "P" and chunks[k - 1].word != "of":
            if not (k >= 2 and chunks[k - 2].kind == "N") or not conjunction:
                break
            k -= 2
        if k and chunks[k - 1].kind == "V" and not chunks[k - 1].passive:
            break
        found.insert(0, chunks[k])
        j = k
    if len(found) > 1 and not conjunction:
        return [found[0]] if trailing_comma else [found[-1]]
    return found
