"""Silences: what somebody does not want to hear of for a while, with the reason in their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from worker.stages.alert.terms import Silence
from worker.store.schema import announced, silences


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """A silence as listings show it."""

    silence: Silence
    ended_at: datetime | None  # a person ended it
    crossings: int  # steps that it kept from being sent


def add(
    conn: Connection,
    comment: str,
    since: datetime,
    until: datetime,
    scope: dict[str, Any],
) -> Silence:
    """`scope` names at least one of rule, event_id, country and type."""
    inserted = conn.execute(insert(silences).values(comment=comment, since=since, until=until, **scope))
    assert inserted.inserted_primary_key is not None
    return Silence(int(inserted.inserted_primary_key[0]), since, until, comment, **scope)


def active(conn: Connection, now: datetime) -> tuple[Silence, ...]:
    """Those that last."""
    return tuple(_silence(row) for row in conn.execute(select(silences).where(silences.c.since <= now, silences.c.until > now)))


def list_silences(conn: Connection, now: datetime | None = None) -> list[SilenceRow]:
    """The latest first; `now`: only those that have not ended."""
    kept = select(func.count()).where(announced.c.silence_id == silences.c.id).scalar_subquery().label("crossings")
    query = select(silences, kept).order_by(silences.c.id.desc())
    if now is not None:
        query = query.where(silences.c.until > now)
    return [SilenceRow(_silence(row), row.ended_at, row.crossings) for row in conn.execute(query)]


def end(conn: Connection, silence_id: int, now: datetime) -> bool:
    """False where it had ended already, or never was."""
    lasting = (silences.c.id == silence_id) & (silences.c.until > now)
    return bool(conn.execute(update(silences).where(lasting).values(until=now, ended_at=now)).rowcount)


def _silence(row: Any) -> Silence:
    return Silence(row.id, row.since, row.until, row.comment, row.rule, row.event_id, row.country, row.type)
