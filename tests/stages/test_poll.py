"""Poll: who an entry is, which items are new, and what an answer means for the next poll."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.stages.test_poll_parse import item, parse, rss
from worker.model import Entry
from worker.stages.poll import (
    Answer,
    ParsedFeed,
    PollIntent,
    PollPolicy,
    asked_next,
    conditional_headers,
    decide_after_poll,
    entry_keys,
    parse_feed,
    retry_after,
    shared_links,
    split_blocks,
    waits_for_probe,
)
from worker.stages.poll.moves import POLLS, SPAN

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


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
    url: str = "https://a.example/rss"
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_polls: int = 0


PARSED = ParsedFeed("feed", entries=(ENTRY,))


def ok(headers: Mapping[str, str] | None = None, feed: ParsedFeed | None = PARSED, **more: Any) -> Answer:
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
    assert asked_next(gone, intent.next_poll) == NOW + 7 * DAY  # what people are shown
    assert asked_next(Feed(), intent.next_poll) == intent.next_poll
    assert decide(ok(), gone).state == "ok"


def test_an_address_is_taken_over_only_where_a_feed_with_entries_was_found() -> None:
    nearly = Feed(moved_to="https://b.example/", moved_since=NOW - SPAN, moved_polls=POLLS - 1)
    there = {"permanent_url": "https://b.example/"}
    assert decide(ok(**there), nearly).url == "https://b.example/"
    assert decide(ok(feed=replace(PARSED, entries=()), **there), nearly).url is None
    assert decide(replace(status(304), **there), nearly).url == "https://b.example/"
    assert decide(replace(status(500), **there), nearly).moved_polls == POLLS - 1


def test_a_poll_that_shares_nothing_with_the_one_before_counts_a_missed_window() -> None:
    assert decide(ok(overlap=False)).missed_windows == 1
    assert decide(ok(overlap=True)).missed_windows == 0
    assert decide(ok(overlap=False), Feed(last_success=None)).missed_windows == 0
    assert decide(Answer(None, {}, False, error="timeout", overlap=False)).missed_windows == 0


def test_dropped_entries_are_passed_on() -> None:
    assert decide(ok(feed=replace(PARSED, dropped=7))).dropped_entries == 7
