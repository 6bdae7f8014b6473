"""A poller over a fresh store and a server of the test: what the tests of the poller share."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.loopback import Server
from worker import poller
from worker.app import App
from worker.errors import StoreUnavailable
from worker.queues import Queues
from worker.settings import FetchSettings, PollSettings, Settings, load_feeds
from worker.store import Store, articles, feeds
from worker.store.articles import ArticleRow
from worker.store.feeds import FeedRow

NOWHERE = "redis://127.0.0.1:1/0"
PAGE = b"<html><head><title>Fire</title></head><body><p>Two people were killed in a fire.</p></body></html>"
HTML = {"Content-Type": "text/html"}
LINK = "http://127.0.0.1:1/story"  # nobody is there


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str, title: str = "Fire in the harbour", guid: str = "") -> str:
    guid = f"<guid>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title><link>{link.replace('&', '&amp;')}</link>{guid}<description>Two dead.</description></item>"


class Desk:
    """An App over a fresh store, and its feeds.toml."""

    def __init__(self, store: Store, folder: Path, redis_url: str = NOWHERE) -> None:
        self.store, self.folder = store, folder
        self.redis_url = redis_url
        self.owner: str | None = None
        self.poll = PollSettings(host_gap=timedelta(milliseconds=10), timeout=timedelta(seconds=5))
        self.fetch = FetchSettings(allow_networks=("127.0.0.0/8",), timeout=timedelta(seconds=5), respect_robots=False)
        (folder / "config").mkdir(exist_ok=True)

    def app(self) -> App:
        settings = Settings(config_dir=self.folder / "config", data_dir=self.folder, poll=self.poll, fetch=self.fetch)
        return App(settings, self.store, Queues(self.redis_url), (), (), self.owner)

    def list(self, *urls: str, more: str = "") -> None:
        rows = "".join(f'[[feed]]\nurl = "{url}"\n{more}\n' for url in urls)
        (self.folder / "config" / "feeds.toml").write_text(rows)

    def once(self, *urls: str, more: str = "") -> None:
        """One round over all feeds, due or not."""
        if urls:
            self.list(*urls, more=more)
        app = self.app()
        with self.store.writing() as conn:
            feeds.sync_file_feeds(conn, load_feeds(app.settings), datetime.now(UTC))
            feeds.poll_now(conn, None, datetime.now(UTC))
        try:
            asyncio.run(poller.run(app, stop=asyncio.Event(), once=True))
        finally:
            app.queues.close()

    @contextmanager
    def running(self, *urls: str) -> Iterator[App]:
        """The whole service in a thread's event loop."""
        self.list(*urls)
        with self.serving() as app:
            yield app

    @contextmanager
    def serving(self) -> Iterator[App]:
        app = self.app()
        loop = asyncio.new_event_loop()
        stop = asyncio.Event()
        thread = threading.Thread(target=lambda: loop.run_until_complete(poller.run(app, stop=stop)), daemon=True)
        thread.start()
        try:
            assert until(lambda: self.settled())
            yield app
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(10)
            assert not thread.is_alive(), "the poller does not end"
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()
            app.queues.close()

    def settled(self) -> bool:
        """Whether the store knows the feeds of feeds.toml."""
        with self.store.reading() as conn:
            known = {row.url for row in feeds.watched(conn)}
        return all(feed.url in known for feed in load_feeds(self.app().settings))

    def feed(self, url: str) -> FeedRow:
        with self.store.reading() as conn:
            row = feeds.find_feed(conn, url)
        assert row is not None
        return row

    def list_feeds(self) -> list[FeedRow]:
        with self.store.reading() as conn:
            return feeds.list_feeds(conn)

    def entries(self, url: str) -> int:
        return next(row.entries for row in self.list_feeds() if row.url == url)

    def articles(self) -> list[ArticleRow]:
        with self.store.reading() as conn:
            return sorted(articles.list_articles(conn), key=lambda row: (row.title, row.id))

    def page(self, article: ArticleRow) -> bytes | None:
        with self.store.reading() as conn:
            page = articles.load_page(conn, article.id)
        return page and page.body


def until(truth: Callable[[], object], seconds: float = 8.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if truth():
            return True
        time.sleep(0.02)
    return False


def again(desk: Desk, app: App, url: str, server: Server, polls: int) -> None:
    with app.store.writing() as conn:
        feeds.poll_now(conn, None, datetime.now(UTC))
    path = url.removeprefix(server.url(""))
    assert until(lambda: len(server.hits(path)) == polls and desk.feed(url).lease_until is None)


def away(_: Store) -> None:
    raise StoreUnavailable("no space left")


def free_leases(desk: Desk) -> None:
    with sqlite3.connect(desk.store.path or "") as conn:
        conn.execute("UPDATE feeds SET lease_until = NULL")
    conn.close()


def pages_due_now(desk: Desk) -> None:
    with sqlite3.connect(desk.store.path or "") as conn:
        conn.execute("UPDATE articles SET fetch_due = '2020-01-01 00:00:00.000000' WHERE fetch_due IS NOT NULL")
    conn.close()
