"""Deaths of the wounded: six were hurt, one of whom later died."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.model import Count, Kind
from worker.stages.extract.mentions import Mention

_LATER = re.compile(
    r"\b(?:(?:later|subsequently|eventually|ha(?:s|ve) since) (?:died|succumbed)|(?:died|succumbed|dies) (?:\w+ ){0,3}?later"
    r"|(?:died|dies) (?:[\w,]+ ){0,5}?(?:of|from) (?:(?:his|her|their|the|its|serious|severe) ){0,2}(?:wounds|injuries)"
    r"|succumbed to|died (?:of|from) (?:his |her |their )?(?:wounds|injuries)|(?:day|night|morning|week) after|(?:following|next) (?:day|morning|night))\b"
)
_REACH = 3  # sentences between a figure of wounded and the death of some of them
_LEDE = 1  # the last sentence in which an update is told
_THAT = frozenset("that this".split())
_VICTIMS = frozenset("victims wounded injured".split())
_THOSE = _VICTIMS | frozenset("people men women teens teenagers boys girls".split())
_AFTER = 12  # tokens behind the verb that may say when or of what


def settle_late(mentions: Sequence[Mention]) -> None:
    """Takes those who died later from the wounded before them and adds them to the dead."""
    for n, dead in enumerate(mentions):
        if dead.kind is not Kind.KILLED or not dead.counts:
            continue
        if not _is_late(dead):
            _take_first_dead(mentions, n)
            continue
        hurt = _wounded_before(mentions[:n], dead)
        if hurt is None or hurt.sentence is dead.sentence or hurt.sentence.in_title:
            _take_from_those_below(mentions, n)
        if hurt is None:
            continue
        _take(hurt, dead.count.best)
        if _is_that_one(dead, hurt):
            dead.also, dead.anaphoric = True, False
        elif hurt.chunk is not dead.chunk:
            dead.other, dead.anaphoric, dead.subset = True, False, False


def _is_late(dead: Mention) -> bool:
    low = dead.sentence.low
    said = " ".join(low[dead.start : dead.end + _AFTER])
    return dead.rule.startswith("die") and _LATER.search(said) is not None


def _wounded_before(before: Sequence[Mention], dead: Mention) -> Mention | None:
    """The figure of wounded that the dead are a part of."""
    for hurt in reversed(before):
        if hurt.sentence.index < dead.sentence.index - _REACH:
            return None
        if hurt.kind is Kind.INJURED and hurt.counts and hurt.explicit | bool(hurt.names) and not hurt.subset:
            return hurt if hurt.count.best >= dead.count.best and _is_of(dead, hurt) else None
        if hurt.kind is Kind.INJURED and hurt.counts and _is_that_one(dead, hurt):
            return hurt
    return None


def _take_first_dead(mentions: Sequence[Mention], n: int) -> None:
    hurt = _one_of_wounded(mentions, n)
    if hurt is not None:
        _take(hurt, mentions[n].count.best)


def _take_from_those_below(mentions: Sequence[Mention], n: int) -> None:
    """Update: one of the victims has since died. Two people were wounded: what stood there before is of all of them."""
    dead = mentions[n]
    one_of = dead.chunk is not None and dead.chunk.det == "of" and dead.chunk.head in _THOSE and not dead.subset
    if (
        not one_of
        or dead.sentence.index > _LEDE
        or any(m.kind is Kind.KILLED and m.count.best and m is not dead for m in mentions)
    ):
        return
    below = [
        m for m in mentions[n + 1 :] if m.kind is Kind.INJURED and m.counts and not m.subset and m.sentence is not dead.sentence
    ]
    whole = max((m.count.best for m in below), default=0)
    if whole <= dead.count.best or (below[0].sentence.index - dead.sentence.index > _REACH):
        return
    for hurt in below:
        if hurt.count.best == whole and not (hurt.other or hurt.beside_dead):
            _take(hurt, dead.count.best)


def _one_of_wounded(mentions: Sequence[Mention], n: int) -> Mention | None:
    """One of the victims of a shooting that sent five people to hospital has died: four are left there."""
    dead = mentions[n]
    one_of = dead.chunk is not None and dead.chunk.det == "of" and dead.chunk.head in _VICTIMS and not dead.subset
    told = (k for k in mentions[:n] if k.kind is Kind.KILLED and k.count.best > 0 and not k.sentence.in_title)
    if not one_of or any(told):
        return None
    near = [m for m in mentions if m.sentence is dead.sentence and m.start > dead.start] or list(reversed(mentions[:n]))
    hurt = next((m for m in near if m.kind is Kind.INJURED and m.counts and m.explicit and not m.subset), None)
    if hurt is None or hurt.other or hurt.beside_dead or not hurt.rule.startswith("hospital"):
        return None  # from those who were shot the dead are taken anyway; those called wounded are told as they were
    near_enough = dead.sentence.index - hurt.sentence.index <= _REACH
    return hurt if near_enough and hurt.count.best > dead.count.best else None


def _is_that_one(dead: Mention, hurt: Mention) -> bool:
    """A fourth victim was taken to hospital. That person later died: the fourth, beside those before."""
    of, to = dead.chunk, hurt.chunk
    if of is None or to is None or dead.sentence.index - hurt.sentence.index not in (0, 1) or hurt.count.best != 1:
        return False
    return of.word in _THAT and of.det == "the" and not of.plural and (to.ordinal > 1 or to.other)


def _is_of(dead: Mention, hurt: Mention) -> bool:
    if hurt.chunk is dead.chunk:
        return True  # was wounded and died
    if dead.chunk is None or hurt.count.best == dead.count.best:
        return False
    low = dead.sentence.low
    part = (
        dead.chunk.det == "of"
        or dead.chunk.sort == "number"
        or dead.head == "one"
        or low[dead.chunk.end : dead.chunk.end + 2] == ["of", "whom"]
    )
    return part or any(p.names and p.head == dead.head for p in hurt.parts)


def _take(hurt: Mention, n: int) -> None:
    count = hurt.count
    if count.best <= n:
        hurt.subset = True
        return
    if hurt.rule.startswith(("shoot", "suffer", "with-")):
        hurt.rule = "remaining"  # those who live: none of them is among the dead any more
    high = None if count.high is None else max(count.high - n, count.best - n)
    hurt.count = replace(Count(max(count.low - n, 0), count.best - n, high), qualifier=count.qualifier)
