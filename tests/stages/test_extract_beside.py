"""Deaths told beside those of a report: other incidents of these days, and none of history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.stages.extract import extract

CRASH = "A commuter train crashed at a station in Buenos Aires on Wednesday, killing 49 people. "


@pytest.mark.parametrize(
    ("background", "beside"),
    [
        ("It comes days after 230 people were killed when two trains collided in Cordoba.", (230,)),
        ("The worst train accidents in Argentine history include a 1970 crash that killed 236 people.", ()),
        ("A crash that killed 236 people near the capital decades ago led to new rules.", ()),
    ],
)
def test_only_what_was_told_these_days_stands_beside(places: Gazetteer, background: str, beside: tuple[int, ...]) -> None:
    found = extract("", CRASH + background, datetime(2025, 3, 6, 12, tzinfo=UTC), places)
    assert found.reports[0].beside == beside
