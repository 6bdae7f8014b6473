"""What sums up several events belongs to all of them, and its figure to none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from worker.model import Count, DatePrecision, DateSpan, Kind, Place, PlacePrecision
from worker.stages.link.features import Profile, weigh_terms
from worker.stages.link.marks import mark_terms
from worker.stages.link.sums import summed

TUESDAY = DateSpan(date(2031, 5, 6), date(2031, 5, 6), DatePrecision.DAY)
LAST_WEEK = DateSpan(date(2031, 4, 29), date(2031, 4, 29), DatePrecision.DAY)
OSTRAVEL = Place("Ostravel", "Kermand", "KZ", 44.00, 65.00, PlacePrecision.CITY)
BELGORA = Place("Belgora", "Kermand", "KZ", 45.00, 65.00, PlacePrecision.CITY)


def told(title: str, killed: int, place: Place, kind: str = "bombing") -> Profile:
    terms = weigh_terms(title, title, title) | mark_terms(title, title, title)
    counts = {Kind.KILLED: Count(killed, killed, killed)}
    return Profile(kind, place, TUESDAY, counts, (), terms, datetime(2031, 5, 6, 18, tzinfo=UTC))


MARKET = (1, told("Bomb at Ostravel market kills 15", 15, OSTRAVEL))
MOSQUE = (2, told("Bomb at Ostravel mosque kills 25", 25, OSTRAVEL))
STATION = (3, told("Bomb at Belgora bus station kills 25", 25, BELGORA))


def test_two_towns_that_are_named_are_two_events() -> None:
    assert summed(told("Bombings in Ostravel and Belgora kill 40", 40, OSTRAVEL), [MARKET, STATION]) == (1, 3)


def test_two_attacks_on_one_town_are_two_events_where_the_words_say_so() -> None:
    assert summed(told("Two bombings kill 40 in Ostravel", 40, OSTRAVEL), [MARKET, MOSQUE]) == (1, 2)
    assert summed(told("Ostravel bombing kills 40", 40, OSTRAVEL), [MARKET, MOSQUE]) == ()


def test_a_toll_that_rose_since_still_sums() -> None:
    assert summed(told("Two bombings kill 37 in Ostravel", 37, OSTRAVEL), [MARKET, MOSQUE]) == (1, 2)


@pytest.mark.parametrize(
    ("why", "events"),
    [
        ("one alone", [MARKET]),
        ("one twice", [STATION, STATION]),
        ("another town, not named", [MOSQUE, STATION]),
        ("another week", [MARKET, (2, replace(MOSQUE[1], date=LAST_WEEK))]),
        ("another kind", [MARKET, (2, replace(MOSQUE[1], type="flood"))]),
        ("too few for what it says", [MARKET, (2, replace(MOSQUE[1], counts=MARKET[1].counts))]),
        ("its own toll is known", [MARKET, MOSQUE, (4, told("Twin blasts kill 40 in Ostravel", 40, OSTRAVEL))]),
    ],
)
def test_what_is_no_sum(why: str, events: list[tuple[int, Profile]]) -> None:
    assert summed(told("Two bombings kill 40 in Ostravel", 40, OSTRAVEL), events) == (), why
