"""What was announced, what is held, and the alerts themselves. An alert is written in the transaction of the change behind it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, update

from worker.model import Rule
from worker.stages.alert.decide import key
from worker.stages.alert.message import LastAlert
from worker.stages.alert.terms import Announced, Corrected, Decision, Hold, Past, Reason
from worker.store import sql
from worker.store.outbox import AlertRow, delivery_counts, list_alerts
from worker.store.schema import alerts, announced, deliveries, holds, queue_acts
from worker.store.schema import rules as rule_steps

__all__ = [
    "RECENT",
    "STEP_KEY",
    "AlertRow",
    "HeldCrossing",
    "LedgerRow",
    "NewAlert",
    "announce",
    "corrections",
    "delivery_counts",
    "due_holds",
    "end_holds",
    "keep_hold",
    "latest",
    "ledger",
    "list_alerts",
    "list_holds",
    "look",
    "next_hold_end",
    "past",
    "record",
    "silenced",
]

RECENT = timedelta(days=7)  # in which a hold that ran out is worth a look
STEP_KEY = ["event_id", "rule", "count", "step", "round"]


@dataclass(frozen=True, slots=True)
class HeldCrossing:
    """A hold as listings show it."""

    event_id: int
    rule: str
    hold: Hold


def past(conn: Connection, event_id: int, rule: Rule, now: datetime) -> Past:
    """What an event and a rule have been through; the rule's steps count as seen from the first time that they are asked for."""
    unseen = [{"name": name, "first_seen": now} for name in _unseen(conn, rule)]
    if unseen:
        conn.execute(sql.insert(conn, rule_steps).on_conflict_do_nothing(index_elements=["name"]), unseen)
    return look(conn, event_id, rule, now)


def look(conn: Connection, event_id: int, rule: Rule, now: datetime) -> Past:
    """The same, and nothing is written."""
    steps = tuple(
        Announced(row.count, row.step, row.round, row.alert_id is not None) for row in ledger(conn, event_id, rule.name)
    )
    held = conn.execute(select(holds).where(holds.c.event_id == event_id, holds.c.rule == rule.name)).mappings().all()
    return Past(
        announced=steps,
        corrected=corrections(conn, event_id, rule.name) if steps else (),
        holds=tuple(_hold(row) for row in held),
        first_seen=_first_seen(conn, rule, now),
    )


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Every column of `announced` that says why a step won't be announced again."""

    count: str
    step: int
    round: int
    alert_id: int | None
    at: datetime
    reason: str
    silence_id: int | None


def ledger(conn: Connection, event_id: int, rule: str) -> list[LedgerRow]:
    """The steps that count as announced, as they were."""
    columns = [announced.c[name] for name in LedgerRow.__dataclass_fields__]
    here = (announced.c.event_id == event_id) & (announced.c.rule == rule)
    return [LedgerRow(*row) for row in conn.execute(select(*columns).where(here).order_by(announced.c.id))]


def _hold(row: Mapping[Any, Any]) -> Hold:
    return Hold(row["count"], row["step"], Reason(row["reason"]), row["since"], row["until"], row["ended"])


def corrections(conn: Connection, event_id: int, rule: str) -> tuple[Corrected, ...]:
    """Corrections on their way or arrived. One that every channel failed to take told nobody, and opens no round."""
    rows = conn.execute(
        select(alerts).where(alerts.c.event_id == event_id, alerts.c.rule == rule, alerts.c.kind == "correction")
    ).mappings()
    sent = [row for row in rows.all() if not _undelivered(conn, row["id"])]
    return tuple(Corrected(row["count"], tuple(row["steps"]), row["round"]) for row in sent)


def _undelivered(conn: Connection, alert_id: int) -> bool:
    """Dead, or dropped by a person; one that was dropped while it was held may have arrived."""
    held = exists().where(
        queue_acts.c.delivery_id == deliveries.c.id, queue_acts.c.act == "dropped", queue_acts.c.was == "held"
    )
    untold = or_(deliveries.c.state == "dead", and_(deliveries.c.state == "dropped", ~held))
    told = select(untold).where(deliveries.c.alert_id == alert_id)
    answers = conn.execute(told).scalars().all()
    return bool(answers) and all(answers)


def _names(rule: Rule) -> dict[str, tuple[str, int]]:
    return {f"{rule.name}/{count}/{step}": (count, step) for count, steps in rule.steps.items() for step in steps}


def _unseen(conn: Connection, rule: Rule) -> list[str]:
    names = _names(rule)
    known = set(conn.execute(select(rule_steps.c.name).where(rule_steps.c.name.in_(names))).scalars())
    return [name for name in names if name not in known]


def _first_seen(conn: Connection, rule: Rule, now: datetime) -> dict[tuple[str, int], datetime]:
    names = _names(rule)
    rows = conn.execute(select(rule_steps).where(rule_steps.c.name.in_(names))).all()
    return dict.fromkeys(names.values(), now) | {names[row.name]: row.first_seen for row in rows}


def latest(conn: Connection, event_id: int, rule: str) -> LastAlert | None:
    """What the rule's readers were last told of an event."""
    query = select(alerts.c.id, alerts.c.at, alerts.c.data).where(alerts.c.event_id == event_id, alerts.c.rule == rule)
    row = conn.execute(query.order_by(alerts.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else LastAlert(row.id, row.at, row.data)


# --- what a decision leaves behind -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewAlert:
    """What a decision to send says, and the article that brought it up."""

    event_id: int
    decision: Decision
    data: dict[str, Any]
    article_id: int | None = None


def record(conn: Connection, new: NewAlert, rule: Rule, now: datetime) -> int | None:
    """The alert, its announced steps and its deliveries; None where this very alert exists already."""
    event_id, decision = new.event_id, new.decision
    alert_id = conn.execute(
        sql.insert(conn, alerts)
        .values(
            key=key(event_id, rule.name, decision),
            event_id=event_id,
            rule=rule.name,
            count=decision.count,
            step=decision.step,
            steps=list(decision.steps),
            kind=str(decision.kind),
            round=decision.round,
            at=now,
            data=new.data,
            article_id=new.article_id,
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(alerts.c.id)
    ).scalar_one_or_none()
    if alert_id is None:
        return None
    if decision.reason != Reason.FELL_BELOW:
        announce(conn, event_id, rule.name, decision, now, alert_id)
    rows = [_delivery(alert_id, channel, now) for channel in rule.channels]
    if rows:
        conn.execute(insert(deliveries), rows)
    return int(alert_id)


def _delivery(alert_id: int, channel: str, now: datetime) -> dict[str, Any]:
    return {
        "alert_id": alert_id,
        "channel": channel,
        "state": "pending",
        "message_id": f"msg_{secrets.token_hex(16)}",
        "next_at": now,
        "created_at": now,
    }


def announce(
    conn: Connection, event_id: int, rule: str, decision: Decision, now: datetime, alert_id: int | None = None
) -> None:
    """Counts a decision's steps as announced: by an alert, or silently."""
    rows = [
        {
            "event_id": event_id,
            "rule": rule,
            "count": decision.count,
            "step": step,
            "round": round_,
            "alert_id": alert_id,
            "at": now,
            "reason": str(decision.reason) if step == decision.step or alert_id is None else "passed_with",
            "silence_id": decision.silence,
        }
        for step, round_ in zip(decision.steps, decision.rounds, strict=True)
    ]
    conn.execute(sql.insert(conn, announced).on_conflict_do_nothing(index_elements=STEP_KEY), rows)


def keep_hold(conn: Connection, event_id: int, rule: str, count: str, hold: Hold | None) -> None:
    """Puts `hold` in the place of whatever was held of this count; None: nothing is."""
    conn.execute(delete(holds).where(holds.c.event_id == event_id, holds.c.rule == rule, holds.c.count == count))
    if hold is not None:
        conn.execute(
            insert(holds).values(
                event_id=event_id,
                rule=rule,
                count=count,
                step=hold.step,
                reason=str(hold.reason),
                since=hold.since,
                until=hold.until,
                ended=hold.ended,
            )
        )


def due_holds(conn: Connection, now: datetime, limit: int = 100) -> list[int]:
    """Events with a hold whose time has come."""
    due = select(holds.c.event_id).where(holds.c.until <= now, holds.c.ended.is_(False)).order_by(holds.c.until).limit(limit)
    return list(dict.fromkeys(conn.execute(due).scalars()))


def end_holds(conn: Connection, event_id: int, now: datetime) -> None:
    """Holds whose time came and that no decision took away or renewed."""
    over = (holds.c.event_id == event_id) & (holds.c.until <= now)
    conn.execute(update(holds).where(over).values(ended=True))


def next_hold_end(conn: Connection) -> datetime | None:
    """When the next held decision is due."""
    ends: datetime | None = conn.execute(select(func.min(holds.c.until)).where(holds.c.ended.is_(False))).scalar_one()
    return ends


def list_holds(conn: Connection, event_id: int | None = None, since: datetime | None = None) -> list[HeldCrossing]:
    """`since`: without those whose time ran out before."""
    query = select(holds).order_by(holds.c.until)
    if event_id is not None:
        query = query.where(holds.c.event_id == event_id)
    if since is not None:
        query = query.where(holds.c.until >= since)
    return [HeldCrossing(row["event_id"], row["rule"], _hold(row)) for row in conn.execute(query).mappings()]


def silenced(conn: Connection, event_id: int) -> Sequence[Any]:
    """Steps that were counted as announced without an alert, with the reason: rows of `announced`."""
    return conn.execute(select(announced).where(announced.c.event_id == event_id, announced.c.alert_id.is_(None))).all()
