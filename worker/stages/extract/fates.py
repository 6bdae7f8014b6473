"""What became of the injured: some of them died, the others are still in hospital."""

from __future__ import annotations

from worker.model import Kind
from worker.stages.extract.mentions import Mention

_CARE = ("hospital", "treated", "remaining", "condition")
_LEFT = frozenset("other remaining remain remains still rest".split())


def drop_former(found: list[Mention]) -> list[Mention]:
    """Three of the wounded died: no injured any more."""
    dead = {m.chunk.start for m in found if m.kind is Kind.KILLED and m.chunk is not None and m.count.best > 0}
    return [
        m
        for m in found
        if not (m.kind is Kind.INJURED and m.rule == "harm-noun" and m.chunk is not None and m.chunk.start in dead)
    ]


def settle_survivors(mentions: list[Mention]) -> None:
    """Twenty-two were wounded, three of the wounded died, nineteen remain in hospital: nineteen are injured."""
    for m in mentions:
        if m.kind is not Kind.INJURED or not m.rule.startswith(_CARE) or not m.counts or m.sentence.in_title:
            continue
        if not _LEFT & set(m.sentence.low[max(0, m.start - 1) : m.end]):
            continue
        before = [b for b in mentions if b.counts and b.count.best > 0 and b.sentence.index <= m.sentence.index and b is not m]
        dead = {b.count.best for b in before if b.kind is Kind.KILLED}
        if any(b.kind is Kind.INJURED and b.count.best - m.count.best in dead for b in before):
            m.rule, m.total, m.secondary, m.anaphoric, m.other = "remaining", True, False, False, False
