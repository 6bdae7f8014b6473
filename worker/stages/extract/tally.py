"""The mentions of one kind weighed in reading order: which repeat, which are parts, which add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from worker.model import Count, Kind, Qualifier, Realis
from worker.stages.extract.mentions import MURDER_SUICIDE, Mention, add, exact
from worker.stages.extract.retold import (
    is_next_of_those,
    is_of_other_sex,
    is_one_again,
    is_one_of_those,
    is_subject_again,
    is_title_again,
    says_no_more,
)

_ANYBODY = ("person", "")  # roles of words that say nothing of who they were
_IN_ALL = frozenset({"total", "all", "altogether"})
_IN_ARMS = frozenset({"police", "military", "militant"})
_ANYBODY_ROLES = frozenset({"person", "", "child", "perpetrator"})
_NEUTRAL = frozenset("men women citizens nationals foreigners".split())
_VICTIM = frozenset("victim man woman person boy girl suspect".split())
_BESIDE = frozenset(", and while with another".split())
_LEDE = 2  # the title and the first sentences: what stands further down and is larger belongs to another event
_SAYING = frozenset("said says say told reported stated states put claimed according confirmed".split())


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

    @property
    def total(self) -> Count | None:
        known = [c for c in (self.stated, self.parts, self.grown) if c is not None]
        total = max(known, key=lambda c: c.best, default=None)
        return total if total is None or self.final else _with_feared(total, self.feared)


def tally(mentions: Iterable[Mention]) -> Tally:
    """Weighs mentions of one kind in reading order."""
    t = Tally()
    counted = [m for m in mentions if not m.subset and m.counts]
    confirmed = [m for m in counted if m.realis is Realis.ACTUAL and m.count.best > 0]
    if confirmed and len(confirmed) < len(counted):
        t.feared = [m for m in counted if m.realis is Realis.FEARED]
        _set_apart(t.feared, confirmed)
        counted = [m for m in counted if m.realis is not Realis.FEARED]
    for _, group in groupby(counted, key=lambda m: m.sentence.index):
        _weigh_sentence(t, list(group))
    return t


def _set_apart(feared: list[Mention], confirmed: list[Mention]) -> None:
    """Six dead, 11 feared drowned: beside those who are surely dead."""
    for m in feared:
        beside = (m.sentence.low[c.end : m.start] for c in confirmed if c.sentence is m.sentence and c.end <= m.start)
        m.other = m.other or any(between and _BESIDE.issuperset(between) for between in beside)


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


def _weigh_sentence(t: Tally, group: list[Mention]) -> None:
    alone = [m for m in group if value(m).best == 0]
    t.zero = t.zero or bool(alone)
    group = [m for m in group if value(m).best > 0]
    if group and group[0].sentence.index - t.run_at > 1:
        t.run = None
    index = group[0].sentence.index if group else 0
    if index > _LEDE + 1 and t.led:
        group = [m for m in group if value(m).best <= t.led or m.total or m.update or m.other or m.also or is_perpetrator(m)]
    group = _without_own_parts(group)
    t.used += group
    plain = [m for m in group if _is_plain(m)]
    t.titled |= {value(m).best for m in group if m.sentence.in_title and m.explicit}
    if index <= _LEDE:
        t.led = max(
            [t.led, *(value(m).best for m in plain if m.explicit and m.generic and m.count.qualifier is not Qualifier.VAGUE)]
        )
    if len(plain) > 1:
        _weigh_together(t, plain)
        group = [m for m in group if m not in plain]
    for m in group:
        first = t.total is None and m.kind is Kind.KILLED
        _weigh(t, m, value(m))
        if m.reflexive and t.total is not None and t.total.best == 1 and (group[0] is not m or is_of_other_sex(m, t.used)):
            t.stated = t.parts = exact(2)  # killed the mother of his child before killing himself
        if not (m.other or m.also or is_perpetrator(m) or (m.secondary and not first)) and (
            t.run is None or value(m).best > t.run.best
        ):
            t.run, t.run_at = value(m), m.sentence.index


def _without_own_parts(group: list[Mention]) -> list[Mention]:
    """Five in three villages: two here, two there and one in the third. The first figure is that of all."""
    parts = [value(m).best for m in group[1:]]
    return group[:1] if len(parts) > 1 and group[0].explicit and value(group[0]).best == sum(parts) else group


def _is_plain(m: Mention) -> bool:
    """Brings people of its own, as far as its sentence tells."""
    return not (m.total or m.update or m.other or m.also or m.anaphoric or m.secondary or m.perfect or is_perpetrator(m))


def is_perpetrator(m: Mention) -> bool:
    return m.role == "perpetrator" and not m.reflexive and not m.parts


def _weigh_together(t: Tally, plain: list[Mention]) -> None:
    """Two figures in one sentence add up, unless two sources give them or one repeats the other."""
    sentence = plain[0].sentence
    if sum(word in _SAYING for word in sentence.low) > 1 and all(m.generic and m.explicit for m in plain):
        counts = [value(m) for m in plain]
        open_ended = any(c.high is None for c in counts)
        high = None if open_ended else max(c.high or 0 for c in counts)
        _state(t, Count(min(c.low for c in counts), counts[0].best, high, Qualifier.RANGE))
        return
    total: Count | None = None
    seen: set[tuple[str, int]] = set()
    for m in plain:
        if is_subject_again(m, plain) or _is_list_of(m, plain) or is_one_of_those(m, plain):
            continue
        key = (_told_as(m), value(m).best)
        again = ("", value(m).best) in seen and (value(m).best > 1 or is_one_again(m))
        if key not in seen and not again:
            seen.add(key)
            total = value(m) if total is None else add(total, value(m))
    assert total is not None
    _state(t, total)
    t.run, t.run_at = total, sentence.index
    if any(m.reflexive for m in plain):
        t.covers_perpetrators = True


def _told_as(m: Mention) -> str:
    """By which word those of one sentence are told apart: a noun with a number, a name, what somebody is."""
    if m.explicit:
        return "" if m.generic else m.head
    return m.head if m.names and m.chunk is not None and m.chunk.sort == "name" else m.role


def _is_list_of(m: Mention, plain: list[Mention]) -> bool:
    """Two men dead, a driver as well as his neighbour, who died later: the two by name, and one of them again."""
    if any(p.chunk is m.chunk for o in plain if o is not m for p in o.parts):
        return True
    return bool(m.parts) and any(
        o.explicit and not o.parts and o.start < m.start and value(o).best == value(m).best
        and not m.rule == o.rule == "kill-active"  # killing two brothers here, killing a father and son there
        for o in plain
    )  # fmt: skip


def _weigh(t: Tally, m: Mention, count: Count) -> None:
    if m.total or m.update:
        if t.perpetrators and t.total is not None and count.best >= t.total.best + t.perpetrators:
            t.perpetrators, t.covers_perpetrators = 0, True
        t.stated, t.parts, t.grown, t.final = count, None, None, True
    elif is_perpetrator(m):
        if not t.covers_perpetrators:
            t.perpetrators = max(t.perpetrators, count.best)
    elif is_next_of_those(t.used, t.total, m) or says_no_more(t.total, m):
        return
    elif _is_beside(t, m):
        if not t.final:
            _extend(t, m, count)
    elif (m.secondary or m.perfect) and (t.total is not None or t.zero) and not _is_sharper(t, m):
        return
    elif _is_of_other_side(t, m):
        _role(t, m, count)
    elif m.anaphoric or (m.generic and m.explicit):
        _state(t, _again(t, m, count))
    elif m.explicit and not m.parts:
        _explicit(t, m, count)
    else:
        _state(t, count)
        _enlist(t, m)
    _cover(t, m)


def _enlist(t: Tally, m: Mention) -> None:
    """A scholar and his driver: what the persons of a list are, so that one of the policemen is somebody else."""
    roles = [p.role for p in m.parts]
    if (
        not m.explicit
        and all(p.count.best == 1 and not p.anaphoric for p in m.parts)
        and not _ANYBODY_ROLES.intersection(roles)
    ):
        for role in dict.fromkeys(roles):
            if role not in t.roles:
                t.roles[role] = exact(roles.count(role))


def _is_of_other_side(t: Tally, m: Mention) -> bool:
    """One of the policemen, where a scholar and his driver have been told of: nobody of those."""
    of = m.explicit and not m.generic and m.chunk is not None and m.chunk.det == "of" and m.role in _IN_ARMS
    return of and t.led <= 1 and bool(t.roles) and t.roles.keys().isdisjoint({m.role, *_ANYBODY_ROLES})


def _explicit(t: Tally, m: Mention, count: Count) -> None:
    """A number of some role: of people of their own, unless it is the title's again, which the text may say more carefully."""
    vague = t.total is not None and t.total.best == count.best and t.total.qualifier is Qualifier.VAGUE
    if vague and count.qualifier is Qualifier.EXACT:
        t.stated = t.parts = count  # mother and siblings; four of a family
    elif not (t.total is not None and t.total.best == count.best and count.best in t.titled):
        _role(t, m, count)
    elif count.high is None:
        t.stated = count


def _cover(t: Tally, m: Mention) -> None:
    """Himself and three others, the gunman and his three victims: the figure holds the attacker."""
    if any(p.role == "perpetrator" for p in m.parts):
        t.perpetrators, t.covers_perpetrators = 0, True
    if m.reflexive or m.rule == MURDER_SUICIDE:
        t.perpetrators, t.covers_perpetrators = 0, True


def _is_beside(t: Tally, m: Mention) -> bool:
    """Others than those told before: three of the bandits were also killed; X also died where the lede gave the total is a detail."""
    if m.other or (m.beside_dead and _is_one_told_before(t, m)):
        return m.rule != "shoot-victims" and not is_title_again(t.used, t.total, t.titled, m)
    if not m.also or (t.led > 1 and m.sentence.index > _LEDE and not m.explicit):
        return False
    of_a_side = m.explicit and m.chunk is not None and m.chunk.det == "of" and m.role in ("militant", "military", "police")
    one_of = (
        m.explicit
        and m.chunk is not None
        and m.chunk.det == "of"
        and t.led <= 1
        and all(u is m or not u.explicit for u in t.used)
    )
    return not m.anaphoric or (of_a_side and m.role not in t.roles) or one_of or _is_someone_new(t, m)


def _is_one_told_before(t: Tally, m: Mention) -> bool:
    """The colonel was hurt; a civilian was killed and six others hurt: the colonel is none of the six."""
    told = [u for u in t.used if u is not m]
    if not _IN_ALL.isdisjoint(m.sentence.low[:3]):
        return False
    one = (
        len(told) == 1 and t.total is not None and t.total.best == 1 and not told[0].explicit and not told[0].sentence.in_title
    )
    return one and (
        told[0].names or (told[0].chunk is not None and told[0].chunk.det == "the" and told[0].role not in _ANYBODY)
    )


def _is_someone_new(t: Tally, m: Mention) -> bool:
    """The driver was also killed, where no driver has been told of."""
    definite = m.chunk is not None and m.chunk.det == "the" and m.chunk.sort == "person"
    return definite and m.count.best == 1 and m.head not in _VICTIM and all(u is m or u.head != m.head for u in t.used)


def _is_sharper(t: Tally, m: Mention) -> bool:
    """Dozens killed, says the title; at least 50 have been killed, the text."""
    vague = t.total is not None and t.total.qualifier is Qualifier.VAGUE
    return (
        vague
        and m.perfect
        and m.explicit
        and m.generic
        and m.count.qualifier is not Qualifier.VAGUE
        and m.sentence.index <= _LEDE + 1
    )


def _extend(t: Tally, m: Mention, count: Count) -> None:
    """Another two: they add to the figure just before them, not to a total given further up."""
    if _is_nth_death(m):
        _state(t, exact(m.chunk.ordinal if m.chunk is not None else 1))
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
        and m.sentence.index <= _LEDE
        and m.count.best == 1
    )


def _again(t: Tally, m: Mention, count: Count) -> Count:
    """The victims, the teenagers: those told of before, and more than one."""
    if not (m.anaphoric and m.role) or m.explicit or t.total is None or count.qualifier is not Qualifier.VAGUE:
        return count
    return Count(2, max(2, t.total.best), None, Qualifier.VAGUE)


def _state(t: Tally, count: Count) -> None:
    wider = count.high is None and (
        count.qualifier is not Qualifier.VAGUE or count.low == count.best
    )  # not "mother, siblings" of four
    if t.stated is None or count.best > t.stated.best or (count.best == t.stated.best and wider):
        t.stated = count
    if t.parts is None or count.best > t.parts.best:
        t.parts = count


def _role(t: Tally, m: Mention, count: Count) -> None:
    if m.head in _NEUTRAL and any(c.best == count.best for c in t.roles.values()):
        return  # two missionaries; two citizens: the same
    if m.role not in _ANYBODY and count.best > 1 and (same := _of_anybody(t, count)) is not None:
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
    return next((role for role in _ANYBODY if role in t.roles and t.roles[role].best == count.best), None)
