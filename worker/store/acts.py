"""What people do to the queue: drop what is not worth more work, send it on its way again; each act leaves its trail.

Rows that another transaction is writing just now are passed over: the caller sees which were moved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, case, exists, func, insert, or_, select, true, update

from worker.model import Outcome
from worker.store.outbox import DEAD, DROPPED, HELD, PENDING
from worker.store.rows import State
from worker.store.schema import articles, deliveries, pages, queue_acts
from worker.store.sql import chunks, record

# An article's state in a word, as trails and listings say it: of one that is done, its outcome.
_ARTICLE_WORD = case((articles.c.state == State.DONE, func.coalesce(articles.c.outcome, State.DONE)), else_=articles.c.state)

FAILED_ARTICLES = frozenset({State.QUARANTINED.value, Outcome.FAILED.value})
FAILED_DELIVERIES = frozenset({HELD, DEAD})
_UNREAD = FAILED_ARTICLES | {State.FETCHING, State.PENDING}
_UNSENT = FAILED_DELIVERIES | {PENDING}


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a trail."""

    at: datetime
    act: str  # dropped or retried
    was: str  # the state until then
    comment: str | None


class _Queue(NamedTuple):
    """A table whose rows wait for something, the word for a row's state, and the trail's column for it."""

    table: Table
    word: ColumnElement[Any]
    trail: Column[Any]


_READING = _Queue(articles, _ARTICLE_WORD, queue_acts.c.article_id)
_SENDING = _Queue(deliveries, deliveries.c.state, queue_acts.c.delivery_id)


def drop_articles(
    conn: Connection, ids: Sequence[int] | None, comment: str | None, now: datetime, among: Collection[str] = _UNREAD
) -> list[int]:
    """Articles that are read no more, of these `ids` (None: of all) those in one of the states `among`; which they were.

    Whoever has one now throws its result away. What was read of it before stays as it is.
    """
    values = {"state": State.DROPPED, "outcome": None, "pending_since": None, "fetch_due": None, "lease_owner": None}
    act = Act(now, "dropped", "", comment)
    return _move(conn, _READING, _chosen(_READING, ids, set(among) & _UNREAD), values, act)


def retry_articles(
    conn: Connection, ids: Sequence[int] | None, now: datetime, among: Collection[str] | None = None
) -> list[int]:
    """Articles that are read again, as if for the first time: these `ids` whatever came of them, or all in a state `among`.

    One whose page was asked for, and is not kept any more, waits for it anew. Without `ids` and `among`: all that failed.
    """
    if ids is None and among is None:
        among = FAILED_ARTICLES
    values = {
        "state": case((_lacks_page(), State.FETCHING), else_=State.PENDING),
        "fetch_due": case((_lacks_page(), now), else_=articles.c.fetch_due),
        "fetch_attempts": case((_lacks_page(), 0), else_=articles.c.fetch_attempts),
        "pending_since": case((_lacks_page(), None), else_=func.coalesce(articles.c.pending_since, now)),
        "attempts": 0,
        "outcome": None,
        "error": None,
    }
    return _move(conn, _READING, _chosen(_READING, ids, among), values, Act(now, "retried", "", None))


def drop_deliveries(
    conn: Connection, ids: Sequence[int] | None, comment: str | None, now: datetime, among: Collection[str] = _UNSENT
) -> list[int]:
    """Deliveries that are sent no more, of these `ids` (None: of all) those in one of the states `among`; which they were.

    One whose attempt runs is none of them: it may arrive.
    """
    act = Act(now, "dropped", "", comment)
    return _move(conn, _SENDING, _chosen(_SENDING, ids, set(among) & _UNSENT), {"state": DROPPED}, act)


def retry_deliveries(
    conn: Connection, ids: Sequence[int] | None, now: datetime, among: Collection[str] | None = None
) -> list[int]:
    """Held and dead deliveries, and of those that are named the dropped ones, go out once more, as the same message."""
    if among is None:
        among = FAILED_DELIVERIES if ids is None else FAILED_DELIVERIES | {DROPPED}
    values = {"state": PENDING, "next_at": now, "attempts": 0}
    return _move(conn, _SENDING, _chosen(_SENDING, ids, among), values, Act(now, "retried", "", None))


def _chosen(queue: _Queue, ids: Sequence[int] | None, among: Collection[str] | None) -> list[ColumnElement[bool]]:
    """One condition, or one for each chunk of a long list of ids."""
    state = true() if among is None else queue.word.in_(sorted(among))
    return [state] if ids is None else [and_(queue.table.c.id.in_(some), state) for some in chunks(ids)]


def _move(
    conn: Connection, queue: _Queue, conditions: Sequence[ColumnElement[bool]], values: Mapping[str, Any], act: Act
) -> list[int]:
    table = queue.table
    columns = select(table.c.id, queue.word.label("was")).order_by(table.c.id)
    found = [
        row
        for condition in conditions
        for row in conn.execute(columns.where(condition).with_for_update(skip_locked=True, key_share=True))
    ]
    anew = {**values, "generation": table.c.generation + 1, "lease_until": None}
    for some in chunks(found):
        conn.execute(update(table).where(table.c.id.in_([row.id for row in some])).values(anew))
        trail = [
            {queue.trail.name: row.id, "at": act.at, "act": act.act, "was": row.was, "comment": act.comment} for row in some
        ]
        conn.execute(insert(queue_acts), trail)
    return [row.id for row in found]


def _lacks_page() -> ColumnElement[bool]:
    """Its page was asked for, or still awaited when it was dropped, and there is none: the entry's words alone would be read."""
    awaited = exists().where(queue_acts.c.article_id == articles.c.id, queue_acts.c.was == State.FETCHING)
    kept = exists().where(pages.c.article_id == articles.c.id)
    return and_(or_(articles.c.fetch_attempts > 0, awaited), ~kept)


# --- trails ----------------------------------------------------------------------------------------------------------


def of_article(conn: Connection, article_id: int) -> list[Act]:
    """What was done to an article, the first act first."""
    return _trail(conn, queue_acts.c.article_id == article_id)


def of_delivery(conn: Connection, delivery_id: int) -> list[Act]:
    return _trail(conn, queue_acts.c.delivery_id == delivery_id)


def _trail(conn: Connection, whose: ColumnElement[bool]) -> list[Act]:
    columns = (queue_acts.c.at, queue_acts.c.act, queue_acts.c.was, queue_acts.c.comment)
    return [record(Act, row) for row in conn.execute(select(*columns).where(whose).order_by(queue_acts.c.id))]
