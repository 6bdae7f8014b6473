"""A figure that did not count is shown in its sentence."""

from __future__ import annotations

import pytest

from worker.demo.results import in_context

SHORT = "It rained. At least 4,759 people have been killed since April 30, it said. Then it stopped."
LONG = f"{'The register, which is kept by volunteers, ' * 4}counts 4,759 people {'who died, ' * 20}in all."


@pytest.mark.parametrize("words", ["4,759 people", "At least 4,759 people have been killed"])
def test_the_whole_sentence_where_it_is_short(words: str) -> None:
    start = SHORT.index(words)
    assert in_context(SHORT, start, start + len(words)) == "At least 4,759 people have been killed since April 30, it said"


def test_a_long_sentence_is_cut_on_both_sides_but_never_within_the_claim() -> None:
    start = LONG.index("4,759 people")
    shown = in_context(LONG, start, start + len("4,759 people"))
    assert "4,759 people" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 130


def test_a_title_has_no_full_stop() -> None:
    assert in_context("10,400 killed since January", 0, 13) == "10,400 killed since January"
    assert in_context("", 3, 9) == ""
