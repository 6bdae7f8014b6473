"""Keeps the workers' queue supplied, decides what was held, and throws away what was kept long enough."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from worker import log
from worker.errors import QueueError, StoreError
from worker.pipeline import policy_of, sweep_holds
from worker.pipeline.linking import forget
from worker.poller.context import Context, wait_for
from worker.queues.window import top_up
from worker.store import articles

_TICK = 3.0  # seconds between looks: what a lost job, a dead worker or an emptied Redis left behind is found by then
_TOGETHER = 0.05  # seconds in which more articles may come before the queue is topped up
_HOLDS_EVERY = 5.0
_PURGE_EVERY = 3600.0
_PURGE_FIRST = 60.0  # after the start


class Sweeper:
    def __init__(self, context: Context) -> None:
        self._context = context
        app = context.app
        self._policy = policy_of(app.rules, app.settings)
        self._next_holds = 0.0
        self._next_purge = time.monotonic() + _PURGE_FIRST

    async def run(self) -> None:
        while not self._context.stop.is_set():
            await self.sweep()
            if await wait_for(self._context.articles_due, _TICK):
                await asyncio.sleep(_TOGETHER)
                self._context.articles_due.clear()

    async def sweep(self) -> None:
        """One round of everything that is due."""
        await self._attempt(self._top_up)
        if time.monotonic() >= self._next_holds:
            self._next_holds = time.monotonic() + _HOLDS_EVERY
            await self._attempt(self._sweep_holds)
        if time.monotonic() >= self._next_purge:
            self._next_purge = time.monotonic() + _PURGE_EVERY
            await self._attempt(self._purge)

    async def _attempt(self, work: Callable[[], Any]) -> None:
        """In a thread of its own: Redis may keep us waiting, and the writer must not."""
        try:
            await asyncio.to_thread(work)
        except QueueError as error:
            self._context.queue_outage.failed(error, work.__name__)
        except StoreError as error:
            self._context.store_outage.failed(error, work.__name__)
        except Exception as error:  # noqa: BLE001 - the loop must outlive one article's or event's bad data
            log.get(stage="sweep").error("sweep failed", error=type(error).__name__, exc_info=error)
        else:
            self._context.store_outage.worked(work.__name__)

    def _top_up(self) -> None:
        app = self._context.app
        queued = top_up(app.store, app.queues, app.settings, self._context.clock())
        self._context.queue_outage.worked(self._top_up.__name__)
        if queued:
            log.get(stage="sweep").debug("queued", articles=queued)

    def _sweep_holds(self) -> None:
        app = self._context.app
        with app.store.deciding() as conn:
            raised = sweep_holds(conn, self._policy, self._context.clock())
        if raised:
            app.queues.wake()

    def _purge(self) -> None:
        app = self._context.app
        keep = app.settings.retention
        while True:
            with app.store.writing() as conn:
                pages, texts = articles.purge(conn, self._context.clock(), keep.pages, keep.text)
            if pages or texts:
                log.get(stage="sweep").info("purged", pages=pages, texts=texts)
            else:
                break
        with app.store.deciding() as conn:
            forget(conn, self._context.clock())
