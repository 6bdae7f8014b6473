"""The floors of extraction on the project's own corpus, and the corpus itself: big enough, varied enough, well formed."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from worker.evaluate.corpus import Case, answer, errors_of, load_corpus
from worker.gazetteer import Gazetteer

CORPUS = Path(__file__).parent.parent / "corpus"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["corpus"]
SAME_SKELETON = 3
NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen".split()


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load_corpus(CORPUS)


def skeleton(case: Case) -> str:
    """The row's words without numbers and names: rows that share it test one sentence."""
    text = f"{case.title} | {case.text}"
    text = re.sub(r"\d[\d.,]*", "#", text)
    text = re.sub(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", "#", text, flags=re.IGNORECASE)
    return re.sub(r"#(?:[\s-]+#)+", "#", re.sub(r"\b[A-Z][\w'’-]*", "@", text)).strip()


def test_extraction_reaches_its_floor(cases: list[Case], places: Gazetteer) -> None:
    wrong = {case.name: errors for case in cases if (errors := errors_of(case, answer(case, places)))}
    share = 1 - len(wrong) / len(cases)
    shown = "\n".join(f"{name}: {'; '.join(errors)}" for name, errors in list(wrong.items())[:40])
    assert share >= FLOORS["right"], f"{share:.4f} of {len(cases)} rows are right; wrong ones begin with\n{shown}"


def test_the_corpus_has_not_shrunk(cases: list[Case]) -> None:
    assert len(cases) >= FLOORS["rows"]


def test_names_are_unique_and_every_family_is_there(cases: list[Case]) -> None:
    assert [name for name, number in Counter(case.name for case in cases).items() if number > 1] == []
    assert {case.family for case in cases} == set(range(1, 51))


def test_a_third_are_negatives(cases: list[Case]) -> None:
    assert sum(case.negative for case in cases) >= len(cases) / 3


def test_no_more_than_three_rows_share_a_skeleton(cases: list[Case]) -> None:
    shared = Counter(map(skeleton, cases))
    assert {words: number for words, number in shared.items() if number > SAME_SKELETON} == {}


def test_rows_are_consistent(cases: list[Case]) -> None:
    for case in cases:
        for low, best, high in case.counts.values():
            assert low <= best, case.name
            assert high is None or best <= high, case.name
        if case.negative:
            assert not any(best for _, best, _ in case.counts.values()), case.name
