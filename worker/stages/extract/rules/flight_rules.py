"""Rules for people who had to leave: fled, driven from their homes, lost their houses, in shelters. Precautions are no flight."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.objects import objects
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.phrases.subject_phrases import is_bare
from worker.stages.extract.rules.sight import Sight, build, is_loose

_HOMES = frozenset("home homes house houses village villages town towns city cities area areas region".split())
_OWN_HOMES = frozenset("home homes house houses dwellings shacks huts flats apartments villages".split())
FLEE = frozenset("fled flee flees fleeing".split())
DRIVE = frozenset("driven drove drive drives driving forced forces forcing chased uprooted".split())
LEAVE = frozenset("lost lose loses losing left leave leaving abandoned abandoning abandon".split())
MOVES = FLEE | DRIVE | LEAVE | frozenset("sheltering sheltered taken took sought".split())
_REFUGE = frozenset("shelter refuge sanctuary".split())
SHELTERS = frozenset(
    "shelters shelter camps camp centres centers centre center tents gym hall church churches school schools".split()
)
_FOR_REFUGE = frozenset("relief evacuation displacement transit emergency temporary makeshift cyclone rescue".split())
_STAYING = frozenset(
    "are were is was be been remain remains living lived live staying stayed sleeping slept sheltering sheltered housed camped camping"
    " lodged crammed packed spent spending put accommodated".split()
)
_NO_REFUGE = frozenset("homeless animal bomb raid bus tax access entry".split())  # a homeless shelter, no access to a shelter
_PRECAUTION = frozenset("precaution precautionary pre-emptively preemptively drill".split())
_ORDERS = frozenset("order orders ordered told urged advised asked warned instructed notice".split())
_FEWEST = 20  # of whom "fled" alone says that they left their homes and not the scene
_REACH = 9  # chunks between the people and their shelter


def flight(sight: Sight, i: int) -> Iterator[Mention]:
    """1.2 million people fled; thousands were forced from their homes; the war drove 9,000 people from their homes."""
    c = sight.chunks[i]
    if c.kind != "V" or c.negated or not _PRECAUTION.isdisjoint(sight.s.low):
        return
    after = set(sight.words(c.end, 5))
    if c.word in FLEE:
        yield from _displaced(sight, subject(sight.chunks, i), c, 0 if _HOMES & after else _FEWEST)
    elif c.word in DRIVE:
        yield from _driven(sight, i, c)
    elif c.modal == "to" and not _ORDERS.isdisjoint(sight.words(max(0, c.start - 2), c.end - max(0, c.start - 2))):
        return  # told to leave their homes: whether they have is not said
    elif c.word in LEAVE and _OWN_HOMES & set(sight.words(c.end, 3)) and "their" in sight.words(c.end, 2):
        yield from _displaced(sight, subject(sight.chunks, i), c, 0)
    elif c.word in ("sheltering", "sheltered") or (
        _REFUGE & set(sight.words(c.end, 1)) and c.word in ("taken", "took", "sought")
    ):
        yield from _displaced(sight, subject(sight.chunks, i), c, _FEWEST)


def _driven(sight: Sight, i: int, c: Chunk) -> Iterator[Mention]:
    """Victims before a passive, behind an active verb; "from their homes" or "to flee" must follow."""
    after = sight.words(c.end, 14)
    if not (_OWN_HOMES & set(after) and {"from", "out", "off", "leave"} & set(after)) and not {"flee", "fleeing"} & set(after):
        return
    named = i + 1 < len(sight.chunks) and sight.chunks[i + 1].kind == "N"
    before = c.passive or (is_bare(c) and not named) or (not c.auxiliaries and not named)
    yield from _displaced(sight, subject(sight.chunks, i) if before else objects(sight.chunks, i + 1), c, 0)


def sheltered(sight: Sight, i: int) -> Iterator[Mention]:
    """2.6 lakh in relief camps; 640 people who lost their houses are camped at a school; 130 people are in a shelter."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in SHELTERS or _PRECAUTION & set(sight.s.low) or not i or sight.chunks[i - 1].kind != "P":
        return
    if _NO_REFUGE & (set(sight.s.low[c.start : c.end]) | set(sight.s.low[max(0, c.start - 4) : c.start])):
        return
    kind_of_camp = _FOR_REFUGE & set(sight.s.low[c.start : c.end]) or c.head in ("shelter", "shelters")
    if not kind_of_camp and not (
        _OWN_HOMES & set(sight.s.low[: c.start]) and {"lost", "destroyed", "fell", "back"} & set(sight.s.low)
    ):
        return
    people = _who_stays(sight, i - 2)
    if people is not None:
        yield from _displaced(sight, [people], c, 0)


def _who_stays(sight: Sight, last: int) -> Chunk | None:
    """The counted people before chunk `last`, with only words of staying between."""
    for j in range(last, max(-1, last - _REACH), -1):
        b = sight.chunks[j]
        if b.kind == "B" or _harms(b):
            return None
        if b.kind == "N" and b.q is not None and b.sort in ("person", "number"):
            if j < last:
                return b if _STAYING & set(sight.s.low[b.end : sight.chunks[last].end]) else None
            return None if j and _harms(sight.chunks[j - 1]) else b
    return None


def _harms(c: Chunk) -> bool:
    return c.kind == "V" and c.form is not None and c.form.verb.kind is not Kind.DISPLACED


def _displaced(sight: Sight, people: list[Chunk], at: Chunk, fewest: int) -> Iterator[Mention]:
    mention = build(sight, people, Kind.DISPLACED, "flee", (at.start, at.end))
    if mention is None or is_loose(mention) or not mention.explicit or mention.count.best < fewest:
        return
    if mention.role in ("person", "civilian", "child", ""):
        yield mention
