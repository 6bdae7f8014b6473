"""What feeds show becomes articles once, whatever shows it again, and a revision where the text changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.store.builders import DAY, HOUR, LEASE, NOW, article, claimed, entry, existing, feed, outcome, page_of, polled
from worker.store import Connection, Store, entries
from worker.store.articles import claim_fetches, finish, finish_fetch, list_articles, pending_ids, store_entries
from worker.store.feeds import claim_due, find_feed, finish_poll
from worker.store.schema import sightings


def sighted(conn: Connection) -> int:
    return int(conn.execute(select(func.count()).select_from(sightings)).scalar_one())


def test_an_entry_is_stored_once_however_often_it_is_shown(store: Store) -> None:
    with store.writing() as conn:
        row = feed(conn)
        first = store_entries(conn, row, [entry("1"), entry("2")], NOW, first_poll=True)
        again = store_entries(conn, row, [entry("2"), entry("3")], NOW, first_poll=False)
        assert (len(first.new), first.seen, first.revised) == (2, 0, [])
        assert (len(again.new), again.seen, again.revised) == (1, 1, [])
        assert sighted(conn) == 3
        assert [(item.title, item.first_poll) for item in list_articles(conn)] == [
            ("Ferry sinks off Marrow Bay", False),
            ("Ferry sinks off Marrow Bay", True),
            ("Ferry sinks off Marrow Bay", True),
        ]


def test_a_new_article_waits_for_its_page_or_for_a_worker(store: Store) -> None:
    with store.writing() as conn:
        pending, fetching = article(conn, "a"), article(conn, "b", page=True)
    assert (pending.state, pending.pending_since, pending.fetch_due) == ("pending", NOW, None)
    assert (fetching.state, fetching.pending_since, fetching.fetch_due) == ("fetching", None, NOW)
    assert pending.feed_url == "https://harbour-post.example/rss"
    assert pending.publisher == "harbour-post.example"


def test_one_story_in_three_feeds_is_one_article_with_three_sightings(store: Store) -> None:
    with store.writing() as conn:
        for number in range(3):
            row = feed(conn, f"https://f{number}.example/rss")
            stored = store_entries(conn, row, [entry(f"guid-{number}", url_key="story")], NOW, first_poll=False)
            assert len(stored.new) == (number == 0)
        assert sighted(conn) == 3
        assert len(list_articles(conn)) == 1


def test_two_entries_of_one_poll_at_one_url_are_one_article(store: Store) -> None:
    with store.writing() as conn:
        stored = store_entries(
            conn, feed(conn), [entry("1", url_key="s"), entry("2", "Other", url_key="s")], NOW, first_poll=False
        )
        assert len(stored.new) == 1
        assert sighted(conn) == 2
        assert existing(conn, stored.new[0]).title == "Ferry sinks off Marrow Bay"
        again = store_entries(
            conn, feed(conn), [entry("1", url_key="s"), entry("2", "Other", url_key="s")], NOW, first_poll=False
        )
    assert (again.new, again.seen, again.revised) == ([], 2, [])


def test_an_entry_shown_twice_in_one_poll_counts_once(store: Store) -> None:
    with store.writing() as conn:
        stored = store_entries(conn, feed(conn), [entry("1", "First"), entry("1", "Second")], NOW, first_poll=False)
        assert [item.title for item in list_articles(conn)] == ["First"]
    assert len(stored.new) == 1


def test_a_very_long_guid_is_known_again(store: Store) -> None:
    long = entry("x" * 100_000, url_key="k")
    with store.writing() as conn:
        store_entries(conn, feed(conn), [long], NOW, first_poll=False)
        assert store_entries(conn, feed(conn), [long], NOW, first_poll=False).seen == 1


def test_thousands_of_entries_fit_into_one_poll(store: Store) -> None:
    batch = [entry(str(number)) for number in range(3000)]
    with store.writing() as conn:
        assert len(store_entries(conn, feed(conn), batch, NOW, first_poll=True).new) == 3000
        assert store_entries(conn, feed(conn), batch, NOW, first_poll=False).seen == 3000


def test_an_article_that_someone_else_stored_in_the_same_moment_is_found(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one commits between our look and our insert."""
    looks = iter([lambda conn, keys: {}])

    def blind_at_first(conn: Connection, keys: list[str]) -> object:
        return next(looks, look)(conn, keys)

    look = entries._articles
    with store.writing() as conn:
        theirs = store_entries(conn, feed(conn, "https://b.example/rss"), [entry("1", url_key="s")], NOW, first_poll=False)
        monkeypatch.setattr(entries, "_articles", blind_at_first)
        ours = store_entries(conn, feed(conn), [entry("2", url_key="s"), entry("3")], NOW, first_poll=False)
        assert len(theirs.new) == len(ours.new) == 1
        assert (len(list_articles(conn)), sighted(conn)) == (2, 3)


# --- revisions -------------------------------------------------------------------------------------------------------


def done(conn: Connection, *, page: bool = False) -> int:
    """An article that went all the way."""
    row = article(conn, "a", page=page)
    if page:
        (fetched,) = claim_fetches(conn, NOW, 1, LEASE)
        finish_fetch(conn, fetched, page_of(row.id), None, None, NOW)
    assert finish(conn, claimed(conn, row.id), outcome(), NOW)
    return row.id


def test_a_changed_entry_sends_its_article_to_the_workers_again(store: Store) -> None:
    with store.writing() as conn:
        id_ = done(conn)
        later = NOW + HOUR
        stored = store_entries(conn, feed(conn), [entry("a", summary="Forty are dead.")], later, first_poll=False)
        row = existing(conn, id_)
        assert pending_ids(conn, later, 9) == [id_]
    assert (stored.new, stored.seen, stored.revised) == ([], 1, [id_])
    assert (row.state, row.summary, row.outcome, row.pending_since) == ("pending", "Forty are dead.", None, later)


def test_a_changed_entry_with_a_page_waits_for_the_page_anew(store: Store) -> None:
    with store.writing() as conn:
        id_ = done(conn, page=True)
        store_entries(conn, feed(conn), [entry("a", summary="Forty are dead.", page=True)], NOW + HOUR, first_poll=False)
        row = existing(conn, id_)
        assert (row.state, row.fetch_due, row.fetch_attempts) == ("fetching", NOW + HOUR, 0)
        assert [fetched.id for fetched in claim_fetches(conn, NOW + HOUR, 9, LEASE)] == [id_]


def test_the_worker_that_holds_the_old_text_throws_its_result_away(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, "a")
        held = claimed(conn, row.id)
        store_entries(conn, feed(conn), [entry("a", summary="Forty are dead.")], NOW, first_poll=False)
        assert not finish(conn, held, outcome(), NOW)
        assert claimed(conn, row.id).summary == "Forty are dead."


def test_a_change_while_the_first_page_is_fetched_does_not_fetch_it_twice(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, "a", page=True)
        (fetched,) = claim_fetches(conn, NOW, 1, LEASE)
        store_entries(conn, feed(conn), [entry("a", summary="Forty are dead.", page=True)], NOW, first_poll=False)
        assert claim_fetches(conn, NOW, 1, LEASE) == []
        assert finish_fetch(conn, fetched, page_of(row.id), None, None, NOW)
        assert existing(conn, row.id).summary == "Forty are dead."


def test_a_feed_that_numbers_its_guids_revises_its_article(store: Store) -> None:
    with store.writing() as conn:
        store_entries(conn, feed(conn), [entry("story#0", url_key="s")], NOW, first_poll=False)
        stored = store_entries(conn, feed(conn), [entry("story#1", "Forty dead in ferry", url_key="s")], NOW, first_poll=False)
        assert len(stored.revised) == 1
        assert existing(conn, stored.revised[0]).title == "Forty dead in ferry"


def test_two_feeds_with_different_words_for_one_article_do_not_revise_each_other(store: Store) -> None:
    with store.writing() as conn:
        a, b = feed(conn), feed(conn, "https://b.example/rss")
        for _ in range(3):
            first = store_entries(conn, a, [entry("1", "Ferry sinks", url_key="s")], NOW, first_poll=False)
            second = store_entries(conn, b, [entry("2", "A boat went down", url_key="s")], NOW, first_poll=False)
            assert (first.revised, second.revised) == ([], [])
        assert [item.title for item in list_articles(conn)] == ["Ferry sinks"]
        changed = store_entries(conn, b, [entry("2", "Forty dead in ferry", url_key="s")], NOW, first_poll=False)
        assert len(changed.revised) == 1


def test_an_entry_that_keeps_changing_keeps_its_place_in_the_queue(store: Store) -> None:
    with store.writing() as conn:
        row = article(conn, "a")
        for minute in range(3):
            at = NOW + timedelta(minutes=minute)
            store_entries(conn, feed(conn), [entry("a", summary=f"{minute} views")], at, first_poll=False)
        assert existing(conn, row.id).pending_since == NOW


# --- validators ------------------------------------------------------------------------------------------------------


def test_validators_are_kept_only_together_with_the_items(store: Store) -> None:
    with store.writing() as conn:
        url = feed(conn).url
        (row,) = claim_due(conn, NOW, 1, LEASE)
    with pytest.raises(ZeroDivisionError), store.writing() as conn:
        store_entries(conn, row, [entry("1")], NOW, first_poll=True)
        finish_poll(conn, row, polled(etag='"new"'), NOW)
        raise ZeroDivisionError
    with store.writing() as conn:
        stored = find_feed(conn, url)
        assert stored is not None
        assert (stored.etag, stored.last_success, list_articles(conn)) == (None, None, [])
        (row,) = claim_due(conn, NOW + DAY, 1, LEASE)
        assert len(store_entries(conn, row, [entry("1")], NOW, first_poll=True).new) == 1
        assert finish_poll(conn, row, polled(etag='"new"'), NOW)
