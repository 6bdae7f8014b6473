"""The figures of one sentence: which of them add up, which tell of the same people, and where two headlines have run together."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from worker.model import Count, Qualifier
from worker.stages.extract.counts.retold import is_one_again, is_one_of_those, is_subject_again
from worker.stages.extract.counts.tally_state import Tally, state, value
from worker.stages.extract.grammar.lexicon import FEMALE, MALE
from worker.stages.extract.mentions import Mention, add

# What joins two figures of one sentence, beside marks; where nothing does, two headlines have run together.
_JOINS = frozenset(
    "and or while with as after when where who which that whose but before plus another then because since though although whereas also"
    " including killing leaving wounding injuring both".split()
)
_FEW = 4  # two here and two there may be four
_ALIKE = 0.8  # of the larger figure: 12 and 14 are one toll, 40 in this state and 11 in that one are 51
_NO_MARK = frozenset(("'", "’", "'s", "’s", "`"))
_HIT = frozenset("mowed mows mowing mow mown gunned cut".split())
_SAYING = frozenset("said says say told reported stated states put claimed according confirmed".split())


def joined(plain: list[Mention]) -> Iterator[list[Mention]]:
    """Those of one sentence that something joins: "Riot kills 73 in Egypt Soccer riot kills 70" is no sum."""
    together: list[Mention] = []
    for m in plain:
        if together and not _is_joined(m.sentence.low[together[-1].end : m.start]):
            yield together
            together = []
        together.append(m)
    yield together


def _is_joined(between: list[str]) -> bool:
    return not between or any(word in _JOINS or not (word.isalnum() or word in _NO_MARK) for word in between)


def weigh_together(t: Tally, plain: list[Mention]) -> None:
    """Two figures in one sentence add up, unless two sources give them or one repeats the other."""
    sentence = plain[0].sentence
    if sum(word in _SAYING for word in sentence.low) > 1 and all(m.generic and m.explicit for m in plain):
        counts = [value(m) for m in plain]
        open_ended = any(c.high is None for c in counts)
        high = None if open_ended else max(c.high or 0 for c in counts)
        state(t, Count(min(c.low for c in counts), counts[0].best, high, Qualifier.RANGE))
        return
    total: Count | None = None
    seen: set[tuple[str, str, int]] = set()
    for m in [m for m in plain if not _is_said_by_others(m, plain)] or plain[:1]:
        n = value(m).best
        again = ("", "", n) in seen and (n > 1 or is_one_again(m))
        if not again and not _is_told(_told_as(m), sex_told(m), n, seen):
            seen.add((_told_as(m), sex_told(m), n))
            total = value(m) if total is None else add(total, value(m))
    assert total is not None
    state(t, total)
    t.run, t.run_at = total, sentence.index
    if any(m.reflexive for m in plain):
        t.covers_perpetrators = True


def _is_said_by_others(m: Mention, plain: list[Mention]) -> bool:
    return (
        _is_hit_first(m, plain)
        or is_subject_again(m, plain)
        or _is_list_of(m, plain)
        or is_one_of_those(m, plain)
        or _is_told_by_other(m, plain)
    )


def _is_hit_first(m: Mention, plain: list[Mention]) -> bool:
    """Mowed down eleven pupils, killing four: the eleven were hit, and the four of them died."""
    hit = m.explicit and not _HIT.isdisjoint(m.sentence.low[m.start : m.end])
    behind = (o for o in plain if hit and o.start > m.start and o.explicit and "killing" in o.sentence.low[o.start : o.end])
    return any(value(o).best < value(m).best for o in behind)


def _is_told_by_other(m: Mention, plain: list[Mention]) -> bool:
    """48 dead, hundreds hurt in crash, train smashed, killing 49; dozens left dead as riots kill 70: one toll in other words.

    No desk joins two tolls that are nearly the same by a comma, as headlines do that stand behind each other.
    """
    if not (m.generic and m.explicit and value(m).best > _FEW):
        return False
    others = [o for o in plain if o is not m and o.generic and o.explicit and not o.parts]
    larger = [o for o in others if (value(o).best, -o.start) > (value(m).best, -m.start)]
    vague = m.count.qualifier is Qualifier.VAGUE
    return any(vague or value(m).best >= _ALIKE * value(o).best for o in larger)


def _told_as(m: Mention) -> str:
    """By which word those of one sentence are told apart: a noun with a number, a name, what somebody is."""
    if m.explicit:
        return "" if m.generic else m.head
    return m.head if m.names and m.chunk is not None and m.chunk.sort == "name" else m.role


def sex_told(m: Mention) -> str:
    """Of one person told of without a number or a name."""
    if m.explicit or m.parts or m.count.best != 1:
        return ""
    return "f" if m.head in FEMALE else "m" if m.head in MALE else ""


def _is_told(told_as: str, sex: str, n: int, seen: Collection[tuple[str, str, int]]) -> bool:
    """Whether a phrase may be one of those `seen` once more; a man was shot and a woman stabbed: two."""
    return any(of == told_as and n == best and (sex == who or not sex or not who) for of, who, best in seen)


def _is_list_of(m: Mention, plain: list[Mention]) -> bool:
    """Two men dead, a driver as well as his neighbour, who died later: the two by name, and one of them again."""
    if any(p.chunk is m.chunk for o in plain if o is not m for p in o.parts):
        return True
    return bool(m.parts) and any(
        o.explicit and not o.parts and o.start < m.start and value(o).best == value(m).best
        and not m.rule == o.rule == "kill-active"  # killing two brothers here, killing a father and son there
        for o in plain
    )  # fmt: skip
