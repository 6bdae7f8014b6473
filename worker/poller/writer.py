"""One thread through which the poller's store calls run, so that the event loop never waits for a disk."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from worker.errors import StoreError
from worker.store import Connection, Store

T = TypeVar("T")

GROUP_SECONDS = 0.1  # results that come this close together share a transaction, that is a wait for the disk
GROUP_SIZE = 100


@dataclass(frozen=True)
class _Call(Generic[T]):
    work: Callable[[Connection], T]
    future: asyncio.Future[T]
    soon: bool

    def settle(self, result: T | None, error: BaseException | None) -> None:
        """In the writer's thread."""
        loop = self.future.get_loop()
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._settle, result, error)

    def _settle(self, result: Any, error: BaseException | None) -> None:
        if self.future.done():
            return  # who asked was cancelled; what was written stays written
        if error is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(error)


class Writer:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._calls: queue.SimpleQueue[_Call[Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[Connection], T], *, soon: bool = False) -> T:
        """What `work` returns, once it is committed. It may run twice, the first time rolled back. `soon`: don't wait for others.

        StoreError where the store can't; whatever else `work` raises costs its own transaction only.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._calls.put(_Call(work, future, soon))
        return await future

    async def close(self) -> None:
        """After what was asked for is written."""
        self._calls.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        while (first := self._calls.get()) is not None:
            group, last = self._gather(first)
            self._commit(group)
            if last:
                return

    def _gather(self, first: _Call[Any]) -> tuple[list[_Call[Any]], bool]:
        """The calls of the next transaction, and whether they are the last."""
        group = [first]
        until = time.monotonic() + GROUP_SECONDS
        while len(group) < GROUP_SIZE:
            wait = 0.0 if any(call.soon for call in group) else until - time.monotonic()
            try:
                call = self._calls.get(timeout=wait) if wait > 0 else self._calls.get_nowait()
            except queue.Empty:
                break
            if call is None:
                return group, True
            group.append(call)
        return group, False

    def _commit(self, group: list[_Call[Any]]) -> None:
        try:
            with self._store.writing() as connection:
                results = [call.work(connection) for call in group]
        except StoreError as error:
            for call in group:
                call.settle(None, error)
        except Exception as error:  # noqa: BLE001 - one call's mistake must not end the thread or cost the others
            if len(group) == 1:
                group[0].settle(None, error)
                return
            for call in group:
                self._commit([call])
        else:
            for call, result in zip(group, results, strict=True):
                call.settle(result, None)
