"""Rules for set phrases of killing whose victims no single verb governs: beat a man to death, slit the throats of two guards."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.mentions import Mention
from worker.stages.extract.predicates import objects
from worker.stages.extract.sight import Sight, build
from worker.stages.extract.verbs import FORMS

_CUTS = frozenset("slit slits slitting cut cutting slash slashed slashing".split())
_SENTENCED = ("sentenc", "condemn")
HEADS = frozenset("head heads".split())
_SEVERED = frozenset("severed decapitated".split())
_FOUND = frozenset("found find discovered recovered".split())
THROATS = frozenset("throat throats".split())


def to_death(sight: Sight, i: int) -> Iterator[Mention]:
    """beat a farmer to death: a verb that alone does not kill."""
    c = sight.chunks[i]
    if c.kind != "V" or c.form is not None or c.negated or c.modal or c.passive or c.word.startswith(_SENTENCED):
        return
    victims = objects(sight.chunks, i + 1)
    if victims and sight.words(victims[-1].end, 2) == ["to", "death"]:
        mention = build(sight, victims, Kind.KILLED, "to-death", (c.start, c.end), FORMS["gunned"].verb)
        if mention is not None:
            yield mention


def throats(sight: Sight, i: int) -> Iterator[Mention]:
    """slit the throats of a woman and her daughter."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in THROATS or i + 2 >= len(sight.chunks) or sight.chunks[i + 1].word != "of":
        return
    if not _CUTS.intersection(sight.s.low[max(0, c.start - 3) : c.start]):
        return
    mention = build(sight, objects(sight.chunks, i + 2), Kind.KILLED, "throats", (c.start, c.end), FORMS["gunned"].verb)
    if mention is not None:
        yield mention


def heads(sight: Sight, i: int) -> Iterator[Mention]:
    """found the heads of two men, the severed head of a guard."""
    c = sight.chunks[i]
    if (
        c.kind != "N"
        or not HEADS.intersection(sight.s.low[c.start : c.end])
        or i + 2 >= len(sight.chunks)
        or sight.chunks[i + 1].word != "of"
    ):
        return
    severed = not _SEVERED.isdisjoint(sight.s.low[c.start : c.end])
    found = sight.s.low[c.end - 1] == "heads" and not _FOUND.isdisjoint(sight.s.low[max(0, c.start - 2) : c.start])
    if severed or found:
        mention = build(sight, objects(sight.chunks, i + 2), Kind.KILLED, "heads", (c.start, c.end), FORMS["gunned"].verb)
        if mention is not None and mention.count.best > 0:
            yield mention
