"""The stories on paper: whatever the day and hour, what expected.toml says fires, and nothing else. No process, no network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from worker import replay
from worker.demo.check import as_fired, load_expected, problems
from worker.demo.pages import render_page
from worker.demo.press import Story, load_press
from worker.gazetteer import open_gazetteer
from worker.model import Document, Rule
from worker.store import Store, alerts

RULE = Rule("mass-casualty", {"killed": (10, 50, 100, 500)})


def documents(now: datetime) -> Iterator[Document]:
    """The stories in the order in which the demo's editions bring them."""
    for story in load_press(now).stories:
        html = None if story.page.isdecimal() else render_page(story, "http://127.0.0.1")
        yield Document(
            id=story.slug,
            title=story.title,
            html=html,
            summary=story.summary,
            published=story.published,
            seen=_seen(story, now),
            url=f"http://127.0.0.1{story.path}",
            source=story.outlet.name,
        )


def _seen(story: Story, now: datetime) -> datetime:
    return now + timedelta(seconds=10 * story.wave)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2019, 12, 2, 18, 0, tzinfo=UTC),
        datetime(2026, 5, 1, 0, 5, tzinfo=UTC),  # just after midnight, the day after April 30
        datetime(2026, 12, 31, 23, 50, tzinfo=UTC),
        datetime(2027, 1, 1, 5, 59, tzinfo=UTC),
        datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    ],
    ids=str,
)
def test_the_stories_alert_as_expected_on_any_day(now: datetime, sqlite_store: Store) -> None:
    for _ in replay.run(documents(now), [RULE], open_gazetteer(), store=sqlite_store):
        pass
    with sqlite_store.reading() as connection:
        fired = [as_fired(alert.data) for alert in alerts.list_alerts(connection)]
    assert problems(load_expected(), fired) == []
