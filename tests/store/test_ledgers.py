"""Merge and split never announce a step twice to the same readers, nor lose what was silenced."""

from __future__ import annotations

from datetime import timedelta

from tests.readings import NOON, arrive, reading
from worker.model import Rule
from worker.pipeline import Policy
from worker.store import Connection, Store, alerts, ledgers, silences

RULE = Rule("mass", {"killed": (10, 50)}, channels=("desk",))
POLICY = Policy((RULE,))
DAY = timedelta(days=1)


def steps(conn: Connection, event_id: int) -> set[tuple[int, int, bool]]:
    past = alerts.past(conn, event_id, RULE, NOON)
    return {(one.step, one.round, one.alerted) for one in past.announced}


def two_events(conn: Connection, first: int, second: int) -> tuple[int, int]:
    """Two events of one article each."""
    _, one = arrive(conn, "a", reading(0, killed=first), POLICY)
    _, two = arrive(conn, "b", reading(3, killed=second), POLICY)
    return one.event_ids[0], two.event_ids[0]


def test_a_merged_event_has_announced_the_union(store: Store) -> None:
    with store.deciding() as conn:
        kept, gone = two_events(conn, 12, 60)
        ledgers.unite(conn, kept, gone, NOON)
        assert steps(conn, kept) == {(10, 1, True), (50, 1, True)}
        ledgers.unite(conn, kept, gone, NOON)  # twice changes nothing
        assert steps(conn, kept) == {(10, 1, True), (50, 1, True)}


def test_the_union_counts_in_the_round_of_the_event_that_stays(store: Store) -> None:
    with store.deciding() as conn:
        kept, gone = two_events(conn, 60, 60)
        arrive(conn, "c", reading(0, killed=8, update="correction", words="Police counted again."), POLICY, 60)
        ledgers.unite(conn, kept, gone, NOON)
        assert {(10, 2, True), (50, 2, True)} <= steps(conn, kept)


def test_a_silence_on_an_event_goes_where_the_event_goes(store: Store) -> None:
    with store.deciding() as conn:
        kept, gone = two_events(conn, 12, 5)
        silences.add(conn, "we are there", NOON, NOON + DAY, {"event_id": gone})
        ledgers.unite(conn, kept, gone, NOON)
        assert [silence.event_id for silence in silences.active(conn, NOON)] == [kept]


def test_a_split_gives_an_alert_to_the_half_that_brought_it_up_and_frees_the_other(store: Store) -> None:
    with store.deciding() as conn:
        whole, other = two_events(conn, 7, 5)
        article, _ = arrive(conn, "b2", reading(0, killed=60, words="Rescuers found more."), POLICY, 60)
        (alert,) = alerts.list_alerts(conn)
        assert (alert.event_id, alert.article_id) == (whole, article)
        ledgers.divide(conn, whole, other, {article}, NOON)
        assert steps(conn, whole) == set()
        assert steps(conn, other) == {(10, 1, True), (50, 1, True)}
        (moved,) = alerts.list_alerts(conn)
        assert (moved.event_id, moved.id) == (other, alert.id)
        arrive(conn, "d", reading(0, killed=62, words="A third day of searching."), POLICY, 120)
        assert sorted(alert.event_id for alert in alerts.list_alerts(conn)) == sorted([whole, other])
