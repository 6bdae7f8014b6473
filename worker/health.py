"""How the service is: figures of the store and Redis, computed when they are asked for, and what needs a look."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import disk_usage
from typing import Any

from worker.app import App
from worker.errors import QueueError, StoreError, TollwatchError
from worker.model import Outcome
from worker.processes import process_table
from worker.store import Connection, alerts, articles, feeds, outbox, silences
from worker.store.articles import State

LATE = timedelta(minutes=2)  # a feed that is due for longer is late
UNSENT = timedelta(minutes=2)  # an alert that is on its way for longer needs a look
STUCK = timedelta(minutes=15)  # a queue whose oldest article waits for longer needs a look
LOW_MB = 500  # of disk: with less a person should look

Health = dict[str, Any]


def look(service: App) -> Health:
    """What programs rely on; what can't be asked is "down" and its figures are null."""
    now = datetime.now(UTC)
    found: Health = {"ok": False, "redis": "up", "store": "up", "problems": []}
    figures = _of_store(service, now, found)
    try:
        service.queues.check()
        waiting, running, workers = service.queues.waiting(), service.queues.running(), len(service.queues.workers())
    except QueueError as error:
        found["redis"], waiting, running, workers = "down", None, None, None
        found["problems"].append(_words(error))
    found |= figures
    found["workers"] = workers
    found["jobs"] = {"waiting": waiting, "running": running}
    found["disk_free_mb"] = free_mb(service.settings.data_dir)
    found["processes"] = process_table(service.settings.data_dir)
    found["problems"] += _problems(found)
    found["ok"] = not found["problems"]
    return found


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.resolve()
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def free_mb(folder: Path) -> int:
    return disk_usage(existing(folder)).free // 1024 // 1024


def _words(error: TollwatchError) -> str:
    return f"{error} ({error.hint})" if error.hint else str(error)


# --- figures ---------------------------------------------------------------------------------------------------------


def _of_store(service: App, now: datetime, found: Health) -> Health:
    try:
        service.store.check()
        with service.store.reading() as connection:
            return _figures(connection, now)
    except StoreError as error:
        found["store"] = "down"
        found["problems"].append(_words(error))
        return {"feeds": None, "queues": None, "articles": None, "deliveries": None, "alerts": None}


def _figures(connection: Connection, now: datetime) -> Health:
    found, deliveries = articles.counts(connection, now), outbox.delivery_counts(connection)
    held, sending = alerts.list_holds(connection, since=now - alerts.RECENT), outbox.inflight(connection)
    pending = found.states.get(State.PENDING, 0)
    return {
        "feeds": _feeds(feeds.watched(connection), now),
        "queues": {
            "ingest": {
                "waiting": pending - found.leased,
                "running": found.leased,
                "failed": found.outcomes.get(Outcome.FAILED, 0),
                "oldest_s": _seconds(found.oldest_pending, now),
            },
            "deliver": {
                "waiting": deliveries["pending"] - sending,
                "running": sending,
                "failed": deliveries["held"] + deliveries["dead"],
                "oldest_s": _seconds(outbox.oldest_pending(connection), now),
            },
        },
        "articles": {
            "pending": pending,
            "fetching": found.states.get(State.FETCHING, 0),
            "dropped": found.states.get(State.DROPPED, 0),
            "outcomes": found.outcomes,
        },
        "deliveries": deliveries,
        "alerts": {
            "raised": outbox.alert_counts(connection),
            "held": sum(not row.hold.ended for row in held),
            "unconfirmed": sum(row.hold.ended for row in held),
            "silences": len(silences.active(connection, now)),
        },
    }


def _feeds(rows: list[feeds.FeedRow], now: datetime) -> Health:
    states = Counter(row.state for row in rows)
    return {
        "total": len(rows),
        "late": sum(row.next_poll < now - LATE for row in rows),
        "failing": sum(row.failures > 0 and row.state != "gone" for row in rows),
        "gone": states["gone"],
        "states": dict(sorted(states.items())),
    }


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, round((now - since).total_seconds()))


# --- what needs a look -----------------------------------------------------------------------------------------------


def _problems(found: Health) -> list[str]:
    problems = []
    if found["store"] == "up":
        problems += _of_feeds(found["feeds"]) + _of_articles(found["queues"]["ingest"]) + _of_deliveries(found)
    if found["redis"] == "up" and not found["workers"]:
        problems.append("no worker is running: tollwatch run")
    if found["disk_free_mb"] < LOW_MB:
        problems.append(f"only {found['disk_free_mb']:,} MB free for the data directory: make room")
    return problems


def _of_feeds(feed: Health) -> list[str]:
    if not feed["total"]:
        return ["there are no feeds: tollwatch feeds add URL"]
    said = []
    if feed["failing"]:
        said.append(f"{feed['failing']} of {feed['total']} feeds failing: tollwatch feeds list --failing")
    if feed["gone"]:
        said.append(
            f"{feed['gone']} of {feed['total']} feeds gone (410): find their new address, or tollwatch feeds remove URL"
        )
    if feed["late"]:
        said.append(f"{feed['late']} of {feed['total']} feeds late: is the poller running?")
    return said


def _of_articles(ingest: Health) -> list[str]:
    said = []
    if (ingest["oldest_s"] or 0) > STUCK.total_seconds():
        said.append(f"the oldest article waits for {ingest['oldest_s']} s: tollwatch queue list --stage extract --older 15m")
    if ingest["failed"]:
        said.append(f"articles failed or quarantined: {ingest['failed']}; tollwatch queue list --state failed")
    return said


def _of_deliveries(found: Health) -> list[str]:
    said, oldest = [], found["queues"]["deliver"]["oldest_s"] or 0
    if oldest > UNSENT.total_seconds():
        said.append(f"an alert waits for {oldest} s: tollwatch queue list --state pending")
    for state in ("held", "dead"):
        if number := found["deliveries"][state]:
            said.append(f"deliveries {state}: {number}; tollwatch queue list --state {state}")
    return said
