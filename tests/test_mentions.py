"""Articles without a figure that speak of an event: they are listed with it, and nothing of it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.readings import NOON, arrive, nothing, reading
from worker.model import Kind, Reading, Rule
from worker.pipeline import Policy
from worker.pipeline.linking import forget
from worker.store import Connection, Store, events, mentions

OWN = "A baker helped the wounded until ambulances came, and a school opened its doors to those who had lost their homes."
POLICY = Policy((Rule("mass", {"killed": (10,)}, channels=("desk",), min_sources=2),))


def without_figure(said: Reading) -> Reading:
    return replace(said, extraction=nothing().extraction)


def told_of(conn: Connection, event_id: int) -> tuple[int, int, int | None]:
    event = events.get(conn, event_id)
    assert event is not None
    return event.articles, event.sources, event.counts[Kind.KILLED].best if event.counts else None


def test_a_text_without_a_figure_is_neither_a_report_nor_a_source(store: Store) -> None:
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=12, words="Windows broke in the whole street."), POLICY)
        _, later = arrive(conn, "b", without_figure(reading(killed=12, words="Flags were lowered.")), POLICY, 60)
        assert (later.event_ids, later.reason, later.raised) == (first.event_ids, "mention", ())
        assert told_of(conn, first.event_ids[0]) == (1, 1, 12)
        assert len(mentions.of(conn, first.event_ids[0])) == 1
        _, third = arrive(conn, "c", reading(killed=12, words=OWN), POLICY, 120)
        assert told_of(conn, first.event_ids[0]) == (2, 2, 12)
        assert [raised.decision.step for raised in third.raised] == [10]


def test_it_opens_no_event_and_joins_none_elsewhere(store: Store) -> None:
    with store.deciding() as conn:
        _, alone = arrive(conn, "a", without_figure(reading(place=1)), POLICY)
        _, first = arrive(conn, "b", reading(place=0), POLICY)
        _, other = arrive(conn, "c", without_figure(reading(place=1)), POLICY, 30)
        assert told_of(conn, first.event_ids[0]) == (1, 1, 12)
    assert (alone.event_ids, alone.reason, other.event_ids) == ((), "no count of people", ())


def test_a_figure_that_comes_with_a_revision_is_a_report_and_one_that_goes_leaves_a_mention(store: Store) -> None:
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=12, words="Windows broke in the whole street."), POLICY)
        event_id = first.event_ids[0]
        told = reading(killed=14, words="Flags were lowered.")
        article_id, _ = arrive(conn, "b", without_figure(told), POLICY, 60)
        arrive(conn, "b", told, POLICY, 90, revises=article_id)
        assert told_of(conn, event_id) == (2, 2, 14)
        assert mentions.of(conn, event_id) == []
        arrive(conn, "b", without_figure(told), POLICY, 120, revises=article_id)
        assert told_of(conn, event_id) == (1, 1, 12)
        assert mentions.of(conn, event_id) == [article_id]


def test_an_event_that_nobody_tells_a_figure_of_any_more_is_listed_no_more(store: Store) -> None:
    with store.deciding() as conn:
        first_id, first = arrive(conn, "a", reading(killed=12, words="Windows broke in the whole street."), POLICY)
        arrive(conn, "b", without_figure(reading(killed=12, words="Flags were lowered.")), POLICY, 60)
        arrive(conn, "a", nothing(), POLICY, 90, revises=first_id)
        assert told_of(conn, first.event_ids[0]) == (0, 0, None)
        assert events.list_events(conn) == []


def test_a_text_that_came_before_the_first_report_waits_for_its_event(store: Store) -> None:
    with store.deciding() as conn:
        early_id, early = arrive(conn, "a", without_figure(reading(killed=12, words="Windows broke in the street.")), POLICY)
        _, elsewhere = arrive(conn, "b", reading(place=1, words="A bus burned."), POLICY, 20)
        _, first = arrive(conn, "c", reading(killed=12, words=OWN), POLICY, 40)
        _, second = arrive(conn, "d", reading(killed=12, words="Trams stood still."), POLICY, 60)
        assert (early.event_ids, elsewhere.heard) == ((), ())
        heard = [*first.heard, *second.heard]
        assert [(one.article_id, one.event_id) for one in heard] == [(early_id, first.event_ids[0])]
        assert mentions.of(conn, first.event_ids[0]) == [early_id]
        assert told_of(conn, first.event_ids[0]) == (2, 1, 12)  # the second is a copy


def test_a_text_waits_three_days_and_no_longer(store: Store) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", without_figure(reading(killed=12, words=OWN)), POLICY)
        _, late = arrive(conn, "b", reading(killed=12, words=OWN), POLICY, 4 * 24 * 60)
        assert late.heard == ()
        assert mentions.of(conn, late.event_ids[0]) == []
        assert forget(conn, NOON + timedelta(days=4)) > 0


def test_a_text_that_waits_and_then_tells_a_figure_is_a_report_only(store: Store) -> None:
    with store.deciding() as conn:
        told = reading(killed=12, words=OWN)
        article_id, _ = arrive(conn, "a", without_figure(told), POLICY)
        _, revised = arrive(conn, "a", told, POLICY, 30, revises=article_id)
        arrive(conn, "b", told, POLICY, 60)
        assert told_of(conn, revised.event_ids[0])[0] == 2
        assert mentions.of(conn, revised.event_ids[0]) == []
