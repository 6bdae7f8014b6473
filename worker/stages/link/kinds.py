"""Kinds of event that tell of one and the same thing, and how rare they are: what a bombing shares with the next, a quake does not."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# A disaster's toll develops over weeks, under changing names of places.
DISASTERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("earthquake", "tsunami"), "quake"),
        **dict.fromkeys(("flood", "storm", "landslide"), "water"),
        **{name: name for name in ("wildfire", "heatwave", "volcano", "drought", "avalanche", "epidemic")},
    }
)
ACCIDENTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("transport_accident", "rail_accident"), "land"),
        **dict.fromkeys(("fire", "explosion", "industrial_accident", "building_collapse", "mine_accident"), "building"),
        **{name: name for name in ("aviation_accident", "maritime_accident", "stampede")},
    }
)
GREAT = 30  # killed: two disasters or accidents as great, of one kind, in one country, at one time, are one
GREAT_CASUALTIES = 100  # killed or injured: the dead are counted late
GREAT_AT_ANY_TOLL = frozenset({"quake"})  # no country has two deadly ones a day


def kind_of(event_type: str) -> str | None:
    """The kind of a disaster or an accident; None for violence and for what is unknown."""
    return DISASTERS.get(event_type) or ACCIDENTS.get(event_type)
