"""The ledger of "once" when two events become one, or one becomes two; inside `store.deciding()`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from worker.stages.alert.ledger import Told, divided, round_of, stands, united
from worker.stages.alert.terms import Announced, Past
from worker.store import sql
from worker.store.alerts import STEP_KEY, corrections
from worker.store.schema import alerts, announced, events, holds, silences


def unite(conn: Connection, kept: int, gone: int, now: datetime) -> None:
    """Event `kept` has announced from now on what either had. The alerts stay with the event that they were sent about."""
    for rule in _rules(conn, gone):
        past = _past(conn, kept, rule)
        gained = united(_standing(conn, kept, rule), _standing(conn, gone, rule))
        _write(conn, kept, rule, [(told, round_of(past, told.count, told.step)) for told in gained], "merged", now)
    conn.execute(delete(holds).where(holds.c.event_id == gone))
    conn.execute(update(silences).where(silences.c.event_id == gone).values(event_id=kept))


def divide(conn: Connection, event_id: int, other: int, moved: Collection[int], now: datetime) -> None:
    """Event `other` was made of the articles `moved`: the alerts that they brought up go with it, and their steps.

    So do those that they brought up in an event which was merged into this one: else a merge taken back would announce them again.
    """
    for rule in _rules(conn, event_id):
        past, standing = _past(conn, event_id, rule), _standing(conn, event_id, rule)
        stays, goes = divided(standing, moved)
        left = [one for one in standing if one not in stays]
        for told in left:
            here = (announced.c.event_id == event_id) & (announced.c.rule == rule) & (announced.c.count == told.count)
            conn.execute(delete(announced).where(here, announced.c.step == told.step))
        _move_alerts(conn, other, {told.alert for told in left if told.alert is not None})
        _write(conn, event_id, rule, [(one, round_of(past, one.count, one.step)) for one in stays], "split", now)
        _write(conn, other, rule, [(told, 1) for told in goes], "split", now)
    for gone in conn.execute(select(events.c.id).where(events.c.merged_into == event_id)).scalars().all():
        for rule in _rules(conn, gone):
            _, goes = divided(_standing(conn, gone, rule), moved)
            _write(conn, other, rule, [(told, 1) for told in goes if told.alert is not None], "split", now)
    conn.execute(delete(holds).where(holds.c.event_id == event_id))


def _rules(conn: Connection, event_id: int) -> Sequence[str]:
    return conn.execute(select(announced.c.rule).where(announced.c.event_id == event_id).distinct()).scalars().all()


def _past(conn: Connection, event_id: int, rule: str) -> Past:
    return Past(corrected=corrections(conn, event_id, rule))


def _standing(conn: Connection, event_id: int, rule: str) -> list[Told]:
    past = _past(conn, event_id, rule)
    rows = conn.execute(
        select(announced, alerts.c.article_id)
        .outerjoin(alerts, alerts.c.id == announced.c.alert_id)
        .where(announced.c.event_id == event_id, announced.c.rule == rule)
        .order_by(announced.c.id)
    )
    standing = {}
    for row in rows.mappings():
        count, step = row["count"], row["step"]
        if stands(past, Announced(count, step, row["round"], row["alert_id"] is not None)):
            standing[count, step] = Told(count, step, row["alert_id"], row["article_id"])
    return list(standing.values())


def _write(conn: Connection, event_id: int, rule: str, steps: Iterable[tuple[Told, int]], reason: str, now: datetime) -> None:
    """What stands there already stays as it is."""
    rows: list[dict[str, Any]] = [
        {
            "event_id": event_id,
            "rule": rule,
            "count": told.count,
            "step": told.step,
            "round": round_,
            "alert_id": told.alert,
            "at": now,
            "reason": reason,
        }
        for told, round_ in steps
    ]
    if rows:
        conn.execute(sql.insert(conn, announced).on_conflict_do_nothing(index_elements=STEP_KEY), rows)


def _move_alerts(conn: Connection, other: int, ids: Collection[int]) -> None:
    """An alert goes with its key, so that the event it leaves may announce the step by itself."""
    for row in conn.execute(select(alerts).where(alerts.c.id.in_(ids))).mappings().all():
        key = f"{other}/{row['rule']}/{row['count']}/{row['step']}/1"
        conn.execute(update(alerts).where(alerts.c.id == row["id"]).values(event_id=other, key=key))
