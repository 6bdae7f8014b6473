"""What a poll writes: its entries with their identities, and in the same transaction the feed's state and validators."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from worker.model import Entry
from worker.stages.fetch import host_of, url_key
from worker.stages.poll import (
    Answer,
    ParsedFeed,
    PollIntent,
    PollPolicy,
    clamp_published,
    decide_after_poll,
    entry_keys,
    shared_links,
)
from worker.store import Connection, articles, feeds
from worker.store.articles import NewEntry, StoredEntries
from worker.store.feeds import FeedRow, PollUpdate


@dataclass(frozen=True, slots=True)
class Polled:
    """A feed, what it answered, and what it showed; `partial`: without the items that it had shown before."""

    feed: FeedRow
    answer: Answer
    entries: Sequence[NewEntry]
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    intent: PollIntent
    entries: StoredEntries
    mine: bool  # False: somebody else has the feed by now, its state is theirs to write


def store_poll(conn: Connection, polled: Polled, policy: PollPolicy, now: datetime, jitter: float) -> Written | None:
    """Items and validators in one transaction: whatever is told to the server next time is in the store.

    None, and nothing written, where a partial feed shows something that is known: what that means only the whole can tell.
    """
    feed, answer = polled.feed, polled.answer
    stored = StoredEntries([], 0, [])
    if polled.entries:
        attempt = conn.begin_nested()
        stored = articles.store_entries(conn, feed, polled.entries, now, feed.last_success is None)
        all_new = len(stored.new) == len(polled.entries) and not stored.seen
        if polled.partial and not all_new:
            attempt.rollback()
            return None
        attempt.commit()
        answer = replace(answer, overlap=polled.partial or not all_new)
    intent = decide_after_poll(feed, answer, policy, now, jitter)
    values = asdict(intent)
    del values["host_wait"]
    return Written(intent, stored, feeds.finish_poll(conn, feed, PollUpdate(**values), now))


def new_entries(feed: FeedRow, parsed: ParsedFeed, now: datetime) -> list[NewEntry]:
    """What a feed shows, each once, with its identities."""
    shared = shared_links(parsed.entries)
    named: dict[str, NewEntry] = {}
    for entry, key in zip(parsed.entries, entry_keys(parsed.entries), strict=True):
        if key not in named:
            named[key] = _new_entry(feed, entry, key, shared, now)
    return list(named.values())


def _new_entry(feed: FeedRow, entry: Entry, key: str, shared: frozenset[str], now: datetime) -> NewEntry:
    """An entry whose link is not its own is known by its key, and its words are all there is to read."""
    own_link = bool(entry.url) and entry.url not in shared
    url = entry.url or ""
    return NewEntry(
        entry=replace(entry, published=clamp_published(entry.published, now)),
        entry_key=key,
        url=url,
        url_key=url_key(url) if own_link else hashlib.sha256(f"{feed.id}\0{key}".encode()).hexdigest()[:32],
        host=host_of(url),
        needs_page=own_link and not feed.full_text,
    )


def unchanged(feed: FeedRow, next_poll: datetime) -> PollUpdate:
    """What puts a claimed feed back as it was, to be asked at `next_poll`."""
    return PollUpdate(
        state=feed.state,
        reason=feed.reason,
        etag=feed.etag,
        last_modified=feed.last_modified,
        body_hash=feed.body_hash,
        last_success=feed.last_success,
        last_full=feed.last_full,
        next_poll=next_poll,
        failures=feed.failures,
        moved_to=feed.moved_to,
        moved_since=feed.moved_since,
        moved_polls=feed.moved_polls,
    )
