"""Figures that stand for a whole count: the number of dead rose to 12, puts the injured at 42, the Red Cross says 27.

Read from the words of a sentence, not from its grammar: what a figure counts may stand far from it, or a sentence earlier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from worker.model import Count, Kind, Qualifier, Scope
from worker.stages.extract.counts.attackers import OWN
from worker.stages.extract.counts.updates import EARLIER, update_of
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.masks import masked_numbers
from worker.stages.extract.grammar.quantities import COUNTING, Quantity, Reader, may_count
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.grammar.triggers import encoded, letters
from worker.stages.extract.mentions import Mention
from worker.stages.extract.scope.sources import SPEAKERS

_HEADS = frozenset("toll number numbered count tally figure figures total list estimate".split())
_KINDS: dict[str, Kind] = {
    word: kind
    for kind, words in (
        (Kind.KILLED, "dead death deaths killed fatalities drowned bodies victims died perished"),
        (Kind.INJURED, "injured wounded hurt injuries injury"),
        (Kind.MISSING, "missing unaccounted untraced"),
        (Kind.DISPLACED, "displaced homeless fled"),
    )
    for word in words.split()
}
_LEADS = frozenset(
    "to at as reaches reached is was are were stands stood hits hit passes passed exceeds exceeded remains climbed now : number numbered totalled"
    " totaled surpassed surpasses topped tops crossed crosses nears neared approaches approached".split()
)
_BETWEEN = frozenset("now just already exactly unchanged about around some nearly at least more than over well".split())
_EARLIER = frozenset("from against".split())
_NEARS = frozenset("nears neared approaches approached nearing approaching".split())
_PASSES = frozenset("surpassed surpasses topped tops crossed crosses passed passes exceeded exceeds".split())
_MOVES = _NEARS | _PASSES - {"passed", "passes", "exceeded", "exceeds"}
_PUTS = frozenset(
    "put puts putting gave gives giving corrected corrects revised revises raised raises raising lowered lowers cut cuts set sets bring brings bringing take takes taking".split()
)
_PUT_OBJECTS = frozenset(_KINDS) | frozenset(
    "it them that this the figure count total number toll of people confirmed its their".split()
)
_TELLS = frozenset("says said saying reported reports counted counts spoke speaks claimed claims lists listed".split())
_AFTER_BARE = frozenset(", . ; and but while whereas ”".split())
_LABEL_STARTS = frozenset(", ; . | - – — / total number of the people".split())
_BRINGS = frozenset("bringing brings bring brought taking takes take took raising raises raise raised".split())
_LIFE = frozenset("life lives".split())
_STOPS = frozenset("; who which because if when while although".split())
_ORGANS = SPEAKERS | {"corps", "other"}
_REACH = 34  # tokens between what is counted and its figure
_PUT_REACH = 6
_NAMED_REACH = 8
_WHO = 4  # tokens from "who" to what befell them


_HOLDS = re.compile(
    r"\b(?:put|puts|bring|brings|gave|gives|raised|lowered|spoke|says|said|number|figure|count|toll|list|total|is|was|both)\b"
)


_DIGIT = re.compile(r"\d")
_NEEDED = encoded(COUNTING | OWN)


def may_hold_figure(text: str) -> bool:
    """The cheap look at a sentence without a casualty word: it needs a number, or somebody's own end."""
    return _HOLDS.search(text) is not None and (_DIGIT.search(text) is not None or not _NEEDED.isdisjoint(letters(text)))


def figures(s: Sentence, reader: Reader, found: Sequence[Mention], before: Sequence[Mention]) -> list[Mention]:
    """`found` with the sentence's whole figures; a phrase that only says what they count ("the people killed") goes."""
    new: list[Mention] = []
    covered: list[tuple[int, int]] = []
    for start, q, kind in _figures(s, reader, [*before, *found]) if may_count(s.low) else ():
        if any(a <= q.start < b for a, b in covered) or _is_read(found, q, kind):
            continue
        covered.append((start, q.end))
        new.append(_mention(s, start, q, kind))
        if s.low[start] in _BRINGS and "since" in s.low[q.end :]:
            new[-1].scope, new[-1].reason = Scope.CUMULATIVE, "running total"
        if s.low[start] in _ORGANS:
            new[-1].speaker = " ".join(s.low[max(0, start - 2) : start + 1])
    kept = [m for m in found if not _is_named_only(s, m, covered)]
    return sorted([*kept, *new], key=lambda m: (m.start, m.end))


def _is_read(found: Sequence[Mention], q: Quantity, kind: Kind) -> bool:
    return any(m.explicit and m.kind is kind and m.start <= q.start < m.end for m in found)


def _mention(s: Sentence, start: int, q: Quantity, kind: Kind) -> Mention:
    return Mention(kind, figure_count(s, q), "figure", s, start, q.end, explicit=True, total=True, update=update_of(set(s.low)))


def figure_count(s: Sentence, q: Quantity) -> Count:
    """The interval of a toll's figure: "toll up to 11" is a rise to 11, no bound."""
    if q.qualifier is Qualifier.EXACT and q.start and s.low[q.start - 1] in _NEARS:
        return Count(9 * q.best // 10, q.best, q.best, Qualifier.APPROX)
    if q.qualifier is Qualifier.EXACT and q.start and s.low[q.start - 1] in _PASSES:
        return Count(q.best, q.best, None, Qualifier.AT_LEAST)
    if q.qualifier is Qualifier.AT_MOST and s.low[q.start : q.start + 2] == ["up", "to"]:
        return Count(q.best, q.best, q.best)
    return Count(q.low, q.best, q.high, q.qualifier)


def _is_named_only(s: Sentence, m: Mention, covered: list[tuple[int, int]]) -> bool:
    """The number of people killed: says what is counted, and counts nobody itself."""
    if m.total or ((m.explicit and m.chunk is not None and m.chunk.start not in range(m.start, m.start)) and m.count.best):
        return False
    return s.low[max(0, m.start - 2) : m.start] == ["number", "of"] or any(a <= m.start and m.end <= b for a, b in covered)


Found = tuple[int, Quantity, Kind]


def _stated(s: Sentence, reader: Reader, masked: dict[int, str], known: Sequence[Mention]) -> Iterator[Found]:
    """the number of dead rose to 15, the count of injured went up to 60 from 48, the confirmed dead number three."""
    low = s.low
    for h, head in enumerate(low):
        if head not in _HEADS and not (head == "it" and known and known[-1].reason == EARLIER):
            continue
        if head == "toll" and not lex.ANIMALS.isdisjoint(low) and lex.PLURAL.keys().isdisjoint(low):
            continue
        near = [w for w in low[max(0, h - 2) : h] if w in _KINDS]
        kind = _KINDS[near[-1]] if near else Kind.KILLED if head == "toll" else None
        for j in range(h + 1, min(h + _REACH, len(low))):
            if low[j] in _STOPS and not _are_the_dead(low, j):
                break
            kind = kind or _KINDS.get(low[j])
            q = reader.read(low, j) if j not in masked else None
            if q is None or q.vague:
                continue
            lead = _lead(low, j, h)
            if kind is None and j <= h + 2 and lead in ("is", "was", ":"):
                kind = _last_kind(known, s, j)
            if lead in _MOVES and head != "toll" and not any(word in _KINDS for word in low[h + 1 : h + 4]):
                break  # the number of guests at Dead Sea hotels surpassed 2,000
            if kind is not None and lead in _LEADS and not _counts_things(low, q):
                yield h, q, kind
                break
            if lead not in _EARLIER and kind is not None and lead in ("and", ","):
                break


def _are_the_dead(low: list[str], j: int) -> bool:
    """The number of people | who | died in the flood has reached 18: whom it counts; not "people who called after the deaths"."""
    return low[j] == "who" and any(_KINDS.get(word) is Kind.KILLED for word in low[j + 1 : j + _WHO])


def _lead(low: list[str], j: int, h: int) -> str:
    """The word that leads to the number at `j`, past "now", "unchanged"."""
    k = j - 1
    while k > h and low[k] in _BETWEEN and low[k] not in ("at",):
        k -= 1
    return "" if low[k - 2 : k + 1] in (["as", "well", "as"], ["as", "many", "as"]) else low[k]


def _counts_things(low: list[str], q: Quantity) -> bool:
    following = low[q.end : q.end + 2]
    return bool(following) and (
        following[0] in lex.THINGS
        or following[0] in lex.UNITS
        or following[0] in lex.FAMILIES
        or following[0] in ("%", "am", "pm", "a.m", "p.m")
    )


def _figures(s: Sentence, reader: Reader, known: Sequence[Mention]) -> Iterator[Found]:
    masked = masked_numbers(s)
    told = frozenset(s.low)  # each looks at every token for one of its words: most sentences hold none
    if ":" in told:
        yield from _labelled(s, reader, masked)
    if not _BRINGS.isdisjoint(told):
        yield from _brought(s, reader, masked)
    if not _HEADS.isdisjoint(told) or "it" in told:
        yield from _stated(s, reader, masked, known)
    if not _PUTS.isdisjoint(told):
        yield from _put(s, reader, masked, known)
    if not _TELLS.isdisjoint(told):
        yield from _bare(s, reader, masked, known)
    if not _ORGANS.isdisjoint(told):
        yield from _next_speaker(s, reader, masked, known)


def _labelled(s: Sentence, reader: Reader, masked: dict[int, str]) -> Iterator[Found]:
    """Dead: 12, injured: 30."""
    low = s.low
    for i, word in enumerate(low):
        if (
            low[i + 1 : i + 2] != [":"]
            or word not in _KINDS
            or i + 2 >= len(low)
            or i + 2 in masked
            or (i and low[i - 1] not in _LABEL_STARTS)
        ):
            continue
        q = reader.read(low, i + 2)
        if q is not None and not _counts_things(low, q):
            yield i, q, _KINDS[word]


def _brought(s: Sentence, reader: Reader, masked: dict[int, str]) -> Iterator[Found]:
    """bringing to 31 the number of those killed, bring to 11 the number of people who lost their lives."""
    low = s.low
    for v, word in enumerate(low):
        if word not in _BRINGS or low[v + 1 : v + 2] != ["to"] or v + 2 in masked or v + 2 >= len(low):
            continue
        q = reader.read(low, v + 2)
        kind = None if q is None else _kind_in(low[q.end : q.end + _NAMED_REACH])
        if q is not None and kind is not None and {"number", "total", "toll", "count", "tally"} & set(low[q.end : q.end + 3]):
            yield v, q, kind


def _kind_in(words: Sequence[str]) -> Kind | None:
    """The number of those killed, of people who lost their lives."""
    named = (_KINDS.get(w) or (Kind.KILLED if w in _LIFE and "lost" in words else None) for w in words)
    return next(filter(None, named), None)


def _put(s: Sentence, reader: Reader, masked: dict[int, str], known: Sequence[Mention]) -> Iterator[Found]:
    """puts them at 42, put the injured at 41, raised the figure to 33, gave the number as 15."""
    low = s.low
    for v, word in enumerate(low):
        if word not in _PUTS:
            continue
        for j in range(v + 2, min(v + 2 + _PUT_REACH, len(low))):
            if low[j - 1] not in ("at", "to", "as") or j in masked:
                continue
            named = next((_KINDS[w] for w in low[v + 1 : j - 1] if w in _KINDS), None)
            objects = list(takewhile(lambda w: w not in ("in", "of", "from"), low[v + 1 : j - 1]))  # the dead in the raid at 21
            if not _PUT_OBJECTS.issuperset(objects):
                break
            if len(objects) < j - v - 2 and _KINDS.keys().isdisjoint(objects):
                break
            q = reader.read(low, j)
            kind = named or _last_kind(known, s, j)
            behind = q is not None and j == v + 2 and low[q.end : q.end + 1] == ["the"]  # raises to 14 the number of seats
            if q is not None and kind is not None and not (behind or _counts_things(low, q)):
                yield v, q, kind
            break


def _bare(s: Sentence, reader: Reader, masked: dict[int, str], known: Sequence[Mention]) -> Iterator[Found]:
    """the Red Cross says 27, the ministry of the interior spoke of 17."""
    low = s.low
    for v, word in enumerate(low):
        j = v + 2 if low[v + 1 : v + 2] == ["of"] else v + 1
        if word not in _TELLS or j >= len(low) or j in masked:
            continue
        q = reader.read(low, j)
        kind = _last_kind(known, s, j)
        if q is not None and not q.vague and kind is not None and (q.end >= len(low) or low[q.end] in _AFTER_BARE):
            yield v, q, kind


def _next_speaker(s: Sentence, reader: Reader, masked: dict[int, str], known: Sequence[Mention]) -> Iterator[Found]:
    """The office reported 16 deaths, the disaster agency 19; the interior ministry puts them at 42, the health ministry at 30."""
    low = s.low
    for v, word in enumerate(low):
        j = v + 2 if low[v + 1 : v + 2] == ["at"] else v + 1
        if word not in _ORGANS or j >= len(low) or j in masked or not v or low[max(0, v - 2) : v] == ["in", "the"]:
            continue  # nine were hurt in the other six: of the attacks
        q = reader.read(low, j)
        ends = q is not None and (q.end >= len(low) or low[q.end] in _AFTER_BARE)
        begun = any(m.sentence is s and m.explicit and m.start < v for m in known) or (j == v + 2 and "at" in low[:v])
        kind = _last_kind(known, s, j)
        if q is not None and ends and begun and kind is not None:
            yield v, q, kind


def _last_kind(known: Sequence[Mention], s: Sentence, at: int) -> Kind | None:
    """What the figures just before it count."""
    for k in range(at - 1, 0, -1):
        if s.low[k] in _KINDS and s.low[k - 1] in ("the", "of"):
            return _KINDS[s.low[k]]
    for m in reversed(known):
        if m.sentence is s and m.start >= at:
            continue
        if m.sentence.index < s.index - 2:
            return None
        if m.kind in (Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.DISPLACED):
            return m.kind
    return None
