"""Polling, end to end: a real server and a real store."""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.loopback import Answer, Server
from tests.poller.desk import HTML, LINK, NOWHERE, PAGE, Desk, again, free_leases, item, rss, until
from worker import log
from worker.errors import StoreUnavailable
from worker.settings import PollSettings
from worker.store import Store, feeds


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
    free_leases(desk)
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
    free_leases(desk)
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


def test_only_items_not_met_before_are_parsed(desk: Desk, server: Server, parsed: list[bytes]) -> None:
    old, new = [item(f"{LINK}{n}", f"T{n}", f"g{n}") for n in range(5)], item(f"{LINK}9", "New", "g9")
    stamped = rss(new, *old[:4]).replace(b"<channel>", b"<channel><lastBuildDate>now</lastBuildDate>")
    feed = server.add("/feed", Answer(body=rss(*old)), Answer(body=rss(new, *old[:4])), Answer(body=stamped))
    with desk.running(feed) as app:
        assert until(lambda: desk.feed(feed).state == "ok")
        again(desk, app, feed, server, 2)
        assert (desk.entries(feed), desk.feed(feed).missed_windows) == (6, 0)
        again(desk, app, feed, server, 3)
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
        again(desk, app, feed, server, 2)
        assert [article.title for article in desk.articles()] == ["Other", "Three dead"]
        again(desk, app, feed, server, 3)
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
    spans = [later - sooner for sooner, later in zip(starts, starts[6:], strict=False)]
    assert statistics.median(spans) > 0.55, "six gaps; a busy machine delays single requests, not the half of them"


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


def test_a_poll_is_worth_a_line_when_it_brings_news_or_the_feed_changes_for_the_worse(
    desk: Desk, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("info", "json")
    try:
        server.add("/a", Answer(body=PAGE, headers=HTML))
        answers = [
            Answer(body=rss(item(server.url("/a"))), headers={"ETag": '"1"'}),
            Answer(304),
            Answer(304),
            Answer(500),
            Answer(500),
        ]
        feed = server.add("/feed", *answers)
        said = []
        for _ in answers:
            capsys.readouterr()
            desk.once(feed)
            lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
            said.append([(line["state"], line["new"]) for line in lines if line["event"] == "polled"])
        assert said == [[("ok", 1)], [], [], [("failing", 0)], []]
    finally:
        log.configure()
