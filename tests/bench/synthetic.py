"""Made-up news: towns in regions of countries, and texts whose words are as unevenly common as those of a language."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from datetime import timedelta

from tests.readings import NOON
from worker.model import (
    Claim,
    Count,
    DatePrecision,
    DateSpan,
    Extraction,
    Kind,
    Outcome,
    Place,
    PlacePrecision,
    Reading,
    Realis,
    Report,
    Scope,
)

TOWNS, WORDS, TEXT_WORDS = 4_000, 8_000, 140
COUNTRIES = (
    "KZ",
    "PE",
    "MZ",
    "NP",
    "BO",
    "LA",
    "TD",
    "UY",
    "FJ",
    "IS",
    "OM",
    "BT",
    "GA",
    "EE",
    "SR",
    "MW",
    "TG",
    "LV",
    "BZ",
    "DJ",
)
TYPES = ("bombing", "flood", "shooting", "transport_accident", "fire", "armed_clash", "landslide", "building_collapse")
_SYLLABLES = "ba de ki lo mur na pel qua ri sto ta vel wen xi yor za chi dro fen gal".split()
_NAMES = ["".join(parts) for parts in itertools.product(_SYLLABLES, repeat=3)]


@dataclass(frozen=True, slots=True)
class Story:
    place: Place
    type: str
    day: DateSpan
    age: timedelta  # since it was told
    killed: int
    words: tuple[str, ...]

    @property
    def reading(self) -> Reading:
        return _reading(self, self.words)


def stories(count: int, seed: int) -> list[Story]:
    """What happened in the last 30 days, anywhere; the newest last, the same ones for the same seed."""
    dice = random.Random(seed)
    towns = [_town(number) for number in range(TOWNS)]
    common = [1 / (rank + 1) for rank in range(WORDS)]
    shares = list(itertools.accumulate(common))
    ages = sorted((timedelta(minutes=dice.randrange(5, 30 * 24 * 60)) for _ in range(count)), reverse=True)
    return [_story(dice, towns, shares, age) for age in ages]


def _story(dice: random.Random, towns: list[Place], shares: list[float], age: timedelta) -> Story:
    words = dice.choices(_NAMES[:WORDS], cum_weights=shares, k=TEXT_WORDS)
    names = [dice.choice(_NAMES).title() for _ in range(6)]
    for name in names:
        words.insert(dice.randrange(len(words)), name)
    day = (NOON - age).date()
    place = dice.choice(towns)
    toll = min(900, int(dice.paretovariate(0.9)))
    return Story(place, dice.choice(TYPES), DateSpan(day, day, DatePrecision.DAY), age, toll, tuple(words))


def _town(number: int) -> Place:
    country = COUNTRIES[number % len(COUNTRIES)]
    name = _NAMES[-1 - number].title()
    region = f"{_NAMES[number // 40 % 100].title()} Province"
    return Place(name, region, country, -40 + number % 90, 10 + number % 130, PlacePrecision.CITY)


def retell(story: Story, number: int) -> Reading:
    """Another paper on it: half of the words, and some of its own."""
    dice = random.Random(number)
    kept = [word for word in story.words if word[0].isupper() or dice.random() < 0.5]
    return _reading(story, (*kept, *dice.choices(_NAMES[:WORDS], k=TEXT_WORDS // 2)))


def _reading(story: Story, words: tuple[str, ...]) -> Reading:
    killed = Count(story.killed, story.killed, story.killed)
    sentence = f"The {story.type} in {story.place.name} killed {story.killed} people."
    claim = Claim("c1", Kind.KILLED, killed, Scope.EVENT, Realis.ACTUAL, f"killed {story.killed}", 0, 9, "rule", "main event")
    report = Report(story.type, story.day, story.place, {Kind.KILLED: killed}, 0, ("c1",), sentence)
    return Reading(
        Extraction(Outcome.REPORTED, (report,), (claim,), "main event"),
        f"{story.killed} dead in {story.place.name}",
        f"{sentence} {' '.join(words)}",
        "page",
        "en",
    )
