"""Where it happened: the names of a text, settled by each other, by the gazetteer and by what stands around them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from worker.model import Place, PlacePrecision
from worker.stages.extract.place_names import Gazetteer, Named, NamedPlace, Passage, Votes, chain_meanings, names, plain_name

__all__ = ["Gazetteer", "NamedPlace", "Passage", "find_place"]

_AMERICAN = re.compile(
    r"\b(?:County Sheriff|Sheriff['’]s (?:Office|Department|Deputies)|\d{2,5} block of|called 911|911 call|State Police|County coroner|Police Department)"
)
_GROUPS = {  # armed groups of one country: their name speaks for it
    "taliban": "AF", "farc": "CO", "eln": "CO", "eta": "ES", "pkk": "TR", "ltte": "LK", "tamil tigers": "LK", "hamas": "PS", "fatah": "PS",
    "boko haram": "NG", "shabaab": "SO", "shabab": "SO", "new people's army": "PH", "abu sayyaf": "PH", "hezbollah": "LB", "houthi": "YE",
    "shining path": "PE", "sendero luminoso": "PE", "fmln": "SV", "naxalite": "IN", "janjaweed": "SD", "rapid support forces": "SD",
    "lord's resistance army": "UG", "chechen": "RU", "unita": "AO", "renamo": "MZ", "corsican": "FR", "basque": "ES", "baath": "IQ",
    "irish republican army": "GB", "kosovo liberation army": "XK", "m23": "CD", "idf": "IL",
}  # fmt: skip
_GROUP = re.compile(r"\b(?:" + "|".join(_GROUPS) + r")s?\b")


def find_place(passages: Sequence[Passage], places: Gazetteer) -> Place | None:
    """The place that the passages speak of, as closely as they tell."""
    named: list[Named] = []
    votes: Votes = defaultdict(float)
    for passage in passages:
        named += names(passage, places, votes, len(named))
    if any(_AMERICAN.search(passage.text) for passage in passages):
        votes["US"] += 2
    for passage in passages:
        for match in _GROUP.finditer(passage.text.lower()):
            votes[_GROUPS[match[0]] if match[0] in _GROUPS else _GROUPS[match[0][:-1]]] += 0.6
    _vote(named, votes, places)
    country = max((code for code in votes if "/" not in code), key=lambda code: votes[code], default=None)
    best = max((n for n in named if _is_local(n)), key=lambda n: _score(n, votes, country, places), default=None)
    if best is not None and _score(best, votes, country, places) >= (1.0 if best.dateline or best.title else 2.0):
        return _settle(best, votes, country, places)
    regions = [n for n in named if n.meanings and n.meanings[0].kind == "adm1"]
    if regions:
        region = max(regions, key=lambda n: (n.weight + n.cue, -n.order))
        return _place(region.name, _meaning(region, votes, places) or region.meanings[0])
    return _country_place(country, places)


def _vote(named: list[Named], votes: Votes, places: Gazetteer) -> None:
    """Countries and regions vote for their country; so do cities that exist once."""
    for n in named:
        if n.chain:
            for meaning in chain_meanings(n.chain, places)[:1]:
                votes[meaning.country] += 2
                votes[f"{meaning.country}/{meaning.adm1}"] += meaning.kind == "adm1"
        if not n.meanings:
            continue
        first = _first_meaning(n, votes)
        if first.kind == "country":
            votes[first.country] += 3 if n.cue > 0 else 2
        elif first.kind == "adm1" and len({m.country for m in n.meanings if m.population > first.population / 20}) == 1:
            votes[first.country] += 2
            votes[f"{first.country}/{first.adm1}"] += 1
        elif n.generic and (region := next((m for m in n.meanings if m.kind == "adm1"), None)) is not None:
            votes[region.country] += 2
        elif n.cue > -1 and (len({m.country for m in n.meanings}) == 1 or first.population > 500_000):
            votes[first.country] += 1


def _first_meaning(n: Named, votes: Votes) -> NamedPlace:
    """A name of a country that is also a region's is the region's where the text is about that region's country."""
    if n.meanings[0].kind == "country":
        region = next((m for m in n.meanings if m.kind == "adm1" and votes[m.country] >= 1), None)
        return region or n.meanings[0]
    return n.meanings[0]


def _is_local(n: Named) -> bool:
    if not n.meanings:
        return True
    if n.meanings[0].kind == "country" or not any(m.kind == "city" for m in n.meanings):
        return False
    return n.cue >= 1 or n.dateline or bool(n.chain) or (n.cue >= 0 and n.title and n.meanings[0].population > 50_000)


def _meaning(n: Named, votes: Votes, places: Gazetteer) -> NamedPlace | None:
    """The meaning that the chain, else the other names, else the population speak for."""
    chained = chain_meanings(n.chain, places)[:1]
    best: NamedPlace | None = None
    best_score = float("-inf")
    for m in n.meanings:
        score = math.log10(m.population + 1) + 1.5 * min(votes[m.country], 4) + (0.5 if m.kind == "city" else 0)
        score += 2.0 if n.generic and m.kind == "adm1" else 0
        score += 1.0 if plain_name(m.name) == plain_name(n.name) else 0
        score += 3.0 if m.adm1 is not None and votes[f"{m.country}/{m.adm1}"] else 0
        for c in chained:
            if c.country == m.country:
                score += 6 + (6 if c.kind == "adm1" and c.adm1 == m.adm1 else 0)
        if score > best_score:
            best, best_score = m, score
    return best


def _score(n: Named, votes: Votes, country: str | None, places: Gazetteer) -> float:
    score = n.weight + n.cue - 0.05 * n.order
    if n.dateline:
        score -= 1.0
    meaning = _meaning(n, votes, places)
    if meaning is None:
        return score - (0.5 if n.cue >= 3 else 1.8)
    if country is not None and meaning.country == country:
        score += 1.5
    elif country is not None:
        score -= 1.5
    chained = bool(n.chain and chain_meanings(n.chain, places))
    if votes[meaning.country] < 1 and not chained:
        score -= 0.5 if meaning.population > 200_000 else 1.5 if meaning.population > 50_000 else 3.5
    if meaning.population < 3_000 and n.cue < 2:
        score -= 2
    score += chained
    if meaning.kind == "adm1" and n.cue < 3.5 and not n.generic:
        score -= 0.5
    return score


def _settle(n: Named, votes: Votes, country: str | None, places: Gazetteer) -> Place:
    meaning = _meaning(n, votes, places)
    if meaning is not None:
        return _place(n.name, meaning)
    chained = next(iter(chain_meanings(n.chain, places)), None)
    code = chained.country if chained is not None else country
    return Place(n.name, chained.adm1 if chained is not None else None, code, None, None, PlacePrecision.SITE)


def _place(name: str, found: NamedPlace) -> Place:
    return Place(
        name, found.adm1, found.country, round(found.lat, 4), round(found.lon, 4), PlacePrecision(found.kind), found.geo_id
    )


def _country_place(country: str | None, places: Gazetteer) -> Place | None:
    for found in places.lookup(f"iso {country}") if country else ():
        return _place(found.name, found)
    return None
