"""Figures that sound like more people and are those told of before: another of the two, three others once more."""

from __future__ import annotations

from collections.abc import Sequence

from worker.model import Count
from worker.stages.extract.mentions import MURDER_SUICIDE, Mention

_LEDE = 2  # the title and the first sentences
_NEAR = 6  # sentences in which a report says what kind of deed it tells of


def is_next_of_those(used: Sequence[Mention], total: Count | None, m: Mention) -> bool:
    """Two men died. One of the men was found at a club; another person was shot nearby: both are of the two."""
    at = next((k for k, u in enumerate(used) if u is m), 0)
    before = used[at - 1] if at else None
    if before is None or before.chunk is None or not m.other or m.explicit or m.count.best != 1 or total is None:
        return False
    one_of = before.count.best == 1 and before.chunk.det == "of" and m.sentence.index - before.sentence.index <= 1
    return one_of and total.best > 1


def says_no_more(total: Count | None, m: Mention) -> bool:
    """A murder-suicide has two dead at least: no news where as many have been told of, nor far down in the text."""
    if m.rule != MURDER_SUICIDE or total is None:
        return False
    return total.best >= m.count.best or m.sentence.index > _NEAR


def is_title_again(used: Sequence[Mention], total: Count | None, titled: set[int], m: Mention) -> bool:
    """2 dead, says the title; two more people have been killed, the text: more than in other weeks. Three others hurt, in both."""
    if m.sentence.index > _LEDE or total != m.count or not m.explicit:
        return False
    more = m.chunk is not None and "more" in m.sentence.low[m.chunk.start : m.chunk.end]
    again = any(
        u is not m
        and (u.other or (u.beside_dead and u.sentence.in_title))
        and u.sentence is not m.sentence
        and u.count == m.count
        for u in used
    )
    return (more and m.count.best in titled) or again
