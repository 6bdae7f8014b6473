"""Which meaning of a name a text can mean: near the places it is sure of, or a stranger among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from worker.stages.extract.place import cues
from worker.stages.extract.place.near import distance, find_anchors, is_stranger, is_within, nearness
from worker.stages.extract.place.steps import Named, NamedPlace, Votes, written_out


@dataclass(frozen=True)
class Town:
    name: str
    adm1: str
    lat: float
    lon: float
    population: int
    country: str = "US"
    kind: str = "city"
    geo_id: int | None = None


LAKEVIEW = Town("Lakeview", "Ohio", 40.0, -83.0, 900_000)
ELM = Town("Elm", "Ohio", 40.1, -83.1, 20_000)
FAR_ELM = Town("Elm", "Oregon", 44.0, -121.0, 30_000)


class Nothing:
    def lookup(self, name: str, /) -> Sequence[NamedPlace]:
        return ()


def named(town: Town, *, cue: float = 2.0, chain: str = "", office: bool = False, dateline: bool = False) -> Named:
    return Named(town.name, (town,), 2.0, cue, chain, 0, office=office, dateline=dateline)


def votes(**states: float) -> Votes:
    found: Votes = defaultdict(float, {"US": 3.0})
    found.update({f"US/{state}": n for state, n in states.items()})
    return found


def test_distances_are_kilometres_on_both_sides_of_the_date_line() -> None:
    assert distance(LAKEVIEW, ELM) == pytest.approx(14, abs=1)
    east, west = Town("A", "", 0.0, 179.9, 1), Town("B", "", 0.0, -179.9, 1)
    assert distance(east, west) == pytest.approx(22, abs=1)


@pytest.mark.parametrize(
    ("anchor", "weight"),
    [
        (named(LAKEVIEW, dateline=True), 1.5),
        (named(LAKEVIEW, office=True), 1.2),
        (named(LAKEVIEW), 1.0),
        (named(LAKEVIEW, cue=-1.5), None),  # where somebody came from
        (named(ELM), None),  # a small town that nothing else speaks for
    ],
)
def test_what_a_text_is_sure_of(anchor: Named, weight: float | None) -> None:
    anchors = find_anchors([anchor], votes(), Nothing())
    assert [a.weight for a in anchors] == ([] if weight is None else [weight])


def test_the_anchors_of_a_long_list_are_few() -> None:
    towns = [named(Town(f"Town {n}", "Ohio", 40.0, -83.0, 200_000)) for n in range(500)]
    assert len(find_anchors(towns, votes(), Nothing())) == 16


def test_the_namesake_nearby_is_meant() -> None:
    anchors = find_anchors([named(LAKEVIEW, office=True)], votes(), Nothing())
    assert nearness(named(ELM), ELM, anchors) > 0
    assert nearness(named(FAR_ELM), FAR_ELM, anchors) == 0


def test_a_namesake_far_away_is_a_stranger_unless_the_text_says_where_it_is() -> None:
    anchors = find_anchors([named(LAKEVIEW, office=True)], votes(), Nothing())
    assert is_stranger(named(FAR_ELM), FAR_ELM, anchors, votes())
    assert not is_stranger(named(ELM), ELM, anchors, votes())
    assert not is_stranger(named(FAR_ELM, chain="Oregon"), FAR_ELM, anchors, votes())
    assert not is_stranger(named(FAR_ELM, office=True), FAR_ELM, anchors, votes())
    assert not is_stranger(named(FAR_ELM), FAR_ELM, anchors, votes(Oregon=1.0))
    assert not is_stranger(named(FAR_ELM), FAR_ELM, [], votes())


def test_another_state_by_name_tips_the_scale() -> None:
    faint = find_anchors([named(LAKEVIEW, chain="Ohio", cue=0.0)], votes(), Nothing())
    assert [a.weight for a in faint] == [0.6]
    assert not is_stranger(named(FAR_ELM), FAR_ELM, faint, votes())
    assert not is_stranger(named(FAR_ELM), FAR_ELM, [], votes(Ohio=1.0))
    assert is_stranger(named(FAR_ELM), FAR_ELM, faint, votes(Ohio=1.0))


def test_a_quarter_lies_in_a_much_larger_city_close_by() -> None:
    assert is_within(ELM, LAKEVIEW)
    assert not is_within(FAR_ELM, LAKEVIEW)
    assert not is_within(Town("Twin", "Ohio", 40.0, -83.0, 500_000), LAKEVIEW)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("St. Paul", "Saint Paul"),
        ("Ft. Worth", "Fort Worth"),
        ("Mt. Vernon", "Mount Vernon"),
        ("Stafford", "Stafford"),
        ("St", "St"),
    ],
)
def test_names_are_written_out(name: str, full: str) -> None:
    assert written_out(name) == full


@pytest.mark.parametrize(
    ("ahead", "street"),
    [
        ("in the 300 block of ", True),
        ("at Sixth Street and ", True),
        ("near 4th and ", True),
        ("in Elm and ", False),
        ("in ", False),
    ],
)
def test_words_before_a_name_that_make_it_a_street(ahead: str, street: bool) -> None:
    assert cues.is_block(ahead) is street


@pytest.mark.parametrize(
    ("ahead", "low", "high"),
    [
        ("killed nine people in ", 2.0, 3.0),
        ("outside a police headquarters in ", 2.0, 3.0),
        ("arrested in ", 0.0, 0.6),
        ("a trauma center in ", -1.0, -0.5),
        ("suburban ", 0.0, 0.1),
        ("held by the High Court in ", 2.0, 2.0),
        ("he told the court in ", -1.5, -1.5),
        ("killed in the south-east ", 2.0, 2.0),
        ("killed in the south-east", 0.0, 0.0),
    ],
)
def test_words_before_a_name_that_say_it_is_the_scene(ahead: str, low: float, high: float) -> None:
    assert low <= cues.before(ahead) <= high


LEADS = (
    "",
    "12 miles ",
    "away ",
    "due ",
    "said ",
    "taken ",
    "to a ",
    "close ",
    "the city ",
    "residents ",
    "clinic ",
    "march ",
    "sister city ",
)
WORDS = sorted(
    {form for word in re.findall(r"[a-z]{2,}", Path(cues.__file__).read_text("utf-8")) for form in (word, f"{word}s")}
)


@pytest.mark.parametrize("lead", LEADS)
def test_no_word_that_tells_is_passed_over(lead: str) -> None:
    """Only names behind one of a few words are looked at: every word that a pattern can end in is among them."""
    for word in WORDS:
        ahead = f"the {lead}{word} "
        assert cues.before(ahead) == cues.weigh(ahead), ahead


@pytest.mark.parametrize(("tail", "most"), [(" border, police said", 0.5), ("'s northern suburbs", 0.5), (" city limits", 0.5)])
def test_the_edge_of_a_city_is_not_in_it(tail: str, most: float) -> None:
    assert 2.0 + cues.follows(tail, "the ", 2.0) <= most
