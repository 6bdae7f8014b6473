"""Two sources, two figures: the reliable ones bound the event, the most reliable one says it best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from worker.model import Count, Kind, Qualifier, SourceType
from worker.stages.extract.mentions import Mention
from worker.stages.extract.scope.sources import UNRELIABLE, rank

_DIFFER = re.compile(
    r"\b(?:differ(?:s|ed|ing)?|different|conflicting|disputed?|disagree[sd]?|disagreed|contradict(?:s|ed|ory)|rival|divergent|discrepan\w+|vary|varied|(?:maintain|insist)(?:s|ed)? that)\b",
    re.IGNORECASE,
)
_TWO_REPORTS = re.compile(  # some reports put the toll at 30, but the agency says ten
    r"\b(?:some|one|other|initial|early|several|local) (?:news )?(?:reports?|sources?|accounts?|estimates?)\b[^.]{3,80}\b(?P<other>but|while|although|though|however|whereas)\b",
    re.IGNORECASE,
)
_MOST_STARTS = 6  # figures that may begin a dispute
_LATER = frozenset("later now subsequently since updated latest final next following".split())  # the newer figure, and no rival
_MANY = 5  # people, of whom a smaller figure would hardly be a part
_NEAR = 2  # sentences between two rival figures
_REACH = 5  # sentences between the text's own account and an attacker's claim


def settle_rivals(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that a rival figure has absorbed; the first rival holds the joint interval."""
    absorbed: set[int] = set()
    kinds = dict.fromkeys(m.kind for m in mentions)
    disputed = any(_DIFFER.search(text) for text in {m.sentence.index: m.sentence.text for m in mentions}.values())
    for kind in kinds:
        own = [m for m in mentions if m.kind is kind and _is_whole(m)]
        absorbed |= _without_party(own) | _against_the_account(kind, mentions)
        absorbed |= _join(kind, [m for m in own if id(m) not in absorbed], disputed)
    return [m for m in mentions if id(m) not in absorbed]


def _is_whole(m: Mention) -> bool:
    return m.counts and m.explicit and m.count.best > 0 and not (m.subset or m.other or m.also or m.anaphoric)


def _without_party(own: list[Mention]) -> set[int]:
    """A side's word about its enemy falls where somebody else counts the same people."""
    party = [m for m in own if m.source.type is SourceType.PARTY]
    others = [m for m in own if m.source.type is not SourceType.PARTY and (m.source.name or not m.sentence.in_title)]
    return {
        id(m)
        for m in party
        if any(
            (o.generic or o.role == m.role) and o.speaker != m.speaker and abs(o.sentence.index - m.sentence.index) <= _NEAR
            for o in others
        )
    }


def _against_the_account(kind: Kind, mentions: Sequence[Mention]) -> set[int]:
    """What the attackers claim falls where the text itself tells how the same people fared: nobody hurt, four of them wounded."""
    party = [m for m in mentions if m.kind is kind and m.counts and m.source.type is SourceType.PARTY and m.count.best > 0]
    told = [m for m in mentions if m.counts and m.source.type is not SourceType.PARTY] if party else []
    return {id(m) for m in party if any(_is_account(o, m) for o in told)}


def _is_account(o: Mention, m: Mention) -> bool:
    if not 0 <= m.sentence.index - o.sentence.index <= _REACH:
        return False
    if o.count.best == 0:
        return o.kind is m.kind
    same = o.generic or o.role == m.role
    own = same and not o.speaker and not o.source.name
    return own and (o.kind is m.kind or (m.kind is Kind.KILLED and o.kind is Kind.INJURED and o.explicit))


def _join(kind: Kind, own: list[Mention], disputed: bool) -> set[int]:
    group = next((g for start in range(min(len(own), _MOST_STARTS)) if len(g := _group(own[start:], disputed)) > 1), [])
    counts = {m.count.best for m in group}
    if len(group) < 2 or len(counts) < 2:
        return set()
    group[0].merged = _interval(group)
    spoken = {m.count.best for m in group}
    return {id(m) for m in own if m is not group[0] and m.count.best in spoken}


def _group(own: Sequence[Mention], disputed: bool) -> list[Mention]:
    group: list[Mention] = []
    heard: set[str] = set()
    for m in own:
        voice = _voice(m)
        if voice and voice not in heard and (not group or _is_rival(group[-1], m, disputed)):
            group.append(m)
            heard.add(voice)
    return group


def _voice(m: Mention) -> str:
    """Who says it; somebody puts a figure, even where the text doesn't say in known words who."""
    if (other := _other_reports(m.sentence.text)) is not None:
        return f"{m.sentence.index} {m.sentence.begin(m.start) - m.sentence.start < other}"
    return m.speaker or (f"{m.sentence.index} {m.start}" if m.rule == "figure" else "")


@lru_cache(maxsize=64)  # a sentence of many figures is asked for each of them
def _other_reports(text: str) -> int | None:
    """Where a sentence that sets two reports against each other turns to the second."""
    differ = _TWO_REPORTS.search(text)
    return None if differ is None else differ.start("other")


def _is_rival(last: Mention, m: Mention, disputed: bool) -> bool:
    """Another speaker's figure for the same people, close by, set against the one before."""
    if m.sentence.index - last.sentence.index > _NEAR or m.update:
        return False
    if m.rule != "figure" and not (m.generic and last.generic) and m.role != last.role:
        return False
    if not last.count.best / 4 <= m.count.best <= last.count.best * 4:
        return False
    together = m.sentence is last.sentence
    return disputed or together or m.rule == "figure" or _is_near(last, m)


def _is_near(last: Mention, m: Mention) -> bool:
    """Police said eight had died. The hospital said 12 had: no part of the other, so large and so near each other."""
    few, many = sorted((last, m), key=lambda each: each.count.best)
    told = bool(last.speaker and m.speaker) and m.generic and last.generic and not m.sentence.in_title
    loose = any(
        x.count.qualifier is Qualifier.VAGUE or (x.chunk is not None and x.chunk.role not in ("", "person")) for x in (last, m)
    )
    large = few.count.best >= _MANY and many.count.best <= 2 * few.count.best
    fresh = not _LATER.isdisjoint(m.sentence.low)
    return told and large and not loose and not fresh and not _is_share(few)  # not "hundreds", not 49 civilians of 64


def _is_share(m: Mention) -> bool:
    """The monitor counted 51 dead among the troops: whatever the others are, these are not all."""
    return m.sentence.low[m.end : m.end + 1] == ["among"]


def _interval(group: list[Mention]) -> Count:
    reliable = [m for m in group if rank(m) < UNRELIABLE] or group
    best = min(reliable, key=lambda m: (rank(m), m.count.best))
    highs = [m.count.high for m in reliable]
    closed = max((h for h in highs if h is not None), default=0)
    is_open = any(m.count.high is None and m.count.low > closed for m in reliable)
    low = min(m.count.low for m in reliable)
    return Count(low, best.count.best, None if is_open else closed, Qualifier.RANGE)
