"""Deaths told by what they are to others: her parents did not make it, a town mourns seven after a strike."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.sight import Sight, build

MADE = frozenset({"make"})  # made it: "who made it" is told of those who live
MOURNS = frozenset("mourns mourn mourning mourned".split())
_OUT = frozenset("out alive".split())  # of the burning bus; not to the final, nor onto the list
_AFTER = frozenset("after as following".split())
_PLACE = 3  # chunks between those mourned and what they died of


def not_make_it(sight: Sight, i: int) -> Iterator[Mention]:
    """Two did not make it out; her husband didn't make it: of kin no more need be said."""
    c, low = sight.chunks[i], sight.s.low
    if low[c.end - 1] not in MADE or not c.negated or c.modal or sight.words(c.end, 1) != ["it"]:
        return
    people = subject(sight.chunks, i)
    kin = bool(people) and all(p.det == "possessive" or p.q is not None for p in people) and people[0].det == "possessive"
    ends = c.end + 1 >= len(low) or not (low[c.end + 1][0].isalnum())
    if not people or any(p.sort not in ("person", "number") for p in people):
        return
    if not _OUT.isdisjoint(sight.words(c.end + 1, 2)) or (kin and ends):
        mention = build(sight, people, Kind.KILLED, "not-make-it", (c.start, c.end), FORMS["died"].verb)
        yield from [mention] if mention is not None else []


def mourned(sight: Sight, i: int) -> Iterator[Mention]:
    """A headline's city mourns seven after a strike."""
    c, behind = sight.chunks[i], sight.chunks[i + 1 : i + 2]
    if c.word not in MOURNS or c.negated or not sight.s.in_title or not behind or i == 0:
        return
    dead, after = behind[0], sight.chunks[i + 2 : i + 2 + _PLACE]
    counted = dead.kind == "N" and dead.q is not None and dead.sort in ("number", "person") and not dead.names
    if counted and any(b.word in _AFTER for b in after):
        mention = build(sight, [dead], Kind.KILLED, "mourned", (c.start, dead.end), FORMS["gunned"].verb)
        yield from [mention] if mention is not None else []
