"""The poller, end to end: a real server, a real store, and a real Redis where the queue is meant."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import Answer, Server
from worker import poller
from worker.app import App
from worker.errors import StoreUnavailable
from worker.poller.context import Context
from worker.poller.hosts import HostBusy, Hosts, Slots
from worker.poller.parsing import FeedParser, ParseFailed
from worker.poller.polls import Polls
from worker.poller.storing import new_entries
from worker.poller.writer import Writer
from worker.queues import Queues
from worker.settings import FetchSettings, PollSettings, Settings, load_feeds
from worker.stages.poll import parse_feed
from worker.store import Store, articles, feeds
from worker.store.articles import ArticleRow
from worker.store.feeds import FeedRow

NOWHERE = "redis://127.0.0.1:1/0"
PAGE = b"<html><head><title>Fire</title></head><body><p>Two people were killed in a fire.</p></body></html>"
NOW = datetime.now(UTC)
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
        self.poll = PollSettings(host_gap=timedelta(milliseconds=10), timeout=timedelta(seconds=5))
        self.fetch = FetchSettings(allow_networks=("127.0.0.0/8",), timeout=timedelta(seconds=5), respect_robots=False)
        (folder / "config").mkdir(exist_ok=True)

    def app(self) -> App:
        settings = Settings(config_dir=self.folder / "config", data_dir=self.folder, poll=self.poll, fetch=self.fetch)
        return App(settings, self.store, Queues(self.redis_url), (), ())

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
            known = {row.url for row in feeds.list_feeds(conn)}
        return all(feed.url in known for feed in load_feeds(self.app().settings))

    def feed(self, url: str) -> FeedRow:
        with self.store.reading() as conn:
            row = feeds.find_feed(conn, url)
        assert row is not None
        return row

    def entries(self, url: str) -> int:
        with self.store.reading() as conn:
            return next(row.entries for row in feeds.list_feeds(conn) if row.url == url)

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


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.poller.polls._TICK", 0.2)
    monkeypatch.setattr("worker.poller.fetches._TICK", 0.2)
    monkeypatch.setattr("worker.poller.service._GRACE", 0.5)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def desk(sqlite_store: Store, tmp_path: Path) -> Desk:
    return Desk(sqlite_store, tmp_path)


# --- poll ------------------------------------------------------------------------------------------------------------


def test_entries_are_stored_once_with_their_pages_and_the_second_poll_is_conditional(desk: Desk, server: Server) -> None:
    etag, modified = 'W/"a\\"', "Tue, 1 Jan 2026 0:00:00 GMT"
    body = rss(item(server.url("/a"), "A"), item(server.url("/b"), "B"))
    feed = server.add("/feed", Answer(body=body, headers={"ETag": etag, "Last-Modified": modified}), Answer(304))
    for path in ("/a", "/b"):
        server.add(path, Answer(body=PAGE, headers=HTML))
    desk.once(feed)
    row = desk.feed(feed)
    assert (row.state, row.etag, row.last_modified, row.failures, desk.entries(feed)) == ("ok", etag, modified, 0, 2)
    assert row.lease_until is None
    assert [(a.title, a.state, desk.page(a), a.first_poll) for a in desk.articles()] == [
        ("A", "pending", PAGE, True),
        ("B", "pending", PAGE, True),
    ]
    desk.once(feed)
    first, second = server.hits("/feed")
    assert "if-none-match" not in first.headers
    assert (second.headers["if-none-match"], second.headers["if-modified-since"]) == (etag, modified)
    assert (desk.feed(feed).state, desk.entries(feed)) == ("not_modified", 2)
    assert len(server.hits("/a")) == 1
    assert first.headers["user-agent"] == "Tollwatch/0.1 (news feed monitor)"
    assert "cookie" not in second.headers
    assert "referer" not in second.headers


@pytest.mark.postgres
def test_postgresql_holds_the_same(postgres_url: str, tmp_path: Path, server: Server) -> None:
    store = Store(postgres_url)
    desk = Desk(store, tmp_path)
    server.add("/a", Answer(body=PAGE, headers=HTML))
    feed = server.add("/feed", Answer(body=rss(item(server.url("/a"))), headers={"ETag": '"1"'}), Answer(304))
    desk.once(feed)
    desk.once(feed)
    assert [(article.state, desk.page(article)) for article in desk.articles()] == [("pending", PAGE)]
    assert (desk.feed(feed).state, desk.feed(feed).etag) == ("not_modified", '"1"')
    store.close()


def test_a_new_item_behind_an_unchanged_etag_is_found(desk: Desk, server: Server) -> None:
    tag = {"ETag": '"1"'}
    one, two = item(server.url("/a")), item(server.url("/b"), "Second")
    feed = server.add("/feed", Answer(body=rss(one), headers=tag), Answer(body=rss(two, one), headers=tag))
    for _ in range(3):
        desk.once(feed)
    assert desk.entries(feed) == 2
    assert desk.feed(feed).reason == "same_body"


def test_a_poll_whose_commit_fails_keeps_the_old_validators_and_nothing_is_lost(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = server.add(
        "/feed",
        Answer(body=rss(item(server.url("/a"), "Old")), headers={"ETag": '"old"'}),
        Answer(body=rss(item(server.url("/b"), "New")), headers={"ETag": '"new"'}),
    )
    desk.once(feed)
    finish = feeds.finish_poll

    def crash(*_: object) -> bool:
        raise StoreUnavailable("the disk is full")

    monkeypatch.setattr(feeds, "finish_poll", crash)
    desk.once(feed)
    assert (desk.feed(feed).etag, desk.entries(feed)) == ('"old"', 1)
    monkeypatch.setattr(feeds, "finish_poll", finish)
    _free_leases(desk)
    desk.once(feed)
    assert server.hits("/feed")[-1].headers["if-none-match"] == '"old"'
    assert (desk.feed(feed).etag, desk.entries(feed)) == ('"new"', 2)


def test_a_poller_killed_between_items_and_validators_leaves_neither(desk: Desk, server: Server, tmp_path: Path) -> None:
    feed = server.add("/feed", Answer(body=rss(item(server.url("/a"))), headers={"ETag": '"1"'}))
    desk.list(feed)
    script = (
        "import os; from worker.store import feeds; feeds.finish_poll = lambda *_: os._exit(9); "
        "from worker.app import build; from worker import poller; poller.main(build())"
    )
    env = {
        **os.environ,
        "TOLLWATCH_CONFIG_DIR": str(tmp_path / "config"),
        "TOLLWATCH_DATA_DIR": str(tmp_path),
        "TOLLWATCH_REDIS_URL": NOWHERE,
        "TOLLWATCH_FETCH__ALLOW_NETWORKS": '["127.0.0.0/8"]',
    }
    assert subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, timeout=20).returncode == 9
    assert (desk.feed(feed).etag, desk.articles()) == (None, [])
    _free_leases(desk)
    desk.once(feed)
    assert (desk.feed(feed).etag, len(desk.articles())) == ('"1"', 1)


def test_what_is_wrong_with_a_feed_is_its_state_and_nobody_elses(desk: Desk, server: Server) -> None:
    good = server.add("/good", Answer(body=rss(item(server.url("/a")))))
    wrong = {
        server.add("/missing", Answer(404)): ("failing", "http_404"),
        server.add("/page", Answer(body=PAGE, headers={**HTML, "ETag": '"x"'})): ("not_a_feed", "html"),
        server.add("/nothing", Answer()): ("empty", "empty_body"),
        server.add("/gone", Answer(410)): ("gone", "http_410"),
        server.add("/wall", Answer(403, headers={"cf-mitigated": "challenge"})): ("blocked", "challenge"),
        server.add("/cut", Answer(body=rss(item(server.url("/c")))[:-30], headers={"ETag": '"x"'})): ("degraded", "malformed"),
        server.add("/short", Answer(body=rss(), length=9999)): ("failing", "truncated"),
        server.add("/none", Answer(body=rss())): ("empty", "no_entries"),
    }
    desk.once(good, *wrong)
    assert {url: (desk.feed(url).state, desk.feed(url).reason) for url in wrong} == wrong
    assert all(desk.feed(url).etag is None for url in wrong)
    assert (desk.feed(good).state, desk.entries(good)) == ("ok", 1)


def test_a_feed_that_comes_back_is_polled_again(desk: Desk, server: Server) -> None:
    feed = server.add("/feed", *[Answer(404)] * 5, Answer(body=rss(item(server.url("/a")))))
    for _ in range(6):
        desk.once(feed)
    assert (desk.feed(feed).state, desk.feed(feed).failures, desk.entries(feed)) == ("ok", 0, 1)


def test_a_feed_that_is_gone_is_not_asked_again_this_week(desk: Desk, server: Server) -> None:
    feed = server.add("/feed", Answer(410))
    for _ in range(3):
        desk.once(feed)
    assert len(server.hits("/feed")) == 1
    assert desk.feed(feed).next_poll > datetime.now(UTC) + timedelta(hours=23)


def test_two_feeds_that_show_one_story_make_one_article(desk: Desk, server: Server) -> None:
    urls = [server.add(f"/feed{n}", Answer(body=rss(item(server.url(f"/story?id=7&utm_source=feed{n}"))))) for n in range(2)]
    server.add("/story", Answer(body=PAGE, headers=HTML))
    desk.once(*urls)
    assert [article.url for article in desk.articles()] == [server.url("/story?id=7")]
    assert [desk.entries(url) for url in urls] == [1, 1]
    assert len(server.hits("/story")) == 1


def test_guids_that_change_at_each_fetch_make_one_article(desk: Desk, server: Server) -> None:
    numbers = itertools.count()
    feed = server.add("/feed", lambda _: Answer(body=rss(item(server.url("/a"), guid=f"g{next(numbers)}"))))
    for _ in range(3):
        desk.once(feed)
    assert len(desk.articles()) == 1


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies that were parsed."""
    bodies: list[bytes] = []
    parse = FeedParser.parse

    async def spy(self: FeedParser, body: bytes, *rest: Any) -> object:
        bodies.append(body)
        return await parse(self, body, *rest)

    monkeypatch.setattr(FeedParser, "parse", spy)
    return bodies


def _again(desk: Desk, app: App, url: str, server: Server, polls: int) -> None:
    with app.store.writing() as conn:
        feeds.poll_now(conn, None, datetime.now(UTC))
    path = url.removeprefix(server.url(""))
    assert until(lambda: len(server.hits(path)) == polls and desk.feed(url).lease_until is None)


def test_only_items_not_met_before_are_parsed(desk: Desk, server: Server, parsed: list[bytes]) -> None:
    old, new = [item(f"{LINK}{n}", f"T{n}", f"g{n}") for n in range(5)], item(f"{LINK}9", "New", "g9")
    stamped = rss(new, *old[:4]).replace(b"<channel>", b"<channel><lastBuildDate>now</lastBuildDate>")
    feed = server.add("/feed", Answer(body=rss(*old)), Answer(body=rss(new, *old[:4])), Answer(body=stamped))
    with desk.running(feed) as app:
        assert until(lambda: desk.feed(feed).state == "ok")
        _again(desk, app, feed, server, 2)
        assert (desk.entries(feed), desk.feed(feed).missed_windows) == (6, 0)
        _again(desk, app, feed, server, 3)
    assert [body.count(b"<item>") for body in parsed] == [5, 1]
    assert (desk.entries(feed), desk.feed(feed).state) == (6, "ok")


def test_an_item_that_changed_or_borrows_a_guid_is_read_with_the_whole_feed(
    desk: Desk, server: Server, parsed: list[bytes]
) -> None:
    first, other = item(f"{LINK}1", "Two dead", "g1"), item(f"{LINK}2", "Other", "g2")
    changed, borrowed = item(f"{LINK}1", "Three dead", "g1"), item(f"{LINK}3", "Another story", "g2")
    feed = server.add(
        "/feed", Answer(body=rss(first, other)), Answer(body=rss(changed, other)), Answer(body=rss(borrowed, changed, other))
    )
    with desk.running(feed) as app:
        assert until(lambda: desk.feed(feed).state == "ok")
        _again(desk, app, feed, server, 2)
        assert [article.title for article in desk.articles()] == ["Other", "Three dead"]
        _again(desk, app, feed, server, 3)
    assert [article.title for article in desk.articles()] == ["Another story", "Other", "Three dead"]
    assert [body.count(b"<item>") for body in parsed] == [2, 1, 2, 1, 3]


def test_items_under_one_link_are_articles_of_their_own_and_their_page_is_left_alone(desk: Desk, server: Server) -> None:
    live = server.url("/live")
    feed = server.add("/feed", Answer(body=rss(item(live, "First", "1"), item(live, "Second", "2"))))
    desk.once(feed)
    assert [(a.title, a.state, a.url) for a in desk.articles()] == [("First", "pending", live), ("Second", "pending", live)]
    assert server.hits("/live") == []


def test_a_feed_that_carries_the_whole_text_needs_no_pages(desk: Desk, server: Server) -> None:
    feed = server.add("/feed", Answer(body=rss(item(server.url("/a")))))
    desk.once(feed, more="full_text = true")
    assert [article.state for article in desk.articles()] == ["pending"]
    assert server.hits("/a") == []


def test_a_slow_server_delays_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.poller.hosts.SLOW_SECONDS", 0.3)
    desk.poll = PollSettings(host_gap=timedelta(milliseconds=10), timeout=timedelta(seconds=3), concurrency=3)
    with Server("127.0.0.2") as slow, Server("127.0.0.3") as other, Server() as quick:
        hanging = [server.add(f"/{n}", Answer(delay=30)) for server, n in itertools.product((slow, other), range(2))]
        good = [quick.add(f"/{n}", Answer(body=rss(item(f"{LINK}{n}")))) for n in range(6)]
        with desk.running(*hanging, *good):
            assert until(lambda: all(desk.feed(url).state == "ok" for url in good))
            assert until(lambda: all(desk.feed(url).reason == "timeout" for url in hanging))
        first = min(request.at for request in slow.requests + other.requests)
        assert max(request.at for request in quick.requests) - first < 2.5


def test_requests_to_one_host_keep_their_gap_whether_for_feeds_or_pages(desk: Desk, server: Server) -> None:
    desk.poll = PollSettings(host_gap=timedelta(seconds=0.1))
    links = [server.add(f"/page{n}", Answer(body=PAGE, headers=HTML)) for n in range(5)]
    desk.once(*(server.add(f"/feed{n}", Answer(body=rss(item(links[n % 5])))) for n in range(8)))
    starts = sorted(request.at for request in server.requests)
    assert len(starts) == 13
    assert min(later - sooner for sooner, later in itertools.pairwise(starts)) > 0.08


def test_a_429_silences_the_host_and_a_503_only_the_feed(desk: Desk) -> None:
    with Server() as host, Server("127.0.0.2") as other:
        busy = host.add("/busy", Answer(429, headers={"Retry-After": "3600"}))
        neighbour = host.add("/neighbour", Answer(body=rss(item(LINK))))
        down = other.add("/down", Answer(503, headers={"Retry-After": "3600"}))
        beside = other.add("/beside", Answer(body=rss(item(LINK + "2"))))
        with desk.running(busy, neighbour, down, beside) as app:
            assert until(lambda: all(desk.feed(url).last_poll for url in (busy, neighbour, down, beside)))
            assert desk.feed(down).next_poll > datetime.now(UTC) + timedelta(minutes=50)
            asked = len(host.requests)
            with app.store.writing() as conn:
                feeds.poll_now(conn, None, datetime.now(UTC))
            assert until(lambda: len(other.hits("/beside")) == 2)
            assert until(lambda: desk.feed(neighbour).next_poll > datetime.now(UTC) + timedelta(minutes=50))
            assert len(host.requests) == asked


def test_a_restart_asks_nobody_before_their_time(desk: Desk, server: Server) -> None:
    feed = server.add("/feed", Answer(body=rss(item(LINK)), headers={"Cache-Control": "max-age=7200"}))
    desk.once(feed)
    assert desk.feed(feed).next_poll > datetime.now(UTC) + timedelta(seconds=7100)
    for _ in range(2):
        with desk.running(feed):
            time.sleep(0.3)
    assert len(server.hits("/feed")) == 1


# --- fetch -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "reason", "again"),
    [
        (Answer(403), "http_403", False),
        (Answer(500), "http_500", True),
        (Answer(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "not_html", False),
        (Answer(body=PAGE, length=9999, headers=HTML), "truncated", True),
    ],
)
def test_an_article_without_its_page_is_pending_at_once_with_its_entry(
    desk: Desk, server: Server, answer: Answer, reason: str, again: bool
) -> None:
    server.add("/a", answer)
    desk.once(server.add("/feed", Answer(body=rss(item(server.url("/a"))))))
    (article,) = desk.articles()
    assert (article.state, article.fetch_reason, article.summary, desk.page(article)) == ("pending", reason, "Two dead.", None)
    assert (article.fetch_due is not None) == again


def test_while_a_host_is_silenced_its_articles_are_read_from_their_entries(desk: Desk, server: Server) -> None:
    first, second = server.add("/a", Answer(429, headers={"Retry-After": "3600"})), server.add("/b", Answer(body=PAGE))
    with Server("127.0.0.2") as host:
        feed = host.add("/feed", Answer(body=rss(item(first, "A"))), Answer(body=rss(item(second, "B"), item(first, "A"))))
        with desk.running(feed) as app:
            assert until(lambda: [a.state for a in desk.articles()] == ["pending"])
            _again(desk, app, feed, host, 2)
            assert until(lambda: [a.state for a in desk.articles()] == ["pending", "pending"])
        one, two = desk.articles()
        assert (one.fetch_reason, two.fetch_reason, server.hits("/b")) == ("http_429", "host_busy", [])
        assert min(article.fetch_due or NOW for article in (one, two)) > datetime.now(UTC) + timedelta(minutes=50)


def test_a_page_that_comes_later_is_stored_and_asked_for_no_more_than_the_settings_say(desk: Desk, server: Server) -> None:
    server.add("/a", Answer(500), Answer(500), Answer(body=PAGE, headers=HTML))
    server.add("/b", Answer(500))
    feed = server.add("/feed", Answer(body=rss(item(server.url("/a"), "A"), item(server.url("/b"), "B"))))
    for _ in range(5):
        _pages_due_now(desk)
        desk.once(feed)
    first, second = desk.articles()
    assert (desk.page(first), first.fetch_due, len(server.hits("/a"))) == (PAGE, None, 3)
    assert (desk.page(second), second.fetch_due, len(server.hits("/b"))) == (None, None, 3)


def test_robots_txt_decides_about_pages_never_about_feeds(desk: Desk) -> None:
    desk.fetch = FetchSettings(allow_networks=("127.0.0.0/8",))
    rules = b"User-agent: Tollwatch\nDisallow: /private\nDisallow: /feed\n"
    with Server() as open_host, Server("127.0.0.2") as broken:
        open_host.add("/robots.txt", Answer(body=rules, headers={"Content-Type": "text/plain"}))
        broken.add("/robots.txt", Answer(503))
        for path in ("/private/a", "/b"):
            open_host.add(path, Answer(body=PAGE, headers=HTML))
        links = [open_host.url("/private/a"), open_host.url("/b"), broken.url("/c")]
        items = [item(link, title) for link, title in zip(links, ("1 private", "2 public", "3 unknown"), strict=True)]
        desk.once(open_host.add("/feed", Answer(body=rss(*items))))
        private, public, unknown = desk.articles()
        assert (private.fetch_reason, private.fetch_due, open_host.hits("/private/a")) == ("robots", None, [])
        assert (desk.page(public), len(open_host.hits("/robots.txt"))) == (PAGE, 1)
        assert (unknown.fetch_reason, unknown.fetch_due is not None, broken.hits("/c")) == ("robots_unreachable", True, [])


def test_a_link_to_a_private_address_is_never_asked(desk: Desk, server: Server) -> None:
    desk.fetch = FetchSettings(allow_networks=("127.0.0.1/32",), respect_robots=False)
    with Server("127.0.0.2") as inside:
        desk.once(server.add("/feed", Answer(body=rss(item(inside.url("/admin"))))))
        (article,) = desk.articles()
        assert (article.fetch_reason, article.state, inside.connections) == ("address_refused", "pending", 0)


# --- the running service ---------------------------------------------------------------------------------------------


def test_a_new_story_is_in_the_queue_within_a_second(desk: Desk, server: Server, queues: Queues) -> None:
    desk.redis_url = queues.redis_url
    server.add("/a", Answer(body=PAGE, headers=HTML))
    feed = server.add("/feed", Answer(body=rss(item(server.url("/a")))))
    with desk.running(feed):
        assert until(lambda: server.hits("/feed"))
        asked = time.monotonic()
        assert until(lambda: queues.waiting_ids() == {article.id for article in desk.articles()} != set())
        assert time.monotonic() - asked < 2


def test_without_redis_it_polls_and_stores_and_says_so_once(
    desk: Desk, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.add("/a", Answer(body=PAGE, headers=HTML))
    feed = server.add("/feed", Answer(body=rss(item(server.url("/a")))))
    with desk.running(feed) as app:
        assert until(lambda: [a.state for a in desk.articles()] == ["pending"] and desk.feed(feed).lease_until is None)
        with app.store.writing() as conn:
            feeds.poll_now(conn, None, datetime.now(UTC))
        assert until(lambda: len(server.hits("/feed")) == 2)
    out = capsys.readouterr()
    assert (out.out + out.err).count("queue away") == 1
    assert "Traceback" not in out.out + out.err


def test_without_a_store_it_waits_and_goes_on_when_it_is_back(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = server.add("/feed", Answer(body=rss(item(LINK))))
    with desk.running(feed):
        assert until(lambda: desk.feed(feed).state == "ok")
        with monkeypatch.context() as outage:
            outage.setattr(Store, "writing", _away)
            time.sleep(0.5)
        with desk.store.writing() as conn:
            feeds.poll_now(conn, None, datetime.now(UTC))
        assert until(lambda: len(server.hits("/feed")) == 2)
    out = capsys.readouterr()
    assert (out.out + out.err).count("store away") == 1
    assert (out.out + out.err).count("store back") == 1
    assert "Traceback" not in out.out + out.err


def test_stopping_is_quick_and_gives_the_feeds_back(desk: Desk, server: Server) -> None:
    feed = server.add("/feed", Answer(delay=30))
    with desk.running(feed):
        assert until(lambda: server.hits("/feed"))
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert desk.feed(feed).lease_until is None


def test_the_process_reads_feeds_toml_again_at_sighup_and_ends_at_sigterm(desk: Desk, server: Server, tmp_path: Path) -> None:
    first, second = (server.add(f"/{n}", Answer(body=rss(item(f"{LINK}{n}")))) for n in (1, 2))
    desk.list(first)
    env = {
        **os.environ,
        "TOLLWATCH_CONFIG_DIR": str(tmp_path / "config"),
        "TOLLWATCH_DATA_DIR": str(tmp_path),
        "TOLLWATCH_REDIS_URL": NOWHERE,
        "TOLLWATCH_FETCH__ALLOW_NETWORKS": '["127.0.0.0/8"]',
    }
    script = "from worker.app import build; from worker import poller; poller.main(build())"
    process = subprocess.Popen(
        [sys.executable, "-c", script], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert until(lambda: server.hits("/1"), 15)
        (tmp_path / "config" / "feeds.toml").write_text("[[feed]]\nurl = 7\n")
        process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        desk.list(first, second)
        process.send_signal(signal.SIGHUP)
        assert until(lambda: server.hits("/2"))
        process.terminate()
        out, _ = process.communicate(timeout=6)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert "feeds.toml not read" in out
    assert "Traceback" not in out


# --- hostile feeds ---------------------------------------------------------------------------------------------------


def test_a_hostile_feed_costs_itself_and_the_others_are_read(desk: Desk, server: Server) -> None:
    lol = (
        b'<?xml version="1.0"?>\n<!DOCTYPE l [\n<!ENTITY a "' + b"a" * 9000 + b'">\n]>' + rss("<item><title>&a;</title></item>")
    )
    path = desk.folder / "config" / "feeds.toml"
    hostile = {
        server.add("/laughs", Answer(body=lol)): "entity_bomb",
        server.add("/path", Answer(body=str(path).encode())): "unknown_format",
        server.add("/zeros", Answer(body=b"/dev/zero")): "unknown_format",
        server.add("/author", Answer(body=rss(f"<item><title>T</title><author>{'a' * 32_000}</author></item>"))): "parsed",
    }
    items = server.add("/items", Answer(body=rss(*(f"<item><title>T{n}</title></item>" for n in range(200_000)))))
    good = server.add("/good", Answer(body=rss(item(LINK))))
    desk.once(*hostile, items, good)
    assert {url: desk.feed(url).reason for url in hostile} == hostile
    assert (desk.feed(items).dropped_entries, desk.entries(items)) == (199_700, 300)
    assert desk.feed(good).state == "ok"


async def _parse(parser: FeedParser, body: bytes) -> object:
    return await parser.parse(body, "application/xml", "https://post.example/", 300)


def test_a_parser_that_hangs_is_killed_and_the_next_feed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.poller.parsing._WALL_SECONDS", 1.5)
    spin = b"<rss>" + (b"<a><b></b>" * 120_000)

    async def go() -> None:
        parser = FeedParser(most=1)
        try:
            with pytest.raises(ParseFailed, match="parse_timeout"):
                await _parse(parser, spin)
            assert await _parse(parser, rss(item(LINK))) is not None
        finally:
            await parser.close()

    began = time.monotonic()
    asyncio.run(go())
    assert time.monotonic() - began < 6


def test_a_parser_that_is_killed_from_outside_fails_one_feed() -> None:
    async def go() -> None:
        parser = FeedParser(most=1)
        try:
            await _parse(parser, rss(item(LINK)))
            (child,) = parser._children
            child.process.kill()
            with pytest.raises(ParseFailed, match="parse_crashed"):
                await _parse(parser, rss(item(LINK)))
            assert await _parse(parser, rss(item(LINK))) == parse_feed(
                rss(item(LINK)), "application/xml", "https://post.example/", 300
            )
        finally:
            await parser.close()

    asyncio.run(go())


# --- parts -----------------------------------------------------------------------------------------------------------


def test_calls_that_come_together_share_a_transaction_and_a_bad_one_costs_only_itself(sqlite_store: Store) -> None:
    transactions: list[object] = []

    async def go() -> list[object]:
        writer = Writer(sqlite_store)

        def note(conn: object) -> int:
            transactions.append(conn)
            return len(transactions)

        def fail(_: object) -> int:
            raise KeyError("a mistake")

        try:
            good = await asyncio.gather(*(writer.write(note) for _ in range(5)))
            mixed = await asyncio.gather(writer.write(note), writer.write(fail), writer.write(note), return_exceptions=True)
        finally:
            await writer.close()
        return [good, mixed]

    good, mixed = asyncio.run(go())
    assert good == [1, 2, 3, 4, 5]
    assert len({id(connection) for connection in transactions[:5]}) == 1
    assert [type(result) for result in mixed] == [int, KeyError, int]  # type: ignore[attr-defined]


def test_a_blocked_host_is_busy_at_once_and_another_is_not() -> None:
    async def go() -> None:
        hosts, slots = Hosts(0.01), Slots(1)
        hosts.block("a.example", 3600)
        with pytest.raises(HostBusy):
            async with hosts.turn("a.example", slots):
                pass
        async with hosts.turn("b.example", slots):
            pass
        assert hosts.wait("a.example") > 3000

    asyncio.run(go())


def test_one_host_gets_two_requests_at_a_time() -> None:
    async def go() -> int:
        hosts, slots = Hosts(0.001), Slots(10)
        now = most = 0

        async def ask() -> None:
            nonlocal now, most
            async with hosts.turn("a.example", slots):
                now += 1
                most = max(most, now)
                await asyncio.sleep(0.05)
                now -= 1

        await asyncio.gather(*(ask() for _ in range(6)))
        return most

    assert asyncio.run(go()) == 2


def test_a_gap_is_kept_by_requests_that_waited_for_a_slot() -> None:
    async def go() -> list[float]:
        hosts, slots = Hosts(0.1), Slots(2)
        starts: list[float] = []

        async def ask(host: str, seconds: float) -> None:
            async with hosts.turn(host, slots):
                if host == "a.example":
                    starts.append(time.monotonic())
                await asyncio.sleep(seconds)

        others = [asyncio.create_task(ask(f"{n}.example", 0.2)) for n in range(2)]
        await asyncio.sleep(0)
        await asyncio.gather(*others, *(ask("a.example", 0.01) for _ in range(2)))
        return starts

    first, second = asyncio.run(go())
    assert second - first > 0.09


def test_a_host_that_answers_slowly_is_asked_less_often_and_errors_do_not_speed_it_up() -> None:
    async def go() -> None:
        hosts, slots = Hosts(0.01), Slots(1)
        for _ in range(8):
            hosts.took("a.example", 2.0, good=True)
        for _ in range(8):
            hosts.took("a.example", 0.01, good=False)
        async with hosts.turn("a.example", slots):
            pass
        assert 1.5 < hosts.wait("a.example") <= 2.0

    asyncio.run(go())


def test_after_the_clock_was_set_back_no_feed_waits_longer_than_its_interval(desk: Desk) -> None:
    app, nothing = desk.app(), None
    polls = Polls(Context(app, asyncio.Event(), nothing, nothing, nothing, nothing, nothing))  # type: ignore[arg-type]
    now = datetime.now(UTC)
    assert polls._horizon(now) > timedelta(hours=24)
    assert polls._horizon(now - timedelta(hours=6)) < timedelta(minutes=20)
    assert polls._horizon(now + timedelta(hours=6)) > timedelta(hours=24)
    app.queues.close()


def test_an_entry_dated_in_the_future_is_undated() -> None:
    body = rss("<item><title>T</title><pubDate>Fri, 01 Jan 9999 00:00:00 GMT</pubDate></item>")
    feed = FeedRow(**dict.fromkeys(FeedRow.__dataclass_fields__, None) | {"id": 1})  # type: ignore[arg-type]
    (entry,) = new_entries(feed, parse_feed(body, "", "", 10), datetime(2026, 1, 1, tzinfo=UTC))
    assert (entry.entry.published, entry.needs_page, entry.url) == (None, False, "")


def _away(_: Store) -> None:
    raise StoreUnavailable("no space left")


def _free_leases(desk: Desk) -> None:
    with sqlite3.connect(desk.store.path or "") as conn:
        conn.execute("UPDATE feeds SET lease_until = NULL")
    conn.close()


def _pages_due_now(desk: Desk) -> None:
    with sqlite3.connect(desk.store.path or "") as conn:
        conn.execute("UPDATE articles SET fetch_due = '2020-01-01 00:00:00.000000' WHERE fetch_due IS NOT NULL")
    conn.close()
