"""The outlet at the end of a headline."""

from __future__ import annotations

import pytest

from worker.stages.outlets import headline


@pytest.mark.parametrize(
    ("title", "story"),
    [
        ("Bus fire kills 12 - WXYZ Action News 5", "Bus fire kills 12"),
        ("Bus fire kills 12 | Delta TV", "Bus fire kills 12"),
        ("Bus fire kills 12 - deltanews.com, North Delta News, Weather", "Bus fire kills 12"),
        ("Bus fire kills 12", "Bus fire kills 12"),
        ("Ceasefire talks fail - 12 killed in raid", "Ceasefire talks fail - 12 killed in raid"),
    ],
)
def test_a_headline_is_told_from_the_outlet_behind_it(title: str, story: str) -> None:
    assert headline(title) == story
