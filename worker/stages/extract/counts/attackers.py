"""Attackers who end their own lives: turned the gun on himself, then self, as well as themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Count, Kind, Scope
from worker.stages.extract.grammar.lexicon import COUPLES
from worker.stages.extract.grammar.quantities import Quantity, Reader
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention, add, exact

_SELF = r"(?:himself|herself|themselves|self)"
_ENDS_OWN_LIFE = re.compile(
    rf"\bturn(?:ed|ing|s)? (?:the|his|her|a|their) (?:gun|guns|pistol|rifle|weapon|weapons|knife|shotgun|handgun|revolver|firearm) on {_SELF}\b"
    r"|\b(?:took|taking|takes) (?:(?:his|her|their) )?own li(?:fe|ves)\b"
    rf"|, (?:and )?(?:then|and) {_SELF}\b|\bthen {_SELF}\b|\bas well as {_SELF}\b"
)
OWN = frozenset("himself herself themselves self own".split())  # words that each of these holds
_NO_SUICIDE = re.compile(  # a bomber, an accident, a child with a gun
    r"\b(?:bomb|explo|blast|deton|grenade|blew|accident|unintention|negligen|fatally|(?:\d|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)-year-old|toddler|child|boy\b|girl\b|found (?:\w+ ){1,3}gun)",
    re.IGNORECASE,
)
_SUICIDE = re.compile(
    r"\b(?:was|is|as|by|of|apparent|committed) (?:an? )?suicide\b(?! attempt)|\b(?:takes|took|taken|taking) (?:(?:his|her) )?own life\b",
    re.IGNORECASE,
)
_BY_SUICIDE = re.compile(r"(?:by|in|of)(?: an?)?(?: apparent| suspected)? suicide\b(?! (?:bomb|attack|blast|mission))")
_HOW = frozenset("when as after in".split())  # says how those told of before came to die
_EXCEPTED = re.compile(  # nobody was killed except the bomber
    r"\b(?:except|besides|apart from|aside from|other than)(?: for)? the (?:suicide )?(?:bomber|attacker|assailant|terrorist)\b"
)
_BLEW_UP = re.compile(rf"\b(?:blew|blows) {_SELF} (?:up|to pieces)\b|\b(?:detonated|exploded) {_SELF}\b")
_ALONG_WITH = re.compile(r" (?:along|together) with ")
_GUNMEN = frozenset("gunman shooter attacker knifeman assailant".split())
RULE = "own-death"
LIVES = "own-wounds"  # turned the gun on himself and is in hospital
_GOES_ON = re.compile(r"\b(?:and|but|who) (?:(?:he|she|has) )?(?:is|was|remains?|remained|survived|lived|failed)\b")
_IN_BED = frozenset("condition hospital survived lived treatment surgery recovering failed hospitalized hospitalised".split())
_DEAD = frozenset("dead died deceased".split())
BLOWN_UP = "blown-up"  # dead, but no part of a figure of the dead: that holds him or not, and does not say


def own_deaths(s: Sentence, reader: Reader, found: Sequence[Mention], before: Sequence[Mention]) -> list[Mention]:
    """`found` with the attacker who killed himself after others; a suicide alone is no event."""
    if any(m.count.best == 0 for m in found) and (match := _EXCEPTED.search(" ".join(s.low))) is not None:
        at = " ".join(s.low)[: match.start()].count(" ")
        own = Mention(Kind.KILLED, exact(1), RULE, s, at, min(at + 4, len(s)), role="perpetrator")
        return sorted([*found, own], key=lambda m: (m.start, m.end))
    found = _with_blown_up(s, reader, found)
    harmed = [m for m in (*before, *found) if m.kind in (Kind.KILLED, Kind.INJURED) and m.count.best > 0]
    if not harmed or any(m.reflexive for m in found):
        return list(found)
    low = " ".join(s.low) if not OWN.isdisjoint(s.low) else ""
    match = _ENDS_OWN_LIFE.search(low)
    if match is None:
        return list(found)
    start = low[: match.start()].count(" ")
    end = min(start + match[0].count(" ") + 1, len(s))
    count = _agents(s, reader) if "themselves" in match[0] or "their" in match[0] else 1
    lives = is_told_alive(low[match.end() :])
    own = Mention(
        Kind.INJURED if lives else Kind.KILLED, exact(count), LIVES if lives else RULE, s, start, end, role="perpetrator"
    )
    return sorted([*found, own], key=lambda m: (m.start, m.end))


def is_told_alive(rest: str) -> bool:
    """Whether the sentence goes on with where or how he lies now, who has turned on himself."""
    words = rest.split()
    return not _IN_BED.isdisjoint(words) and _DEAD.isdisjoint(words) and _GOES_ON.search(rest) is not None


def _with_blown_up(s: Sentence, reader: Reader, found: Sequence[Mention]) -> Sequence[Mention]:
    """`found` with the bomber who blew himself up, where the sentence has no other dead: these are whom a toll counts."""
    low = " ".join(s.low) if not OWN.isdisjoint(s.low) else ""
    match = _BLEW_UP.search(low)
    if match is None or any(m.kind is Kind.KILLED and m.count.best for m in found):
        return found
    start = low[: match.start()].count(" ")
    count = _agents(s, reader) if "themselves" in match[0] else 1
    beside = _ALONG_WITH.match(low, match.end())
    others = reader.read(s.low, low[: beside.end()].count(" ")) if beside is not None else None
    blown = Mention(Kind.KILLED, exact(count), BLOWN_UP, s, start, min(start + 3, len(s)))
    blown.secondary = "else" not in s.low and others is None  # nobody else was hurt: but he was
    if others is not None:
        blown.count, blown.explicit, blown.rule = _with_others(count, others), True, RULE
    return sorted([*found, blown], key=lambda m: (m.start, m.end))


def _with_others(count: int, others: Quantity) -> Count:
    """Blew himself up along with three guards: four."""
    return add(exact(count), Count(others.low, others.best, others.high, others.qualifier))


def drop_suicides(mentions: Sequence[Mention], text: str) -> None:
    """A man who killed himself, and nobody else: no event; a bomber's death is one. So is a shot that `text` calls a suicide."""
    harmed = [m for m in mentions if m.count.best > 0 and m.kind in (Kind.KILLED, Kind.INJURED)]
    called = any(map(_is_called_suicide, harmed))
    if not all((m.reflexive or called) and not m.parts and m.count.best == 1 for m in harmed):
        return
    if any(m.kind is Kind.INJURED for m in harmed) and not _SUICIDE.search(text):
        return
    for m in harmed if not any(_NO_SUICIDE.search(m.sentence.text) for m in harmed) else ():
        m.scope, m.reason = Scope.BACKGROUND, "suicide"


def _is_called_suicide(m: Mention) -> bool:
    """A recruit who died in an apparent suicide."""
    return m.rule == "die-subject" and _BY_SUICIDE.match(" ".join(m.sentence.low[m.end :])) is not None


def _agents(s: Sentence, reader: Reader) -> int:
    """Two women ... as well as themselves: as many as the sentence begins with."""
    q = next((q for i in range(min(3, len(s))) if (q := reader.read(s.low, i)) is not None), None)
    return q.best if q is not None and q.best < 10 else 2


def is_of_his_own(m: Mention) -> bool:
    """Killed his wife: whoever did it is another."""
    return m.rule.endswith("active") and m.chunk is not None and m.chunk.det == "possessive" and not m.subset


def is_counted(killed: Sequence[Mention], hurt: Sequence[Mention], total: Count) -> bool:
    """Whether the total holds the attacker already: it is larger than what he is said to have killed just before his own death."""
    own = [m for m in killed if m.rule == RULE]
    if not own or len(own) < sum(m.role == "perpetrator" for m in killed):
        return False
    victims = [
        sum(v.count.best for v in killed if v.sentence is m.sentence and v.start < m.start and v.rule != RULE and not v.subset)
        for m in own
    ]
    if total.best == 1 and any(is_of_his_own(m) for m in killed):
        return False  # killed his wife. He then turned the gun on himself
    if any(m.count == total and _is_by_him(m) for m in killed):
        return False  # a gunman killed two. The attacker took his own life
    if total.best == 2 and any(m.head in COUPLES and m.counts and m.count == total for m in killed):
        return True  # a couple lie dead after he shot her and turned the gun on himself
    return total.best not in victims or any(_is_of_total(m, [*killed, *hurt], total) for m in own)


def _is_by_him(m: Mention) -> bool:
    """A gunman kills two, opens fire, killing two: he is none of them; "a shooting kills two" does not say."""
    apart = m.rule == "kill-active" and m.explicit and not m.reflexive and not m.subset
    return apart and not _GUNMEN.isdisjoint(m.sentence.low[: m.start])


def _is_of_total(own: Mention, told: Sequence[Mention], total: Count) -> bool:
    """Two people died when a man shot his wife and then himself: the two are she and he."""
    beside = [m for m in told if m.sentence is own.sentence and m.start < own.start and m.count.best + 1 == total.best]
    whole = [m for m in told if m.sentence is own.sentence and m.count.best == total.best]
    low = own.sentence.low
    return any(
        w.end <= m.start and m.rule.endswith("active") and _HOW.intersection(low[w.end : m.start])
        for w in whole
        for m in beside
    )
