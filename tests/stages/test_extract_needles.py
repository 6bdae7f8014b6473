"""needles: a text that a pattern matches holds one of its needles."""

from __future__ import annotations

import re

import pytest

from worker.stages.extract.grammar.needles import Index, needles

_PATTERNS = [  # pattern, its needles, texts that it matches
    (r"\bmemorial service\b", {"memo"}, ["a memorial service"]),
    (r"\b(?:jury|court)s? (?:hears|told)\b", {"jury", "cour"}, ["the jury told", "courts hears"]),
    (r"\bmarche[sd]?\b", {"marc"}, ["marche", "marched"]),
    (r"\b(?:loudly )?played\b", {"play"}, ["loudly played", "played"]),
    (r"\bruin\w* castles*\b", {"cast"}, ["ruined castle", "ruin castles"]),
    (r"\b(?:of|in) the (?:sea)?", {" the"}, ["of the sea", "in the "]),
    (r"\b(?:go|depart)\b", set(), ["go", "depart"]),  # no needle in "go"
    (r"\bfour{0,1}th row(?!ing)\b", {"th r"}, ["fourth row", "fouth row"]),
    (r"\b(?=.*\bharbour\b)boats\b", {"boat"}, ["boats in the harbour"]),
    (r"\b[sz]ealed tight[.]$|^(?<!un)locked\b", {"eale", "lock"}, ["zealed tight.", "locked"]),
    (r"^(?-i:Who) (?:is|was) (?-i:Harbour)\b", {"harb"}, ["Who was Harbour"]),
    (r"a\.b\.c\. (?:north){2}", {"a.b."}, ["a.b.c. northnorth"]),
]


@pytest.mark.parametrize(("pattern", "expected", "texts"), _PATTERNS, ids=[row[0] for row in _PATTERNS])
def test_a_text_that_matches_holds_a_needle(pattern: str, expected: set[str], texts: list[str]) -> None:
    own = needles(pattern)
    assert own == expected
    for text in texts:
        assert re.search(pattern, text)
        assert not own or any(needle in text.lower() for needle in own)


def test_the_index_asks_for_the_patterns_that_may_match() -> None:
    index = Index((n, needles(pattern)) for n, pattern in enumerate((r"\bharbour\b", r"\bgo\b", r"\bcastles?\b")))
    assert index.asked("a castle by the sea") == {1, 2}
    assert index.asked("") == {1}
