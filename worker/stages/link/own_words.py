"""What two tellings share beside the names of places: a town's concert and its shooting are told in the town's words, and in no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from worker.model import Kind, Place
from worker.stages.link.countries import COUNTRY_WORDS
from worker.stages.link.features import Profile, Terms, hashed, normal
from worker.stages.link.kind_words import terms_of_kind
from worker.stages.link.kinds import AT_WAR, GREAT_CASUALTIES, MANY, VIOLENCE, same_deed
from worker.stages.link.marks import is_bare

OWN = 1.0  # weight of the words that a report shares with its event, where nothing else speaks for it
OWN_OF_OTHERS = 2.0  # where the two tell of kinds that clash, or one names no place, or towns far apart
KIND = 0.5  # of the word for a kind of event: quake; and where a deed is told of the country alone
TELLING = (
    0.45  # of a toll of two or more that both give, of a place and a time in which no second such event is likely, or of names
)
_OLDEST = 110
_COUNTRIES = frozenset(hashed("term", word) for word in COUNTRY_WORDS)
_AGES = frozenset(hashed("term", f"{age}-{unit}-old") for unit in ("year", "month", "week", "day") for age in range(_OLDEST))


def own_weight(ours: Terms, theirs: Terms, *places: Place | None) -> float:
    """The weight of the words and names that both give, without those of `places`, of countries and peoples, and without ages."""
    said = frozenset(term for place in places for term in _terms_of(place))
    return sum(min(weight, theirs[term]) for term, weight in ours.items() if term in theirs and not _is_common(term, said))


def share_too_little(report: Profile, event: Profile, parts: Mapping[str, float], own: float) -> bool:
    """Whether two tellings have only their place and a few words of all such news in common."""
    if is_known_to_all(event) or max(parts["scale"], parts["rare"], parts["lone"], parts["changed"], parts["risen"]) > 0:
        return False
    if max(parts["killed"], parts["injured"], parts["near"], parts["wide"], parts["people"]) >= TELLING:
        return False
    if parts["unplaced"] > 0 or not same_deed(report.type, event.type):
        return own < OWN_OF_OTHERS
    return own < (KIND if parts["wide"] > 0 and report.type in VIOLENCE else OWN)


def speaks_of(text: Terms, told: Profile, opened_in: Place | None) -> bool:
    """Whether a text without a figure has more of an event than the names of its place and country: those are told of daily.

    Of one that all know, a word for its kind is enough; where there is war, a strike is told in the words of every other.
    """
    own = own_weight(text, told.terms, told.place, opened_in)
    war = told.type in VIOLENCE and (told.place is None or told.place.country in AT_WAR)
    if is_known_to_all(told):
        return own >= KIND or not (war or terms_of_kind(told.type).isdisjoint(text))
    return own - _of_war(text, told.terms) >= OWN_OF_OTHERS if war else own >= OWN


def _of_war(ours: Terms, theirs: Terms) -> float:
    """The weight of the words for violence that both give."""
    return sum(min(ours[term], theirs[term]) for term in terms_of_kind("attack") if term in ours and term in theirs)


def is_known_to_all(event: Profile) -> bool:
    """Whether so many came to harm that desks tell of it in a few words."""
    killed, hurt = (event.counts[kind].best if kind in event.counts else 0 for kind in (Kind.KILLED, Kind.INJURED))
    return killed >= MANY or killed + hurt >= GREAT_CASUALTIES


def _is_common(term: int, said: frozenset[int]) -> bool:
    return term in said or term in _COUNTRIES or term in _AGES or is_bare(term)


@lru_cache(maxsize=4096)
def _terms_of(place: Place | None) -> tuple[int, ...]:
    return tuple(hashed("term", word) for word in _words(place))


def _words(place: Place | None) -> Iterator[str]:
    for name in (place.name, place.adm1 or "") if place is not None else ():
        words = [normal(word) for word in name.replace("-", " ").split()]
        yield from words
        yield from map(" ".join, pairwise(words))
