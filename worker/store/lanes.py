"""What the alerter asks of the outbox to pace a channel: how much is due, what was sent lately, and retries that needn't wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from worker.store.outbox import INFLIGHT, PENDING
from worker.store.schema import deliveries


def due(conn: Connection, channel: str, now: datetime) -> int:
    """How many deliveries of a channel could go out now."""
    ready = (deliveries.c.channel == channel, deliveries.c.state == PENDING, deliveries.c.next_at <= now)
    return conn.execute(select(func.count()).where(*ready)).scalar_one()


def hasten(conn: Connection, channel: str, now: datetime, limit: int | None = None) -> int:
    """Deliveries that wait for their next attempt are due at once, the oldest first; how many."""
    waiting = select(deliveries.c.id).where(
        deliveries.c.channel == channel, deliveries.c.state == PENDING, deliveries.c.next_at > now
    )
    chosen = waiting.order_by(deliveries.c.id).limit(limit)
    hastened = update(deliveries).where(deliveries.c.id.in_(chosen), deliveries.c.state == PENDING).values(next_at=now)
    return conn.execute(hastened).rowcount


def sent_at(conn: Connection, channel: str, since: datetime) -> list[datetime]:
    """When messages were sent since then; the deliveries of one digest share their time."""
    times = select(deliveries.c.sent_at).where(deliveries.c.channel == channel, deliveries.c.sent_at >= since)
    return list(conn.execute(times.distinct().order_by(deliveries.c.sent_at)).scalars())


def channels(conn: Connection) -> set[str]:
    """The channels that anything waits for."""
    waiting = select(deliveries.c.channel).where(deliveries.c.state.in_((PENDING, INFLIGHT)))
    return set(conn.execute(waiting.distinct()).scalars())


def mend_clock(conn: Connection, now: datetime, longest_wait: timedelta, longest_lease: timedelta) -> int:
    """After the clock was set back: what lies further ahead than anything can be planned is due now; how many."""
    late = update(deliveries).where(deliveries.c.state == PENDING, deliveries.c.next_at > now + longest_wait)
    owned = update(deliveries).where(deliveries.c.state == INFLIGHT, deliveries.c.lease_until > now + longest_lease)
    return conn.execute(late.values(next_at=now)).rowcount + conn.execute(owned.values(lease_until=now)).rowcount
