"""Events as files for other programs: CSV, JSON lines, GeoJSON. One at a time, however many there are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from worker.log import clean
from worker.model import COUNTED_KINDS, Event
from worker.stages.alert.message import date_json, event_json, place_json

_PLACE = ("name", "adm1", "country", "lat", "lon", "precision")
_DATE = ("start", "end", "precision")
_BOUNDS = ("low", "best", "high")
COLUMNS = (
    *("event_id", "type", "place", "adm1", "country", "lat", "lon", "place_precision"),
    *("date_start", "date_end", "date_precision"),
    *(f"{kind}_{bound}" for kind in COUNTED_KINDS for bound in _BOUNDS),
    *("articles", "sources", "first_seen", "updated", "ignored"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(events: Iterable[Event]) -> Iterator[str]:
    yield _csv_line(COLUMNS)
    for event in events:
        yield _csv_line(_cells(event))


def _cells(event: Event) -> list[object]:
    told = _told(event)
    place, date = place_json(event.place) or {}, date_json(event.date) or {}
    counts = [(told["counts"][str(kind)] or {}).get(bound) for kind in COUNTED_KINDS for bound in _BOUNDS]
    where, when = (place.get(key) for key in _PLACE), (date.get(key) for key in _DATE)
    last = (told[key] for key in ("articles", "sources", "first_seen", "updated", "ignored"))
    return [told["event_id"], told["type"], *where, *when, *counts, *last]


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(safe_cell(cell) for cell in cells)
    return line.getvalue()


def safe_cell(cell: object) -> object:
    """A text that a spreadsheet would take for a formula begins with a quote; numbers stay numbers."""
    if not isinstance(cell, str):
        return str(cell).lower() if isinstance(cell, bool) else cell
    return f"'{clean(cell)}" if cell.startswith(_FORMULA) else clean(cell)


def json_lines(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        yield _dump(_told(event)) + "\n"


def geojson(events: Iterable[Event]) -> Iterator[str]:
    """RFC 7946; an event without coordinates has no geometry."""
    before = '{"type": "FeatureCollection", "features": [\n'
    for event in events:
        yield before + _dump(_feature(event))
        before = ",\n"
    yield "\n]}\n" if before.startswith(",") else before + "]}\n"


def _feature(event: Event) -> dict[str, Any]:
    place = event.place
    known = place is not None and place.lat is not None and place.lon is not None
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place is not None and known else None
    return {"type": "Feature", "id": f"e{event.id}", "geometry": point, "properties": _told(event)}


def _told(event: Event) -> dict[str, Any]:
    return event_json(event) | {"ignored": event.ignored}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMATS = {"csv": csv_lines, "jsonl": json_lines, "geojson": geojson}
