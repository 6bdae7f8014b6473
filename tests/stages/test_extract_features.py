"""Short items whose headline tells of something else: what counts in them, and what keeps a day's event counted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.model import Extraction, Kind
from worker.stages.extract import extract

PUBLISHED = datetime(2025, 3, 4, 12, tzinfo=UTC)


def read(title: str, text: str, places: Gazetteer) -> Extraction:
    return extract(title, text, PUBLISHED, places)


def killed(extraction: Extraction) -> int:
    return extraction.reports[0].counts[Kind.KILLED].best if extraction.reports else 0


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Every widow in the lane: life after the pit blast", "The blast killed 81 men and their sons."),
        ("What the mill fire did to a town", "Forty weavers died behind a locked gate."),
        ("Ferry company names ship after a captain", "He drowned with 34 passengers off the cape."),
        ("The engineer behind two crashes that killed 90", "Friends call him a gentle man."),
    ],
)
def test_a_short_item_without_a_mark_of_news_tells_no_event(title: str, text: str, places: Gazetteer) -> None:
    found = read(title, text, places)
    assert killed(found) == 0
    assert {claim.reason for claim in found.claims if claim.kind is Kind.KILLED} <= {"feature", "part of a total"}


@pytest.mark.parametrize(
    ("title", "text", "dead"),
    [
        ("Mill fire guts weavers' quarter", "Forty weavers died behind a locked gate.", 40),  # the headline names what happened
        ("Grief in a town of weavers", "Forty weavers died behind a locked gate, police said.", 40),  # somebody says so
        ("Grief in a town of weavers", "Forty weavers died behind a locked gate on Monday.", 40),  # a day
        ("Grief in a town of weavers", "Forty weavers died and 12 were burned.", 40),  # the dead and the hurt
        ("Grief in a town of weavers", "A mill fell on its weavers; 40 people died.", 40),  # something that nobody knew
        ("Odrun weavers", "Forty weavers died behind a locked gate.", 40),  # the headline tells of nothing else
        ("Six weavers killed in Odrun", "The gate had been locked.", 6),  # the headline's own figure
    ],
)
def test_one_mark_of_news_is_enough(title: str, text: str, dead: int, places: Gazetteer) -> None:
    assert killed(read(title, text, places)) == dead


def test_a_longer_text_is_not_asked(places: Gazetteer) -> None:
    text = "Forty weavers died behind a locked gate. " + "The looms of the valley stand still and the shops stay shut. " * 8
    assert killed(read("Grief in a town of weavers", text, places)) == 40
