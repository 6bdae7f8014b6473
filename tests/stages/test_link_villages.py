"""Places that only a name or a country tells: raids on two villages days apart, one desk's words for two countries, a bombing of a country."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.stages.test_link import COUNTRY, KERMAND, NOON, OSTRAVEL, candidate, told
from worker.model import DatePrecision, DateSpan, Place, PlacePrecision
from worker.stages.link import join, near, score
from worker.stages.link.features import Profile, weigh_terms
from worker.stages.link.join import LinkReason
from worker.stages.link.veto import Veto
from worker.stages.link.villages import is_raid_of_region, other_villages

LUGAR = Place("Lugar", None, "KZ", None, None, PlacePrecision.SITE)
BIRVA = Place("Birva", None, "KZ", None, None, PlacePrecision.SITE)
POLAND = Place("Poland", None, "PL", 52.0, 19.0, PlacePrecision.COUNTRY)


def raid(village: Place, killed: int, days: int = 0) -> Profile:
    """One desk's words on a village."""
    text = f"Gunmen on motorcycles attacked the village of {village.name} and burned its granary, killing {killed} farmers."
    terms = weigh_terms(f"Gunmen kill {killed} villagers in the north", text, text)
    return replace(told(terms, place=village, killed=killed, kind="shooting", day=None), as_of=NOON + timedelta(days=days))


def bus(place: Place, killed: int) -> Profile:
    text = "The night bus missed a bend and plunged two hundred metres into a ravine, highway police said."
    terms = weigh_terms(f"Bus plunges into ravine in {place.name}, {killed} dead", text, text)
    return told(terms, place=place, killed=killed, kind="transport_accident", day=None)


def test_raids_on_two_unknown_villages_days_apart_are_two() -> None:
    first, later = raid(LUGAR, 21), raid(BIRVA, 26, days=4)
    assert other_villages(later, first)
    assert join.link(later, [candidate(first)]).event_id is None
    assert not other_villages(raid(BIRVA, 26), first)  # two desks name the scene by two villages on one day
    assert not other_villages(raid(LUGAR, 26, days=4), first)
    assert not other_villages(raid(BIRVA, 21, days=4), first)
    assert not other_villages(replace(later, update="rise"), first)
    assert not other_villages(replace(later, place=OSTRAVEL), replace(first, place=replace(OSTRAVEL, name="Dimurat")))


def test_a_flood_is_in_many_villages() -> None:
    flood = [replace(one, type="flood") for one in (raid(LUGAR, 21), raid(BIRVA, 26, days=4))]
    assert not other_villages(flood[1], flood[0])


def test_one_desks_words_for_two_countries_are_of_two_events() -> None:
    ours, theirs = bus(POLAND, 21), bus(COUNTRY, 25)
    judged = score.score(ours, theirs)
    assert judged.total > 0.75
    assert (judged.veto, judged.overruled) == (Veto.OTHER_COUNTRY, None)
    assert join.link(ours, [candidate(theirs)]).reason == LinkReason.OTHER_COUNTRY
    few = score.score(bus(POLAND, 1), bus(COUNTRY, 1))  # no alert hangs on these
    assert few.veto is None


def test_a_fire_told_of_by_the_name_of_the_club_is_the_days_fire_with_about_as_many_dead() -> None:
    def blaze(place: Place, killed: int, kind: str = "fire") -> Profile:
        return told(weigh_terms(f"{killed} dead in {place.name}", "", ""), place=place, killed=killed, kind=kind, day=None)

    club, town, abroad = LUGAR, OSTRAVEL, replace(LUGAR, country="PL")
    assert join.link(blaze(club, 15), [candidate(blaze(town, 13))]).event_id == 1
    assert join.link(blaze(town, 15), [candidate(blaze(club, 13))]).event_id == 1
    for other in (blaze(club, 41), blaze(abroad, 15), blaze(club, 9), blaze(club, 15, "transport_accident")):
        kind = replace(blaze(town, 13), type=other.type)
        assert join.link(other, [candidate(kind)]).event_id is None


def test_a_bombing_told_of_the_country_is_that_of_a_town_with_about_as_many_dead_even_at_war() -> None:
    wide = replace(told(place=replace(COUNTRY, country="PK"), killed=14), terms={})
    town = replace(told(place=replace(OSTRAVEL, country="PK"), killed=16, kind="suicide_bombing"), terms={})
    assert score.score(town, wide).parts["lone"] == near.ALIKE
    assert score.score(replace(town, counts=told(killed=31).counts), wide).parts["lone"] == 0
    raids = [replace(one, type="shooting") for one in (town, wide)]  # there are several a day
    assert score.score(*raids).parts["lone"] == 0


def test_a_fire_told_of_the_country_is_that_of_a_town_with_about_as_many_dead() -> None:
    wide = replace(told(place=replace(COUNTRY, country="IN"), killed=40, kind="fire", day=None), terms={})
    town = replace(told(place=replace(OSTRAVEL, country="IN"), killed=38, kind="fire", day=None), terms={})
    assert join.link(town, [candidate(wide)]).reason == LinkReason.FITS
    assert join.link(replace(town, counts=told(killed=19).counts), [candidate(wide)]).event_id is None
    assert join.link(replace(town, type="transport_accident"), [candidate(wide)]).event_id is None
    region = replace(wide, place=replace(KERMAND, country="IN"))
    assert score.score(town, region).parts["lone"] == 0
    few = [replace(one, counts=told(killed=3).counts) for one in (town, wide)]  # such fires are of every day
    assert score.score(*few).parts["lone"] == 0


def test_where_no_day_is_told_it_may_have_been_the_day_before() -> None:
    wide = replace(told(place=replace(COUNTRY, country="IN"), killed=40, kind="fire", day=None), terms={}, as_of=NOON)
    town = replace(told(place=replace(OSTRAVEL, country="IN"), killed=38, kind="fire", day=None), terms={})
    assert score.score(replace(town, as_of=NOON + timedelta(days=3)), wide).parts["wide"] == 1
    assert score.score(replace(town, as_of=NOON + timedelta(days=4)), wide).parts["wide"] == 0
    other = replace(town, counts=told(killed=19).counts, as_of=NOON + timedelta(days=3))
    assert score.score(other, wide).parts["wide"] == 0


def test_a_day_of_mourning_is_none_of_a_poisoning() -> None:
    first = replace(told(place=COUNTRY, killed=69, kind="poisoning", day=None), as_of=NOON)
    day = (NOON + timedelta(days=4)).date()
    later = told(place=COUNTRY, killed=72, kind="poisoning", day=DateSpan(day, day, DatePrecision.DAY))
    mourned = replace(later, aftermath=True, as_of=NOON + timedelta(days=4))
    assert score.score(mourned, first).parts["wide"] == 1
    assert score.score(replace(mourned, aftermath=False), first).parts["wide"] == 0


def test_a_great_raid_on_a_village_that_no_index_knows_is_that_on_the_town_near_by() -> None:
    text = "Gunmen surrounded fishermen in the Kerm region and shot them."
    terms = weigh_terms("Fishermen killed in Kerm", text, text)
    town = replace(OSTRAVEL, adm1="Kerm", country="KZ")
    village = told(terms, place=LUGAR, killed=31, kind="shooting")
    other = told(terms, place=town, killed=37, kind="shooting")
    assert is_raid_of_region(other, village) and is_raid_of_region(village, other)
    assert not is_raid_of_region(told(terms, place=town, killed=60, kind="shooting"), village)
    assert not is_raid_of_region(told(terms, place=replace(town, adm1="Elsewhere"), killed=37, kind="shooting"), village)
    assert not is_raid_of_region(replace(other, type="flood"), village)
    few = [told(terms, place=place, killed=14, kind="shooting") for place in (town, LUGAR)]
    assert not is_raid_of_region(*few)


def test_storms_that_killed_many_in_two_states_of_one_country_within_days_are_one() -> None:
    coast = Place("Elmia", "Elmia", "US", 32.8, -86.8, PlacePrecision.ADM1)
    inland = Place("Cedaria", "Cedaria", "US", 37.7, -84.9, PlacePrecision.ADM1)
    first, later = (told(place=place, killed=killed, kind="storm") for place, killed in ((coast, 10), (inland, 13)))
    assert score.score(later, first).veto is None
    assert score.score(told(place=inland, killed=3, kind="storm"), first).veto is not None
    fires = (replace(one, type="fire") for one in (later, first))
    assert score.score(*fires).veto is not None


def test_a_bomb_on_a_road_is_told_by_the_town_at_either_end_where_one_names_the_other() -> None:
    town = replace(OSTRAVEL, name="Kermsk", adm1="Kerm", lat=30.0, lon=67.0)
    other = replace(town, name="Lugarsk", lat=29.5, lon=67.9, geo_id=None)
    text = "The bomber rode into a police lorry on the road from Lugarsk, where officers had guarded a fair."
    first = told(weigh_terms("Bomber kills nine officers near Kermsk", text, text), place=town, killed=9, kind="bombing")
    said = "The officers were on their way back from guarding a fair when the bomber struck their lorry."
    terms = weigh_terms("Nine officers die in bombing near Lugarsk", said, said)
    later = told(terms, place=other, killed=9, kind="bombing")
    assert score.score(later, first).veto is None
    assert score.score(told(terms, place=other, killed=12, kind="bombing"), first).veto == Veto.FAR_APART
