"""The stories on paper: on any day and in any order, what expected.toml says fires, and nothing else. No process, no network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from worker import replay
from worker.demo.check import as_fired, as_told, load_expected, load_expected_events, missing_events, problems
from worker.demo.pages import render_page
from worker.demo.press import Press, load_press
from worker.gazetteer import open_gazetteer
from worker.model import Document, Rule
from worker.store import Store, alerts, events

RULE = Rule("mass-casualty", {"killed": (10, 50, 100, 500)})
IDLIB = datetime(2019, 12, 2, 18, 0, tzinfo=UTC)


def documents(press: Press, now: datetime, order: Random) -> Iterator[Document]:
    """The stories edition by edition; within one, workers read them in any order."""
    for story in press.stories:
        yield Document(
            id=story.slug,
            title=story.title,
            html=None if story.page.isdecimal() else render_page(story, "http://127.0.0.1"),
            summary=story.summary,
            published=story.published,
            seen=now + timedelta(seconds=10 * story.wave + 5 * order.random()),
            url=f"http://127.0.0.1{story.path}",
            source=story.outlet.name,
        )


def wrong(now: datetime, store: Store, seed: int = 0) -> str:
    for _ in replay.run(documents(load_press(now), now, Random(seed)), [RULE], open_gazetteer(), store=store):
        pass
    with store.reading() as connection:
        fired = [as_fired(alert.data) for alert in alerts.list_alerts(connection)]
        told = as_told(events.list_events(connection))
    return "\n".join(problems(load_expected(), fired) + missing_events(load_expected_events(), told))


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 5, 1, 0, 5, tzinfo=UTC),  # just after midnight, the day after April 30
        datetime(2026, 12, 31, 23, 50, tzinfo=UTC),
        datetime(2027, 1, 1, 5, 59, tzinfo=UTC),
        datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    ],
    ids=str,
)
def test_the_stories_alert_as_expected_on_any_day(now: datetime, sqlite_store: Store) -> None:
    assert wrong(now, sqlite_store) == ""


@pytest.mark.parametrize("seed", range(6))
def test_the_stories_alert_as_expected_in_any_order(seed: int, sqlite_store: Store) -> None:
    assert wrong(IDLIB, sqlite_store, seed) == ""
