"""Which event a report is about, which texts are copies, and what an event's sources come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.model import Count, DatePrecision, DateSpan, Event, Kind, Place, PlacePrecision, Qualifier
from worker.stages.link import copies, join, portrait, score
from worker.stages.link.aftermath import is_aftermath
from worker.stages.link.features import Profile, keys, mean_terms, weigh_terms
from worker.stages.link.hours import hour_terms
from worker.stages.link.join import Candidate, LinkReason
from worker.stages.link.ledger import Account, tally
from worker.stages.link.veto import Veto

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
MONDAY = DateSpan(date(2031, 5, 5), date(2031, 5, 5), DatePrecision.DAY)
TUESDAY = DateSpan(date(2031, 5, 6), date(2031, 5, 6), DatePrecision.DAY)
NEXT_MONTH = DateSpan(date(2031, 6, 9), date(2031, 6, 9), DatePrecision.DAY)

OSTRAVEL = Place("Ostravel", "Kermand", "KZ", 44.00, 65.00, PlacePrecision.CITY)
NEAR_OSTRAVEL = Place("Dimurat", "Kermand", "KZ", 44.25, 65.00, PlacePrecision.CITY)  # 28 km
FAR_TOWN = Place("Belgora", "Kermand", "KZ", 45.00, 65.00, PlacePrecision.CITY)  # 111 km
KERMAND = Place("Kermand", "Kermand", "KZ", 44.5, 65.5, PlacePrecision.ADM1)
COUNTRY = Place("Kazakhstan", None, "KZ", 48.0, 68.0, PlacePrecision.COUNTRY)
ELSEWHERE = Place("Lodwin", "Luhem", "PL", 52.0, 20.0, PlacePrecision.CITY)

MARKET = weigh_terms(
    "Bomb at Sarvik market kills 12",
    "A bomb exploded at the Sarvik vegetable market in Ostravel, killing 12 people, mayor Anton Relev said.",
    "A bomb exploded at the Sarvik vegetable market in Ostravel, killing 12 people, mayor Anton Relev said.",
)
MARKET_AGAIN = weigh_terms(
    "Twelve dead in Ostravel market blast",
    "Mayor Anton Relev said 12 people died when a bomb went off between the stalls of the Sarvik market in Ostravel.",
    "Mayor Anton Relev said 12 people died when a bomb went off between the stalls of the Sarvik market in Ostravel.",
)
MARKET_ELSEWHERE = weigh_terms(
    "Bomb at market kills 12",
    "A bomb exploded at a fish market on the coast road, killing 12 people, commissioner Pavel Dorsik said. Traders fled.",
    "A bomb exploded at a fish market on the coast road, killing 12 people, commissioner Pavel Dorsik said.",
)
MARKET_HIT_AGAIN = weigh_terms(
    "Car bomb at Sarvik market",
    "Five people died when a car bomb went off outside the Sarvik market in Ostravel, where mayor Anton Relev was speaking.",
    "Five people died when a car bomb went off outside the Sarvik market in Ostravel, where mayor Anton Relev was speaking.",
)
FERRY = weigh_terms(
    "Ferry sinks off Port Hanno, nine drowned",
    "Nine people drowned when the ferry Blue Heron capsized near Port Hanno, the coastguard said.",
    "Nine people drowned when the ferry Blue Heron capsized near Port Hanno, the coastguard said.",
)


def exactly(number: int) -> Count:
    return Count(number, number, number)


def at_least(number: int) -> Count:
    return Count(number, number, None, Qualifier.AT_LEAST)


def told(
    terms: dict[int, float] = MARKET,
    place: Place | None = OSTRAVEL,
    day: DateSpan | None = TUESDAY,
    killed: int | None = 12,
    update: str | None = None,
    kind: str = "bombing",
) -> Profile:
    counts = {} if killed is None else {Kind.KILLED: exactly(killed)}
    return Profile(kind, place, day, counts, (), terms, NOON, update)


def candidate(profile: Profile, event_id: int = 1, articles: int = 1) -> Candidate:
    event = Event(event_id, profile.type, profile.place, profile.date, profile.counts, articles, 1, NOON, NOON)
    return Candidate(event, profile, profile)


# --- this event or a new one -------------------------------------------------------------------------------------------


def test_another_paper_on_the_same_bombing_joins_its_event() -> None:
    linked = join.link(told(MARKET_AGAIN), [candidate(told())])
    assert (linked.event_id, linked.reason) == (1, LinkReason.FITS)


def test_nothing_known_opens_an_event() -> None:
    assert join.link(told(), []).reason == LinkReason.NO_CANDIDATE


def test_another_kind_of_event_the_same_day_in_the_same_country_opens_an_event() -> None:
    ferry = told(FERRY, place=COUNTRY, kind="maritime_accident", killed=9)
    linked = join.link(ferry, [candidate(told(place=COUNTRY))])
    assert (linked.event_id, linked.reason) == (None, LinkReason.TOO_DIFFERENT)


def test_an_unknown_place_glues_nothing_together() -> None:
    assert join.link(told(FERRY, place=None, killed=12), [candidate(told(place=None))]).event_id is None


@pytest.mark.parametrize(
    ("report", "veto"),
    [
        (told(MARKET_ELSEWHERE, place=FAR_TOWN), Veto.FAR_APART),
        (told(MARKET_ELSEWHERE, place=ELSEWHERE), Veto.OTHER_COUNTRY),
        (told(MARKET_ELSEWHERE, day=NEXT_MONTH), Veto.OTHER_DATE),
        (told(MARKET_ELSEWHERE, day=MONDAY, killed=7), Veto.ANOTHER_DAY),
    ],
)
def test_another_bombing_of_a_market_opens_an_event_by_its_place_or_day(report: Profile, veto: Veto) -> None:
    linked = join.link(report, [candidate(told())])
    assert linked.event_id is None
    assert linked.score is not None
    assert linked.score.veto == veto
    assert join.link(told(MARKET_ELSEWHERE), [candidate(told())]).event_id == 1


def test_the_same_place_and_people_hit_again_a_month_later_are_another_event() -> None:
    again = told(MARKET_HIT_AGAIN, day=NEXT_MONTH, killed=5)
    later = replace(again, as_of=NOON + timedelta(days=34))
    assert join.link(later, [candidate(told())]).reason == LinkReason.OTHER_DATE
    assert join.link(again, [candidate(told())]).reason == LinkReason.SAME_WORDS  # told on the same day: a date misread


def test_towns_that_each_text_names_are_no_contradiction() -> None:
    on_the_road = weigh_terms(
        "Bomb at Sarvik market kills 12",
        "A bomb exploded at the Sarvik market of Ostravel, on the road to Belgora, killing 12 people, mayor Anton Relev said.",
        "A bomb exploded at the Sarvik market of Ostravel, on the road to Belgora, killing 12 people, mayor Anton Relev said.",
    )
    both = told(on_the_road, place=FAR_TOWN)
    assert join.link(both, [candidate(told(on_the_road))]).reason == LinkReason.SAME_WORDS


LONG = "Relev Sarvik Kordun Ambrit Tesslow Vanhuyt Ludmar Orbeck Fensholt Quarrin Zedlitz Bramante went to see the ruins."
SAID, SAID_AGAIN = weigh_terms("", LONG, ""), weigh_terms("", LONG + " Nobody slept.", "")


@pytest.mark.parametrize("killed", [2, 12])
def test_so_many_rare_words_in_common_speak_louder_than_a_day(killed: int) -> None:
    report, event = told(SAID, day=MONDAY, killed=killed + 9), told(SAID_AGAIN, killed=killed)
    assert join.link(report, [candidate(event)]).reason == LinkReason.SAME_WORDS


def test_words_speak_louder_than_a_town_only_where_few_were_harmed() -> None:
    for killed, reason in ((2, LinkReason.SAME_WORDS), (12, LinkReason.FAR_APART)):
        linked = join.link(told(SAID, place=FAR_TOWN, killed=killed), [candidate(told(SAID_AGAIN, killed=killed))])
        assert linked.reason == reason
    abroad = join.link(told(SAID, place=ELSEWHERE, killed=12), [candidate(told(SAID_AGAIN, killed=12))])
    assert abroad.reason == LinkReason.OTHER_COUNTRY


def test_a_town_of_the_same_name_elsewhere_is_rather_one_town_wrongly_placed() -> None:
    namesake = Place("Ostravel", "Tundrak", "KZ", 50.0, 70.0, PlacePrecision.CITY)
    assert join.link(told(MARKET_AGAIN, place=namesake), [candidate(told())]).reason == LinkReason.SAME_WORDS
    assert join.link(told(MARKET_ELSEWHERE, place=namesake), [candidate(told())]).reason == LinkReason.FAR_APART


def test_one_who_was_hurt_and_has_died_is_the_same_count_of_people() -> None:
    hurt = replace(told(), counts={Kind.INJURED: exactly(1)})
    died, two = told(MARKET_AGAIN, day=MONDAY, killed=1), told(MARKET_AGAIN, day=MONDAY, killed=2)
    assert join.judge(died, candidate(hurt)).veto is None
    assert join.judge(two, candidate(hurt)).overruled == Veto.ANOTHER_DAY


def test_a_clock_that_nobody_set_says_nothing_of_when_it_was_told() -> None:
    unset, months_before = datetime(1970, 1, 1, tzinfo=UTC), NOON - timedelta(days=90)
    undated = told(MARKET_AGAIN, day=None)
    parts = [join.judge(replace(undated, as_of=at), candidate(told())).parts["late"] for at in (unset, months_before)]
    assert parts == [0, -1]


def test_a_charge_told_weeks_later_is_of_the_same_crime_where_few_were_harmed() -> None:
    for before, now, reason in ((2, 1, LinkReason.SAME_WORDS), (12, 11, LinkReason.OTHER_DATE)):
        later = replace(told(MARKET_AGAIN, day=NEXT_MONTH, killed=now), as_of=NOON + timedelta(days=34))
        assert join.link(later, [candidate(told(killed=before))]).reason == reason


def test_what_a_court_does_weeks_later_keeps_its_day_from_the_crime_where_few_were_harmed() -> None:
    words = "A man was charged with murder over the bomb at a market in Ostravel, a court said."
    charge = weigh_terms(words, words, "")
    later = replace(told(charge, day=NEXT_MONTH, killed=2), as_of=NOON + timedelta(days=34))
    assert join.link(later, [candidate(told(killed=2))]).reason == LinkReason.OTHER_DATE
    assert join.link(replace(later, aftermath=True), [candidate(told(killed=2))]).reason == LinkReason.SAME_WORDS
    many = replace(told(charge, day=NEXT_MONTH), as_of=NOON + timedelta(days=34), aftermath=True)
    assert join.link(many, [candidate(told())]).reason == LinkReason.OTHER_DATE


def test_an_event_of_long_ago_is_remembered_only_where_that_is_sure() -> None:
    event = candidate(told(killed=2, day=None))
    assert join.remembered(told(MARKET_AGAIN, killed=2, day=None), [event]) is not None
    unsure = told(MARKET_ELSEWHERE, killed=2, day=None)
    assert join.link(unsure, [event]).event_id == 1
    assert join.remembered(unsure, [event]) is None


@pytest.mark.parametrize(
    ("title", "aftermath"),
    [
        ("Two charged over stall blaze", True),
        ("Driver pleads not guilty in crash that killed two", True),
        ("Stall blaze: coroner rules deaths accidental", True),
        ("Hundreds mourn at funeral of stall keeper", True),
        ("Stall blaze kills two in Ostravel", False),
        ("Two hurt as car charges into crowd's barrier", True),  # a word that errs: only where all else agrees does it join
        ("Bus falls from bridge, two dead", False),
    ],
)
def test_courts_coroners_and_mourners_tell_of_what_is_past(title: str, aftermath: bool) -> None:
    assert is_aftermath(title, "") == aftermath


def test_a_rising_toll_told_the_next_day_joins() -> None:
    linked = join.link(told(MARKET_AGAIN, day=None, killed=19), [candidate(told(day=MONDAY))])
    assert linked.event_id == 1


def test_an_update_of_the_toll_joins_whatever_day_it_names() -> None:
    linked = join.link(told(MARKET_AGAIN, day=TUESDAY, killed=19, update="rise"), [candidate(told(day=MONDAY))])
    assert (linked.event_id, linked.reason) == (1, LinkReason.UPDATE)


def test_counts_that_differ_never_keep_a_report_out() -> None:
    assert join.link(told(MARKET_AGAIN, killed=40), [candidate(told(killed=2))]).event_id == 1


def test_a_region_and_a_town_in_it_are_no_contradiction() -> None:
    assert join.link(told(MARKET_AGAIN, place=KERMAND), [candidate(told())]).event_id == 1


def test_of_two_events_the_better_fit_wins() -> None:
    other = candidate(told(FERRY, killed=9, kind="maritime_accident"), event_id=2)
    assert join.link(told(MARKET_AGAIN), [other, candidate(told())]).event_id == 1


def test_two_reports_of_one_article_are_two_events() -> None:
    linked = join.link(told(MARKET_AGAIN), [candidate(told())], barred={1})
    assert (linked.event_id, linked.reason) == (None, LinkReason.NO_CANDIDATE)


def test_the_words_that_opened_an_event_stay_its_words() -> None:
    grown = candidate(told(MARKET_ELSEWHERE))
    opened_with = replace(grown, founder=told())
    assert join.judge(told(MARKET_AGAIN), opened_with).total > join.judge(told(MARKET_AGAIN), grown).total


def test_of_two_halves_of_one_event_the_one_more_told_of_draws_the_next_report() -> None:
    halves = [candidate(told(), event_id=1, articles=6), candidate(told(MARKET_AGAIN), event_id=2)]
    assert join.link(told(MARKET_AGAIN), halves).event_id == 1


# --- texts without a figure ----------------------------------------------------------------------------------------------


def spoken(terms: dict[int, float]) -> Profile:
    return replace(told(terms, place=None, day=None, killed=None), type="unknown")


def test_a_text_without_a_figure_joins_the_event_that_it_surely_speaks_of_and_opens_none() -> None:
    assert join.mentioned(spoken(MARKET_AGAIN), [candidate(told())]).reason == LinkReason.MENTION
    assert join.mentioned(spoken(MARKET_ELSEWHERE), [candidate(told())]).event_id is None
    assert join.mentioned(spoken(FERRY), [candidate(told())]).event_id is None
    assert join.mentioned(spoken(MARKET_AGAIN), []).event_id is None
    assert join.mentioned(spoken(MARKET_AGAIN), [candidate(told())], barred={1}).event_id is None


# --- hours ---------------------------------------------------------------------------------------------------------------


def at(hour: str, terms: dict[int, float] = MARKET_ELSEWHERE) -> Profile:
    return told(terms | hour_terms(f"A bomb exploded in Ostravel {hour}, killing 12."))


def test_the_morning_and_the_evening_of_a_day_are_two_events_unless_the_words_are_one() -> None:
    morning = candidate(told(MARKET | hour_terms("A bomb exploded on Tuesday morning.")))
    evening = join.link(at("on Tuesday evening"), [morning])
    assert (evening.event_id, evening.reason) == (None, LinkReason.ANOTHER_HOUR)
    assert join.link(at("at dawn on Tuesday"), [morning]).event_id == 1
    assert join.link(at("around midday"), [morning]).event_id == 1
    assert join.link(at("on Tuesday evening", MARKET_AGAIN), [morning]).event_id == 1
    assert join.link(replace(at("on Tuesday evening"), update="rise"), [morning]).event_id == 1


def test_when_it_was_said_is_no_hour_of_the_event() -> None:
    assert hour_terms("Nine people died, the mayor said on Tuesday evening.") == {}
    assert hour_terms("Nine people died, the mayor said, on Tuesday evening.") == hour_terms("It happened at dusk.")


def test_a_copy_goes_where_its_original_went_unless_a_template_tells_of_another_town() -> None:
    followed = join.copied(told(place=None, day=None), told(), 1)
    assert followed is not None
    assert (followed.event_id, followed.reason) == (1, LinkReason.COPY)
    assert join.copied(told(MARKET_AGAIN, place=FAR_TOWN), told(), 1) is None
    assert join.copied(told(place=FAR_TOWN), told(), 1) is None


def test_a_revision_stays_with_its_event_unless_others_contradict_it() -> None:
    elsewhere = told(MARKET_ELSEWHERE, place=FAR_TOWN)
    assert join.kept(elsewhere, candidate(told(), articles=1)) is not None
    assert join.kept(elsewhere, candidate(told(), articles=3)) is None


def test_a_score_names_its_parts_and_no_part_is_beyond_one() -> None:
    judged = score.score(told(MARKET_AGAIN), told())
    assert set(judged.parts) == set(score.WEIGHTS)
    assert all(-1 <= value <= 1 for value in judged.parts.values())


QUAKE = weigh_terms("Strong earthquake hits Kermand", "An earthquake shook Ostravel on Tuesday and toppled houses.", "")
QUAKE_ELSEWHERE = weigh_terms("Quake damage in Belgora", "Walls fell in Belgora when an earthquake struck Kermand.", "")


def test_a_quake_is_one_event_in_every_town_that_it_shook() -> None:
    felt = told(QUAKE_ELSEWHERE, place=FAR_TOWN, killed=40, kind="earthquake")
    assert join.link(felt, [candidate(told(QUAKE, killed=90, kind="earthquake"))]).event_id == 1


def test_two_small_fires_of_a_day_are_two_and_bombings_are_two_however_great() -> None:
    for kind, killed in (("fire", 4), ("bombing", 90)):
        far = told(QUAKE_ELSEWHERE, place=FAR_TOWN, killed=killed, kind=kind)
        assert join.link(far, [candidate(told(QUAKE, killed=killed, kind=kind))]).event_id is None


def test_a_storm_may_be_told_for_two_weeks_a_bombing_may_not() -> None:
    later = DateSpan(date(2031, 5, 16), date(2031, 5, 16), DatePrecision.DAY)
    other = told(MARKET_ELSEWHERE, day=later)
    assert score.score(replace(other, type="storm"), told(kind="storm")).veto is None
    assert score.score(other, told()).veto == Veto.OTHER_DATE


def test_small_numbers_are_no_terms_because_tolls_change() -> None:
    assert weigh_terms("12 dead", "12 dead", "") == weigh_terms("19 dead", "19 dead", "")


def test_keys_find_a_town_by_its_region_too() -> None:
    assert keys(told()).keys() & keys(told(FERRY, place=NEAR_OSTRAVEL)).keys()
    assert not keys(told(place=None, killed=9)).keys() & keys(told(FERRY, place=OSTRAVEL)).keys()


def test_an_events_terms_stay_few() -> None:
    many = [weigh_terms("", " ".join(f"Word{number}x{part}" for part in range(80)), "") for number in range(30)]
    assert len(mean_terms(many)) <= 64


# --- copies --------------------------------------------------------------------------------------------------------------

WIRE = " ".join(
    f"Sentence {number} of the agency tells what witness {number} saw near gate {number} before the roof came down."
    for number in range(1, 13)
)


def known(text: str, article_id: int = 1, family: int = 1) -> copies.KnownText:
    signature = copies.sign("", text)
    return copies.KnownText(article_id, family, signature.text_hash, signature.shingles)


def test_wire_copy_with_its_tail_cut_is_a_copy_and_shares_a_band() -> None:
    cut = "OSTRAVEL - " + WIRE[:700]
    assert copies.find_originals(copies.sign("Another title", cut), [known(WIRE)])
    assert set(copies.sign("", cut).bands) & set(copies.sign("", WIRE).bands)


def test_own_words_on_the_same_event_are_no_copy() -> None:
    own = "The roof of the hall gave way during the fair. Firefighters searched the rubble all night and found nobody else alive there."
    assert not copies.find_originals(copies.sign("", own), [known(WIRE)])


def test_one_short_sentence_alike_is_no_copy_but_the_same_text_is() -> None:
    line = "At least 12 people were killed in the city on Tuesday, police said."
    assert not copies.find_originals(copies.sign("A", line + " More follows."), [known(line)])
    assert copies.find_originals(copies.sign("", line), [known(line)])


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert not copies.find_originals(copies.sign("", ""), [known("")])


def test_packed_shingles_come_back() -> None:
    shingles = copies.sign("", WIRE).shingles
    assert copies.unpack(copies.pack(shingles)) == shingles


# --- the ledger ----------------------------------------------------------------------------------------------------------


def says(
    article: int,
    killed: Count | int,
    minutes: int = 0,
    *,
    by: str | None = None,
    family: int | None = None,
    update: str | None = None,
    party: bool = False,
    official: bool = False,
    kind: Kind = Kind.KILLED,
) -> Account:
    return Account(
        article_id=article,
        family=family or article,
        publisher=f"paper{article}" if by is None else by,
        as_of=NOON + timedelta(minutes=minutes),
        counts={kind: exactly(killed) if isinstance(killed, int) else killed},
        update=update,
        party_only=party,
        official=frozenset({kind}) if official else frozenset(),
    )


def bounds(*accounts: Account, kind: Kind = Kind.KILLED) -> tuple[int, int, int | None]:
    count = tally(accounts).counts[kind]
    return count.low, count.best, count.high


def test_a_rising_toll_told_by_different_outlets_an_hour_apart_is_the_newest() -> None:
    assert bounds(says(1, 7), says(2, 9, 60), says(3, 12, 120)) == (12, 12, 12)


def test_figures_of_the_same_time_are_a_disagreement_and_low_is_the_smallest() -> None:
    assert bounds(says(1, 10), says(2, 14, 10)) == (10, 10, 14)
    assert bounds(says(1, 14), says(2, 10, 10)) == (10, 10, 14)


def test_a_toll_that_says_it_rises_replaces_at_once() -> None:
    assert bounds(says(1, 10), says(2, 14, 10, update="rise")) == (14, 14, 14)


def test_one_outlets_newer_figure_replaces_its_own_at_once() -> None:
    assert bounds(says(1, 10, by="a"), says(2, 14, 5, by="a")) == (14, 14, 14)


def test_an_outlet_that_lags_behind_lowers_nothing() -> None:
    assert bounds(says(1, 12), says(2, 9, 60)) == (12, 12, 12)
    assert bounds(says(1, 12, by="a"), says(2, 9, 5, by="a")) == (12, 12, 12)


def test_a_correction_lowers() -> None:
    assert bounds(says(1, 12), says(2, 12, 10), says(3, 8, 60, update="correction")) == (8, 8, 8)


def test_a_newer_exact_figure_of_an_authority_lowers() -> None:
    assert bounds(says(1, 12), says(2, 8, 60, official=True)) == (8, 8, 8)


def test_the_missing_fall_as_they_are_found_and_the_injured_by_any_update() -> None:
    assert bounds(says(1, 30, kind=Kind.MISSING), says(2, 12, 60, kind=Kind.MISSING), kind=Kind.MISSING) == (12, 12, 12)
    injured = says(1, 30, kind=Kind.INJURED), says(2, 28, 60, kind=Kind.INJURED, update="rise")
    assert bounds(*injured, kind=Kind.INJURED) == (28, 28, 28)


def test_copies_have_one_vote() -> None:
    copied = [says(number, 14, 10, family=2) for number in range(2, 6)]
    assert bounds(says(1, 10), *copied) == (10, 10, 14)
    assert tally([says(1, 10), *copied]).sources == 2


def test_a_late_copy_of_an_old_figure_lowers_nothing() -> None:
    assert bounds(says(1, 9), says(2, 12, 60), says(3, 9, 120, family=1)) == (12, 12, 12)


def test_at_least_leaves_high_open_until_an_exact_figure_reaches_it() -> None:
    assert bounds(says(1, at_least(40))) == (40, 40, None)
    assert bounds(says(1, 30), says(2, at_least(40), 10)) == (30, 30, None)


def test_at_least_nine_denies_no_twelve_that_are_told_soon_after() -> None:
    assert bounds(says(1, at_least(9)), says(2, 12, 10)) == (12, 12, 12)
    assert bounds(says(1, at_least(9)), says(2, 90, 10)) == (9, 9, 90)  # a slip of the pen, perhaps
    assert bounds(says(1, 12), says(2, at_least(9), 10)) == (9, 9, 12)


def test_an_exact_figure_takes_the_place_of_a_vague_one_that_allows_it() -> None:
    dozens = Count(12, 24, None, Qualifier.VAGUE)
    assert bounds(says(1, dozens), says(2, 15, 10)) == (15, 15, 15)
    assert bounds(says(1, 30), says(2, dozens, 120)) == (30, 30, 30)


def test_dozens_say_nothing_against_about_fifty() -> None:
    dozens, about = Count(12, 24, None, Qualifier.VAGUE), Count(45, 50, 55, Qualifier.APPROX)
    assert bounds(says(1, about), says(2, dozens, 600)) == (45, 50, 55)
    assert bounds(says(1, dozens), says(2, about, 10)) == (45, 50, 55)
    few = Count(18, 20, 22, Qualifier.APPROX)
    assert bounds(says(1, about), says(2, few, 10)) == (18, 20, 55)  # two who both counted, and disagree


def test_a_belligerents_word_about_its_enemy_counts_only_alone() -> None:
    alone = tally([says(1, 60, party=True)])
    assert alone.party_only
    assert alone.counts[Kind.KILLED].low == 60
    assert bounds(says(1, 60, party=True), says(2, 20, 10)) == (20, 20, 20)
    assert not tally([says(1, 60, party=True), says(2, 20, 10)]).party_only


def test_no_casualties_said_early_does_not_hold_a_toll_down() -> None:
    assert bounds(says(1, 0), says(2, 5, 10)) == (5, 5, 5)
    assert bounds(says(1, 0)) == (0, 0, 0)


def test_one_source_against_three_is_outvoted() -> None:
    assert bounds(says(1, 14), says(2, 14, 5), says(3, 14, 6), says(4, 3, 10)) == (14, 14, 14)
    assert bounds(says(1, 90), says(2, 9, 5), says(3, 9, 6), says(4, 9, 10)) == (9, 9, 9)


def test_outlets_that_know_of_at_least_nine_do_not_outvote_the_one_that_knows_more() -> None:
    nine = [says(number, at_least(9), number) for number in range(2, 5)]
    assert bounds(says(1, at_least(90)), *nine) == (90, 90, None)
    assert bounds(says(1, 90), *nine) == (9, 9, 90)


def test_many_died_stands_against_no_number() -> None:
    many = Count(2, 3, None, Qualifier.VAGUE)
    assert bounds(says(1, at_least(261)), says(2, many, 30)) == (261, 261, None)
    assert bounds(says(1, many), says(2, at_least(261), 30)) == (261, 261, None)
    assert bounds(says(1, 1), says(2, many, 30)) == (1, 1, None)


def test_an_outlet_behind_the_newest_still_says_that_the_oldest_are_old() -> None:
    behind = says(3, at_least(201), 90)
    assert bounds(says(1, at_least(50)), says(2, at_least(233), 20), behind) == (233, 233, None)


def test_sources_are_publishers_of_originals() -> None:
    assert tally([says(1, 5, by="a"), says(2, 5, by="a"), says(3, 5, by="b", family=1)]).sources == 1
    assert tally([says(1, 5, by=""), says(2, 5, by="")]).sources == 2


figures = st.builds(
    lambda low, spread, open_: (
        Count(low, low, None, Qualifier.AT_LEAST) if open_ else Count(low, low + spread // 2, low + spread)
    ),
    st.integers(0, 50),
    st.integers(0, 9),
    st.booleans(),
)
accounts = st.lists(
    st.builds(
        lambda figure, minutes, publisher, family, update, party: (figure, minutes, publisher, family, update, party),
        figures,
        st.integers(0, 600),
        st.sampled_from(["a", "b", "c", ""]),
        st.integers(1, 4),
        st.sampled_from([None, None, "rise", "correction"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(accounts)
def test_whatever_is_said_there_is_a_figure_and_its_bounds_are_in_order(
    rows: list[tuple[Count, int, str, int, str | None, bool]],
) -> None:
    said = [
        Account(number, min(family, number), publisher, NOON + timedelta(minutes=minutes), {Kind.KILLED: figure}, update, party)
        for number, (figure, minutes, publisher, family, update, party) in enumerate(rows, 1)
    ]
    counted = tally(said)
    count = counted.counts[Kind.KILLED]
    assert 0 <= count.low <= count.best
    assert count.high is None or count.best <= count.high
    assert 1 <= counted.sources <= len(rows)
    assert tally(list(reversed(said))).counts == counted.counts


# --- what reports agree on ---------------------------------------------------------------------------------------------


def test_the_closest_place_in_the_country_most_told_of_is_the_events() -> None:
    said = [
        portrait.Told(1, "unknown", COUNTRY, None, ()),
        portrait.Told(2, "bombing", OSTRAVEL, TUESDAY, ("red front",)),
        portrait.Told(3, "bombing", ELSEWHERE, MONDAY, ()),
        portrait.Told(4, "attack", KERMAND, TUESDAY, ("red front", "home guard")),
    ]
    assert portrait.portray(said) == portrait.Portrait("bombing", OSTRAVEL, TUESDAY, ("red front", "home guard"))


def test_a_town_that_one_of_many_names_is_not_where_a_regions_event_was() -> None:
    region = [portrait.Told(number, "armed_clash", KERMAND, None, ()) for number in range(1, 4)]
    town = portrait.Told(4, "armed_clash", OSTRAVEL, None, ())
    assert portrait.portray([*region, town]).place == KERMAND
    assert portrait.portray([*region[:2], town]).place == OSTRAVEL


def test_a_family_of_copies_has_one_voice() -> None:
    said = [portrait.Told(1, "attack", None, None, ()), portrait.Told(1, "attack", None, None, ())]
    said += [portrait.Told(2, "bombing", None, None, ()), portrait.Told(3, "bombing", None, None, ())]
    assert portrait.portray(said).type == "bombing"
