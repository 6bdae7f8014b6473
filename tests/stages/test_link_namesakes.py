"""Two names for one place or storm: a region and its chief town, a town whose region nobody knows, a storm told by its name alone."""

from __future__ import annotations

from dataclasses import replace

from tests.stages.test_link import COUNTRY, FAR_TOWN, KERMAND, OSTRAVEL, candidate, told
from worker.model import Place, PlacePrecision
from worker.stages.link import join, score
from worker.stages.link.features import weigh_terms
from worker.stages.link.marks import heads_storm, mark_terms
from worker.stages.link.one_event import is_in_namesake, is_named_storm
from worker.stages.link.veto import towns_apart

CHIEF_TOWN = Place("Al-Kermand", "El Kermand", "KZ", 44.6, 65.5, PlacePrecision.CITY)
IN_ITS_REGION = Place("Belgora", "El Kermand", "KZ", 45.60, 65.50, PlacePrecision.CITY)  # 111 km
NO_REGION = Place("Ostravel", None, "KZ", 44.00, 65.00, PlacePrecision.CITY)
NAME_ALONE = Place("Zubrin", None, None, None, None, PlacePrecision.SITE)


def terms(title: str, text: str) -> dict[int, float]:
    return weigh_terms(title, text, "") | mark_terms(title, text, "")


CYCLONE = terms("Cyclone Bulga makes landfall", "Winds uprooted trees in six districts of the south, killing ten people.")
BY_NAME = terms("Bulga toll climbs to 33, relief rushed", "Cattle, groves and boats were lost on the coast.")


def test_a_town_that_bears_its_regions_name_is_not_far_from_what_lies_there() -> None:
    chief, other = told(place=CHIEF_TOWN, killed=24), told(place=IN_ITS_REGION, killed=47)
    assert is_in_namesake(other, chief)
    assert not towns_apart(other, chief)
    assert not is_in_namesake(replace(other, place=replace(IN_ITS_REGION, adm1="Luhem")), chief)
    few = told(place=IN_ITS_REGION, killed=2)  # shootings of every week
    assert not is_in_namesake(few, chief)
    assert not is_in_namesake(told(place=FAR_TOWN, killed=47), told(place=OSTRAVEL, killed=24))
    assert towns_apart(told(place=FAR_TOWN, killed=47), told(place=OSTRAVEL, killed=24))


def test_a_town_whose_region_no_index_knows_may_lie_in_any_of_its_country() -> None:
    slide = told(place=NO_REGION, killed=12, kind="landslide")
    assert score.score(told(place=KERMAND, killed=14, kind="landslide"), slide).parts["wide"] == 1
    abroad = replace(NO_REGION, country="PL")
    assert score.score(told(place=KERMAND, killed=14, kind="landslide"), replace(slide, place=abroad)).parts["wide"] == 0
    known = replace(NO_REGION, adm1="Luhem")
    assert score.score(told(place=KERMAND, killed=14, kind="landslide"), replace(slide, place=known)).parts["wide"] == 0


def test_a_storm_is_known_by_its_name_alone() -> None:
    storm = told(CYCLONE, place=FAR_TOWN, killed=20, kind="storm")
    toll = told(BY_NAME, place=None, killed=33, kind="maritime_accident")
    assert is_named_storm(toll, storm)
    assert join.link(toll, [candidate(storm)]).event_id == 1
    assert is_named_storm(replace(toll, place=OSTRAVEL), storm)
    assert not is_named_storm(replace(toll, place=replace(OSTRAVEL, country="PL")), storm)
    assert not is_named_storm(toll, replace(storm, type="bombing"))
    assert not is_named_storm(told(terms("Relief for Bulga is rushed", ""), place=None), storm)  # a name like others


def test_a_headline_that_begins_with_another_name_heads_no_storm() -> None:
    assert heads_storm(BY_NAME, CYCLONE)
    assert heads_storm(terms("Bulga: two ministers flee by boat", ""), CYCLONE)
    assert not heads_storm(terms("Zubrin: two ministers flee by boat", ""), CYCLONE)
    assert not heads_storm(CYCLONE, BY_NAME)
    assert heads_storm(terms("Ana: toll climbs to 40", ""), terms("Cyclone Ana kills 12", ""))


def test_a_name_of_no_country_is_the_one_that_the_event_tells_of() -> None:
    raid = told(terms("Base at Zubrin overrun, scores feared dead", "The garrison at Zubrin fell on Sunday."), place=KERMAND)
    toll = told(terms("Toll of Zubrin killings passes 100", "The house stood in silence."), place=NAME_ALONE, killed=100)
    assert score.score(toll, raid).parts["named"] == 1
    assert score.score(toll, raid).parts["unplaced"] == 1
    assert score.score(replace(toll, place=replace(NAME_ALONE, name="Gradov")), raid).parts["named"] == 0
    assert score.score(replace(toll, place=replace(NAME_ALONE, country="PL")), raid).parts["unplaced"] == 0
    assert score.score(replace(toll, place=COUNTRY), raid).parts["unplaced"] == 0


def test_a_text_without_a_place_of_its_own_may_name_the_region_in_which_many_died() -> None:
    spoken = weigh_terms("Strong quake shakes Kermand", "Windows broke and people ran into the streets.", "")
    quake = told(place=OSTRAVEL, killed=47, kind="earthquake")
    text = told(spoken, place=None, killed=None, kind="unknown", day=None)
    assert score.score(text, quake).parts["named"] == 1
    assert score.score(text, told(place=OSTRAVEL, killed=3, kind="shooting")).parts["named"] == 0  # a state is named every day
    assert score.score(replace(text, place=COUNTRY), quake).parts["named"] == 0
