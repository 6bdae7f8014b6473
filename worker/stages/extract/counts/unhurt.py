"""Those said to be shot of whom the text tells that nothing happened to them: the shot went wide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.grammar.lexicon import FEMALE, MALE
from worker.stages.extract.grammar.verbs import BODY
from worker.stages.extract.mentions import Mention

_UNHURT = re.compile(
    r"\b[Tt]he (?P<who>[\w-]{3,20}) (?:(?:was|were)(?: not|n't|n’t) (?:\w+ )?(?:injured|hurt|hit|struck|harmed|wounded)\b(?! (?:by|when|in))"
    r"|(?:was|were) (?:unhurt|unharmed|uninjured)\b|escaped (?:unhurt|unharmed|uninjured|injury)\b)"
)
_ANYONE = frozenset("man woman victim boy girl".split())
_SHOT = "shoot-active"
_NEAR = 8  # tokens behind the shot in which it is told where it hit


def settle_unhurt(text: str, mentions: Sequence[Mention]) -> None:
    """Takes back that somebody was shot, where nothing else tells of anyone hurt and they are said to be unhurt."""
    hurt = [m for m in mentions if m.kind in (Kind.INJURED, Kind.KILLED) and m.counts and m.count.best > 0]
    if not hurt or not all(_is_bare_shot(m) for m in hurt):
        return
    spared = {match["who"].lower() for match in _UNHURT.finditer(text)}
    if spared and all(_is_one_of(m, spared) for m in hurt):
        for m in hurt:
            m.scope, m.reason = Scope.BACKGROUND, "unhurt"


def _is_bare_shot(m: Mention) -> bool:
    behind = m.sentence.low[m.end : m.end + _NEAR]
    return m.rule == _SHOT and m.count.best == 1 and not m.explicit and BODY.isdisjoint(behind)


def _is_one_of(m: Mention, spared: set[str]) -> bool:
    if m.head in spared:
        return True
    unfit = FEMALE if m.head in MALE else MALE if m.head in FEMALE else frozenset()
    return bool((spared & _ANYONE) - unfit)
