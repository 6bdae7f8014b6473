"""Rules for parts of a total: two of the wounded, nine of them children, the dead include seven women."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from worker.model import Count, Kind, Qualifier
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.objects import objects
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.sight import Sight, build, describe, is_loose

THOSE = frozenset("them these those whom".split())
KINDS = {
    "dead": Kind.KILLED, "deceased": Kind.KILLED, "fatalities": Kind.KILLED, "victims": Kind.KILLED, "killed": Kind.KILLED,
    "injured": Kind.INJURED, "wounded": Kind.INJURED, "missing": Kind.MISSING,
}  # fmt: skip
_PART = re.compile(r"(?<=\w) of (?:them|these|those|whom)\b")  # in small letters
_REACH = 2  # sentences back to the total that "them" stands for


def has_part(sentence: str) -> bool:
    """Whether a sentence without a word of harm may speak of a part of those already counted."""
    low = sentence.lower()
    return " of " in low and _PART.search(low) is not None


def of_them(sight: Sight, i: int) -> Iterator[Mention]:
    """nine of them firefighters, 19 of whom jumped, two of the wounded soldiers, four of the victims."""
    c = sight.chunks[i]
    if c.kind != "N" or c.q is None or c.fraction:
        return
    low = sight.s.low[c.start : c.end]
    if "of" in low and THOSE & set(low):
        yield _part(sight, c, Kind.CASUALTIES, c.start, c.end)
    elif c.sort == "number" and sight.words(c.end, 2) in (["of", "whom"], ["of", "these"], ["of", "those"]):
        yield _part(sight, c, Kind.CASUALTIES, c.start, c.end + 2)
    elif "of" in low and "the" in low[low.index("of") :][:2]:
        kind = next((KINDS[word] for word in low[low.index("of") :] if word in KINDS), None)
        if kind is not None:
            yield _part(sight, c, kind, c.start, c.end)


_NAMED = frozenset("named identified".split())


def made_up_of(sight: Sight, i: int) -> Iterator[Mention]:
    """The dead include seven women and four children; among the injured are nine children; the dead are 14 rebels."""
    c = sight.chunks[i]
    if c.kind != "N" or c.q is not None or i + 2 >= len(sight.chunks):
        return
    kind = KINDS.get(sight.s.low[c.end - 1])
    named = kind is not None and sight.chunks[i + 1].word == "as" and sight.chunks[i - 1].word in _NAMED and i > 0
    plain = sight.chunks[i + 1].kind in "IA" and _is_whole(sight, i)
    if kind is None or c.det != "the" or not (named or plain):
        return
    whole = objects(sight.chunks, i + 2)
    if (
        (named or sight.chunks[i + 1].kind == "A") and c.head in ("dead", "deceased") and len(whole) > 1
    ):  # where the text gives no total, the list is one
        total = build(sight, whole, kind, "dead-are", (c.start, c.end))
        if total is not None:
            total.secondary = True
            yield total
    for phrase in whole:
        if phrase.q is not None and sight.counter.count(phrase) is not None and phrase.sort != "harm":
            yield _part(sight, phrase, kind, phrase.start, phrase.end)


AMONG = "among-the"


def among_the(sight: Sight, i: int) -> Iterator[Mention]:
    """A militiaman was among the wounded, 32 girls hit by debris were among the injured: at least so many."""
    chunks = sight.chunks
    if i + 2 >= len(chunks) or chunks[i].word not in ("was", "were") or chunks[i + 1].word != "among":
        return
    kind = KINDS.get(chunks[i + 2].head) if chunks[i + 2].det == "the" else None
    mention = build(sight, subject(chunks, i), kind, AMONG, (chunks[i].start, chunks[i + 2].end)) if kind else None
    if mention is not None and mention.count.best > 0 and not is_loose(mention):
        mention.count = replace(mention.count, high=None, qualifier=Qualifier.AT_LEAST)
        mention.secondary = True
        yield mention


def is_told_among(m: Mention, found: list[Mention]) -> bool:
    """32 girls hit by debris, who were among the injured."""
    return any(a.rule == AMONG and a is not m and a.chunk is m.chunk and a.kind is m.kind for a in found)


def _is_whole(sight: Sight, i: int) -> bool:
    """The dead at the sentence's beginning or behind "among"; not "in addition to the dead"."""
    return i == 0 or sight.chunks[i - 1].word in ("among", ",", "that")


def _part(sight: Sight, c: Chunk, kind: Kind, start: int, end: int) -> Mention:
    assert c.q is not None
    count = Count(c.q.low, c.q.best, c.q.high, c.q.qualifier)
    mention = Mention(kind, count, "part-of", sight.s, start, end, chunk=c, subset=True)
    describe(mention, c, False)
    mention.explicit = True
    return mention


def attach_parts(mentions: list[Mention]) -> list[Mention]:
    """Gives parts their total; one without a total is dropped."""
    out: list[Mention] = []
    for n, m in enumerate(mentions):
        if m.rule == "part-of" and m.whole is None:
            whole = _total_before(mentions[:n], m)
            if m.kind is Kind.CASUALTIES:
                if whole is None:
                    continue
                m.kind = whole.kind
            m.whole = whole
            if whole is not None and not whole.reason.startswith("earlier"):
                m.scope, m.realis, m.reason = whole.scope, whole.realis, whole.reason
        out.append(m)
    return out


def _total_before(before: list[Mention], m: Mention) -> Mention | None:
    """The last figure, large enough, that `m` can be a part of."""
    for b in reversed(before):
        if b.sentence.index < m.sentence.index - _REACH and m.kind is Kind.CASUALTIES:
            return None
        fits = b.count.best > m.count.best and not b.subset and b.kind in (Kind.KILLED, Kind.INJURED, Kind.MISSING)
        if fits and m.kind in (Kind.CASUALTIES, b.kind):
            return b
    return None
