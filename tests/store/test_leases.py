"""What a dead poller had in hand is free for the one that follows it, and only that."""

from __future__ import annotations

from datetime import timedelta

from tests.store.builders import DAY, LEASE, NOW, SECOND, entry, feed, polled
from worker.model import FeedConfig
from worker.store import Store, articles, feeds, leases
from worker.store.articles import store_entries


def test_the_feeds_of_a_dead_poller_are_free_at_once_and_what_it_still_brings_is_thrown_away(store: Store) -> None:
    with store.writing() as conn:
        feed(conn)
        feeds.add_feed(conn, FeedConfig("https://other.example/rss"), NOW)
        mine, others = feeds.claim_due(conn, NOW + SECOND, 2, LEASE)
        leases.own(conn, "here/poller", feed_ids=[mine.id])
        leases.own(conn, "there/poller", feed_ids=[others.id])
        assert feeds.claim_due(conn, NOW + SECOND, 9, LEASE) == []
        assert leases.release_owned(conn, "here/poller", NOW + SECOND) == (1, 0)
        (again,) = feeds.claim_due(conn, NOW + SECOND, 9, LEASE)
        assert (again.id, again.lease_owner) == (mine.id, None)
        assert not feeds.finish_poll(conn, mine, polled(next_poll=NOW + DAY), NOW)
        assert feeds.finish_poll(conn, again, polled(next_poll=NOW + DAY), NOW)


def test_a_page_in_hand_is_free_and_a_workers_article_is_not(store: Store) -> None:
    with store.writing() as conn:
        shown = [entry("1", page=True), entry("2", page=True)]
        store_entries(conn, feed(conn), shown, NOW, first_poll=False)
        first, second = articles.claim_fetches(conn, NOW, 2, LEASE)
        leases.own(conn, "here/poller", article_ids=[first.id, second.id])
        retry_at = NOW + timedelta(seconds=1)
        assert articles.finish_fetch(conn, first, None, "timeout", retry_at, NOW)  # read from its entry meanwhile
        assert articles.claim(conn, first.id, NOW, LEASE) is not None
        assert leases.release_owned(conn, "here/poller", NOW) == (0, 1)
        assert [row.id for row in articles.claim_fetches(conn, NOW + LEASE / 2, 2, LEASE)] == [second.id]


def test_nothing_is_freed_twice_or_for_nobody(store: Store) -> None:
    with store.writing() as conn:
        feed(conn)
        feeds.claim_due(conn, NOW + SECOND, 1, LEASE)
        assert leases.release_owned(conn, "here/poller", NOW + SECOND) == (0, 0)
