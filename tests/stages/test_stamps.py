"""Stamps: the day that a page gives as that of its publication, where nothing else dates it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from worker.gazetteer import Gazetteer
from worker.model import Document
from worker.pipeline import read
from worker.stages.stamps import stamped

STORY = "Two miners were killed on Monday when a gallery fell in near Lusaka, the company said. Rescuers worked all night."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted: Nov 27, 2031 8:20 AM ET Last Updated: Nov 27, 2031 8:10 PM ET", date(2031, 11, 27)),
        ("Monday, 28 November 2031, 02:24 GMT", date(2031, 11, 28)),
        ("Last updated 15:48 15 / 09 / 2033", date(2033, 9, 15)),
        ("11 / 28 / 35", date(2035, 11, 28)),
        ("POSTED: 05/02/37, 9:00 PM PDT", date(2037, 5, 2)),  # an American clock: the month comes first
        ("Published: 2032. 08. 08 09:01 AM", date(2032, 8, 8)),
        ("on September 10th, 2030", date(2030, 9, 10)),
        ("Updated 05/02/37 21:00", None),  # May or February
        ("31 February 2031", None),
        ("May 5 15:14", None),  # no year
        ("The mine was opened on May 5, 2010", None),  # a sentence
    ],
)
def test_a_line_that_is_nothing_but_a_date(line: str, day: date | None) -> None:
    found = stamped(f"Two miners die as gallery falls in\n{line}\n{STORY}")
    assert (found and found.date()) == day


def test_far_below_the_head_it_is_another_storys() -> None:
    assert stamped(f"{STORY}\n" * 7 + "May 5, 2031\n") is None


def test_an_undated_page_is_read_as_of_its_stamp(places: Gazetteer) -> None:
    text = f"Tuesday, May 6, 2031\n{STORY}"
    undated = read(Document(id="1", title="Mine", text=text), places).extraction.reports[0].date
    assert undated is not None
    assert undated.start == date(2031, 5, 5)
    fed = Document(id="2", title="Mine", text=text, published=datetime(2031, 5, 14, 12, tzinfo=UTC))
    dated = read(fed, places).extraction.reports[0].date
    assert dated is not None
    assert dated.start == date(2031, 5, 12)  # what the feed says comes first


def test_a_stamp_of_days_to_come_dates_nothing(places: Gazetteer) -> None:
    seen = datetime(2031, 5, 1, 12, tzinfo=UTC)
    document = Document(id="1", title="Mine", text=f"Tuesday, May 6, 2031\n{STORY}", seen=seen)
    found = read(document, places).extraction.reports[0].date
    assert found is not None
    assert found.end <= (seen + timedelta(days=1)).date()


def test_a_text_that_wants_to_be_slow_is_not() -> None:
    start = time.process_time()
    for text in ("1 / " * 50_000, "May " * 50_000, "2031 - " * 30_000, "\n" * 100_000):
        stamped(text)
    assert time.process_time() - start < 0.5
