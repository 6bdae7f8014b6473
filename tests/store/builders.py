"""Short ways to the rows that the store tests start from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from worker.model import Entry, FeedConfig
from worker.store import Connection, Store
from worker.store.articles import ArticleRow, Finish, NewEntry, PageRow, claim, get, store_entries
from worker.store.feeds import FeedRow, PollUpdate, add_feed, list_feeds

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=60)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def feed(conn: Connection, url: str = "https://harbour-post.example/rss", **settings: object) -> FeedRow:
    """A feed that is listed; the same one when asked again."""
    feed_id = add_feed(conn, FeedConfig(url=url, **settings), NOW)  # type: ignore[arg-type]
    return next(row for row in list_feeds(conn) if row.id == feed_id)


def entry(
    key: str,
    title: str = "Ferry sinks off Marrow Bay",
    *,
    summary: str = "",
    host: str = "",
    url_key: str = "",
    page: bool = False,
) -> NewEntry:
    host = host or "harbour-post.example"
    return NewEntry(
        entry=Entry(guid=key, url=None, title=title, summary=summary, content="", published=None),
        entry_key=key,
        url=f"https://{host}/{key}",
        url_key=url_key or f"{host}/{key}",
        host=host,
        needs_page=page,
    )


def article(conn: Connection, key: str = "a", *, page: bool = False, at: datetime = NOW) -> ArticleRow:
    """A new article of the usual feed."""
    stored = store_entries(conn, feed(conn), [entry(key, page=page)], at, first_poll=False)
    return existing(conn, stored.new[0])


def existing(conn: Connection, article_id: int) -> ArticleRow:
    row = get(conn, article_id)
    assert row is not None
    return row


def claimed(conn: Connection, article_id: int, at: datetime = NOW) -> ArticleRow:
    row = claim(conn, article_id, at, LEASE)
    assert row is not None
    return row


def new_article(store: Store, key: str = "a", *, page: bool = False) -> int:
    with store.writing() as conn:
        return article(conn, key, page=page).id


def page_of(article_id: int, body: bytes = b"<p>The ferry sank.</p>", at: datetime = NOW) -> PageRow:
    return PageRow(article_id, body, "https://harbour-post.example/final", "text/html", at)


def outcome(word: str = "no_casualty", text: str = "The ferry sank.") -> Finish:
    return Finish(word, "no_claim", "page", "en", None, "Ferry sinks", text)


def polled(**changed: object) -> PollUpdate:
    values: dict[str, object] = {
        "state": "ok",
        "reason": None,
        "etag": None,
        "last_modified": None,
        "body_hash": None,
        "last_success": NOW,
        "last_full": NOW,
        "next_poll": NOW + HOUR,
        "failures": 0,
    }
    return PollUpdate(**(values | changed))  # type: ignore[arg-type]
