"""An event's mentions to its counts: the dead with their attackers, the hurt without those who died, the missing, the displaced."""

from __future__ import annotations

from worker.model import Count, Kind, Qualifier
from worker.stages.extract.counts.attackers import RULE as OWN_DEATH
from worker.stages.extract.counts.attackers import is_counted, is_of_his_own
from worker.stages.extract.counts.persons import is_pronoun
from worker.stages.extract.counts.rivals import settle_rivals
from worker.stages.extract.counts.roster import Roster, differing, living, roster_of
from worker.stages.extract.counts.tally import is_perpetrator, sex_of, tally
from worker.stages.extract.counts.tally_state import Tally
from worker.stages.extract.counts.weak import is_surely_apart, is_weak, told_apart
from worker.stages.extract.mentions import ZERO, Mention, add, exact

_IN_CARE = ("hospital", "treated", "suffer")
_LEDE = 3  # the title and the first sentences


def counts_of(mentions: list[Mention]) -> tuple[dict[Kind, Count], int, list[Mention]]:
    """(counts, perpetrators killed, the mentions they rest on) of one event."""
    by_kind: dict[Kind, list[Mention]] = {}
    standing = settle_rivals(mentions)
    for m in standing:
        by_kind.setdefault(m.kind, []).append(m)
    by_kind = {kind: _without_faint(_without_quotes(group)) for kind, group in by_kind.items()}
    counts: dict[Kind, Count] = {}
    used: list[Mention] = []
    killed = tally(by_kind.get(Kind.KILLED, []))
    if (
        killed.perpetrators
        and killed.total is not None
        and is_counted(by_kind[Kind.KILLED], by_kind.get(Kind.INJURED, ()), killed.total)
    ):
        killed.perpetrators = 0
    _set(counts, Kind.KILLED, killed, used)
    if killed.perpetrators and killed.total is not None and _is_one_man(killed):
        killed.perpetrators = 0
    elif killed.perpetrators and killed.total is not None:
        counts[Kind.KILLED] = add(counts[Kind.KILLED], exact(killed.perpetrators))
    elif killed.perpetrators:
        counts[Kind.KILLED] = exact(killed.perpetrators)
        used += killed.used
    roster = roster_of([*by_kind.get(Kind.KILLED, []), *by_kind.get(Kind.INJURED, [])])
    hurt = [m for m in by_kind.get(Kind.INJURED, []) if not roster.tells_of_dead(m)]
    _injured(hurt, by_kind.get(Kind.KILLED, []), counts, used, killed.perpetrators)
    _told_singly(hurt, roster, counts)
    for kind in (Kind.MISSING, Kind.DISPLACED):
        _set(counts, kind, tally(by_kind.get(kind, [])), used)
    standing_ids = {id(m) for m in standing}
    used += [m for m in mentions if id(m) not in standing_ids and m.kind in counts]
    return counts, killed.perpetrators, used


def _is_one_man(killed: Tally) -> bool:
    """Where one person is dead and one attacker is dead, they are the same, unless a sentence sets them side by side."""
    if killed.total is None or killed.total.best != 1 or killed.perpetrators != 1:
        return False
    if any(m.role not in ("person", "", "perpetrator", "child") for m in killed.used):
        return False
    attackers = [m for m in killed.used if is_perpetrator(m)]
    others = [m for m in killed.used if not is_perpetrator(m) and not is_pronoun(m)]
    together = any(a.sentence is m.sentence for a in attackers for m in others)
    return not (
        together
        or any({sex_of(a), sex_of(m)} == {"m", "f"} for a in attackers for m in others)  # stabbed a woman; police shot him
        or any(a.also for a in attackers)
        or any(_is_another_dead(m, a) for a in attackers[:1] for m in others)
    )


def _is_another_dead(m: Mention, attacker: Mention) -> bool:
    """The one whom he is said to have killed; a shooting that left one dead may tell of the suspect, whom officers shot."""
    before = (m.explicit or is_of_his_own(m)) and m.sentence.index <= attacker.sentence.index
    beside = m.chunk is not None and m.chunk.other
    return before and (beside or attacker.rule == OWN_DEATH or attacker.reflexive or m.rule != "dead-state")


def _without_faint(group: list[Mention]) -> list[Mention]:
    """ "The victims" or "people" say nothing where another phrase gives their number."""
    if not any(m.count.best > 1 and (m.explicit or m.parts) and m.counts for m in group):
        return group
    return [m for m in group if m.explicit or m.parts or m.role == "perpetrator" or m.count.qualifier is not Qualifier.VAGUE]


def _without_quotes(group: list[Mention]) -> list[Mention]:
    """What people say in quotes counts only where the text itself says nothing."""
    plain = [m for m in group if not m.quoted]
    if any(m.explicit or m.parts or m.count.qualifier is not Qualifier.VAGUE for m in plain):
        return [m for m in group if not m.quoted or (m.also and m.explicit)]
    return group


def _injured(
    injured: list[Mention], killed: list[Mention], counts: dict[Kind, Count], used: list[Mention], attackers: int
) -> None:
    """Those shot or taken to hospital are injured, less those who died; `attackers` of the dead were none of those they shot."""
    killed = [k for k in killed if not k.subset]
    deadly = any(k.counts and k.count.best for k in killed) or any(m.head.startswith("bomber") for m in injured)
    faint = [m for m in injured if is_weak(m, killed)]
    if not deadly and _tells_of_more(injured, faint) and not any(m.rule == "shoot-multiple" for m in faint):
        faint = []
    strong = tally(m for m in injured if m not in faint)
    weak = tally(faint)
    if (strong.total is None) != (weak.total is None) and not deadly:
        told = weak if strong.total is None else strong  # an officer was wounded, the suspect was shot
        told.perpetrators = max(strong.perpetrators, weak.perpetrators)
        (strong if told is weak else weak).perpetrators = 0
    for each in (strong, weak):
        if each.perpetrators and not _is_one_man(each):
            each.stated = exact(each.perpetrators) if each.total is None else add(each.total, exact(each.perpetrators))
    _set(counts, Kind.INJURED, strong, used)
    if weak.total is None:
        return
    dead = counts[Kind.KILLED].best if Kind.KILLED in counts else 0
    if not weak.perpetrators:
        dead -= attackers
    apart = weak.total.best < dead and not any(m.rule.startswith("shoot") for m in weak.used)
    in_care = weak.used and all(m.rule.startswith(_IN_CARE) and m.count.best > 1 for m in weak.used)
    apart = apart or in_care or told_apart(weak.used, killed)  # 24 have been admitted: they live
    rest = weak.total if apart else _without(weak.total, dead)  # fewer than the dead: not those who died
    if rest is not None and (strong.total is None or (rest.best > strong.total.best and not _is_stated(strong))):
        counts[Kind.INJURED] = rest
    elif strong.total is None and (apart_from := tally(m for m in faint if is_surely_apart(m, killed)).total) is not None:
        counts[Kind.INJURED] = apart_from
    used += weak.used


def _is_stated(t: Tally) -> bool:
    """Eleven were injured, say title or lede; more than a dozen were shot, the text: the exact number of the hurt stands."""
    stated = (m for m in t.used if m.rule.startswith("injure") and m.sentence.index < _LEDE and m.explicit)
    return t.total == exact(t.led) and any(m.count == t.total for m in stated)


def _tells_of_more(injured: list[Mention], faint: list[Mention]) -> bool:
    """Two were taken to hospital, a boy was also hurt; a man was shot and another stabbed; a man was shot, two others were hurt."""
    if any(map(_is_beside_them, injured)):
        return True
    others = [m for m in injured if m.other and m not in faint]
    return any(
        _is_just_before(f, m) and ((f if m.count.best > 1 else m).count.best == 1 or _are_deeds(f, m))
        for m in others
        for f in faint
    )


def _are_deeds(f: Mention, m: Mention) -> bool:
    """He shot four and stabbed two more."""
    return f.sentence is m.sentence and f.rule.endswith("-active") and m.rule.endswith("-active")


def _is_just_before(f: Mention, m: Mention) -> bool:
    if f.sentence is m.sentence:
        return f.start < m.start
    return f.sentence.index == m.sentence.index - 1 and not f.sentence.in_title


def _is_beside_them(m: Mention) -> bool:
    return m.also and m.sentence.index <= _LEDE and not m.anaphoric and not m.other


def _set(counts: dict[Kind, Count], kind: Kind, t: Tally, used: list[Mention]) -> None:
    total = t.total
    if total is not None:
        counts[kind] = total
        used += t.used
    elif t.zero and kind in (Kind.KILLED, Kind.INJURED):
        counts[kind] = ZERO


def _without(shot: Count, dead: int) -> Count | None:
    best = shot.best - dead
    if best <= 0:
        return None
    return Count(max(shot.low - dead, 0), best, None if shot.high is None else max(shot.high - dead, best), shot.qualifier)


def _told_singly(hurt: list[Mention], roster: Roster, counts: dict[Kind, Count]) -> None:
    """The hurt who are told of one by one and are nobody of the dead, where title and lede give no number of them; by ordinals."""
    if not hurt:
        return
    dead = counts[Kind.KILLED].best if Kind.KILLED in counts else 0
    known = counts[Kind.INJURED].best if Kind.INJURED in counts else 0
    led = tally(hurt).led or any(m.parts and m.sentence.in_title and not m.explicit for m in hurt)
    n = 0 if led else living(roster, dead) if dead else differing(roster) if known == 1 else 0
    n = max(n, _nth_of(hurt) - dead)
    if n > known:
        counts[Kind.INJURED] = exact(n)


def _nth_of(hurt: list[Mention]) -> int:
    """A fourth victim was grazed: four in all, the dead among them."""
    nth = (
        m.chunk.ordinal for m in hurt if m.chunk is not None and m.chunk.det == "a" and m.generic and m.counts and not m.subset
    )
    return max((n for n in nth if n > 2), default=0)
