"""Feeds that move, merge and go, end to end: a real server and a real store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.loopback import Answer, Server
from tests.poller.desk import Desk, item, rss
from worker.stages.poll import moves
from worker.store import feeds

POLLS = 3


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "POLLS", POLLS)
    monkeypatch.setattr(moves, "SPAN", timedelta(0))


def redirect(server: Server, path: str, to: str, status: int = 301) -> str:
    return server.add(path, Answer(status, headers={"Location": server.url(to)}))


def test_a_feed_that_moved_for_good_is_asked_there_with_its_history_and_validators(desk: Desk, server: Server) -> None:
    body = rss(item(server.url("/a"), "A"), item(server.url("/b"), "B"))
    old = server.add("/old", Answer(body=body, headers={"ETag": '"1"'}))
    desk.once(old)
    redirect(server, "/old", "/new", 308)
    new = server.add("/new", Answer(304))
    for _ in range(POLLS - 1):
        desk.once(old)
    assert (desk.feed(old).url, desk.feed(old).moved_to, desk.feed(old).moved_polls) == (old, new, POLLS - 1)
    desk.once(old)
    row = desk.feed(new)
    assert (row.url, row.listed_url, row.moved_to, row.moved_polls) == (new, old, None, 0)
    asked_before = len(server.hits("/old"))
    server.add("/new", Answer(body=rss(item(server.url("/c"), "C"), item(server.url("/a"), "A"))))
    desk.once(old)  # feeds.toml still names the old address
    assert len(server.hits("/old")) == asked_before
    assert server.hits("/new")[-1].headers["if-none-match"] == '"1"'
    assert [article.title for article in desk.articles()] == ["A", "B", "C"]
    assert (desk.entries(new), len(desk.list_feeds())) == (3, 1)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_feed_that_is_redirected_for_now_stays_where_it_is(desk: Desk, server: Server, status: int) -> None:
    old = redirect(server, "/old", "/new", status)
    server.add("/new", Answer(body=rss(item(server.url("/a")))))
    for _ in range(POLLS + 2):
        desk.once(old)
    assert (desk.feed(old).url, desk.feed(old).moved_to) == (old, None)


def test_only_the_first_lasting_steps_of_a_redirect_are_remembered(desk: Desk, server: Server) -> None:
    old = redirect(server, "/old", "/new")
    new = redirect(server, "/new", "/today", 302)
    server.add("/today", Answer(body=rss(item(server.url("/a")))))
    for _ in range(POLLS):
        desk.once(old)
    assert desk.feed(old).url == new


def test_a_redirect_to_what_is_no_feed_moves_nothing(desk: Desk, server: Server) -> None:
    old = redirect(server, "/old", "/portal")
    server.add("/portal", Answer(body=b"<html><body>Log in first</body></html>", headers={"Content-Type": "text/html"}))
    for _ in range(POLLS + 2):
        desk.once(old)
    assert (desk.feed(old).url, desk.feed(old).moved_to, desk.feed(old).state) == (old, None, "not_a_feed")


def test_a_feed_that_moved_to_another_ones_address_is_asked_once_and_stays_merged_at_the_next_start(
    desk: Desk, server: Server
) -> None:
    old, other = redirect(server, "/old", "/other"), server.url("/other")
    server.add("/other", Answer(body=rss(item(server.url("/a"), "A"))))
    for _ in range(POLLS):
        desk.once(old, other)
    assert (desk.feed(old).state, desk.feed(old).active, len(desk.articles())) == ("merged", False, 1)
    before = len(server.hits("/other"))
    desk.once(old, other)
    assert len(server.hits("/other")) == before + 1
    assert desk.feed(old).state == "merged"


def test_what_was_merged_is_asked_again_when_the_other_one_is_removed(desk: Desk, server: Server) -> None:
    old, other = redirect(server, "/old", "/other"), server.url("/other")
    server.add("/other", Answer(body=rss(item(server.url("/a"), "A"))))
    for _ in range(POLLS):
        desk.once(old, other)
    asked = len(server.hits("/old"))
    desk.once(old)
    assert len(server.hits("/old")) == asked + 1
    with desk.store.reading() as conn:
        assert [row.url for row in feeds.watched(conn)] == [old]
    assert len(desk.articles()) == 1
