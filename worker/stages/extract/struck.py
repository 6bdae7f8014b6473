"""Bullets that hit a part of the body: whose it is was hit."""

from __future__ import annotations

from dataclasses import replace

from worker.stages.extract.chunks import Chunk
from worker.stages.extract.sight import Sight
from worker.stages.extract.verbs import BODY

_OWNERS = {"his": "he", "her": "she"}
_MISSILES = frozenset("bullet bullets fragment fragments shrapnel pellet pellets round rounds gunfire glass debris".split())
_NEAR = 5  # tokens before a verb in which the bullet stands


def whose(sight: Sight, c: Chunk, verb: Chunk) -> Chunk:
    """A bullet grazed her face, hit his hand: she and he were hit. Whoever hits his head has fallen."""
    own = c.sort == "thing" and c.head in BODY and sight.s.low[c.start] in _OWNERS
    own = own and not _MISSILES.isdisjoint(sight.s.low[max(0, verb.start - _NEAR) : verb.start])
    return replace(c, sort="pronoun", head=_OWNERS[sight.s.low[c.start]], det="") if own else c
