"""Figures, places and dates in words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels import alerts
from tests.channels.alerts import count
from worker.channels import message


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (None, "no figure"),
        (count(96), "96 killed"),
        (count(96, 96, None, "at_least"), "at least 96 killed"),
        (count(1096, 1096, None, "at_least"), "at least 1,096 killed"),
        (count(10, 10, 15, "range"), "10 to 15 killed"),
        (count(270, 300, 300, "approx"), "270 to 300 killed"),
        (count(90, 100, 110, "approx"), "about 100 killed (90 to 110)"),
        (count(12, 24, None, "vague"), "about 24 killed (at least 12)"),
        (count(1, 20, 20, "at_most"), "up to 20 killed"),
        (count(0, 20, 20), "possibly 20 killed"),
        (count(0, 20, None), "possibly 20 or more killed"),
        (count(0, 20, 30), "possibly 20 to 30 killed"),
        (count(0, 0, 0, "none_reported"), "none killed"),
    ],
)
def test_a_figure_shows_its_bounds(facts: Any, words: str) -> None:
    assert message.figure(facts, "killed") == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (("2019-11-30", "2019-12-02", "day"), "30 November – 2 December 2019"),
        (("2019-11-29", "2019-11-30", "day"), "29 – 30 November 2019"),
        (("2019-12-31", "2020-01-01", "day"), "31 December 2019 – 1 January 2020"),
        (("2019-11-29", "2019-11-29", "day"), "29 November 2019"),
        (("2019-11-25", "2019-12-01", "week"), "week of 25 November 2019"),
        (("2019-11-01", "2019-11-30", "month"), "November 2019"),
        (("2019-01-01", "2019-12-31", "year"), "2019"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(span: tuple[str, str, str], words: str) -> None:
    assert message.span(dict(zip(("start", "end", "precision"), span, strict=True))) == words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (None, ""),
        ({"name": "Idlib", "adm1": "Idlib", "country": "SY"}, "Idlib, Syria"),
        ({"name": "Goma", "adm1": "North Kivu", "country": "CD"}, "Goma, North Kivu, DR Congo"),
        ({"name": "Iran", "adm1": None, "country": "IR"}, "Iran"),
        ({"name": "Somewhere", "adm1": None, "country": None}, "Somewhere"),
        ({"name": "Somewhere", "adm1": None, "country": "ZZ"}, "Somewhere, ZZ"),
    ],
)
def test_a_place_says_nothing_twice(where: Any, words: str) -> None:
    assert message.place(where) == words


def test_a_correction_says_what_it_was() -> None:
    assert message.headline(alerts.correction()) == "Corrected: 8 killed, was 15 – Tarvel, Odrun Province, Syria"
    assert message.crossed(alerts.correction()) == "fell below 10 killed"


def test_a_correction_to_nothing_is_worded() -> None:
    data = {**alerts.correction(), "headline_count": None}
    assert message.headline(data).startswith("Corrected: no figure, was 15")


def test_a_correction_without_an_alert_before_says_what_the_event_had() -> None:
    assert message.headline({**alerts.correction(), "last_alert": None}).startswith("Corrected: 8 killed, was at least 12")


def test_what_changed_since_the_last_alert_is_said() -> None:
    data = alerts.facts(last_alert=alerts.last(count(40)))
    assert message.since(data) == ("since alert n1, 4 March 2024 08:15 UTC: killed 40 → at least 96, injured no figure → 120")
    assert message.since(alerts.facts()) == ""
    assert message.since(alerts.facts(last_alert=alerts.last(count(96, 96, None, "at_least"), count(120)))).endswith(
        ": the same figures"
    )


def test_all_tolls_are_told_and_what_nobody_said_is_not() -> None:
    assert message.tolls({"killed": count(3), "injured": None, "missing": count(0), "displaced": count(5000)}) == (
        "3 killed, none missing, 5,000 displaced"
    )


def test_casualties_are_killed_or_injured() -> None:
    assert message.figure(count(20), "casualties") == "20 killed or injured"
