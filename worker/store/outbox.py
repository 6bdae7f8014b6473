"""Deliveries: alerts on their way to channels. Claimed by a conditional UPDATE, finished by whoever still owns the claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from worker.store.schema import alerts, deliveries
from worker.store.sql import chunks

PENDING, INFLIGHT, SENT, HELD, DEAD, DROPPED = "pending", "inflight", "sent", "held", "dead", "dropped"


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Every column of `alerts`; its deliveries where they were asked for."""

    id: int
    key: str
    event_id: int
    rule: str
    count: str
    step: int
    steps: tuple[int, ...]
    kind: str
    round: int
    at: datetime
    data: dict[str, Any]
    article_id: int | None  # whose report brought it up
    deliveries: tuple[DeliveryRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """Every column of `deliveries`, and the alert."""

    id: int
    alert_id: int
    channel: str
    state: str
    message_id: str
    attempts: int
    next_at: datetime
    generation: int
    lease_until: datetime | None
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None
    alert: AlertRow


def claim_deliveries(conn: Connection, channel: str, now: datetime, limit: int, lease: timedelta) -> list[DeliveryRow]:
    """Deliveries of one channel that are due, oldest first; from now on they belong to the caller until `lease` is over."""
    due = select(deliveries.c.id, deliveries.c.generation).where(
        deliveries.c.channel == channel, deliveries.c.state == PENDING, deliveries.c.next_at <= now
    )
    claimed = []
    for row in conn.execute(due.order_by(deliveries.c.id).limit(limit)).all():
        took = conn.execute(
            update(deliveries)
            .where(deliveries.c.id == row.id, deliveries.c.state == PENDING, deliveries.c.generation == row.generation)
            .values(
                state=INFLIGHT,
                attempts=deliveries.c.attempts + 1,
                generation=deliveries.c.generation + 1,
                lease_until=now + lease,
            )
        )
        if took.rowcount:
            claimed.append(row.id)
    return _load(conn, claimed)


def finish_delivery(
    conn: Connection,
    delivery: DeliveryRow,
    state: str,
    now: datetime,
    error: str | None = None,
    next_at: datetime | None = None,
) -> bool:
    """Writes how an attempt ended: sent, pending (again at `next_at`), held or dead. False: the claim had been lost."""
    values: dict[str, Any] = {"state": state, "lease_until": None, "last_error": error}
    if state == SENT:
        values["sent_at"] = now
    if next_at is not None:
        values["next_at"] = next_at
    finished = conn.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery.id, deliveries.c.state == INFLIGHT, deliveries.c.generation == delivery.generation)
        .values(**values)
    )
    return bool(finished.rowcount)


def uncertain(conn: Connection, channel: str, now: datetime) -> list[DeliveryRow]:
    """Deliveries whose owner vanished in the middle of an attempt: the message may have arrived or not."""
    lost = select(deliveries.c.id).where(
        deliveries.c.channel == channel, deliveries.c.state == INFLIGHT, deliveries.c.lease_until <= now
    )
    return _load(conn, conn.execute(lost).scalars())


# --- for people ------------------------------------------------------------------------------------------------------


def list_alerts(
    conn: Connection, limit: int | None = None, event_id: int | None = None, article_id: int | None = None
) -> list[AlertRow]:
    """Alerts, the latest first, each with its deliveries; only those of an event, or that an article brought up."""
    query = select(alerts).order_by(alerts.c.id.desc()).limit(limit)
    if event_id is not None:
        query = query.where(alerts.c.event_id == event_id)
    if article_id is not None:
        query = query.where(alerts.c.article_id == article_id)
    return _with_deliveries(conn, [_alert(row) for row in conn.execute(query)])


def find_alert(conn: Connection, alert_id: int) -> AlertRow | None:
    found = conn.execute(select(alerts).where(alerts.c.id == alert_id)).one_or_none()
    return _with_deliveries(conn, [_alert(found)])[0] if found is not None else None


def list_deliveries(
    conn: Connection, states: Collection[str], limit: int | None = None, waiting_since: datetime | None = None
) -> list[DeliveryRow]:
    """Deliveries in one of these states, those of the latest alerts first; `waiting_since`: made then or earlier."""
    query = select(deliveries.c.id).where(deliveries.c.state.in_(states))
    if waiting_since is not None:
        query = query.where(deliveries.c.created_at <= waiting_since)
    found = conn.execute(query.order_by(deliveries.c.alert_id.desc(), deliveries.c.id).limit(limit)).scalars()
    return sorted(_load(conn, found), key=lambda row: (-row.alert_id, row.id))


def find_delivery(conn: Connection, delivery_id: int) -> DeliveryRow | None:
    return next(iter(_load(conn, [delivery_id])), None)


def delivery_counts(conn: Connection) -> dict[str, int]:
    """Deliveries by state; one whose attempt runs counts as pending."""
    counts = dict.fromkeys((PENDING, SENT, HELD, DEAD, DROPPED), 0)
    for state, number in conn.execute(select(deliveries.c.state, func.count()).group_by(deliveries.c.state)):
        counts[PENDING if state == INFLIGHT else state] += number
    return counts


def inflight(conn: Connection) -> int:
    """Deliveries whose attempt runs."""
    return conn.execute(select(func.count()).where(deliveries.c.state == INFLIGHT)).scalar_one()


def alert_counts(conn: Connection) -> dict[str, int]:
    """Alerts by kind, since the beginning."""
    counts = dict.fromkeys(("new", "step", "correction"), 0)
    for kind, number in conn.execute(select(alerts.c.kind, func.count()).group_by(alerts.c.kind)):
        counts[kind] = number
    return counts


def oldest_pending(conn: Connection) -> datetime | None:
    """Since when the oldest delivery that isn't settled waits."""
    waiting = deliveries.c.state.in_((PENDING, INFLIGHT))
    oldest: datetime | None = conn.execute(select(func.min(deliveries.c.created_at)).where(waiting)).scalar_one()
    return oldest


def _load(conn: Connection, ids: Iterable[int]) -> list[DeliveryRow]:
    rows = [row for part in chunks(sorted(ids)) for row in conn.execute(_DELIVERIES.where(deliveries.c.id.in_(part)))]
    whose = chunks(sorted({row.alert_id for row in rows}))
    found = (row for part in whose for row in conn.execute(select(alerts).where(alerts.c.id.in_(part))))
    by_id = {row.id: _alert(row) for row in found}
    return [_delivery(row, by_id[row.alert_id]) for row in rows]


_DELIVERIES = select(deliveries).order_by(deliveries.c.id)


def _alert(row: Any) -> AlertRow:
    values = dict(row._mapping)
    return AlertRow(**{**values, "steps": tuple(values["steps"])})


def _delivery(row: Any, alert: AlertRow) -> DeliveryRow:
    return DeliveryRow(**row._mapping, alert=alert)


def _with_deliveries(conn: Connection, rows: Sequence[AlertRow]) -> list[AlertRow]:
    by_id = {row.id: row for row in rows}
    sent: dict[int, list[DeliveryRow]] = {row.id: [] for row in rows}
    for part in chunks(list(by_id)):
        for row in conn.execute(_DELIVERIES.where(deliveries.c.alert_id.in_(part))):
            sent[row.alert_id].append(_delivery(row, by_id[row.alert_id]))
    return [replace(row, deliveries=tuple(sent[row.id])) for row in rows]
