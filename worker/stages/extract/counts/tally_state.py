"""What has been read of one kind so far, and how one more figure changes it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from worker.model import Count, Kind, Qualifier, Realis
from worker.stages.extract.mentions import MURDER_SUICIDE, Mention, add, exact

ANYBODY = ("person", "")  # roles of words that say nothing of who they were
ANYBODY_ROLES = frozenset({"person", "", "child", "perpetrator"})
_NEUTRAL = frozenset("men women citizens nationals foreigners".split())
LEDE = 2  # the title and the first sentences: what stands further down and is larger belongs to another event

_FAR = 14  # tokens behind a death in which it is told of how long it is counted
_SEASONS = frozenset("year month summer winter season".split())


@dataclass(slots=True)
class Tally:
    """What has been read of one kind so far."""

    stated: Count | None = None  # the largest figure that stands for everyone
    parts: Count | None = None  # the sum of disjoint parts
    roles: dict[str, Count] = field(default_factory=dict)
    titled: set[int] = field(default_factory=set)  # figures that the title gives
    perpetrators: int = 0
    covers_perpetrators: bool = False
    zero: bool = False
    used: list[Mention] = field(default_factory=list)
    feared: list[Mention] = field(default_factory=list)  # beside confirmed deaths
    run: Count | None = None  # the figures of neighbouring sentences, as far as they add up
    run_at: int = -9  # the sentence of the run's last figure
    led: int = 0  # what title or lede give as a number; 0 where they give none
    final: bool = False  # a toll has been given: nothing adds to it
    grown: Count | None = None  # a run that has grown past the total it began with
    numbered: Count | None = None  # the largest number told and the others beside it

    @property
    def total(self) -> Count | None:
        known = [c for c in (self.stated, self.parts, self.grown) if c is not None]
        total = _numbered(max(known, key=lambda c: c.best, default=None), self.numbered)
        return total if total is None or self.final else _with_feared(total, self.feared)


def _numbered(total: Count | None, numbered: Count | None) -> Count | None:
    """Several were hurt; one is still in hospital, and seven others have been sent home: eight."""
    if total is None or numbered is None or total.qualifier is not Qualifier.VAGUE or numbered.best <= total.best:
        return total
    high = None if total.high is None or numbered.high is None else max(total.high, numbered.high)
    return replace(numbered, high=high)


def _with_feared(total: Count, feared: list[Mention]) -> Count:
    """Eight confirmed, the other 22 feared dead: 8 to 30."""
    high = total.high
    for m in feared:
        worst = m.count.best + (total.best if m.other or "other" in m.sentence.low[m.start : m.start + 3] else 0)
        high = None if high is None else max(high, worst)
    return total if high == total.high else replace(total, high=high, qualifier=Qualifier.RANGE)


def value(m: Mention) -> Count:
    if m.merged is not None:
        return m.merged
    if m.realis is not Realis.FEARED:
        return m.count
    return Count(
        0,
        m.count.best,
        None if m.count.qualifier is Qualifier.VAGUE and m.count.high is None else m.count.best,
        m.count.qualifier,
    )


def number(t: Tally, m: Mention, count: Count) -> None:
    if not (m.explicit and m.generic) or count.qualifier is Qualifier.VAGUE:
        return
    if m.other and t.numbered is not None:
        t.numbered = add(t.numbered, count)
    elif t.numbered is None or count.best > t.numbered.best:
        t.numbered = count


def enlist(t: Tally, m: Mention) -> None:
    """A scholar and his driver: what the persons of a list are, so that one of the policemen is somebody else."""
    roles = [p.role for p in m.parts]
    if not m.explicit and all(p.count.best == 1 and not p.anaphoric for p in m.parts) and not ANYBODY_ROLES.intersection(roles):
        for role in dict.fromkeys(roles):
            if role not in t.roles:
                t.roles[role] = exact(roles.count(role))


def cover(t: Tally, m: Mention) -> None:
    """Himself and three others, the gunman and his three victims: the figure holds the attacker."""
    if any(p.role == "perpetrator" for p in m.parts):
        t.perpetrators, t.covers_perpetrators = 0, True
    if m.reflexive or m.rule == MURDER_SUICIDE:
        t.perpetrators, t.covers_perpetrators = 0, True


def extend(t: Tally, m: Mention, count: Count) -> None:
    """Another two: they add to the figure just before them, not to a total given further up."""
    if _is_nth_death(m):
        state(t, exact(m.chunk.ordinal if m.chunk is not None else 1))
    if m.chunk is not None and m.chunk.ordinal and m.generic and t.total is not None and t.total.best >= m.chunk.ordinal:
        return  # the second victim of three
    if t.run is None or m.sentence.index - t.run_at > 1:
        beside = (
            t.total is not None
            and (count.best == 1 or t.total.best == 1)
            and t.total.best <= 3
            and m.sentence.index - t.run_at <= 3
        )
        t.run, fresh = (add(t.total, count), True) if beside and t.total is not None else (count, False)
    else:
        fresh = t.total is not None and t.run.best == t.total.best
        t.run = add(t.run, count)
    t.run_at = m.sentence.index
    if fresh or t.total is None or t.run.best <= t.total.best:
        t.grown = t.run if t.grown is None or t.run.best > t.grown.best else t.grown


def _is_nth_death(m: Mention) -> bool:
    """A third victim has died: three in all, as title or lede says it."""
    c = m.chunk
    return (
        m.kind is Kind.KILLED
        and m.generic
        and c is not None
        and c.ordinal > 1
        and m.sentence.index <= LEDE
        and m.count.best == 1
        and not _is_of_a_season(m)
    )


def _is_of_a_season(m: Mention) -> bool:
    """The fifth person killed by a dog this year: the others died elsewhere."""
    behind = m.sentence.low[m.start : m.end + _FAR]
    return any(a in ("this", "last") and b in _SEASONS for a, b in pairwise(behind)) or "decade" in behind


def told_again(t: Tally, m: Mention, count: Count) -> Count:
    """The victims, the teenagers: those told of before, and more than one."""
    if not (m.anaphoric and m.role) or m.explicit or t.total is None or count.qualifier is not Qualifier.VAGUE:
        return count
    return Count(2, max(2, t.total.best), None, Qualifier.VAGUE)


def state(t: Tally, count: Count) -> None:
    wider = count.high is None and (
        count.qualifier is not Qualifier.VAGUE or count.low == count.best
    )  # not "mother, siblings" of four
    if t.stated is None or count.best > t.stated.best or (count.best == t.stated.best and wider):
        t.stated = count
    if t.parts is None or count.best > t.parts.best:
        t.parts = count


def add_role(t: Tally, m: Mention, count: Count) -> None:
    if m.head in _NEUTRAL and any(c.best == count.best for c in t.roles.values()):
        return  # two missionaries; two citizens: the same
    if m.role not in ANYBODY and count.best > 1 and (same := _of_anybody(t, count)) is not None:
        del t.roles[same]  # three members, three soldiers: the closer word
    known = t.roles.get(m.role)
    if known is None or count.best > known.best:
        t.roles[m.role] = count
    total: Count | None = None
    for each in t.roles.values():
        total = each if total is None else add(total, each)
    assert total is not None
    if t.parts is None or total.best > t.parts.best:
        t.parts = total


def _of_anybody(t: Tally, count: Count) -> str | None:
    """The role under which as many were told of by a word that says nothing of who they were."""
    return next((role for role in ANYBODY if role in t.roles and t.roles[role].best == count.best), None)
