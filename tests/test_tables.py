"""Events as files for other programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

from tests.readings import NOON, TUESDAY, arrive, reading, town
from worker.cli.tables import COLUMNS, csv_lines, geojson, json_lines, safe_cell
from worker.model import Count, Event, Kind, Qualifier
from worker.pipeline import Policy
from worker.store import Store, events

EVENT = Event(7, "bombing", town(2), TUESDAY, {Kind.KILLED: Count(12, 12, None, Qualifier.AT_LEAST)}, 3, 2, NOON, NOON)
SOUTH = replace(town(1), name='=HYPERLINK("x")', adm1="-1+2", lat=-33.5)


def test_a_csv_has_one_row_for_each_event_and_no_formula() -> None:
    unplaced = replace(EVENT, id=8, place=None, date=None, counts={}, ignored=True)
    rows = list(csv.DictReader(io.StringIO("".join(csv_lines([EVENT, replace(EVENT, place=SOUTH), unplaced])))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["event_id"], rows[0]["killed_low"], rows[0]["killed_high"], rows[0]["injured_low"]) == ("e7", "12", "", "")
    assert (rows[1]["place"], rows[1]["adm1"], rows[1]["lat"]) == ('\'=HYPERLINK("x")', "'-1+2", "-33.5")
    assert (rows[2]["place"], rows[2]["date_start"], rows[2]["ignored"]) == ("", "", "true")


def test_whatever_a_spreadsheet_takes_for_a_formula_is_quoted() -> None:
    assert [safe_cell(text) for text in ("=1", "+1", "-1", "@a", "\t=1", "a=1", "a\nb")] == [
        *("'=1", "'+1", "'-1", "'@a", "' =1", "a=1", "a b")
    ]
    assert [safe_cell(number) for number in (-1, -1.5, None)] == [-1, -1.5, None]


def test_json_lines_and_geojson_hold_every_event() -> None:
    both = [EVENT, replace(EVENT, id=8, place=None)]
    assert [json.loads(line)["event_id"] for line in json_lines(both)] == ["e7", "e8"]
    found = json.loads("".join(geojson(both)))
    assert found["type"] == "FeatureCollection"
    placed, unplaced = found["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [67.0, 42.0]}
    assert (placed["properties"]["counts"]["killed"]["low"], unplaced["geometry"]) == (12, None)
    assert json.loads("".join(geojson([]))) == {"type": "FeatureCollection", "features": []}


def test_each_event_of_the_store_is_read_once(store: Store) -> None:
    with store.deciding() as conn:
        for number in range(3):
            arrive(conn, f"n{number}", reading(number), Policy(()), number)
    with store.reading() as conn:
        assert [event.id for event in events.each(conn)] == [1, 2, 3]
        assert [event.id for event in events.each(conn, NOON + timedelta(minutes=1))] == [2, 3]
