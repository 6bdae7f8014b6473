"""Model values as columns, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from worker.model import Count, Counts, DatePrecision, DateSpan, Kind, Place, PlacePrecision, Qualifier
from worker.stages.alert.message import count_json, place_json


def counts_column(counts: Counts) -> dict[str, Any]:
    return {str(kind): count_json(count) for kind, count in counts.items()}


def counts_of(column: Mapping[str, Any]) -> dict[Kind, Count]:
    return {
        Kind(kind): Count(count["low"], count["best"], count["high"], Qualifier(count["qualifier"]))
        for kind, count in column.items()
    }


def place_column(place: Place | None) -> dict[str, Any] | None:
    """As programs see it, and its number in the gazetteer."""
    shown = place_json(place)
    return None if place is None or shown is None else {**shown, "geo_id": place.geo_id}


def place_of(column: Mapping[str, Any] | None) -> Place | None:
    return None if column is None else Place(**{**column, "precision": PlacePrecision(column["precision"])})


def date_columns(date: DateSpan | None) -> dict[str, Any]:
    if date is None:
        return {"date_start": None, "date_end": None, "date_precision": None}
    return {"date_start": date.start, "date_end": date.end, "date_precision": str(date.precision)}


def date_of(row: Any) -> DateSpan | None:
    if row.date_start is None:
        return None
    return DateSpan(row.date_start, row.date_end, DatePrecision(row.date_precision))


def terms_column(terms: Mapping[int, float]) -> list[int | float]:
    """Term, weight, term, weight: a flat list is read twice as fast as an object."""
    return [number for pair in terms.items() for number in pair]


def terms_of(column: list[Any]) -> dict[int, float]:
    return dict(zip(column[::2], column[1::2], strict=True))
