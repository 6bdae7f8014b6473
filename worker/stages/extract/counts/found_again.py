"""Missing people of whom the text tells that they were found: dead, they are among the dead; alive, they are missing no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.grammar.lexicon import FEMALE, MALE
from worker.stages.extract.mentions import Mention

_PRONOUNS = frozenset("he she him her they them who".split())
_WAS = frozenset("was were went had gone going reported".split())
_STILL = frozenset("still remain remains remained is are yet".split())
_FINDS = frozenset("found finds located rescued rescues".split())
_BODY = ("bodies", "own-body")
_ALIVE = re.compile(
    r"\b(?:he|she|they|who|girl|boy|toddler|child|children|man|woman|teen\w*|hikers?|pair|all) (?:was|were|is|are) (?:later |eventually )?(?:found|located)\b"
    r"|\bafter being (?:found|located)\b|\bfound (?:safe|alive|unharmed|unresponsive|unconscious)\b"
)
_NEVER = re.compile(r"\b(?:not|never|n't|yet to be) (?:been |be )?(?:found|located)\b")


def settle_found(mentions: Sequence[Mention]) -> None:
    """Takes the missing out of the count who were found."""
    missing = [m for m in mentions if m.kind is Kind.MISSING and m.counts]
    found = [m for m in missing if _is_found(m, mentions)]
    if any(m.count.best == 1 for m in found):
        found += [m for m in missing if m.count.best == 1 and not m.explicit and _was_missing(m)]
    for m in found:
        m.scope, m.reason = Scope.BACKGROUND, "found"


def _is_found(m: Mention, mentions: Sequence[Mention]) -> bool:
    told = _was_missing(m)
    if told and any(o.kind is Kind.RESCUED and o.count.best == m.count.best for o in mentions):
        return True
    if told and m.chunk is not None and not _FINDS.isdisjoint(m.sentence.low[max(0, m.chunk.start - 1) : m.chunk.start]):
        return True  # a crew found four teens that were missing
    if m.count.best != 1 or m.explicit:
        return False
    if told and _ALIVE.search(text := " ".join(m.sentence.low)) and _NEVER.search(text) is None:
        return True
    return any(_is_dead_one(m, d, told) for d in mentions if d.kind is Kind.KILLED and d.counts and d.count.best)


def _was_missing(m: Mention) -> bool:
    """Went missing on Monday, after going missing: not "remains missing"."""
    words = m.sentence.low[max(0, m.start - 1) : m.end]
    return not _WAS.isdisjoint(words) and _STILL.isdisjoint(words)


def _is_dead_one(m: Mention, d: Mention, told: bool) -> bool:
    """The tenant who was missing was found dead; she went missing, and a girl's body was found."""
    if d.chunk is not None and d.chunk is m.chunk:
        return True
    if (
        d.rule in _BODY
        and d.sentence is m.sentence
        and not {"missing", "search"}.isdisjoint(d.sentence.low[d.start : d.end + 4])
    ):
        return True
    if d.count.best != 1 or d.explicit or not (told or d.sentence is m.sentence):
        return False
    return _is_same(m, d)


def _is_same(m: Mention, d: Mention) -> bool:
    """Whether both may be one person, of whom one mention speaks as of somebody known."""
    if (m.head in MALE and d.head in FEMALE) or (m.head in FEMALE and d.head in MALE):
        return False
    known = [o.head in _PRONOUNS or o.names or (o.chunk is not None and o.chunk.det == "the") for o in (m, d)]
    return any(known) or (
        m.head == d.head and not (m.chunk is not None and d.chunk is not None and m.chunk.det == d.chunk.det == "a")
    )
