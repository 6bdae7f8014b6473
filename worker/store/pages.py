"""Pages and texts: who fetches which page, what came of it, and how long it is kept."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, case, delete, func, or_, select, true, update

from worker.store.engine import POLL_LOCK, one_at_a_time
from worker.store.rows import ArticleRow, PageRow, State, read_by_id
from worker.store.schema import articles, texts
from worker.store.schema import pages as page_table
from worker.store.sql import lease_is_free, put, update_unlocked

_PURGE = 5000  # rows of one transaction
_WINDOW = 5000
_PAGE = select(page_table).where(page_table.c.article_id == bindparam("article"))


def claim_fetches(
    conn: Connection, now: datetime, limit: int, lease: timedelta, *, busy_hosts: Collection[str] = (), per_host: int = 2
) -> list[ArticleRow]:
    """Takes articles whose page is due: hosts in turn, and the feeds of a host in turn, however much one of them brought.

    At most `per_host` of one host, none of `busy_hosts`.
    """
    one_at_a_time(conn, POLL_LOCK)
    free = _is_due(now, lease)
    chosen = _in_turns(free, busy_hosts, per_host).limit(limit)
    order = [id_ for (id_,) in conn.execute(chosen)]
    values = {"lease_until": now + lease, "lease_owner": None, "generation": articles.c.generation + 1}
    claimed = update_unlocked(conn, articles, values, articles.c.id.in_(order), free)
    return read_by_id(conn, [id_ for id_ in order if id_ in claimed])


def _is_due(now: datetime, lease: timedelta) -> ColumnElement[bool]:
    """A page awaited for the first time is due whatever a clock that was set back since made of its time."""
    due = or_(articles.c.state == State.FETCHING, articles.c.fetch_due <= now)
    return and_(articles.c.fetch_due.is_not(None), due, lease_is_free(articles, now, lease))


def _in_turns(free: ColumnElement[bool], busy_hosts: Collection[str], per_host: int) -> Select[int]:
    """The due articles' ids: each host's first, then each host's second; within a host, each feed's first, then second.

    What came with a feed's first poll waits until the news is fetched. Only the first _WINDOW rows compete, so that a long
    backlog costs no more than a short one; a host that fills them is busy soon, and then the others' turn comes.
    """
    news_first = (articles.c.first_poll, articles.c.fetch_due, articles.c.id)
    columns = (articles.c.id, articles.c.host, articles.c.feed_id, articles.c.first_poll, articles.c.fetch_due)
    due = select(*columns).where(free, articles.c.host.not_in(busy_hosts)).order_by(*news_first).limit(_WINDOW).subquery()
    of_feed = func.row_number().over(
        partition_by=(due.c.host, due.c.feed_id), order_by=(due.c.first_poll, due.c.fetch_due, due.c.id)
    )
    turns = select(due, of_feed.label("turn")).subquery()
    by_turn = (turns.c.first_poll, turns.c.turn, turns.c.fetch_due, turns.c.id)
    of_host = func.row_number().over(partition_by=turns.c.host, order_by=by_turn)
    places = select(turns, of_host.label("place")).subquery()
    fair = (places.c.first_poll, places.c.place, places.c.fetch_due, places.c.id)
    return select(places.c.id).where(places.c.place <= per_host).order_by(*fair)


def finish_fetch(
    conn: Connection, article: ArticleRow, page: PageRow | None, reason: str | None, retry_at: datetime | None, now: datetime
) -> bool:
    """Stores a page, or why there is none, and gives the lease back; False, and nothing stored, if the article changed meanwhile.

    A page makes the article pending, also one that was done without it. Without a page an article that still waited is pending
    too, with its entry's text; `retry_at` is when to ask again.
    """
    one_at_a_time(conn, POLL_LOCK)
    ready = true() if page is not None else articles.c.state == State.FETCHING
    values: dict[str, Any] = {
        "lease_until": None,
        "fetch_due": retry_at,
        "fetch_attempts": articles.c.fetch_attempts + 1,
        "fetch_reason": None if page is not None else reason,
        "state": case((ready, State.PENDING), else_=articles.c.state),
        "pending_since": case((ready, func.coalesce(articles.c.pending_since, now)), else_=articles.c.pending_since),
        "outcome": case((ready, None), else_=articles.c.outcome),
    }
    mine = and_(articles.c.id == article.id, articles.c.generation == article.generation)
    if conn.execute(update(articles).where(mine).values(values)).rowcount == 0:
        return False
    if page is not None:
        put(conn, page_table, "article_id", _page_columns(page))
    return True


def load_page(conn: Connection, article_id: int) -> PageRow | None:
    row = conn.execute(_PAGE, {"article": article_id}).one_or_none()
    if row is None:
        return None
    return PageRow(row.article_id, zlib.decompress(row.body), row.final_url, row.content_type, row.fetched_at)


def load_text(conn: Connection, article_id: int) -> tuple[str, str] | None:
    """The title and text that the article's claims point into."""
    row = conn.execute(select(texts.c.title, texts.c.body).where(texts.c.article_id == article_id)).one_or_none()
    return None if row is None else (row.title, zlib.decompress(row.body).decode("utf-8", "surrogatepass"))


def store_text(conn: Connection, article_id: int, title: str, text: str, now: datetime) -> None:
    """Replaces an article's text; none at all is stored as no row."""
    if not title and not text:
        conn.execute(delete(texts).where(texts.c.article_id == article_id))
        return
    body = zlib.compress(text.encode("utf-8", "surrogatepass"))
    put(conn, texts, "article_id", {"article_id": article_id, "title": title, "body": body, "stored_at": now})


def purge(conn: Connection, now: datetime, pages: timedelta, text: timedelta) -> tuple[int, int]:
    """Deletes pages and texts that were kept long enough, some thousand at a time; how many of each.

    A page that no worker has read yet stays.
    """
    waits = articles.c.state.in_([State.FETCHING, State.PENDING])
    unread = select(articles.c.id).where(articles.c.id == page_table.c.article_id, waits).exists()
    return (
        _delete_some(conn, page_table, and_(page_table.c.fetched_at < now - pages, ~unread)),
        _delete_some(conn, texts, texts.c.stored_at < now - text),
    )


def _delete_some(conn: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    doomed = (
        select(table.c.article_id)
        .where(condition)
        .limit(_PURGE)
        .with_for_update(skip_locked=True, key_share=True)
        .cte("doomed")
    )
    statement = delete(table).where(table.c.article_id.in_(select(doomed.c.article_id))).returning(table.c.article_id)
    return len(conn.execute(statement).all())


def _page_columns(page: PageRow) -> dict[str, Any]:
    """Level 1: pages are kept for days and written by the process that must not wait."""
    return {
        "article_id": page.article_id,
        "body": zlib.compress(page.body, 1),
        "final_url": page.final_url,
        "content_type": page.content_type,
        "fetched_at": page.fetched_at,
    }
