"""The running poller: latency, outages, signals, and feeds that mean harm; a real Redis where the queue is meant."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.loopback import Answer, Server
from tests.poller.desk import HTML, LINK, NOWHERE, PAGE, Desk, away, item, rss, until
from worker.queues import Queues
from worker.settings import load_feeds
from worker.store import Store, feeds, leases


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
            outage.setattr(Store, "writing", away)
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


def test_a_poller_takes_over_what_a_killed_one_of_its_name_had_in_hand(desk: Desk, server: Server) -> None:
    urls = [server.add(f"/{name}", Answer(body=rss(item(LINK)))) for name in ("mine", "others")]
    desk.list(*urls)
    with desk.store.writing() as conn:
        feeds.sync_file_feeds(conn, load_feeds(desk.app().settings), datetime.now(UTC))
        now = datetime.now(UTC) + timedelta(seconds=10)
        claimed = {feed.url: feed.id for feed in feeds.claim_due(conn, now, 9, timedelta(minutes=1))}
        leases.own(conn, "here/poller", feed_ids=[claimed[urls[0]]])
        leases.own(conn, "there/poller", feed_ids=[claimed[urls[1]]])
    desk.owner = "here/poller"
    desk.once()
    assert (len(server.hits("/mine")), len(server.hits("/others"))) == (1, 0)
