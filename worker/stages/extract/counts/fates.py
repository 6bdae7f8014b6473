"""What became of the injured: some of them died, the others are still in hospital."""

from __future__ import annotations

from worker.model import Kind, Scope
from worker.stages.extract.grammar.lexicon import FEMALE, MALE
from worker.stages.extract.mentions import Mention

_HE = frozenset("he she".split())
_OF_DEAD = ("harm-noun", "shoot-passive")  # the two dead men had been stabbed
_CARE = ("hospital", "treated", "remaining", "condition")
_MOURNING = frozenset("remembrance vigil memorial funeral wake honor honour honoring honouring mourning remembering".split())
_FOR = frozenset("for of honor honour honoring honouring mourning remembering".split())
_UNREST = frozenset("clashes clash protests protest riots rioting unrest demonstrations demonstration".split())
_LEFT = frozenset("other remaining remain remains still rest".split())


def drop_former(found: list[Mention]) -> list[Mention]:
    """Three of the wounded died, a priest wounded last week died: no injured any more."""
    died = {(m.chunk.start, m.count.best) for m in found if m.rule.startswith("die") and m.chunk is not None}
    found = [m for m in found if not (_is_former(m) and m.chunk is not None and (m.chunk.start, m.count.best) in died)]
    dead = {m.chunk.start for m in found if m.kind is Kind.KILLED and m.chunk is not None and m.count.best > 0}
    return [
        m
        for m in found
        if not (m.kind is Kind.INJURED and m.rule.startswith(_OF_DEAD) and m.chunk is not None and m.chunk.start in dead)
    ]


def _is_former(m: Mention) -> bool:
    return m.kind is Kind.INJURED and m.rule.endswith("participle")


def died_there(found: list[Mention]) -> list[Mention]:
    """A man was taken to hospital, where he died: he is dead and no longer hurt, and the man is whom the pronoun counts."""
    gone: set[int] = set()
    for m in found:
        if m.kind is not Kind.KILLED or m.head not in _HE or m.count.best != 1 or m.parts:
            continue
        hurt = _last_hurt(found, m)
        if hurt is not None:
            m.head, m.role, m.other, m.anaphoric, m.names = hurt.head, hurt.role, hurt.other, hurt.anaphoric, hurt.names
            m.explicit, m.generic, m.chunk = hurt.explicit, hurt.generic, hurt.chunk
            gone |= {id(b) for b in found if b.kind is Kind.INJURED and b.chunk is hurt.chunk}
    return [m for m in found if id(m) not in gone]


def _last_hurt(found: list[Mention], dead: Mention) -> Mention | None:
    """The one person hurt before it in the sentence, where the sentence goes on with "where" or tells of the hospital."""
    before = [m for m in found if m.kind is Kind.INJURED and m.start < dead.start and m.count.best == 1 and not m.parts]
    hurt = next((m for m in reversed(before) if m.head not in _HE), None)
    if hurt is None or (hurt.head in FEMALE and dead.head == "he") or (hurt.head in MALE and dead.head == "she"):
        return None
    there = "where" in dead.sentence.low[hurt.end : dead.start + 1] or hurt.rule.startswith(_CARE)
    return hurt if there else None


def settle_mourned(mentions: list[Mention]) -> None:
    """Seven shot at a vigil for a man killed in a crash: he died before."""
    told = [m for m in mentions if m.counts and m.count.best > 0 and m.kind in (Kind.KILLED, Kind.INJURED)]
    for m in told:
        before = m.sentence.low[max(0, m.start - 4) : m.start]
        if (
            m.kind is Kind.KILLED
            and m.rule.startswith("kill")
            and not _MOURNING.isdisjoint(before)
            and not _FOR.isdisjoint(before)
        ):
            others = [o for o in told if o is not m and o.sentence is m.sentence and o.start < m.start and o.explicit]
            if others:
                m.scope, m.reason = Scope.BACKGROUND, "mourned"
        elif m.kind is Kind.KILLED and m.rule == "kill-active" and _is_what_led(m, told):
            m.scope, m.reason = Scope.BACKGROUND, "after earlier"
        elif m.kind is Kind.KILLED and m.names and m.count.best == 1 and _is_where(m, told):
            m.scope, m.reason = Scope.BACKGROUND, "elsewhere"


def _is_where(m: Mention, told: list[Mention]) -> bool:
    """Found dead outside the flats where an actor was found dead: another death, which made the place known."""
    before = [o for o in told if o is not m and o.kind is m.kind and o.sentence is m.sentence and o.end <= m.start]
    return any("where" in m.sentence.low[max(o.end, m.start - 3) : m.start] for o in before)


def _is_what_led(m: Mention, told: list[Mention]) -> bool:
    """Two killed in clashes that erupted after a riot killed 74: what the clashes are about."""
    before = [
        o for o in told if o is not m and o.kind is m.kind and o.sentence is m.sentence and o.end <= m.start and o.explicit
    ]
    between = m.sentence.low[before[-1].end : m.start] if before else []
    led = between.index("after") if "after" in between else 0
    return led > 0 and not _UNREST.isdisjoint(between[:led])


def settle_survivors(mentions: list[Mention]) -> None:
    """Twenty-two were wounded, three of the wounded died, nineteen remain in hospital: nineteen are injured.

    Not where those who are beside them make up the rest: one of the four lies in critical condition, and the other three are stable.
    """
    for m in mentions:
        if m.kind is not Kind.INJURED or not m.rule.startswith(_CARE) or not m.counts or m.sentence.in_title:
            continue
        if m.count.best < 2 or not _LEFT & set(m.sentence.low[max(0, m.start - 1) : m.end]):
            continue
        before = [b for b in mentions if b.counts and b.count.best > 0 and b.sentence.index <= m.sentence.index and b is not m]
        dead = {b.count.best for b in before if b.kind is Kind.KILLED}
        hurt = [b for b in before if b.kind is Kind.INJURED]
        one_more = [m.count.best + b.count.best for b in hurt if b.sentence is m.sentence and b.end <= m.start]
        if any(b.count.best - m.count.best in dead and b.count.best not in one_more for b in hurt):
            m.rule, m.total, m.secondary, m.anaphoric, m.other = "remaining", True, False, False, False
