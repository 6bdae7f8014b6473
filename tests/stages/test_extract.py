"""What extract makes of sentences, by kind of wording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from tests.stages import extract_rows as rows
from worker.gazetteer import Gazetteer, open_gazetteer
from worker.model import Count, Extraction, Kind, Outcome, Realis, Scope, SourceType
from worker.stages.extract import EVENT_TYPES, extract

PUBLISHED = datetime(2024, 6, 10, 12, tzinfo=UTC)
KINDS = {"k": Kind.KILLED, "i": Kind.INJURED, "m": Kind.MISSING, "d": Kind.DISPLACED}
ALL = [*rows.NUMBERS, *rows.NOT_COUNTS, *rows.PREDICATES, *rows.STRUCTURE, *rows.SCOPE]


@pytest.fixture(scope="module")
def places() -> Iterator[Gazetteer]:
    gazetteer = open_gazetteer()
    yield gazetteer
    gazetteer.close()


def interval(value: object) -> tuple[int, int, int | None]:
    return (value, value, value) if isinstance(value, int) else value  # type: ignore[return-value]


def found(extraction: Extraction) -> dict[str, tuple[int, int, int | None]]:
    counts = extraction.reports[0].counts if extraction.reports else {}
    return {short: (counts[kind].low, counts[kind].best, counts[kind].high) for short, kind in KINDS.items() if kind in counts}


@pytest.mark.parametrize(("title", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ALL])
def test_counts(title: str, text: str, expected: dict[str, object], places: Gazetteer) -> None:
    assert found(extract(title, text, PUBLISHED, places)) == {short: interval(value) for short, value in expected.items()}
