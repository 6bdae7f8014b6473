"""A store with alerts on their way, and what has become of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from tests.channels import alerts as made_up
from worker.app import App
from worker.model import Channel
from worker.queues import Queues
from worker.settings import Settings
from worker.store import Store
from worker.store.outbox import DeliveryRow, list_alerts
from worker.store.schema import alerts, deliveries, events

NOW = datetime(2024, 3, 4, 10, 30, tzinfo=UTC)
SECRET = "whsec_" + "a2" * 16
LOOPBACK = ("127.0.0.0/8",)


def webhook(name: str = "ops", **more: Any) -> Channel:
    facts: dict[str, Any] = {"on_uncertain": "resend", "allow_networks": LOOPBACK, **more}
    return Channel(name, "webhook", f"{name.upper()}_URL", f"{name.upper()}_SECRET", **facts)


def slack(name: str = "desk", **more: Any) -> Channel:
    return Channel(name, "slack", f"{name.upper()}_URL", **{"allow_networks": LOOPBACK, **more})


def env(**urls: str) -> dict[str, str]:
    """ops=URL: the variables of a channel called ops."""
    return {f"{name.upper()}_URL": url for name, url in urls.items()} | {f"{name.upper()}_SECRET": SECRET for name in urls}


def app(store: Store, *channels: Channel, queues: Queues | None = None, **settings: Any) -> App:
    return App(Settings(**settings), store, queues or Queues("redis://127.0.0.1:1/0"), (), channels)


def add(store: Store, *channels: str, now: datetime = NOW, number: int = 1, **facts: Any) -> None:
    """`number` alerts, each to every one of `channels`."""
    with store.writing() as conn:
        taken = conn.execute(select(func.count()).select_from(alerts)).scalar_one()
        for count in range(taken + 1, taken + number + 1):
            event = conn.execute(
                insert(events)
                .values(type="flood", counts={}, actors=[], features={}, created_at=now, updated_at=now)
                .returning(events.c.id)
            ).scalar_one()
            row = {"key": f"k{count}", "event_id": event, "rule": "r", "count": "killed", "step": 10, "steps": [10]}
            row |= {"kind": "new", "round": 1, "at": now, "data": made_up.facts(**facts)}
            alert = conn.execute(insert(alerts).values(**row).returning(alerts.c.id)).scalar_one()
            for channel in channels:
                row = {"alert_id": alert, "channel": channel, "state": "pending", "message_id": f"msg_{count}_{channel}"}
                conn.execute(insert(deliveries).values(**row, next_at=now, created_at=now))


def outbox(store: Store) -> list[DeliveryRow]:
    """Every delivery, oldest first."""
    with store.reading() as conn:
        found = [delivery for alert in list_alerts(conn) for delivery in alert.deliveries]
    return sorted(found, key=lambda delivery: delivery.id)


def states(store: Store) -> Sequence[str]:
    return [delivery.state for delivery in outbox(store)]


def change(store: Store, **values: Any) -> None:
    """Every delivery, as it can't be changed from outside."""
    with store.writing() as conn:
        conn.execute(update(deliveries).values(**values))


class Clock:
    """A time that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
