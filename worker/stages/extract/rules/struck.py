"""Bullets that hit a part of the body: whose it is was hit."""

from __future__ import annotations

from dataclasses import replace

from worker.model import Qualifier
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.verbs import BODY, VEHICLES, Verb
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.phrases.subject_phrases import is_bare
from worker.stages.extract.rules.sight import Sight

_OWNERS = {"his": "he", "her": "she"}
_MISSILES = frozenset("bullet bullets fragment fragments shrapnel pellet pellets round rounds gunfire glass debris".split())
_NEAR = 5  # tokens before a verb in which the bullet stands
_ENDS = frozenset(". , ; but".split())
_LEDE = 2  # the sentences in which a mishap on the road is told that is the story's own
_MOST = 50  # people hit at once; more are hit by what hits a country


def whose(sight: Sight, c: Chunk, verb: Chunk) -> Chunk:
    """A bullet grazed her face, hit his hand: she and he were hit. Whoever hits his head has fallen."""
    own = c.sort == "thing" and c.head in BODY and sight.s.low[c.start] in _OWNERS
    own = own and not _MISSILES.isdisjoint(sight.s.low[max(0, verb.start - _NEAR) : verb.start])
    return replace(c, sort="pronoun", head=_OWNERS[sight.s.low[c.start]], det="") if own else c


def is_run_over(sight: Sight, i: int, c: Chunk, verb: Verb) -> bool:
    """A man was hit by a car, struck by a train; not commuters hit by a train strike, nor an officer who shot after being hit."""
    by = sight.chunks[i + 1 : i + 3]
    if verb.name != "hit" or not (c.passive or is_bare(c)) or [b.word for b in by[:1]] != ["by"] or by[-1].head not in VEHICLES:
        return False
    aside = sight.s.index > _LEDE or c.auxiliaries[:1] == ("being",)
    return not aside and not any(p.head == "they" for p in subject(sight.chunks, i))


def is_hit_outright(sight: Sight, i: int, c: Chunk, verb: Verb) -> bool:
    """Four people were hit, including a cook; two teens were struck: counted people, and no word of what else hit them."""
    if is_run_over(sight, i, c, verb):
        return True
    if verb.name != "hit" or not c.passive or sight.words(c.end, 1)[:1] not in ([], *([end] for end in _ENDS)):
        return False
    return any(
        p.q is not None and p.sort in ("person", "number") and p.q.qualifier is not Qualifier.VAGUE and p.q.best <= _MOST
        for p in subject(sight.chunks, i)
    )
