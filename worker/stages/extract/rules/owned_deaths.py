"""Rules for deaths that belong to somebody: the senator's murder, the six monks' slaying."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Count, Kind
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import Mention, exact
from worker.stages.extract.rules.sight import Sight

MURDERS = frozenset("murder murders assassination assassinations slaying slayings lynching beheading".split())
_NO_OWNERS = (
    lex.THINGS | lex.UNITS | lex.TIME_WORDS | lex.POSSESSIVES | lex.HARM_NOUNS.keys() | lex.MONTHS.keys() | lex.WEEKDAYS.keys()
)  # yesterday's murder, the city's murders


def owned_death(sight: Sight, i: int) -> Iterator[Mention]:
    """The senator's murder, the six monks' slaying: spoken of rather than told."""
    c = sight.chunks[i]
    if c.kind != "N" or not _is_murder(sight.s, c) or sight.words(c.end, 1) == ["of"]:
        return
    owner = _count(sight, c)
    if owner is None:
        return
    word, count, named = owner
    mention = Mention(Kind.KILLED, count, "owned-death", sight.s, c.start, c.end, head=word, chunk=c)
    mention.secondary, mention.names, mention.explicit, mention.generic = True, named, c.q is not None, False
    mention.role = lex.SINGULAR.get(word) or lex.PLURAL.get(word, "")
    yield mention


def _is_murder(s: Sentence, c: Chunk) -> bool:
    """Among capitals the verb behind it may have been taken for a part of the phrase."""
    return c.head in MURDERS or (s.shouting and s.low[c.start] in MURDERS)


def _count(sight: Sight, c: Chunk) -> tuple[str, Count, bool] | None:
    """(the owner's last word, how many, whether it is a name)."""
    s, low = sight.s, sight.s.low
    marks = [k for k in range(c.start, c.end) if low[k] == "'s"]
    if not marks:
        return _plural_owner(sight, c)
    word = low[marks[-1] - 1]
    if word in lex.SINGULAR:
        return word, exact(1), False
    if c.q is not None:
        return word, Count(c.q.low, c.q.best, c.q.high, c.q.qualifier), False
    return (word, exact(1), True) if _is_name(s, marks[-1] - 1) else None


def _plural_owner(sight: Sight, c: Chunk) -> tuple[str, Count, bool] | None:
    """The six monks' slaying, Torres' assassination: an apostrophe alone."""
    s = sight.s
    at = c.start - 1
    if at < 1 or s.low[at] not in ("'", "’") or not s.touches(at) or not s.low[at - 1].endswith(("s", "x", "z")):
        return None
    before = next((b for b in sight.chunks if b.kind == "N" and b.end == at), None)
    if before is None:
        return None
    if before.q is not None:
        counted = sight.counter.count(before, FORMS["killed"].verb)
        return None if counted is None else (s.low[at - 1], counted, False)
    return (s.low[at - 1], exact(1), True) if before.names and _is_name(s, at - 1) else None


def _is_name(s: Sentence, k: int) -> bool:
    return s.raw[k][:1].isupper() and s.low[k] not in _NO_OWNERS and s.low[k] not in lex.PLURAL
