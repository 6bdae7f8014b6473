"""What extract makes of sentences, by kind of wording."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.stages import extract_rows as rows
from worker.gazetteer import Gazetteer
from worker.model import Count, Extraction, Kind, Outcome, Realis, Scope, SourceType
from worker.stages.extract import EVENT_TYPES, extract

PUBLISHED = datetime(2024, 6, 10, 12, tzinfo=UTC)
KINDS = {"k": Kind.KILLED, "i": Kind.INJURED, "m": Kind.MISSING, "d": Kind.DISPLACED}
ALL = [*rows.NUMBERS, *rows.NOT_COUNTS, *rows.PREDICATES, *rows.STRUCTURE, *rows.SCOPE]


def interval(value: object) -> tuple[int, int, int | None]:
    return (value, value, value) if isinstance(value, int) else value  # type: ignore[return-value]


def found(extraction: Extraction) -> dict[str, tuple[int, int, int | None]]:
    counts = extraction.reports[0].counts if extraction.reports else {}
    return {short: (counts[kind].low, counts[kind].best, counts[kind].high) for short, kind in KINDS.items() if kind in counts}


@pytest.mark.parametrize(("title", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ALL])
def test_counts(title: str, text: str, expected: dict[str, object], places: Gazetteer) -> None:
    assert found(extract(title, text, PUBLISHED, places)) == {short: interval(value) for short, value in expected.items()}


# --- the claims, the place, the date ---------------------------------------------------------------------------------

MONITOR = (
    "Heavy fighting between regime forces and rebel groups in Idlib province of Syria claimed at least 96 lives on both sides, a war"
    " monitor said on December 2. It documented the death of 51 members of regime forces and at least 45 fighters, including 31 of the"
    " militant groups, in the past 48 hours.\n\n"
    "Read: Observers Count 24 Ceasefire Violations In A Day\n\n"
    "Among the killed members of regime forces, 5 died in clashes near the village of Tal al-Damm. Russian warplanes carried out"
    " nearly 22 raids around the town. At least 4,759 people lost their lives since April 30, when the conflict escalated.\n\n"
    "Read: Army Says 4 Rockets Were Intercepted\n"
)


@pytest.mark.parametrize("title", ["", "Syria: Fighting In Idlib Kills 96"])
def test_a_war_report_is_one_event_with_its_total_parts_and_context(title: str, places: Gazetteer) -> None:
    extraction = extract(title, MONITOR, datetime(2019, 12, 2, 18, tzinfo=UTC), places)
    (report,) = extraction.reports
    assert (report.counts[Kind.KILLED].low, report.counts[Kind.KILLED].best, report.counts[Kind.KILLED].high) == (96, 96, None)
    assert report.place is not None
    assert (report.place.name, report.place.country) == ("Idlib", "SY")
    assert report.date is not None
    assert report.date.end == date(2019, 12, 2)
    assert report.type == "armed_clash"
    by_number = {claim.count.best: claim for claim in extraction.claims}
    assert [by_number[n].scope for n in (51, 45, 31, 5)] == [Scope.SUBSET] * 4
    assert all(by_number[n].part_of is not None for n in (51, 45, 31, 5))
    assert by_number[4759].scope is Scope.CUMULATIVE
    assert not {22, 24, 4} & set(by_number)


def claims_of(text: str, places: Gazetteer) -> dict[int, tuple[str, str, str]]:
    found = extract("", text, PUBLISHED, places).claims
    return {claim.count.best: (str(claim.kind), str(claim.scope), str(claim.realis)) for claim in found}


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("So far this year, 340 people have been killed.", 340, ("killed", "cumulative", "actual")),
        ("In 2015, 130 people were killed in the capital.", 130, ("killed", "background", "actual")),
        ("Ten people die every day on these roads.", 10, ("killed", "rate", "actual")),
        ("The army denied that 10 civilians were killed.", 10, ("killed", "event", "denied")),
        ("Officials warned that the storm could kill 500 people.", 500, ("killed", "event", "hypothetical")),
        ("Twenty people are feared dead.", 20, ("killed", "event", "feared")),
        ("Forty-five people died, including 31 militants.", 31, ("killed", "subset", "actual")),
        ("Twenty people were killed or wounded.", 20, ("casualties", "event", "actual")),
        ("The raiders abducted 40 pupils.", 40, ("abducted", "event", "actual")),
        ("Police arrested 17 men.", 17, ("detained", "event", "actual")),
        ("Fifteen miners were trapped.", 15, ("trapped", "event", "actual")),
    ],
)
def test_a_claim_says_what_it_covers(text: str, number: int, expected: tuple[str, str, str], places: Gazetteer) -> None:
    assert claims_of(f"Police said a guard was killed. {text}", places)[number] == expected


def test_a_claim_names_its_rule_its_reason_and_its_words(places: Gazetteer) -> None:
    text = "Police said that at least four porters were killed."
    (claim,) = extract("", text, PUBLISHED, places).claims
    assert (claim.rule, claim.reason, claim.source.type) == ("kill-passive", "event", SourceType.OFFICIAL)
    assert claim.text == text[claim.start : claim.end] == "at least four porters were killed"


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("the state news agency said", SourceType.MEDIA),
        ("according to the Ruritanian Press Agency", SourceType.MEDIA),
        ("according to state television", SourceType.MEDIA),
        ("according to state media", SourceType.MEDIA),
        ("the disaster agency said", SourceType.OFFICIAL),
        ("according to the emergency agency", SourceType.OFFICIAL),
        ("according to the state government", SourceType.OFFICIAL),
        ("according to state police", SourceType.OFFICIAL),
    ],
)
def test_who_passes_news_on_is_no_authority(who: str, kind: SourceType, places: Gazetteer) -> None:
    (claim,) = extract("", f"A gas explosion killed 12 people in Izmir on Monday, {who}.", PUBLISHED, places).claims
    assert claim.source.type is kind


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A bomb killed four people in Kandahar on Sunday.", "Kandahar", "AF"),
        ("KABUL, Afghanistan (Wire) -- A bomb killed four people in Kandahar on Sunday.", "Kandahar", "AF"),
        ("A storm killed two people in Tupelo, Mississippi.", "Tupelo", "US"),
        ("Two people were shot dead in Athens, Greek police said.", "Athens", "GR"),
        ("Gunmen killed six Nigerian soldiers in Borno state.", "Borno", "NG"),
        ("An avalanche killed three Swiss climbers.", "Switzerland", "CH"),
        ("Sixteen people were killed in Khost, a city southeast of Kabul.", "Khost", "AF"),
    ],
)
def test_the_place_is_where_it_happened(text: str, name: str, country: str, places: Gazetteer) -> None:
    place = extract("", text, PUBLISHED, places).reports[0].place
    assert place is not None
    assert (place.name, place.country) == (name, country)


def test_an_unknown_place_stays_unknown(places: Gazetteer) -> None:
    assert extract("", "A wall fell and killed two men.", PUBLISHED, places).reports[0].place is None


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("on Monday", (2024, 6, 10), (2024, 6, 10)),
        ("on Friday", (2024, 6, 7), (2024, 6, 7)),
        ("yesterday", (2024, 6, 9), (2024, 6, 9)),
        ("today", (2024, 6, 10), (2024, 6, 10)),
        ("on June 8", (2024, 6, 8), (2024, 6, 8)),
        ("on 8 June 2024", (2024, 6, 8), (2024, 6, 8)),
        ("in the past 48 hours", (2024, 6, 8), (2024, 6, 10)),
        ("over the weekend", (2024, 6, 8), (2024, 6, 9)),
    ],
)
def test_the_date_is_resolved_against_publication(
    when: str, start: tuple[int, int, int], end: tuple[int, int, int], places: Gazetteer
) -> None:
    found = extract("", f"A bomb killed four people {when}.", PUBLISHED, places).reports[0].date
    assert found is not None
    assert (found.start, found.end) == (date(*start), date(*end))


def test_without_a_date_in_the_text_there_is_none(places: Gazetteer) -> None:
    assert extract("", "A bomb killed four people.", PUBLISHED, places).reports[0].date is None
    assert extract("", "A bomb killed four people on Friday.", None, places).reports[0].date is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A 7.1-magnitude earthquake killed 40 people.", "earthquake"),
        ("Flash floods killed 12 people after days of rain.", "flood"),
        ("A suicide bomber killed nine people at a checkpoint.", "suicide_bombing"),
        ("An air strike killed 14 people in the town.", "air_strike"),
        ("A bus plunged into a ravine, killing 20 passengers.", "transport_accident"),
        ("A ferry capsized and 30 people drowned.", "maritime_accident"),
        ("Gunmen opened fire in a bar and killed three people.", "shooting"),
        ("A stampede at a shrine killed 11 pilgrims.", "stampede"),
    ],
)
def test_the_kind_of_event(text: str, kind: str, places: Gazetteer) -> None:
    report = extract("", text, PUBLISHED, places).reports[0]
    assert report.type == kind
    assert report.type in EVENT_TYPES


def test_a_round_up_gives_an_event_per_place(places: Gazetteer) -> None:
    text = "Five people were killed in Kano on Monday. In Kaduna, three people died when a wall fell. In Jos, a bomb killed two guards."
    reports = extract("", text, PUBLISHED, places).reports
    assert [(r.counts[Kind.KILLED].best, r.place and r.place.name) for r in reports] == [(5, "Kano"), (3, "Kaduna"), (2, "Jos")]


def test_a_belligerent_about_its_enemy_is_a_party_claim(places: Gazetteer) -> None:
    assert extract("", "The army said it killed 40 militants.", PUBLISHED, places).reports[0].party_only
    assert not extract("", "The governor said 40 villagers were killed.", PUBLISHED, places).reports[0].party_only


@pytest.mark.parametrize(
    ("title", "text", "party"),
    [
        ("Forces kill 14 militants", "Troops killed 14 militants near Wana on Tuesday, the military's media wing said.", True),
        ("Forces kill 14 militants", "Troops killed 14 militants near Wana, the defence headquarters said on Tuesday.", True),
        (
            "Forces kill 14 militants",
            "Troops killed 14 militants near Wana on Tuesday, villagers who saw the bodies said.",
            False,
        ),
        ("Army says raid killed 14 villagers", "Troops killed 14 villagers near Wana on Tuesday, the army said.", False),
    ],
)
def test_a_headline_that_leaves_out_who_says_it_is_the_text_sources(
    title: str, text: str, party: bool, places: Gazetteer
) -> None:
    report = extract(title, text, None, places).reports[0]
    assert report.party_only is party


@pytest.mark.parametrize(
    ("title", "party"),
    [
        ("Al-Shabab says it killed 57 Kenyan soldiers at Kulbiyow", True),
        ("Ruritania says it killed 400 Russian soldiers in strike", True),
        ("Al-Shabab killed 54 Ugandan soldiers in Somalia, says Museveni", False),
        ("Police say they killed three kidnappers in Kano", False),
        ("Ministry says 57 Kenyan soldiers killed at Kulbiyow", False),
    ],
)
def test_who_says_that_it_killed_soldiers_speaks_of_its_enemy(title: str, party: bool, places: Gazetteer) -> None:
    (report,) = extract(title, "", None, places).reports
    assert report.party_only == party


def test_an_update_says_so(places: Gazetteer) -> None:
    assert extract("", "The death toll rose to 31.", PUBLISHED, places).reports[0].update == "rise"
    revised = extract("", "Officials revised the death toll down to 8 from 11.", PUBLISHED, places).reports[0]
    assert (revised.update, revised.counts[Kind.KILLED].best) == ("correction", 8)


def test_attackers_are_counted_apart_as_well(places: Gazetteer) -> None:
    text = "The man killed three shoppers before being shot dead by police."
    assert extract("", text, PUBLISHED, places).reports[0].perpetrators_killed == 1


def test_only_old_events_are_stale_and_no_people_is_no_casualty(places: Gazetteer) -> None:
    assert extract("", "In 2015, 130 people were killed there.", PUBLISHED, places).outcome is Outcome.STALE
    assert extract("", "The storm could kill hundreds.", PUBLISHED, places).outcome is Outcome.NO_CASUALTY
    assert extract("", "The council met.", PUBLISHED, places).outcome is Outcome.NO_CASUALTY


@pytest.mark.parametrize(
    ("profile", "expected"),
    [("tollwatch", (12, 24, None)), ("acled", (12, 12, None)), ("ucdp", (24, 24, None)), ("literal", (24, 24, None))],
)
def test_vague_words_follow_the_profile(profile: str, expected: tuple[int, int, None], places: Gazetteer) -> None:
    count = extract("", "Dozens of people were killed.", PUBLISHED, places, profile).reports[0].counts[Kind.KILLED]
    assert (count.low, count.best, count.high) == expected


def test_a_feared_figure_has_no_lower_bound(places: Gazetteer) -> None:
    extraction = extract("", "Twenty people are feared dead.", PUBLISHED, places)
    assert extraction.claims[0].realis is Realis.FEARED
    assert extraction.reports[0].counts[Kind.KILLED] == Count(0, 20, 20)
