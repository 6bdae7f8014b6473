"""When an event alerts: each step once, weak evidence waits, corrections open the next round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from worker.model import AlertKind, Count, DatePrecision, DateSpan, Event, Kind, Place, PlacePrecision, Qualifier, Rule
from worker.stages.alert import Action, Decision, Evidence, Occasion, Past, Reason, decide, facts
from worker.stages.alert.decide import concerns, key
from worker.stages.alert.message import LastAlert
from worker.stages.alert.terms import Announced, Corrected, Hold, Silence

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULE = Rule("mass", {"killed": (10, 50, 100)})
TOWN = Place("Ostravel", "Kermand", "KZ", 44.0, 65.0, PlacePrecision.CITY)


def event(killed: int | Count | None, **changes: object) -> Event:
    counts = {} if killed is None else {Kind.KILLED: killed if isinstance(killed, Count) else Count(killed, killed, killed)}
    day = DateSpan(date(2031, 5, 6), date(2031, 5, 6), DatePrecision.DAY)
    return replace(Event(7, "bombing", TOWN, day, counts, 1, 1, NOON, NOON), **changes)


def occasion(now: datetime = NOON, **changes: object) -> Occasion:
    return replace(Occasion(now, 2 * HOUR, 6 * HOUR, NOON, published=NOON), **changes)


def only(decisions: tuple[Decision, ...]) -> Decision:
    assert len(decisions) == 1
    return decisions[0]


def judge(before: Event | None, after: Event, rule: Rule = RULE, past: Past = Past(), at: Occasion | None = None) -> Decision:  # noqa: B008
    return only(decide(before, after, rule, past, at or occasion()))


def announced(*steps: int, round_: int = 1, alerted: bool = True) -> tuple[Announced, ...]:
    return tuple(Announced("killed", step, round_, alerted) for step in steps)


# --- crossing ------------------------------------------------------------------------------------------------------------


def test_several_steps_at_once_are_one_alert_for_the_highest() -> None:
    decision = judge(None, event(96))
    assert (decision.action, decision.reason, decision.kind) == (Action.SEND, Reason.CROSSED, AlertKind.NEW)
    assert (decision.step, decision.steps, decision.round) == (50, (10, 50), 1)


def test_below_the_first_step_nothing_happens() -> None:
    assert judge(None, event(9)).reason == Reason.BELOW


def test_an_announced_step_is_not_announced_again() -> None:
    decision = judge(event(12), event(40), past=Past(announced(10)))
    assert (decision.action, decision.reason) == (Action.NONE, Reason.ANNOUNCED)


def test_the_next_step_says_that_it_is_one_and_which_came_before() -> None:
    decision = judge(event(12), event(60), past=Past(announced(10)))
    assert (decision.kind, decision.steps, decision.previous_step) == (AlertKind.STEP, (50,), 10)


@pytest.mark.parametrize(("bound", "action"), [("low", Action.NONE), ("best", Action.SEND)])
def test_the_rule_chooses_the_bound(bound: str, action: Action) -> None:
    assert judge(None, event(Count(8, 20, 30, Qualifier.RANGE)), replace(RULE, bound=bound)).action == action


def test_casualties_are_the_killed_and_the_injured_together() -> None:
    rule = Rule("any", {"casualties": (20,)})
    hurt = event(None, counts={Kind.KILLED: Count(8, 8, 8), Kind.INJURED: Count(13, 13, None, Qualifier.AT_LEAST)})
    assert judge(None, hurt, rule).step == 20


def test_killed_and_injured_of_one_rule_are_new_once() -> None:
    rule = Rule("both", {"killed": (10,), "injured": (10,)})
    hurt = event(None, counts={Kind.KILLED: Count(12, 12, 12), Kind.INJURED: Count(30, 30, 30)})
    assert [decision.kind for decision in decide(None, hurt, rule, Past(), occasion())] == [AlertKind.NEW, AlertKind.STEP]


def test_a_rule_is_not_asked_about_events_that_never_came_near_its_steps() -> None:
    assert not concerns(RULE, None, event(9).counts)
    assert concerns(RULE, event(12).counts, event(9).counts)


# --- scope ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "after", "reason"),
    [
        (replace(RULE, countries=("SY",)), event(20), Reason.OUT_OF_SCOPE),
        (replace(RULE, countries=("SY",)), event(20, place=None), Reason.PLACE_UNKNOWN),
        (replace(RULE, types=("earthquake",)), event(20), Reason.OUT_OF_SCOPE),
        (replace(RULE, types=("earthquake",)), event(20, type="unknown"), Reason.TYPE_UNKNOWN),
    ],
)
def test_a_rule_with_a_scope_stays_silent_unless_the_event_is_known_to_lie_inside(
    rule: Rule, after: Event, reason: Reason
) -> None:
    decision = judge(None, after, rule)
    assert (decision.action, decision.reason) == (Action.NONE, reason)


def test_it_fires_once_the_place_becomes_known() -> None:
    rule = replace(RULE, countries=("KZ",))
    assert judge(event(20, place=None), event(20), rule).action == Action.SEND


# --- what is recorded and not sent ---------------------------------------------------------------------------------------


def test_an_event_too_old_at_its_first_alert_is_recorded_only() -> None:
    late = occasion(NOON + timedelta(days=5))
    decision = judge(None, event(60), at=late)
    assert (decision.action, decision.reason, decision.steps) == (Action.SUPPRESS, Reason.TOO_OLD, (10, 50))


def test_age_is_counted_from_the_events_day_and_without_one_from_its_first_report() -> None:
    told_late = occasion(NOON + timedelta(days=5), first_told=NOON)
    assert judge(None, event(60, date=None), at=told_late).reason == Reason.TOO_OLD
    assert judge(None, event(60, date=None), at=occasion(NOON + 71 * HOUR)).action == Action.SEND


def test_an_event_that_has_alerted_may_take_its_next_steps_at_any_age() -> None:
    late = occasion(NOON + timedelta(days=12))
    assert judge(event(20), event(60), past=Past(announced(10)), at=late).action == Action.SEND


@pytest.mark.parametrize(
    ("published", "action"),
    [(NOON - 7 * HOUR, Action.SUPPRESS), (None, Action.SUPPRESS), (NOON - 5 * HOUR, Action.SEND)],
)
def test_an_article_of_a_first_poll_alerts_only_when_young(published: datetime | None, action: Action) -> None:
    assert judge(None, event(60), at=occasion(from_first_poll=True, published=published)).action == action


def test_what_an_event_had_passed_before_a_rule_was_there_counts_as_announced() -> None:
    seen = {("killed", step): NOON + HOUR for step in (10, 50, 100)}
    old, new = decide(event(60), event(120), RULE, Past(first_seen=seen), occasion(NOON + HOUR))
    assert (old.action, old.reason, old.steps) == (Action.SUPPRESS, Reason.FIRST_SIGHT_OF_RULE, (10, 50))
    assert (new.action, new.steps, new.kind) == (Action.SEND, (100,), AlertKind.NEW)


def test_a_rule_that_was_there_before_the_event_alerts() -> None:
    seen = {("killed", step): NOON - HOUR for step in (10, 50, 100)}
    assert (
        judge(event(60, place=None), event(60), replace(RULE, countries=("KZ",)), Past(first_seen=seen)).action == Action.SEND
    )


# --- holds ---------------------------------------------------------------------------------------------------------------

FEARED = Count(0, 20, 20, Qualifier.APPROX)
WEAK = [
    (RULE, event(20, party_only=True), Reason.PARTY_ONLY, Action.HOLD),
    (replace(RULE, min_sources=2), event(20), Reason.TOO_FEW_SOURCES, Action.HOLD),
    (replace(RULE, bound="best"), event(FEARED), Reason.FEARED, Action.HOLD),
    (RULE, event(20, provisional=True), Reason.PROVISIONAL_LINK, Action.SEND),
]


@pytest.mark.parametrize(("rule", "weak", "reason", "at_its_end"), WEAK)
def test_weak_evidence_is_held_and_at_the_holds_end_only_a_provisional_link_is_sent(
    rule: Rule, weak: Event, reason: Reason, at_its_end: Action
) -> None:
    held = judge(None, weak, rule)
    assert (held.action, held.reason) == (Action.HOLD, reason)
    assert held.hold is not None
    assert held.hold.until == NOON + 2 * HOUR

    end = judge(weak, weak, rule, Past(holds=(held.hold,)), occasion(NOON + 2 * HOUR))
    assert end.action == at_its_end
    assert end.reason == (Reason.HOLD_ENDED if at_its_end == Action.SEND else Reason.HOLD_ENDED_UNCONFIRMED)


def test_who_told_of_three_dead_does_not_vouch_for_sixty() -> None:
    told = tuple({Kind.KILLED: Count(killed, killed, killed)} for killed in (3, 5, 60))
    decision = judge(None, event(60, sources=3), replace(RULE, min_sources=2), at=occasion(said=told))
    assert (decision.action, decision.reason, decision.backing) == (Action.HOLD, Reason.TOO_FEW_SOURCES, 1)


def test_the_steps_that_enough_sources_reach_alert_and_those_above_wait() -> None:
    told = tuple({Kind.KILLED: Count(killed, killed, killed)} for killed in (12, 60))
    sent, held = decide(None, event(60, sources=2), replace(RULE, min_sources=2), Past(), occasion(said=told))
    assert (sent.action, sent.steps, sent.figure) == (Action.SEND, (10,), 60)
    assert (held.action, held.reason, held.steps) == (Action.HOLD, Reason.TOO_FEW_SOURCES, (50,))


def test_two_sources_that_both_reach_the_step_suffice() -> None:
    told = tuple({Kind.KILLED: Count(killed, killed, killed)} for killed in (58, 60))
    assert judge(None, event(60, sources=2), replace(RULE, min_sources=2), at=occasion(said=told)).steps == (10, 50)


def test_a_hold_keeps_its_end_when_more_of_the_same_comes() -> None:
    hold = Hold("killed", 10, Reason.PARTY_ONLY, NOON, NOON + 2 * HOUR)
    again = judge(None, event(60, party_only=True), past=Past(holds=(hold,)), at=occasion(NOON + HOUR))
    assert again.hold == replace(hold, step=50)


def test_an_ended_hold_stays_visible_and_better_evidence_sends_it() -> None:
    ended = Hold("killed", 10, Reason.PARTY_ONLY, NOON, NOON + 2 * HOUR, ended=True)
    later = occasion(NOON + 5 * HOUR)
    still = judge(event(20), event(21, party_only=True), past=Past(holds=(ended,)), at=later)
    assert still.hold == ended
    sent = judge(event(20), event(20), past=Past(holds=(ended,)), at=later)
    assert (sent.action, sent.hold) == (Action.SEND, None)


# --- corrections ---------------------------------------------------------------------------------------------------------


def test_a_toll_that_falls_below_an_announced_step_is_corrected() -> None:
    decision = judge(event(60), event(8), past=Past(announced(10, 50)))
    assert (decision.kind, decision.reason, decision.steps) == (AlertKind.CORRECTION, Reason.FELL_BELOW, (10, 50))


def test_a_correction_says_which_step_still_stands() -> None:
    decision = judge(event(60), event(30), past=Past(announced(10, 50)))
    assert (decision.step, decision.previous_step) == (50, 10)


def test_a_toll_that_sources_dispute_is_not_corrected_and_not_announced_again() -> None:
    disputed = event(Count(8, 8, 60, Qualifier.RANGE))
    assert judge(event(60), disputed, past=Past(announced(10, 50))).reason == Reason.DISPUTED
    assert judge(disputed, event(60), past=Past(announced(10, 50))).action == Action.NONE


def test_a_report_that_is_taken_back_altogether_is_corrected_too() -> None:
    assert judge(event(60), event(None), past=Past(announced(10, 50))).kind == AlertKind.CORRECTION


def test_a_correction_that_was_sent_lets_the_step_be_crossed_again() -> None:
    past = Past(announced(10, 50), (Corrected("killed", (50,), 1),))
    decision = judge(event(30), event(70), past=past)
    assert (decision.action, decision.steps, decision.round) == (Action.SEND, (50,), 2)


def test_without_corrections_a_step_stays_announced_for_good() -> None:
    quiet = replace(RULE, corrections=False)
    assert judge(event(60), event(8), quiet, Past(announced(10, 50))).reason == Reason.CORRECTIONS_OFF
    assert judge(event(8), event(60), quiet, Past(announced(10, 50))).action == Action.NONE


def test_a_step_that_nobody_was_told_of_needs_no_correction() -> None:
    assert judge(event(60), event(8), past=Past(announced(10, 50, alerted=False))).action == Action.NONE


def test_the_key_tells_a_correction_from_its_alert_and_rounds_apart() -> None:
    sent = judge(None, event(60))
    corrected = judge(event(60), event(8), past=Past(announced(10, 50)))
    again = replace(sent, rounds=(2, 2))
    assert len({key(7, "mass", decision) for decision in (sent, corrected, again)}) == 3


# --- silences ------------------------------------------------------------------------------------------------------------

SILENCE = Silence(3, NOON - HOUR, NOON + HOUR, "we are there")


def silenced(silence: Silence, now: datetime = NOON, **changes: object) -> Decision:
    return judge(None, event(60, **changes), at=occasion(now, silences=(silence,)))


def test_a_silenced_crossing_is_recorded_and_not_sent_later() -> None:
    decision = silenced(SILENCE)
    assert (decision.action, decision.reason, decision.steps, decision.silence) == (
        Action.SUPPRESS,
        Reason.SILENCED,
        (10, 50),
        3,
    )
    later = judge(event(60), event(61), past=Past(announced(10, 50, alerted=False)), at=occasion(NOON + 3 * HOUR))
    assert later.action == Action.NONE


@pytest.mark.parametrize(
    ("silence", "covers"),
    [
        (replace(SILENCE, rule="mass", event_id=7, country="KZ", type="bombing"), True),
        (replace(SILENCE, rule="other"), False),
        (replace(SILENCE, event_id=8), False),
        (replace(SILENCE, country="SY"), False),
        (replace(SILENCE, country="KZ", type="flood"), False),
    ],
)
def test_all_that_a_silence_names_must_fit(silence: Silence, covers: bool) -> None:
    assert (silenced(silence).action == Action.SUPPRESS) == covers


def test_an_unknown_place_is_not_silenced_with_a_country() -> None:
    assert silenced(replace(SILENCE, country="KZ"), place=None).action == Action.SEND


@pytest.mark.parametrize(
    ("minutes", "action"), [(-61, Action.SEND), (-60, Action.SUPPRESS), (59, Action.SUPPRESS), (60, Action.SEND)]
)
def test_a_silence_lasts_from_its_beginning_to_its_end(minutes: int, action: Action) -> None:
    assert silenced(SILENCE, NOON + timedelta(minutes=minutes)).action == action


def test_weak_evidence_is_not_held_for_the_silences_end() -> None:
    assert silenced(SILENCE, party_only=True).reason == Reason.SILENCED


def test_a_silenced_correction_opens_no_round_and_is_made_up_for_by_the_next_change() -> None:
    quiet = occasion(silences=(SILENCE,))
    decision = judge(event(60), event(8), past=Past(announced(10, 50)), at=quiet)
    assert (decision.action, decision.reason, decision.silence) == (Action.NONE, Reason.SILENCED, 3)
    later = judge(event(8), event(9), past=Past(announced(10, 50)), at=occasion(NOON + 2 * HOUR))
    assert (later.kind, later.steps) == (AlertKind.CORRECTION, (10, 50))


def test_of_several_silences_the_one_that_lasts_longest_is_named() -> None:
    longer = replace(SILENCE, id=4, until=NOON + 5 * HOUR)
    assert judge(None, event(60), at=occasion(silences=(SILENCE, longer))).silence == 4


def test_a_correction_on_an_unsure_link_waits_and_is_sent_if_nothing_contradicts_it() -> None:
    past = Past(announced(10, 50))
    held = judge(event(60), event(8, provisional=True), past=past)
    assert (held.action, held.reason, held.kind) == (Action.HOLD, Reason.PROVISIONAL_LINK, None)
    assert held.hold is not None
    end = judge(event(8), event(8, provisional=True), past=replace(past, holds=(held.hold,)), at=occasion(held.hold.until))
    assert (end.kind, end.reason, end.steps) == (AlertKind.CORRECTION, Reason.FELL_BELOW, (10, 50))


# --- the message -----------------------------------------------------------------------------------------------------------


def test_the_facts_name_every_source_and_show_disagreement() -> None:
    after = event(Count(10, 10, 14, Qualifier.RANGE))
    evidence = [
        Evidence(
            "Fourteen people died, the hospital said.", "paper.example", "https://paper.example/1", NOON, Count(14, 14, 14)
        ),
        Evidence("x" * 900, "gazette.example", "https://gazette.example/2", None, Count(10, 10, 10)),
    ]
    said = facts(judge(None, after), "mass", (event(7), after), evidence)
    assert said["kind"] == "new"
    assert said["headline_count"] == {"low": 10, "best": 10, "high": 14, "qualifier": "range"}
    assert said["previous_counts"]["killed"]["best"] == 7
    assert said["event"]["event_id"] == "e7"
    assert said["event"]["counts"]["injured"] is None
    assert [item["source"] for item in said["disagreement"]] == ["paper.example", "gazette.example"]
    assert said["evidence"][0]["published"] == "2031-05-06T12:00:00Z"
    assert len(said["evidence"][1]["quote"]) == 400


def test_sources_that_agree_show_no_disagreement_and_five_quotes_are_enough() -> None:
    evidence = [Evidence("Twelve died.", f"paper{number}", "", NOON, Count(12, 12, 12)) for number in range(9)]
    said = facts(judge(None, event(12)), "mass", (None, event(12)), evidence)
    assert said["disagreement"] == []
    assert len(said["evidence"]) == 5
    assert said["previous_counts"] is None


def test_casualties_have_a_headline_of_their_own() -> None:
    rule = Rule("any", {"casualties": (20,)})
    hurt = event(None, counts={Kind.KILLED: Count(8, 8, 8), Kind.INJURED: Count(13, 13, None, Qualifier.AT_LEAST)})
    said = facts(judge(None, hurt, rule), "any", (None, hurt), [])
    assert said["headline_count"] == {"low": 21, "best": 21, "high": None, "qualifier": "at_least"}


def test_the_facts_say_what_the_rules_readers_were_last_told() -> None:
    first = facts(judge(None, event(12)), "mass", (None, event(12)), [])
    assert first["last_alert"] is None
    second = judge(event(12), event(60), past=Past(announced(10)))
    said = facts(second, "mass", (event(40), event(60)), [], LastAlert(3, NOON, first))
    assert (said["last_alert"]["alert_id"], said["last_alert"]["counts"]["killed"]["best"]) == ("n3", 12)
    assert said["previous_counts"]["killed"]["best"] == 40
