"""The list that ends at a phrase, read from its end to its beginning."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.phrases.lists import Item, conjuncts

_SUBJECTS = frozenset("he she they both neither it we i".split())  # ", and both died": a clause of its own
_NOMINATIVE = frozenset("he she they we i".split())
_LEAVES = frozenset("left leaving leaves leave".split())  # a battle that left two guards and a child dead
_SAYS = frozenset("saying adding reporting confirming stating announcing claiming".split())


def whole_list(chunks: list[Chunk], j: int, trailing_comma: bool) -> list[Chunk]:
    """Extends the phrase at `j` to the left: "a soldier, two guards and a child"; an apposition gives its first phrase."""
    found: list[Item] = [(chunks[j], "")]
    if trailing_comma and chunks[j].det == "both":
        return [chunks[j]]  # A and B, both teachers, were shot
    while (step := _before(chunks, j, found, trailing_comma)) is not None:
        j, between = step
        if between:
            found[0] = (found[0][0], between)
            found.insert(0, (chunks[j], ""))
        else:
            found = [(chunks[j], "")]
    if len(found) > 1 and not _is_listed(found):
        return [found[0][0]] if trailing_comma else [found[-1][0]]
    return conjuncts(found)


def agreeing(chunks: list[Chunk], j: int, verb: Chunk, trailing_comma: bool) -> list[Chunk]:
    """The list that ends at the phrase at `j`, as far as the verb agrees with it."""
    found = whole_list(chunks, j, trailing_comma)
    if verb.agrees is True and len(found) == 1 and _is_bare_second(chunks, j, found[0]):
        return [found[0], chunks[j]]
    if verb.agrees is not False or len(found) < 2 or (not trailing_comma and _are_told_apart(chunks, found)):
        return found  # one guard and one driver was killed: nothing else that they could belong to
    return [found[0] if trailing_comma else found[-1]]


def _is_bare_second(chunks: list[Chunk], j: int, first: Chunk) -> bool:
    """A policeman and civilian were killed: two, says the verb."""
    second = chunks[j]
    one = not first.plural and first.q is None and not second.plural and second.sort == "person" and not second.det
    return one and j > 1 and chunks[j - 1].kind == "&" and chunks[j - 2] is first


def _are_told_apart(chunks: list[Chunk], found: list[Chunk]) -> bool:
    """A list that begins its clause, each of it with an article or number of its own; not "the mayor and former lawyer"."""
    k = next(n for n, b in enumerate(chunks) if b.start >= found[0].start)
    return (k == 0 or chunks[k - 1].kind in "BO") and all(c.det or c.q is not None or c.names for c in found)


def _is_listed(found: list[Item]) -> bool:
    return any("&" in between for _, between in found)


def _before(chunks: list[Chunk], j: int, found: list[Item], trailing_comma: bool) -> tuple[int, str] | None:
    """The list's phrase before the one at `j`, and what joins them: "" where that one is only a part of it."""
    k, between = _joint(chunks, j)
    if between == ",&" and chunks[k].kind in "VA":
        k = _past_who(chunks, k)
    listed = _is_listed(found)
    if not between.strip("T") or chunks[k].kind != "N" or (between == ",&" and found[0][0].head in _SUBJECTS):
        return None
    if (chunks[k].sort == "harm" and chunks[j].sort == "number") or _is_within_place(chunks, k, between):
        return None  # two bodies and five wounded
    if "&" not in between and not listed and (not trailing_comma or len(found) > 1):
        return None
    if k and chunks[k - 1].kind == "P":
        if k < 2 or chunks[k - 2].kind != "N" or not (listed or "&" in between):
            return None
        within = between == "&" and len(found) == 1 and _is_within(chunks[k], chunks[j])
        k = _owner(chunks, k)
        if within:
            return k, ""
        if chunks[k].sort != "person":
            return None
    if between == ",&" and k and chunks[k - 1].word == "as" and not listed:
        return None  # including one identified as X, and four others
    if between[-1:] == "&" and k and _is_appended(chunks, k):
        return None
    if k and chunks[k - 1].kind == "N" and chunks[k - 1].det == "of":
        return None  # two of them | policemen, and seven were hurt
    told = chunks[k - 1].kind == "V" and chunks[k - 1].word not in _LEAVES  # killed one, and two were hurt
    new = between == ",&" and len(found) == 1 and (chunks[k].sort in ("thing", "unknown") or (k > 0 and told))
    held = _is_harmed(chunks, k) or (is_object(chunks, k) and chunks[k - 1].word not in _LEAVES)
    among = k > 1 and chunks[k - 1].word == "whom" and chunks[k - 2].word == "among"
    return None if new or held or among or (k and chunks[k - 1].kind == "I") else (k, between)


def _is_within_place(chunks: list[Chunk], k: int, between: str) -> bool:
    """To Rye County | Medical Center, and two others were sent home: the rest of a name that a preposition leads.

    In the blast | two guards and a driver were killed: the list has begun.
    """
    if between == ",&" and is_land(chunks, k):
        return True
    begun = chunks[k].sort in ("person", "number") and (chunks[k].q is not None or chunks[k].det)
    if begun and chunks[k - 1].sort != "pronoun":  # among them | three guards, and 52 were hurt
        return False
    return k > 1 and chunks[k - 1].kind == "N" and chunks[k - 1].end == chunks[k].start and chunks[k - 2].kind == "P"


def is_land(chunks: list[Chunk], k: int) -> bool:
    """A wall crushed three workers in Galle, | Sri Lanka |, and two children drowned: where the town is."""
    of = chunks[max(0, k - 3) : k]
    led = [c.kind for c in of] == ["P", "N", ","] and of[0].word in ("in", "at", "near", "outside")
    return led and of[1].sort == chunks[k].sort == "name" and chunks[k].q is None


def _past_who(chunks: list[Chunk], k: int) -> int:
    """The consul, who was not named, | and a guard: from the end of the aside at `k` to whom it speaks of."""
    for r in range(k - 1, max(1, k - 8), -1):
        if chunks[r].word == "who":
            return r - 2 if chunks[r - 1].kind == "," and chunks[r - 2].sort in ("person", "name") else k
    return k


def _is_appended(chunks: list[Chunk], k: int) -> bool:
    """He was killed, along with a guard, and ten were hurt: the guard belongs to the verb before."""
    joint = chunks[k - 1]
    return joint.kind == "&" and joint.end - joint.start > 1 and any(c.kind == "V" and c.form is not None for c in chunks[:k])


def _joint(chunks: list[Chunk], j: int) -> tuple[int, str]:
    """(chunk, kinds of the chunks between) before the commas and "and" at `j`."""
    k, between = j - 1, ""
    while k > 0 and (chunks[k].kind in ",&" or (chunks[k].kind == "T" and chunks[k - 1].kind in ",&T")):
        between = chunks[k].kind + between
        k -= 1
    return max(k, 0), between


def _owner(chunks: list[Chunk], k: int) -> int:
    """An officer | in charge of a station: the phrase that the prepositions before `k` belong to."""
    while k >= 2 and chunks[k - 1].kind == "P" and chunks[k - 2].kind == "N":
        k -= 2
    return k


def _is_within(a: Chunk, b: Chunk) -> bool:
    """The institute of prisons and penitentiaries: two names of one place, not two victims."""
    return a.sort in ("thing", "unknown", "name") and b.sort in ("thing", "unknown", "name") and not b.det and b.q is None


def _is_harmed(chunks: list[Chunk], k: int) -> bool:
    """A bomb killed four people | and 14 others were hurt: the first belong to the verb before."""
    verb = chunks[k - 1] if k else None
    harms = verb is not None and verb.form is not None and verb.form.verb.side == "object" and verb.form.form != "state"
    return harms and verb is not None and verb.finite and not verb.passive


def is_object(chunks: list[Chunk], j: int) -> bool:
    """The phrase stands right behind an active verb of a relative or earlier clause."""
    if not j or chunks[j].head in _NOMINATIVE:
        return False
    before = chunks[j - 1]
    if before.kind == "A" and j >= 2 and chunks[j - 2].kind == "R":
        return True  # two women, who were cousins, were shot
    if before.kind == "V" and not before.passive:
        if before.word in _SAYS:
            return False  # saying nobody had been killed
        gerund = before.word.endswith("ing") and not before.auxiliaries
        return (
            gerund or before.modal == "to" or (j >= 2 and chunks[j - 2].kind == "R") or (j >= 3 and chunks[j - 3].kind == "R")
        )
    return before.kind == "O" and before.word.endswith(("ing", "ed"))
