"""What tells two attacks on one city on one day apart: sites, streets, quarters and the ages of people, as terms of their own.

A mark's number ends in its class, so that an event's terms say which marks its reports gave.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType

from worker.model import Place
from worker.stages.link.elsewhere import is_second_today, other_scenes
from worker.stages.link.features import KEPT, LEDE_CHARACTERS, Terms, hashed
from worker.stages.link.persons import full_names

WEIGHT = 0.5  # as a term: too little to find an event by
STORM_WEIGHT = 2.0  # enough to
HEADED_WEIGHT = 0.001  # most headlines begin with other names
MARKED_CHARACTERS = 1500  # of the text: streets and people that are named further on may be those of another attack
_MOST = 6  # marks of one class in one report
_MOST_NAMES = 10
_CLASS_BITS = 20  # no hashed word ends in a class's number, but for one of a million
_CLASS = (1 << _CLASS_BITS) - 1


class Mark(IntEnum):
    """Classes of marks."""

    SITE = 0xA5A51
    STREET = 0xA5A52
    QUARTER = 0xA5A53  # a part of the town, or a place in it that has a name
    AGE = 0xA5A54
    STORM = 0xA5A55  # the name of one: in a country it is one event wherever it strikes
    HEADED = 0xA5A57  # the name that a headline begins with: of a storm that readers know
    SEVERAL = 0xA5A56  # attacks, accidents: the report sums them up
    SECOND = 0xA5A58  # in so many days: what was told before is another one
    ELSEWHERE = 0xA5A59  # a place in which another such event was shortly before
    NAME = KEPT << 4 | 1  # first and last, of anybody
    CONCERNED = KEPT << 4 | 2  # last ones of those harmed or accused
    MAGNITUDE = KEPT << 4 | 3  # of a quake, with those that another desk may give it


# Where people are many, and what they ride in: one word for what two desks call by two.
_SITES: Mapping[str, str] = MappingProxyType(
    {
        name: site
        for site, names in {
            "market": "market marketplace bazaar souk souq",
            "shop": "shop store supermarket mall",
            "mosque": "mosque imambargah",
            "church": "church cathedral chapel",
            "school": "school kindergarten madrasa madrassa seminary",
            "university": "university college campus",
            "clinic": "hospital clinic",
            "hotel": "hotel resort hostel",
            "restaurant": "restaurant cafe café diner eatery",
            "bar": "bar nightclub club pub tavern",
            "stadium": "stadium arena",
            "station": "station terminal stop",
            "airport": "airport airfield",
            "checkpoint": "checkpoint checkpost",
            "base": "base barracks garrison",
            "court": "court courthouse",
            "prison": "prison jail",
            "embassy": "embassy consulate",
            "factory": "factory mill plant warehouse",
            "mine": "mine colliery",
            "park": "park playground",
            "home": "home house apartment residence",
            "rally": "rally procession",
            "cinema": "cinema theatre theater",
            "boat": "ferry boat ship",
            "bus": "bus minibus",
            "van": "van convoy truck lorry tanker",
            **{name: name for name in "shrine temple synagogue bank wedding funeral train camp party".split()},
        }.items()
        for name in names.split()
    }
)
_CARING = frozenset({"clinic", "court", "prison"})  # where the harmed and the guilty are taken to
_TAKEN = re.compile(
    r"\b(?:taken|rushed|treated|transported|admitted|moved|shifted|died|pronounced|brought|condition|charged|sentenced|appeared|held)\b",
    re.IGNORECASE,
)
_SITE = rf"(?P<site>{'|'.join(sorted(_SITES, key=len, reverse=True))})"
_AT = re.compile(
    r"\b(?:in|at|near|outside|inside|on|into|through|hits?|struck|strikes?|target(?:s|ed|ing)?|attacks?|attacked|storm(?:s|ed)?|raid(?:s|ed)?|seiz(?:es?|ed)|besieg(?:es?|ed)|bomb(?:s|ed))"
    rf"(?: [\w'’-]{{1,25}}){{0,4}}?[ -]{_SITE}s?\b",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b{_SITE}(?::| (?:blasts?|bomb(?:ing)?s?|explosions?|attacks?|shootings?|massacre|fires?|blaze|stampede|crush|collapse|strikes?|siege|raid|killings?|riots?|brawl|battle)\b)",
    re.IGNORECASE,
)

_NAME = r"[A-Z][\w'’.-]{0,25}"
_STREET = re.compile(
    rf"\b(?P<name>(?:{_NAME} ){{1,3}}|\d{{1,3}}(?:st|nd|rd|th) )"
    r"(?:Street|Avenue|Road|Boulevard|Drive|Lane|Place|Way|St|Ave|Rd|Blvd|Dr|Highway|Parkway|Terrace|Square|Circle|Bridge|Expressway)\b"
)
_QUARTER = re.compile(
    rf"\b(?P<name>{_NAME}(?: {_NAME}){{0,2}}) (?:neighbou?rhood|district|area|quarter|suburb|section|Town|Colony|Chowk"
    r"|[Mm]arket|[Bb]azaar|[Mm]osque|[Cc]hurch|[Ss]chool|[Hh]otel|[Pp]ark|restaurant|bar|nightclub)\b"
)
_AGE = re.compile(rf"\b(?P<old>\d{{1,2}})-year-old\b|\b{_NAME}, (?P<named>\d{{1,2}})(?=[,.])|\baged (?P<aged>\d{{1,2}})\b")
_STORM = re.compile(
    r"\b(?:(?:[Ss]uper ?)?[Tt]yphoons?|[Hh]urricanes?|[Cc]yclones?|[Tt]ropical (?:[Ss]torm|[Cc]yclone|[Dd]epression)|[Ss]uperstorm|Storm)\s+"
    r"(?!(?:Watch|Warning|Center|Centre|Season|Shelter|Relief|Surge|Damage|Prediction|Force|Category)\b)([A-Z][a-z]{2,}|[A-Z]{4,})\b"
    r"|\b[Aa]s (?!(?:Rain|Storm|Snow|Flood|Typhoon|Cyclone|Hurricane|Wind|Winter|Monsoon)s?\b)([A-Z][a-z]{2,}) (?:brings|nears|lands|lashes|batters|slams|pounds|weakens|strengthens)\b"
)
_HEADED = re.compile(
    r"^([A-Z][a-z]{2,})(?=:|['’]s\b| (?:leaves?|left|kills?|killed|claims?|claimed|(?:death )?toll|batters?|lashes|havoc|survivors|victims|aftermath"
    r"|damage|deaths|disaster|relief)\b)"
)
_MAGNITUDE = re.compile(
    r"\b(?P<first>[3-9]\. ?\d)[ -]{1,2}(?:magnitude|strength|Richter|(?:on|degrees)\b.{1,20}\bRichter|(?:earth)?quake|temblor|tremor)"
    r"|\b(?:magnitude|measur(?:ed|ing)|registering|strength|force)(?:[ -][a-z]{1,12}){0,3}[ -](?P<then>[3-9]\. ?\d)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:twin|two|three|four|five|double|both|several|multiple|separate|series|wave|string|spate|pair)(?: [\w-]{1,25}){0,3}? "
    r"(?:(?:bomb|shoot|stabb|kill)ings|attacks|blasts|explosions|strikes|raids|crashes|accidents|collapses|fires|blazes|incidents"
    r"|massacres|clashes|assaults|ambushes|earthquakes|quakes|avalanches|landslides|derailments|disasters|stampedes)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth)\b(?: [\w-]{1,25}){0,3}? (?:attack|bombing|blast|explosion|strike|airstrike|raid|shooting|massacre|ambush|clash"
    r"|crash|accident|fire|collapse|landslide|avalanche|earthquake|quake|derailment|disaster|stampede|sinking|shipwreck|assault)\b[^.;:]{0,30}?"
    r" in (?:a|as many|under a|less than a|just over a|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:days?|weeks?|fortnight|months?)\b",
    re.IGNORECASE,
)


def mark_terms(title: str, text: str, sentence: str) -> dict[int, float]:
    """The marks of a report, as terms: so an event remembers those of its reports."""
    title, sentence = title[:LEDE_CHARACTERS], sentence[:LEDE_CHARACTERS]
    told = f"{title}\n{text[:MARKED_CHARACTERS]}"
    first = f"{title}\n{sentence}\n{text[:LEDE_CHARACTERS]}"
    named = list(full_names(text[:MARKED_CHARACTERS]))
    values = {
        Mark.SITE: _sites(first),
        Mark.STREET: (match["name"].strip().lower() for match in _STREET.finditer(told)),
        Mark.QUARTER: (match["name"].strip().lower() for match in _QUARTER.finditer(told)),
        Mark.AGE: (match["old"] or match["named"] or match["aged"] for match in _AGE.finditer(told)),
        Mark.STORM: ((match[1] or match[2]).lower() for match in _STORM.finditer(first)),
        Mark.HEADED: (match[1].lower() for match in _HEADED.finditer(title)),
        Mark.NAME: (name for name, _ in named),
        Mark.CONCERNED: (name.split(" ")[1] for name, concerned in named if concerned),
        Mark.MAGNITUDE: _magnitudes(told),
        Mark.SEVERAL: ("several" for _ in _SEVERAL.finditer(f"{title}\n{sentence}")),
        Mark.SECOND: _seconds(f"{title}\n{sentence}", first),
        Mark.ELSEWHERE: other_scenes(first),
    }
    return {
        _number(mark, value): _WEIGHTS.get(mark, WEIGHT)
        for mark, found in values.items()
        for value in list(dict.fromkeys(found))[: _MOST_NAMES if mark == Mark.NAME else _MOST]
    }


_WEIGHTS = {Mark.STORM: STORM_WEIGHT, Mark.HEADED: HEADED_WEIGHT}
_DAYS, _HOURS = "second", "second of a day"


def _sites(words: str) -> Iterable[str]:
    """Who was taken to hospital was not hit there."""
    hit = [_SITES[match["site"].lower()] for match in _OF.finditer(words)]
    there = [_SITES[match["site"].lower()] for match in _AT.finditer(words)]
    return hit + [site for site in there if site not in _CARING or not _TAKEN.search(words)]


def _seconds(told: str, first: str) -> Iterable[str]:
    if _SECOND.search(told):
        yield _DAYS
    if is_second_today(first):
        yield _HOURS


def _magnitudes(words: str) -> Iterable[str]:
    """Of the first that is given, and what lies a tenth beside it: twins of one fault differ by more."""
    match = _MAGNITUDE.search(words)
    tenths = int((match["first"] or match["then"]).replace(".", "").replace(" ", "")) if match else 0
    return (str(near) for near in range(tenths - 1, tenths + 2) if tenths)


def _number(mark: Mark, value: str) -> int:
    return hashed("mark", value) >> _CLASS_BITS << _CLASS_BITS | mark


def speaks_of_several(terms: Terms) -> bool:
    """Whether a report's own words are about more than one attack or accident."""
    return _number(Mark.SEVERAL, "several") in terms


def is_second(terms: Terms) -> bool:
    """Whether a report says that there was another such event a few days before its own."""
    return _number(Mark.SECOND, _DAYS) in terms


def is_second_of_day(terms: Terms) -> bool:
    """Whether it says that there was another hours before."""
    return _number(Mark.SECOND, _HOURS) in terms


def was_elsewhere(terms: Terms, place: Place | None) -> bool:
    """Whether it names `place` as that of another event, shortly before its own."""
    return place is not None and _number(Mark.ELSEWHERE, place.name.lower()) in terms


def agreement(ours: Terms, theirs: Terms) -> dict[Mark, float]:
    """Of each class that both give marks of: 1 where they share one, else -1."""
    return {mark: 1.0 if shared else -1.0 for mark, shared in shared_marks(ours, theirs).items()}


def shared_marks(ours: Terms, theirs: Terms) -> dict[Mark, int]:
    """Of each class that both give marks of, how many they share."""
    mine, yours = _by_class(ours), _by_class(theirs)
    return {Mark(of): len(mine[of] & yours[of]) for of in mine.keys() & yours.keys()}


def heads_storm(ours: Terms, theirs: Terms) -> bool:
    """Whether our headline begins with the name of the storm of which they tell."""
    mine, yours = _by_class(ours).get(Mark.HEADED, set()), _by_class(theirs).get(Mark.STORM, set())
    return not {mark >> _CLASS_BITS for mark in mine}.isdisjoint(mark >> _CLASS_BITS for mark in yours)


def _by_class(terms: Terms) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for term in terms:
        if term & _CLASS in _CLASSES:
            found.setdefault(term & _CLASS, set()).add(term)
    return found


_CLASSES = frozenset(Mark)
_BARE = frozenset({Mark.SITE, Mark.AGE, Mark.SEVERAL, Mark.SECOND, Mark.ELSEWHERE})


def is_bare(term: int) -> bool:
    """Whether it is a mark that names nothing: some home or school, somebody's age."""
    return term & _CLASS in _BARE
