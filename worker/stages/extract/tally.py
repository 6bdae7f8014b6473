"""An event's mentions to its counts: which repeat, which are parts, which add."""

from __future__ import annotations

from dataclasses import dataclass, field

from worker.model import Count, Kind, Realis
from worker.stages.extract.mentions import ZERO, Mention, add, exact

_WEAK = ("shoot", "hit", "hospital", "with-wounds", "condition")  # wounds that some of the hurt may die of


@dataclass(slots=True)
class Tally:
    """What has been read of one kind so far."""

    stated: Count | None = None  # the largest figure that stands for everyone
    parts: Count | None = None  # the sum of disjoint parts
    roles: dict[str, Count] = field(default_factory=dict)
    perpetrators: int = 0
    covers_perpetrators: bool = False
    zero: bool = False
    used: list[Mention] = field(default_factory=list)

    @property
    def total(self) -> Count | None:
        if self.parts is None or (self.stated is not None and self.stated.best >= self.parts.best):
            return self.stated
        return self.parts


def tally(mentions: list[Mention]) -> Tally:
    """Weighs mentions of one kind in reading order."""
    t = Tally()
    for m in mentions:
        if m.subset or not m.counts:
            continue
        count = Count(0, m.count.best, m.count.best) if m.realis is Realis.FEARED else m.count
        if count.best == 0:
            t.zero = True
            continue
        t.used.append(m)
        _weigh(t, m, count)
    return t


def _weigh(t: Tally, m: Mention, count: Count) -> None:
    if m.total or m.update:
        t.stated, t.parts = count, None
    elif m.role == "perpetrator" and not m.reflexive and not m.parts:
        if not t.covers_perpetrators:
            t.perpetrators = max(t.perpetrators, count.best)
    elif m.other:
        t.parts = count if t.parts is None else add(t.parts, count)
    elif m.anaphoric or (m.generic and m.explicit):
        _state(t, count)
    elif m.explicit or m.parts:
        _role(t, m, count)
    else:
        _state(t, count)
    if m.reflexive:
        t.covers_perpetrators = True


def _state(t: Tally, count: Count) -> None:
    if t.stated is None or count.best > t.stated.best or (count.best == t.stated.best and count.high is None):
        t.stated = count
    if t.parts is None or count.best > t.parts.best:
        t.parts = count


def _role(t: Tally, m: Mention, count: Count) -> None:
    known = t.roles.get(m.role)
    if known is None or count.best > known.best:
        t.roles[m.role] = count
    total: Count | None = None
    for each in t.roles.values():
        total = each if total is None else add(total, each)
    assert total is not None
    if t.parts is None or total.best > t.parts.best:
        t.parts = total


def is_weak(m: Mention) -> bool:
    return m.rule.startswith(_WEAK)


def counts_of(mentions: list[Mention]) -> tuple[dict[Kind, Count], int, list[Mention]]:
    """(counts, perpetrators killed, the mentions they rest on) of one event."""
    by_kind: dict[Kind, list[Mention]] = {}
    for m in mentions:
        by_kind.setdefault(m.kind, []).append(m)
    counts: dict[Kind, Count] = {}
    used: list[Mention] = []
    killed = tally(by_kind.get(Kind.KILLED, []))
    _set(counts, Kind.KILLED, killed, used)
    if killed.perpetrators and killed.total is not None:
        counts[Kind.KILLED] = add(counts[Kind.KILLED], exact(killed.perpetrators))
    elif killed.perpetrators:
        counts[Kind.KILLED] = exact(killed.perpetrators)
    injured = by_kind.get(Kind.INJURED, [])
    strong = tally([m for m in injured if not is_weak(m)])
    weak = tally([m for m in injured if is_weak(m)])
    _set(counts, Kind.INJURED, strong, used)
    if weak.total is not None:
        dead = counts[Kind.KILLED].best if Kind.KILLED in counts else 0
        rest = _without(weak.total, dead)
        if rest is not None and (strong.total is None or rest.best > strong.total.best):
            counts[Kind.INJURED] = rest
        used += weak.used
    for kind in (Kind.MISSING, Kind.DISPLACED):
        _set(counts, kind, tally(by_kind.get(kind, [])), used)
    return counts, killed.perpetrators, used


def _set(counts: dict[Kind, Count], kind: Kind, t: Tally, used: list[Mention]) -> None:
    total = t.total
    if total is not None:
        counts[kind] = total
        used += t.used
    elif t.zero:
        counts[kind] = ZERO


def _without(shot: Count, dead: int) -> Count | None:
    best = shot.best - dead
    if best <= 0:
        return None
    return Count(max(shot.low - dead, 0), best, None if shot.high is None else max(shot.high - dead, best), shot.qualifier)
