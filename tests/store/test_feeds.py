"""Which feeds there are, who may ask them, and when."""

from __future__ import annotations

from datetime import timedelta

from tests.store.builders import DAY, HOUR, LEASE, NOW, SECOND, entry, feed, polled
from worker.model import FeedConfig
from worker.store import Connection, Store
from worker.store.articles import store_entries
from worker.store.feeds import (
    FeedRow,
    add_feed,
    add_feeds,
    claim_due,
    find_feed,
    finish_poll,
    list_feeds,
    next_due_at,
    poll_now,
    remove_feed,
    sync_file_feeds,
    watched,
)

A, B = FeedConfig(url="https://a.example/rss"), FeedConfig(url="https://news.b.example/rss")


def only(conn: Connection, url: str = A.url) -> FeedRow:
    row = find_feed(conn, url)
    assert row is not None
    return row


def urls(rows: list[FeedRow]) -> list[str]:
    return [row.url for row in rows]


# --- feeds.toml ------------------------------------------------------------------------------------------------------


def test_the_file_adds_changes_and_removes_its_own_feeds(store: Store) -> None:
    with store.writing() as conn:
        add_feed(conn, FeedConfig(url="https://by-hand.example/rss"), NOW)
        first = sync_file_feeds(conn, [A, B], NOW)
        again = sync_file_feeds(conn, [A, B], NOW)
        named = FeedConfig(url=A.url, name="The A", interval=timedelta(minutes=5), full_text=True)
        changed = sync_file_feeds(conn, [named], NOW)
        rows = list_feeds(conn)
    assert (first.added, first.updated, first.removed) == ([A.url, B.url], [], [])
    assert (again.added, again.updated, again.removed) == ([], [], [])
    assert (changed.added, changed.updated, changed.removed) == ([], [A.url], [B.url])
    assert urls(rows) == ["https://by-hand.example/rss", A.url]
    assert (rows[1].name, rows[1].interval_s, rows[1].full_text, rows[1].origin) == ("The A", 300, True, "file")


def test_a_feed_without_a_publisher_counts_for_its_domain(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [B, FeedConfig(url="https://c.example/rss", publisher="wire.example")], NOW)
        assert [row.publisher for row in list_feeds(conn)] == ["b.example", "wire.example"]


def test_a_feed_that_comes_back_keeps_its_validators_and_is_polled_at_once(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [A], NOW)
        (row,) = claim_due(conn, NOW + SECOND, 1, LEASE)
        finish_poll(conn, row, polled(etag='"v1"', next_poll=NOW + DAY), NOW)
        sync_file_feeds(conn, [], NOW)
        assert list_feeds(conn) == []
        assert claim_due(conn, NOW + DAY, 9, LEASE) == []
        assert sync_file_feeds(conn, [A], NOW + HOUR).updated == [A.url]
        row = only(conn)
    assert (row.active, row.etag, row.next_poll) == (True, '"v1"', NOW + HOUR)


def test_a_thousand_new_feeds_do_not_start_in_the_same_second(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [FeedConfig(url=f"https://f{number}.example/rss") for number in range(1000)], NOW)
        starts = [row.next_poll for row in list_feeds(conn)]
    assert max(starts) <= NOW + 50 * SECOND
    busiest = max(sum(NOW + s * SECOND <= start < NOW + (s + 1) * SECOND for start in starts) for s in range(50))
    assert busiest <= 50


def test_a_shorter_interval_counts_from_now(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [A], NOW)
        (row,) = claim_due(conn, NOW + SECOND, 1, LEASE)
        finish_poll(conn, row, polled(next_poll=NOW + DAY), NOW)
        sync_file_feeds(conn, [FeedConfig(url=A.url, interval=timedelta(minutes=5))], NOW)
        assert only(conn).next_poll == NOW + timedelta(minutes=5)


def test_adding_a_feed_twice_changes_it(store: Store) -> None:
    with store.writing() as conn:
        first = add_feed(conn, A, NOW)
        assert add_feed(conn, FeedConfig(url=A.url, name="The A"), NOW) == first
        assert only(conn).name == "The A"
        assert remove_feed(conn, first)
        assert not remove_feed(conn, first)
        assert add_feed(conn, A, NOW) == first
        assert only(conn).active


def test_a_command_does_not_take_a_feed_from_the_file(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [A], NOW)
        add_feed(conn, A, NOW)
        assert sync_file_feeds(conn, [], NOW).removed == [A.url]


def test_the_listing_counts_what_each_feed_has_shown(store: Store) -> None:
    with store.writing() as conn:
        a, b = feed(conn, A.url), feed(conn, B.url)
        store_entries(conn, a, [entry("1"), entry("2")], NOW, first_poll=True)
        store_entries(conn, b, [entry("1")], NOW, first_poll=True)
        feed(conn, "https://quiet.example/rss")
        assert [row.entries for row in list_feeds(conn)] == [2, 1, 0]


# --- claims ----------------------------------------------------------------------------------------------------------


def test_the_longest_due_come_first_and_nobody_gets_them_twice(store: Store) -> None:
    with store.writing() as conn:
        for number in range(3):
            add_feed(conn, FeedConfig(url=f"https://f{number}.example/rss"), NOW - number * SECOND)
        first = claim_due(conn, NOW, 2, LEASE)
        second = claim_due(conn, NOW, 2, LEASE)
        third = claim_due(conn, NOW, 2, LEASE)
    assert urls(first) == ["https://f2.example/rss", "https://f1.example/rss"]
    assert urls(second) == ["https://f0.example/rss"]
    assert third == []
    assert first[0].lease_until == NOW + LEASE


def test_what_is_not_due_or_not_listed_is_not_asked(store: Store) -> None:
    with store.writing() as conn:
        add_feed(conn, A, NOW + HOUR)
        remove_feed(conn, add_feed(conn, B, NOW))
        assert claim_due(conn, NOW, 9, LEASE) == []


def test_a_lease_that_ran_out_is_free_and_the_late_result_is_thrown_away(store: Store) -> None:
    with store.writing() as conn:
        feed(conn)
        (late,) = claim_due(conn, NOW, 1, LEASE)
        (mine,) = claim_due(conn, NOW + LEASE, 1, LEASE)
        assert not finish_poll(conn, late, polled(etag="late"), NOW + LEASE)
        assert finish_poll(conn, mine, polled(etag="mine"), NOW + LEASE)
        row = only(conn, mine.url)
    assert (row.etag, row.lease_until) == ("mine", None)


def test_a_clock_set_back_stops_no_feed(store: Store) -> None:
    """A lease and a next poll that a clock wrote three days ahead of the one that reads them."""
    with store.writing() as conn:
        add_feed(conn, A, NOW)
        add_feed(conn, B, NOW)
        (done, _) = claim_due(conn, NOW, 2, LEASE)
        finish_poll(conn, done, polled(next_poll=NOW + HOUR), NOW)
        back = NOW - 3 * DAY
        assert len(claim_due(conn, back, 9, LEASE, horizon=DAY)) == 2
        assert claim_due(conn, back, 9, LEASE, horizon=DAY) == []


def test_a_lease_of_a_clock_that_runs_a_little_ahead_is_respected(store: Store) -> None:
    with store.writing() as conn:
        feed(conn)
        claim_due(conn, NOW + 20 * SECOND, 1, LEASE)
        assert claim_due(conn, NOW, 1, LEASE) == []


def test_a_poll_writes_everything_it_found_out(store: Store) -> None:
    with store.writing() as conn:
        feed(conn)
        (row,) = claim_due(conn, NOW, 1, LEASE)
        update = polled(
            state="degraded", reason="cut off", etag='W/"a\\"', last_modified="Tue, 1 Jan 2026 0:00:00 GMT", failures=2
        )
        finish_poll(conn, row, update, NOW)
        (row,) = claim_due(conn, NOW + HOUR, 1, LEASE)
        finish_poll(conn, row, polled(missed_windows=1, dropped_entries=7), NOW + HOUR)
        (row,) = claim_due(conn, NOW + 2 * HOUR, 1, LEASE)
        finish_poll(conn, row, polled(missed_windows=1, dropped_entries=3, etag=row.etag), NOW + 2 * HOUR)
        row = only(conn, row.url)
    assert (row.missed_windows, row.dropped_entries) == (2, 10)
    assert (row.last_poll, row.next_poll, row.lease_until) == (NOW + 2 * HOUR, NOW + HOUR, None)


def test_validators_come_back_byte_for_byte(store: Store) -> None:
    with store.writing() as conn:
        feed(conn)
        (row,) = claim_due(conn, NOW, 1, LEASE)
        finish_poll(conn, row, polled(etag='W/"a\\"', last_modified="Tue, 1 Jan 2026 0:00:00 GMT"), NOW)
        row = only(conn, row.url)
    assert (row.etag, row.last_modified) == ('W/"a\\"', "Tue, 1 Jan 2026 0:00:00 GMT")


def test_the_next_due_moment_waits_for_leases_too(store: Store) -> None:
    with store.writing() as conn:
        assert next_due_at(conn) is None
        add_feed(conn, A, NOW)
        assert next_due_at(conn) == NOW
        claim_due(conn, NOW, 1, LEASE)
        assert next_due_at(conn) == NOW + LEASE
        add_feed(conn, B, NOW + SECOND)
        assert next_due_at(conn) == NOW + SECOND


def test_feeds_can_be_made_due(store: Store) -> None:
    with store.writing() as conn:
        a = add_feed(conn, A, NOW + DAY)
        add_feed(conn, B, NOW + DAY)
        assert poll_now(conn, [a], NOW) == 1
        assert urls(claim_due(conn, NOW, 9, LEASE)) == [A.url]
        assert poll_now(conn, None, NOW) == 2


# --- moving ----------------------------------------------------------------------------------------------------------


def moved(conn: Connection, url: str, to: str) -> None:
    poll_now(conn, [only(conn, url).id], NOW)
    row = next(row for row in claim_due(conn, NOW, 9, LEASE) if row.url == url)
    assert finish_poll(conn, row, polled(url=to), NOW)


def test_a_feed_that_moved_stays_the_one_that_the_file_lists(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [A], NOW)
        moved(conn, A.url, "https://a.example/new")
        assert only(conn, A.url).url == "https://a.example/new"
        result = sync_file_feeds(conn, [A], NOW)
        assert (result.added, result.removed) == ([], [])
        assert urls(list_feeds(conn)) == ["https://a.example/new"]


def test_a_feed_that_moved_to_another_feeds_place_is_merged_and_says_so(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [A, B], NOW)
        moved(conn, A.url, B.url)
        row = only(conn, A.url)
        assert (row.active, row.state, row.url) == (False, "merged", A.url)
        assert row.reason is not None
        assert B.url in row.reason
        assert urls(list_feeds(conn)) == [A.url, B.url]
        assert urls(claim_due(conn, NOW + DAY, 9, LEASE)) == [B.url]


def test_a_merged_feed_stays_so_until_the_other_is_removed_and_removing_it_ends_it(store: Store) -> None:
    with store.writing() as conn:
        sync_file_feeds(conn, [A, B], NOW)
        moved(conn, A.url, B.url)
        assert sync_file_feeds(conn, [A, B], NOW).updated == []
        add_feed(conn, A, NOW)
        assert add_feeds(conn, [A], NOW).updated == []
        assert urls(watched(conn)) == [B.url]
        remove_feed(conn, only(conn, B.url).id)
        assert urls(watched(conn)) == [A.url]
        add_feed(conn, B, NOW)
        moved(conn, A.url, B.url)
        assert sync_file_feeds(conn, [B], NOW).removed == [A.url]
        assert urls(list_feeds(conn)) == [B.url]
        remove_feed(conn, only(conn, B.url).id)
        assert list_feeds(conn) == []


def test_a_feed_that_moved_and_was_removed_begins_again_at_the_address_that_is_given(store: Store) -> None:
    with store.writing() as conn:
        add_feed(conn, A, NOW)
        moved(conn, A.url, "https://a.example/new")
        remove_feed(conn, only(conn).id)
        add_feed(conn, A, NOW)
        assert urls(list_feeds(conn)) == [A.url]


def test_two_names_of_one_feed_in_the_file_are_one_feed(store: Store) -> None:
    new = FeedConfig(url="https://a.example/new")
    with store.writing() as conn:
        sync_file_feeds(conn, [A], NOW)
        moved(conn, A.url, new.url)
        result = sync_file_feeds(conn, [A, new], NOW)
        assert (result.added, result.updated, urls(list_feeds(conn))) == ([], [], [new.url])
