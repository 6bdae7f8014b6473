"""Poll: what a feed's bytes become, however broken or hostile."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from worker.model import Entry
from worker.stages.poll import (
    ParsedFeed,
    clamp_published,
    parse_feed,
    refusal,
    trim,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def rss(*items: str, head: str = "<title>Harbour Post</title>", declaration: str = '<?xml version="1.0"?>') -> bytes:
    return f'{declaration}<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(number: int = 1, *, extra: str = "") -> str:
    return (
        f"<item><title>Story {number}</title><link>https://post.example/{number}</link><guid>g{number}</guid>"
        f"<description>Words of {number}.</description><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>{extra}</item>"
    )


def parse(body: bytes, content_type: str = "application/rss+xml", max_entries: int = 300) -> ParsedFeed:
    return parse_feed(body, content_type, "https://post.example/feeds/all.xml", max_entries)


def only(body: bytes) -> Entry:
    (entry,) = parse(body).entries
    return entry


# --- formats ---------------------------------------------------------------------------------------------------------


def test_an_rss_item_becomes_an_entry() -> None:
    feed = parse(rss(item()))
    assert (feed.kind, feed.title, feed.malformed, feed.dropped) == ("feed", "Harbour Post", False, 0)
    assert feed.entries == (
        Entry(
            guid="g1",
            url="https://post.example/1",
            title="Story 1",
            summary="Words of 1.",
            content="",
            published=datetime(2026, 3, 2, 10, tzinfo=UTC),
        ),
    )


def test_an_atom_entry_brings_its_link_summary_and_content() -> None:
    entry = only(b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://atom.example/"><title>A</title><entry>
        <id>tag:atom.example,2026:1</id><title type="html">Fire &amp;amp; smoke</title>
        <link rel="enclosure" href="sound.mp3"/><link rel="alternate" href="one.html"/>
        <updated>2026-03-02T11:00:00+02:00</updated><summary>Short.</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>""")
    assert (entry.guid, entry.url, entry.title) == ("tag:atom.example,2026:1", "https://atom.example/one.html", "Fire & smoke")
    assert (entry.summary, entry.content) == ("Short.", "One.\nTwo.")
    assert entry.published == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_an_rdf_feed_keeps_its_items_outside_the_channel() -> None:
    feed = parse(b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>R</title></channel>
        <item rdf:about="https://rdf.example/1"><title>One</title><link>https://rdf.example/1</link>
        <dc:date>2026-03-01T08:00:00Z</dc:date></item></rdf:RDF>""")
    assert [(entry.title, entry.url, entry.published) for entry in feed.entries] == [
        ("One", "https://rdf.example/1", datetime(2026, 3, 1, 8, tzinfo=UTC))
    ]


def test_encoded_content_is_the_content_and_the_description_the_summary() -> None:
    head = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    body = rss(item(extra="<content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded>"))
    entry = only(body.replace(b"<rss ", f"<rss {head} ".encode()))
    assert (entry.summary, entry.content) == ("Words of 1.", "All of it.")


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        ("<title>Café</title>".encode("latin-1"), "application/xml; charset=iso-8859-1", "Café"),
        ("<title>Café</title>".encode(), "application/xml; charset=iso-8859-1", "Café"),  # the header lies
        ("<title>Café</title>".encode(), "text/xml", "Café"),
        ("<title>Café</title>".encode("latin-1"), "application/xml; charset=utf-8", "Café"),  # so does this one
    ],
)
def test_a_lie_about_the_encoding_is_seen_through(body: bytes, content_type: str, title: str) -> None:
    feed = parse(b'<?xml version="1.0"?><rss version="2.0"><channel><item>' + body + b"</item></channel></rss>", content_type)
    assert feed.entries[0].title == title


def test_a_byte_order_mark_wins() -> None:
    declaration = '<?xml version="1.0" encoding="iso-8859-1"?>'
    for encoding in ("utf-16", "utf-32", "utf-8-sig"):
        body = rss("<item><title>Café</title></item>", declaration=declaration).decode().encode(encoding)
        assert only(body).title == "Café"


def test_the_link_behind_a_feed_service_is_preferred() -> None:
    service = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    extra = "<feedburner:origLink>https://post.example/real</feedburner:origLink>"
    assert only(rss(item(extra=extra)).replace(b"<rss ", f"<rss {service} ".encode())).url == "https://post.example/real"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/hostname", "mailto:desk@post.example", "https://[", "x" * 3000]
)
def test_a_link_that_is_no_web_address_is_none(link: str) -> None:
    assert only(rss(f"<item><title>T</title><link>{link}</link></item>")).url is None


def test_a_relative_link_is_resolved_against_the_feed() -> None:
    assert only(rss("<item><title>T</title><link>../a/1</link></item>")).url == "https://post.example/a/1"


# --- text ------------------------------------------------------------------------------------------------------------


def test_markup_becomes_text_with_paragraphs_on_lines_of_their_own() -> None:
    markup = (
        "<script>var killed = 9;</script><style>p{}</style><!-- 99 dead --><p>Two\n  killed,&amp;nbsp;<b>three</b> hurt.</p>"
        "<ul><li>One</li><li>Two</li></ul>A<br/>B &lt; C"
    )
    entry = only(rss(f"<item><title>T</title><description><![CDATA[{markup}]]></description></item>"))
    assert entry.summary == "Two killed,&nbsp;three hurt.\nOne\nTwo\nA\nB < C"


def test_a_title_is_one_line_and_keeps_what_only_looks_like_markup() -> None:
    assert only(rss("<item><title>Flood:\n 3 &amp;lt; 5 &amp;amp; rising</title></item>")).title == "Flood: 3 < 5 & rising"


def test_text_is_bounded() -> None:
    head = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    long = "word " * 100_000
    body = rss(f"<item><title>{long}</title><description>{long}</description><content:encoded>{long}</content:encoded></item>")
    entry = only(body.replace(b"<rss ", f"<rss {head} ".encode()))
    assert [len(entry.title), len(entry.summary), len(entry.content)] == [999, 19_999, 199_999]


def test_control_characters_do_not_get_through() -> None:
    assert only(rss("<item><title>A&#x7f;B&#x85;C\u0090D</title></item>")).title == "AB…CD"


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Mon, 02 Mar 2026 10:00:00 +0100", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("Mon,2 Mar 2026 4:35:5 GMT+9", datetime(2026, 3, 1, 19, 35, 5, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", None),
        ("0000-00-00", None),
        ("garbage", None),
        ("Mon, 31 Feb 2026 99:99:99 GMT", None),
        ("1" * 100_000, None),
    ],
)
def test_a_date_is_read_or_dropped(text: str, published: datetime | None) -> None:
    assert only(rss(f"<item><title>T</title><pubDate>{text}</pubDate></item>")).published == published


def test_a_date_from_the_future_is_none_and_a_little_ahead_is_a_clock() -> None:
    assert clamp_published(datetime(9999, 1, 1, tzinfo=UTC), NOW) is None
    assert clamp_published(NOW + 14 * MINUTE, NOW) == NOW + 14 * MINUTE
    assert clamp_published(None, NOW) is None


# --- what is no feed, or a broken one --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"", "empty", "empty_body"),
        (b" \n ", "empty", "empty_body"),
        (b"<!DOCTYPE html><html><body><item>no</item></body></html>", "not_a_feed", "html"),
        (b"\xef\xbb\xbf\n<html lang='en'>", "not_a_feed", "html"),
        (b'{"error": "maintenance"}', "not_a_feed", "json"),
        (b"/etc/hostname", "not_a_feed", "unknown_format"),
        (b"https://post.example/feed", "not_a_feed", "unknown_format"),
        (b"<opml version='1.0'><body/></opml>", "not_a_feed", "unknown_format"),
    ],
)
def test_what_is_no_feed_says_why(body: bytes, kind: str, reason: str) -> None:
    feed = parse(body)
    assert (feed.kind, feed.reason, feed.entries) == (kind, reason, ())


def test_a_body_that_names_a_file_does_not_open_it(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item()))
    assert parse(str(path).encode()).entries == ()


def test_a_feed_cut_off_keeps_its_whole_items_and_is_malformed() -> None:
    feed = parse(rss(item(1), item(2), item(3))[:-200])
    assert feed.malformed
    assert [entry.title for entry in feed.entries][:2] == ["Story 1", "Story 2"]


def test_items_past_the_cap_are_counted() -> None:
    feed = parse(rss(*map(item, range(10))), max_entries=4)
    assert ([entry.title for entry in feed.entries], feed.dropped, feed.malformed) == (
        ["Story 0", "Story 1", "Story 2", "Story 3"],
        6,
        False,
    )


# --- hostile ---------------------------------------------------------------------------------------------------------

LAUGHS = (
    b'<?xml version="1.0"?>\n<!DOCTYPE l [\n<!ENTITY a "ha">\n'
    + b"".join(b'<!ENTITY b%d "%s">\n' % (n, b"&a;" * 10) for n in range(120))
    + b']><rss version="2.0"><channel><item><title>&b9;</title></item></channel></rss>'
)
QUADRATIC = (
    b'<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY a "' + b"a" * 2_000 + b'">\n]>' + rss("<item><title>&a;</title></item>")
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (LAUGHS, "entity_bomb"),
        (QUADRATIC, "entity_bomb"),
        (QUADRATIC.decode().encode("utf-16"), "entity_bomb"),
        (rss("<item>" + "<a>" * 200_000 + "</a>" * 200_000 + "</item>"), "too_deep"),
        (rss("<item " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/>"), "huge_tag"),
    ],
    ids=["laughs", "quadratic", "utf16", "deep", "attributes"],
)
def test_a_bomb_is_refused_before_it_is_parsed(body: bytes, reason: str) -> None:
    began = time.process_time()
    assert parse(body).reason == reason
    assert time.process_time() - began < 1


def test_an_outside_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden words")
    declaration = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    assert "hidden words" not in str(parse(rss("<item><title>&x;</title></item>", declaration=declaration)))


@pytest.mark.parametrize(
    "body",
    [
        rss(*(f"<item><title>T{n}</title></item>" for n in range(200_000))),
        rss("<item><title>T</title><author>" + "a" * 32_000 + "</author></item>"),
        rss("<item><title>T</title><description>" + "&lt;b&gt;x&lt;/b&gt;" * 300_000 + "</description></item>"),
        rss("<item><title>T</title><description>" + "&lt;" * 300_000 + "</description></item>"),
        rss("<item><title>T</title><description><![CDATA[" + "<" + "a" * 2_000_000 + "]]></description></item>"),
        rss("<item><title>T</title><description><![CDATA[" + "<!--<script>" * 200_000 + "]]></description></item>"),
        b"\n<!ENTITY" * 50 + b"<" * 1_000_000,
        b"<author" * 500_000,
    ],
    ids=["items", "author", "markup", "brackets", "one_tag", "comments", "openings", "authors"],
)
def test_a_feed_made_to_be_slow_is_not(body: bytes) -> None:
    began = time.process_time()
    parse(body)
    assert time.process_time() - began < 3


def test_dropped_items_of_a_huge_feed_are_counted() -> None:
    body, dropped = trim(rss(*map(item, range(20_000))), 300)
    assert (dropped, body.count(b"<item>"), body.endswith(b"</channel></rss>")) == (19_700, 300, True)


def test_a_long_author_goes_and_the_item_stays() -> None:
    body = rss(item(extra=f"<dc:creator>{'x' * 2000}</dc:creator>"), item(2, extra="<author>desk@post.example</author>"))
    trimmed, _ = trim(body, 300)
    assert trimmed == body.replace(b"x" * 2000, b"")


def test_an_ordinary_feed_is_not_refused() -> None:
    entities = "".join(f'<!ENTITY n{n} "&#{160 + n};">\n' for n in range(20))
    page = "<br>".join("<img src='data:image/png;base64," + "A" * 9000 + "'>" for _ in range(20))
    body = rss(f"<item><description><![CDATA[{page}]]></description></item>", declaration=f"<!DOCTYPE rss [\n{entities}]>")
    assert refusal(body) is None
