"""Feeds: where they are, when each is asked next, and who asks."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select, update

from worker.model import FeedConfig
from worker.stages.fetch import publisher_of
from worker.store.engine import POLL_LOCK, one_at_a_time
from worker.store.schema import feeds, sightings
from worker.store.sql import chunks, lease_is_free, record, update_unlocked

HORIZON = timedelta(days=15)  # no feed is put off for longer; a next poll beyond it was set by a clock that ran ahead
FIRST_POLL_SPREAD = timedelta(milliseconds=50)  # for each new feed: 100 of them start within 5 s, whatever their order

_LISTED = or_(feeds.c.active, feeds.c.state == "merged")


@dataclass(frozen=True, slots=True)
class FeedRow:
    """Every column of `feeds`; `entries` is filled by list_feeds only."""

    id: int
    url: str
    listed_url: str
    name: str | None
    publisher: str
    country: str | None
    language: str | None
    interval_s: int | None
    full_text: bool
    origin: str
    active: bool
    state: str
    reason: str | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    last_success: datetime | None
    last_poll: datetime | None
    last_full: datetime | None
    next_poll: datetime
    failures: int
    missed_windows: int
    dropped_entries: int
    generation: int
    lease_until: datetime | None
    created_at: datetime
    moved_to: str | None
    moved_since: datetime | None
    moved_polls: int
    lease_owner: str | None
    entries: int = 0  # sightings


@dataclass(frozen=True, slots=True)
class PollUpdate:
    """How a poll ended: what the feed's columns become. `missed_windows` and `dropped_entries` are added to theirs."""

    state: str
    reason: str | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    last_success: datetime | None
    last_full: datetime | None
    next_poll: datetime
    failures: int
    missed_windows: int = 0
    dropped_entries: int = 0
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_polls: int = 0
    url: str | None = None  # None: unchanged


@dataclass(frozen=True, slots=True)
class SyncResult:
    """URLs of feeds.toml that were new, were changed, or are no longer in it."""

    added: list[str]
    updated: list[str]
    removed: list[str]


# --- which feeds there are -------------------------------------------------------------------------------------------


def sync_file_feeds(conn: Connection, listed: Sequence[FeedConfig], now: datetime) -> SyncResult:
    """Makes the feeds of feeds.toml those of the store; feeds that a command added stay."""
    one_at_a_time(conn, POLL_LOCK)
    rows = _all(conn)
    stored = _by_url(rows)
    result = SyncResult([], [], [])
    kept = {stored[feed.url].id: feed for feed in reversed(listed) if feed.url in stored}  # the first of two names of one feed
    for row in rows:
        if row.origin == "file" and row.id not in kept and remove_feed(conn, row.id):
            result.removed.append(row.listed_url)
        elif row.id in kept and _change(conn, row, kept[row.id], "file", now):
            result.updated.append(kept[row.id].url)
    for feed in listed:
        if feed.url not in stored:
            _insert(conn, feed, "file", now, FIRST_POLL_SPREAD * len(listed))
            result.added.append(feed.url)
    return result


def add_feed(conn: Connection, feed: FeedConfig, now: datetime, origin: str = "command") -> int:
    """The feed's id. One that is there already is listed again with the new settings; one of feeds.toml stays the file's."""
    one_at_a_time(conn, POLL_LOCK)
    row = find_feed(conn, feed.url)
    if row is None:
        return _insert(conn, feed, origin, now, timedelta(0))
    _change(conn, row, feed, row.origin if row.active or row.state == "merged" else origin, now)
    return row.id


def add_feeds(conn: Connection, listed: Sequence[FeedConfig], now: datetime) -> SyncResult:
    """Feeds that are not listed yet; those that are stay as they are. A removed one is listed again."""
    one_at_a_time(conn, POLL_LOCK)
    stored = _by_url(_all(conn))
    result = SyncResult([], [], [])
    spread = FIRST_POLL_SPREAD * len(listed)
    for feed in listed:
        row = stored.get(feed.url)
        if row is None:
            _insert(conn, feed, "command", now, spread)
            result.added.append(feed.url)
        elif not row.active and row.state != "merged":
            _change(conn, row, feed, "command", now)
            result.updated.append(feed.url)
    return result


def remove_feed(conn: Connection, feed_id: int) -> bool:
    """Stops asking a feed; its articles stay. False if it was not listed."""
    state = case((feeds.c.state == "merged", "new"), else_=feeds.c.state)
    values = {"active": False, "state": state, "lease_until": None, "generation": feeds.c.generation + 1}
    gone = conn.execute(update(feeds).where(feeds.c.id == feed_id, _LISTED).values(values).returning(feeds.c.url)).scalar()
    if gone is None:
        return False
    merged = and_(feeds.c.state == "merged", feeds.c.moved_to == gone)  # those go on by themselves
    conn.execute(update(feeds).where(merged).values(active=True, state="new", reason=None, moved_to=None, moved_polls=0))
    return True


def find_feed(conn: Connection, url: str) -> FeedRow | None:
    """The feed at this URL, or that was listed under it; removed ones too."""
    return _find(_all(conn), url)


def watched(conn: Connection) -> list[FeedRow]:
    """The feeds that are asked, without their entries: those are many to count."""
    return [row for row in _all(conn) if row.active]


def list_feeds(conn: Connection) -> list[FeedRow]:
    """The feeds that are listed, with how many entries each has shown; those merged into another one say so."""
    shown = select(sightings.c.feed_id, func.count().label("entries")).group_by(sightings.c.feed_id).subquery()
    statement = (
        select(*feeds.c, func.coalesce(shown.c.entries, 0).label("entries"))
        .outerjoin(shown, shown.c.feed_id == feeds.c.id)
        .where(_LISTED)
        .order_by(feeds.c.id)
    )
    return [record(FeedRow, row) for row in conn.execute(statement)]


# --- polling ---------------------------------------------------------------------------------------------------------


def claim_due(conn: Connection, now: datetime, limit: int, lease: timedelta, horizon: timedelta = HORIZON) -> list[FeedRow]:
    """Takes up to `limit` feeds that are due, the longest due first. Nobody else gets them before the lease runs out."""
    one_at_a_time(conn, POLL_LOCK)
    due = or_(feeds.c.next_poll <= now, feeds.c.next_poll > now + horizon)
    free = and_(feeds.c.active, due, lease_is_free(feeds, now, lease))
    first = select(feeds.c.id).where(free).order_by(feeds.c.next_poll, feeds.c.id).limit(limit)
    ids = list(conn.execute(first).scalars())
    lease_values = {"lease_until": now + lease, "lease_owner": None, "generation": feeds.c.generation + 1}
    claimed = update_unlocked(conn, feeds, lease_values, feeds.c.id.in_(ids), free)
    mine = select(feeds).where(feeds.c.id.in_(claimed)).order_by(feeds.c.next_poll, feeds.c.id)
    return [record(FeedRow, row) for row in conn.execute(mine)]


def finish_poll(conn: Connection, feed: FeedRow, result: PollUpdate, now: datetime) -> bool:
    """Writes how a poll ended and gives the lease back; False, and nothing written, if someone else has the feed by now."""
    one_at_a_time(conn, POLL_LOCK)
    values: dict[str, Any] = {
        "state": result.state,
        "reason": result.reason,
        "etag": result.etag,
        "last_modified": result.last_modified,
        "body_hash": result.body_hash,
        "last_success": result.last_success,
        "last_full": result.last_full,
        "last_poll": now,
        "next_poll": result.next_poll,
        "failures": result.failures,
        "missed_windows": feeds.c.missed_windows + result.missed_windows,
        "dropped_entries": feeds.c.dropped_entries + result.dropped_entries,
        "moved_to": result.moved_to,
        "moved_since": result.moved_since,
        "moved_polls": result.moved_polls,
        "lease_until": None,
    }
    if result.url is not None and result.url != feed.url:
        values |= _moved(conn, result.url)
    mine = and_(feeds.c.id == feed.id, feeds.c.generation == feed.generation)
    return conn.execute(update(feeds).where(mine).values(values)).rowcount == 1


def next_due_at(conn: Connection) -> datetime | None:
    """When the next feed can be claimed; None where there is none."""
    leased = and_(feeds.c.lease_until.is_not(None), feeds.c.lease_until > feeds.c.next_poll)
    at = case((leased, feeds.c.lease_until), else_=feeds.c.next_poll)
    found: datetime | None = conn.execute(select(func.min(at, type_=feeds.c.next_poll.type)).where(feeds.c.active)).scalar()
    return found


def poll_now(conn: Connection, feed_ids: Sequence[int] | None, now: datetime) -> int:
    """Makes feeds (None: all) due at once; how many."""
    one_at_a_time(conn, POLL_LOCK)
    due = update(feeds).where(feeds.c.active).values(next_poll=now)
    parts = [due] if feed_ids is None else [due.where(feeds.c.id.in_(some)) for some in chunks(feed_ids)]
    return sum(conn.execute(part).rowcount for part in parts)


def _moved(conn: Connection, url: str) -> dict[str, Any]:
    """A feed's new URL, unless another feed has it: then this one is merged into that, or stays where it was."""
    other = conn.execute(select(feeds.c.active).where(feeds.c.url == url)).scalar()
    if other is None:
        return {"url": url, "moved_to": None, "moved_since": None, "moved_polls": 0}
    merged = {"active": False, "state": "merged", "reason": f"moved to {url}, which is another feed", "moved_to": url}
    return merged if other else {}


# --- rows ------------------------------------------------------------------------------------------------------------


def _all(conn: Connection) -> list[FeedRow]:
    return [record(FeedRow, row) for row in conn.execute(select(feeds).order_by(feeds.c.id))]


def _find(rows: Sequence[FeedRow], url: str) -> FeedRow | None:
    return _by_url(rows).get(url)


def _by_url(rows: Sequence[FeedRow]) -> dict[str, FeedRow]:
    return {row.listed_url: row for row in rows} | {row.url: row for row in rows}


def _settings(feed: FeedConfig, origin: str) -> dict[str, Any]:
    return {
        "listed_url": feed.url,
        "name": feed.name,
        "publisher": feed.publisher or publisher_of(feed.url),
        "country": feed.country,
        "language": feed.language,
        "interval_s": None if feed.interval is None else max(1, round(feed.interval.total_seconds())),
        "full_text": feed.full_text,
        "origin": origin,
        "active": True,
    }


def _is_watched(conn: Connection, url: str | None) -> bool:
    return conn.execute(select(feeds.c.id).where(feeds.c.url == url, feeds.c.active)).first() is not None


def _insert(conn: Connection, feed: FeedConfig, origin: str, now: datetime, spread: timedelta) -> int:
    place = zlib.crc32(feed.url.encode()) / 2**32
    row = _settings(feed, origin) | {"url": feed.url, "next_poll": now + spread * place, "created_at": now}
    feed_id: int = conn.execute(feeds.insert().values(row).returning(feeds.c.id)).scalar_one()
    return feed_id


def _change(conn: Connection, row: FeedRow, feed: FeedConfig, origin: str, now: datetime) -> bool:
    """A listed feed's settings, and a shorter interval at once; True if anything differs.

    One that was merged stays so while the other feed is there; one that was removed begins again at the address that is given.
    """
    values = {name: value for name, value in _settings(feed, origin).items() if getattr(row, name) != value}
    if row.state == "merged" and _is_watched(conn, row.moved_to):
        values.pop("active", None)
    if not values:
        return False
    if values.get("active"):
        values |= {"url": feed.url, "state": "new", "reason": None, "next_poll": now, "moved_to": None, "moved_polls": 0}
    elif values.get("interval_s"):
        values["next_poll"] = min(row.next_poll, now + timedelta(seconds=values["interval_s"]))
    conn.execute(update(feeds).where(feeds.c.id == row.id).values(values))
    return True
