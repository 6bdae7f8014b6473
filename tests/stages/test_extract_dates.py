"""When it happened: spans of days that end at publication, weekends, two days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from worker.stages.extract.dates import find_date

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
        ("Nine people were killed since Monday.", (3, 3), (3, 5)),
    ],
)
def test_days_are_counted_back_from_publication(text: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    found = find_date([text], WEDNESDAY)
    assert found is not None
    assert (found.start, found.end) == (date(2025, *start), date(2025, *end))


def test_hours_without_a_number_are_no_date() -> None:
    assert find_date(["Two of them died within hours."], WEDNESDAY) is None
