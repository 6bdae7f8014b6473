"""Days: of a dateline, and of the clause that tells of the dead, which tell one event from another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.model import Kind
from worker.stages.extract import extract
from worker.stages.extract.scope.days import dateline_day, past_dateline

PUBLISHED = datetime(2025, 10, 18, 12, tzinfo=UTC)  # a Saturday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LOME, 3 JAN 90 -- [TEXT] THE POLICE", date(1990, 1, 3)),
        ("LA PAZ (BOLIVIA), 28 SEPTEMBER 1988 (RADIO SUR) -- THE POLICE", date(1988, 9, 28)),
        ("Bangui, March 14, 2019 -- The police", date(2019, 3, 14)),
        ("BANGUI, March 14 (Outlet) -- The police said that in 2019", None),
        ("LOME, 31 FEB 90 -- THE POLICE", None),
        ("The police of Lome said on 3 January 1990 that", None),
    ],
)
def test_a_dateline_with_its_year_gives_the_day(text: str, day: date | None) -> None:
    found = dateline_day(text)
    assert (found and found.date()) == day


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("LIMA, March 3 (ABC) - Nine died", "Nine died"),
        ("OSTRAVEL, Kermand, 3 March -- Nine died", "Nine died"),
        ("Lima, March 3 (ABC) - Nine died", "Nine died"),
        ("On Saturday, March 3 - a feast day - nine died", "On Saturday, March 3 - a feast day - nine died"),
        ("A bus fell on March 3 - nine died", "A bus fell on March 3 - nine died"),
        ("In Lima, March 3 brought nine deaths", "In Lima, March 3 brought nine deaths"),
    ],
)
def test_the_day_of_a_dateline_is_the_reports(text: str, left: str) -> None:
    assert past_dateline(text) == left


def test_yesterday_is_counted_back_from_the_dateline(places: Gazetteer) -> None:
    text = "LOME, 3 JAN 90 -- [TEXT] TWO FARMERS WERE KILLED YESTERDAY BY MASKED MEN NEAR THE BORDER."
    found = extract("", text, None, places).reports[0].date
    assert found is not None
    assert found.start == date(1990, 1, 2)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A mayor was shot dead on Friday. On Tuesday gunmen killed a teacher on the same road.", [1, 1]),
        ("A mayor was shot dead on Friday. A teacher was killed beside him on Thursday night.", [1]),
        ("A mayor was shot dead on Friday. The bullet that killed him on Tuesday came from a rifle.", [1]),
        ("Aldo Ruiz was shot dead on Friday. Ruiz was killed by men who had followed him since Monday.", [1]),
        ("Two mayors were shot dead on Friday. On 3 October gunmen killed a teacher.", [2]),
    ],
)
def test_days_tell_events_apart(text: str, killed: list[int], places: Gazetteer) -> None:
    reports = extract("", text, PUBLISHED, places).reports
    assert [count.best for report in reports if (count := report.counts.get(Kind.KILLED))] == killed
