"""Relative clauses between a subject and its verb: eight soldiers who were guarding the building were hurt."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk

_CONTACT = frozenset("he she they i we it".split())  # a woman he was with was wounded
_TIES = frozenset("related linked connected similar".split())
_SAID = frozenset("said says say reported added".split())
_WHILE = frozenset("after before while".split())  # that overturned after hitting a lorry
_ARE = (("are",), ("is",), ("were",), ("was",))
_ENDURED = frozenset("suffered sustained".split())  # by those of whom the clause tells
_FALLS = frozenset("fell falls".split())
_OBJECTS = frozenset("him them".split())
_TOO = frozenset("also later".split())
_REACH = 14  # chunks of a relative clause
_MOST = 3  # clauses within each other


def past_relatives(chunks: list[Chunk], i: int) -> int:
    """Where the relative clause begins that ends just before the verb at chunk `i`; `i` where there is none."""
    verb = chunks[i]
    if i and chunks[i - 1].kind == "N" and chunks[i - 1].head in _CONTACT:
        return i  # officers met the man, who told them he | was shot
    by = chunks[i + 1 : i + 2] and chunks[i + 1].word == "by"  # gunman who wounded five shot dead by police
    if (
        i
        and verb.form
        and verb.form.verb.side == "state"
        and (chunks[i - 1].auxiliaries[:1] in _ARE or chunks[i - 1].word in _FALLS)
    ):
        i -= 1  # the crew of a boat that sank | are presumed | dead; two who went in | fell | unconscious
    elif not (verb.auxiliaries or by or verb.word in _ENDURED or _is_behind_object(chunks, i)) and not (
        verb.form and verb.form.verb.side == "subject"
    ):
        return i  # a shooting that left two people dead
    end = _past_saying(chunks, i)
    if (begun := _past_aside(chunks, end)) is not None:
        return begun
    for n in range(_MOST):
        begun = _begin(chunks, end, n > 0)
        if begun is None:
            break
        end = begun
    return end


def _is_behind_object(chunks: list[Chunk], i: int) -> bool:
    """Two friends who had been with him | made it to shore: he is nobody's subject."""
    return (
        i > 2 and chunks[i].form is None and chunks[i].finite and chunks[i - 1].head in _OBJECTS and chunks[i - 2].kind == "P"
    )


def _past_saying(chunks: list[Chunk], i: int) -> int:
    """Two people, police in the city said, were hurt: where the aside begins that says who says so."""
    if i < 4 or chunks[i - 1].kind != "," or chunks[i - 2].word not in _SAID:
        return i
    for k in range(i - 4, max(0, i - 10), -1):
        if chunks[k].kind == ",":
            return k
        if chunks[k].kind not in "NPT":
            break
    return i


def _past_aside(chunks: list[Chunk], end: int) -> int | None:
    """The man, who was awake when medics arrived, was taken; the gunman, who was 28, also died: the comma before the "who"."""
    while end > 1 and chunks[end - 1].word in _TOO:
        end -= 1
    if end < 1 or chunks[end - 1].kind != ",":
        return None
    for k in range(end - 2, max(1, end - _REACH), -1):
        if chunks[k].kind == ",":
            return None
        if chunks[k].word == "who" and chunks[k - 1].kind == ",":
            clause = any(c.kind == "B" for c in chunks[k:end]) or [c.kind for c in chunks[k + 1 : end]] == ["A", "T", ","]
            return k - 1 if clause and k > 1 and chunks[k - 2].kind == "N" else None
    return None


def _begin(chunks: list[Chunk], end: int, nested: bool) -> int | None:
    last = end - 1 if not nested and chunks[end - 1].kind == "," else end
    for k in range(last - 1, max(0, last - _REACH), -1):
        c = chunks[k]
        if c.kind == "B" and not (c.word in _WHILE and chunks[k + 1].word.endswith("ing")):
            return None
        if _opens(chunks, k) and _has_one_verb(chunks, k + 1, last, last < end) and not _has_object(chunks, k, last):
            closed = last == end or chunks[k - 1].kind == ","
            return _antecedent(chunks, k) if closed else None
    return None


def _opens(chunks: list[Chunk], k: int) -> bool:
    c = chunks[k]
    return c.kind == "R" or (c.kind == "N" and c.head in _CONTACT and chunks[k - 1].kind == "N")


def _has_object(chunks: list[Chunk], k: int, end: int) -> bool:
    """On scene they found the boy had a wound: no clause about the scene, whose verb would want its object."""
    if chunks[k].kind == "R":
        return False
    verb = next((j for j in range(k + 1, end) if _is_finite(chunks, j)), end)
    return verb + 1 < end and chunks[verb].kind == "V" and chunks[verb + 1].kind == "N"


def _antecedent(chunks: list[Chunk], k: int) -> int | None:
    """The chunk behind the phrase that the clause says more of."""
    k -= chunks[k - 1].kind in "PR"
    k -= chunks[k - 1].kind == ","
    return k if k > 0 and chunks[k - 1].kind == "N" else None


def _has_one_verb(chunks: list[Chunk], start: int, end: int, closed: bool) -> bool:
    """Whether [start, end) holds one finite verb, with nothing behind it that begins another clause.

    Between commas it may hold two: who lived there | and had | no ties to the group, was killed.
    """
    finite = [k for k in range(start, end) if _is_finite(chunks, k)]
    joint = closed and len(finite) == 2 and chunks[finite[1] - 1].kind == "&"
    if len(finite) != 1 and not joint:
        return False
    return all(c.kind in "NPTVO" or c.word in _WHILE for c in chunks[finite[-1] + 1 : end])


def _is_finite(chunks: list[Chunk], k: int) -> bool:
    c = chunks[k]
    if c.kind == "A":
        return True
    if c.kind != "V" or c.modal == "to" or chunks[k - 1].kind == "&":
        return False
    return bool(c.auxiliaries) or not c.word.endswith("ing")


def is_who_did(chunks: list[Chunk], j: int, i: int) -> bool:
    """Fired six shots at the consul, who died: the one right before "who"."""
    between = chunks[j + 1 : i]
    one = chunks[j].sort in ("person", "name") and not chunks[j].plural
    return one and all(b.kind in ",RT" for b in between) and [b.word for b in (between[:1] + between[-1:])] == [",", "who"]


def is_who(chunks: list[Chunk], j: int, i: int) -> bool:
    """took in 130 people who; the funeral of six monks, two of them Belgians, who: the relative's people, whatever stands before them."""
    near = j + 1 == i - 1 or chunks[j + 1].kind == ","
    return (
        near
        and chunks[i - 1].word in ("who", "that")
        and chunks[j].sort == "person"
        and (chunks[j].q is not None or _is_right_behind(chunks, j, i))
    )


def _is_right_behind(chunks: list[Chunk], j: int, i: int) -> bool:
    """Flowers for a man, a vigil for teenager who died: one person, of whom the relative alone can speak; "related to a man who" tells of the past."""
    return (
        j + 2 == i
        and not (j > 1 and chunks[j - 2].word in _TIES)
        and chunks[i - 1].word == "who"
        and not chunks[j].plural
        and chunks[j].det != "possessive"
    )
