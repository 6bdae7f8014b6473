"""Each rule names the words without which it says nothing: where they are missing it is not asked, and would have said nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.evaluate.corpus import load_corpus
from worker.stages.extract.quantities import Reader
from worker.stages.extract.reading import look
from worker.stages.extract.rules import LAST, RULES, Rule, rules_for
from worker.stages.extract.sentences import split, tokenise
from worker.stages.extract.sight import Sight
from worker.stages.extract.victims import Counter

READER = Reader("tollwatch")


@pytest.fixture(scope="module")
def sights() -> list[Sight]:
    corpus = load_corpus(Path(__file__).parent.parent / "corpus")
    counter = Counter(READER)
    return [look(tokenise(span), READER, counter) for case in corpus for span in split(case.title, case.text)]


@pytest.mark.parametrize(("name", "rule", "words"), [(name, rule, words) for name, _, rule, words in (*RULES, *LAST) if words])
def test_a_rule_says_nothing_without_its_words(name: str, rule: Rule, words: frozenset[str], sights: list[Sight]) -> None:
    without = [sight for sight in sights if words.isdisjoint(sight.s.low)]
    assert len(without) < len(sights), f"no row of the corpus has a word of {name}"
    for sight in without:
        said = [mention for i in range(len(sight.chunks)) for mention in rule(sight, i)]
        assert said == [], sight.s.text


def test_the_rules_keep_their_order(sights: list[Sight]) -> None:
    """What the first rule finds, the later ones do not find again."""
    order = [rule for _, _, rule, _ in (*RULES, *LAST)]
    for sight in sights[:200]:
        for chosen in rules_for(sight.s):
            assert all(rules == sorted(rules, key=order.index) for rules in chosen.values())


def test_parts_of_a_total_are_looked_for_last(sights: list[Sight]) -> None:
    last = {rule for _, _, rule, _ in LAST}
    held = [chosen for sight in sights for chosen in rules_for(sight.s) if any(last & set(rules) for rules in chosen.values())]
    assert held
    assert all(set(rules) <= last for chosen in held for rules in chosen.values())
