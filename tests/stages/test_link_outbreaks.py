"""Outbreaks: a disease's toll that grows for weeks is one event; another disease, another country and a camp of its own are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.stages.test_link import COUNTRY, NOON, OSTRAVEL, candidate, told
from worker.model import Place, PlacePrecision
from worker.stages.link import join
from worker.stages.link.features import Profile, weigh_terms
from worker.stages.link.outbreaks import is_one_outbreak

POLAND = Place("Poland", None, "PL", 52.0, 19.0, PlacePrecision.COUNTRY)


def ill(title: str, killed: int, days: int, place: Place = COUNTRY) -> Profile:
    terms = weigh_terms(title, "The health ministry asked for vaccines.", title)
    return replace(told(terms, place=place, killed=killed, kind="epidemic", day=None), as_of=NOON + timedelta(days=days))


FIRST = ill("Cholera kills 23 in Ostravel", 23, 0, OSTRAVEL)


@pytest.mark.parametrize(("title", "killed"), [("Cholera has claimed 68 lives", 68), ("Outbreak toll reaches 39", 39)])
def test_a_toll_that_has_grown_in_weeks_is_that_of_the_outbreak(title: str, killed: int) -> None:
    assert join.link(ill(title, killed, 20), [candidate(FIRST)]).event_id == 1


@pytest.mark.parametrize(
    "other",
    [
        ill("Measles kills 68", 68, 20),
        ill("Cholera kills 12 in camp", 12, 20),
        ill("Cholera has claimed 68 lives", 68, 20, POLAND),
        ill("Cholera has claimed 68 lives", 68, 90),
        replace(ill("Cholera ward burns, 68 dead", 68, 20), type="fire"),
    ],
)
def test_another_disease_country_season_or_camp_is_another(other: Profile) -> None:
    assert not is_one_outbreak(other, FIRST)
    assert join.link(other, [candidate(FIRST)]).event_id is None
