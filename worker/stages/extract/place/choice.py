"""The names of a text settled against each other: what each means, and which of them is the scene."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from worker.model import Place, PlacePrecision
from worker.stages.extract.place.near import ENGLISH, distance, find_anchors, is_stranger, is_within, nearness
from worker.stages.extract.place.steps import Gazetteer, Named, NamedPlace, Votes, chain_meanings, written_out
from worker.stages.extract.place.votes import first_meaning
from worker.stages.names import plain_name

_LESS = 2.5  # by how much a town may be told less clearly as the scene than the region around it
_ELSEWHERE = 4.0  # against a town outside of the region that the headline begins with
_HEADS = 1.5  # the cue of a country that the headline tells for the scene
_TOLD = 2.0  # the cue of a region in which something happened
_KNOWN = 100_000  # people; a building named like so large a town stands there
_WELL_KNOWN = 50_000  # people; by its other names too: Londonderry
_SAYS_SOMETHING = 0.1  # votes; fewer are those of whose strikes they were
_CHANCE_KM = 150.0
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,4}")
_UPON = " upon "  # Hull, Newcastle: what everybody calls Kingston upon Hull, Newcastle upon Tyne


class Choice:
    """The names of a text with what speaks for their countries."""

    def __init__(self, named: Sequence[Named], votes: Votes, places: Gazetteer) -> None:
        self.votes, self.places = votes, places
        self.titled: frozenset[str] = frozenset()  # countries that the headline tells by their peoples' names
        self.country = max((code for code in votes if "/" not in code), key=lambda code: votes[code], default=None)
        if self.country is not None and votes[self.country] < _SAYS_SOMETHING:
            self.country = next((first_meaning(n, votes).country for n in named if n.meanings and n.cue > -1), None)
        self.named = named
        self.anchors = find_anchors(named, votes, places)
        leads = (first_meaning(n, votes) for n in named if n.lead and n.meanings)
        self.lead = next((m for m in leads if m.kind == "adm1"), None)
        self.meanings = [self._meaning(n) for n in named]
        self.scores = [self._score(n, m) for n, m in zip(named, self.meanings, strict=True)]

    def _meaning(self, n: Named) -> NamedPlace | None:
        """The meaning that the chain, else the other names, else the population speak for."""
        chained = chain_meanings(n.chain, self.places)[:1]
        best: NamedPlace | None = None
        best_score = float("-inf")
        for m in n.meanings:
            score = math.log10(m.population + 1) + 1.5 * min(self.votes[m.country], 4) + (0.5 if m.kind == "city" else 0)
            score += 2.0 if n.generic and m.kind == "adm1" else 0
            exact = plain_name(m.name) == plain_name(n.name) or _UPON in m.name
            score += 1.5 if exact else 0.8 if m.population >= _WELL_KNOWN else 0
            score += 2.0 * nearness(n, m, self.anchors)
            score += min(3.0 * self.votes[f"{m.country}/{m.adm1}"], 3.0) if m.adm1 is not None else 0
            for c in chained:
                if c.country == m.country:
                    score += 6 + (6 if c.kind == "adm1" and c.adm1 == m.adm1 else 0)
            if score > best_score:
                best, best_score = m, score
        if best is not None and (
            _is_of_other_state(best, chained)
            or self._is_foreign(n, best)
            or self._is_house(n, best)
            or is_stranger(n, best, self.anchors, self.votes)
        ):
            return None
        return best

    def _is_foreign(self, n: Named, m: NamedPlace) -> bool:
        """Whether a name that only a small place far away bears is rather one that the index lacks."""
        if m.kind == "country" or n.chain or n.dateline or self.country is None:
            return False
        if m.population > 200_000 and (plain_name(m.name) == plain_name(n.name) or self.votes[m.country] > 0):
            return False  # Boni is what some call Bonn
        own, other = self.votes[m.country], self.votes[self.country]
        return m.country != self.country and own <= 1.2 and other >= own + 1.2

    def _is_house(self, n: Named, m: NamedPlace) -> bool:
        """Whether a building's name is only by chance that of a small town, far from the region that the text names."""
        if not n.house or n.chain or m.kind != "city" or m.population > _KNOWN:
            return False
        others = [o for o in self.named if o.meanings and o.cue > -1 and plain_name(o.name) != plain_name(n.name)]
        told = [(o, first_meaning(o, self.votes)) for o in others]
        known = [t for o, t in told if not o.house or t.population > _KNOWN]
        near = [t for t in known if t.kind != "country" and t.country == m.country]
        return bool(near) and all(distance(t, m) > _CHANCE_KM for t in near)

    def _score(self, n: Named, meaning: NamedPlace | None) -> float:
        score = n.weight + n.cue - 0.05 * n.order
        if self.country not in ENGLISH and (n.dateline or n.cue <= 0):
            score -= _ELSEWHERE if self._is_of_other_region(n, meaning) else 0.0
        if n.dateline and self.country not in ENGLISH:
            score -= 2.0 if any(o.cue >= 2 and not o.meanings for o in self.named) else 1.0  # a village that no index has
        if meaning is None:
            return score + (0.5 if n.seat or self._is_in_state(n) else -2.0)
        if meaning.kind == "country":
            return float("-inf")
        if self.country is not None:
            score += 1.5 if meaning.country == self.country else self._against(meaning)
            score -= _HEADS if meaning.kind == "adm1" and self._is_headed_elsewhere(n, meaning) else 0.0
        chained = bool(n.chain and chain_meanings(n.chain, self.places))
        if self.votes[meaning.country] < 1 and not chained:
            score -= 0.5 if meaning.population > 200_000 else 1.0 if meaning.population > 20_000 else 2.0
        if meaning.population < 3_000 and n.cue < 1.5:
            score -= 1.5
        score += chained
        if self.lead is not None and meaning.country == self.lead.country and meaning.adm1 not in (None, self.lead.adm1):
            score -= _ELSEWHERE
        if meaning.kind == "adm1" and n.cue < 3.5 and not n.generic:
            score -= 0.5
        return score

    def _is_of_other_region(self, n: Named, meaning: NamedPlace | None) -> bool:
        """Whether the text was but written in a town, and tells another region of its country: KABUL -- Nine died in Farah province."""
        own = plain_name(n.name)
        if meaning is None or any(plain_name(o.name) == own and not o.dateline and o is not n for o in self.named):
            return False
        told = (first_meaning(o, self.votes) for o in self.named if o.cue >= _TOLD and _is_region(o))
        regions = [m for m in told if (m.kind, m.country) == ("adm1", meaning.country)]
        return bool(regions) and all(m.adm1 != meaning.adm1 for m in regions)

    def _is_in_state(self, n: Named) -> bool:
        """Elm, Tennessee: a town that the index lacks."""
        return n.cue >= 1.5 and any(m.kind == "adm1" for m in chain_meanings(n.chain, self.places)[:1])

    def _is_headed_elsewhere(self, n: Named, meaning: NamedPlace) -> bool:
        """Whether the headline tells another country for the scene than that of a region further down."""
        if n.title or n.chain or n.generic or meaning.country == self.country:
            return False
        heads = (first_meaning(o, self.votes) for o in self.named if o.title and o.meanings and o.cue >= _HEADS)
        return any((m.kind, m.country) == ("country", self.country) for m in heads)

    def _against(self, meaning: NamedPlace) -> float:
        """What it counts against a place that the text speaks of another country."""
        other = self.votes[self.country] if self.country is not None else 0.0
        own = self.votes[meaning.country]
        return -3.0 if other >= 2 and (own <= 1.2 or other >= 2 * own) else -1.5

    def best(self) -> int | None:
        """The name that is told most as the scene of the event."""
        together: dict[str, float] = defaultdict(float)
        for n, score in zip(self.named, self.scores, strict=True):
            if n.cue > 0 and score > 0:
                together[plain_name(n.name)] += 0.4
        ranked = [
            (score + min(together[plain_name(n.name)], 1.2), -i)
            for i, (n, score) in enumerate(zip(self.named, self.scores, strict=True))
            if self._may_be(n, self.meanings[i]) and score >= (0.5 if n.dateline or n.title else 1.5)
        ]
        if not ranked:
            return None
        best = -max(ranked)[1]
        return None if self._is_lesser_region(best) else best

    def _is_lesser_region(self, i: int) -> bool:
        """Whether a region in which only a few more died stands before another: there are towns called Alabama."""
        meaning, region = self.meanings[i], self.region()
        if meaning is None or meaning.kind != "adm1" or region is None or self.named[i].weight > 0:
            return False
        return plain_name(self.named[region].name) != plain_name(self.named[i].name)

    def _may_be(self, n: Named, meaning: NamedPlace | None) -> bool:
        if not n.meanings:
            return True
        if n.generic and meaning is not None and meaning.kind == "adm1":
            return False  # Farah Province is no town
        if not any(m.kind == "city" for m in n.meanings):
            return False
        return n.cue >= 1 or n.dateline or bool(n.chain) or (n.cue >= 0 and n.title and n.meanings[0].population > 50_000)

    def is_written_elsewhere(self, i: int) -> bool:
        """Whether the text was but written in town `i`, and tells its country for the scene: CAIRO -- Nine died in Egypt."""
        meaning = self.meanings[i]
        if not self.named[i].dateline or meaning is None or meaning.country != self.country:
            return False
        own = plain_name(self.named[i].name)
        if any(plain_name(n.name) == own and not n.dateline for n in self.named):
            return False
        told = zip(self.named, self.meanings, strict=True)
        if self.country in self.titled:  # NAIROBI -- a lorry ploughed into traders at a Kenyan junction
            return True
        return any(m is not None and (m.kind, m.country) == ("country", self.country) and n.cue >= 1 for n, m in told)

    def town_of(self, i: int) -> int:
        """The town that a part of it, or a name that the index lacks, belongs to; `i` itself where there is none."""
        n, meaning = self.named[i], self.meanings[i]
        if meaning is not None and meaning.kind == "adm1":
            return self._seat_of_event(i, meaning)
        if meaning is not None and not n.part:
            return self._city_of(i, n, meaning)
        best, best_score = i, 0.0
        for k, (other, m) in enumerate(zip(self.named, self.meanings, strict=True)):
            if k == i or m is None or m.kind == "country" or other.part or not self._is_town(other, m):
                continue
            if (
                (
                    other.cue < (0.0 if n.part and meaning is None else 1.0 if meaning is None else 0.5)
                    and not self._is_anchor(other)
                )
                or (meaning is None and (n.seat or self._is_in_state(n)))
                or self.scores[k] < 0.5
            ):
                continue
            if self.scores[k] > best_score:
                best, best_score = k, self.scores[k]
        return best

    def _city_of(self, i: int, n: Named, meaning: NamedPlace) -> int:
        """The large city that a quarter lies in, where the text names the city's police, or writes from there."""
        if n.office or n.chain or n.seat or n.dateline:
            return i
        own = {plain_name(n.name)}
        cities = [
            (self.scores[k], -k)
            for k, (other, m) in enumerate(zip(self.named, self.meanings, strict=True))
            if m is not None and m.kind == "city" and (other.office or other.dateline or other.cue >= 1.0)
            if plain_name(other.name) not in own and is_within(meaning, m)
        ]
        return -max(cities)[1] if cities else i

    def _seat_of_event(self, i: int, region: NamedPlace) -> int:
        """The town of a region that is told as the scene too; the region `i` itself where there is none."""
        towns = [
            (self.scores[k], -k)
            for k, (n, m) in enumerate(zip(self.named, self.meanings, strict=True))
            if m is not None and m.kind == "city" and (m.country, m.adm1) == (region.country, region.adm1)
            if self.scores[k] >= 1.0
            and (n.cue > -0.5 or not _is_county(region))  # hospitals of the next county are none of its towns
            and (self._is_anchor(n) or (n.cue >= 1.0 and (bool(n.chain) or self.scores[k] >= self.scores[i] - _LESS)))
        ]
        return -max(towns)[1] if towns else i

    def _is_anchor(self, n: Named) -> bool:
        return any(a.name == plain_name(n.name) for a in self.anchors)

    def _is_town(self, n: Named, meaning: NamedPlace) -> bool:
        return meaning.kind == "city" and (self.country is None or meaning.country == self.country or bool(n.chain))

    def fallback(self) -> int | None:
        """A town of the country that is named at all, where nothing says that it is the scene."""
        options = [
            (self.scores[i] + 0.2 * math.log10(m.population + 1), -i)
            for i, (n, m) in enumerate(zip(self.named, self.meanings, strict=True))
            if m is not None
            and m.kind == "city"
            and n.cue > -1
            and self._is_town(n, m)
            and (m.population > 20_000 or n.cue >= 1)
        ]
        return -max(options)[1] if options else None

    def region(self) -> int | None:
        regions = [
            i for i, n in enumerate(self.named) if n.meanings and first_meaning(n, self.votes).kind == "adm1" and n.cue > -1
        ]
        if not regions:
            return None
        return max(regions, key=lambda i: (self.named[i].weight + self.named[i].cue, -i))

    def is_origin(self, i: int) -> bool:
        """Whether a region of another country only says where somebody is from: a California nurse, hurt on a trip to Costa Rica.

        Or where somebody speaks of what the headline places in a country: Mali massacre; the council met in New York.
        """
        n, meaning = self.named[i], self.meanings[i]
        if meaning is None or meaning.country == self.country:
            return False
        told = zip(self.named, self.meanings, strict=True)
        if n.cue > 0:
            return self._is_headed_elsewhere(n, meaning)
        return any(m is not None and (m.kind, m.country) == ("country", self.country) and n.cue >= _TOLD for n, m in told)

    def told_region(self) -> Place | None:
        """The region that the text calls one, of the country in which it was written: the police of Elm state."""
        i = self.region()
        meaning = None if i is None else self.meanings[i]
        if i is None or meaning is None or not self.named[i].generic or meaning.country != self.country:
            return None
        return place_of(self.named[i].name, meaning)

    def _usual_name(self, n: Named, meaning: NamedPlace) -> str:
        """The name that the index has for the place, where the text uses it too or has only a part of a town, or initials."""
        if (meaning.geo_id is None and meaning.kind == "city") or _INITIALS.fullmatch(n.name):
            return written_out(meaning.name)
        if plain_name(meaning.name) == f"the{plain_name(n.name)}" and meaning.country not in ENGLISH:
            return meaning.name  # The Hague
        same = (o.name for o, m in zip(self.named, self.meanings, strict=True) if m is not None and m.geo_id == meaning.geo_id)
        return written_out(next((name for name in same if plain_name(name) == plain_name(meaning.name)), n.name))

    def settle(self, i: int) -> Place:
        n, meaning = self.named[i], self.meanings[i]
        if meaning is not None:
            return place_of(self._usual_name(n, meaning), meaning)
        chained = next(iter(chain_meanings(n.chain, self.places)), None)
        code = chained.country if chained is not None else self.country
        adm1 = chained.adm1 if chained is not None else None
        site = Place(n.name, adm1, code, None, None, PlacePrecision.SITE)
        near = [k for k, m in enumerate(self.meanings) if m is not None and m.kind != "country" and m.country == code]
        near = [
            k for k in near if self.named[k].passage == n.passage and self.named[k].cue >= 0.5 and not self.named[k].dateline
        ]
        if not near:
            return site
        anchor = self.meanings[max(near, key=lambda k: self.scores[k])]
        assert anchor is not None
        return replace(site, adm1=anchor.adm1, lat=round(anchor.lat, 4), lon=round(anchor.lon, 4))


def _is_region(n: Named) -> bool:
    """Whether a name is called a region, or is that of nothing else."""
    return bool(n.meanings) and (n.generic or all(m.kind == "adm1" for m in n.meanings))


def _is_county(region: NamedPlace) -> bool:
    """Cornwall, whose towns are England's in the index."""
    return region.adm1 is not None and plain_name(region.adm1) != plain_name(region.name)


def _is_of_other_state(m: NamedPlace, chained: Sequence[NamedPlace]) -> bool:
    """Elm, Illinois, where the index has an Elm of another state only: a town that it lacks."""
    state = chained[0] if chained else None
    if state is None or state.kind != "adm1" or state.country not in ENGLISH or m.kind != "city" or m.population > _KNOWN:
        return False
    return (m.country, m.adm1) != (state.country, state.adm1)


def place_of(name: str, found: NamedPlace) -> Place:
    return Place(
        name, found.adm1, found.country, round(found.lat, 4), round(found.lon, 4), PlacePrecision(found.kind), found.geo_id
    )
