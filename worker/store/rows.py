"""Articles and pages as they are in the store, and the states an article passes through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, select

from worker.store.schema import articles, feeds
from worker.store.sql import chunks, record


class State(StrEnum):
    FETCHING = "fetching"  # waits for its page
    PENDING = "pending"  # waits for a worker
    DONE = "done"  # has its outcome
    QUARANTINED = "quarantined"  # killed three horses
    DROPPED = "dropped"  # a person wants it read no more: `queue retry`, or other words in its feed, bring it back


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """Every column of `articles`, and the URL of the feed that brought it."""

    id: int
    url: str
    url_key: str
    host: str
    feed_id: int
    publisher: str
    title: str
    summary: str
    content: str
    entry_hash: str
    published: datetime | None
    first_seen: datetime
    first_poll: bool
    state: str
    generation: int
    lease_until: datetime | None
    attempts: int
    fetch_due: datetime | None
    fetch_attempts: int
    fetch_reason: str | None
    pending_since: datetime | None
    outcome: str | None
    reason: str | None
    text_from: str | None
    language: str | None
    copy_of: int | None
    processed_at: datetime | None
    error: str | None
    lease_owner: str | None
    feed_url: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """A fetched page; `body` as it was decoded."""

    article_id: int
    body: bytes
    final_url: str
    content_type: str
    fetched_at: datetime


SELECT_ARTICLES = select(*articles.c, feeds.c.url.label("feed_url")).join(feeds, feeds.c.id == articles.c.feed_id)


def read_articles(conn: Connection, *conditions: ColumnElement[bool], limit: int | None = None) -> list[ArticleRow]:
    """The articles that meet every condition, the newest first."""
    statement = SELECT_ARTICLES.where(*conditions).order_by(articles.c.id.desc()).limit(limit)
    return [record(ArticleRow, row) for row in conn.execute(statement)]


def read_by_id(conn: Connection, ids: Iterable[int]) -> list[ArticleRow]:
    """The articles of these ids, in the order of the ids."""
    wanted = list(ids)
    found = {row.id: row for some in chunks(wanted) for row in read_articles(conn, articles.c.id.in_(some))}
    return [found[id_] for id_ in wanted if id_ in found]
