"""Poll, pure: what a feed's bytes become, who an entry is, and what an answer means for the next poll."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from worker.model import Entry
from worker.stages.poll import (
    Answer,
    ParsedFeed,
    PollIntent,
    PollPolicy,
    clamp_published,
    conditional_headers,
    decide_after_poll,
    entry_keys,
    parse_feed,
    refusal,
    retry_after,
    shared_links,
    split_blocks,
    trim,
    waits_for_probe,
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


# --- identity --------------------------------------------------------------------------------------------------------

ENTRY = Entry("guid-1", "https://post.example/1", "Title", "Summary", "", NOW)


def test_a_guid_does_not_depend_on_where_the_feed_was_found() -> None:
    guids = {parse_feed(rss(item()), "", f"https://{host}.example/feed", 10).entries[0].guid for host in ("a", "b")}
    assert guids == {"g1"}


def test_the_guid_names_an_entry_whatever_else_changes() -> None:
    changed = replace(ENTRY, url="https://post.example/2", title="Other", published=None)
    assert entry_keys([ENTRY]) == entry_keys([changed])


def test_a_guid_that_moves_to_https_is_the_same() -> None:
    before, after = (replace(ENTRY, guid=f"{scheme}://post.example/?p=1") for scheme in ("http", "https"))
    assert entry_keys([before]) == entry_keys([after])


def test_without_a_guid_the_link_names_it_and_without_a_link_title_and_date() -> None:
    linked = replace(ENTRY, guid=None)
    assert entry_keys([linked]) == entry_keys([replace(linked, title="Other")])
    bare = replace(linked, url=None)
    keys = [entry_keys([entry])[0] for entry in (bare, replace(bare, title="Other"), replace(bare, published=NOW - HOUR))]
    assert len(set(keys)) == 3


def test_one_guid_on_different_items_does_not_merge_them() -> None:
    other = replace(ENTRY, url="https://post.example/2", title="Other")
    assert len(set(entry_keys([ENTRY, other]))) == 2
    assert len(set(entry_keys([ENTRY, replace(other, url=ENTRY.url)]))) == 2


def test_an_item_shown_twice_is_one() -> None:
    assert len(set(entry_keys([ENTRY, ENTRY]))) == 1


def test_a_link_that_several_stories_share_is_not_an_article_of_its_own() -> None:
    live = [replace(ENTRY, guid=f"g{n}", title=f"Update {n}") for n in range(2)]
    assert shared_links(live) == {"https://post.example/1"}
    assert shared_links([ENTRY, replace(ENTRY, guid="again")]) == frozenset()


# --- blocks ----------------------------------------------------------------------------------------------------------


def test_a_body_without_the_items_met_before_holds_only_the_new_one() -> None:
    before, after = split_blocks(rss(item(1), item(2))), split_blocks(rss(item(3), item(1), item(2)))
    assert before is not None
    assert after is not None
    assert [entry.title for entry in parse(after.without(frozenset(before.hashes))).entries] == ["Story 3"]


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1))[:-80],
        rss(item(1), "<image/>", item(2)),
        rss("<item><description><![CDATA[<item>inner</item>]]></description></item>"),
        rss(),
    ],
    ids=["cut", "between", "nested", "none"],
)
def test_a_body_that_does_not_fall_into_items_is_not_cut(body: bytes) -> None:
    assert split_blocks(body) is None


# --- the decider -----------------------------------------------------------------------------------------------------

POLICY = PollPolicy(interval=15 * MINUTE, min_interval=MINUTE, max_interval=DAY)


@dataclass(frozen=True)
class Feed:
    state: str = "ok"
    etag: str | None = 'W/"a\\"'
    last_modified: str | None = "Tue, 1 Jan 2026 0:00:00 GMT"
    body_hash: str | None = "old"
    last_success: datetime | None = NOW - HOUR
    last_full: datetime | None = NOW - HOUR
    interval_s: int | None = None
    failures: int = 0


PARSED = ParsedFeed("feed", entries=(ENTRY,))


def ok(headers: Mapping[str, str] | None = None, feed: ParsedFeed | None = PARSED, **more: bool) -> Answer:
    return Answer(200, headers or {}, unconditional=False, body_hash="new", feed=feed, **more)


def status(code: int, **headers: str) -> Answer:
    return Answer(code, {name.replace("_", "-"): value for name, value in headers.items()}, unconditional=False)


def decide(answer: Answer, feed: Feed | None = None, jitter: float = 0.0) -> PollIntent:
    return decide_after_poll(feed or Feed(), answer, POLICY, NOW, jitter)


def delay(answer: Answer, feed: Feed | None = None) -> timedelta:
    return decide(answer, feed).next_poll - NOW


def test_both_validators_go_back_byte_for_byte() -> None:
    assert conditional_headers(Feed(), NOW) == {"If-None-Match": 'W/"a\\"', "If-Modified-Since": "Tue, 1 Jan 2026 0:00:00 GMT"}
    assert conditional_headers(Feed(etag=None, last_modified=None), NOW) == {}


def test_a_200_replaces_both_validators_even_by_nothing() -> None:
    intent = decide(ok({"etag": '"b"'}))
    assert (intent.etag, intent.last_modified, intent.body_hash) == ('"b"', None, "new")
    assert (intent.state, intent.reason, intent.failures, intent.last_success) == ("ok", "parsed", 0, NOW)


def test_a_304_updates_the_validators_that_it_brings() -> None:
    intent = decide(status(304, etag='"c"'))
    assert (intent.etag, intent.last_modified, intent.body_hash) == ('"c"', Feed().last_modified, "old")
    assert (intent.state, intent.failures, intent.last_success) == ("not_modified", 0, NOW)


@pytest.mark.parametrize("headers", [{"expires": "0"}, {"cache-control": "private, no-store"}])
def test_an_answer_that_must_not_be_kept_leaves_no_validators(headers: dict[str, str]) -> None:
    intent = decide(ok({"etag": '"b"', "last-modified": "x", **headers}))
    assert (intent.etag, intent.last_modified) == (None, None)


def test_a_malformed_feed_is_degraded_and_asked_without_validators_next_time() -> None:
    intent = decide(ok({"etag": '"b"'}, replace(PARSED, malformed=True)))
    assert (intent.state, intent.reason, intent.etag, intent.last_modified, intent.body_hash) == (
        "degraded",
        "malformed",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (ok(feed=ParsedFeed("not_a_feed", "html")), "not_a_feed", "html"),
        (ok(feed=ParsedFeed("empty", "empty_body")), "empty", "empty_body"),
        (ok(feed=ParsedFeed("feed", malformed=True)), "failing", "malformed"),
        (replace(ok(), error="parse_timeout", feed=None), "failing", "parse_timeout"),
        (Answer(None, {}, False, error="timeout"), "failing", "timeout"),
        (status(404), "failing", "http_404"),
        (status(429), "failing", "http_429"),
        (status(503), "failing", "http_503"),
        (status(403), "blocked", "http_403"),
        (status(503, cf_mitigated="challenge"), "blocked", "challenge"),
        (status(410), "gone", "http_410"),
        (status(206), "failing", "http_206"),
    ],
)
def test_a_failure_has_a_name_and_keeps_what_the_feed_knew(answer: Answer, state: str, reason: str) -> None:
    feed = Feed()
    intent = decide(answer, feed)
    assert (intent.state, intent.reason, intent.failures) == (state, reason, 1)
    assert (intent.etag, intent.last_modified, intent.body_hash) == (feed.etag, feed.last_modified, feed.body_hash)
    assert intent.last_success == feed.last_success


def test_a_known_body_is_success_without_parsing() -> None:
    intent = decide(ok({"etag": '"b"'}, feed=None))
    assert (intent.state, intent.reason, intent.etag, intent.last_success) == ("ok", "same_body", '"b"', NOW)


def test_a_feed_without_entries_is_empty_but_well() -> None:
    intent = decide(ok({"etag": '"b"'}, ParsedFeed("feed")))
    assert (intent.state, intent.failures, intent.etag, intent.last_success) == ("empty", 0, '"b"', NOW)


def test_a_feed_that_only_says_304_is_asked_in_full_once_a_day() -> None:
    asked = 0
    feed = Feed(state="not_modified", last_full=NOW)
    for quarter in range(4 * 24 * 5):
        now = NOW + quarter * 15 * MINUTE
        headers = conditional_headers(feed, now)
        asked += not headers
        intent = decide_after_poll(feed, Answer(304, {}, unconditional=not headers), POLICY, now, 0.0)
        feed = replace(feed, state="not_modified", last_full=intent.last_full)
    assert asked == 4


def test_a_feed_that_sends_bodies_again_is_not_asked_in_full() -> None:
    intent = decide(ok({"etag": '"b"'}))
    assert conditional_headers(Feed(state=intent.state, etag=intent.etag, last_full=intent.last_full), NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("feed", "headers", "ttl", "expected"),
    [
        (Feed(), {}, None, 15 * MINUTE),
        (Feed(interval_s=300), {}, None, 5 * MINUTE),
        (Feed(interval_s=1), {}, None, MINUTE),
        (Feed(), {"cache-control": "public, max-age=7200"}, None, 2 * HOUR),
        (Feed(), {"cache-control": "max-age=7200", "age": "3600"}, None, HOUR),
        (Feed(), {"cache-control": "s-maxage=7200, max-age=60"}, None, 15 * MINUTE),
        (Feed(), {"expires": "Mon, 02 Mar 2026 13:00:00 GMT", "date": "Mon, 02 Mar 2026 12:00:00 GMT"}, None, HOUR),
        (Feed(), {"expires": "0", "date": "x"}, None, 15 * MINUTE),
        (Feed(), {}, HOUR, HOUR),
        (Feed(), {"cache-control": "max-age=99999999"}, None, DAY),
    ],
)
def test_the_next_poll_honours_the_longest_wish_within_bounds(
    feed: Feed, headers: dict[str, str], ttl: timedelta | None, expected: timedelta
) -> None:
    assert delay(ok(headers, replace(PARSED, ttl=ttl)), feed) == expected


def test_jitter_spreads_the_next_poll_by_a_tenth() -> None:
    assert decide(ok(), jitter=1.0).next_poll - NOW == 16.5 * MINUTE


def test_failures_are_asked_ever_more_rarely_and_never_given_up() -> None:
    timed_out = Answer(None, {}, False, error="timeout")
    delays = [delay(timed_out, Feed(failures=failures)) for failures in range(40)]
    assert delays[:6] == [15 * MINUTE, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR]
    assert delays == sorted(delays)
    assert max(delays) == DAY


def test_a_404_is_asked_again_but_backs_off_at_once() -> None:
    assert [delay(status(404), Feed(failures=failures)) for failures in range(3)] == [15 * MINUTE, 30 * MINUTE, HOUR]


def test_a_429_blocks_the_host_and_a_503_only_the_feed() -> None:
    assert decide(status(429, retry_after="3600")).host_wait == HOUR
    assert (decide(status(503, retry_after="3600")).host_wait, delay(status(503, retry_after="3600"))) == (None, HOUR)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "120"}, 2 * MINUTE),
        ({"retry-after": "99999999"}, DAY),
        # the server's clock is an hour ahead: the difference counts
        ({"retry-after": "Mon, 02 Mar 2026 13:10:00 GMT", "date": "Mon, 02 Mar 2026 13:00:00 GMT"}, 10 * MINUTE),
        ({"retry-after": "Mon, 02 Mar 2026 12:10:00 GMT"}, 10 * MINUTE),
        ({"retry-after": "Mon, 02 Mar 2020 12:10:00 GMT"}, timedelta(0)),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_both_forms(headers: dict[str, str], expected: timedelta | None) -> None:
    assert retry_after(headers, NOW) == expected


def test_a_feed_that_is_gone_is_probed_weekly_and_comes_back() -> None:
    intent = decide(status(410))
    gone = Feed(state=intent.state, last_full=intent.last_full, failures=1)
    probes = [hour for hour in range(24 * 15) if not waits_for_probe(gone, NOW + hour * HOUR)]
    assert probes[0] == 24 * 7
    assert intent.next_poll <= NOW + DAY  # far enough ahead, no clock would ever bring it back
    assert decide(ok(), gone).state == "ok"


def test_a_poll_that_shares_nothing_with_the_one_before_counts_a_missed_window() -> None:
    assert decide(ok(overlap=False)).missed_windows == 1
    assert decide(ok(overlap=True)).missed_windows == 0
    assert decide(ok(overlap=False), Feed(last_success=None)).missed_windows == 0
    assert decide(Answer(None, {}, False, error="timeout", overlap=False)).missed_windows == 0


def test_dropped_entries_are_passed_on() -> None:
    assert decide(ok(feed=replace(PARSED, dropped=7))).dropped_entries == 7
