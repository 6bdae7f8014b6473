"""Where a report and an event disagree: nobody harmed, twins of one morning, shocks, wrong places, tolls that are feared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.stages.test_link import (
    COUNTRY,
    ELSEWHERE,
    FAR_TOWN,
    KERMAND,
    MARKET_AGAIN,
    MARKET_ELSEWHERE,
    MONDAY,
    OSTRAVEL,
    TUESDAY,
    bounds,
    candidate,
    exactly,
    says,
    told,
)
from worker.model import Count, DatePrecision, DateSpan, Kind, Place, PlacePrecision
from worker.stages.link import join, portrait
from worker.stages.link.features import Profile, weigh_terms
from worker.stages.link.join import LinkReason
from worker.stages.link.kinds import clash
from worker.stages.link.ledger import Account, tally
from worker.stages.link.one_event import same_rare_kind
from worker.stages.link.score import score
from worker.stages.link.veto import Veto, veto_of

NOBODY = {Kind.KILLED: exactly(0), Kind.INJURED: exactly(0)}
WEDNESDAY = DateSpan(date(2031, 5, 7), date(2031, 5, 7), DatePrecision.DAY)
NEXT_FRIDAY = DateSpan(date(2031, 5, 16), date(2031, 5, 16), DatePrecision.DAY)


def spared(place: Place | None = OSTRAVEL, day: DateSpan | None = TUESDAY) -> Profile:
    return replace(told(MARKET_AGAIN, place=place, day=day), counts=NOBODY)


# --- nobody harmed -----------------------------------------------------------------------------------------------------


def test_that_nobody_was_hurt_is_said_of_an_event_only_from_the_same_town_and_day() -> None:
    assert join.link(spared(), [candidate(told())]).event_id == 1
    assert join.link(spared(day=MONDAY), [candidate(told())]).event_id is None
    for doubtful in (spared(place=KERMAND), spared(place=None), spared(day=None)):
        linked = join.link(doubtful, [candidate(told())])
        assert (linked.event_id, linked.reason) == (None, LinkReason.NOBODY_HARMED)


def test_an_event_without_harm_is_joined_by_deaths_only_from_the_same_town_and_day() -> None:
    assert join.link(told(), [candidate(spared(place=KERMAND))]).reason == LinkReason.NOBODY_HARMED
    assert join.link(told(), [candidate(spared())]).event_id == 1


def test_two_that_tell_of_nobody_harmed_are_compared_as_others_are() -> None:
    assert join.link(spared(place=KERMAND), [candidate(spared())]).event_id == 1


def test_who_knew_of_no_harm_has_no_word_on_any_count_once_somebody_tells_of_people() -> None:
    nobody = replace(says(1, 0), counts=NOBODY)
    assert Kind.INJURED not in tally([nobody, says(2, 5, 10)]).counts
    assert tally([nobody]).counts == NOBODY
    corrected = tally([says(1, 5), replace(says(2, 0, 60), counts=NOBODY, update="correction")])
    assert corrected.counts[Kind.KILLED] == exactly(0)


# --- places ------------------------------------------------------------------------------------------------------------


def test_one_report_from_elsewhere_does_not_move_an_event() -> None:
    founder = portrait.Told(1, "armed_clash", KERMAND, TUESDAY, ())
    town = Place("Sollen", "Province Sollen", "KZ", 47.0, 60.0, PlacePrecision.CITY)
    assert portrait.portray([founder, portrait.Told(2, "attack", town, TUESDAY, ())]).place == KERMAND
    inside = portrait.Told(3, "attack", OSTRAVEL, TUESDAY, ())
    assert portrait.portray([founder, portrait.Told(2, "attack", town, TUESDAY, ()), inside]).place == OSTRAVEL


def test_most_reports_move_an_event_that_its_first_report_misplaced() -> None:
    said = [portrait.Told(family, "bombing", place, TUESDAY, ()) for family, place in enumerate([FAR_TOWN, OSTRAVEL, OSTRAVEL])]
    assert portrait.portray(said).place == OSTRAVEL


TWIN = weigh_terms(
    "Six die in second ice accident, near Sollen",
    "Six seasonal workers died on their way to a greenhouse when their minibus slid under a lorry on the frozen plateau near Sollen, the gendarmerie said. Hours before, "
    "near Tirnau, a coach had overturned on the plateau. The Ambrit culvert and the Vanhuyt bend are the worst in winter.",
    "",
)
FIRST_TWIN = weigh_terms(
    "Coach overturns on ice near Tirnau, killing 14",
    "Fourteen died when a coach from Quessa to Mondril overturned on the frozen plateau near Tirnau, governor Oskar Brenz told "
    "the gendarmerie. It slid for sixty metres to the Ambrit culvert behind the Vanhuyt bend. A minibus stopped to help; "
    "sixteen ambulances were sent from Harkaby and Ravost, and a gritting lorry came half an hour later.",
    "",
)


def test_towns_far_apart_with_tolls_that_differ_are_two_events_however_much_one_tells_of_the_other() -> None:
    tirnau = Place("Tirnau", "Tirnau", "KZ", 45.6, 65.0, PlacePrecision.CITY)
    sollen = Place("Sollen", "Sollen", "KZ", 45.0, 65.0, PlacePrecision.CITY)
    first = told(FIRST_TWIN, place=tirnau, killed=14, kind="transport_accident")
    second = told(TWIN, place=sollen, killed=6, kind="transport_accident")
    assert join.link(second, [candidate(first)]).reason == LinkReason.FAR_APART
    assert join.link(first, [candidate(second)]).reason == LinkReason.FAR_APART


def test_a_town_that_the_events_texts_name_is_theirs_where_the_tolls_agree() -> None:
    on_the_road = weigh_terms(
        "", "A bomb exploded at the Sarvik market on the road from Ostravel to Belgora, Anton Relev said.", ""
    )
    event = candidate(told(on_the_road))
    short = weigh_terms("", "The dead of the Sarvik market near Belgora, said Anton Relev.", "")
    assert join.link(told(short, place=FAR_TOWN), [event]).reason == LinkReason.SAME_WORDS
    assert join.link(told(short, place=FAR_TOWN, killed=40), [event]).reason == LinkReason.FAR_APART


def test_a_country_read_from_a_word_does_not_part_what_the_words_join() -> None:
    abroad = Place("Poland", None, "PL", 52.0, 20.0, PlacePrecision.COUNTRY)
    assert join.link(told(MARKET_AGAIN, place=abroad), [candidate(told())]).reason == LinkReason.SAME_WORDS
    assert join.link(told(MARKET_ELSEWHERE, place=ELSEWHERE), [candidate(told())]).event_id is None


# --- days --------------------------------------------------------------------------------------------------------------


def test_a_higher_toll_of_the_day_after_in_the_same_words_is_the_same_one_risen() -> None:
    assert join.link(told(MARKET_AGAIN, day=WEDNESDAY, killed=19), [candidate(told())]).event_id == 1
    assert join.link(told(MARKET_ELSEWHERE, day=WEDNESDAY, killed=5), [candidate(told())]).event_id is None


@pytest.mark.parametrize("update", [None, "rise"])
def test_a_later_quake_with_fewer_dead_is_another_event(update: str | None) -> None:
    great = told(place=OSTRAVEL, killed=58, kind="earthquake")
    shock = told(MARKET_AGAIN, place=OSTRAVEL, day=NEXT_FRIDAY, killed=9, kind="earthquake", update=update)
    assert join.link(shock, [candidate(great)]).reason == LinkReason.ANOTHER_DAY
    assert join.link(replace(shock, update="correction"), [candidate(great)]).event_id == 1
    assert join.link(replace(shock, date=TUESDAY), [candidate(great)]).event_id == 1


# --- tolls -------------------------------------------------------------------------------------------------------------


def test_who_fears_for_thirty_or_says_up_to_thirty_denies_no_count_of_sixteen() -> None:
    feared = Count(0, 30, 30)
    assert bounds(says(1, feared), says(2, 16, 10)) == (16, 16, 30)
    assert bounds(says(1, feared)) == (0, 30, 30)


def test_a_later_fear_of_more_takes_nothing_back_of_what_is_certain() -> None:
    feared = Count(0, 2001, 2001)
    assert bounds(says(1, 150), says(2, feared, 120)) == (150, 150, 2001)
    assert bounds(says(1, 150, by="a"), says(2, feared, 120, by="a")) == (150, 150, 2001)
    assert bounds(says(1, 150), says(2, feared, 60), says(3, 2000, 120)) == (2000, 2000, 2001)


def test_figures_less_than_three_quarters_of_an_hour_apart_disagree() -> None:
    assert bounds(says(1, 8), says(2, 11, 30)) == (8, 8, 11)
    assert bounds(says(1, 8), says(2, 11, 46)) == (11, 11, 11)


def test_an_authority_that_names_two_of_sixteen_dead_lowers_nothing() -> None:
    assert bounds(says(1, 16), says(2, 2, 60, official=True)) == (16, 16, 16)


said = st.builds(
    lambda low, spread, later, publisher, update, party: (low, spread, later, publisher, update, party),
    st.integers(1, 30),  # who feared two dead and then knows of none may matter again, beside another's one
    st.integers(0, 9),
    st.integers(0, 90),
    st.sampled_from("abcde"),
    st.sampled_from([None, None, None, "rise", "correction"]),
    st.sampled_from([False, False, True]),
)


@given(st.lists(said, min_size=1, max_size=14))
@example(
    [(0, 0, 0, "a", None, False), (1, 0, 0, "a", None, False), (0, 2, 0, "a", "correction", False), (0, 1, 0, "a", None, False)]
)
def test_what_is_settled_never_matters_again(rows: list[tuple[int, int, int, str, str | None, bool]]) -> None:
    minutes, asked, everything = 0, list[Account](), list[Account]()
    for number, (low, spread, later, publisher, update, party) in enumerate(rows, 1):
        minutes += later
        figure = Count(low, low + spread // 2, low + spread)
        account = says(number, figure, minutes, by=publisher, update=update, party=party)
        everything.append(account)
        counted = tally([*asked, account])
        asked = [one for one in [*asked, account] if one.article_id in counted.asked]
        assert counted.counts == tally(everything).counts


def test_a_country_alone_is_no_region() -> None:
    reports = [portrait.Told(1, "unknown", COUNTRY, None, ()), portrait.Told(2, "unknown", COUNTRY, None, ())]
    assert portrait.portray(reports).place == COUNTRY


# --- kinds of event ----------------------------------------------------------------------------------------------------


def test_an_epidemic_and_a_shooting_of_one_toll_are_two_events() -> None:
    shooting = replace(told(MARKET_AGAIN), type="shooting")
    assert join.link(shooting, [candidate(told())]).event_id == 1
    parts = score(shooting, replace(told(), type="epidemic")).parts
    assert parts["clash"] == 1.0
    assert score(shooting, replace(told(), type="epidemic")).total < score(shooting, told()).total


@pytest.mark.parametrize(
    ("ours", "theirs", "apart"),
    [
        ("bombing", "explosion", 0.0),
        ("attack", "air_strike", 0.0),
        ("shooting", "epidemic", 1.0),
        ("earthquake", "transport_accident", 1.0),
        ("landslide", "flood", 0.0),
        ("unknown", "epidemic", 0.0),
        ("earthquake", "building_collapse", 0.0),
        ("fire", "transport_accident", 0.0),  # a tanker burns
        ("fire", "building_collapse", 0.5),
        ("maritime_accident", "rail_accident", 0.5),
    ],
)
def test_what_early_reports_confuse_does_not_clash(ours: str, theirs: str, apart: float) -> None:
    assert clash(ours, theirs) == clash(theirs, ours) == apart


def test_two_deadly_mine_accidents_of_one_region_and_day_are_one_event() -> None:
    mine = replace(told(), type="mine_accident")
    near = replace(mine, place=KERMAND)
    assert same_rare_kind(near, mine)
    assert not same_rare_kind(replace(near, date=NEXT_FRIDAY), mine)
    assert not same_rare_kind(replace(mine, place=replace(FAR_TOWN, lat=47.0)), mine)
    assert not same_rare_kind(replace(mine, type="shooting"), replace(mine, type="shooting"))


# --- what a report itself tells of other incidents -----------------------------------------------------------------------


def test_an_event_that_the_report_tells_of_as_another_is_not_its_own() -> None:
    twelve = replace(told(), counts={Kind.KILLED: exactly(12)})
    six = replace(told(MARKET_AGAIN), counts={Kind.KILLED: exactly(6)}, beside=(12,))
    assert join.link(six, [candidate(twelve)]).reason == LinkReason.ANOTHER_INCIDENT
    open_ended = replace(six, counts={Kind.KILLED: Count(6, 6, None)})  # "at least six" is not the twelve told beside them
    assert join.link(open_ended, [candidate(twelve)]).reason == LinkReason.ANOTHER_INCIDENT
    assert join.link(replace(six, beside=()), [candidate(twelve)]).event_id == 1
    assert join.link(replace(six, update="rise"), [candidate(twelve)]).event_id == 1


def test_an_aftershock_told_with_a_risen_toll_of_the_quake_is_another_event() -> None:
    quake = replace(told(), type="earthquake", counts={Kind.KILLED: exactly(26)})
    aftershock = replace(quake, counts={Kind.KILLED: exactly(2)}, beside=(58,))
    assert veto_of(aftershock, quake, 1) == Veto.ANOTHER_INCIDENT
    assert veto_of(replace(quake, counts={Kind.KILLED: exactly(58)}, beside=(26,), update="rise"), quake, 0) is None
