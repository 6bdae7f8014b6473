"""What feeds show: a sighting for each entry of a feed, one article for each URL, a revision where an entry's text changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, func, null, select, update

from worker.model import Entry
from worker.store.engine import POLL_LOCK, one_at_a_time
from worker.store.feeds import FeedRow
from worker.store.rows import State
from worker.store.schema import articles, sightings
from worker.store.sql import chunks, digest, insert, safe_key

_LONGEST_HOST = 255


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry with its identities; `needs_page`: the article is read from its page, not from the entry."""

    entry: Entry
    entry_key: str  # within the feed
    url: str  # canonical, or ""
    url_key: str  # of the article
    host: str
    needs_page: bool


@dataclass(frozen=True, slots=True)
class StoredEntries:
    """`new` and `revised`: ids of articles; `seen`: how many of the entries this feed had shown before."""

    new: list[int]
    seen: int
    revised: list[int]


class _Sighting(NamedTuple):
    id: int
    article_id: int
    entry_hash: str


class _Known(NamedTuple):
    id: int
    feed_id: int


def store_entries(
    conn: Connection, feed: FeedRow, entries: Sequence[NewEntry], now: datetime, first_poll: bool
) -> StoredEntries:
    """Stores what one poll showed; belongs into the transaction that writes the feed's validators.

    A revision is an entry whose text changed since this feed last showed it, or a new entry that this feed shows at the URL of an
    article it had brought (guids that count up). Another feed's wording of an article is a sighting only, else two feeds would
    revise each other for ever.
    """
    one_at_a_time(conn, POLL_LOCK)
    batch: dict[str, NewEntry] = {}
    for entry in entries:
        batch.setdefault(safe_key(entry.entry_key), entry)  # of two with one key the first counts
    hashes = {key: _hash(entry) for key, entry in batch.items()}
    shown = _sightings(conn, feed.id, list(batch))
    unseen = {key: entry for key, entry in batch.items() if key not in shown}
    known = _articles(conn, [entry.url_key for entry in unseen.values()])
    created = _create(conn, feed, [entry for entry in unseen.values() if entry.url_key not in known], now, first_poll)
    lost = [
        entry.url_key for entry in unseen.values() if entry.url_key not in known | created
    ]  # created by someone else just now
    ids = created | {key: article.id for key, article in (known | _articles(conn, lost)).items()}
    _see(conn, feed.id, [(key, ids[entry.url_key], hashes[key]) for key, entry in unseen.items()], now)
    changed = {key: sighting for key, sighting in shown.items() if sighting.entry_hash != hashes[key]}
    _see_again(conn, {sighting.id: hashes[key] for key, sighting in changed.items()})
    own = {known[entry.url_key].id: entry for entry in unseen.values() if _brought_by(feed, known.get(entry.url_key))}
    revised = _revise(conn, own | {sighting.article_id: batch[key] for key, sighting in changed.items()}, now)
    return StoredEntries(sorted(created.values()), len(shown), revised)


def _hash(entry: NewEntry) -> str:
    return digest(entry.entry.title, entry.entry.summary, entry.entry.content)


def _brought_by(feed: FeedRow, article: _Known | None) -> bool:
    return article is not None and article.feed_id == feed.id


# --- new -------------------------------------------------------------------------------------------------------------


def _sightings(conn: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, _Sighting]:
    columns = (sightings.c.entry_key, sightings.c.id, sightings.c.article_id, sightings.c.entry_hash)
    mine = select(*columns).where(sightings.c.feed_id == feed_id)
    found = (row for some in chunks(keys) for row in conn.execute(mine.where(sightings.c.entry_key.in_(some))))
    return {key: _Sighting(*rest) for key, *rest in found}


def _articles(conn: Connection, keys: Sequence[str]) -> dict[str, _Known]:
    columns = select(articles.c.url_key, articles.c.id, articles.c.feed_id)
    found = (row for some in chunks(keys) for row in conn.execute(columns.where(articles.c.url_key.in_(some))))
    return {key: _Known(*rest) for key, *rest in found}


def _create(conn: Connection, feed: FeedRow, entries: Sequence[NewEntry], now: datetime, first_poll: bool) -> dict[str, int]:
    """The ids of new articles by URL key, without those that were there after all. Feeds begin with the newest: ids end with it."""
    rows = {entry.url_key: _row(feed, entry, now) | {"first_poll": first_poll} for entry in reversed(entries)}
    if not rows:
        return {}
    statement = insert(conn, articles).on_conflict_do_nothing(index_elements=["url_key"])
    return dict(conn.execute(statement.returning(articles.c.url_key, articles.c.id), list(rows.values())).all())


def _row(feed: FeedRow, new: NewEntry, now: datetime) -> dict[str, Any]:
    return {
        "url": new.url,
        "url_key": new.url_key,
        "host": new.host[:_LONGEST_HOST],
        "feed_id": feed.id,
        "publisher": feed.publisher,
        **_text(new),
        "published": new.entry.published,
        "first_seen": now,
        "state": State.FETCHING if new.needs_page else State.PENDING,
        "fetch_due": now if new.needs_page else None,
        "pending_since": None if new.needs_page else now,
    }


def _text(new: NewEntry) -> dict[str, Any]:
    entry = new.entry
    return {"title": entry.title, "summary": entry.summary, "content": entry.content, "entry_hash": _hash(new)}


def _see(conn: Connection, feed_id: int, seen: Sequence[tuple[str, int, str]], now: datetime) -> None:
    rows = [
        {"feed_id": feed_id, "entry_key": key, "article_id": article_id, "entry_hash": hash_, "seen_at": now}
        for key, article_id, hash_ in seen
    ]
    if rows:
        conn.execute(insert(conn, sightings).on_conflict_do_nothing(), rows)


# --- changed ---------------------------------------------------------------------------------------------------------


def _see_again(conn: Connection, hashes: Mapping[int, str]) -> None:
    if hashes:
        statement = update(sightings).where(sightings.c.id == bindparam("sighting")).values(entry_hash=bindparam("hash"))
        conn.execute(statement, [{"sighting": id_, "hash": hash_} for id_, hash_ in hashes.items()])


def _revise(conn: Connection, entries: Mapping[int, NewEntry], now: datetime) -> list[int]:
    """Gives articles their entries' new text and sends them through again; the ids of those whose text differs at all."""
    stored = select(articles.c.id, articles.c.entry_hash)
    found = {id_: old for some in chunks(list(entries)) for id_, old in conn.execute(stored.where(articles.c.id.in_(some)))}
    revised = sorted(id_ for id_, old in found.items() if old != _hash(entries[id_]))
    for needs_page in (True, False):
        rows = [
            {"article": id_, **_text(entries[id_]), "published_then": entries[id_].entry.published}
            for id_ in revised
            if entries[id_].needs_page == needs_page
        ]
        if rows:
            conn.execute(update(articles).where(articles.c.id == bindparam("article")).values(_again(needs_page, now)), rows)
    return revised


def _again(needs_page: bool, now: datetime) -> dict[str, Any]:
    """A revised article waits for its page anew, or for a worker. One whose first page is still awaited just goes on waiting.

    The new generation makes whoever holds the old text throw the result away. An older `pending_since` stays: a feed that keeps
    changing its entries must not push them to the end of the queue each time.
    """
    column = articles.c
    waiting = column.state == State.FETCHING
    anew: dict[str, Any] = {
        "state": State.FETCHING if needs_page else State.PENDING,
        "fetch_due": now if needs_page else null(),
        "fetch_attempts": 0,
        "generation": column.generation + 1,
        "lease_until": null(),
        "pending_since": column.pending_since if needs_page else func.coalesce(column.pending_since, now),
    }
    values = {name: case((waiting, column[name]), else_=value) for name, value in anew.items()}
    return values | {
        "title": bindparam("title"),
        "summary": bindparam("summary"),
        "content": bindparam("content"),
        "entry_hash": bindparam("entry_hash"),
        "published": func.coalesce(bindparam("published_then"), column.published),
        "outcome": None,
    }
