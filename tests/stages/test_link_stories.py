"""When two events are one story, which place an event keeps, and what finds an event for a line without place or names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.stages.test_link import (
    COUNTRY,
    ELSEWHERE,
    FAR_TOWN,
    FERRY,
    KERMAND,
    MARKET,
    MARKET_AGAIN,
    MARKET_ELSEWHERE,
    MONDAY,
    NEAR_OSTRAVEL,
    OSTRAVEL,
    TUESDAY,
    candidate,
    exactly,
    told,
)
from worker.model import DatePrecision, DateSpan, Kind, Place
from worker.stages.link import join
from worker.stages.link.features import Profile, keys, weigh_terms
from worker.stages.link.join import Candidate, judge, same_story
from worker.stages.link.marks import Mark, agreement, mark_terms
from worker.stages.link.portrait import Told, portray
from worker.stages.link.veto import Veto
from worker.store.candidates import LEAST_SHARED

# --- one story or two --------------------------------------------------------------------------------------------------


def test_an_event_that_would_join_another_as_a_report_is_one_story_with_it_whichever_is_asked_first() -> None:
    large, small = candidate(told(), 1, articles=5), candidate(told(MARKET_AGAIN, place=None, day=None, killed=9), 2)
    assert same_story(large, small)
    assert same_story(small, large)
    assert not same_story(large, candidate(told(FERRY, place=None, day=None, killed=9), 2))


@pytest.mark.parametrize(
    "other",
    [
        told(MARKET_AGAIN, place=FAR_TOWN),
        told(MARKET_AGAIN, place=NEAR_OSTRAVEL),  # a report may name the next town; an event has one of its own
        told(MARKET_AGAIN, place=ELSEWHERE),
        told(MARKET_AGAIN, day=MONDAY),
        replace(told(MARKET_AGAIN), counts={Kind.KILLED: exactly(0), Kind.INJURED: exactly(0)}),
    ],
    ids=["far", "next town", "abroad", "other day", "nobody harmed"],
)
def test_what_tells_two_events_apart_outweighs_all_their_words(other: Profile) -> None:
    assert same_story(candidate(told()), candidate(told(MARKET_AGAIN), 2))
    assert not same_story(candidate(told(), articles=9), candidate(other, 2))


def test_a_storm_wanders_from_day_to_day_and_from_town_to_town() -> None:
    storm = told(kind="storm", killed=40)
    assert same_story(candidate(storm), candidate(told(MARKET_AGAIN, NEAR_OSTRAVEL, MONDAY, 40, kind="storm"), 2))


def test_towns_that_one_storm_reached_may_be_told_of_one_by_one_those_of_two_shocks_not() -> None:
    def pair(kind: str, place: Place = NEAR_OSTRAVEL) -> tuple[Candidate, Candidate]:
        return candidate(told(kind=kind)), candidate(told(MARKET_AGAIN, place, kind=kind), 2)

    assert join.one_disaster(*pair("flood"))
    assert join.one_disaster(candidate(told(kind="flood")), candidate(told(kind="storm"), 2))
    assert not join.one_disaster(*pair("flood", ELSEWHERE))
    assert not join.one_disaster(*pair("earthquake"))
    assert not join.one_disaster(*pair("bombing"))


def test_how_many_tell_of_an_event_is_no_reason_to_swallow_what_shares_few_words() -> None:
    few = told(FERRY, place=None, day=None, killed=12)
    assert not same_story(candidate(told(), articles=40), candidate(few, 2))


def test_a_report_names_the_events_that_it_fits_beside_the_one_that_it_joins() -> None:
    candidates = [
        candidate(told(), 1, articles=4),
        candidate(told(MARKET_AGAIN, place=None), 2),
        candidate(told(MARKET_ELSEWHERE, place=FAR_TOWN), 3),
        candidate(told(FERRY, killed=3), 4),
    ]
    linked = join.link(told(MARKET_AGAIN), candidates)
    assert (linked.event_id, [one.event.id for one in linked.neighbours]) == (1, [2])
    gone = replace(candidates[1], event=replace(candidates[1].event, id=1, merged_into=1))
    assert join.link(told(MARKET_AGAIN), [candidates[0], gone]).neighbours == ()
    assert join.link(told(MARKET_AGAIN), candidates, barred={2}).neighbours == ()


# --- the place of an event -----------------------------------------------------------------------------------------------


def test_a_town_that_one_of_many_tells_of_is_not_the_place_of_a_countrys_event() -> None:
    wide = [Told(family, "fire", COUNTRY, TUESDAY, ()) for family in range(4)]
    assert portray([*wide[:3], Told(9, "fire", OSTRAVEL, TUESDAY, ())]).place == OSTRAVEL
    assert portray([*wide, Told(9, "fire", OSTRAVEL, TUESDAY, ())]).place == COUNTRY


def test_who_says_only_the_country_may_name_the_town_all_the_same() -> None:
    wide = [Told(family, "fire", COUNTRY, TUESDAY, (), MARKET) for family in range(6)]
    assert portray([*wide, Told(9, "fire", OSTRAVEL, TUESDAY, ()), Told(10, "fire", FAR_TOWN, TUESDAY, ())]).place == OSTRAVEL
    assert portray([*wide, Told(10, "fire", FAR_TOWN, TUESDAY, ())]).place == COUNTRY
    assert portray(wide).place == COUNTRY  # nobody says that it happened there


def test_other_regions_are_no_voices_for_the_country() -> None:
    regions = [Told(family, "flood", place, TUESDAY, ()) for family, place in enumerate([KERMAND, FAR_TOWN, OSTRAVEL])]
    assert portray(regions).place in (OSTRAVEL, FAR_TOWN)


# --- tolls as keys -------------------------------------------------------------------------------------------------------


def line(killed: int, injured: int | None = None) -> Profile:
    counts = {Kind.KILLED: exactly(killed)}
    if injured is not None:
        counts[Kind.INJURED] = exactly(injured)
    return replace(told(weigh_terms("", "", ""), place=None), counts=counts)


def test_two_tolls_together_or_a_great_one_find_an_event() -> None:
    assert set(keys(line(12, 58))) & set(keys(replace(told(), counts=line(12, 58).counts)))
    shared = keys(line(12, 58)).keys() & keys(line(12, 59)).keys()
    assert 0 < sum(keys(line(12, 58))[key] for key in shared) < LEAST_SHARED  # with a name they share, it is enough
    assert set(keys(line(289))) & set(keys(line(289, 31)))
    assert sum(keys(line(12)).values()) < LEAST_SHARED
    assert keys(line(2, 3)) == {}


# --- what lasts, and what has a name ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["riot", "protest_violence", "abduction"])
def test_unrest_and_a_siege_go_on_for_days_a_bombing_is_over(kind: str) -> None:
    next_day = told(MARKET_ELSEWHERE, day=MONDAY, killed=7, kind=kind)
    assert judge(next_day, candidate(told(kind=kind))).veto is None
    assert judge(replace(next_day, type="bombing"), candidate(told())).veto == Veto.ANOTHER_DAY
    days_before = DateSpan(date(2031, 5, 2), date(2031, 5, 2), DatePrecision.DAY)
    assert judge(replace(next_day, date=days_before), candidate(told(kind=kind))).veto == Veto.ANOTHER_DAY


def _of_storm(name: str) -> Profile:
    title, text = f"Typhoon {name} kills six", f"Six people drowned as Typhoon {name} flooded the coast road, officials said."
    return told(weigh_terms(title, text, text) | mark_terms(title, text, text), FAR_TOWN, killed=6, kind="flood")


def test_a_storm_of_one_name_is_one_event_in_the_whole_of_a_country() -> None:
    first = candidate(replace(_of_storm("Velmira"), place=OSTRAVEL, type="storm"))
    assert judge(_of_storm("Velmira"), first).veto is None
    assert judge(_of_storm("Oskana"), first).veto == Veto.FAR_APART
    assert judge(replace(_of_storm("Velmira"), place=ELSEWHERE), first).veto == Veto.OTHER_COUNTRY
    assert judge(replace(_of_storm("Velmira"), type="shooting"), first).veto == Veto.FAR_APART


def test_what_follows_the_word_storm_is_not_always_its_name() -> None:
    velmira = mark_terms("Tropical Storm VELMIRA nears the coast", "", "")
    assert agreement(velmira, mark_terms("Dead after Storm Velmira", "", ""))[Mark.STORM] == 1
    for other in (
        "Hurricane Center warns of Velmira",
        "Velmira mourns after a storm Tuesday",
        "Hurricane season over in Velmira",
    ):
        assert Mark.STORM not in agreement(velmira, mark_terms(other, "", ""))
