"""Marks: sites, streets, quarters and ages tell apart what shares a city, a day and most words; so does a month."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.stages.test_link import MARKET, NEXT_MONTH, NOON, candidate, told
from worker.stages.link import join
from worker.stages.link.join import LinkReason
from worker.stages.link.marks import Mark, agreement, mark_terms


def marks(title: str, text: str = "") -> dict[int, float]:
    return mark_terms(title, text, title)


@pytest.mark.parametrize(
    ("ours", "theirs", "mark", "agreed"),
    [
        ("Blast at market in Karvel kills 12", "Twelve die as bomb tears through a crowded bazaar", Mark.SITE, 1.0),
        ("Blast at market in Karvel kills 12", "Mosque attack in Karvel leaves 12 dead", Mark.SITE, -1.0),
        ("Hospital fire kills nine", "Nine die in fire at hospital in Ostrey", Mark.SITE, 1.0),
        ("Bomb hits police van, 5 dead", "Eight killed in a blast targeting a police van", Mark.SITE, 1.0),
        ("Man shot on Tolliver Street", "Two shot on Bexley Avenue", Mark.STREET, -1.0),
        ("Man shot on Tolliver Street", "A man died near Tolliver Street and 9th Avenue", Mark.STREET, 1.0),
        ("Gunmen kill two in the Orvane area", "Two shot dead in the Pellam neighbourhood", Mark.QUARTER, -1.0),
        ("A 26-year-old man was shot", "Dario Wend, 26, died on Sunday", Mark.AGE, 1.0),
        ("A 26-year-old man was shot", "A woman aged 41 was shot", Mark.AGE, -1.0),
    ],
)
def test_marks_that_both_give_are_compared(ours: str, theirs: str, mark: Mark, agreed: float) -> None:
    assert agreement(marks(ours), marks(theirs)).get(mark) == agreed


@pytest.mark.parametrize(
    "told",
    [
        "Twelve wounded were taken to a hospital in Karvel",  # where they were hurt is not said
        "Two men appeared in court over the killing of five",
        "On Monday, 12 people died",  # no age
        "Five die in Karvel",
    ],
)
def test_what_is_no_mark(told: str) -> None:
    assert marks(told) == {}


def test_one_side_alone_says_nothing() -> None:
    assert agreement(marks("Blast at market kills 12"), marks("Blast kills 12")) == {}


def test_a_text_that_wants_to_be_slow_is_not() -> None:
    start = time.process_time()
    for text in ("in" + "-in" * 50_000, "A." * 50_000, "At the " * 30_000, "A " * 50_000):
        mark_terms(text, text, text)
    assert time.process_time() - start < 1


# --- the same place, a month later ---------------------------------------------------------------------------------------


def test_a_market_that_is_hit_again_after_a_month_with_the_same_toll_is_another_event() -> None:
    again = replace(told(MARKET, day=NEXT_MONTH), as_of=NOON + timedelta(days=34))
    linked = join.link(again, [candidate(told(), articles=6)])
    assert (linked.event_id, linked.reason) == (None, LinkReason.OTHER_DATE)


def test_what_is_told_of_later_as_of_then_stays_with_its_event() -> None:
    court = replace(told(MARKET, killed=2, day=NEXT_MONTH), as_of=NOON + timedelta(days=34))  # of few, most are of courts
    assert join.link(court, [candidate(told(killed=2), articles=6)]).reason == LinkReason.SAME_WORDS
    undated = replace(told(MARKET, day=None), as_of=NOON + timedelta(days=34))
    assert join.link(undated, [candidate(told(), articles=6)]).event_id == 1


def test_two_attacks_of_one_town_and_day_on_different_sites_are_not_one_story_however_many_tell_of_each() -> None:
    market, mosque = (
        candidate(told(MARKET | marks(f"Bomb at {site} in Ostravel kills 12")), number, articles=9)
        for number, site in enumerate(("market", "mosque"), start=1)
    )
    bare = candidate(told(MARKET), 3, articles=9)
    assert join.same_story(market, bare)
    assert not join.same_story(market, mosque)
