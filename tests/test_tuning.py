"""Fitting the weights of link: what speaks for an event gets its sign, what is fixed stays."""

from __future__ import annotations

import pytest

from tests.tuning.fit import BIAS, fit, odds
from tests.tuning.pairs import Pair, collect
from tests.tuning.streams import look_alikes, scenarios
from worker.gazetteer import open_gazetteer


def pair(same: bool, words: float, late: float, told: float = 0.0) -> Pair:
    return Pair("made", f"{words} {late}", same, {"words": words, "late": late, "told": told})


PAIRS = [pair(number % 10 < 7, 0.8 - number % 3 / 10, -0.1) for number in range(40)] + [
    pair(number % 10 < 2, 0.2 + number % 3 / 10, -0.6) for number in range(40)
]


def test_a_fit_finds_what_speaks_for_one_event_and_keeps_what_is_fixed() -> None:
    weights = fit(PAIRS, {}, {"told": 2.0})
    assert weights["words"] > 0
    assert weights["late"] > 0
    assert weights["told"] == 2.0
    shared = {key: weights[key] for key in (BIAS, "words", "late")}
    assert odds(shared, pair(True, 0.8, -0.1)) > 0 > odds(shared, pair(True, 0.2, -0.6))


def test_a_fit_is_as_likely_as_the_shares_that_are_right() -> None:
    weights = fit([pair(number % 4 == 0, 1.0, 0.0) for number in range(100)], {}, {"words": 0.0, "late": 0.0, "told": 0.0})
    assert weights[BIAS] == pytest.approx(-1.0986, abs=0.001)


def test_pairs_of_a_scenario_are_labelled_by_its_groups() -> None:
    places = open_gazetteer()
    stream = next(stream for stream in scenarios() if any("second_bombing" in event for event in stream.event_of.values()))
    collected = collect(stream, places)
    places.close()
    assert {pair.same for pair in collected.pairs} == {True, False}
    assert collected.found == collected.sought > 0


def test_no_two_look_alikes_are_one_event() -> None:
    for stream in look_alikes():
        assert len(set(stream.event_of.values())) == len(stream.documents) == 60
