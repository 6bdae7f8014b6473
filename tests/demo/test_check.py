"""The check finds every alert that is missing and every one too many, and says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from worker.demo.check import (
    Expected,
    ExpectedEvent,
    as_fired,
    as_told,
    load_expected,
    load_expected_events,
    missing_events,
    problems,
)
from worker.model import Count, Event, Kind

IDLIB = Expected("mass-casualty", "killed", 50, "new", "Idlib", 96)
EXPECTED = [IDLIB, replace(IDLIB, place="Kendari", step=10, killed_low=17)]


def facts(place: dict[str, Any] | None, killed: dict[str, Any] | None) -> dict[str, Any]:
    event = {"place": place, "counts": {"killed": killed, "injured": None}}
    return {"rule": "mass-casualty", "count": "killed", "step": 50, "kind": "new", "event": event}


def test_what_is_expected_and_fired_once_is_fine() -> None:
    assert problems(EXPECTED, reversed(EXPECTED)) == []


def test_a_missing_alert_is_named() -> None:
    assert problems(EXPECTED, [IDLIB]) == [
        "missing alert - Kendari: new at step 10 of mass-casualty/killed, at least 17 killed"
    ]


def test_an_extra_alert_is_named_though_it_repeats_an_expected_one() -> None:
    assert problems(EXPECTED, [*EXPECTED, IDLIB]) == [
        "extra alert - Idlib: new at step 50 of mass-casualty/killed, at least 96 killed"
    ]


def test_a_wrong_toll_is_both_missing_and_extra() -> None:
    found = problems([IDLIB], [replace(IDLIB, killed_low=196)])
    assert [line.split(",")[1] for line in found] == [" at least 96 killed", " at least 196 killed"]


def test_an_alerts_facts_are_read_as_they_are_stored() -> None:
    count = {"low": 96, "best": 96, "high": None, "qualifier": "at_least"}
    assert as_fired(facts({"name": "Idlib"}, count)) == IDLIB
    assert as_fired(facts(None, None)) == replace(IDLIB, place="unknown", killed_low=None)


def test_the_demo_expects_each_alert_once() -> None:
    expected = load_expected()
    assert len(expected) == len(set(expected)) == 7
    assert {alert.kind for alert in expected} == {"new", "correction"}


def test_an_event_that_was_swallowed_by_another_is_missing_and_others_do_no_harm() -> None:
    twins = [ExpectedEvent("Kayseri", 14, 2), ExpectedEvent("Nevsehir", 6, 1)]
    assert missing_events(twins, [*twins, ExpectedEvent("Kano", 5, 1)]) == []
    assert missing_events(twins, [ExpectedEvent("Kayseri", 14, 2)]) == [
        "missing event - Nevsehir: at least 6 killed, independent sources: 1"
    ]


def test_events_are_compared_by_their_dead() -> None:
    now = datetime(2019, 12, 2, tzinfo=UTC)
    quiet = Event(1, "unknown", None, None, {}, 1, 1, now, now)
    assert as_told([quiet, replace(quiet, counts={Kind.KILLED: Count(6, 6, None)})]) == [ExpectedEvent("unknown", 6, 1)]


def test_every_alert_of_the_demo_has_its_event() -> None:
    assert {alert.place for alert in load_expected()} < {event.place for event in load_expected_events()}
