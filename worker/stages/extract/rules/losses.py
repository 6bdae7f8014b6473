"""A side's own losses: the group said it had lost nine men; and those whom rescuers look for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import LOSSES, Mention
from worker.stages.extract.phrases.objects import objects
from worker.stages.extract.rules.sight import Sight, build

LOSES = frozenset("lost losing lose loses".split())
SEARCHES = frozenset("searching search searched looking look".split())
RESCUERS = frozenset(
    "rescuers rescue divers crews searchers coastguard firefighters teams volunteers boats helicopters navy troops soldiers villagers".split()
)
_DETECTIVES = frozenset("police officers detectives investigators prosecutors".split())
_NO_DEATHS = frozenset(
    "injury injuries suspension suspensions illness red yellow cards bookings cramp rivals desertion transfers".split()
)
_ROLES = frozenset("military militant police".split())
_HEADS = frozenset("men people members comrades villagers relatives".split())


_NOT_FOUND = re.compile(r" (?:not|never|n't|n’t) (?:yet )?been (?:found|accounted for)\b|n[’']t been (?:found|accounted for)\b")


def has_loss(text: str) -> bool:
    """The cheap look at a sentence without a casualty word."""
    return " lost " in text or " lose " in text or (" been " in text and _NOT_FOUND.search(text) is not None)


def losses(sight: Sight, i: int) -> Iterator[Mention]:
    c = sight.chunks[i]
    if c.kind != "V" or c.word not in LOSES or sight.s.low[c.start - 1] == "having" or c.negated or c.modal or c.passive:
        return
    medics = i > 0 and sight.chunks[i - 1].role == "medical"  # doctors lost four of them
    victims = [
        v
        for v in objects(sight.chunks, i + 1)
        if v.q is not None and (v.role in _ROLES or v.head in _HEADS or (medics and v.sort in ("person", "number")))
    ]
    if victims and sight.words(victims[-1].end, 1) == ["to"] and not _NO_DEATHS.isdisjoint(sight.words(victims[-1].end + 1, 3)):
        return  # lost four men to injury
    mention = build(sight, victims, Kind.KILLED, LOSSES, (c.start, c.end), FORMS["killed"].verb)
    if mention is not None and mention.count.best > 0:
        mention.generic = True
        yield mention


def searched_for(sight: Sight, i: int) -> Iterator[Mention]:
    """Rescuers are looking for five more people, dig in the search for 20; not where the sentence calls them missing, nor those whom police look for."""
    c = sight.chunks[i]
    if (
        (c.head if c.kind == "N" else c.word) not in SEARCHES
        or c.negated
        or sight.words(c.end, 1) != ["for"]
        or "missing" in sight.s.low
    ):
        return
    before = sight.s.low[: c.start]
    if RESCUERS.isdisjoint(before) or not _DETECTIVES.isdisjoint(before):
        return
    victims = [v for v in objects(sight.chunks, i + 2) if v.q is not None and not v.det and v.sort in ("person", "number")]
    mention = build(sight, victims[:1], Kind.MISSING, "searched-for", (c.start, c.end)) if victims else None
    if mention is not None and mention.count.best > 0 and mention.role != "perpetrator":
        yield mention
