"""Events in the store: what is written comes back, candidates are found by what they share, a withdrawal leaves nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, select

from tests.readings import NOON, TUESDAY, arrive, nothing, reading, town
from worker.model import Count, Kind
from worker.pipeline import Policy, prepare
from worker.pipeline.linking import WINDOW
from worker.stages.link.features import keys, profile
from worker.store import Store, candidates, claims, copies, events
from worker.store.schema import event_features

QUIET = Policy(())


def test_an_event_and_its_report_come_back_as_they_were(store: Store) -> None:
    with store.deciding() as conn:
        article_id, decided = arrive(conn, "first", reading(killed=12), QUIET)
    with store.reading() as conn:
        event = events.get(conn, decided.event_ids[0])
        (row,) = events.reports_of(conn, decided.event_ids[0])
        (claim,) = claims.of(conn, article_id)
    assert event is not None
    assert (event.type, event.place, event.date) == ("bombing", town(0), TUESDAY)
    assert (event.articles, event.sources, event.counts) == (1, 1, {Kind.KILLED: Count(12, 12, 12)})
    assert (event.created_at, event.updated_at) == (NOON, NOON)
    assert (row.article_id, row.link_reason, row.publisher) == (article_id, "no_candidate", "first.example")
    assert (claim.ref, claim.report_id, claim.rule) == ("c1", row.id, "rule")


def test_candidates_are_found_by_shared_keys_within_the_window(store: Store) -> None:
    with store.deciding() as conn:
        for number in range(5):
            arrive(conn, f"n{number}", reading(number), QUIET)
    said = prepare(reading(3, words="Another paper tells it."))
    wanted = keys(profile(said.reading.extraction.reports[0], said.terms[0], NOON))
    with store.reading() as conn:
        found = candidates.find(conn, wanted, NOON - WINDOW)
        late = candidates.find(conn, wanted, NOON + timedelta(minutes=1))
    assert found[0].event.place == town(3)
    assert found[0].founder.place == town(3)
    assert late == []


def _keys_of(conn: Connection) -> dict[int, float]:
    return {row.feature: row.weight for row in conn.execute(select(event_features))}


def test_an_event_found_by_nobody_for_long_leaves_the_index_and_stays_an_event(store: Store) -> None:
    with store.deciding() as conn:
        _, decided = arrive(conn, "first", reading(), QUIET)
        heaviest = {key: 1.0 for key, weight in _keys_of(conn).items() if weight >= candidates.LASTING}
        assert heaviest
        assert candidates.purge(conn, NOON + timedelta(1), NOON) > 0
        assert _keys_of(conn).keys() == heaviest.keys()
        assert candidates.purge(conn, NOON + timedelta(1), NOON + timedelta(1)) == len(heaviest)
        assert copies.purge(conn, NOON + timedelta(1)) >= 0
        assert events.get(conn, decided.event_ids[0]) is not None


def test_the_history_names_the_cause_of_each_change(store: Store) -> None:
    with store.deciding() as conn:
        _, decided = arrive(conn, "a", reading(killed=7), QUIET)
        arrive(conn, "b", reading(killed=7, words="The same figure changes nothing."), QUIET, 10)
        article_id, _ = arrive(conn, "c", reading(killed=9, words="More died at night."), QUIET, 90)
        arrive(conn, "c", reading(killed=11, words="Two more died."), QUIET, 120, revises=article_id)
        changes = events.history(conn, decided.event_ids[0])
    assert [(change.cause, change.after[Kind.KILLED].best) for change in changes] == [
        ("opened", 7),
        ("joined", 9),
        ("revised", 11),
    ]
    assert changes[0].before is None


def test_a_revision_that_says_nothing_any_more_takes_its_event_out_of_sight(store: Store) -> None:
    with store.deciding() as conn:
        article_id, decided = arrive(conn, "a", reading(), QUIET)
        arrive(conn, "a", nothing(), QUIET, 30, revises=article_id)
        assert events.list_events(conn) == []
        assert claims.of(conn, article_id) == []
        assert events.history(conn, decided.event_ids[0])[-1].cause == "report_withdrawn"
        _, again = arrive(conn, "b", reading(words="Told anew."), QUIET, 60)
    assert again.event_ids != decided.event_ids


def test_events_are_listed_latest_change_first(store: Store) -> None:
    with store.deciding() as conn:
        for number in range(3):
            arrive(conn, f"n{number}", reading(number), QUIET, number)
        assert [event.place for event in events.list_events(conn, limit=2)] == [town(2), town(1)]
