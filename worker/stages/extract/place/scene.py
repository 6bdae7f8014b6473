"""Where it happened: the names of a text, settled by each other, by the gazetteer and by what stands around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from worker.model import Place, PlacePrecision
from worker.stages.extract.place.choice import Choice, place_of
from worker.stages.extract.place.names import names
from worker.stages.extract.place.near import ENGLISH
from worker.stages.extract.place.peoples import SENDER_CODES
from worker.stages.extract.place.steps import Context, Gazetteer, Named, NamedPlace, Passage, Votes, chain_meanings
from worker.stages.extract.place.votes import vote

__all__ = ["Gazetteer", "NamedPlace", "Passage", "find_place"]

_OWN_CITY = re.compile(r"\bcapital\b|\b(?:the|this|downtown) city\b", re.IGNORECASE)  # a town need not be named again
_SURE = 0.9  # votes of counties that are one state's
_SMALL = re.compile(r"(?<![\w'’.-])[a-z]{3,}(?![\w'’-])")


def find_place(passages: Sequence[Passage], places: Gazetteer, further: Sequence[Passage] = ()) -> Place | None:
    """The place that the passages speak of, as closely as they tell; `further` ones are asked where they tell no town."""
    place = _find(passages, places)
    if not further or (place is not None and place.precision in (PlacePrecision.CITY, PlacePrecision.SITE)):
        return place
    if place is not None and place.precision is PlacePrecision.ADM1 and place.country not in ENGLISH:
        return place  # a war is told by its province: the towns further down are where else there was shelling
    closer = _find([*passages, *further], places)
    return closer if closer is not None and _lies_in(closer, place) else place


def _lies_in(place: Place, wider: Place | None) -> bool:
    if wider is None:
        return True
    return place.country == wider.country and wider.adm1 in (None, place.adm1)


def _find(passages: Sequence[Passage], places: Gazetteer) -> Place | None:
    votes: Votes = defaultdict(float)
    lower = frozenset().union(*(_small_words(passage.text) for passage in passages))
    context = Context(places, votes, lower)
    for number, passage in enumerate(passages):
        names(passage, context, number)
    parts = {n.name for n in context.found if n.part}
    for n in context.found:
        n.part = n.name in parts
    named = [n for n in context.found if n.name.casefold() not in context.people or _is_surely_place(n)]
    named = [n for n in named if not (n.street and n.name.casefold() in context.streets)]
    told = _states(named, votes, places)
    named = [n for n in named if not (n.outlet and told and told.isdisjoint(m.adm1 for m in n.meanings))]
    vote(named, passages, votes, places)
    choice = Choice(named, votes, places)
    choice.titled = frozenset(context.titled - ENGLISH - SENDER_CODES)
    best = choice.best()
    own_city = any(_OWN_CITY.search(p.text) for p in passages)
    if best is not None and choice.is_written_elsewhere(best) and not own_city:
        return choice.told_region() or _country_place(choice.country, places)
    if best is not None:
        return choice.settle(choice.town_of(best))
    region, town = choice.region(), choice.fallback()
    if town is not None and choice.is_written_elsewhere(town) and not own_city:
        town = None
    if region is not None and choice.is_origin(region):
        region = None
    if region is not None and (town is None or named[region].cue >= 1.5 or named[region].generic or named[region].lead):
        n = named[region]
        return place_of(n.name, choice.meanings[region] or n.meanings[0])
    if town is not None:
        return choice.settle(town)
    state = _state_place(votes, places) if choice.country in (None, "US") else None
    return state or _country_place(choice.country, places)


def _states(named: Sequence[Named], votes: Votes, places: Gazetteer) -> set[str | None]:
    """The American states that the story names, by its counties or behind its towns: a station of another state is not its scene."""
    chains = [m for n in named if n.chain and not n.outlet for m in chain_meanings(n.chain, places)[:1]]
    counties = {key[3:] for key in votes if key.startswith("US/") and votes[key] >= _SURE}
    return counties | {m.adm1 for m in chains if (m.country, m.kind) == ("US", "adm1")}


@lru_cache(maxsize=64)
def _small_words(text: str) -> frozenset[str]:
    return frozenset(_SMALL.findall(text))


def _is_surely_place(n: Named) -> bool:
    """Whether a name that a person of the text bears too is told as a place."""
    large = bool(n.meanings) and n.meanings[0].population > 50_000
    return bool(n.chain) or n.dateline or n.office or (n.cue >= 2 and large)


def _state_place(votes: Votes, places: Gazetteer) -> Place | None:
    """The American state that counties, and chains after other names, speak for."""
    state = max((key for key in votes if key.startswith("US/")), key=lambda key: votes[key], default="")
    if not state or votes[state] < _SURE:
        return None
    return next((place_of(m.name, m) for m in places.lookup(state[3:]) if m.kind == "adm1" and m.country == "US"), None)


def _country_place(country: str | None, places: Gazetteer) -> Place | None:
    for found in places.lookup(f"iso {country}") if country else ():
        return place_of(found.name, found)
    return None
