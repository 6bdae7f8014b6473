"""Fetching pages, end to end: a real server and a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.loopback import Answer, Server
from tests.poller.desk import HTML, PAGE, Desk, again, item, pages_due_now, rss, until
from worker.settings import FetchSettings


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
            again(desk, app, feed, host, 2)
            assert until(lambda: [a.state for a in desk.articles()] == ["pending", "pending"])
        one, two = desk.articles()
        assert (one.fetch_reason, two.fetch_reason, server.hits("/b")) == ("http_429", "host_busy", [])
        soonest = datetime.now(UTC) + timedelta(minutes=50)
        assert all(article.fetch_due is not None and article.fetch_due > soonest for article in (one, two))


def test_a_page_that_comes_later_is_stored_and_asked_for_no_more_than_the_settings_say(desk: Desk, server: Server) -> None:
    server.add("/a", Answer(500), Answer(500), Answer(body=PAGE, headers=HTML))
    server.add("/b", Answer(500))
    feed = server.add("/feed", Answer(body=rss(item(server.url("/a"), "A"), item(server.url("/b"), "B"))))
    for _ in range(5):
        pages_due_now(desk)
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
