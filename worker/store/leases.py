"""Whose a poller's leases are: what follows a killed one under the same name takes its feeds and pages over at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, update

from worker.store.engine import POLL_LOCK, one_at_a_time
from worker.store.schema import articles, feeds
from worker.store.sql import chunks


def own(conn: Connection, owner: str, feed_ids: Sequence[int] = (), article_ids: Sequence[int] = ()) -> None:
    """Signs leases that this transaction took."""
    for table, ids in ((feeds, feed_ids), (articles, article_ids)):
        for some in chunks(ids):
            conn.execute(update(table).where(table.c.id.in_(some)).values(lease_owner=owner))


def release_owned(conn: Connection, owner: str, now: datetime) -> tuple[int, int]:
    """Frees what `owner` had when it died; how many feeds, how many pages. The caller says that it is dead.

    If it isn't, what it still brings is thrown away: a new generation begins.
    """
    one_at_a_time(conn, POLL_LOCK)
    awaited = and_(articles.c.fetch_due.is_not(None), articles.c.lease_owner == owner)  # an index holds these
    return _free(conn, feeds, feeds.c.lease_owner == owner, now), _free(conn, articles, awaited, now)


def _free(conn: Connection, table: Table, owned: ColumnElement[bool], now: datetime) -> int:
    values = {"lease_until": None, "lease_owner": None, "generation": table.c.generation + 1}
    return conn.execute(update(table).where(owned, table.c.lease_until > now).values(values)).rowcount
