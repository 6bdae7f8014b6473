"""The head of a noun phrase: which of its words it is, and what it makes of the phrase."""

from __future__ import annotations

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.neighbours import NOMINAL
from worker.stages.extract.grammar.words import Words

_HEADS = frozenset((*lex.SINGULAR, *lex.PLURAL, *lex.THINGS, *lex.HARM_NOUNS, *lex.FAMILIES, *lex.COUPLES))
_UNBORN = frozenset("unborn stillborn".split())


def settle_head(w: Words, out: Chunk, j: int, end: int) -> None:
    """Finds the head among tokens [j, end) and cuts what is behind it."""
    low = w.low
    first = j
    for k in range(j, end):
        if low[k] == "'s":
            first = k + 1
            out.det = "possessive"
    if first == end and out.q is not None:
        out.sort, out.end, out.plural = "number", j if end == j else end, out.q.best != 1
        return
    head = _head(w, first, end)
    if head is None:
        _unknown_head(w, out, first, end)
        return
    head = _beyond_adjective(w, out, head, end)
    out.head, out.end = low[head], head + 1
    out.names_first = head > first and w.is_name(first)
    if out.head == "head" and (head > first or low[head + 1 : head + 2] == ["of"]) and out.det != "possessive":
        out.head = "leader"  # the village head, the head of the school
    _classify(
        w,
        out,
        low[head] not in lex.SINGULAR
        and low[head] not in lex.PLURAL
        and low[head] not in lex.THINGS
        and low[head] not in lex.HARM_NOUNS,
    )
    while out.end < end and w.is_name(out.end) and out.sort == "person":
        out.end += 1
        out.names = True
    if out.sort == "thing" and w.is_name(head):
        out.names = True
    if out.sort in ("thing", "harm") and _has_age(w, out):
        out.sort, out.names, out.plural = "name", True, False
    if not _UNBORN.isdisjoint(low[j:end]):
        out.sort = "thing"
    if out.names and out.q is None and out.head == "police":
        out.plural = False


def _has_age(w: Words, out: Chunk) -> bool:
    """Burns, 33, died; tributes to Stone, 41: a thing's name with an age behind it is a person's."""
    aged = w.low[out.end : out.end + 1] == [","] and w.masked.get(out.end + 1) == "age"
    alone = out.end - out.start == 1 and out.q is None and not out.det
    return aged and alone and w.s.raw[out.end - 1][:1].isupper() and not w.s.shouting


def _beyond_adjective(w: Words, out: Chunk, head: int, end: int) -> int:
    """Six Shiite rag | collectors, the Sunni Omari | mosque: a people's name before another noun says only of what kind."""
    last = w.low[end - 1]
    if w.low[head] not in lex.ADJECTIVAL or end - head < 2:
        return head
    if any(w.is_name(k) for k in range(head + 1, end)):
        return end - 1 if out.det == "the" and last in lex.THINGS and w.is_name(head + 1) and end - head > 2 else head
    counted = (out.q is not None and last.endswith("s")) or (out.det == "a" and not last.endswith("s"))
    return end - 1 if counted else head


def _head(w: Words, first: int, end: int) -> int | None:
    """The last of the first unbroken run of known nouns; words between that look like adjectives do not break it."""
    head = None
    for k in range(first, end):
        word = w.low[k]
        if w.masked.get(k) == "age":
            continue
        if (
            word == "fighting"
            and head is not None
            and w.is_person(head)
            and w.low[k + 1 : k + 2] != []
            and w.low[k + 1] in lex.PREPOSITIONS
        ):
            break  # a Briton fighting in the south
        if word in _HEADS or (w.masked.get(k) == "old" and k + 1 == end) or word.endswith(("-old", "-olds")):
            if word == "total" and head is not None and w.is_person(head):
                break  # 20 people total
            beyond = head is not None and k - head > 1 and not (w.is_person(k) and not w.is_person(head))
            if (
                beyond
                and not (word in lex.THINGS and w.low[head or 0] in lex.THINGS)
                and not _is_modifier(w, head or 0, k, end)
            ):
                break
            head = k
        elif head is not None and not _continues(w, k, head) and not _names_follow(w, head, k, end):
            break
    return head


def _is_modifier(w: Words, head: int, k: int, end: int) -> bool:
    """A senior Baath Party official, two Police Intelligence officers: the first noun only says of what kind."""
    named = w.low[head] in lex.ADJECTIVAL and w.s.raw[k - 1][:1].isupper()
    return named and any(w.is_person(x) for x in range(k, end))


def _names_follow(w: Words, head: int, k: int, end: int) -> bool:
    """Air Force | Staff Sergeant, Party | (EPDP) member: names go on to a person, of whom the thing is a part."""
    if w.low[head] not in lex.THINGS and w.low[head] not in lex.ADJECTIVAL:
        return False
    if not (w.s.raw[head][:1].isupper() and (w.is_name(k) or w.low[k] in "()")):
        return False
    return any(w.is_person(x) for x in range(k + 1, end))


def _continues(w: Words, k: int, head: int) -> bool:
    if w.low[head] in lex.ADJECTIVAL or w.low[head].endswith("-old"):
        return True
    return not w.low[k].endswith(("ed", "ing", "s")) and not w.is_name(k)


def _unknown_head(w: Words, out: Chunk, first: int, end: int) -> None:
    """No known noun: a name, or a word that the lexicon lacks."""
    if first >= end:
        if out.q is not None:
            out.sort, out.end, out.plural = "number", max(end, out.q.end), out.q.best != 1
        elif out.ordinal and out.det == "a" and w.low[end : end + 1] != ["of"]:
            out.sort, out.head, out.end, out.plural, out.other = "pronoun", "another", end, False, True  # wounding a third
        return
    k = first
    while k < end and not (k > first and _cuts(w, k) and not w.is_name(k)):
        k += 1
    out.head, out.end = w.low[k - 1], k
    out.names = not w.s.shouting and any(w.is_name(x) or (x == 0 and w.is_first_name(k)) for x in range(first, k))
    if w.s.shouting and not out.det and out.q is None:
        out.names = not w.is_plain(k - 1)
    out.sort = "name" if out.names and out.q is None else "unknown"
    out.plural = out.head.endswith("s") and not out.head.endswith("ss") if not out.names else False
    if out.q is not None:
        out.plural = out.q.best != 1


def _participles(w: Words) -> tuple[str, ...]:
    """Endings of verbs that are no part of a name: among capitals the past tense as well, which elsewhere small letters tell."""
    return ("ing", "ed") if w.s.shouting else ("ing",)


def _cuts(w: Words, k: int) -> bool:
    """A participle or "last" behind a name or noun: no part of the phrase, but for "the fatal stabbing"."""
    word = w.low[k]
    return word == "last" or (word.endswith(_participles(w)) and w.low[k - 1] not in NOMINAL)


def _classify(w: Words, out: Chunk, guessed: bool = False) -> None:
    word = out.head
    if (
        (
            guessed
            and not word.endswith(("-old", "-olds"))
            and word != "old"
            and word not in lex.FAMILIES
            and word not in lex.COUPLES
        )
        or word.endswith(("-old", "-olds"))
        or word == "old"
    ):
        out.sort, out.role, out.plural = "person", "person", word.endswith("s")
    elif word in lex.SINGULAR or word in lex.PLURAL:
        out.sort = "person"
        out.role = lex.SINGULAR.get(word) or lex.PLURAL[word]
        out.plural = word in lex.PLURAL and out.det not in ("a", "one")
    elif word in lex.FAMILIES or word in lex.COUPLES:
        out.sort, out.role, out.plural = "person", "person", word.endswith(("ies", "lds"))
    elif word in lex.HARM_NOUNS:
        out.sort, out.plural = (
            "harm",
            word.endswith("s") or word in ("dead", "wounded", "injured", "missing", "displaced", "homeless"),
        )
    else:
        out.sort, out.plural = "thing", word.endswith("s")
    if out.q is not None and out.q.best != 1 and out.sort == "person":
        out.plural = True
