"""Rules that begin at a noun for what was done: the killing of, the wounding of, a triple shooting, a murder-suicide."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Count, Kind, Qualifier
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import FATAL_DEED, ZERO, Mention, exact
from worker.stages.extract.mentions import MURDER_SUICIDE as MURDER_SUICIDE_RULE
from worker.stages.extract.phrases.objects import following, objects
from worker.stages.extract.phrases.victims import DEATH_NOUNS, far_of
from worker.stages.extract.rules.sight import Sight, build

_DEADLY = frozenset("fatal deadly".split())
_OFFICERS = frozenset("police officer officer-involved deputy trooper".split())
INJURY_NOUNS = frozenset("injury injuries wounding shooting stabbing maiming".split())
_BY_HAND = frozenset("shooting stabbing".split())
_OF = ("of",)
_OF_OR_TO = ("of", "to")
TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_SHOOTINGS = {"shooting": Kind.INJURED, "stabbing": Kind.INJURED, "homicide": Kind.KILLED, "murder": Kind.KILLED, "slaying": Kind.KILLED,
              "killing": Kind.KILLED, "murders": Kind.KILLED, "homicides": Kind.KILLED, "drowning": Kind.KILLED, "fatal": Kind.KILLED, "death": Kind.KILLED, "fatality": Kind.KILLED}  # fmt: skip
JOINED = {f"{times}-{what}": (times, what) for times in TIMES for what in _SHOOTINGS}  # a triple-murder
_MURDER_SUICIDE = (["murder-suicide"], ["murder", "suicide"], ["murder", "-", "suicide"])
MURDER_SUICIDE = frozenset({"murder-suicide", "suicide"})
_MORE = frozenset("another second third previous earlier separate non".split())
_NOT_DONE = frozenset("attempted attempt attempts pact failed planned alleged not no".split())
_LEDE = 3  # the title and the first sentences
FATAL = frozenset("fatal deadly death".split())
_FATAL_DEEDS = ({"fatal", "deadly"}, {"shooting", "stabbing"}), ({"shooting", "stabbing"}, {"death"})


def injury_of(sight: Sight, i: int) -> Iterator[Mention]:
    """the wounding of two civilians, injuries to two others, the fatal shooting of a man."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in INJURY_NOUNS or c.det == "no" or i + 2 >= len(sight.chunks):
        return
    if sight.chunks[i + 1].word not in (_OF if c.head in _BY_HAND else _OF_OR_TO) or sight.chunks[i + 2].kind != "N":
        return
    if sight.chunks[i + 1].word == "to" and sight.s.low[c.start - 1 : c.start] == ["with"]:
        return  # taken with minor injuries to a clinic
    deadly = not _DEADLY.isdisjoint(sight.s.low[c.start : c.end])
    kind = Kind.KILLED if deadly else Kind.INJURED
    rule = "death-of" if deadly else "shoot-of" if c.head in ("shooting", "stabbing") else "injury-of"
    mention = build(sight, objects(sight.chunks, i + 2), kind, rule, (c.start, c.end), FORMS["shot"].verb)
    if mention is not None and mention.count != ZERO and (mention.explicit or mention.role or mention.names):
        mention.secondary = deadly or not mention.explicit
        if deadly and mention.count.best == 1 and not _OFFICERS.isdisjoint(sight.s.low[c.start : c.end]):
            mention.role = "perpetrator"
        yield mention


def death_of(sight: Sight, i: int) -> Iterator[Mention]:
    """the death of 51 members, the killing of two men."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in DEATH_NOUNS or "attempted" in sight.s.low[max(0, c.start - 1) : c.end]:
        return
    inner = c.extra[0] if c.extra else None
    at = (c.start, c.end)
    of = far_of(sight.chunks, i) or i + 1
    if inner is None and of + 1 < len(sight.chunks) and sight.chunks[of].word == "of" and sight.chunks[of + 1].kind == "N":
        victims = objects(sight.chunks, of + 1)
    elif inner is not None:
        victims = following(sight.chunks, inner, i + 1)
    else:
        return
    mention = build(sight, victims, Kind.KILLED, "death-of", at, FORMS["killed"].verb)
    if mention is not None and mention.count != ZERO:
        mention.secondary = True
        yield mention


def murder_suicide(sight: Sight, i: int) -> Iterator[Mention]:
    """An apparent murder-suicide: he who did it and at least one other are dead."""
    c = sight.chunks[i]
    low = sight.s.low
    for k in range(c.start, c.end):
        size = next((len(words) for words in _MURDER_SUICIDE if low[k : k + len(words)] == words), 0)
        if (
            size
            and k + size <= c.end + 1
            and _NOT_DONE.isdisjoint(low[max(0, k - 4) : k + size + 1])
            and low[k - 1] not in TIMES
        ):
            two = Count(2, 2, None, Qualifier.AT_LEAST)
            yield Mention(Kind.KILLED, two, MURDER_SUICIDE_RULE, sight.s, k, k + size, chunk=c, explicit=True, anaphoric=True)
            return


def fatal_deed(sight: Sight, i: int) -> Iterator[Mention]:
    """A deadly shooting, an accidental shooting death: somebody died, where nothing else tells of it."""
    c = sight.chunks[i]
    low = sight.s.low
    if (
        sight.s.index > _LEDE
        or c.plural
        or c.det == "no"
        or (sight.s.in_title and not c.det and low[c.start - 1 : c.start] == ["at"])  # who was at deadly shooting: a known one
        or sight.words(c.end, 1) == ["of"]
        or not _MORE.isdisjoint(low[c.start : c.end])
    ):
        return
    for k in range(c.start, c.end - 1):
        if any(low[k] in first and low[k + 1] in second for first, second in _FATAL_DEEDS):
            one = Count(1, 1, None, Qualifier.AT_LEAST)
            mention = Mention(Kind.KILLED, one, FATAL_DEED, sight.s, k, k + 2, chunk=c, explicit=False, anaphoric=True)
            mention.secondary = True
            yield mention
            return


def multiple(sight: Sight, i: int) -> Iterator[Mention]:
    """A triple shooting, a double homicide: so many were shot or killed."""
    c = sight.chunks[i]
    low = sight.s.low
    for k in range(c.start, min(c.end, len(low) - 1)):
        if low[k] in JOINED:
            times, what = JOINED[low[k]]
            rule = "shoot-multiple" if _SHOOTINGS[what] is Kind.INJURED else "kill-multiple"
            yield Mention(
                _SHOOTINGS[what], exact(TIMES[times]), rule, sight.s, k, k + 1, chunk=c, explicit=True, anaphoric=True
            )
            return
        kind = _SHOOTINGS.get(low[k + 1]) if low[k] in TIMES else None
        if kind is not None and low[k + 2 : k + 3] != ["-"]:
            rule = "shoot-multiple" if kind is Kind.INJURED else "kill-multiple"
            yield Mention(kind, exact(TIMES[low[k]]), rule, sight.s, k, k + 2, chunk=c, explicit=True, anaphoric=True)
            return
