"""What two tellings share beside the names of places, and what it takes for one of them to join the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.stages.test_link import COUNTRY, ELSEWHERE, FAR_TOWN, MARKET, OSTRAVEL, candidate, exactly, told
from worker.model import Kind, Place, PlacePrecision
from worker.stages.link import join
from worker.stages.link.features import Terms, weigh_terms
from worker.stages.link.join import LinkReason
from worker.stages.link.kinds import same_deed
from worker.stages.link.marks import mark_terms
from worker.stages.link.own_words import own_weight, speaks_of
from worker.stages.link.score import score
from worker.stages.link.veto import Veto
from worker.stages.link.words import WEIGHT_OF

KHARVIN = Place("Kharvin", "Kharvin", "UA", 49.5, 36.5, PlacePrecision.CITY)


def said(title: str, text: str = "") -> Terms:
    return weigh_terms(title, text, "")


def test_names_of_the_place_of_countries_and_ages_are_nobodys_own() -> None:
    one = said("Ostravel girl, an 8-year-old, hurt", "The 8-year-old lives in Ostravel, Kermand. Kazakh police.")
    other = said("Ostravel boy wins chess cup", "The 8-year-old from Ostravel in Kermand beat a Kazakh master.")
    assert own_weight(one, other, OSTRAVEL) < 0.3
    assert own_weight(one, other) > 3


def test_months_and_weeks_of_an_age_are_no_rarer_than_years() -> None:
    assert own_weight(said("11-month-old dies in car"), said("Grief for an 11-month-old")) == 0
    assert own_weight(said("6-week-old kitten"), said("6-week-old cub")) == 0


def test_a_name_of_two_towns_words_is_left_out_as_a_whole() -> None:
    port = Place("Port Hanno", None, "KZ", 44.0, 60.0, PlacePrecision.CITY)
    one, other = said("", "Crowds in Port Hanno cheered."), said("", "Shops in Port Hanno closed early.")
    assert own_weight(one, other, port) == 0


def test_some_school_or_age_is_no_name_and_a_street_is() -> None:
    school = mark_terms("", "The boy, a 9-year-old, was hurt at a school.", "The boy was hurt at a school.")
    street = mark_terms("", "It happened on Marrow Lane.", "")
    assert own_weight(school, school) == 0
    assert own_weight(street, street) > 0


def test_what_all_desks_say_of_any_such_news_weighs_little() -> None:
    assert WEIGHT_OF["pictured"] == WEIGHT_OF["terrifying"] == 0.3
    assert WEIGHT_OF["centre"] == WEIGHT_OF["center"]


# --- reports ---------------------------------------------------------------------------------------------------------

SHOOTING = said(
    "Waiter shot dead at the Copper Kettle in Ostravel", "A gunman killed a waiter at the Copper Kettle diner in Ostravel."
)
OTHER = said("Ostravel baker admits killing lodger", "An Ostravel court heard that the baker hid the body in a well for years.")


def test_another_crime_of_the_town_stays_out_for_want_of_words() -> None:
    event = told(SHOOTING, day=None, killed=1, kind="shooting")
    found = score(told(OTHER, day=None, killed=1, kind="unknown"), event)
    assert found.veto == Veto.NOTHING_SHARED
    same = said(
        "Ostravel: the Copper Kettle stays shut", "The Copper Kettle diner, where a waiter was killed, will open in June."
    )
    assert score(told(same, day=None, killed=1, kind="unknown"), event).veto is None


def test_a_vetoed_report_opens_an_event_and_says_why() -> None:
    event = candidate(told(SHOOTING, day=None, killed=1, kind="shooting"), articles=9)
    lodger = said("Ostravel man dead in Ostravel", "A man is dead in Ostravel, Ostravel police said.")
    found = join.link(told(lodger, day=None, killed=1, kind="unknown"), [event])
    assert found.event_id is None
    assert found.reason == LinkReason.NOTHING_SHARED


def test_a_crash_and_a_knife_of_one_city_need_more_words_than_two_shots() -> None:
    words = said("Ostravel: a man dies", "A baker died in Ostravel, said police.")
    event = told(said("Ostravel man killed", "The baker died in Ostravel, said police."), day=None, killed=1, kind="shooting")
    alone = score(told(words, day=None, killed=1, kind="shooting"), event)
    assert alone.veto is None
    for kind in ("stabbing", "transport_accident", "unknown"):
        assert score(told(words, day=None, killed=1, kind=kind), event).veto == Veto.NOTHING_SHARED, kind


def test_a_report_without_a_place_needs_words_of_the_event() -> None:
    event = told(
        said("Four drown as boat capsizes on lake", "Guests of a bank had hired the boat."), killed=4, kind="maritime_accident"
    )
    angling = told(
        said("Anglers feared lost as boat fails to return"), place=None, day=None, killed=3, kind="maritime_accident"
    )
    again = told(said("Guests of a bank among four drowned on lake"), place=None, day=None, killed=3, kind="maritime_accident")
    assert score(angling, event).veto == Veto.NOTHING_SHARED
    assert score(again, event).veto is None


def test_a_country_s_strike_is_told_in_few_words_but_not_in_none() -> None:
    event = told(said("Missile hits flats in Kharvin", "A child was found in the rubble."), KHARVIN, None, 1, kind="shelling")
    country = Place("Ukraine", None, "UA", 49.0, 32.0, PlacePrecision.COUNTRY)
    child = told(said("Ukrainian father digs daughter out of rubble"), country, None, 1, kind="air_strike")
    soldier = told(said("Welshman found drowned in Ukraine"), country, None, 1, kind="armed_clash")
    assert score(child, event).veto is None
    assert score(soldier, event).veto == Veto.NOTHING_SHARED
    fall = told(said("Ukrainian gone below roof"), country, None, 1, kind="unknown")
    illness = told(said("Ill man dies in Kharvin", "He lay under the roof."), KHARVIN, None, 1, kind="unknown")
    assert score(fall, illness).veto == Veto.NOTHING_SHARED


def test_what_all_know_or_one_toll_of_several_needs_no_words() -> None:
    few = said("Ostravel toll rises", "More have died in Ostravel.")
    assert score(told(few, killed=14), told(MARKET, killed=12)).veto is None
    assert score(told(few, killed=3, kind="unknown"), told(MARKET, killed=3)).veto is None
    assert score(told(few, killed=1, kind="unknown"), told(MARKET, killed=3)).veto == Veto.NOTHING_SHARED


def test_a_revision_of_few_words_keeps_its_event() -> None:
    event = candidate(told(SHOOTING, day=None, killed=1, kind="shooting"), articles=3)
    short = told(said("Ostravel update"), day=None, killed=1, kind="unknown")
    kept = join.kept(short, event)
    assert kept is not None
    assert kept.reason == LinkReason.SAME_ARTICLE


def test_the_words_of_a_country_do_not_overrule_a_place() -> None:
    event = told(said("Kazakh raid kills two in Ostravel", "Kazakhstan mourns. Kazakh police came."), killed=2, kind="attack")
    other = told(
        said("Kazakhstan: two dead in Belgora", "Kazakhstan mourns its Kazakh dead."), FAR_TOWN, killed=2, kind="attack"
    )
    assert score(other, event, articles=20).overruled is None
    named = told(
        said("Kazakhstan: two dead in Ostravel", "Kazakhstan mourns its Kazakh dead."), FAR_TOWN, killed=2, kind="attack"
    )
    assert score(named, event, articles=20).overruled == Veto.FAR_APART


# --- texts without a figure ------------------------------------------------------------------------------------------

CONCERT = said("Singer cancels Ostravel concert", "Fans in Ostravel had queued since noon.")
VIGIL = said("Candles at the Copper Kettle", "The Copper Kettle in Ostravel stays shut.")


@pytest.mark.parametrize(("text", "speaks"), [(CONCERT, False), (VIGIL, True)])
def test_a_towns_other_news_is_not_of_its_shooting(text: Terms, speaks: bool) -> None:
    event = told(SHOOTING, killed=1, kind="shooting")
    assert speaks_of(text, event, OSTRAVEL) == speaks
    assert (
        join.mentioned(told(text, None, None, None, kind="unknown"), [candidate(event, articles=12)]).event_id == 1
    ) == speaks


def test_where_it_opened_is_its_place_as_well() -> None:
    event = told(said("Man stabbed in Belgora suburb", "Police in Belgora seek a man."), ELSEWHERE, killed=1, kind="stabbing")
    match = said("Belgora win cup in Belgora")
    assert speaks_of(match, event, None)
    assert not speaks_of(match, event, FAR_TOWN)


def test_of_a_great_event_a_word_for_its_kind_is_enough() -> None:
    event = told(
        said("Quake kills 300 in Kazakhstan", "The earthquake struck Kermand."), COUNTRY, killed=300, kind="earthquake"
    )
    assert speaks_of(said("How to help Kazakhstan after the quake"), event, None)
    assert not speaks_of(said("Kazakhstan votes on Sunday"), event, None)
    small = replace(event, counts={Kind.KILLED: exactly(2)}, type="fire")
    assert not speaks_of(said("Kazakhstan to fire its football coach"), small, None)


def test_where_there_is_war_its_words_are_of_no_single_strike() -> None:
    event = told(
        said("Russian missile hits Lantern print works in Kharvin", "Missiles hit the Lantern works."),
        KHARVIN,
        None,
        2,
        kind="shelling",
    )
    assert not speaks_of(said("Ukraine to get missiles, officials say", "The missiles could reach Russia."), event, None)
    assert speaks_of(said("Books lie in ash at Lantern print works"), event, None)


def test_deeds_that_early_reports_confuse() -> None:
    assert same_deed("bombing", "shelling")
    assert same_deed("explosion", "bombing")
    assert same_deed("unknown", "unknown")
    assert not same_deed("shooting", "stabbing")
    assert not same_deed("shooting", "transport_accident")
    assert not same_deed("shooting", "unknown")
