"""The mentions of one kind weighed in reading order: which repeat, which are parts, which add."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from worker.model import Count, Kind, Qualifier, Realis
from worker.stages.extract.counts.one_sentence import joined, sex_told, weigh_together
from worker.stages.extract.counts.retold import (
    is_next_of_those,
    is_of_other_sex,
    is_title_again,
    says_no_more,
)
from worker.stages.extract.counts.tally_state import (
    ANYBODY,
    ANYBODY_ROLES,
    LEDE,
    Tally,
    add_role,
    cover,
    enlist,
    extend,
    number,
    state,
    told_again,
    value,
)
from worker.stages.extract.mentions import Mention, exact

_IN_ALL = frozenset({"total", "all", "altogether"})
_IN_ARMS = frozenset({"police", "military", "militant"})
_VICTIM = frozenset("victim man woman person boy girl suspect".split())
_BESIDE = frozenset(", and while with another".split())


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


def _weigh_sentence(t: Tally, group: list[Mention]) -> None:
    alone = [m for m in group if value(m).best == 0]
    t.zero = t.zero or bool(alone)
    group = [m for m in group if value(m).best > 0]
    if group and group[0].sentence.index - t.run_at > 1:
        t.run = None
    index = group[0].sentence.index if group else 0
    if index > LEDE + 1 and t.led:
        group = [m for m in group if value(m).best <= t.led or m.total or m.update or m.other or m.also or is_perpetrator(m)]
    group = _without_own_parts(group)
    t.used += group
    plain = [m for m in group if _is_plain(m)]
    numbered = [m for m in group if m in plain or m.other]
    t.titled |= {value(m).best for m in group if m.sentence.in_title and m.explicit}
    if index <= LEDE:
        t.led = max(
            [t.led, *(value(m).best for m in plain if m.explicit and m.generic and m.count.qualifier is not Qualifier.VAGUE)]
        )
    for together in joined(plain):
        if len(together) > 1:
            weigh_together(t, together)
            group = [m for m in group if m not in together]
    for m in group:
        first = t.total is None and m.kind is Kind.KILLED
        _weigh(t, m, value(m))
        if m.reflexive and t.total is not None and t.total.best == 1 and (group[0] is not m or is_of_other_sex(m, t.used)):
            t.stated = t.parts = exact(2)  # killed the mother of his child before killing himself
        if not (m.other or m.also or is_perpetrator(m) or (m.secondary and not first)) and (
            t.run is None or value(m).best > t.run.best
        ):
            t.run, t.run_at = value(m), m.sentence.index
    for m in numbered:
        number(t, m, value(m))


def _without_own_parts(group: list[Mention]) -> list[Mention]:
    """Five in three villages: two here, two there and one in the third. The first figure is that of all."""
    parts = [value(m).best for m in group[1:]]
    return group[:1] if len(parts) > 1 and group[0].explicit and value(group[0]).best == sum(parts) else group


def _is_plain(m: Mention) -> bool:
    """Brings people of its own, as far as its sentence tells."""
    return not (m.total or m.update or m.other or m.also or m.anaphoric or m.secondary or m.perfect or is_perpetrator(m))


def is_perpetrator(m: Mention) -> bool:
    return m.role == "perpetrator" and not m.reflexive and not m.parts


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
            extend(t, m, count)
    elif _is_rounded(t, m) or ((m.secondary or m.perfect) and (t.total is not None or t.zero) and not _is_sharper(t, m)):
        return
    elif _is_of_other_side(t, m):
        add_role(t, m, count)
    elif m.anaphoric or (m.generic and m.explicit):
        state(t, told_again(t, m, count))
    elif m.explicit and not m.parts:
        _explicit(t, m, count)
    else:
        state(t, count)
        enlist(t, m)
    cover(t, m)


def _is_of_other_side(t: Tally, m: Mention) -> bool:
    """One of the policemen, where a scholar and his driver have been told of: nobody of those."""
    of = m.explicit and not m.generic and m.chunk is not None and m.chunk.det == "of" and m.role in _IN_ARMS
    return of and t.led <= 1 and bool(t.roles) and t.roles.keys().isdisjoint({m.role, *ANYBODY_ROLES})


def _explicit(t: Tally, m: Mention, count: Count) -> None:
    """A number of some role: of people of their own, unless it is the title's again, which the text may say more carefully."""
    vague = t.total is not None and t.total.best == count.best and t.total.qualifier is Qualifier.VAGUE
    if vague and count.qualifier is Qualifier.EXACT:
        t.stated = t.parts = count  # mother and siblings; four of a family
    elif not (t.total is not None and t.total.best == count.best and count.best in t.titled):
        add_role(t, m, count)
    elif count.high is None:
        t.stated = count


def _is_rounded(t: Tally, m: Mention) -> bool:
    """Whether a vague word of the lede stands for a number that the title gives, of people of the same sort.

    Nearly 80 girls, says the title, or more than 2,000 dead; dozens of schoolgirls, or thousands, the text.
    """
    vague = m.sentence.index <= LEDE and m.count.qualifier is Qualifier.VAGUE and m.count.low > 2
    vague = vague and m.explicit and not m.parts and not m.sentence.in_title
    return vague and max(t.titled, default=0) >= m.count.low and m.role in {*ANYBODY_ROLES, *t.roles}


def _is_beside(t: Tally, m: Mention) -> bool:
    """Others than those told before: three of the bandits were also killed; X also died where the lede gave the total is a detail."""
    if _is_he_beside_her(t, m):
        return True
    if m.other or (m.beside_dead and _is_one_told_before(t, m)):
        return m.rule != "shoot-victims" and not is_title_again(t.used, t.total, t.titled, m)
    if (
        not m.also
        or _is_listed_before(t, m)
        or _is_of_title(t, m)
        or (t.led > 1 and m.sentence.index > LEDE and not m.explicit)
    ):
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


def _is_he_beside_her(t: Tally, m: Mention) -> bool:
    """Shot her dead; deputies shot and killed him: another than the one woman told of."""
    pronoun = m.head in ("he", "him", "she", "her") and m.count.best == 1 and m.kind is Kind.KILLED and not m.reflexive
    told = [u for u in t.used if u is not m]
    one = t.total is not None and t.total.best == 1 and all(value(u).best == 1 and not u.explicit for u in told)
    sexes = {sex_of(u) for u in told}
    return pronoun and one and not t.final and len(sexes) == 1 and sexes.isdisjoint({"", sex_of(m)})


def sex_of(m: Mention) -> str:
    return "m" if m.head in ("he", "him") else "f" if m.head in ("she", "her") else sex_told(m)


def _is_listed_before(t: Tally, m: Mention) -> bool:
    """A guard and his son were killed; they also killed the guard's son."""
    own = m.chunk is not None and m.chunk.det == "possessive" and m.count.best == 1
    return own and any(p.head == m.head and p.count.best == 1 for u in t.used if u is not m for p in u.parts)


def _is_of_title(t: Tally, m: Mention) -> bool:
    """A shooting that also wounded a boy and a bystander: the two of the headline, not two more; tribute to a girl, the boy who also died: two."""
    titled = not _is_of_other_sex(t, m) and m.sentence.index <= LEDE and all(u is m or u.sentence.in_title for u in t.used)
    return titled and t.total is not None and t.total.best == value(m).best


def _is_one_told_before(t: Tally, m: Mention) -> bool:
    """The colonel was hurt; a civilian was killed and six others hurt: the colonel is none of the six."""
    told = [u for u in t.used if u is not m]
    if not _IN_ALL.isdisjoint(m.sentence.low[:3]):
        return False
    one = (
        len(told) == 1 and t.total is not None and t.total.best == 1 and not told[0].explicit and not told[0].sentence.in_title
    )
    return one and (told[0].names or (told[0].chunk is not None and told[0].chunk.det == "the" and told[0].role not in ANYBODY))


def _is_someone_new(t: Tally, m: Mention) -> bool:
    """The driver was also killed, where no driver has been told of."""
    definite = m.chunk is not None and m.chunk.det == "the" and m.chunk.sort == "person"
    new = m.head not in _VICTIM or _is_of_other_sex(t, m)
    return definite and m.count.best == 1 and new and all(u is m or u.head != m.head for u in t.used)


def _is_of_other_sex(t: Tally, m: Mention) -> bool:
    """The boy, where only a girl has been told of."""
    sexes = {sex_told(u) for u in t.used if u is not m}
    return len(sexes) == 1 and bool(sex_told(m)) and sexes.isdisjoint({"", sex_told(m)})


def _is_sharper(t: Tally, m: Mention) -> bool:
    """Dozens killed, says the title; at least 50 have been killed, the text."""
    vague = t.total is not None and t.total.qualifier is Qualifier.VAGUE
    return (
        vague
        and m.perfect
        and m.explicit
        and m.generic
        and m.count.qualifier is not Qualifier.VAGUE
        and m.sentence.index <= LEDE + 1
    )
