"""Who of the victims told of one by one is the same, who another, and who of them lives."""

from __future__ import annotations

import pytest

from worker.model import Kind
from worker.stages.extract.counts.roster import Roster, living, roster_of
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import split, tokenise
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.victims import Counter
from worker.stages.extract.reading import read_sentence

READER = Reader("tollwatch")
COUNTER = Counter(READER)


def told(text: str) -> list[Mention]:
    return [m for span in split("", text) for m in read_sentence(tokenise(span), READER, COUNTER)]


def roster(text: str) -> Roster:
    return roster_of(told(text))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("A man was shot. The man was taken to hospital.", 1),
        ("A 19-year-old man was shot. A 31-year-old man was shot.", 2),
        ("A 19-year-old man was shot. The 19-year-old was taken to hospital.", 1),
        ("A man was shot. A woman was shot.", 2),
        ("A boy was shot. A man was wounded.", 2),
        ("Arlo Venn, 24, was shot. Venn was taken to hospital.", 1),
        ("Arlo Venn, 24, was shot. Mira Venn, 22, was shot.", 2),
        ("A man was shot. Another man was shot.", 2),
        (
            "A man was shot. Somebody called the police. A dog barked. Rain fell. Another man was shot. He was taken to hospital.",
            2,
        ),
        ("A baby, nine months old, was shot. An 8-month-old was shot.", 1),
    ],
)
def test_people_are_told_apart_by_age_name_and_sex(text: str, people: int) -> None:
    assert len(roster(text).people) == people


@pytest.mark.parametrize(
    ("text", "dead", "alive"),
    [
        ("A man was killed. A woman was shot.", 1, 1),
        ("A man was killed. The man was shot.", 1, 0),
        ("A 17-year-old was shot. He died. A 20-year-old was shot.", 1, 1),
        ("A woman was shot. A man was shot.", 1, 1),  # one died, and the text does not say who
        ("A woman was shot and is in stable condition. A man was shot.", 1, 1),
        ("A man was killed. " + "Nobody knows why. " * 10 + "The girl was wounded.", 1, 0),  # far away: in another incident
        ("A man was killed. Nobody knows why. The girl was wounded.", 1, 1),
        ("A man was killed. At 9 p.m. on Friday, a woman was shot in the 200 block of Elm Street.", 1, 0),
    ],
)
def test_the_living_are_those_who_are_nobody_of_the_dead(text: str, dead: int, alive: int) -> None:
    assert living(roster(text), dead) == alive


def test_too_many_to_be_of_one_event_are_not_counted() -> None:
    text = " ".join(f"A {age}-year-old man was shot." for age in range(20, 28))
    assert living(roster(text), 0) == 0


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("A boy died. The boy had been wounded.", True),
        ("A boy died. Another boy was wounded.", False),
        ("A boy died. The girl was wounded.", False),
        ("A man killed his brother. He had wounded his brother.", True),
    ],
)
def test_the_dead_told_of_again_as_hurt(text: str, again: bool) -> None:
    mentions = told(text)
    hurt = [m for m in mentions if m.kind is Kind.INJURED]
    assert hurt
    assert any(roster_of(mentions).tells_of_dead(m) for m in hurt) is again
