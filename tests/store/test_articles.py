"""Who works on which article, and that a result counts only while its claim does."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from sqlalchemy import select

from tests.store.builders import DAY, HOUR, LEASE, NOW, SECOND, article, claimed, entry, existing, feed, outcome
from worker.stages.fetch import canonical_url, url_key
from worker.store import Store
from worker.store.acts import drop_articles, retry_articles
from worker.store.articles import (
    Finish,
    claim,
    count_death,
    counts,
    find,
    finish,
    get,
    list_articles,
    load_text,
    pending_ids,
    store_entries,
    suspects,
)
from worker.store.schema import articles


def test_the_longest_waiting_come_first(store: Store) -> None:
    with store.writing() as conn:
        late = article(conn, "late", at=NOW)
        early = article(conn, "early", at=NOW - HOUR)
        article(conn, "page", page=True)
        assert pending_ids(conn, NOW, 9) == [early.id, late.id]
        assert pending_ids(conn, NOW, 1) == [early.id]


def test_a_claimed_article_is_nobody_elses_until_its_lease_runs_out(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        first = claimed(conn, id_)
        assert first.lease_until == NOW + LEASE
        assert claim(conn, id_, NOW, LEASE) is None
        assert pending_ids(conn, NOW, 9) == []
        later = NOW + LEASE
        assert pending_ids(conn, later, 9) == [id_]
        second = claimed(conn, id_, later)
        assert second.generation == first.generation + 1
        assert not finish(conn, first, outcome("failed", "late"), later)
        assert load_text(conn, id_) is None
        assert finish(conn, second, outcome("reported"), later)
        assert existing(conn, id_).outcome == "reported"


def test_a_clock_set_back_stops_no_article(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        claimed(conn, id_)
        back = NOW - DAY
        assert pending_ids(conn, back, 9) == [id_]
        assert claim(conn, id_, back, LEASE) is not None


def test_an_outcome_is_written_with_all_that_is_known(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        assert finish(conn, claimed(conn, id_), outcome("reported"), NOW + SECOND)
        row = existing(conn, id_)
        assert claim(conn, id_, NOW + DAY, LEASE) is None
        assert load_text(conn, id_) == ("Ferry sinks", "The ferry sank.")
    assert (row.state, row.outcome, row.reason, row.text_from, row.language) == ("done", "reported", "no_claim", "page", "en")
    assert (row.processed_at, row.lease_until, row.pending_since) == (NOW + SECOND, None, None)


def test_a_result_counts_once(store: Store) -> None:
    with store.writing() as conn:
        held = claimed(conn, article(conn).id)
        assert finish(conn, held, outcome("reported"), NOW)
        assert not finish(conn, held, outcome("failed"), NOW)


def test_a_revision_without_text_leaves_no_old_text(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        finish(conn, claimed(conn, id_), outcome("reported"), NOW)
        store_entries(conn, feed(conn), [entry("a", "")], NOW, first_poll=False)
        finish(conn, claimed(conn, id_), Finish("not_article", "empty", None, None, None, "", ""), NOW)
        assert load_text(conn, id_) is None


def test_nothing_is_claimed_that_is_not_there(store: Store) -> None:
    with store.writing() as conn:
        assert claim(conn, 404, NOW, LEASE) is None
        assert get(conn, 404) is None
        assert count_death(conn, 404, "signal 11", alone=True, now=NOW) == ""


# --- deaths ----------------------------------------------------------------------------------------------------------


def test_an_article_that_kills_three_horses_is_quarantined_and_travels_alone_before(store: Store) -> None:
    with store.writing() as conn:
        bad, good = article(conn, "bad").id, article(conn, "good").id
        claimed(conn, bad)
        assert count_death(conn, bad, "signal 11", alone=False, now=NOW) == "pending"
        assert suspects(conn, [bad, good]) == {bad}
        held = claimed(conn, bad)
        assert count_death(conn, bad, "signal 11", alone=True, now=NOW) == "pending"
        assert not finish(conn, held, outcome(), NOW)
        claimed(conn, bad)
        assert count_death(conn, bad, "cpu time", alone=True, now=NOW) == "quarantined"
        row = existing(conn, bad)
        assert pending_ids(conn, NOW, 9) == [good]
    assert (row.attempts, row.error, row.lease_until, row.pending_since) == (3, "cpu time", None, None)


def test_a_death_in_company_never_quarantines(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        for _ in range(5):
            assert count_death(conn, id_, "signal 9", alone=False, now=NOW) == "pending"
        assert count_death(conn, id_, "signal 9", alone=True, now=NOW) == "quarantined"


def test_a_death_after_the_result_was_written_does_not_count(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        finish(conn, claimed(conn, id_), outcome(), NOW)
        assert count_death(conn, id_, "signal 9", alone=True, now=NOW) == "done"
        assert existing(conn, id_).attempts == 0


def test_long_lists_of_ids_are_no_problem(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        many = [id_, *range(1000, 4000)]
        assert suspects(conn, many) == set()
        assert retry_articles(conn, many, NOW) == [id_]
        assert drop_articles(conn, many, None, NOW) == [id_]


# --- questions -------------------------------------------------------------------------------------------------------


def test_listings_filter_and_begin_with_the_newest(store: Store) -> None:
    with store.writing() as conn:
        old, new = article(conn, "old", at=NOW - DAY).id, article(conn, "new").id
        other = feed(conn, "https://other.example/rss")
        third = store_entries(conn, other, [entry("x", page=True)], NOW, first_poll=False).new[0]
        finish(conn, claimed(conn, old), outcome("reported"), NOW)

        def ids(**wanted: object) -> list[int]:
            return [row.id for row in list_articles(conn, **wanted)]  # type: ignore[arg-type]

        assert ids() == [third, new, old]
        assert ids(limit=2) == [third, new]
        assert ids(state="fetching") == [third]
        assert ids(outcome="reported") == [old]
        assert ids(feed_id=other.id) == [third]
        assert ids(waiting_since=NOW - HOUR) == [old]


def test_an_article_is_found_by_any_spelling_of_its_url(store: Store) -> None:
    url = canonical_url("https://harbour-post.example/ferry?utm_source=feed")
    assert url is not None
    with store.writing() as conn:
        store_entries(conn, feed(conn), [entry("ferry", url_key=url_key(url))], NOW, first_poll=False)
        row = find(conn, "http://harbour-post.example/ferry?utm_medium=x")
        assert row is not None
        assert row.title == "Ferry sinks off Marrow Bay"
        assert find(conn, "https://harbour-post.example/other") is None
        assert find(conn, "not a url") is None


def test_counts_tell_the_queue_from_what_is_done(store: Store) -> None:
    with store.writing() as conn:
        article(conn, "1", at=NOW - HOUR)
        claimed(conn, article(conn, "2").id)
        article(conn, "3", page=True)
        finish(conn, claimed(conn, article(conn, "4").id), outcome("reported"), NOW)
        found = counts(conn, NOW)
    assert found.states == {"pending": 2, "fetching": 1, "done": 1}
    assert found.outcomes == {"reported": 1}
    assert (found.leased, found.oldest_pending) == (1, NOW - HOUR)


def test_an_article_that_was_set_aside_is_counted_among_the_outcomes_as_failed(store: Store) -> None:
    with store.writing() as conn:
        id_ = article(conn).id
        for _ in range(3):
            count_death(conn, id_, "signal 11", alone=True, now=NOW)
        finish(conn, claimed(conn, article(conn, "fine").id), outcome("stale"), NOW)
        found = counts(conn, NOW)
    assert (found.states, found.outcomes) == ({"quarantined": 1, "done": 1}, {"failed": 1, "stale": 1})


def test_an_empty_store_counts_nothing(store: Store) -> None:
    with store.reading() as conn:
        found = counts(conn, NOW)
    assert (found.states, found.outcomes, found.leased, found.oldest_pending) == ({}, {}, 0, None)


def test_times_come_back_as_they_were_in_utc(store: Store) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=-7)))
    with store.writing() as conn:
        row = article(conn, at=there)
        assert row.first_seen == NOW
        assert row.first_seen.utcoffset() == timedelta(0)
        with pytest.raises(Exception, match="without a zone"):
            conn.execute(select(articles.c.id).where(articles.c.first_seen == NOW.replace(tzinfo=None)))


def test_only_one_of_two_open_transactions_gets_a_row(postgres_url: str) -> None:
    """The second passes the row by instead of waiting for it: what never waits can't deadlock."""
    store = Store(postgres_url)
    with store.writing() as conn:
        id_ = article(conn).id
    with store.writing() as first:
        assert claim(first, id_, NOW, LEASE) is not None
        with store.writing() as second:
            assert claim(second, id_, NOW, LEASE) is None
    store.close()
