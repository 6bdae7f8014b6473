"""They, them, their: as many people as the text spoke of last."""

from __future__ import annotations

from worker.model import Kind, Realis, Scope
from worker.stages.extract.grammar.lexicon import MONTHS
from worker.stages.extract.mentions import ANOTHER, Mention

_TAKEN = frozenset({Kind.ABDUCTED, Kind.DETAINED, Kind.MISSING})  # four were kidnapped, and their bodies found
_ASIDE = 8  # tokens between a relative word and the deaths it tells of


def resolve(mentions: list[Mention]) -> list[Mention]:
    """Gives pronouns in the plural the count of the last group before them, and drops those without one."""
    out: list[Mention] = []
    for i, m in enumerate(mentions):
        if m.pronoun in ("they", "them", "their"):
            group = _last_group(mentions[:i], m)
            if group is None:
                continue
            m.count, m.anaphoric = group.count, True
            if group.realis is Realis.DENIED:  # had claimed that men lined up the 17 and killed them
                m.realis, m.reason = group.realis, group.reason
            m.secondary = any(o.kind is m.kind and o.explicit and o.count.best > 0 for o in out)
        out.append(m)
    return out


_ATTACKS = frozenset(
    "bomb bombs bombed bombing bombings blast blasts rocket rockets explosive explosives explosion explosions grenade grenades retaliation arson".split()
)


def restore(mentions: list[Mention]) -> None:
    """Figures in a charge belong to the event where the text tells of the event itself."""
    if any(_is_harm(m) and m.counts for m in mentions):
        for m in mentions:
            if m.reason == "charged" and m.scope is Scope.BACKGROUND:
                m.scope, m.secondary = Scope.EVENT, True
    natural = any(m.reason == "natural death" for m in mentions)  # a headline has said that nobody did it
    if not natural and not any(
        m.counts and m.kind in (Kind.KILLED, Kind.INJURED) for m in mentions
    ):  # another date: still its only event
        dated = [m for m in mentions if (m.reason == "other date" or _is_of_many(m)) and not _is_aside(m)]
        for m in dated:
            if _months(m) == _months(dated[0]):  # not the one of last August beside that of January
                m.scope = Scope.EVENT
    if not any(m.counts and m.kind in (Kind.KILLED, Kind.INJURED) for m in mentions):
        for m in mentions:
            if m.reason == "aftermath" and m.kind is Kind.KILLED and m.count.best and (m.explicit or not m.sentence.in_title):
                m.scope = Scope.EVENT if _ATTACKS.isdisjoint(m.sentence.low) else m.scope
    _restore_another(mentions)
    _restore_hours(mentions)
    for m in mentions:  # a sum over several places or attacks stands for the event where nothing nearer does
        if m.scope is Scope.SUMMARY and not any(o.counts and o.kind is m.kind and o.count.best > 0 for o in mentions):
            m.scope = Scope.EVENT


def _restore_another(mentions: list[Mention]) -> None:
    """Another shooting that killed two, where the text tells of no other: it is the news."""
    if not any(m.counts and m.kind in (Kind.KILLED, Kind.INJURED) for m in mentions):
        for m in mentions:
            m.scope = Scope.EVENT if m.reason == ANOTHER else m.scope


def _restore_hours(mentions: list[Mention]) -> None:
    """A visit hours after a blast that wounded several: of the same day, where nothing else is told."""
    if not any(m.counts and m.kind in (Kind.KILLED, Kind.INJURED) for m in mentions):
        for m in mentions:
            if m.reason == "days after" and "hours after" in " ".join(m.sentence.low[: m.start]):
                m.scope = Scope.EVENT


def _is_of_many(m: Mention) -> bool:
    """Only a month is given, and it is long over: so may be one death, but not a number of them."""
    return m.reason == "other month" and m.explicit and m.count.best > 1


def _months(m: Mention) -> set[int]:
    return {MONTHS[word] for word in m.sentence.low if word in MONTHS}


def _is_aside(m: Mention) -> bool:
    """Beside a mosque where 30 people were killed in April: it says what place that is."""
    before = m.sentence.low[: m.start]
    return not m.sentence.in_title and not {"where", "which"}.isdisjoint(before[-_ASIDE:]) and bool(before[:-_ASIDE])


def inherit(mentions: list[Mention]) -> None:
    """A headline's figure is what the text says of it: of an old event, of a drill, of a whole war."""
    for title in [m for m in mentions if m.sentence.in_title and m.counts and m.count.best > 0]:
        same = [m for m in mentions if not m.sentence.in_title and m.count.best == title.count.best and _is_kind_of(m, title)]
        same = [m for m in same if not _is_of_anybody(m)]
        if same and not any(m.counts or m.reason == "charged" for m in same):
            title.scope, title.realis, title.reason = same[0].scope, same[0].realis, same[0].reason


def _is_of_anybody(m: Mention) -> bool:
    """A tree like this could kill someone; the third rider to be killed there: says nothing of the one in the headline."""
    return m.realis is Realis.HYPOTHETICAL and m.reason.startswith("modal") and m.count.best == 1 and not m.explicit


def _is_kind_of(m: Mention, title: Mention) -> bool:
    """Of one kind; a headline's "officer who shot a driver" is what the text tells of the driver's death."""
    shot = title.kind is Kind.INJURED and title.rule == "shoot-active" and m.kind is Kind.KILLED
    return m.kind is title.kind or (shot and m.rule == "kill-active")


def _is_harm(m: Mention) -> bool:
    return m.count.best > 0 and m.kind in (Kind.KILLED, Kind.INJURED)


def _last_group(before: list[Mention], m: Mention) -> Mention | None:
    for earlier in reversed(before[-6:]):
        if (
            earlier.count.best > 1
            and not earlier.subset
            and earlier.sentence.index >= m.sentence.index - 3
            and (earlier.sentence is not m.sentence or (earlier.kind in _TAKEN and earlier.end <= m.start))
        ):
            return earlier
    return None
