"""Deaths that are numbered: the fire claims a fourth life, a man becomes the fifth person to die after the crash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import ORDINALS
from worker.stages.extract.mentions import Mention, exact
from worker.stages.extract.rules.sight import Sight
from worker.stages.extract.rules.toll_rules import CLAIMS, DISASTERS

_DIGITS = 6
NUMBERED = frozenset("victim life person patient".split())
NAMED = NUMBERED | {"body"}
BECOMES = frozenset("become becomes became becoming".split())
FOUND = frozenset("find finds found recover recovers recovered pull pulls pulled retrieve retrieves retrieved".split())
_DEADLY = DISASTERS | frozenset("poisoning heat flu influenza measles ebola plague covid cyclone drowning".split())
_AFTER = frozenset("after following since from in of".split())  # one event; "to die in custody" is a count of many
_EVENTS = _DEADLY | frozenset(
    "bombings attacks stabbing shootings fires floods crush sinking strike raid wildfire wildfires quakes poisonings".split()
)
_DIES = frozenset({"die"})
IS_NTH = BECOMES | frozenset("is was".split())
DEAD_NUMBERS = frozenset("number numbers numbered".split())
_DEAD = frozenset({"dead"})
_FILLERS = frozenset("now already by then at least some".split())
_NUMBERED = 6  # tokens behind "the dead" in which their number stands
_PHRASE = 16  # chunks from a victim to the verb
_REACH = 8  # tokens behind the death that say of what
_NTH = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")


def nth_death(sight: Sight, i: int) -> Iterator[Mention]:
    """A toll in other words: as many have died as the number says."""
    c = sight.chunks[i]
    n = _number_of(sight, c)
    told = i > 0 and c.head in NUMBERED and (_is_claimed(sight, i) or _is_next_to_die(sight, i) or _is_next_victim(sight, i))
    if n > 1 and (told or _is_found(sight, i) or (n > 2 and _is_victim_dead(sight, i))):
        yield _total(sight, c, n)


def nth_to_die(sight: Sight, i: int) -> Iterator[Mention]:
    """A waiter is 12th to die after the attack."""
    c = sight.chunks[i]
    n = _ordinal(c.head)
    is_so = i > 0 and not IS_NTH.isdisjoint(sight.s.low[sight.chunks[i - 1].start : sight.chunks[i - 1].end])
    if n > 1 and is_so and _dies_next(sight, i):
        yield _total(sight, c, n)


def dead_number(sight: Sight, i: int) -> Iterator[Mention]:
    """The dead now number 12."""
    c = sight.chunks[i]
    if c.head not in _DEAD or c.det != "the":
        return
    words = [word for word in sight.words(c.end, _NUMBERED) if word not in _FILLERS]
    if len(words) > 1 and words[0] in DEAD_NUMBERS and words[1].isdecimal() and len(words[1]) <= _DIGITS:
        yield _total(sight, c, int(words[1]))


def _total(sight: Sight, c: Chunk, n: int) -> Mention:
    mention = Mention(Kind.KILLED, exact(n), "nth-death", sight.s, c.start, c.end, chunk=c, explicit=True, total=True)
    mention.generic = True
    return mention


def _number_of(sight: Sight, c: Chunk) -> int:
    """The ordinal before the head, 0 without one."""
    words = sight.s.low[c.start : c.end]
    return _ordinal(words[-2]) if len(words) > 1 else 0


def _ordinal(word: str) -> int:
    figure = _NTH.fullmatch(word)
    return int(figure[1]) if figure else ORDINALS.get(word, 0)


def _is_found(sight: Sight, i: int) -> bool:
    """Sixth body recovered from flats; divers find a fourth body."""
    c = sight.chunks[i]
    if c.head != "body" or not sight.s.in_title or c.det not in ("", "a"):
        return False
    beside = (*sight.chunks[max(0, i - 1) : i], *sight.chunks[i + 1 : i + 2])
    return any(
        b.kind == "V" and not (b.negated or b.modal) and not FOUND.isdisjoint(sight.s.low[b.start : b.end]) for b in beside
    )


def _is_claimed(sight: Sight, i: int) -> bool:
    """Cholera claims a second victim; not the champion, who claims her third."""
    verb, by = sight.chunks[i - 1], sight.chunks[max(0, i - 3) : i - 1]
    told = verb.word in CLAIMS and not (verb.negated or verb.modal)
    return told and any(not _DEADLY.isdisjoint(sight.s.low[b.start : b.end]) for b in by)


def _is_next_to_die(sight: Sight, i: int) -> bool:
    return _becomes(sight, i) and _dies_next(sight, i)


def _is_next_victim(sight: Sight, i: int) -> bool:
    """A boy has become the ninth victim of Friday's crash."""
    after = sight.words(sight.chunks[i].end, _REACH)
    return _becomes(sight, i) and after[:1] == ["of"] and not _EVENTS.isdisjoint(after)


def _is_victim_dead(sight: Sight, i: int) -> bool:
    """A fourth victim of Saturday's shooting has died; not a second one, who may be the second of those shot."""
    c = sight.chunks[i]
    after = sight.words(c.end, _REACH)
    if c.head != "victim" or after[:1] != ["of"] or _EVENTS.isdisjoint(after):
        return False
    verb = next((b for b in sight.chunks[i + 1 : i + _PHRASE] if b.kind in "VABR"), None)
    return verb is not None and verb.form is not None and verb.form.verb.name == "die" and not (verb.negated or verb.modal)


def _becomes(sight: Sight, i: int) -> bool:
    return sight.s.low[sight.chunks[i - 1].end - 1] in BECOMES and not sight.chunks[i - 1].modal


def _dies_next(sight: Sight, i: int) -> bool:
    behind = sight.chunks[i + 1 : i + 2]
    if not behind:
        return False
    verb = behind[0]
    dies = verb.form is not None and verb.form.verb.kind is Kind.KILLED and verb.modal == "to"
    after = sight.words(verb.end, _REACH)
    return dies and after[:1] != [] and after[0] in _AFTER and not _EVENTS.isdisjoint(after)
