"""A story's genre decides over figures without a day of their own, and yields where the text tells of something new."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.model import Extraction, Kind, Realis, Scope
from worker.stages.extract import extract
from worker.stages.extract.scope.genre import find_genres
from worker.stages.extract.scope.genre_feeds import FEED_ROWS
from worker.stages.extract.scope.genre_rows import GENRES, ROWS

PUBLISHED = datetime(2025, 3, 4, 12, tzinfo=UTC)  # a Tuesday


def killed(extraction: Extraction) -> int | None:
    count = extraction.reports[0].counts.get(Kind.KILLED) if extraction.reports else None
    return count.best if count else None


OLD_PLAYED_SUMMED = [  # genre, title, text
    ("court", "Pilot jailed for seven years over crash that killed 12", "Twelve people died when the plane came down."),
    ("anniversary", "A decade on, Lorca remembers its dead", "The wave killed 31 people in the old town."),
    ("history", "On this day: the fire at the Alhambra theatre", "Fifty people died in the upper circle."),
    ("earlier", "Ministry opens files on 2011 ferry sinking", "Forty passengers drowned within sight of land."),
    ("settlement", "Dam owner to pay $40m to families", "The flood killed 17 villagers."),
    ("drill", "Mock train crash tests Ghent hospitals", "Nine passengers were killed and 20 wounded in carriage two."),
    ("forecast", "Next great flood could kill 2,000, study says", "In the valley 800 people would drown, and 400 die of cold."),
    ("review", "Review: The Last Ferry", "By the end of the first act nine men are dead."),
    ("sport", "Rovers bury City with 4-1 win", "The striker killed two attacks and was murdered by the critics."),
    ("natural death", "Cellist Ada Marsh dies aged 90", "Two of her brothers were killed at sea."),
    ("statistics", "Road deaths rise by a tenth", "Crashes killed 912 people, most of them on country roads."),
]


@pytest.mark.parametrize(("genre", "title", "text"), OLD_PLAYED_SUMMED, ids=[row[0] for row in OLD_PLAYED_SUMMED])
def test_figures_of_the_genre_do_not_count(genre: str, title: str, text: str, places: Gazetteer) -> None:
    assert genre in [verdict.genre.name for verdict in find_genres(title, text, PUBLISHED)]
    assert killed(extract(title, text, PUBLISHED, places)) is None


NEWS = [  # why it counts, title, text, killed
    ("a day beside the deaths", "Ten years after quake, tremor hits Nepal", "Six people were killed in Gorkha on Monday.", 6),
    ("the event has a day", "Town remembers victims of Saturday's crush", "Nine people were killed. It happened on Saturday evening.", 9),
    ("arrest just now", "Man in court after bakery shooting", "He is charged with murder. Four people were shot dead in Leeds on Monday.", 4),
    ("riots after a sentence", "Clashes after leader's sentence", "Eleven people have been killed in Conakry.", 11),
    ("a headline of its own", "Bomb kills 13 outside court as verdict is read", "The blast threw fruit over the steps.", 13),
    ("a drill went wrong", "Diver dies as rescue drill goes wrong", "A diver died in hospital.", 1),
    ("a real quake in a drill", "Quake strikes during school drill", "A real earthquake killed three people in Shimada.", 3),
    ("police at a cinema", "Shots at thriller premiere", "A gunman killed four people before the film began, police said.", 4),
    ("a stand fell at a match", "Stand collapses during derby", "Five supporters were killed at 2-2, police said.", 5),
    ("a comparison only", "Sixteen die in Norway's worst road crash since 1988", "Sixteen people died on Monday, the most since 1988.", 16),
    ("a memorial as the place", "Three shot dead at memorial for rapper", "Three people were shot dead on Saturday at a memorial in Oakland.", 3),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), [row[1:] for row in NEWS], ids=[row[0] for row in NEWS])
def test_news_that_looks_like_the_genre_counts(title: str, text: str, expected: int, places: Gazetteer) -> None:
    assert killed(extract(title, text, PUBLISHED, places)) == expected


def test_the_reason_of_a_figure_is_the_name_of_its_genre(places: Gazetteer) -> None:
    extraction = extract("Pilot jailed over crash", "Twelve people died when the plane came down.", PUBLISHED, places)
    assert {(claim.scope, claim.reason) for claim in extraction.claims if claim.kind is Kind.KILLED} == {
        (Scope.BACKGROUND, "court")
    }


def test_what_is_played_is_hypothetical_and_what_is_summed_is_cumulative(places: Gazetteer) -> None:
    drill = extract("Mock crash tests rescuers", "Forty passengers were killed.", PUBLISHED, places)
    total = extract("Road deaths rise by a tenth", "Crashes killed 912 people.", PUBLISHED, places)
    assert drill.claims[0].realis is Realis.HYPOTHETICAL
    assert [claim.scope for claim in total.claims if claim.count.best == 912] == [Scope.CUMULATIVE]


def test_a_titles_figure_is_as_old_as_the_same_figure_in_the_text(places: Gazetteer) -> None:
    text = "The tanker burned off Galle in 1999, and 31 sailors were killed in 1999."
    assert killed(extract("The night 31 sailors were killed", text, PUBLISHED, places)) is None


def test_a_small_war_figure_is_no_war_total(places: Gazetteer) -> None:
    assert killed(extract("Shell kills 26 in Sudan's war", "The shell hit a market.", PUBLISHED, places)) == 26


def test_cues_are_written_as_they_are_searched_for() -> None:
    """In lower case, but for what a backslash stands before; a row that tells capitals apart is read in the text as it is."""
    for row in ROWS + FEED_ROWS:
        for cue in row.each:
            assert row.cased or not re.search(r"(?<!\\)[A-Z]", cue.pattern), cue.pattern
            assert row.cased is bool(cue.flags & re.IGNORECASE), cue.pattern


def test_every_row_belongs_to_a_genre_and_every_genre_has_rows() -> None:
    assert {row.genre for row in ROWS + FEED_ROWS} | {"earlier"} == {genre.name for genre in GENRES}
