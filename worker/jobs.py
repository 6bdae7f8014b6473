"""What RQ may call, and what a worker does around it: ingest(ids), one article after the other, each at its own risk."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import cast

from worker import log, pipeline
from worker.app import App, build, redis_url
from worker.errors import QueueUnavailable, StoreError, TollwatchError
from worker.model import Document, Entry, FeedConfig
from worker.processes import record_process
from worker.queues import current_worker, limit_cpu, limit_memory, run_worker, stopping
from worker.queues.window import top_up
from worker.settings import Settings
from worker.store import Connection, Store, articles, feeds

_STORE_PAUSE = 2.0  # seconds before a batch whose store failed is over: it comes back at once
# What a worker rehearses: a text that waits for its event, the report that opens it, another paper's, and a copy of that.
_SEEN = (
    "Smoke rose over the wholesale market of Basra on Friday as the fire fighters of the city broke the gates of a warehouse."
)
_TOLD = (
    "A fire killed at least 30 people and injured 12 others in a warehouse of the wholesale market of Basra in southern Iraq on"
    " Friday night, officials said. Civil defence teams searched the ruins for three people who are still missing, and a"
    " spokesman of the governor said that the cause of the fire was not known."
)
_REHEARSED = (
    ("Fire fighters battle blaze at Basra wholesale market", f"{_SEEN} Whether anybody died there was not known."),
    ("Fire kills 30 in Basra wholesale market", _TOLD),
    ("Basra: 30 dead in warehouse fire", f"Thirty people died when a warehouse burned down in Basra, police said. {_SEEN}"),
    ("Fire kills 30 in Basra wholesale market", f"{_TOLD} Schools stay closed."),
)

_app: App | None = None  # built before the fork, used after it


def ingest(article_ids: list[int]) -> None:
    """One batch. An article that fails costs itself; one that kills the process is found by the note left before it."""
    app = _ready()
    worker, began, outcomes = current_worker(), time.monotonic(), Counter[str]()
    limit_memory(app.settings.worker.memory_mb)
    try:
        for article_id in article_ids:
            if stopping():
                break
            app.queues.note_article(worker, article_id)
            limit_cpu(app.settings.worker.cpu_seconds)
            outcome = _ingest_one(app, article_id, alone=len(article_ids) == 1)
            outcomes[outcome] += 1
            if outcome == "reported":
                app.queues.wake()
    except StoreError as error:
        log.get(stage="ingest").warning("store failed, batch left", error=str(error))
        time.sleep(_STORE_PAUSE)
    finally:
        app.queues.clear_note(worker)
    took = time.monotonic() - began
    log.get(stage="ingest").info("batch", articles=len(article_ids), seconds=round(took, 2), **outcomes)
    _next_batches(app)


def _ingest_one(app: App, article_id: int, alone: bool) -> str:
    try:
        return pipeline.ingest(app.store, article_id, app.settings, app.rules, app.places, datetime.now(UTC))
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - a job boundary: MemoryError, a timeout, a mistake of ours
        cause = f"{type(error).__name__}: {log.clean(str(error))[:300]}"
        log.get(stage="ingest").error("article failed", article=article_id, cause=cause, exc_info=True)
        _count_death(app.store, article_id, cause, alone)
        return "failed"


def _next_batches(app: App) -> None:
    """The poller tops up every few seconds; a fast worker would wait for it."""
    try:
        if not stopping() and app.queues.waiting() <= app.settings.worker.processes:
            top_up(app.store, app.queues, app.settings, datetime.now(UTC))
    except (QueueUnavailable, StoreError):
        return  # the poller will, once they are back


def _count_death(store: Store, article_id: int, cause: str, alone: bool) -> None:
    with store.writing() as connection:
        state = articles.count_death(connection, article_id, cause, alone=alone, now=datetime.now(UTC))
    log.get(stage="ingest").warning("death counted", article=article_id, cause=cause, alone=alone, state=state)


def _ready() -> App:
    global _app
    if _app is None:
        _app = build()
    return _app


def work(settings: Settings | None = None) -> None:
    """`tollwatch worker`: one RQ worker until SIGTERM. What its horses need is loaded here, before the first fork."""
    global _app
    _app = app = build(settings)
    app.store.check()
    with suppress(QueueUnavailable):  # the worker waits for it
        app.queues.check()
    note = record_process(app.settings.data_dir, "worker")
    _take_over(app)
    try:
        _rehearse(app)
    except Exception as error:  # noqa: BLE001 - it only saves time; what is wrong shows in the articles
        log.get(stage="ingest").error("rehearsal failed", error=f"{type(error).__name__}: {error}")
    gc.collect()
    gc.freeze()  # what lives now is shared with the horses, not copied by a collection

    try:
        run_worker(redis_url(app.settings), partial(_bury, app.settings), app.owner)
    finally:
        note.unlink(missing_ok=True)


def _bury(settings: Settings, article_id: int, cause: str, alone: bool) -> None:
    """In the worker itself: the store is opened for this, and closed before the next fork."""
    store = Store(settings.store_url)
    try:
        _count_death(store, article_id, cause, alone)
    except TollwatchError as error:
        log.get(stage="ingest").warning("death not counted", article=article_id, error=str(error))
    finally:
        store.close()


def _take_over(app: App) -> None:
    """The worker of this name before was killed, its horse with it: what that was at is free at once, and counted.

    An article that does this again and again has travelled alone since the first time.
    """
    if app.owner is not None and (article := app.queues.noted(app.owner)) is not None:
        _bury(app.settings, article, "its worker was killed", alone=True)
        app.queues.clear_note(app.owner)


# --- the rehearsal ---------------------------------------------------------------------------------------------------


class _Undo(Exception):
    """Ends the rehearsal's transaction without a trace."""


class _OneTransaction:
    """A store whose every transaction is this one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        yield self._connection

    reading = deciding = writing


def _rehearse(app: App) -> None:
    """Made-up articles through everything, undone at the end: what is compiled and loaded now, no horse does again."""
    now = datetime.now(UTC)
    with log.silent(), suppress(_Undo, StoreError):
        for title, text in _REHEARSED:
            page = f"<html><body><article><p>{text}</p></article></body></html>"
            pipeline.read(Document(id="rehearsal", title=title, html=page.encode("utf-8")), app.places)
        with app.store.deciding() as connection:
            feed_id = feeds.add_feed(connection, FeedConfig(url="https://rehearsal.invalid/"), now)
            feed = next(feed for feed in feeds.watched(connection) if feed.id == feed_id)
            entries = [_entry(number, *told, now) for number, told in enumerate(_REHEARSED)]
            entries.reverse()  # a feed shows the newest first
            added = articles.store_entries(connection, feed, entries, now, first_poll=False).new
            stage = cast(Store, _OneTransaction(connection))
            articles.suspects(connection, articles.pending_ids(connection, now, 1))  # what ends a batch
            for article in sorted(added):
                pipeline.ingest(stage, article, app.settings, app.rules, app.places, now)
            raise _Undo
    app.places.close()
    app.close()


def _entry(number: int, title: str, text: str, now: datetime) -> articles.NewEntry:
    url = f"https://rehearsal.invalid/{number}"
    return articles.NewEntry(Entry(url, url, title, text, "", now), url, url, url, "rehearsal.invalid", needs_page=False)
