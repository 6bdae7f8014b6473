"""Tolls that are no single event's, or nothing new: what no attack or accident has done at once, what is laid at somebody's door
over time, what a rights group has counted of a force's or a mob's killings, and a toll that "remains at" what it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from worker.model import Kind, Scope
from worker.stages.extract.kinds import find_type
from worker.stages.extract.mentions import Mention

BEYOND = 5_000  # no single attack or accident since 1945 has killed as many in a day; quakes, floods, storms and epidemics have
_NATURAL = frozenset({"earthquake", "tsunami", "flood", "storm", "landslide", "volcano", "drought", "epidemic"})
_SPREADS = _NATURAL | {"poisoning", "heatwave"}  # a cause may well be linked to the deaths of one event
_KILLERS = (  # who kills over months; gunmen and bombers come for a day
    r"(?:civilians?|residents|vigilantes?|(?:self-defen[cs]e|vigilante) groups?|mobs?|lynch mobs|police(?:men)?|officers|(?:security|government|state|defen[cs]e|police) forces|troops"
    r"|soldiers|the (?:army|military|junta|regime|authorities|government)|(?:army|military|death squads|gangs?|cartels?|settlers|traffickers|smugglers|landmines))"
)
_KILLED = r"(?:killed|murdered|executed|lynched|shot dead|gunned down|massacred|slain)"
_CAMPAIGN = re.compile(
    rf"\b{_KILLERS} (?:\w+ ){{0,4}}?(?:have|has)(?: \w+ly)?(?: \w+ and)? {_KILLED}\b"
    rf"|\b(?:have|has) been(?: \w+ly)? {_KILLED} by (?:\w+ ){{0,3}}?{_KILLERS}\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\b(?:rights|human rights|civil liberties|monitoring|advocacy|campaign) (?:group|groups|body|organi[sz]ations?|watchdog|activists|defenders)\b|\b(?:NGO|watchdog|Amnesty|Human Rights Watch"
    r"|UN|U\.N|United Nations|UNICEF|OHCHR)\b"
)
_CRIMES = frozenset("murders homicides".split())
_CRIMES_OF_A_DAY = 10  # nobody calls the dead of one massacre homicides; a year's are
_ESTIMATED = re.compile(  # the UN estimates that 4,000 have been killed during the crackdown
    r"\b(?:UN|U\.N\.|United Nations|(?i:groups?|activists|monitors?|observers?|officials|agenc(?:y|ies)|watchdogs?))\b[^.;]{0,40}"
    r"\bestimat(?:e|es|ed) (?:that )?[^.;]{0,80}\bhave (?:been killed|died|lost their lives)\b"
)
_FEUD = re.compile(  # the feud has claimed 30 lives
    r"\b(?:feuds?|vendettas?|rivalr(?:y|ies)|(?:turf|gang|drug|cartel|proxy) wars?|insurgenc(?:y|ies)|conflict|rebellion|civil war|epidemic|pandemic"
    r"|(?:wave|spate|string|series) of (?:\w+ )?(?:killings|murders|lynchings|abductions)) (?:that |which )?(?:has|have) (?:(?:already|so far|now|since) )?"
    r"(?:claimed|cost|killed|taken|left)\b",
    re.IGNORECASE,
)
_STORMS = frozenset("storm hurricane cyclone typhoon rains rain floods heatwave blizzard it".split())
_INCIDENT = re.compile(  # what happened at one time and place
    r"\b(?:attack(?:s|ed)?|raid(?:s|ed)?|clash(?:es|ed)?|protest(?:s|ers)?|demonstrat\w+|strikes?|airstrikes?|shelling|bombing|bombardment|ambush|massacre|shootout|operation|crackdown|riots?|assault"
    r"|stormed|opened fire|rall(?:y|ies)|unrest|offensive|incursion|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|overnight|dawn|tonight|morning|night|hours|weekend)\b",
    re.IGNORECASE,
)
_LAID_TO = (["linked", "to"], ["contributed", "to"], ["part", "in"], ["factor", "in"])  # delays played a part in three deaths
_PASSES = frozenset(
    "pass passes passed top tops topped surpass surpasses surpassed exceed exceeds exceeded cross crosses crossed".split()
)
_UNCHANGED = re.compile(r"\btoll (?:still )?(?:remains|remained|stays|stayed) (?:unchanged )?at\b", re.IGNORECASE)


_STANDS = re.compile(r"\btoll (?:now |still )?(?:stands|stood) at\b", re.IGNORECASE)
_VISITED = re.compile(  # the Pope visits Elm, where 600 died
    r"\b(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?|fl(?:ies|ew) (?:in)?to|prays? (?:in|at)|travels? to) [^.;:]{1,40}, where (?:[\w-]+ ){0,4}$",
    re.IGNORECASE,
)
_WEEKS_ON = re.compile(r"\b(?:weeks?|fortnight|months?) (?:on|after|later|since)\b", re.IGNORECASE)  # it looks back


@dataclass(frozen=True, slots=True)
class _Text:
    mentions: Sequence[Mention]
    title: str
    near: str  # the title and the beginning of the text, where an incident would be told


def mark_sums(mentions: Sequence[Mention], title: str, lede: str = "") -> None:
    """`lede`: the beginning of the text, where an incident would be told."""
    text = _Text(mentions, title, f"{title}. {lede}")
    beyond = {m.sentence.index for m in mentions if _is_beyond(m, title)}
    for m in mentions:
        if m.sentence.index in beyond and m.counts and m.count.best >= BEYOND:
            m.scope, m.reason = Scope.CUMULATIVE, "beyond one event"  # and the hurt of that war with its dead
        if m.kind is not Kind.KILLED or not m.counts or m.count.best < 2:
            continue
        for reason, scope, holds in _SUMS:
            if holds(m, text):
                m.scope, m.reason = scope, reason
                break


@lru_cache(maxsize=16)  # asked for each of a sentence's figures
def _is_said(pattern: re.Pattern[str], sentence: str) -> bool:
    return pattern.search(sentence) is not None


def _is_linked(m: Mention, text: _Text) -> bool:
    return m.sentence.low[max(0, m.start - 2) : m.start] in _LAID_TO and not _types(m, text.title) & _SPREADS


def _is_of_crimes(m: Mention, text: _Text) -> bool:
    return m.head in _CRIMES and m.count.best >= _CRIMES_OF_A_DAY


def _is_estimated(m: Mention, text: _Text) -> bool:
    return _is_said(_ESTIMATED, m.sentence.text)


def _is_of_feud(m: Mention, text: _Text) -> bool:
    return _is_said(_FEUD, m.sentence.text)


def _is_unchanged(m: Mention, text: _Text) -> bool:
    looks_back = _WEEKS_ON.search(text.title) is not None and _is_said(_STANDS, m.sentence.text)
    return m.total and (looks_back or _is_said(_UNCHANGED, m.sentence.text))


def _is_visited(m: Mention, text: _Text) -> bool:
    return _VISITED.search(m.sentence.text[: m.sentence.begin(m.start) - m.sentence.start]) is not None


def _is_beyond(m: Mention, title: str) -> bool:
    return m.kind is Kind.KILLED and m.count.best >= BEYOND and not _types(m, title) & _NATURAL


def _is_of_campaign(m: Mention, text: _Text) -> bool:
    return _is_campaign(m.sentence.text, text.near)


@lru_cache(maxsize=16)  # asked for each of a sentence's figures
def _is_campaign(sentence: str, near: str) -> bool:
    """Civilians have killed 160 gang members, says a rights group: a count over time, where nothing tells of one incident."""
    return _CAMPAIGN.search(sentence) is not None and _COUNTING.search(sentence) is not None and not _INCIDENT.search(near)


def _is_passed(m: Mention, text: _Text) -> bool:
    """The country tops 20,000 flu deaths: an epidemic's sum has gone past a round number."""
    return not _PASSES.isdisjoint(m.sentence.low[max(0, m.start - 2) : m.end]) and "epidemic" in _types(m, text.title)


def _types(m: Mention, title: str) -> set[str]:
    """What the title and the mention's own sentence tell of."""
    return {find_type([title]), find_type([m.sentence.text])}


def _is_earlier_stop(m: Mention, text: _Text) -> bool:
    """The storm kills 150, after killing a dozen elsewhere: where it was before."""
    before = m.sentence.low[: m.start]
    if before[-1:] != ["after"] or _STORMS.isdisjoint(before):
        return False
    return any(o is not m and o.kind is Kind.KILLED and o.counts and o.count.best > m.count.best for o in text.mentions)


_SUMS: tuple[tuple[str, Scope, Callable[[Mention, _Text], bool]], ...] = (  # reason, scope, test: the first that holds
    ("linked to", Scope.CUMULATIVE, _is_linked),
    ("crimes counted", Scope.CUMULATIVE, _is_of_crimes),
    ("estimated so far", Scope.CUMULATIVE, _is_estimated),
    ("feud", Scope.CUMULATIVE, _is_of_feud),
    ("passes", Scope.CUMULATIVE, _is_passed),
    ("earlier stop", Scope.BACKGROUND, _is_earlier_stop),
    ("campaign", Scope.CUMULATIVE, _is_of_campaign),
    ("unchanged toll", Scope.BACKGROUND, _is_unchanged),
    ("visited", Scope.BACKGROUND, _is_visited),
)
