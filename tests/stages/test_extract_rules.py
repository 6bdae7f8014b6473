"""Each rule names the words that it needs: where they are missing it is not asked, and would have said nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.evaluate.corpus import load_corpus
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import split, tokenise
from worker.stages.extract.grammar.words import Words
from worker.stages.extract.phrases.victims import Counter
from worker.stages.extract.reading import look, read, rules_asked
from worker.stages.extract.rules.sight import Sight
from worker.stages.extract.rules.table import LAST, RULES, Rule, may_tell, rules_for, told_words

READER = Reader("tollwatch")


@pytest.fixture(scope="module")
def sights() -> list[tuple[Sight, Words]]:
    corpus = load_corpus(Path(__file__).parent.parent / "corpus")
    spans = [span for case in corpus for span in split(case.title, case.text)]
    words = [Words(tokenise(span), READER) for span in spans]
    return [(look(each, Counter(READER)), each) for each in words]


@pytest.mark.parametrize(("name", "rule", "needs"), [(name, rule, needs) for name, _, rule, needs in RULES if needs])
def test_a_rule_says_nothing_without_its_words(
    name: str, rule: Rule, needs: tuple[frozenset[str], ...], sights: list[tuple[Sight, Words]]
) -> None:
    without = [sight for sight, _ in sights if any(words.isdisjoint(told_words(sight.s)) for words in needs)]
    assert len(without) < len(sights), f"no row of the corpus has the words of {name}"
    for sight in without:
        said = [mention for i in range(len(sight.chunks)) for mention in rule(sight, i)]
        assert said == [], sight.s.text


def test_a_sentence_that_is_not_cut_tells_of_nobody(sights: list[tuple[Sight, Words]]) -> None:
    told = [(sight, words, told_words(words.s)) for sight, words in sights]
    passed_over = [sight for sight, words, low in told if not may_tell(words, low, rules_for(low))]
    assert len(passed_over) > 500
    assert [sight.s.text for sight in passed_over if read(sight, RULES)] == []


def test_parts_of_a_total_are_looked_for_last(sights: list[tuple[Sight, Words]]) -> None:
    last = {rule for name, _, rule, _ in RULES if name in LAST}
    sight = next(sight for sight, _ in sights if len(sight.chunks) > 9)
    asked = [rule in last for _, rule in rules_asked(sight, RULES)]
    assert len(last) == len(LAST) < sum(asked)
    assert asked == sorted(asked)
