"""Names and magnitudes: what tells two events of one kind in one town apart where no day is told, and what ties two tellings."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.stages.test_link import MARKET, MONDAY, OSTRAVEL, TUESDAY, candidate, told
from worker.model import DateSpan
from worker.stages.link import join
from worker.stages.link.features import Profile, mean_terms
from worker.stages.link.marks import Mark, mark_terms, shared_marks
from worker.stages.link.persons import full_names
from worker.stages.link.score import score
from worker.stages.link.veto import Veto, veto_of


def marks(text: str) -> dict[int, float]:
    return mark_terms("", text, "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tomas Q. Arvel, 34, lived in the house.", {"toma arvel": True}),
        ("Police identified the victim as Ilka Dunmere.", {"ilka dunmere": True}),
        ("Ilka Dunmere, a teacher, was found dead at noon.", {"ilka dunmere": True}),
        ("Brenna Tollard died at the scene.", {"brenna tollard": True}),
        ("They arrested Oswin Kettleby.", {"oswin kettleby": True}),
        ("A song by Brenna Tollard was played.", {}),
        ("Friends of Brenna Tollard sang on the bridge.", {"brenna tollard": False}),
        ("Brenna Tollard, a neighbour, said that rain fell.", {}),  # speaks of the next event as well
        ("Inspector Brenna Tollard closed the road.", {}),
        ("Rain fell in Brenna Tollard and near Tollard Hospital.", {}),  # a place
        ("Two people died in New York.", {}),
        ("Quarrymen Fall Into Ravine As Old Bridge Gives Way", {}),  # a headline
    ],
)
def test_names_of_those_harmed_or_accused_are_told_from_others(text: str, names: dict[str, bool]) -> None:
    found: dict[str, bool] = {}
    for name, concerned in full_names(text):
        found[name] = found.get(name, False) or concerned
    assert {name: found.get(name) for name in names} == names
    assert names or not any(found.values())


def of(text: str, killed: int = 1, day: DateSpan | None = None, kind: str = "shooting") -> Profile:
    return told(MARKET | marks(text), OSTRAVEL, day, killed, kind=kind)


def test_other_people_are_another_event() -> None:
    ours, theirs = of("Ilka Dunmere, 41, was shot."), of("Oswin Kettleby, 22, was shot.")
    assert score(ours, theirs).parts["others"] == 1
    assert score(ours, theirs).total < score(of(""), theirs).total
    assert not join.same_story(candidate(ours), candidate(theirs, 2))


def test_other_people_of_another_day_are_another_event_whatever_the_words() -> None:
    ours, theirs = of("Ilka Dunmere, 41, was shot.", day=TUESDAY), of("Oswin Kettleby, 22, was shot.", day=MONDAY)
    assert veto_of(ours, theirs, 1) == Veto.ANOTHER_DAY
    assert veto_of(replace(ours, aftermath=True), theirs, 1) is None  # whom they arrested is another as well
    assert veto_of(of("Ilka Dunmere, 41, was shot.", 5, TUESDAY), of("Oswin Kettleby, 22, was shot.", 5, MONDAY), 1) is None
    assert veto_of(ours, of("", day=MONDAY), 1) is None


def test_one_name_in_common_is_enough() -> None:
    ours, theirs = of("Ilka Dunmere, 41, was shot."), of("Oswin Kettleby, 22, was charged. Ilka Dunmere sang in a choir.")
    assert score(ours, theirs).parts["others"] == 0
    spelled = of("Ilke Dunmere, 41, died.")
    assert (score(ours, spelled).parts["others"], score(ours, spelled).parts["people"]) == (0, 0.5)


def test_who_only_speaks_of_it_says_nothing() -> None:
    ours, theirs = of("Ilka Dunmere, 41, was shot."), of("Inspector Brenna Tollard said it rained.")
    assert (score(ours, theirs).parts["others"], score(ours, theirs).parts["people"]) == (0, 0)


def test_the_same_people_on_two_days_are_one_story() -> None:
    text = "Ilka Dunmere, 41, was shot. Oswin Kettleby, 22, was arrested."
    one = candidate(of(text, day=TUESDAY))
    assert join.same_story(one, candidate(of(text, day=MONDAY), 2))
    assert not join.same_story(one, candidate(of("", day=MONDAY), 2))


def test_names_stay_however_many_words_an_event_has() -> None:
    named = marks("Ilka Dunmere, 41, was shot.")
    wordy = [dict.fromkeys(range(start, start + 64), 2.0) for start in range(0, 6400, 64)]
    assert shared_marks(mean_terms([named, *wordy]), named)[Mark.CONCERNED] == 1


# --- magnitudes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "agreed"),
    [
        ("A 5.9-magnitude quake shook the island", "The quake measured 6.1 on the Richter scale; a magnitude of 6.1", 1.0),
        ("An earthquake of magnitude 6.1 hit", "A 5.6 magnitude earthquake hit", -1.0),
        ("An earthquake of magnitude 6.1 hit", "An earthquake hit the island, 6.1 km deep", 0.0),
        ("A quake measuring 5.2 hit", "A magnitude-5.2 quake hit", 1.0),
    ],
)
def test_magnitudes_are_compared(ours: str, theirs: str, agreed: float) -> None:
    assert score(of(ours, kind="earthquake"), of(theirs, kind="earthquake")).parts["magnitude"] == agreed


def test_undated_quakes_of_one_island_and_another_magnitude_are_two() -> None:
    one = replace(of("A 5.2-magnitude quake shook it", 3, kind="earthquake"), as_of=None)
    other = replace(of("An earthquake of magnitude 6.6 struck", 10, kind="earthquake"), as_of=None)
    assert not join.same_story(candidate(one), candidate(other, 2))
    assert join.same_story(candidate(one), candidate(one, 2))


def test_a_text_that_wants_to_be_slow_is_not() -> None:
    start = time.process_time()
    for text in (
        "A. " * 50_000,
        "Ab Cd, " * 30_000,
        "Ab Cd was shot " * 20_000,
        "magnitude of " * 30_000,
        "5.9 on " * 30_000,
        "A" * 90_000,
    ):
        mark_terms(text, text, text)
    assert time.process_time() - start < 1
