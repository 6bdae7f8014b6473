"""The check finds every alert that is missing and every one too many, and says which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from worker.demo.check import Expected, as_fired, load_expected, problems

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
