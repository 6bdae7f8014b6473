"""Searching the weights of link: a move is kept where fewer reports go wrong, and what is vetoed is beyond any weight."""

from __future__ import annotations

import pytest

from tests.tuning.choices import Choice, Option, collect
from tests.tuning.search import BIAS, Outcome, cost, outcome, search
from tests.tuning.streams import look_alikes, scenarios
from worker.gazetteer import open_gazetteer

START = {BIAS: -4.0, "words": 4.0, "late": 1.0}


def choice(same: bool, words: float, barred: bool = False, known: bool = True) -> Choice:
    return Choice("made", f"{same} {words}", known, (Option(same, {"words": words}, barred),))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (choice(True, 1.0), Outcome.RIGHT),
        (choice(True, 0.5), Outcome.MISSED),
        (choice(True, 1.0, barred=True), Outcome.MISSED),
        (choice(False, 1.0, known=False), Outcome.WRONG),
        (choice(False, 1.0, barred=True, known=False), Outcome.RIGHT),
        (choice(False, 0.5, known=False), Outcome.RIGHT),
        (choice(False, 0.5), Outcome.MISSED),
        (Choice("made", "none", True, ()), Outcome.MISSED),
    ],
)
def test_what_becomes_of_a_report(made: Choice, expected: Outcome) -> None:
    assert outcome(START, made) == expected


def test_of_several_events_that_fit_the_preferred_one_is_taken() -> None:
    other, own = Option(False, {"words": 1.2}), Option(True, {"words": 1.1}, preference=1.0)
    assert outcome(START, Choice("made", "two", True, (other, own))) == Outcome.RIGHT
    assert outcome(START, Choice("made", "two", True, (other, Option(True, {"words": 1.1})))) == Outcome.WRONG


def test_a_search_moves_what_pays_and_leaves_what_no_report_needs() -> None:
    missed = [choice(True, 0.7) for _ in range(9)] + [choice(False, 0.3, known=False)]
    found, moves = search(START, missed, {})
    assert all(outcome(found, each) == Outcome.RIGHT for each in missed)
    assert found["late"] == START["late"]
    assert [move.cost for move in moves] == sorted((move.cost for move in moves), reverse=True)
    assert cost(found, missed, {}) < cost(START, missed, {})


def test_nothing_moves_where_all_is_right() -> None:
    assert search(START, [choice(True, 2.5), choice(False, 0.0, known=False)], {}) == (START, [])


def test_a_stream_says_as_much_as_its_share_however_long_it_is() -> None:
    wrong, right = choice(False, 3.0, known=False), [choice(True, 3.0)] * 99
    other = Choice("other", *[getattr(wrong, name) for name in ("event", "known", "options")])
    assert cost(START, [other, *right], {"other": 1.0, "made": 1.0}) == pytest.approx(0.5, abs=0.1)


def test_choices_of_a_scenario_are_labelled_by_its_groups() -> None:
    places = open_gazetteer()
    stream = next(stream for stream in scenarios() if any("second_bombing" in event for event in stream.event_of.values()))
    choices = collect(stream, places)
    places.close()
    assert {option.same for each in choices for option in each.options} == {True, False}
    assert {each.known for each in choices} == {True, False}
    assert all(any(option.same for option in each.options) == each.known for each in choices)


def test_no_two_look_alikes_are_one_event() -> None:
    for stream in look_alikes():
        assert len(set(stream.event_of.values())) == len(stream.documents) == 60
