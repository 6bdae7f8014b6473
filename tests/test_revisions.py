"""A revised article is as new as what it says anew: to say the old figure again is no news."""

from __future__ import annotations

from tests.readings import arrive, reading
from worker.model import Kind, Rule
from worker.pipeline import Policy
from worker.store import Store, alerts, events

POLICY = Policy((Rule("mass", {"killed": (10, 50)}),))


def test_a_revision_that_says_the_same_figure_again_does_not_undo_a_correction(store: Store) -> None:
    with store.deciding() as conn:
        article_id, first = arrive(conn, "a", reading(killed=12), POLICY, publisher="a.example")
        counted = reading(killed=8, words="Police counted again.", update="correction")
        arrive(conn, "b", counted, POLICY, 60, publisher="a.example")
        arrive(
            conn, "a", reading(killed=12, words="A picture was added."), POLICY, 120, publisher="a.example", revises=article_id
        )
        event = events.get(conn, first.event_ids[0])
        kinds = [alert.kind for alert in alerts.list_alerts(conn)]
    assert event is not None
    assert event.counts[Kind.KILLED].best == 8
    assert kinds == ["correction", "new"]


def test_a_revision_that_says_more_is_the_newest_word(store: Store) -> None:
    with store.deciding() as conn:
        article_id, first = arrive(conn, "a", reading(killed=12), POLICY, publisher="a.example")
        more = reading(killed=14, words="More bodies were found.", update="rise")
        arrive(conn, "b", more, POLICY, 60, publisher="a.example")
        last = reading(killed=15, words="Another one was found.", update="rise")
        arrive(conn, "a", last, POLICY, 120, publisher="a.example", revises=article_id)
        event = events.get(conn, first.event_ids[0])
    assert event is not None
    assert event.counts[Kind.KILLED].best == 15
