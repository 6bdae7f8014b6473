"""Rules for set phrases of killing whose victims no single verb governs: beat a man to death, slit the throats of two guards."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.lexicon import WEEKDAYS
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import Mention, exact
from worker.stages.extract.phrases.objects import objects
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.sight import Sight, build, is_loose

BURIES = frozenset("bury buries buried burying".split())
_GRAVES = frozenset("grave graves".split())
_OF_NOW = frozenset(day for day in WEEKDAYS if len(day) > 3) | {"yesterday", "today", "overnight"}
_TO_GRAVE = 5  # words from the verb to the grave
_BURIERS = frozenset("they we residents villagers survivors neighbours neighbors locals townspeople".split())
_CUTS = frozenset("slit slits slitting cut cutting slash slashed slashing".split())
_DID = frozenset("did didn't".split())
_SENTENCED = ("sentenc", "condemn")
SURVIVE = frozenset("survive survived".split())
HEADS = frozenset("head heads".split())
_SEVERED = frozenset("severed decapitated".split())
_FOUND = frozenset("found find discovered recovered".split())
THROATS = frozenset("throat throats".split())


def to_death(sight: Sight, i: int) -> Iterator[Mention]:
    """beat a farmer to death, buries a family alive: a verb that alone does not kill."""
    c = sight.chunks[i]
    if c.kind != "V" or c.form is not None or c.negated or c.modal or c.passive or c.word.startswith(_SENTENCED):
        return
    victims = objects(sight.chunks, i + 1)
    alive = c.word in BURIES and victims and "alive" in sight.words(victims[-1].end - 1, 2)
    if victims and (alive or sight.words(victims[-1].end, 2) == ["to", "death"]):
        mention = build(sight, victims, Kind.KILLED, "to-death", (c.start, c.end), FORMS["gunned"].verb)
        if mention is not None:
            yield mention


def buried(sight: Sight, i: int) -> Iterator[Mention]:
    """Villagers said they buried 32 people on Saturday; 98 buried in a mass grave: not what a landslide or the past has buried."""
    c = sight.chunks[i]
    if c.kind != "V" or c.word not in BURIES or c.form is not None or c.negated or c.modal or "alive" in sight.s.low:
        return
    behind = sight.words(c.end, _TO_GRAVE)
    in_grave = "mass" in behind and not _GRAVES.isdisjoint(behind)
    if in_grave and (c.passive or not c.auxiliaries):
        victims = subject(sight.chunks, i)
    else:
        by_people = not (c.passive or _OF_NOW.isdisjoint(sight.s.low)) and any(
            m.head in _BURIERS for m in subject(sight.chunks, i)
        )
        victims = objects(sight.chunks, i + 1) if by_people else []
    counted = [v for v in victims if v.q is not None and v.sort in ("person", "number")]
    mention = build(sight, counted[:1], Kind.KILLED, "buried", (c.start, c.end), FORMS["gunned"].verb) if counted else None
    if mention is not None and mention.count.best > 1:
        mention.secondary = not in_grave  # of those whose death another phrase tells
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


def cut_throats(sight: Sight, i: int) -> Iterator[Mention]:
    """Four guards had their throats cut; he was tied up and his throat was slit."""
    c = sight.chunks[i]
    if c.kind == "V":
        yield from _own_throat(sight, i)
        return
    if c.kind != "A" or c.word not in ("had", "have") or i + 2 >= len(sight.chunks) or sight.chunks[i + 1].head not in THROATS:
        return
    if sight.chunks[i + 2].word in _CUTS:
        mention = build(sight, subject(sight.chunks, i), Kind.KILLED, "throats", (c.start, c.end), FORMS["gunned"].verb)
        if mention is not None:
            yield mention


def _own_throat(sight: Sight, i: int) -> Iterator[Mention]:
    """His throat was cut, with their throats slit: of him, of them of whom the text has told."""
    c, throat = sight.chunks[i], sight.chunks[i - 1] if i else None
    if throat is None or throat.head not in THROATS or c.word not in _CUTS or c.negated or c.modal:
        return
    owner = sight.s.low[throat.start]
    if owner in ("his", "her", "their"):
        mention = Mention(Kind.KILLED, exact(1), "throats", sight.s, throat.start, c.end, chunk=throat, anaphoric=True)
        mention.pronoun = owner
        yield mention


def outlived(sight: Sight, i: int) -> Iterator[Mention]:
    """The ambassador did not survive."""
    c = sight.chunks[i]
    if c.kind == "V" and c.negated and c.word in SURVIVE and not _DID.isdisjoint(c.auxiliaries):
        mention = build(sight, subject(sight.chunks, i), Kind.KILLED, "die-subject", (c.start, c.end), FORMS["gunned"].verb)
        if mention is not None and mention.count.best > 0 and not is_loose(mention):
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
