"""Names that two desks give to one place, kinds of which a country has one, and what a report calls the second of its kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.stages.test_link import (
    COUNTRY,
    KERMAND,
    MARKET,
    MARKET_ELSEWHERE,
    NEAR_OSTRAVEL,
    NEXT_MONTH,
    NOON,
    OSTRAVEL,
    candidate,
    told,
)
from worker.model import Count, Kind, Place, PlacePrecision, Qualifier
from worker.stages.link import join, score
from worker.stages.link.compare import is_in_district, near_tolls, same_country, same_town
from worker.stages.link.features import weigh_terms
from worker.stages.link.marks import is_second, mark_terms
from worker.stages.link.one_event import has_spread, same_rare_kind
from worker.stages.link.veto import Veto, is_overruled, towns_apart, veto_of

SITE = Place("Tal Rifa", None, "SY", None, None, PlacePrecision.SITE)
DISTRICT = Place("Dimur", "Kermand", "KZ", 44.25, 65.00, PlacePrecision.ADM1)


def test_a_town_spelt_in_two_ways_is_one() -> None:
    here = replace(OSTRAVEL, geo_id=77)
    assert same_town(here, replace(here, name="Ostravyel"))
    assert not same_town(here, replace(here, name="Ostravyel", geo_id=78))
    assert not same_town(OSTRAVEL, replace(OSTRAVEL, name="Ostravyel"))


def test_a_name_that_no_index_has_is_in_the_country_of_another_text() -> None:
    assert same_country(SITE, replace(SITE, country="TR"))
    assert same_town(SITE, replace(SITE, country="TR"))
    namesake = Place("Tal Rifa", "Aragon", "ES", 42.0, 1.0, PlacePrecision.CITY)
    assert same_town(SITE, namesake)
    assert not same_town(namesake, replace(namesake, adm1="Lazio", country="IT"))
    assert not same_country(SITE, replace(SITE, name="Tal Rifat", country="TR"))


def test_a_districts_accident_is_that_of_its_town() -> None:
    assert is_in_district(DISTRICT, OSTRAVEL)
    assert not is_in_district(KERMAND, OSTRAVEL)  # all of a region
    assert not is_in_district(DISTRICT, replace(OSTRAVEL, adm1="Luhem"))
    crash = told(killed=22, kind="transport_accident")
    again = told(killed=26, kind="transport_accident", place=DISTRICT)
    assert same_rare_kind(again, crash)
    assert not same_rare_kind(replace(again, counts=told(killed=60).counts), crash)
    assert not same_rare_kind(replace(again, place=NEAR_OSTRAVEL), crash)  # a town of its own


def test_a_changed_toll_of_a_rare_kind_is_of_the_one_already_told() -> None:
    derailed = told(
        weigh_terms("50 dead in derailment", "A goods train left the rails.", ""),
        killed=50,
        kind="rail_accident",
    )
    other_words = weigh_terms("Toll of derailment lowered to 10", "Ten bodies lay under the carriages of the goods train.", "")
    lowered = told(other_words, killed=10, kind="rail_accident", update="correction")
    far = replace(derailed, place=Place("Luhem", "Luhem", "KZ", 47.0, 65.0, PlacePrecision.ADM1))
    assert same_rare_kind(lowered, far)
    assert not same_rare_kind(replace(lowered, update=None), far)
    assert not same_rare_kind(replace(lowered, counts=told(killed=4).counts), far)
    assert join.link(lowered, [candidate(far)]).event_id == 1
    assert join.link(replace(lowered, update=None), [candidate(far)]).event_id is None


def test_the_second_raid_in_a_week_is_not_the_first() -> None:
    second = MARKET | mark_terms("Army kills 14 in second Sarvik drone raid in a week", "", "")
    assert is_second(second)
    assert not is_second(mark_terms("Army kills 14 in second half of raid", "", ""))
    before = told(killed=8, day=None, kind="air_strike")
    before = replace(before, as_of=NOON - timedelta(days=4))
    report = told(second, killed=14, day=None, kind="air_strike")
    assert veto_of(report, before, None) == Veto.ANOTHER_INCIDENT
    assert veto_of(replace(report, terms=MARKET), before, None) is None
    assert veto_of(report, replace(before, as_of=NOON), None) is None  # told today: it may be that second one
    assert veto_of(report, replace(before, counts=report.counts), None) is None


def test_a_riot_in_a_prison_is_told_by_its_site() -> None:
    jail = mark_terms("Jail riot leaves 50 inmates dead", "", "")
    assert mark_terms("Battle in city prison kills 52", "", "").keys() & jail.keys()
    assert not weigh_terms("", "", "").keys() & jail.keys()


def test_dozens_are_any_number_of_dozens() -> None:
    dozens = {Kind.KILLED: Count(12, 24, None, Qualifier.VAGUE)}
    crash = told(killed=59, kind="fire")
    vague = replace(told(kind="transport_accident"), counts=dozens)
    assert near_tolls(vague, crash)
    assert near_tolls(crash, vague)
    assert not near_tolls(vague, told(killed=900))
    assert not near_tolls(vague, told(killed=9))
    assert not near_tolls(told(killed=24), crash)


def test_days_of_terror_where_there_is_no_war_are_summed_up() -> None:
    shooting = replace(told(killed=12, kind="shooting"), place=replace(OSTRAVEL, country="FR"))
    summed = replace(told(MARKET_ELSEWHERE, killed=20, day=None, kind="shooting"), place=replace(COUNTRY, country="FR"))
    summed = replace(summed, as_of=NOON + timedelta(days=4))
    assert score.score(summed, shooting).parts["lone"] == 1
    assert score.score(replace(summed, date=NEXT_MONTH), shooting).parts["lone"] == 0
    assert score.score(replace(summed, counts=told(killed=11).counts), shooting).parts["lone"] == 0
    at_war = (replace(told, place=told.place and replace(told.place, country="AF")) for told in (summed, shooting))
    assert score.score(*at_war).parts["lone"] == 0


def test_floods_whose_toll_rose_have_reached_another_region() -> None:
    flood = told(killed=17, kind="flood", place=replace(OSTRAVEL, adm1="Luhem", lat=46.0))
    risen = told(MARKET_ELSEWHERE, killed=27, kind="flood", update="rise")
    assert has_spread(risen, flood)
    assert not towns_apart(risen, flood)
    assert not has_spread(replace(risen, update=None), flood)
    assert not has_spread(replace(risen, counts=told(killed=12).counts), flood)
    assert not has_spread(replace(risen, type="bombing"), replace(flood, type="bombing"))
    assert not has_spread(risen, replace(flood, place=replace(OSTRAVEL, lat=55.0)))  # more than 1,000 km


def test_a_toll_that_rose_is_of_the_unknown_village_too() -> None:
    village = Place("Baldir", None, "AF", None, None, PlacePrecision.SITE)
    city = replace(OSTRAVEL, country="AF")
    attack, risen = told(place=village, killed=10), told(MARKET_ELSEWHERE, place=city, killed=13, update="rise")
    assert score.score(risen, attack).parts["risen"] == 1
    assert score.score(replace(risen, update=None), attack).parts["wide"] == 0
    assert score.score(replace(risen, counts=told(killed=40).counts), attack).parts["wide"] == 0


def test_a_village_that_no_index_has_is_in_its_own_country() -> None:
    here = told(MARKET_ELSEWHERE, place=Place("Boni", None, "ML", None, None, PlacePrecision.SITE), killed=15)
    over_there = told(MARKET_ELSEWHERE, place=replace(OSTRAVEL, country="BF"), killed=80)
    assert score.score(here, over_there).parts["far"] == 1
    assert score.score(here, replace(over_there, place=replace(OSTRAVEL, country="ML"))).parts["far"] == 0
    assert score.score(here, replace(over_there, counts=told(killed=16).counts)).parts["far"] == 0
    assert score.score(replace(here, type="flood"), replace(over_there, type="flood")).parts["far"] == 0


def test_a_namesake_far_away_with_as_many_dead_is_the_same_town() -> None:
    here, away = told(killed=71, kind="fire"), told(killed=76, kind="fire", place=replace(OSTRAVEL, lat=51.0, adm1="Luhem"))
    assert is_overruled(Veto.FAR_APART, 0.55, 3.0, away, here)
    assert not is_overruled(Veto.FAR_APART, 0.55, 3.0, replace(away, counts=told(killed=20).counts), here)
    assert not is_overruled(Veto.FAR_APART, 0.45, 3.0, away, here)
