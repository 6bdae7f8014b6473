"""Soft hyphens, zero-width spaces and direction marks are no part of a word or a number."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from worker.stages.extract import Gazetteer, extract

PUBLISHED = datetime(2024, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "A blast killed 4\u200b5 peo\u00adple in Kabul.",
        "\ufeffA blast kil\u00adled 45 people in Kabul.",
        "A bl\u2060ast k\u200dilled forty-\u00adfive people in Kabul.",
        "A blast killed \u200e45\u200f people in Kabul.",
        "A blast \u2067killed 45\u2069 people\u200b in Kabul.",
        "A blast \u202bkilled\u202c \u202a45\u202c people in Kabul.",
    ],
)
def test_what_nobody_sees_hides_no_figure_and_moves_no_offset(given: str, places: Gazetteer) -> None:
    found = extract("", f"\u200bIt was noon.\u200b {given}", PUBLISHED, places)
    assert [count.best for report in found.reports for count in report.counts.values()] == [45]
    assert [claim.count.best for claim in found.claims] == [45]
    for claim in found.claims:
        assert claim.text == f"\u200bIt was noon.\u200b {given}"[claim.start : claim.end]
        assert claim.text[0] in "k\u200b" and claim.text[-1] in "e\u200b"


def test_a_headlines_offsets_are_into_the_headline_as_it_was_given(places: Gazetteer) -> None:
    title = "Bl\u200bast k\u200bills 4\u200b5 in Kab\ufefful"
    (claim,) = extract(title, "", PUBLISHED, places).claims
    assert (claim.in_title, claim.text, title[claim.start : claim.end]) == (
        True,
        "k\u200bills 4\u200b5",
        "k\u200bills 4\u200b5",
    )


def test_what_is_shown_backwards_is_no_figure(places: Gazetteer) -> None:
    assert not extract("Blast kills \u202e54\u202c people in Kabul", "", PUBLISHED, places).reports
