"""What is told later or from near by: ruins searched for weeks, a disputed toll, a quake's other towns, the next town's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.stages.test_link import COUNTRY, ELSEWHERE, FAR_TOWN, NEAR_OSTRAVEL, NOON, TUESDAY, told
from worker.model import DatePrecision, DateSpan, Place, PlacePrecision
from worker.stages.link import score
from worker.stages.link.features import weigh_terms
from worker.stages.link.one_event import on_scale, same_rare_kind
from worker.stages.link.veto import Veto, veto_of

THREE_WEEKS_ON = DateSpan(date(2031, 5, 25), date(2031, 5, 27), DatePrecision.DAY)
FAR_REGION = Place("Lushem", "Orvia", "KZ", 52.0, 75.0, PlacePrecision.CITY)  # more than 1,000 km


def test_the_hundreds_dead_of_a_collapse_are_counted_for_weeks() -> None:
    collapse = told(killed=230, kind="building_collapse")
    search_ends = told(killed=1_127, kind="building_collapse", day=THREE_WEEKS_ON)
    assert same_rare_kind(search_ends, collapse)
    assert veto_of(search_ends, collapse, 19) is None
    smaller = replace(collapse, counts=told(killed=40).counts)
    assert veto_of(search_ends, smaller, 19) == Veto.OTHER_DATE
    bombing = told(killed=230), told(killed=300, day=THREE_WEEKS_ON)
    assert veto_of(bombing[1], bombing[0], 19) == Veto.OTHER_DATE


def test_deadly_quakes_of_one_country_and_day_are_one_wherever_their_towns_are_taken_to_lie() -> None:
    county, province = told(place=FAR_REGION, killed=113, kind="earthquake"), told(killed=47, kind="earthquake")
    assert on_scale(county, province)
    assert veto_of(county, province, 0) is None
    assert not on_scale(replace(county, counts=told(killed=3).counts), province)
    assert not on_scale(replace(county, place=ELSEWHERE), province)
    assert veto_of(replace(county, type="fire"), replace(province, type="fire"), 0) == Veto.FAR_APART


def test_of_accidents_with_about_as_many_dead_no_town_sees_two_a_day() -> None:
    named = weigh_terms("Gas tanker explodes outside Dimurat", "The truck blew up in Ostravel.", "")
    blast = told(named, killed=18, kind="explosion")
    capital = told(place=NEAR_OSTRAVEL, killed=22, kind="explosion")
    assert same_rare_kind(capital, blast)
    assert not same_rare_kind(capital, replace(blast, terms=told().terms))  # a blast in the next town, which it does not name
    assert not same_rare_kind(replace(capital, counts=told(killed=52).counts), blast)
    assert not same_rare_kind(replace(capital, counts=told(killed=2).counts), replace(blast, counts=told(killed=2).counts))
    assert not same_rare_kind(replace(capital, place=FAR_TOWN), blast)
    assert not same_rare_kind(replace(capital, type="bombing"), replace(blast, type="bombing"))


def test_a_text_without_a_day_tells_of_the_toll_it_disputes() -> None:
    raid = told(killed=187, kind="armed_clash")
    disputed = told(place=COUNTRY, day=None, killed=185, kind="attack")
    later = replace(disputed, as_of=disputed.as_of and disputed.as_of.replace(day=TUESDAY.end.day + 4))
    assert score.score(later, raid).parts["wide"] == 1
    assert score.score(replace(later, counts=told(killed=40).counts), raid).parts["wide"] == 0
    elsewhere = told({1: 1.0}, place=COUNTRY, day=None, killed=185, kind="attack")
    assert score.score(replace(elsewhere, as_of=later.as_of), raid).parts["wide"] == 0


def test_a_tanker_that_blew_up_is_told_of_as_a_crash_and_as_an_explosion() -> None:
    crash, blast = told(killed=18, kind="transport_accident"), told(place=COUNTRY, killed=20, kind="explosion")
    assert score.score(blast, crash).parts["wide"] == 1
    assert score.score(replace(blast, counts=told(killed=47).counts), crash).parts["wide"] == 0  # a plant, elsewhere
    assert score.score(replace(blast, type="aviation_accident"), replace(crash, type="stampede")).parts["wide"] == 0


def test_a_market_that_is_bombed_again_within_the_week_is_another_event_in_the_same_words() -> None:
    saturday = DateSpan(date(2031, 5, 10), date(2031, 5, 10), DatePrecision.DAY)
    first = told()
    again = replace(told(day=saturday), as_of=NOON + timedelta(days=4))  # told on the day that it names, with as many dead
    judgement = score.score(again, first)
    assert (judgement.veto, judgement.overruled) == (Veto.ANOTHER_DAY, None)
    late = replace(again, as_of=NOON + timedelta(days=9))  # told days after: it may be an error of the day
    assert score.score(late, first).veto is None
    few = replace(again, counts=told(killed=4).counts)
    assert score.score(few, replace(first, counts=told(killed=4).counts)).veto is None
    assert score.score(replace(again, update="rise"), first).veto is None
