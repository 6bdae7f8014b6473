"""What the search for places hands from step to step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from worker.stages.extract.grammar.lexicon import MONTHS


class NamedPlace(Protocol):
    """One meaning of a name, as the gazetteer gives it."""

    @property
    def geo_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...  # city, adm1 or country
    @property
    def country(self) -> str: ...
    @property
    def adm1(self) -> str | None: ...
    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def population(self) -> int: ...


class Gazetteer(Protocol):
    """What extract needs of worker.gazetteer.Gazetteer."""

    def lookup(self, name: str, /) -> Sequence[NamedPlace]: ...


Votes = defaultdict[str, float]  # country, or country/region -> how much the text speaks for it


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text to look for places in; `weight` says how near it is to the event."""

    text: str
    weight: float
    title: bool = False


@dataclass(slots=True)
class Named:
    """A name found in the text."""

    name: str
    meanings: Sequence[NamedPlace]
    weight: float
    cue: float  # how much the words around it say "place"
    chain: str  # what follows after a comma: "Tupelo, Mississippi"
    order: int
    dateline: bool = False
    title: bool = False
    generic: bool = False  # Farah Province
    part: bool = False  # the Bronx neighborhood: part of a town
    passage: int = 0
    seat: bool = False  # the town of, the village of
    house: bool = False  # the Elm hospital: a building bears the name
    lead: bool = False  # "Kashmir: ...": the headline begins with it
    outlet: bool = False  # of the station, not of the story
    office: bool = False  # it has a police, a mayor
    street: bool = False  # "Elm street fight": in a small letter, that of a town or one of its name


@dataclass(slots=True)
class Context:
    """What the search for names in one text shares."""

    places: Gazetteer
    votes: Votes
    lower: frozenset[str]  # words that the text also writes small
    people: set[str] = field(default_factory=set)  # last words of names that are no places
    streets: set[str] = field(default_factory=set)  # names that a street bears
    titled: set[str] = field(default_factory=set)  # countries whose people's name the headline has: a Kenyan road
    found: list[Named] = field(default_factory=list)

    def add(self, named: Named) -> None:
        named.order = len(self.found)
        self.found.append(named)


def chain_meanings(chain: str, places: Gazetteer) -> Sequence[NamedPlace]:
    if not chain or chain.casefold() in MONTHS:  # KABUL, Nov 15: no town of that name
        return ()
    found = places.lookup(f"state {chain}") or [m for m in places.lookup(chain) if m.kind != "city"] or places.lookup(chain)
    return found or places.lookup(f"state {chain.partition(' ')[0]}")  # Richmond, VA News


_SHORT = {"st": "Saint", "ste": "Sainte", "ft": "Fort", "mt": "Mount"}


def written_out(name: str) -> str:
    """Saint Louis for St. Louis, so that a town has one name."""
    first, _, rest = name.partition(" ")
    full = _SHORT.get(first.rstrip(".").casefold())
    return f"{full} {rest}" if full and rest else name
