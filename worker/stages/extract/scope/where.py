"""The dead of a clause of their own: of another place and day, or the last of those whom its sentence counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from worker.model import Scope
from worker.stages.extract.mentions import Mention
from worker.stages.extract.scope.days import own_days

_REACH = 3  # tokens between "where", or "after", and those who died


def set_aside_elsewhere(found: Sequence[Mention], today: date | None) -> None:
    """Ten died on Tuesday east of Elm, where 200 were killed on Monday: a day of their own, and another event."""
    for m in found:
        if m.counts and any(_is_other(m, o, today) for o in found):
            m.scope, m.reason = Scope.BACKGROUND, "earlier"


def _is_other(m: Mention, before: Mention, today: date | None) -> bool:
    if before.kind is not m.kind or not before.counts or before.count.best == m.count.best:
        return False
    at = next((i for i in range(max(m.start - _REACH, 1), m.start) if m.sentence.low[i] == "where"), None)
    if at is None or m.sentence.low[at - 1] != "," or before.end > at:
        return False
    days, others = own_days(m, today), own_days(before, today)
    return bool(days and others) and days.isdisjoint(others)


def settle_last(found: Sequence[Mention]) -> None:
    """Ten people were killed, police said after two victims died in hospital: they are of the ten."""
    for n, m in enumerate(found):
        whole = next((o for o in found[:n] if o.kind is m.kind and _counts_last(o, m)), None)
        if whole is not None:
            m.subset, m.whole = True, whole


def _counts_last(whole: Mention, m: Mention) -> bool:
    if not (whole.counts and m.counts and whole.explicit and m.explicit) or m.other or m.also or whole.subset or m.subset:
        return False
    if not (0 < m.count.best < whole.count.best and m.rule.startswith("die") and whole.end <= m.start):
        return False
    return "after" in m.sentence.low[max(whole.end, m.start - _REACH) : m.start]
