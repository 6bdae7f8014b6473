"""Scores extraction against a corpus of the project's own: TOML rows with the right answer beside the text.

A row is right when all four counts of its main event are right to the last bound, the further events and the claims that it
names are found, and country, place and type agree where it gives them. There is no partial credit.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from worker.errors import InputError
from worker.model import COUNTED_KINDS, Claim, Count, Extraction, Kind, Report
from worker.stages.extract import Gazetteer, extract
from worker.stages.strip import strip_text

DEFAULT_PUBLISHED = datetime(2025, 3, 4, 12, tzinfo=UTC)
OPEN = "open"
_KEYS = {
    "name",
    "family",
    "title",
    "text",
    "published",
    "negative",
    "further",
    "claims",
    "country",
    "place",
    "type",
    "note",
    "miss",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One row. `counts` holds (low, best, high) per kind, high None where it is open; a kind left out has nothing said."""

    name: str
    family: int
    title: str
    text: str
    published: datetime
    counts: Mapping[Kind, tuple[int, int, int | None]]
    further: tuple[Mapping[Kind, tuple[int, int, int | None]], ...] = ()
    claims: tuple[Mapping[str, Any], ...] = ()
    negative: bool = False
    country: str | None = None
    place: str | None = None
    type: str | None = None
    miss: str | None = None  # the reason of a known miss; it counts as a miss all the same
    file: str = field(default="", compare=False)


def load_corpus(path: Path) -> list[Case]:
    """The rows of one TOML file, or of every TOML file in a folder. InputError names the row that can't be read."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    cases: list[Case] = []
    for file in files:
        try:
            rows = tomllib.loads(file.read_text(encoding="utf-8"))["case"]
        except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
            raise InputError(f"{file}: {error}", hint="a corpus file holds [[case]] rows") from None
        cases += [_case(row, file) for row in rows]
    return cases


def _case(row: dict[str, Any], file: Path) -> Case:
    name = row.get("name", "a row without a name")
    if unknown := row.keys() - _KEYS - {str(kind) for kind in COUNTED_KINDS}:
        raise InputError(f"{file}: {name}: unknown key {sorted(unknown)[0]!r}")
    published = row.get("published")
    when = datetime.fromisoformat(str(published)) if published else DEFAULT_PUBLISHED
    return Case(
        name=name,
        family=row["family"],
        title=row.get("title", ""),
        text=row.get("text", ""),
        published=when if when.tzinfo else when.replace(tzinfo=UTC),
        counts=_counts(row),
        further=tuple(_counts(event) for event in row.get("further", ())),
        claims=tuple(row.get("claims", ())),
        negative=row.get("negative", False),
        country=row.get("country"),
        place=row.get("place"),
        type=row.get("type"),
        miss=row.get("miss"),
        file=file.name,
    )


def _counts(row: Mapping[str, Any]) -> dict[Kind, tuple[int, int, int | None]]:
    found = {}
    for kind in COUNTED_KINDS:
        if kind in row:
            low, best, high = row[kind]
            found[kind] = (low, best, None if high == OPEN else high)
    return found


def answer(case: Case, places: Gazetteer) -> Extraction:
    """What the stages strip and extract make of the row, as in the service."""
    stripped = strip_text(case.title, case.text)
    return extract(case.title or stripped.title, stripped.text, case.published, places)


def errors_of(case: Case, extraction: Extraction) -> list[str]:
    """What is wrong with the answer, one line each; empty where it is right."""
    main = extraction.reports[0] if extraction.reports else None
    wrong = _count_errors("", case.counts, main)
    further = list(extraction.reports[1:])
    for expected in case.further:
        match = next((report for report in further if not _count_errors("", expected, report)), None)
        if match is None:
            wrong.append(f"no further event with {shown(expected)}; there are {[shown(intervals(r)) for r in further]}")
        else:
            further.remove(match)
    if case.further and further:
        wrong.append(f"{len(further)} events too many")
    wrong += [f"no claim {dict(want)}" for want in case.claims if not any(_fits(want, claim) for claim in extraction.claims)]
    place = main.place if main else None
    if case.country and main and (place is None or place.country != case.country):
        wrong.append(f"country {place.country if place else None}, not {case.country}")
    if case.type and main and main.type != case.type:
        wrong.append(f"type {main.type}, not {case.type}")
    if case.place and main and not _same_place(case.place, place.name if place else "", place.adm1 if place else ""):
        wrong.append(f"place {place.name if place else None}, not {case.place}")
    return wrong


def _count_errors(label: str, expected: Mapping[Kind, tuple[int, int, int | None]], report: Report | None) -> list[str]:
    got = intervals(report)
    return [
        f"{label}{kind} {_interval(got.get(kind))}, not {_interval(expected.get(kind))}"
        for kind in COUNTED_KINDS
        if got.get(kind) != expected.get(kind)
    ]


def intervals(report: Report | None) -> dict[Kind, tuple[int, int, int | None]]:
    return {kind: _bounds(count) for kind, count in report.counts.items()} if report else {}


def _bounds(count: Count) -> tuple[int, int, int | None]:
    return count.low, count.best, count.high


def shown(counts: Mapping[Kind, tuple[int, int, int | None]]) -> str:
    return " ".join(f"{kind}{_interval(value)}" for kind, value in counts.items()) or "nothing"


def _interval(value: tuple[int, int, int | None] | None) -> str:
    return "null" if value is None else f"[{value[0]},{value[1]},{OPEN if value[2] is None else value[2]}]"


def _fits(want: Mapping[str, Any], claim: Claim) -> bool:
    have = {
        "kind": str(claim.kind),
        "low": claim.count.low,
        "best": claim.count.best,
        "high": OPEN if claim.count.high is None else claim.count.high,
        "qualifier": str(claim.count.qualifier),
        "scope": str(claim.scope),
        "realis": str(claim.realis),
        "role": claim.victim.role,
    }
    return all(have.get(key) == value for key, value in want.items())


def _same_place(want: str, name: str, adm1: str | None) -> bool:
    return want.casefold() in (name.casefold(), (adm1 or "").casefold())
