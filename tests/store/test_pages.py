"""Which page is fetched next, what comes of it, and how long pages and texts are kept."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from tests.store.builders import (
    DAY,
    HOUR,
    LEASE,
    NOW,
    SECOND,
    article,
    claimed,
    entry,
    existing,
    feed,
    new_article,
    outcome,
    page_of,
)
from worker.store import Connection, Store
from worker.store.articles import (
    ArticleRow,
    claim,
    claim_fetches,
    finish,
    finish_fetch,
    load_page,
    load_text,
    pending_ids,
    purge,
    store_entries,
)
from worker.store.schema import articles


def fetch(conn: Connection) -> ArticleRow:
    (row,) = claim_fetches(conn, NOW, 1, LEASE)
    return row


# --- whose turn ------------------------------------------------------------------------------------------------------


def show(conn: Connection, url: str, host: str, count: int, *, first_poll: bool = False, at: int = 0) -> None:
    batch = [entry(f"{url}-{number}", host=host, page=True) for number in range(count)]
    store_entries(conn, feed(conn, url), batch, NOW + at * SECOND, first_poll=first_poll)


def hosts(rows: list[ArticleRow]) -> list[str]:
    return [row.host for row in rows]


def test_hosts_take_turns_however_much_one_of_them_brought(store: Store) -> None:
    with store.writing() as conn:
        show(conn, "https://big.example/rss", "big.example", 50)
        show(conn, "https://small.example/rss", "small.example", 1)
        show(conn, "https://other.example/rss", "other.example", 1)
        rows = claim_fetches(conn, NOW, 10, LEASE)
    assert hosts(rows) == ["big.example", "small.example", "other.example", "big.example"]


def test_the_feeds_of_a_host_take_turns(store: Store) -> None:
    with store.writing() as conn:
        show(conn, "https://host.example/world", "host.example", 50)
        show(conn, "https://host.example/local", "host.example", 2)
        rows = claim_fetches(conn, NOW, 10, LEASE, per_host=4)
    assert [row.feed_url for row in rows] == ["https://host.example/world", "https://host.example/local"] * 2


def test_busy_hosts_are_left_alone_and_the_limit_holds(store: Store) -> None:
    with store.writing() as conn:
        for number in range(5):
            show(conn, f"https://h{number}.example/rss", f"h{number}.example", 3)
        rows = claim_fetches(conn, NOW, 3, LEASE, busy_hosts={"h0.example", "h1.example"})
    assert hosts(rows) == ["h2.example", "h3.example", "h4.example"]


def test_news_comes_before_what_a_first_poll_brought(store: Store) -> None:
    with store.writing() as conn:
        show(conn, "https://new.example/rss", "new.example", 20, first_poll=True)
        show(conn, "https://old.example/rss", "old.example", 2, at=1)
        rows = claim_fetches(conn, NOW + SECOND, 3, LEASE)
    assert hosts(rows) == ["old.example", "old.example", "new.example"]


def test_a_backlog_longer_than_the_window_delays_no_other_host(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.store.pages._WINDOW", 10)
    with store.writing() as conn:
        show(conn, "https://big.example/rss", "big.example", 50)
        show(conn, "https://small.example/rss", "small.example", 1)
        assert hosts(claim_fetches(conn, NOW, 10, LEASE)) == ["big.example", "big.example"]
        assert hosts(claim_fetches(conn, NOW, 10, LEASE, busy_hosts=["big.example"])) == ["small.example"]


def test_a_page_is_fetched_by_one_at_a_time(store: Store) -> None:
    with store.writing() as conn:
        article(conn, page=True)
        first = fetch(conn)
        assert claim_fetches(conn, NOW, 9, LEASE) == []
        (second,) = claim_fetches(conn, NOW + LEASE, 9, LEASE)
        assert not finish_fetch(conn, first, page_of(first.id, b"late"), None, None, NOW + LEASE)
        assert finish_fetch(conn, second, page_of(second.id, b"mine"), None, None, NOW + LEASE)
        page = load_page(conn, second.id)
    assert page is not None
    assert page.body == b"mine"


def test_a_clock_set_back_stops_no_fetch(store: Store) -> None:
    with store.writing() as conn:
        article(conn, page=True)
        fetch(conn)
        assert len(claim_fetches(conn, NOW - DAY, 9, LEASE)) == 1


# --- what came of it -------------------------------------------------------------------------------------------------


def test_a_page_makes_its_article_pending(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, page=True)
        page = page_of(row.id, b"<p>\xff\x00 eleven dead</p>" * 1000)
        assert finish_fetch(conn, fetch(conn), page, None, None, NOW)
        assert load_page(conn, row.id) == page
        assert pending_ids(conn, NOW, 9) == [row.id]
        row = existing(conn, row.id)
    assert (row.state, row.fetch_due, row.fetch_attempts, row.fetch_reason, row.pending_since) == (
        "pending",
        None,
        1,
        None,
        NOW,
    )


def test_without_its_page_an_article_is_read_from_its_entry_and_the_page_asked_for_later(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, page=True)
        finish_fetch(conn, fetch(conn), None, "timeout", NOW + HOUR, NOW)
        row = existing(conn, row.id)
        assert (row.state, row.fetch_reason, row.fetch_due) == ("pending", "timeout", NOW + HOUR)
        assert load_page(conn, row.id) is None
        assert finish(conn, claimed(conn, row.id), outcome("reported"), NOW)
        assert claim_fetches(conn, NOW + HOUR - SECOND, 9, LEASE) == []
        (again,) = claim_fetches(conn, NOW + HOUR, 9, LEASE)
        assert (again.state, again.fetch_attempts) == ("done", 1)
        finish_fetch(conn, again, page_of(row.id), None, None, NOW + HOUR)
        row = existing(conn, row.id)
    assert (row.state, row.outcome, row.fetch_reason, row.pending_since) == ("pending", None, None, NOW + HOUR)


def test_a_second_failure_leaves_what_was_read_from_the_entry(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, page=True)
        finish_fetch(conn, fetch(conn), None, "timeout", NOW + HOUR, NOW)
        finish(conn, claimed(conn, row.id), outcome("reported"), NOW)
        (again,) = claim_fetches(conn, NOW + HOUR, 9, LEASE)
        assert finish_fetch(conn, again, None, "http_403", None, NOW + HOUR)
        row = existing(conn, row.id)
        assert claim_fetches(conn, NOW + DAY, 9, LEASE) == []
    assert (row.state, row.outcome, row.fetch_due, row.fetch_reason) == ("done", "reported", None, "http_403")


def test_a_worker_and_a_fetch_never_hold_one_article_together(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, page=True)
        finish_fetch(conn, fetch(conn), None, "timeout", NOW, NOW)
        held = claimed(conn, row.id)
        assert claim_fetches(conn, NOW, 9, LEASE) == []
        assert finish(conn, held, outcome(), NOW)
        assert len(claim_fetches(conn, NOW, 9, LEASE)) == 1
        assert claim(conn, row.id, NOW, LEASE) is None


def test_a_page_that_comes_again_replaces_the_old_one(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, page=True)
        finish_fetch(conn, fetch(conn), page_of(row.id, b"old"), None, None, NOW)
        store_entries(conn, feed(conn), [entry("a", "Forty dead", page=True)], NOW, first_poll=False)
        finish_fetch(conn, fetch(conn), page_of(row.id, b"new", NOW + HOUR), None, None, NOW)
        page = load_page(conn, row.id)
    assert page == page_of(row.id, b"new", NOW + HOUR)


# --- how long --------------------------------------------------------------------------------------------------------


def finished(conn: Connection, key: str, days_ago: int) -> int:
    row = article(conn, key, page=True)
    at = NOW - days_ago * DAY
    finish_fetch(conn, fetch(conn), page_of(row.id, at=at), None, None, at)
    assert finish(conn, claimed(conn, row.id, at), outcome(), at)
    return row.id


def test_pages_and_texts_go_when_their_time_is_over(store: Store) -> None:
    with store.writing() as conn:
        old, middle, new = (finished(conn, key, days) for key, days in (("a", 100), ("b", 10), ("c", 0)))
        assert purge(conn, NOW, 3 * DAY, 90 * DAY) == (2, 1)
        assert purge(conn, NOW, 3 * DAY, 90 * DAY) == (0, 0)
        assert [load_page(conn, id_) is None for id_ in (old, middle, new)] == [True, True, False]
        assert [load_text(conn, id_) is None for id_ in (old, middle, new)] == [True, False, False]
        assert existing(conn, old).outcome == "no_casualty"


def test_a_page_that_no_worker_has_read_yet_is_kept(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, page=True)
        finish_fetch(conn, fetch(conn), page_of(row.id, at=NOW - 10 * DAY), None, None, NOW)
        assert purge(conn, NOW, 3 * DAY, 90 * DAY) == (0, 0)
        conn.execute(update(articles).values(state="quarantined"))
        assert purge(conn, NOW, 3 * DAY, 90 * DAY) == (1, 0)


def test_a_purge_takes_a_bounded_bite(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.store.pages._PURGE", 2)
    with store.writing() as conn:
        for number in range(3):
            finished(conn, str(number), 10)
        assert [purge(conn, NOW, DAY, DAY) for _ in range(3)] == [(2, 2), (1, 1), (0, 0)]


def test_text_comes_back_character_for_character(store: Store) -> None:
    text = "Forty\0 dead \ud83d – “said” the 市長" * 10
    id_ = new_article(store)
    with store.writing() as conn:
        assert load_text(conn, id_) is None
        finish(conn, claimed(conn, id_), outcome(text=text), NOW)
        assert load_text(conn, id_) == ("Ferry sinks", text)
