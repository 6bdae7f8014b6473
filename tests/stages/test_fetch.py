"""Fetch: names for pages, permission to ask, and what answers are worth."""

from __future__ import annotations

import time

import pytest

from worker.stages.fetch import canonical_url, host_of, judge_page, publisher_of, robots_allows, robots_delay, url_key

BASE = "https://news.example.org/feeds/world.xml"

# (as a feed gives it, canonical): None means that the entry has no usable link.
URLS = [
    # form
    ("https://example.org/a", "https://example.org/a"),
    ("HTTPS://Example.ORG/A", "https://example.org/A"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/a", "http://example.org/a"),
    ("https://example.org:80/a", "https://example.org:80/a"),
    ("http://example.org:8080/a", "http://example.org:8080/a"),
    ("https://example.org./a", "https://example.org/a"),
    ("  https://example.org/a \n", "https://example.org/a"),
    ("https://example.org/a\n/b", "https://example.org/a/b"),
    ("https://example.org/a#comments", "https://example.org/a"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/a?&&", "https://example.org/a"),
    ("https://example.org/x/../a", "https://example.org/a"),
    ("https://example.org/a/./b", "https://example.org/a/b"),
    ("https://example.org/a//b", "https://example.org/a//b"),
    ("https://example.org/a b", "https://example.org/a%20b"),
    ("https://example.org/a+b", "https://example.org/a+b"),
    ("https://example.org/%7euser", "https://example.org/~user"),
    ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
    ("https://example.org/città", "https://example.org/citt%C3%A0"),
    ("https://example.org/citt%c3%a0", "https://example.org/citt%C3%A0"),
    ("https://zürich.example/a", "https://xn--zrich-kva.example/a"),
    ("https://xn--zrich-kva.example/a", "https://xn--zrich-kva.example/a"),
    ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
    ("http://192.0.2.7/a", "http://192.0.2.7/a"),
    # relative to the feed
    ("/world/1", "https://news.example.org/world/1"),
    ("story-2", "https://news.example.org/feeds/story-2"),
    ("../3", "https://news.example.org/3"),
    ("//cdn.example.org/4", "https://cdn.example.org/4"),
    ("?p=5", "https://news.example.org/feeds/world.xml?p=5"),
    # parameters that say which story it is
    ("https://example.org/?id=7", "https://example.org/?id=7"),
    ("https://example.org/?p=7", "https://example.org/?p=7"),
    ("https://example.org/?12345", "https://example.org/?12345"),
    ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
    ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"),
    ("https://example.org/?a=2&a=1", "https://example.org/?a=1&a=2"),
    ("https://example.org/story.php?sid=4&cat=2", "https://example.org/story.php?cat=2&sid=4"),
    ("https://example.org/?q=flood+dead", "https://example.org/?q=flood+dead"),
    ("https://example.org/?q=flood%20dead", "https://example.org/?q=flood+dead"),
    ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
    ("https://example.org/?u=https%3A%2F%2Fx.example%2F%3Fa%3D1", "https://example.org/?u=https%3A%2F%2Fx.example%2F%3Fa%3D1"),
    ("https://example.org/?article=9&page=2", "https://example.org/?article=9&page=2"),
    ("https://example.org/a;v=2", "https://example.org/a;v=2"),
    ("https://example.org/?ref=48213", "https://example.org/?ref=48213"),
    ("https://example.org/?source=police", "https://example.org/?source=police"),
    ("https://example.org/?from=2024-05-01", "https://example.org/?from=2024-05-01"),
    ("https://example.org/?cid=881", "https://example.org/?cid=881"),
    ("https://example.org/?feed=rss2", "https://example.org/?feed=rss2"),
    ("https://example.org/?atlas=1", "https://example.org/?atlas=1"),
    ("https://example.org/?nsx=1", "https://example.org/?nsx=1"),
    # parameters that only say where the reader came from
    ("https://example.org/a?utm_source=rss&utm_medium=feed&utm_campaign=x", "https://example.org/a"),
    ("https://example.org/a?UTM_Source=rss", "https://example.org/a"),
    ("https://example.org/a?utm%5Fsource=rss", "https://example.org/a"),
    ("https://example.org/a?id=7&utm_source=rss", "https://example.org/a?id=7"),
    ("https://example.org/a?fbclid=AbC", "https://example.org/a"),
    ("https://example.org/a?gclid=1&gbraid=2&wbraid=3&dclid=4", "https://example.org/a"),
    ("https://example.org/a?msclkid=1&yclid=2&ttclid=3&twclid=4", "https://example.org/a"),
    ("https://example.org/a?at_medium=RSS&at_campaign=KARANGA", "https://example.org/a"),
    ("https://example.org/a?ns_mchannel=rss&ns_source=x&ns_campaign=y", "https://example.org/a"),
    ("https://example.org/a?ito=1490", "https://example.org/a"),
    ("https://example.org/a?CMP=share_btn_tw", "https://example.org/a"),
    ("https://example.org/a?cmpid=rss", "https://example.org/a"),
    ("https://example.org/a?ocid=world", "https://example.org/a"),
    ("https://example.org/a?smid=tw-share&smtyp=cur", "https://example.org/a"),
    ("https://example.org/a?partner=rss&emc=rss", "https://example.org/a"),
    ("https://example.org/a?mc_cid=1&mc_eid=2&mkt_tok=3", "https://example.org/a"),
    ("https://example.org/a?_hsenc=1&_hsmi=2&hsa_ad=3", "https://example.org/a"),
    ("https://example.org/a?mtm_source=1&pk_campaign=2&piwik_kwd=3", "https://example.org/a"),
    ("https://example.org/a?xtor=RSS-3208", "https://example.org/a"),
    ("https://example.org/a?maca=en-rss-en-all-1573-rdf", "https://example.org/a"),
    ("https://example.org/a?ref=rss", "https://example.org/a"),
    ("https://example.org/a?source=twitter&via=facebook", "https://example.org/a"),
    ("https://example.org/a?mod=rss_world", "https://example.org/a"),
    ("https://example.org/a?xid=world-rss-2", "https://example.org/a"),
    ("https://example.org/a?amp=1", "https://example.org/a"),
    ("https://example.org/a?outputType=amp", "https://example.org/a"),
    ("https://example.org/a;jsessionid=4F1?id=2", "https://example.org/a?id=2"),
    ("https://example.org/a?PHPSESSID=12ab", "https://example.org/a"),
    # no page
    ("", None),
    (" ", None),
    ("javascript:void(0)", None),
    ("mailto:desk@example.org", None),
    ("ftp://example.org/a", None),
    ("file:///etc/passwd", None),
    ("data:text/html,hello", None),
    ("https://", None),
    ("https:///a", None),
    ("https://user@example.org/a", None),
    ("https://user:secret@example.org/a", None),
    ("https://example.org:0x50/a", None),
    ("https://example.org:99999/a", None),
    ("https://exa mple.org/a", None),
    ("https://example..org/a", None),
    ("https://[::1/a", None),
    ("https://-/a", None),
    ("https://" + "a" * 300 + ".example/", None),
    ("https://example.org/" + "a" * 5000, None),
]


@pytest.mark.parametrize(("given", "canonical"), URLS)
def test_canonical_url(given: str, canonical: str | None) -> None:
    assert canonical_url(given, BASE) == canonical


@pytest.mark.parametrize("canonical", sorted({row[1] for row in URLS if row[1]}))
def test_a_canonical_url_is_its_own_canonical_form(canonical: str) -> None:
    assert canonical_url(canonical) == canonical


def test_a_relative_url_without_a_base_is_no_page() -> None:
    assert canonical_url("/world/1") is None


def test_stories_that_differ_never_share_a_key() -> None:
    canonical = {url for _, url in URLS if url}
    same_story = {("https://example.org/a", "http://example.org/a")}
    keys: dict[str, str] = {}
    for url in sorted(canonical):
        other = keys.setdefault(url_key(url), url)
        assert other == url or (url, other) in same_story, f"{other} and {url} share a key"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/world/7",
        "https://www.example.org/world/7",
        "https://example.org/world/7/",
    ],
)
def test_the_same_story_under_another_spelling_has_the_same_key(other: str) -> None:
    assert url_key("https://example.org/world/7") == url_key(other)
    assert len(url_key(other)) == 32


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example.org:8443/a", "news.example.org"),
        ("http://[::1]:80/", "::1"),
        ("https://user:pw@example.org./", "example.org"),
        ("", ""),
        ("https://[broken", ""),
    ],
)
def test_host_of(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://example.com/a", "example.com"),
        ("https://www.example.com/a", "example.com"),
        ("https://feeds.rss.example.com/a", "example.com"),
        ("https://www.example.co.uk/a", "example.co.uk"),
        ("https://example.co.uk/a", "example.co.uk"),
        ("https://www.example.com.au/", "example.com.au"),
        ("https://news.example.net.au/", "example.net.au"),
        ("https://www.example.co.in/", "example.co.in"),
        ("https://pib.gov.in/", "pib.gov.in"),
        ("https://www3.example.or.jp/", "example.or.jp"),
        ("https://www.example.go.ke/", "example.go.ke"),
        ("https://www.example.com.br/", "example.com.br"),
        ("https://www.example.jor.br/", "example.jor.br"),
        ("https://www.example.kiev.ua/", "example.kiev.ua"),
        ("https://rss.example.de/", "example.de"),
        ("https://a.com.de/", "com.de"),
        ("https://news.example.gouv.fr/", "example.gouv.fr"),
        ("https://en.example.me/", "example.me"),
        ("https://www.example.org.za/", "example.org.za"),
        ("https://one.wordpress.com/", "one.wordpress.com"),
        ("https://www.two.wordpress.com/", "two.wordpress.com"),
        ("https://three.substack.com/p/x", "three.substack.com"),
        ("https://four.blogspot.co.uk/", "four.blogspot.co.uk"),
        ("https://wordpress.com/x", "wordpress.com"),
        ("http://localhost:8000/", "localhost"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("", ""),
    ],
)
def test_publisher_of(url: str, publisher: str) -> None:
    assert publisher_of(url) == publisher


HTML = b"<!doctype html><html><body><p>Four people died when a bridge gave way.</p></body></html>"
TEXT_HTML = {"content-type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("status", "headers", "body", "ok", "reason", "retry"),
    [
        (200, TEXT_HTML, HTML, True, "ok", False),
        (203, TEXT_HTML, HTML, True, "ok", False),
        (200, {"content-type": "Application/XHTML+XML"}, HTML, True, "ok", False),
        (200, {}, HTML, True, "ok", False),
        (200, {"content-type": "text/plain"}, HTML, True, "ok", False),
        (200, {"content-type": "text/plain"}, b"just words", False, "not_html", False),
        (200, {"content-type": "application/pdf"}, b"%PDF-1.7", False, "not_html", False),
        (200, TEXT_HTML, b"%PDF-1.7 ...", False, "not_html", False),
        (200, TEXT_HTML, b"\x89PNG\r\n", False, "not_html", False),
        (200, {"content-type": "application/json"}, b'{"a": "<html"}', False, "not_html", False),
        (200, {"content-type": "application/rss+xml"}, b"<rss/>", False, "not_html", False),
        (200, TEXT_HTML, b"", False, "empty", True),
        (200, TEXT_HTML, b" \n\t", False, "empty", True),
        (204, {}, b"", False, "empty", False),
        (206, TEXT_HTML, HTML, False, "http_206", False),
        (302, {}, b"", False, "http_302", False),
        (304, {}, b"", False, "http_304", False),
        (400, TEXT_HTML, HTML, False, "http_400", False),
        (401, TEXT_HTML, HTML, False, "http_401", False),
        (402, TEXT_HTML, HTML, False, "paywall", False),
        (403, TEXT_HTML, HTML, False, "http_403", False),
        (404, TEXT_HTML, HTML, False, "http_404", True),
        (410, TEXT_HTML, HTML, False, "gone", False),
        (429, TEXT_HTML, HTML, False, "http_429", True),
        (451, TEXT_HTML, HTML, False, "http_451", False),
        (500, TEXT_HTML, HTML, False, "http_500", True),
        (501, TEXT_HTML, HTML, False, "http_501", False),
        (503, TEXT_HTML, HTML, False, "http_503", True),
        (403, {**TEXT_HTML, "cf-mitigated": "challenge"}, HTML, False, "blocked", False),
        (200, {**TEXT_HTML, "cf-mitigated": "challenge"}, HTML, False, "blocked", False),
        (202, {**TEXT_HTML, "x-amzn-waf-action": "challenge"}, b"", False, "blocked", False),
        (503, TEXT_HTML, b"<html><title>Just a moment...</title></html>", False, "blocked", False),
        (200, TEXT_HTML, b"<html><script src='/_Incapsula_Resource?x'></script></html>", False, "blocked", False),
        (200, TEXT_HTML, b"<html><p>px-captcha explained</p>" + b"word " * 10000, True, "ok", False),
    ],
)
def test_judge_page(status: int, headers: dict[str, str], body: bytes, ok: bool, reason: str, retry: bool) -> None:
    verdict = judge_page(status, headers, body)
    assert (verdict.ok, verdict.reason, verdict.retry) == (ok, reason, retry)


AGENT = "Tollwatch/0.1 (news feed monitor)"
ROBOTS = (
    b"User-agent: *\nDisallow: /private\nCrawl-delay: 4\n\nUser-agent: tollwatch\nDisallow: /members\nAllow: /members/free\n"
)


@pytest.mark.parametrize(
    ("status", "body", "agent", "path", "allowed"),
    [
        (200, ROBOTS, AGENT, "/members/1", False),
        (200, ROBOTS, AGENT, "/members/free/1", True),
        (200, ROBOTS, AGENT, "/private/1", True),  # our own group replaces the general one
        (200, ROBOTS, "Other/1.0", "/private/1", False),
        (200, ROBOTS, "news feed monitor", "/members/1", True),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /", AGENT, "/", False),
        (200, b"", AGENT, "/", True),
        (200, b"<html>not found</html>", AGENT, "/", True),
        (200, b"\xff\xfe\x00garbage", AGENT, "/", True),
        (404, b"User-agent: *\nDisallow: /", AGENT, "/", True),
        (403, b"", AGENT, "/", True),
        (429, b"", AGENT, "/", True),
        (301, b"", AGENT, "/", True),
        (500, b"", AGENT, "/", False),
        (503, ROBOTS, AGENT, "/", False),
        (None, b"", AGENT, "/", False),
    ],
)
def test_robots_allows(status: int | None, body: bytes, agent: str, path: str, allowed: bool) -> None:
    assert robots_allows(status, body, agent, f"https://example.org{path}") is allowed


def test_a_robots_txt_is_read_to_500_kib_only() -> None:
    padding = b"# padding\n" * 51_200
    assert not robots_allows(200, padding[: 400 * 1024] + b"\nUser-agent: *\nDisallow: /", AGENT, "https://example.org/a")
    assert robots_allows(200, padding + b"\nUser-agent: *\nDisallow: /", AGENT, "https://example.org/a")


def test_a_hostile_robots_txt_costs_little() -> None:
    body = b"User-agent: *\n" + b"Disallow: /*a*b*c*d*e*f*g*h*$\n" * 15_000
    started = time.process_time()
    robots_allows(200, body, AGENT, "https://example.org/" + "abcdefg" * 200)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("status", "body", "delay"),
    [
        (200, ROBOTS, None),
        (200, b"User-agent: *\nCrawl-delay: 2.5", 2.5),
        (200, b"User-agent: *\nCrawl-delay: 86400", 60.0),
        (200, b"User-agent: *\nCrawl-delay: -1", None),
        (200, b"User-agent: *\nCrawl-delay: nan", None),
        (200, b"User-agent: *\nCrawl-delay: soon", None),
        (404, b"User-agent: *\nCrawl-delay: 3", None),
        (None, b"", None),
    ],
)
def test_robots_delay(status: int | None, body: bytes, delay: float | None) -> None:
    assert robots_delay(status, body, AGENT) == delay
