"""When it happened: spans of days that end at publication, weekends, two days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.stages.extract import extract
from worker.stages.extract.scope.dates import find_date

WEDNESDAY = datetime(2025, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Strikes killed nine people in the past 48 hours.", (3, 3), (3, 5)),
        ("Nine people were killed in the last 24 hours.", (3, 4), (3, 5)),
        ("Nine people were killed in 48 hours of fighting.", (3, 3), (3, 5)),
        ("In the 24 hours to noon the hospital received nine bodies.", (3, 4), (3, 5)),
        ("Over the past two days nine people were killed.", (3, 3), (3, 5)),
        ("Over the past few days nine people were killed.", (3, 2), (3, 5)),
        ("Nine people have been killed this week.", (3, 3), (3, 5)),
        ("Nine people were killed over the weekend.", (3, 1), (3, 2)),
        ("Nine people were killed last weekend.", (3, 1), (3, 2)),
        ("Nine people were killed in weekend shootings.", (3, 1), (3, 2)),
        ("Nine people were killed between Friday and Sunday.", (2, 28), (3, 2)),
        ("Nine people were killed on Monday.", (3, 3), (3, 3)),
        ("Nine people were killed on the night of 1-2 March.", (3, 1), (3, 2)),
        ("Nine people were killed on March 1 and 2.", (3, 1), (3, 2)),
        ("Nine people were killed on March 1-5 Monday said.", (3, 1), (3, 1)),
        ("Nine people were killed since Monday.", (3, 3), (3, 5)),
        ("Nine people were killed in an overnight attack on Elm on Monday.", (3, 3), (3, 3)),
        ("Nine people were killed overnight.", (3, 4), (3, 5)),
    ],
)
def test_days_are_counted_back_from_publication(text: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    found = find_date([text], WEDNESDAY)
    assert found is not None
    assert (found.start, found.end) == (date(2025, *start), date(2025, *end))


def test_who_may_be_buried_is_no_day_of_may() -> None:
    told = datetime(2031, 7, 10, 8, tzinfo=UTC)
    found = find_date(["More than 30 may be under the rubble of a block hit on Wednesday."], told)
    assert found is not None and found.start.month == 7
    found = find_date(["The block fell on 30 May, and nobody may be left alive."], told)
    assert found is not None and (found.start.month, found.start.day) == (5, 30)


def test_hours_without_a_number_are_no_date() -> None:
    assert find_date(["Two of them died within hours."], WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "told", "day"),
    [
        ("Nine people were killed on Thursday.", WEDNESDAY, (2025, 3, 5)),  # a desk that is hours ahead, or what comes next
        ("Nine people were killed last Thursday.", WEDNESDAY, (2025, 2, 27)),
        ("Nine people were killed last Wednesday.", WEDNESDAY, (2025, 2, 26)),
        ("Nine people were killed on Wednesday.", WEDNESDAY, (2025, 3, 5)),
        ("The fair runs from March 9 to 12.", WEDNESDAY, None),
        ("Nine people were killed on December 28.", WEDNESDAY, (2024, 12, 28)),
        ("Nine people were killed on March 2.", WEDNESDAY, (2025, 3, 2)),
        ("Ministers will meet in the village on Tuesday. Nine died there.", WEDNESDAY, None),
        ("The minister visited on Monday the market where a bomb killed nine.", WEDNESDAY, None),
        ("On Monday the president laid a wreath at the market where nine people died.", WEDNESDAY, None),
        ("On Monday a gunman killed nine people at the hall where dancers had gathered.", WEDNESDAY, (2025, 3, 3)),
        ("Ministers will meet in the village on Friday. Nine died there on Monday.", WEDNESDAY, (2025, 3, 3)),
    ],
)
def test_what_is_still_to_come_is_no_day_of_last_week_or_last_year(
    text: str, told: datetime, day: tuple[int, int, int] | None
) -> None:
    found = find_date([text], told)
    assert (found.start if found is not None else None) == (date(*day) if day is not None else None)


def test_a_weekend_told_of_on_saturday_has_just_begun() -> None:
    found = find_date(["Nine people were killed over the weekend."], datetime(2025, 3, 8, 12, tzinfo=UTC))
    assert found is not None
    assert (found.start, found.end) == (date(2025, 3, 7), date(2025, 3, 8))


def test_an_old_date_away_from_the_figures_is_of_what_led_to_the_event(places: Gazetteer) -> None:
    led = "The mine at Olsk has been run by its workers since August 27, 2012, when its owners left."
    toll = "A gas blast in the mine killed nine of them."
    (report,) = extract("", f"{led} {toll}", WEDNESDAY, places).reports
    assert report.date is None
    (report,) = extract("", f"{led} {toll[:-1]} on Monday.", WEDNESDAY, places).reports
    assert report.date is not None
    assert report.date.start == date(2025, 3, 3)
    (report,) = extract("", f"{toll[:-1]} on August 27, 2012.", datetime(2012, 8, 28, tzinfo=UTC), places).reports
    assert report.date is not None


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        (
            "Murder accused in court",
            "A man appeared in court on Tuesday. Two cooks were stabbed to death at a flat on Sunday.",
            2,
        ),
        ("Vigil for cook", "A vigil was held on Tuesday for a cook who was shot dead in Olsk. He was hit on Sunday.", 2),
        ("Cook named", "Police on Tuesday released the name of a cook killed in a crash. It happened in Olsk on Sunday.", 2),
        ("Court hit", "Two clerks were killed outside a court on Tuesday, police said.", 4),
        ("Funeral bombed", "A bomb at a funeral killed nine people on Tuesday.", 4),
        ("Vigil for cook", "A vigil for a cook who was shot dead was held on Tuesday.", 4),  # no other day is told
    ],
)
def test_a_day_in_court_or_a_vigil_is_no_day_of_the_event(places: Gazetteer, title: str, text: str, day: int) -> None:
    (report,) = extract(title, text, WEDNESDAY, places).reports
    assert report.date is not None
    assert report.date.start == date(2025, 3, day)
