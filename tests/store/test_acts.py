"""What people drop from the queue and take back: states, trails, and what becomes of whoever was at it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.readings import NOON, arrive, reading
from tests.store.builders import DAY, HOUR, LEASE, NOW, article, claimed, entry, existing, feed, outcome, page_of
from worker.model import AlertKind, Rule
from worker.pipeline import Policy
from worker.stages.alert.terms import Action, Decision, Reason
from worker.store import Connection, Store, acts, alerts, outbox
from worker.store.acts import Act, drop_articles, drop_deliveries, retry_articles, retry_deliveries
from worker.store.articles import (
    ArticleRow,
    claim,
    claim_fetches,
    count_death,
    counts,
    finish,
    finish_fetch,
    list_articles,
    pending_ids,
    store_entries,
)
from worker.store.outbox import DeliveryRow, claim_deliveries, find_delivery, finish_delivery, uncertain

RULE = Rule("mass", {"killed": (10, 50)}, channels=("desk", "ops"))


def quarantined(conn: Connection, key: str = "bad") -> int:
    id_ = article(conn, key).id
    for _ in range(3):
        count_death(conn, id_, "signal 11", alone=True, now=NOW)
    return id_


def failed(conn: Connection, key: str = "failed") -> int:
    id_ = article(conn, key).id
    finish(conn, claimed(conn, id_), outcome("failed"), NOW)
    return id_


def fetched(conn: Connection) -> ArticleRow:
    (row,) = claim_fetches(conn, NOW, 9, LEASE)
    return row


# --- articles: out ---------------------------------------------------------------------------------------------------


def test_what_failed_is_dropped_with_its_trail_and_counts_no_more(store: Store) -> None:
    with store.writing() as conn:
        bad, lost = quarantined(conn), failed(conn)
        assert drop_articles(conn, [bad, lost, 404], "of no interest", NOW + HOUR) == [bad, lost]
        assert [existing(conn, id_).state for id_ in (bad, lost)] == ["dropped", "dropped"]
        assert acts.of_article(conn, bad) == [Act(NOW + HOUR, "dropped", "quarantined", "of no interest")]
        assert acts.of_article(conn, lost) == [Act(NOW + HOUR, "dropped", "failed", "of no interest")]
        assert existing(conn, bad).error == "signal 11", "why it was given up is still told"
        found = counts(conn, NOW)
    assert (found.states, found.outcomes) == ({"dropped": 2}, {})


def test_a_second_drop_changes_nothing(store: Store) -> None:
    with store.writing() as conn:
        id_ = quarantined(conn)
        assert drop_articles(conn, [id_], "first", NOW) == [id_]
        before = existing(conn, id_)
        assert drop_articles(conn, [id_], "second", NOW + HOUR) == []
        assert existing(conn, id_) == before
        assert [act.comment for act in acts.of_article(conn, id_)] == ["first"]


def test_all_that_failed_and_nothing_that_waits_or_is_done(store: Store) -> None:
    with store.writing() as conn:
        bad, lost, waits, fine = quarantined(conn), failed(conn), article(conn, "waits").id, article(conn, "fine").id
        finish(conn, claimed(conn, fine), outcome("reported"), NOW)
        assert drop_articles(conn, None, None, NOW, {"quarantined"}) == [bad]
        assert drop_articles(conn, None, None, NOW, acts.FAILED_ARTICLES) == [lost]
        assert drop_articles(conn, [fine], None, NOW) == []
        assert [existing(conn, id_).state for id_ in (waits, fine)] == ["pending", "done"]


def test_whoever_works_on_a_dropped_article_throws_the_result_away(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        held = claimed(conn, id_)
        assert drop_articles(conn, [id_], None, NOW) == [id_]
        assert not finish(conn, held, outcome("reported"), NOW)
        assert count_death(conn, id_, "signal 9", alone=True, now=NOW) == "dropped"
        assert pending_ids(conn, NOW + DAY, 9) == []
        assert claim(conn, id_, NOW + DAY, LEASE) is None
        assert (existing(conn, id_).attempts, existing(conn, id_).outcome) == (0, None)


def test_the_page_of_a_dropped_article_is_asked_for_no_more_nor_kept_when_it_comes(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn, page=True).id
        row = fetched(conn)
        assert drop_articles(conn, [id_], None, NOW) == [id_]
        assert not finish_fetch(conn, row, page_of(id_), None, None, NOW)
        assert claim_fetches(conn, NOW + DAY, 9, LEASE) == []
        assert existing(conn, id_).state == "dropped"


# --- articles: back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("all_of_them", [True, False])
def test_what_was_given_up_can_be_tried_again(store: Store, all_of_them: bool) -> None:
    with store.writing() as conn:
        bad, lost, fine = quarantined(conn), failed(conn), article(conn, "fine").id
        finish(conn, claimed(conn, fine), outcome("reported"), NOW)
        assert retry_articles(conn, None if all_of_them else [bad, lost, 404], NOW + HOUR) == [bad, lost]
        assert pending_ids(conn, NOW + HOUR, 9) == [bad, lost]
        row = existing(conn, bad)
        assert existing(conn, fine).state == "done"
        assert acts.of_article(conn, bad) == [Act(NOW + HOUR, "retried", "quarantined", None)]
    assert (row.attempts, row.error, row.outcome) == (0, None, None)


def test_what_was_dropped_comes_back_by_name_or_state_and_not_with_what_failed(store: Store) -> None:
    with store.writing() as conn:
        one, two = quarantined(conn, "one"), quarantined(conn, "two")
        drop_articles(conn, [one, two], None, NOW)
        assert retry_articles(conn, None, NOW) == []
        assert retry_articles(conn, [one], NOW) == [one]
        assert retry_articles(conn, None, NOW, {"dropped"}) == [two]
        assert pending_ids(conn, NOW, 9) == [one, two]
        assert drop_articles(conn, [one], "after all", NOW) == [one]
        assert [(act.act, act.was) for act in acts.of_article(conn, one)] == [
            ("dropped", "quarantined"),
            ("retried", "dropped"),
            ("dropped", "pending"),
        ]


def test_other_words_in_its_feed_bring_a_dropped_article_back(store: Store) -> None:
    with store.writing() as conn:
        id_ = quarantined(conn)
        drop_articles(conn, [id_], None, NOW)
        store_entries(conn, feed(conn), [entry("bad")], NOW, first_poll=False)
        assert existing(conn, id_).state == "dropped", "the same words bring nothing new"
        store_entries(conn, feed(conn), [entry("bad", "Ferry sinks, 40 dead")], NOW, first_poll=False)
        assert pending_ids(conn, NOW, 9) == [id_]


def test_an_article_whose_page_is_not_there_waits_for_it_anew(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn, page=True).id
        drop_articles(conn, [id_], None, NOW)
        assert retry_articles(conn, [id_], NOW) == [id_]
        row = fetched(conn)
        assert (row.id, row.state, row.pending_since) == (id_, "fetching", None)
        assert finish_fetch(conn, row, page_of(id_), None, None, NOW)
        assert retry_articles(conn, [id_], NOW) == [id_]
        assert existing(conn, id_).state == "pending", "its page is kept"


def test_an_article_that_came_without_a_page_is_read_at_once(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        drop_articles(conn, [id_], None, NOW)
        retry_articles(conn, [id_], NOW + HOUR)
        assert pending_ids(conn, NOW + HOUR, 9) == [id_]
        assert existing(conn, id_).pending_since == NOW + HOUR


def test_what_another_transaction_writes_is_left_alone(postgres_url: str) -> None:
    store = Store(postgres_url)
    with store.writing() as conn:
        one, two = quarantined(conn, "one"), quarantined(conn, "two")
    with store.writing() as first:
        assert drop_articles(first, [one], None, NOW) == [one]
        with store.writing() as second:
            assert drop_articles(second, [one, two], None, NOW) == [two]
            assert acts.of_article(second, one) == []
    store.close()


# --- deliveries ------------------------------------------------------------------------------------------------------


@pytest.fixture
def event_id(store: Store) -> int:
    with store.deciding() as conn:
        _, decided = arrive(conn, "first", reading(), Policy(()))
    return decided.event_ids[0]


def sent_out(conn: Connection, event_id: int, kind: AlertKind = AlertKind.NEW) -> list[DeliveryRow]:
    """An alert, or the correction of one, to both channels; claimed."""
    reason = Reason.FELL_BELOW if kind is AlertKind.CORRECTION else Reason.CROSSED
    decision = Decision(Action.SEND, reason, "killed", 50, (50,), kind, (1,), 10)
    assert alerts.record(conn, alerts.NewAlert(event_id, decision, {"kind": str(kind)}), RULE, NOON) is not None
    return [one for channel in RULE.channels for one in claim_deliveries(conn, channel, NOON, 10, timedelta(minutes=1))]


def state(conn: Connection, delivery: DeliveryRow) -> str:
    row = find_delivery(conn, delivery.id)
    assert row is not None
    return row.state


def test_held_and_dead_deliveries_can_be_sent_again_sent_ones_not(store: Store, event_id: int) -> None:
    with store.writing() as conn:
        desk, ops = sent_out(conn, event_id)
        finish_delivery(conn, desk, "held", NOON, "no answer")
        finish_delivery(conn, ops, "sent", NOON)
        assert outbox.oldest_pending(conn) is None
        assert retry_deliveries(conn, [desk.id, ops.id], NOON) == [desk.id]
        assert outbox.oldest_pending(conn) == NOON
        assert [(act.act, act.was) for act in acts.of_delivery(conn, desk.id)] == [("retried", "held")]
        assert (state(conn, desk), state(conn, ops)) == ("pending", "sent")


def test_a_dropped_delivery_is_sent_no_more_until_it_is_named_again(store: Store, event_id: int) -> None:
    with store.writing() as conn:
        desk, ops = sent_out(conn, event_id)
        finish_delivery(conn, desk, "held", NOON, "no answer")
        assert drop_deliveries(conn, [desk.id, ops.id], "it arrived", NOON) == [desk.id], "one that is being sent may arrive"
        assert outbox.delivery_counts(conn) == {"pending": 1, "sent": 0, "held": 0, "dead": 0, "dropped": 1}
        late = NOON + timedelta(days=1)
        assert claim_deliveries(conn, "desk", late, 10, timedelta(minutes=1)) == []
        assert [row.id for row in uncertain(conn, "ops", late)] == [ops.id]
        assert uncertain(conn, "desk", late) == []
        assert retry_deliveries(conn, None, NOON) == []
        assert retry_deliveries(conn, [desk.id], NOON) == [desk.id]
        assert state(conn, desk) == "pending"


@pytest.mark.parametrize(("ended", "told"), [("dead", False), ("held", True)])
def test_a_correction_that_is_dropped_opens_a_round_where_it_may_have_arrived(
    store: Store, event_id: int, ended: str, told: bool
) -> None:
    with store.writing() as conn:
        sent_out(conn, event_id)
        for delivery in sent_out(conn, event_id, AlertKind.CORRECTION):
            finish_delivery(conn, delivery, ended, NOON, "no answer")
            assert drop_deliveries(conn, [delivery.id], None, NOON)
        assert bool(alerts.past(conn, event_id, RULE, NOON).corrected) == told


# --- listings --------------------------------------------------------------------------------------------------------


def test_what_waits_for_long_is_found(store: Store) -> None:
    def old(conn: Connection, since: datetime) -> list[int]:
        return [row.id for row in list_articles(conn, waiting_since=since)]

    with store.writing() as conn:
        early, late = article(conn, "early", at=NOW - DAY).id, article(conn, "late").id
        assert old(conn, NOW - HOUR) == [early]
        retry_articles(conn, [early], NOW)
        assert old(conn, NOW - HOUR) == [early], "it has waited since it came"
        finish(conn, claimed(conn, early), outcome("failed"), NOW)
        retry_articles(conn, [early], NOW)
        assert old(conn, NOW - HOUR) == []
        assert old(conn, NOW) == [late, early]
