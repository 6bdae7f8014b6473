"""The skip's words: whatever extract can read a figure from holds one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.evaluate.corpus import load_corpus
from worker.gazetteer import Gazetteer
from worker.model import Extraction
from worker.stages.extract import extract
from worker.stages.extract.grammar.lexicon import HARM_NOUNS
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import split, tokenise
from worker.stages.extract.grammar.triggers import AMBIGUOUS, TRIGGERS, has_casualty_word
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.phrases.victims import Counter
from worker.stages.extract.reading import read_sentence
from worker.stages.extract.rules.losses import has_loss
from worker.stages.extract.rules.part_rules import has_part

READER = Reader("tollwatch")
COUNTER = Counter(READER)
CORPUS = Path(__file__).parent.parent / "corpus"
# What a harmful verb needs beside it ("was rushed to hospital") is asked for by its own words, in extract too.
CONDITIONAL = frozenset(word for word, form in FORMS.items() if form.verb.name == "hospital")


def read(text: str, places: Gazetteer) -> Extraction:
    return extract("", text, None, places)


WORDS = (TRIGGERS | FORMS.keys() | HARM_NOUNS.keys()) - CONDITIONAL - AMBIGUOUS


@pytest.mark.parametrize("word", sorted(word for word in WORDS if word.isalpha()))  # "pepper-spray" extract itself looks past
def test_every_word_that_a_claim_can_begin_at_counts_alone(word: str) -> None:
    assert has_casualty_word(f"Officials in Odrun spoke of {word} on Monday.")
    assert has_casualty_word(word.upper())


def test_the_words_that_need_another_are_few_and_known() -> None:
    hits = {"hit", "hits", "hitting", "strike", "strikes", "struck", "striking", "pierce", "pierces", "pierced", "piercing"}
    flight = {"homes", "houses", "camp", "camps"}
    care = {"intensive", "medical", "trauma"}
    gone = {"passed", "passes", "passing", "blew", "blows"}
    states = {"ill", "sick", "unwell", "critical", "serious", "treatment", "alive", "survivor"}
    states |= {"fighting", "battling", "battle", "battles", "fight", "fights"}
    lost = {
        "vanished",
        "vanishes",
        "disappeared",
        "disappears",
        "claim",
        "claims",
        "claimed",
        "lost",
        "lose",
        "loses",
        "losing",
    }
    slight = {"cuts", "bruises", "fractures", "scratches", "danger"}
    slight |= {"lacerated", "laceration", "gash", "gashes", "scrapes", "expected", "mourn", "mourns", "mourned", "mourning"}
    slight |= {"cut", "blown", "broke", "broken", "breaks", "breaking", "fractured", "dislocated", "shattered"}
    slight |= {"make", "slashed", "shreds", "bits", "bullet", "bullets", "ran"}
    gone |= {"bury", "buries", "buried", "burying"}
    sought = {"search", "searched", "searching", "look", "looking"}
    assert {"life", "lives", "body"} | care | gone | flight | hits | states | lost | slight | sought == AMBIGUOUS


HARMFUL = (
    "The flood claimed 40 lives in the valley.",
    "The flood took, by the mayor's count, the lives of two men.",
    "Divers are looking for four more men.",
    "The army said it had lost five soldiers at the ford.",
    "Her mother escaped with bruises.",
    "A pupil received cuts to the arm.",
    "His comrade lost a leg.",
    "His trainer got a bullet in the foot.",
    "The van ran over four cyclists.",
    "The bomber was torn to shreds.",
    "A clerk had two fingers blown off.",
    "Two guards were cut down at the gate.",
    "The other seven are out of danger.",
    "Twelve lives were lost when the ferry sank.",
    "A cyclist was taken to Holm Valley Medical Center.",
    "The boy who fell from the roof passed away on Monday.",
    "The fighting has forced 4,000 people from their homes.",
    "Some 600 people lost their houses in the storm.",
    "By nightfall 300 people were in relief camps.",
    "Ninety people who cannot go back to their houses slept in the gym.",
    "Nine women lost their lives in the stampede.",
    "The avalanche ended the life of one climber.",
    "It brought the loss of five lives to the village.",
    "The body of a man was carried out of the mine.",
    "Divers recovered a body from the lake.",
    "His body was pulled from the rubble by neighbours.",
    "A woman's body lay where the river had left it, and was found by two boys.",
    "Three are in intensive care.",
    "Three men were hit by bullets in the market.",
    "A stray bullet struck two girls outside the school.",
    "A round grazed a man in the leg.",
    "Shrapnel pierced two men.",
    "Sixty pupils fell ill after a school lunch.",
    "Twelve guests were taken sick at the wedding.",
    "Two men and a woman critical after crash on ring road.",
    "Four are still under treatment.",
    "Three others are fighting for their lives.",
    "A plane with nine aboard has vanished from radar.",
    "The crash claims nine on the coast road.",
    "The storm claimed at least seven.",
    "Weekend crashes claim 23 across the country.",
    "Three dead, nine serious after gas leak.",
    "Twelve more are undergoing treatment.",
    "Two battle for life after the crash.",
    "The slide buried a family of seven alive.",
    "A boy is the lone survivor of the 15 aboard.",
    "A man's life hangs by a thread after he was rushed to the clinic with two others.",
)


@pytest.mark.parametrize("sentence", HARMFUL)
def test_a_word_that_needs_another_counts_beside_it(sentence: str) -> None:
    assert has_casualty_word(sentence)


HARMLESS = (
    "Life in the valley goes on as it always did.",
    "The story of her life is now a film.",
    "The council wants 400 new homes by the spring.",
    "The school runs a summer camp for 90 children.",
    "The governing body met on Tuesday and chose a new chair.",
    "Labour-intensive farms grow most of the tea.",
    "The band's new song hit the charts, and the tour hits six cities.",
    "Teachers plan to strike over pay next week.",
    "The council struck a deal with the bus company.",
    "A sick joke put the minister ill at ease.",
    "The critical vote is on Friday, and the parties are fighting for every seat.",
    "The battle for the mayor's chair is a serious fight, and both sides are alive to it.",
    "The union claims victory, and its rival claims fraud.",
    "The treatment of guests in the hotel won a prize.",
    "The last of the orchards has vanished, and with it the cider.",
    "The council cut down on lamps and cut the rates.",
    "The minutes of the talks were torn into bits.",
    "Prices rose again, the statistics office said.",
)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_ordinary_news_has_no_casualty_word(sentence: str, places: Gazetteer) -> None:
    assert not has_casualty_word(sentence)
    assert not read(sentence, places).claims


def rules_find(title: str, text: str, passed: bool) -> Iterator[str]:
    """The sentences that the look passes, or doesn't, and in which the rules, asked all the same, find something."""
    for span in split(title, text):
        # "Five of them" only says more of figures that another sentence gives.
        if (has_casualty_word(span.text) or has_part(span.text) or has_loss(span.text)) is passed:
            sentence = tokenise(span)
            if read_sentence(sentence, READER, COUNTER):
                yield span.text


def test_no_rule_finds_anything_in_a_sentence_without_a_casualty_word() -> None:
    """Sentence by sentence: harder than the skip, which asks of a whole page."""
    cases = load_corpus(CORPUS)
    assert len({sentence for case in cases for sentence in rules_find(case.title, case.text, passed=True)}) > 500
    assert [sentence for case in cases for sentence in rules_find(case.title, case.text, passed=False)] == []


def test_no_row_of_the_corpus_that_reports_an_event_is_passed_over(places: Gazetteer) -> None:
    reported = [case for case in load_corpus(CORPUS) if extract(case.title, case.text, case.published, places).reports]
    assert len(reported) > 300
    assert [case.name for case in reported if not has_casualty_word(f"{case.title}\n{case.text}")] == []


@pytest.mark.parametrize(
    "unit", ["life ", "hit arm ", "of life ", "body\n", "lost " * 50 + "life ", "took the " * 30 + "body "]
)
def test_a_page_full_of_such_words_costs_little(unit: str) -> None:
    text = unit * (2_000_000 // len(unit))
    began = time.process_time()
    has_casualty_word(text)
    assert time.process_time() - began < 2
