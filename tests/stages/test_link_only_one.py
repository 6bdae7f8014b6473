"""Reports of a few words, of which only one event can be meant: told by the region, anew, or by a toll alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.stages.test_link import (
    COUNTRY,
    ELSEWHERE,
    FAR_TOWN,
    FERRY,
    KERMAND,
    MONDAY,
    NEXT_MONTH,
    OSTRAVEL,
    TUESDAY,
    candidate,
    told,
)
from worker.model import Place, PlacePrecision
from worker.stages.link import join
from worker.stages.link.features import Profile, weigh_terms
from worker.stages.link.join import LinkReason

VILLAGE = Place("Sumbol", None, "KZ", None, None, PlacePrecision.SITE)
OTHER_VILLAGE = Place("Ilek Bay", None, "KZ", None, None, PlacePrecision.SITE)
OTHER_SLOPE = Place("Pangor", "Luhor", "KZ", 51.0, 70.0, PlacePrecision.CITY)
HOMS = Place("Homsk", "Homsk", "SY", 34.0, 36.0, PlacePrecision.ADM1)
NEAR_HOMS = Place("Rasna", None, "SY", None, None, PlacePrecision.SITE)
TANKER = weigh_terms(
    "Tanker blows up in the north, killing 20",
    "Villagers had come to Sumbol for petrol when it went off, the rescue service said.",
    "Villagers had come to Sumbol for petrol when it went off, the rescue service said.",
)
BURNS = weigh_terms(
    "Kermand blast: 28 dead, doctors short of ointment",
    "The president called for an inquiry.",
    "The president called for an inquiry.",
)
TRAIN = weigh_terms(
    "Express leaves the track, killing 15",
    "Ten coaches fell on their side by the river.",
    "Ten coaches fell on their side by the river.",
)
RISEN = weigh_terms(
    "Deaths in express crash rise to 28",
    "The railway minister went to the hospitals.",
    "The railway minister went to the hospitals.",
)
SLIDE = weigh_terms(
    "Hillside falls on houses on Natara islands, nine dead",
    "Soil slid after days of rain on Serak, dozens are missing.",
    "Soil slid after days of rain on Serak, dozens are missing.",
)
SLID_ON = weigh_terms(
    "Natara landslide toll jumps to 21 as bodies are dug out",
    "Another 33 are missing after the hillside fell on Pangor.",
    "Another 33 are missing after the hillside fell on Pangor.",
)
CABINET = weigh_terms(
    "Cabinet to meet where 72 died", "Ministers will go there on Thursday.", "Ministers will go there on Thursday."
)

opened = told(TANKER, place=VILLAGE, killed=20, kind="explosion", day=None)
slid = told(SLIDE, place=Place("Serak", None, "KZ", 46.0, 60.0, PlacePrecision.CITY), killed=9, kind="landslide")
fallen = told(TRAIN, place=KERMAND, killed=2, kind="building_collapse")
crashed = told(TRAIN, killed=15, kind="rail_accident")
sunk = told(FERRY, killed=67, kind="maritime_accident")


@pytest.mark.parametrize(
    ("report", "event"),
    [
        (told(BURNS, place=KERMAND, killed=28, kind="bombing", day=None), opened),
        (told(SLID_ON, place=OTHER_SLOPE, killed=21, kind="landslide", update="rise"), slid),
        (told(RISEN, place=KERMAND, killed=28, kind="transport_accident"), crashed),
        (told(CABINET, place=COUNTRY, killed=72, kind="unknown", day=None), sunk),
        (told(BURNS, place=COUNTRY, killed=30, kind="explosion", day=None), opened),
        (told(BURNS, place=COUNTRY, killed=38, kind="transport_accident", day=None), told(TRAIN, killed=33, kind="unknown")),
        (told(CABINET, place=OSTRAVEL, killed=19, kind="unknown", day=None, update="rise"), fallen),
    ],
    ids=[
        "by its region",
        "a toll told anew",
        "by its region, a train's crash a crash",
        "by its toll",
        "by its country",
        "by its country, and not of what",
        "a collapse's dead counted on",
    ],
)
def test_what_can_be_of_one_event_alone_joins_it(report: Profile, event: Profile) -> None:
    linked = join.link(report, [candidate(event)])
    assert (linked.event_id, linked.reason) == (1, LinkReason.ONLY_ONE)


@pytest.mark.parametrize(
    ("report", "event"),
    [
        (told(BURNS, place=KERMAND, killed=60, kind="bombing", day=None), opened),
        (told(BURNS, place=OTHER_VILLAGE, killed=28, kind="bombing", day=None), opened),
        (told(BURNS, place=KERMAND, killed=28, kind="bombing", day=NEXT_MONTH), opened),
        (told(BURNS, place=KERMAND, killed=28, kind="epidemic", day=None), opened),
        (told(BURNS, place=ELSEWHERE, killed=28, kind="bombing", day=None), opened),
        (replace(told(BURNS, place=KERMAND, killed=28, kind="bombing", day=None), beside=(20,)), opened),
        (told(RISEN, place=FAR_TOWN, killed=16, kind="transport_accident"), crashed),
        (told(RISEN, place=KERMAND, killed=70, kind="transport_accident"), crashed),
        (told(RISEN, place=KERMAND, killed=28, kind="transport_accident", update="rise", day=NEXT_MONTH), crashed),
        (told(BURNS, place=COUNTRY, killed=50, kind="explosion", day=None), opened),
        (
            told(BURNS, place=COUNTRY, killed=28, kind="transport_accident", day=None),
            told(TRAIN, killed=16, kind="transport_accident"),
        ),
        (told(BURNS, place=COUNTRY, killed=24, kind="transport_accident", day=None), told(TRAIN, killed=24, kind="unknown")),
        (told(CABINET, place=OSTRAVEL, killed=19, kind="unknown", day=None), fallen),
        (told(CABINET, place=COUNTRY, killed=45, kind="unknown", day=None), sunk),
        (told(CABINET, place=COUNTRY, killed=12, kind="unknown", day=None), told(FERRY, killed=12, kind="maritime_accident")),
        (told(BURNS, place=HOMS, killed=28, kind="air_strike", day=None), replace(opened, place=NEAR_HOMS, type="air_strike")),
    ],
    ids=[
        "three times the toll",
        "another village",
        "another month",
        "another kind",
        "another country",
        "the event is told beside its own",
        "a town far off",
        "more than twice the toll, not said to have risen",
        "a toll risen a month later",
        "two and a half times the toll, by its country",
        "a road crash of a country with almost twice the toll",
        "a country's toll that is not great, and not of what",
        "a greater toll of the place, not of what",
        "another great toll",
        "a toll that is not great",
        "a war",
    ],
)
def test_what_may_be_of_another_event_opens_one(report: Profile, event: Profile) -> None:
    assert join.link(report, [candidate(event)]).event_id is None


def test_of_two_events_that_it_can_be_it_joins_none() -> None:
    report = told(BURNS, place=KERMAND, killed=28, kind="bombing", day=None)
    assert join.link(report, [candidate(opened), candidate(replace(opened, place=OTHER_VILLAGE), 2)]).event_id is None


def test_it_is_looked_for_only_where_no_event_fits() -> None:
    at_home = told(TANKER, place=VILLAGE, killed=20, kind="explosion", day=TUESDAY)
    assert join.link(at_home, [candidate(opened)]).reason == LinkReason.FITS
    assert join.link(told(killed=12, place=OSTRAVEL), [candidate(told(day=MONDAY, killed=7))]).reason != LinkReason.ONLY_ONE
