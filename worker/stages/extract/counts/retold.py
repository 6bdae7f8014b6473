"""Figures that sound like more people and are those told of before: another of the two, three others once more."""

from __future__ import annotations

from collections.abc import Sequence

from worker.model import Count, Qualifier
from worker.stages.extract.grammar.lexicon import FEMALE, MALE
from worker.stages.extract.mentions import MURDER_SUICIDE, Mention

_VICTIM = frozenset("victim man woman person boy girl suspect".split())
_LEDE = 2  # the title and the first sentences
_NEAR = 6  # sentences in which a report says what kind of deed it tells of


def is_next_of_those(used: Sequence[Mention], total: Count | None, m: Mention) -> bool:
    """Two men died. One of the men was found at a club; another person was shot nearby: both are of the two."""
    at = next((k for k, u in enumerate(used) if u is m), 0)
    before = used[at - 1] if at else None
    if before is None or before.chunk is None or not m.other or m.explicit or m.count.best != 1 or total is None:
        return False
    if before.count.best != 1 or m.sentence.index - before.sentence.index > 1:
        return False
    if before.chunk.det == "of":
        return total.best > 1
    counted = before.explicit and before.chunk.q is not None and not before.other and before.sentence is m.sentence
    return counted and total.best > 2  # four were shot: one woman was hit in the head and another in the leg


def says_no_more(total: Count | None, m: Mention) -> bool:
    """A murder-suicide has two dead at least: no news where as many have been told of, nor far down in the text.

    Nor are "the farmer and his sons", where a farmer and two of his sons have been counted.
    """
    if total is not None and _is_family_again(m):
        return total.best > 1
    if m.rule != MURDER_SUICIDE or total is None:
        return False
    return total.best >= m.count.best or m.sentence.index > _NEAR


def _is_family_again(m: Mention) -> bool:
    """The farmer and his sons: whom the text has told of, with a plural that has no number."""
    if len(m.parts) != 2 or m.explicit:
        return False
    dets = [p.chunk.det for p in m.parts if p.chunk is not None]
    return dets == ["the", "possessive"] and m.parts[1].count.qualifier is Qualifier.VAGUE


def is_title_again(used: Sequence[Mention], total: Count | None, titled: set[int], m: Mention) -> bool:
    """2 dead, says the title; two more people have been killed, the text: more than in other weeks. Three others hurt, in both.

    Nor are a man and two others more than the three whom the title counts.
    """
    if m.sentence.index > _LEDE or total is None:
        return False
    if _makes_up_title(used, total, titled, m) or (m.count.best > 1 and _is_told_by_others(used, m)):
        return True
    if not m.explicit:
        return False
    more = m.chunk is not None and "more" in m.sentence.low[m.chunk.start : m.chunk.end]
    again = any(
        u is not m and u.beside_dead and u.sentence.in_title and u.sentence is not m.sentence and u.count == m.count
        for u in used
    )
    return total == m.count and ((more and m.count.best in titled) or again)


def _is_told_by_others(used: Sequence[Mention], m: Mention) -> bool:
    return m.explicit and any(u is not m and u.other and u.sentence is not m.sentence and u.count == m.count for u in used)


def _makes_up_title(used: Sequence[Mention], total: Count, titled: set[int], m: Mention) -> bool:
    at = next((k for k, u in enumerate(used) if u is m), 0)
    before = used[at - 1] if at else None
    if before is None or before.sentence.in_title or m.sentence.index - before.sentence.index > 1:
        return False
    return total.best in titled and before.count.best + m.count.best == total.best


def is_one_of_those(m: Mention, plain: list[Mention]) -> bool:
    """A woman drowned in the floods in Cuba, where 41 people have died: she is one of them."""
    if m.count.best != 1 or not m.sentence.low:
        return False
    return any(
        o.generic
        and o.explicit
        and o.count.best > 1
        and o.start > m.end
        and ("where" in m.sentence.low[m.end : o.start] or m.sentence.low[o.start - 1] == "among")
        for o in plain
    )


def is_subject_again(m: Mention, plain: list[Mention]) -> bool:
    """A boy was taken to hospital after he shot himself: the boy again; not "wounded his wife and shot himself"."""
    alone = m.reflexive and not m.parts and m.count.best == 1
    return alone and any(o is not m and not o.reflexive and o.count.best == 1 and not o.rule.endswith("active") for o in plain)


def is_one_again(m: Mention) -> bool:
    """1 killed as someone fires into a house, killing one man: a headline that has run into the text."""
    return m.explicit and not m.names and m.rule.endswith("active") and m.head in _VICTIM


def is_of_other_sex(m: Mention, told: list[Mention]) -> bool:
    """A girl was killed, and he killed himself: two."""
    other = FEMALE if m.head == "himself" else MALE if m.head == "herself" else frozenset()
    return any(u is not m and u.count.best == 1 and u.head in other and not u.parts for u in told)
