"""Which meanings of the names lie near the places that a text is sure of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from worker.stages.extract.place.steps import Gazetteer, Named, NamedPlace, Votes, chain_meanings
from worker.stages.names import plain_name

# where towns, streets, parks and families bear the same few names
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
_NEAR = 80.0  # km
_SURE = 1.0  # what an anchor must weigh to make other places strangers
_MOST = 16  # anchors; more names are a list, and every one is compared with every meaning
_WIDE = 20.0  # km from the middle of a city to its last quarter
_TIMES = 8  # a city has so many times the people of a quarter
_STATE = 0.6  # what a state that is named weighs against a town of another
_LARGE = 150_000  # people; a town named so is not mistaken for a street


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the text is sure of, and how sure."""

    name: str
    place: NamedPlace
    weight: float


def distance(a: NamedPlace, b: NamedPlace) -> float:
    """Kilometres between two places, closely enough to compare."""
    east = (a.lon - b.lon + 180.0) % 360.0 - 180.0
    return math.hypot((a.lat - b.lat) * 111.2, east * 111.2 * math.cos(math.radians((a.lat + b.lat) / 2)))


def find_anchors(named: Sequence[Named], votes: Votes, places: Gazetteer) -> list[Anchor]:
    """Datelines, towns with their state, towns with a police, and large towns: each name once, at its surest."""
    found: dict[str, Anchor] = {}
    for n in named:
        place = _surely(n, votes, places)
        if place is None:
            continue
        anchor = Anchor(plain_name(n.name), place, _weight(n, place))
        if anchor.weight and (anchor.name not in found or found[anchor.name].weight < anchor.weight):
            found[anchor.name] = anchor
    return sorted(found.values(), key=lambda a: -a.weight)[:_MOST]


def _surely(n: Named, votes: Votes, places: Gazetteer) -> NamedPlace | None:
    """The meaning that a state after the name, or its size, settles."""
    towns = [m for m in n.meanings if m.kind == "city" and m.country in ENGLISH and votes[m.country] >= 0.5]
    for state in chain_meanings(n.chain, places)[:1]:
        return next((m for m in towns if m.country == state.country and m.adm1 == state.adm1), None)
    if not towns or (n.meanings[0].kind != "city" and not n.dateline and not n.office):
        return None
    ranked = sorted(towns, key=lambda m: m.population * (10 if votes[f"{m.country}/{m.adm1}"] >= 1 else 1), reverse=True)
    clear = len(ranked) == 1 or votes[f"{ranked[0].country}/{ranked[0].adm1}"] >= 1
    return ranked[0] if clear or ranked[0].population >= 4 * ranked[1].population else None


def _weight(n: Named, place: NamedPlace) -> float:
    if n.dateline:
        return 1.5
    if n.office:
        return 1.2
    if n.chain and n.cue > -1:
        return 1.2 if n.cue >= 1.0 else 0.6
    return 1.0 if place.population >= _LARGE and n.cue > -1 else 0.0


def nearness(n: Named, place: NamedPlace, anchors: Iterable[Anchor]) -> float:
    """How much the places that the text is sure of speak for this meaning of a name."""
    own = plain_name(n.name)
    return max((a.weight for a in anchors if a.name != own and distance(a.place, place) <= _NEAR), default=0.0)


def is_stranger(n: Named, place: NamedPlace, anchors: Sequence[Anchor], votes: Votes) -> bool:
    """Whether a town far from all that the text is sure of is rather a street, a park or a family of that name."""
    if n.chain or n.dateline or n.office or place.kind != "city" or place.country not in ENGLISH or place.population >= _LARGE:
        return False
    own = plain_name(n.name)
    others = [a for a in anchors if a.name != own]
    if votes[f"{place.country}/{place.adm1}"] >= 1 or any(a.name == own for a in anchors):
        return False
    if sum(a.weight for a in others) + _STATE * _speaks_of_another_state(place, votes) < _SURE:
        return False
    return all(distance(a.place, place) > _NEAR for a in others)


def _speaks_of_another_state(place: NamedPlace, votes: Votes) -> bool:
    return any(votes[key] >= 1 for key in list(votes) if key.startswith(f"{place.country}/") and key[3:] != place.adm1)


def is_within(place: NamedPlace, city: NamedPlace) -> bool:
    """Whether a place may be a quarter of a large city, where the index has quarters as towns."""
    return (
        city.country in ENGLISH and city.population >= max(_LARGE, _TIMES * place.population) and distance(place, city) <= _WIDE
    )
