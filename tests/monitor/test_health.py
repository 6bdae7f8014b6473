"""What needs a look, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.alerter.outboxes import add
from tests.store.builders import LEASE, polled
from worker import health
from worker.app import App
from worker.model import FeedConfig
from worker.queues import Queues
from worker.settings import Settings
from worker.store import Store, acts, feeds, outbox


@pytest.fixture
def service(sqlite_store: Store, tmp_path: Path) -> App:
    return App(Settings(data_dir=tmp_path), sqlite_store, Queues("redis://127.0.0.1:1/0"), (), ())


def watch(store: Store, at: str, **ended: object) -> None:
    """A feed whose last poll ended like this."""
    now = datetime.now(UTC)
    with store.writing() as conn:
        feeds.add_feed(conn, FeedConfig(at), now - timedelta(days=1))
        row = next(row for row in feeds.claim_due(conn, now, 9, LEASE) if row.url == at)
        assert feeds.finish_poll(conn, row, polled(**({"next_poll": now + timedelta(hours=1)} | ended)), now)


def test_a_feed_that_is_gone_is_not_failing_and_says_what_to_do(service: App) -> None:
    watch(service.store, "https://a.example/", state="gone", failures=3)
    watch(service.store, "https://b.example/", state="failing", failures=1)
    watch(service.store, "https://c.example/")
    found = health.look(service)
    assert found["feeds"] == {
        "total": 3,
        "late": 0,
        "failing": 1,
        "gone": 1,
        "states": {"failing": 1, "gone": 1, "ok": 1},
    }
    assert any("1 of 3 feeds gone (410)" in problem for problem in found["problems"])
    assert any("1 of 3 feeds failing" in problem for problem in found["problems"])


def test_a_feed_due_for_minutes_is_late(service: App) -> None:
    watch(service.store, "https://a.example/", next_poll=datetime.now(UTC) - timedelta(minutes=3))
    watch(service.store, "https://b.example/", next_poll=datetime.now(UTC) - timedelta(seconds=30))
    assert health.look(service)["feeds"]["late"] == 1


def test_a_merged_feed_counts_no_more(service: App) -> None:
    watch(service.store, "https://a.example/")
    watch(service.store, "https://b.example/", url="https://a.example/")
    assert health.look(service)["feeds"]["total"] == 1


def test_without_redis_its_figures_are_null_and_the_stores_are_there(service: App) -> None:
    found = health.look(service)
    assert (found["redis"], found["store"], found["workers"], found["ok"]) == ("down", "up", None, False)
    assert found["alerts"]["raised"] == {"new": 0, "step": 0, "correction": 0}


def test_a_message_that_is_being_sent_runs_and_does_not_wait(service: App) -> None:
    now = datetime.now(UTC)
    add(service.store, "desk", now=now, number=3)
    with service.store.writing() as conn:
        outbox.claim_deliveries(conn, "desk", now, 1, LEASE)
    found = health.look(service)
    deliver = found["queues"]["deliver"]
    assert (deliver["waiting"], deliver["running"], deliver["failed"], found["deliveries"]["pending"]) == (2, 1, 0, 3)


def test_what_was_dropped_asks_for_no_look(service: App) -> None:
    now = datetime.now(UTC)
    add(service.store, "desk", now=now)
    with service.store.writing() as conn:
        (delivery,) = outbox.claim_deliveries(conn, "desk", now, 1, LEASE)
        outbox.finish_delivery(conn, delivery, outbox.DEAD, now, "410")
    assert "deliveries dead: 1; tollwatch queue list --state dead" in health.look(service)["problems"]
    with service.store.writing() as conn:
        acts.drop_deliveries(conn, [delivery.id], None, now)
    found = health.look(service)
    assert not [problem for problem in found["problems"] if "deliveries" in problem]
    assert found["deliveries"] == {"pending": 0, "sent": 0, "held": 0, "dead": 0, "dropped": 1}
