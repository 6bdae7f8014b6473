"""Politeness: how many requests one host gets at a time, and how far apart, whether for feeds or for pages.

Where several pollers work on one store, they keep the distance together: see HostTurns.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from worker.web_client import loop_time

PER_HOST = 2  # requests at a time
PATIENCE = 10.0  # seconds that a request waits for its host in memory; beyond, it is put back into the store
SLOW_SECONDS = 2.0  # after which a request no longer counts against the others' concurrency
SLOWEST_GAP = 10.0  # seconds to which a slow host's answers stretch the gap
LONGEST_WAIT = PATIENCE + SLOWEST_GAP  # seconds after which a request that stands in line gives up

_REMEMBERED = 5_000


class HostBusy(Exception):
    """This host is not to be asked for `wait` seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"{wait:.0f} s")
        self.wait = wait


class Slots:
    """At most `number` quick requests at a time; a slow one gives its slot up, so that ten hanging sites don't stop the rest."""

    def __init__(self, number: int) -> None:
        self._free = asyncio.Semaphore(number)

    async def acquire(self) -> None:
        await self._free.acquire()

    def release(self) -> None:
        self._free.release()

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Gives the acquired slot back at the end or after SLOW_SECONDS."""
        held = True

        def give_back() -> None:
            nonlocal held
            if held:
                held = False
                self._free.release()

        early = asyncio.get_running_loop().call_later(SLOW_SECONDS, give_back)
        try:
            yield
        finally:
            early.cancel()
            give_back()


@dataclass
class _Host:
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PER_HOST))
    next_start: float = 0.0  # by the event loop's clock
    gap: float = 0.0  # between its starts
    waiting: int = 0
    active: int = 0

    def busy(self, now: float) -> bool:
        return bool(self.waiting or self.active or self.next_start > now)


class Others(Protocol):
    """What other pollers may be asked and told."""

    async def take(self, host: str, gap: float, /) -> float: ...

    async def block(self, host: str, seconds: float, /) -> None: ...


class Hosts:
    """`gap`: seconds between the starts of two requests to one host. `others`: the pollers beside this one."""

    def __init__(self, gap: float, others: Others | None = None) -> None:
        self._gap = gap
        self._others = others
        self._hosts: dict[str, _Host] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def wait(self, name: str) -> float:
        """Seconds until a request asked for now would start, as far as its host is concerned."""
        host = self._hosts.get(name)
        return 0.0 if host is None else max(0.0, host.next_start - loop_time()) + host.waiting * max(self._gap, host.gap)

    def in_line(self, least: float, most: float) -> set[str]:
        """The hosts at which a request asked for now would wait for so many seconds."""
        return {name for name in self._hosts if least < self.wait(name) <= most}

    def block(self, name: str, seconds: float) -> None:
        host = self._host(name)
        host.next_start = max(host.next_start, loop_time() + seconds)
        if self._others is not None:
            telling = asyncio.create_task(self._others.block(name, seconds))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)

    @asynccontextmanager
    async def turn(self, name: str, slots: Slots, gap: float = 0.0) -> AsyncIterator[None]:
        """Inside, one request may be made. `gap`: seconds that this host wants between two. HostBusy: not now."""
        host = self._host(name)
        host.gap = max(host.gap, gap)
        host.waiting += 1
        try:
            await host.slots.acquire()
            try:
                await self._start(name, host, slots)
            except BaseException:
                host.slots.release()
                raise
        finally:
            host.waiting -= 1
        host.active += 1
        try:
            async with slots.held():
                yield
        finally:
            host.active -= 1
            host.slots.release()

    def took(self, name: str, seconds: float, *, good: bool) -> None:
        """A host that answers slowly is asked less often; an error never makes us faster."""
        host = self._host(name)
        measured = min(seconds, SLOWEST_GAP)
        if good or measured > host.gap:
            host.gap = (host.gap + measured) / 2

    async def _start(self, name: str, host: _Host, slots: Slots) -> None:
        """Waits for the host first and for a slot then, so that a waiting request holds no slot."""
        while True:
            wait = host.next_start - loop_time()
            if wait > LONGEST_WAIT:
                raise HostBusy(wait)
            if wait > 0:
                await asyncio.sleep(wait)
                continue
            await slots.acquire()
            if host.next_start <= loop_time() and await self._is_ours(name, host):
                return
            slots.release()

    async def _is_ours(self, name: str, host: _Host) -> bool:
        """Takes the turn, unless another poller has it: then it is known when to ask again."""
        gap = max(self._gap, host.gap)
        host.next_start = loop_time() + gap
        wait = await self._others.take(name, gap) if self._others is not None else 0.0
        if wait > 0:
            host.next_start = loop_time() + wait
        return wait <= 0

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            if len(self._hosts) >= _REMEMBERED:
                self._hosts = {key: host for key, host in self._hosts.items() if host.busy(loop_time())}
            self._hosts[name] = _Host()
        return self._hosts[name]
