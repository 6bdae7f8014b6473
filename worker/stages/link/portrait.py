"""What an event's reports agree on: its type, place, day and actors. A family of copies has one voice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from worker.model import DatePrecision, DateSpan, Place, PlacePrecision
from worker.stages.link.features import Terms, names

MAX_ACTORS = 6
FEW = (
    3  # a region that fewer than a third as many say as say the country alone: one of them, perhaps, said it of something else
)

_CLOSENESS = {PlacePrecision.SITE: 2, PlacePrecision.CITY: 2, PlacePrecision.ADM1: 1, PlacePrecision.COUNTRY: 0}
_SHARPNESS = {DatePrecision.DAY: 3, DatePrecision.WEEK: 2, DatePrecision.MONTH: 1, DatePrecision.YEAR: 0}

Value = TypeVar("Value", bound=Hashable)
Rank = TypeVar("Rank", int, tuple[int, int])


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says about the event itself."""

    family: int
    type: str
    place: Place | None
    date: DateSpan | None
    actors: tuple[str, ...]
    terms: Terms = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Portrait:
    type: str
    place: Place | None
    date: DateSpan | None
    actors: tuple[str, ...]


def portray(told: Sequence[Told]) -> Portrait:
    """`told` in the order in which it was said: of two things said equally often, the first stays."""
    types = [(report.family, report.type) for report in told if report.type != "unknown"]
    dates = [(report.family, report.date) for report in told if report.date is not None]
    actors = [(report.family, actor) for report in told for actor in report.actors]
    return Portrait(
        type=_most_said(types, lambda _: 0) or "unknown",
        place=_place(told),
        date=_most_said(dates, _sharpness),
        actors=tuple(sorted(_support(actors), key=lambda actor: -len(_support(actors)[actor]))[:MAX_ACTORS]),
    )


def _sharpness(date: DateSpan) -> tuple[int, int]:
    return _SHARPNESS[date.precision], (date.start - date.end).days  # one day before several


def _place(told: Sequence[Told]) -> Place | None:
    """The closest place within the region, in the country, that most tell of: one report that is elsewhere moves nothing.

    A town speaks for a region's event where half as many say it as say the region alone: one report of many may name a town beside it.
    A region speaks for a country's where a third as many do.
    """
    places = [(report.family, report.place) for report in told if report.place is not None]
    country = _most_said([(family, place.country) for family, place in places if place.country], lambda _: 0)
    inside = [(family, place) for family, place in places if place.country == country] or places
    inside += _spoken_of(told, [place for _, place in inside])
    regions = [(family, _region(place)) for family, place in inside if place.precision != PlacePrecision.COUNTRY]
    region = _most_said(regions, lambda _: 0)
    agreed = {family for family, named in regions if named == region}
    wide = [(family, place) for family, place in inside if place.precision == PlacePrecision.COUNTRY and family not in agreed]
    if len(agreed) * FEW < len({family for family, _ in wide}):
        return _most_said(wide, lambda _: 0)
    near = [(family, place) for family, place in inside if _region(place) == region]
    support = _support(near)
    most = max((len(families) for families in support.values()), default=0)
    shared = [(family, place) for family, place in near if len(support[place]) * 2 >= most]
    return _most_said(shared or inside, lambda place: _CLOSENESS[place.precision])


def _spoken_of(told: Sequence[Told], places: Iterable[Place]) -> list[tuple[int, Place]]:
    """Who says only the country, or nothing, may name the town in its words all the same."""
    near = dict.fromkeys(place for place in places if place.precision != PlacePrecision.COUNTRY)
    vague = [report for report in told if report.place is None or report.place.precision == PlacePrecision.COUNTRY]
    return [(report.family, place) for report in vague for place in near if names(report.terms, place)]


def _region(place: Place) -> str:
    return (place.adm1 or place.name).casefold()


def _most_said(said: Sequence[tuple[int, Value]], rank: Callable[[Value], Rank]) -> Value | None:
    """The value of the highest rank that most families say."""
    support = _support(said)
    return max(support, key=lambda value: (rank(value), len(support[value])), default=None)


def _support(said: Iterable[tuple[int, Value]]) -> dict[Value, set[int]]:
    support: dict[Value, set[int]] = {}
    for family, value in said:
        support.setdefault(value, set()).add(family)
    return support
