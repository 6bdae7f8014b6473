"""Where it happened: names in the text, settled by the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from worker.model import Place, PlacePrecision


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


_NAME = re.compile(r"\b(?:in|near|at|of|from|around)\s+((?:[A-Z][\w'’.-]+)(?:\s+(?:al-)?[A-Z][\w'’.-]+){0,2})")


def find_place(texts: Sequence[str], places: Gazetteer) -> Place | None:
    """The first name after a preposition of place that the gazetteer knows."""
    for text in texts:
        for match in _NAME.finditer(text):
            words = match[1].split()
            for length in range(len(words), 0, -1):
                name = " ".join(words[:length]).rstrip(".")
                if found := places.lookup(name):
                    return _place(name, found[0])
    return None


def _place(name: str, found: NamedPlace) -> Place:
    precision = PlacePrecision(found.kind)
    return Place(name, found.adm1, found.country, found.lat, found.lon, precision, found.geo_id)
