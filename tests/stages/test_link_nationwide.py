"""Disasters and accidents of which a telling names only the country: the train crash in Kazakhstan, the Kazakh floods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.stages.test_link import (
    COUNTRY,
    ELSEWHERE,
    FAR_TOWN,
    KERMAND,
    NEXT_MONTH,
    NOON,
    OSTRAVEL,
    at_least,
    candidate,
    exactly,
    told,
)
from worker.model import Count, DatePrecision, DateSpan, Kind, Place, PlacePrecision
from worker.stages.link import join, near, score
from worker.stages.link.features import EVERYWHERE, Profile, index_keys, keys, weigh_terms
from worker.stages.link.one_event import is_one_quake, is_retold, same_rare_kind
from worker.stages.link.veto import Veto, towns_apart

POLAND = Place("Poland", None, "PL", 52.0, 19.0, PlacePrecision.COUNTRY)
CRASH = weigh_terms(
    "Trains collide near Ostravel", "Two passenger trains collided at Ostravel on Tuesday, killing 180 people.", ""
)
NATIONWIDE = 2.0  # what the key of a country's accidents weighs
VOICES = weigh_terms(
    "I heard them call, says a passenger of the train crash", "A row of bodies lay under sheets beside the coaches.", ""
)
FLOODS = weigh_terms(
    "Floods: premier warns of an unequal battle",
    "Rescuers try to reach hundreds in the north of Kazakhstan, where seven have died.",
    "",
)
STORM = weigh_terms(
    "Storm Oleg devastates Kazakhstan", "Heavy rain kills at least seven people, as rescuers empty whole villages.", ""
)


def test_a_nationwide_telling_finds_a_great_accident_in_a_town_of_its_country() -> None:
    great = told(CRASH, place=OSTRAVEL, killed=180, kind="rail_accident")
    voices = told(VOICES, place=COUNTRY, killed=12, kind="rail_accident", day=None)
    found = {key for key, weight in keys(voices).items() if key in keys(great) and weight == NATIONWIDE}
    assert len(found) == 1
    assert not found & keys(replace(voices, type="bombing")).keys()
    assert not found & keys(replace(voices, place=POLAND)).keys()
    assert not found & keys(told(VOICES, place=FAR_TOWN, killed=6, kind="rail_accident")).keys()


def test_two_great_rare_accidents_of_one_country_and_day_are_one() -> None:
    crash = told(CRASH, place=OSTRAVEL, killed=61, kind="aviation_accident")
    retold = told(VOICES, place=COUNTRY, killed=62, kind="aviation_accident")
    assert same_rare_kind(retold, crash)
    assert join.link(retold, [candidate(crash)]).event_id == 1
    assert not same_rare_kind(replace(retold, counts={Kind.KILLED: Count(3, 3, 3)}), crash)  # small planes fall every day
    assert not same_rare_kind(replace(retold, date=crash.date and NEXT_MONTH), crash)
    assert not same_rare_kind(replace(retold, place=POLAND), crash)
    assert not same_rare_kind(replace(retold, type="transport_accident"), replace(crash, type="transport_accident"))


def test_mass_violence_of_one_country_is_compared() -> None:
    toll, town = told(VOICES, place=COUNTRY, killed=22, kind="protest_violence"), told(CRASH, killed=13, kind="shooting")
    few = told(VOICES, place=COUNTRY, killed=3, kind="shooting")
    assert (
        len(keys(toll).keys() & keys(town).keys()) == len(keys(few).keys() & keys(town).keys()) + 2
    )  # of its kind, and of those where many died


def test_one_toll_of_a_countrys_floods_at_one_time_speaks_for_one_event() -> None:
    floods = told(FLOODS, place=COUNTRY, killed=7, kind="flood", day=None)
    storm = replace(told(STORM, place=COUNTRY, kind="storm", day=None), counts={Kind.KILLED: at_least(7)})
    assert score.score(floods, storm).parts["scale"] == 1
    assert join.link(floods, [candidate(storm)]).event_id == 1
    assert score.score(floods, storm).total > score.score(replace(floods, type="unknown"), storm).total


@pytest.mark.parametrize(
    "other",
    [
        told(STORM, place=COUNTRY, killed=4, kind="storm"),  # another toll
        told(STORM, place=COUNTRY, killed=None, kind="storm"),
        replace(told(STORM, place=COUNTRY, kind="storm"), counts={Kind.KILLED: Count(0, 2000, 2000)}),  # feared
        told(STORM, place=POLAND, killed=7, kind="storm"),
        told(STORM, place=ELSEWHERE, killed=7, kind="storm"),
        told(STORM, place=COUNTRY, killed=7, kind="earthquake"),
        told(STORM, place=COUNTRY, killed=7, kind="storm", day=NEXT_MONTH),
    ],
)
def test_another_toll_country_kind_or_time_does_not(other: Profile) -> None:
    assert not is_retold(told(FLOODS, place=COUNTRY, killed=7, kind="flood"), other)


def test_two_towns_of_a_country_are_two_floods() -> None:
    assert not is_retold(told(FLOODS, killed=7, kind="flood"), told(STORM, killed=7, kind="flood"))


REGION = replace(OSTRAVEL, name="Kermand", precision=PlacePrecision.ADM1)


@pytest.mark.parametrize("place", [COUNTRY, REGION])
def test_many_killed_in_one_country_at_one_time_are_mostly_one_event(place: Place) -> None:
    town = told(CRASH, killed=73, kind="shooting", day=None)
    summed = told(VOICES, place=place, killed=70, kind="attack", day=None)
    assert score.score(summed, town).parts["wide"] == 1
    assert score.score(replace(summed, type="fire"), town).parts["wide"] == 0
    assert 0 < score.score(replace(summed, counts={Kind.KILLED: at_least(2)}), town).parts["wide"] < 0.3
    assert score.score(replace(summed, place=POLAND), town).parts["wide"] == 0
    assert score.score(replace(summed, date=NEXT_MONTH), town).parts["wide"] == 0


def test_two_towns_with_many_killed_are_two_events() -> None:
    town = told(CRASH, killed=73, kind="shooting")
    assert score.score(replace(town, place=FAR_TOWN), town).parts["wide"] == 0
    assert score.score(replace(town, place=replace(OSTRAVEL, name="Ostravel Mill")), town).parts["wide"] == 0
    assert score.score(replace(town, place=replace(REGION, name="South Kermanstan")), town).parts["wide"] == 0  # a district


def test_a_district_told_of_twice_is_one_place() -> None:
    district = replace(OSTRAVEL, name="Upper Ostra", precision=PlacePrecision.ADM1)
    clashes = told(CRASH, place=district, killed=60, kind="armed_clash", day=None)
    later = told(VOICES, place=district, killed=80, kind="armed_clash", day=None)
    assert score.score(later, clashes).parts["wide"] == 1
    assert score.score(replace(later, place=replace(district, name="Lower Ostra")), clashes).parts["wide"] == 0


def test_a_flood_on_both_sides_of_a_districts_border_is_one() -> None:
    district = replace(KERMAND, name="Upper Valley", adm1="Luhem", lat=(OSTRAVEL.lat or 0) + 0.5)
    town, beside = (
        told(FLOODS, killed=13, kind="landslide", day=None),
        told(STORM, place=district, killed=31, kind="storm", day=None),
    )
    assert join.link(beside, [candidate(town)]).event_id == 1
    for other in (
        replace(beside, place=replace(district, lat=(OSTRAVEL.lat or 0) + 3)),
        replace(beside, place=replace(district, country="PL")),
        replace(beside, counts={Kind.KILLED: at_least(3)}),
        replace(beside, type="fire"),
    ):
        assert join.link(other, [candidate(town)]).event_id is None


def test_the_next_large_town_has_the_toll_that_rose_of_a_days_crash() -> None:
    road = replace(OSTRAVEL, name="Amravel", adm1=None, lat=(OSTRAVEL.lat or 0) + 0.7)  # 78 km
    crash = told(
        weigh_terms("Bus plunges off road at Amravel", "", ""), place=road, killed=29, kind="transport_accident", day=None
    )
    words = weigh_terms("Ostravel road crash toll rises to 32", "", "")
    risen = told(words, killed=32, kind="transport_accident", day=None, update="rise")
    assert join.link(risen, [candidate(crash)]).event_id == 1
    for other in (
        replace(risen, update=None),
        replace(risen, counts={Kind.KILLED: at_least(90)}),
        replace(risen, type="stampede"),
        replace(risen, as_of=NOON + timedelta(days=6)),
        replace(risen, place=replace(OSTRAVEL, lat=(OSTRAVEL.lat or 0) + 5)),
    ):
        assert join.link(other, [candidate(crash)]).event_id is None


def test_a_crash_with_a_hundred_dead_is_the_planes_of_the_days_before() -> None:
    plane = told(
        weigh_terms("More than 100 dead as jet falls into field", "", ""),
        place=COUNTRY,
        killed=101,
        kind="aviation_accident",
        day=None,
    )
    words = weigh_terms("Ostravel crash: survivor dies, toll 111", "", "")
    later = replace(told(words, killed=111, kind="transport_accident", day=None), as_of=NOON + timedelta(days=3))
    assert join.link(later, [candidate(plane)]).event_id == 1
    few = replace(later, counts={Kind.KILLED: exactly(31)})
    for other in (few, replace(later, place=ELSEWHERE), replace(later, as_of=NOON + timedelta(days=20))):
        assert join.link(other, [candidate(plane)]).event_id is None


def test_a_town_that_the_event_names_has_its_floods_dead() -> None:
    shrine = replace(OSTRAVEL, name="Amravel", adm1="Luhem", lat=(OSTRAVEL.lat or 0) + 15)  # and a namesake far away
    camp = told(weigh_terms("Flood hits Amravel pilgrims, 13 dead", "", ""), place=KERMAND, killed=13, kind="flood", day=None)
    later = told(
        weigh_terms("Sixteen pilgrims killed in Amravel flood", "", ""), place=shrine, killed=16, kind="flood", day=None
    )
    assert join.link(later, [candidate(camp)]).event_id == 1
    assert join.link(replace(later, counts={Kind.KILLED: at_least(90)}), [candidate(camp)]).event_id is None
    unnamed = told(weigh_terms("Flood hits pilgrims, 13 dead", "", ""), place=KERMAND, killed=13, kind="flood", day=None)
    assert join.link(later, [candidate(unnamed)]).event_id is None


def test_many_dead_in_a_town_of_what_readers_know_are_those_of_its_attack() -> None:
    attack = told(weigh_terms("Missiles hit centre of Ostravel", "", ""), killed=12, kind="shelling", day=None)
    bare = told(weigh_terms("At least 20 killed in Ostravel", "Ninety were hurt.", ""), killed=20, kind="unknown", day=None)
    assert score.score(bare, attack).parts["near"] == 1
    assert score.score(replace(bare, type="shelling"), attack).parts["near"] < 1
    assert score.score(replace(bare, counts={Kind.KILLED: at_least(10)}), attack).parts["near"] < 1


def test_a_flood_is_in_many_towns_of_a_region_at_once() -> None:
    valley = replace(OSTRAVEL, name="Lower Ostra", lat=(OSTRAVEL.lat or 0) + 1)
    town, other = told(FLOODS, killed=17, kind="flood", day=None), told(STORM, place=valley, killed=40, kind="flood", day=None)
    joined = score.score(other, town)
    assert (joined.veto, joined.parts["wide"], joined.parts["lone"]) == (None, 1, 1)
    assert score.score(replace(other, type="fire"), replace(town, type="fire")).veto == "far_apart"
    assert score.score(replace(other, counts={Kind.KILLED: at_least(3)}), town).veto == "far_apart"
    assert score.score(replace(other, place=replace(valley, adm1="Upper Province")), town).veto == "far_apart"


def test_a_blast_of_one_region_is_a_bombing_to_some() -> None:
    blast = told(CRASH, place=REGION, killed=20, kind="explosion", day=None)
    bombing = told(VOICES, place=REGION, killed=28, kind="bombing", day=None)
    assert score.score(bombing, blast).parts["wide"] == 1
    assert score.score(replace(bombing, place=replace(REGION, name="Other Side")), blast).parts["wide"] == 0


def test_where_no_war_is_the_country_s_blasts_of_a_day_are_a_town_s_bombing() -> None:
    bombing = told(CRASH, killed=137, kind="bombing", day=None)
    blasts = told(VOICES, place=COUNTRY, killed=207, kind="explosion", day=None)
    assert score.score(blasts, bombing).parts["wide"] == score.score(blasts, bombing).parts["lone"] == 1
    war = replace(COUNTRY, country="SY")
    town = replace(bombing, place=replace(OSTRAVEL, country="SY"))
    assert score.score(replace(blasts, place=war), town).parts["wide"] == 0
    risen = replace(blasts, place=war, update="rise")
    assert score.score(risen, town).parts["wide"] == score.score(risen, town).parts["risen"] == 1
    assert score.score(replace(blasts, place=FAR_TOWN), bombing).parts["wide"] == 0


def test_a_corrected_toll_is_no_twice_as_great_one() -> None:
    few = told(CRASH, killed=11, kind="attack", day=None)
    corrected = replace(told(VOICES, place=COUNTRY, killed=253, day=None), update="correction")
    assert score.score(corrected, few).parts["wide"] == 0
    assert score.score(replace(corrected, counts=few.counts), few).parts["wide"] == 1


def test_the_dead_of_a_battle_for_a_town_are_counted_on_for_days() -> None:
    battle = replace(told(CRASH, killed=205, kind="armed_clash", day=None), as_of=NOON)
    later = replace(told(VOICES, killed=227, kind="air_strike", day=None), as_of=NOON + timedelta(days=4))
    assert near.near(later, battle) == near.ONLY_ONE
    assert near.near(replace(later, counts={Kind.KILLED: exactly(112)}), battle) == 0, "another air raid on it"
    assert near.near(replace(later, counts={Kind.KILLED: exactly(390)}), battle) == 0
    assert near.near(replace(later, as_of=NOON + timedelta(days=12)), battle) == 0
    assert near.near(replace(later, place=FAR_TOWN), battle) == 0
    hundreds = replace(battle, counts={Kind.KILLED: exactly(1500)})
    assert near.near(replace(later, counts={Kind.KILLED: exactly(2215)}), hundreds) == near.ONLY_ONE
    assert near.near(replace(later, counts={Kind.KILLED: exactly(900)}), hundreds) == 0


BUSES = weigh_terms("Bus plunge kills 30 in Kazakhstan", "The coach left the road near Ostravel.", "")
RISEN = weigh_terms("Bus crash death toll rises to 33", "Three more died in hospital, police said.", "")


def test_a_changed_toll_without_a_place_is_of_the_event_that_readers_know() -> None:
    known = told(BUSES, place=OSTRAVEL, killed=30, kind="transport_accident", day=None)
    risen = replace(told(RISEN, place=None, killed=33, kind="transport_accident", day=None), update="rise")
    assert EVERYWHERE in [weight for key, weight in keys(risen).items() if key in index_keys(known)]
    assert join.link(risen, [candidate(known)]).event_id == 1
    first = replace(risen, update=None)  # nobody is taken to know of it
    assert EVERYWHERE not in keys(first).values()
    assert join.link(first, [candidate(known)]).event_id is None


@pytest.mark.parametrize(
    ("killed", "kind", "place"),
    [(12, "transport_accident", None), (33, "storm", None), (33, "transport_accident", POLAND)],
    ids=["to far fewer", "of another kind", "elsewhere"],
)
def test_another_toll_that_rose_opens_its_own(killed: int, kind: str, place: Place | None) -> None:
    known = told(BUSES, place=OSTRAVEL, killed=30, kind="transport_accident", day=None)
    risen = replace(told(RISEN, place=place, killed=killed, kind=kind, day=None), update="rise")
    assert join.link(risen, [candidate(known)]).event_id is None


def test_only_what_killed_many_is_found_by_its_kind_alone() -> None:
    few = told(BUSES, place=OSTRAVEL, killed=4, kind="transport_accident", day=None)
    assert index_keys(few).keys() == keys(few).keys()


ABROAD = Place("Tirvan", "Oster", "PL", OSTRAVEL.lat + 2.5 if OSTRAVEL.lat else None, OSTRAVEL.lon, PlacePrecision.CITY)


def test_a_quake_shakes_two_countries() -> None:
    ours, theirs = told(killed=120, kind="earthquake"), told(VOICES, place=ABROAD, killed=30, kind="earthquake")
    assert score.score(theirs, ours).veto is None
    assert score.score(theirs, ours).parts["rare"] == 1
    few = replace(theirs, counts={Kind.KILLED: exactly(3)})
    assert score.score(few, ours).veto == Veto.OTHER_COUNTRY  # another, of the days of that one
    assert score.score(replace(theirs, type="bombing"), replace(ours, type="bombing")).veto == Veto.OTHER_COUNTRY


def test_mourners_have_days_of_their_own() -> None:
    week_later = DateSpan(date(2031, 5, 12), date(2031, 5, 12), DatePrecision.DAY)
    funeral = replace(told(VOICES, day=week_later, killed=31, kind="unknown"), aftermath=True)
    fire = told(killed=31, kind="fire")
    assert score.score(funeral, fire).parts["near"] == 1
    assert score.score(funeral, fire).parts["late"] > score.score(replace(funeral, aftermath=False), fire).parts["late"]
    assert score.score(replace(funeral, aftermath=False), fire).parts["near"] == 0


def test_a_toll_that_rose_in_a_country_at_war_is_of_its_event_of_that_day() -> None:
    at_war = replace(COUNTRY, name="Syria", country="SY"), replace(OSTRAVEL, country="SY")
    event = told(place=at_war[1], killed=40)
    risen = replace(told(VOICES, place=at_war[0], killed=86), update="rise")
    assert score.score(risen, event).parts["risen"] == 1
    assert score.score(replace(risen, update=None), event).parts["risen"] == 0
    assert score.score(replace(risen, place=COUNTRY), event).parts["risen"] == 0


def test_of_two_that_fit_the_one_of_its_kind_is_preferred() -> None:
    bus = told(killed=26, kind="transport_accident")
    burnt = candidate(told(killed=26, kind="explosion"), 2)
    assert join.link(bus, [burnt, candidate(told(killed=26, kind="transport_accident"), 1)]).event_id == 1


def test_two_tellings_of_a_rare_accident_near_by_are_one_without_a_word_in_common() -> None:
    jet = weigh_terms("Cargo jet hits homes near Ostravel", "At least 32 were killed in fog.", "")
    jumbo = weigh_terms("Kazakh jumbo crash: toll 37", "It came down short of the runway.", "")
    airport = Place("Ost", OSTRAVEL.adm1, "KZ", 44.1, 65.1, PlacePrecision.CITY)
    known = told(jet, place=OSTRAVEL, killed=32, kind="aviation_accident")
    assert join.link(told(jumbo, place=airport, killed=37, kind="aviation_accident"), [candidate(known)]).event_id == 1
    few = told(jumbo, place=airport, killed=3, kind="aviation_accident")
    assert score.score(few, known).parts["lone"] == 0


def test_one_toll_of_a_rare_accident_is_one_wherever_the_shaft_s_name_is_found() -> None:
    far = replace(OSTRAVEL, name="Belgora", adm1="Luhem", lat=52.0, lon=80.0)
    pit, shaft = (told(place=place, killed=27, kind="mine_accident") for place in (OSTRAVEL, far))
    assert same_rare_kind(shaft, pit) and not towns_apart(shaft, pit)
    other = replace(shaft, counts=told(killed=16).counts)
    assert not same_rare_kind(other, pit) and towns_apart(other, pit)
    crashes = [replace(one, type="transport_accident") for one in (shaft, pit)]  # a country has two a day
    assert towns_apart(*crashes)


def test_hundreds_in_the_ruins_across_the_border_are_those_of_the_terrible_quake() -> None:
    syria = Place("Idlib", "Idlib", "SY", 35.8, 36.7, PlacePrecision.ADM1)
    ankara = Place("Ankara", "Ankara", "TR", 39.9, 32.9, PlacePrecision.CITY)
    quake = told(place=ankara, killed=5000, kind="earthquake")
    ruins = told(place=syria, killed=790, kind="building_collapse")
    assert is_one_quake(ruins, quake)
    assert not is_one_quake(told(place=syria, killed=14, kind="building_collapse"), quake)
    assert not is_one_quake(ruins, told(place=ankara, killed=40, kind="earthquake"))
    assert not is_one_quake(replace(ruins, type="shooting"), quake)
    assert not is_one_quake(replace(ruins, date=NEXT_MONTH), quake)
    first, second = (told(place=place, killed=120, kind="earthquake") for place in (syria, ankara))
    assert keys(first).keys() & keys(second).keys() - set(first.terms)  # each finds the other


def test_no_region_has_two_accidents_of_one_kind_with_as_great_a_toll() -> None:
    district = Place("Dimurat", "Kermand", "KZ", 44.25, 65.0, PlacePrecision.ADM1)
    region = Place("Kermand", "Kermand", "KZ", 44.5, 65.5, PlacePrecision.ADM1)
    one, other = (replace(told(place=place, killed=41, kind="transport_accident"), terms={}) for place in (district, region))
    assert score.score(one, other).parts["lone"] == near.ALIKE
    few = [replace(told(place=place, killed=14, kind="transport_accident"), terms={}) for place in (district, region)]
    assert score.score(*few).parts["lone"] == 0


def test_a_district_that_the_town_s_texts_name_is_its_own() -> None:
    district = Place("Dimurat", "Kermand", "KZ", 44.25, 65.0, PlacePrecision.ADM1)
    text = "A bomb went off at a rally in Ostravel."
    town = replace(told(weigh_terms("Blast at rally in Dimurat", text, text), killed=35), date=None)
    other = replace(told({}, place=district, killed=39), date=None)
    assert score.score(other, town).parts["wide"] == 1
    assert score.score(replace(other, counts=told(killed=12).counts), town).parts["wide"] == 0
    assert score.score(other, replace(town, terms={})).parts["wide"] == 0
