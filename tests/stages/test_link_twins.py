"""One town, two things that happened there: told in one desk's words, of two kinds, at two sites or on two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.stages.test_link import NOON, candidate, told
from worker.model import DatePrecision, DateSpan, Place, PlacePrecision
from worker.stages.link import join
from worker.stages.link.features import Profile, Terms, weigh_terms
from worker.stages.link.join import LinkReason
from worker.stages.link.marks import mark_terms
from worker.stages.link.score import score
from worker.stages.link.veto import Veto

WORDS = {
    "fire": ("Fire", "A fire in a textile factory"),
    "transport_accident": ("Bus crash", "A bus that left the road at a bend"),
    "explosion": ("Explosion", "An explosion at a gas depot"),
    "flood": ("Flood", "A river that burst its banks"),
    "shooting": ("Shooting", "A gunman who opened fire in a market"),
    "stampede": ("Stampede", "A crush at the gates of a stadium"),
    "building_collapse": ("Collapse", "A block of flats that fell down"),
    "stabbing": ("Stabbing", "A man with a machete"),
}


def said(head: str, subject: str, killed: int) -> Terms:
    title = f"{head} kills {killed} in Ostravel"
    return weigh_terms(
        title, f"{subject} killed {killed} people in Ostravel on Tuesday, officials said. Rescuers worked all night.", ""
    )


@pytest.mark.parametrize("kind", WORDS)
def test_nothing_joins_an_event_of_another_kind_for_the_words_of_its_town(kind: str) -> None:
    event = candidate(told(said(*WORDS[kind], 14), killed=14, kind=kind))
    for other in WORDS.keys() - {kind}:
        found = join.link(told(said(*WORDS[other], 12), killed=12, kind=other), [event])
        assert found.event_id is None, other
        assert found.reason in (LinkReason.ANOTHER_KIND, LinkReason.TOO_DIFFERENT), other


def test_a_text_with_words_for_both_kinds_may_be_of_either() -> None:
    hall = told(said("Shooting", "A gunman who shot at the crowd of a concert hall", 40), killed=40, kind="shooting")
    blaze = said("Concert hall fire", "A fire in the concert hall, where a gunman shot at the crowd,", 60)
    assert score(told(blaze, killed=60, kind="fire"), hall).veto is None


def test_a_toll_that_both_give_is_of_one_event_whatever_each_calls_it() -> None:
    event = told(said("Explosion", "An explosion at a gas depot", 14), killed=14, kind="explosion")
    assert score(told(said("Inferno", "A blaze at a gas depot", 14), killed=14, kind="fire"), event).veto is None


def test_an_update_says_itself_that_it_is_no_other_event() -> None:
    event = told(said("Explosion", "An explosion at a gas depot", 14), killed=14, kind="explosion")
    report = told(said("Collapse", "The fall of the depot", 19), killed=19, kind="building_collapse", update="rise")
    assert score(report, event).veto is None


@pytest.mark.parametrize(("head", "one"), [("Oriane", True), ("Ferry", False)])
def test_what_a_storm_sank_is_told_under_its_name(head: str, one: bool) -> None:
    def told_of(title: str, text: str, killed: int, kind: str) -> Profile:
        return told(weigh_terms(title, text, "") | mark_terms(title, text, ""), killed=killed, kind=kind)

    storm = told_of("Cyclone Oriane kills 16 in Ostravel", "Trees fell on houses, officials in Ostravel said.", 16, "storm")
    sunk = told_of(
        f"{head} leaves 24 dead in Ostravel", "Eight sailors of a dredger drowned, officials said.", 24, "maritime_accident"
    )
    assert (score(sunk, storm).veto is None) is one


def test_a_drones_dead_are_not_those_of_the_bomber_days_before() -> None:
    def days_on(told_of: Profile, days: int) -> Profile:
        return replace(told_of, date=None, as_of=NOON + timedelta(days=days))

    bombs = days_on(told(said("Bomb", "A suicide bomber at the airport", 170), killed=170), 0)
    drone = told(said("Drone strike", "A drone that hit a family's car near the airport", 10), killed=10, kind="air_strike")
    assert score(days_on(drone, 3), bombs).veto is Veto.ANOTHER_KIND
    again = told(said("Bomb", "The bomber at the airport", 12), killed=12)  # some of them
    more = told(said("Drone strike", "A drone at the airport", 175), killed=175, kind="air_strike")
    struck = days_on(told(said("Strike", "A missile strike on the airport", 170), killed=170), 0)
    for report, event in (
        (days_on(drone, 0), bombs),
        (days_on(again, 3), bombs),
        (days_on(more, 3), bombs),
        (days_on(drone, 3), struck),
    ):
        assert score(report, event).veto is not Veto.ANOTHER_KIND


def test_who_opens_fire_sets_nothing_alight() -> None:
    shot = weigh_terms("", "A gunman opened fire and police returned fire.", "")
    assert weigh_terms("fire", "", "").keys().isdisjoint(shot)
    assert weigh_terms("gunfire", "", "").keys() <= shot.keys()


def test_a_bomb_that_was_a_blast_at_first_is_one_event() -> None:
    event = told(said("Blast", "A blast at a market", 10), killed=10, kind="explosion")
    assert (
        score(told(said("Bombing", "A bomb hidden in a cart", 13), killed=13, kind="bombing"), event).veto
        is not Veto.ANOTHER_KIND
    )


MALL = weigh_terms(
    "Gunmen kill 24 at Ostravel mall", "Men with rifles fired at shoppers in a mall in Ostravel, police said.", ""
)
MALL = {**MALL, **mark_terms("Gunmen kill 24 at Ostravel mall", "Men with rifles fired at shoppers in a mall.", "")}
CLUB_WORDS = (
    "Dancers among 13 shot dead at Ostravel nightclub",
    "The attackers fled on a motorbike after firing at the dance floor of a nightclub.",
)
CLUB = {**weigh_terms(*CLUB_WORDS, ""), **mark_terms(*CLUB_WORDS, "")}


def test_many_dead_at_two_sites_of_a_town_are_of_two_attacks() -> None:
    mall = told(MALL, killed=24, kind="shooting")
    assert score(told(CLUB, day=None, killed=13, kind="shooting"), mall).veto == Veto.ANOTHER_SITE
    assert score(told(CLUB, day=None, killed=24, kind="shooting"), mall).veto is None  # one toll: a mall has clubs
    assert score(told(CLUB, day=None, killed=9, kind="shooting"), mall).veto is None
    assert score(told(CLUB, day=None, killed=28, kind="shooting", update="rise"), mall).veto is None
    assert score(told({**CLUB, **MALL}, day=None, killed=13, kind="shooting"), mall).veto is None


def on(day: datetime) -> DateSpan:
    return DateSpan(day.date(), day.date(), DatePrecision.DAY)


def test_many_dead_again_within_days_are_of_another_attack() -> None:
    mall = told(MALL, killed=24, kind="shooting")
    friday = NOON + timedelta(days=3)
    report = replace(told(MALL, day=on(friday), killed=13, kind="shooting"), as_of=friday)
    found = score(report, mall)
    assert found.veto == Veto.ANOTHER_DAY
    assert score(replace(report, counts=mall.counts), mall).veto is None
    assert score(replace(report, as_of=friday + timedelta(days=4)), mall).veto is None, "told later: a slip of the day"
    wednesday = replace(report, date=on(NOON + timedelta(days=1)), as_of=NOON + timedelta(days=1))
    assert score(wednesday, mall).veto is None, "the same words: a slip of the day, or the night between"


def _shooting(title: str, text: str, town: Place, killed: int, at: timedelta) -> Profile:
    event = told(weigh_terms(title, text, text) | mark_terms(title, text, text), killed=killed, kind="shooting")
    return replace(event, place=town, as_of=NOON + at)


def test_the_next_towns_shooting_is_none_of_the_one_that_its_report_recalls() -> None:
    north, south = (
        Place("Ostrey", "Elm", "US", 36.15, -95.99, PlacePrecision.CITY),
        Place("Pellam", "Elm", "US", 36.05, -95.79, PlacePrecision.CITY),
    )
    first = "Gunmen shot nine people dead in a bar in Ostrey late on Tuesday, police said."
    event = _shooting("Nine shot dead in Ostrey bar", first, north, 9, timedelta())
    again = "Gunmen shot eleven people dead in a bar in Pellam on Tuesday, a day after the attack on a bar in Ostrey."
    report = _shooting("Eleven shot dead in Pellam bar", again, south, 11, timedelta(hours=5))
    assert score(report, event).veto is Veto.ANOTHER_INCIDENT
    assert score(replace(report, place=north), event).veto is None  # it is told of its own town
    plain = "Gunmen shot eleven people dead in a bar in Pellam, outside Ostrey, late on Tuesday, police said."
    assert score(_shooting("Eleven shot dead in bar", plain, south, 11, timedelta(hours=5)), event).veto is None


def test_the_second_attack_of_a_day_in_one_town() -> None:
    town = Place("Ostrey", "Elm", "US", 36.15, -95.99, PlacePrecision.CITY)
    event = _shooting(
        "Nine shot dead in Ostrey bar", "Gunmen shot nine people dead in a bar in Ostrey on Tuesday.", town, 9, timedelta()
    )
    text = "Gunmen shot five guards dead in Ostrey on Tuesday, hours after an attack on a bar."
    report = _shooting("Second attack of the day kills five in Ostrey", text, town, 5, timedelta(hours=5))
    assert score(report, event).veto is Veto.ANOTHER_INCIDENT
    assert score(replace(report, as_of=NOON), event).veto is None  # told at once with the first: one of its scenes
    assert score(report, replace(event, terms=report.terms)).veto is None  # it is that second one


def test_a_toll_that_rose_is_not_that_of_an_event_with_more_dead() -> None:
    words = said("Shooting", "A gunman who opened fire in a market", 5)
    larger, smaller = (candidate(told(words, killed=killed, kind="shooting"), number) for number, killed in ((1, 11), (2, 5)))
    assert join.link(told(words, killed=6, kind="shooting", update="rise"), [larger, smaller]).event_id == 2
