"""What a process of Tollwatch works with, built from the settings, and how it lives. Nothing connects or opens anything yet."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from worker.errors import QueueUnavailable
from worker.gazetteer import Gazetteer, open_gazetteer
from worker.model import Channel, Rule
from worker.processes import lease_owner, record_process
from worker.queues import Queues
from worker.redis_server import embedded_url
from worker.settings import Settings, load_alerts, load_settings
from worker.store import Store


@dataclass(frozen=True)
class App:
    """Safe to build before a fork: store, queues and gazetteer connect in the process that first uses them."""

    settings: Settings
    store: Store
    queues: Queues
    rules: tuple[Rule, ...]
    channels: tuple[Channel, ...]
    owner: str | None = None  # whose leases are; nobody else of this name runs

    @cached_property
    def places(self) -> Gazetteer:
        """The gazetteer; its index is built first where it is missing, which takes seconds."""
        return open_gazetteer()

    def close(self) -> None:
        self.store.close()
        self.queues.close()


def redis_url(settings: Settings) -> str:
    """TOLLWATCH_REDIS_URL, else the embedded Redis of the data directory."""
    return settings.redis_url or embedded_url(settings.data_dir)


def build(settings: Settings | None = None) -> App:
    """ConfigError where config/ or the environment is wrong."""
    settings = settings or load_settings()
    rules, channels = load_alerts(settings)
    return App(settings, Store(settings.store_url), Queues(redis_url(settings)), rules, channels, lease_owner())


Run = Callable[[asyncio.Event, asyncio.Event], Awaitable[None]]


def serve(app: App, name: str, run: Run, *, needs_store: bool = True) -> None:
    """A process of the service: `run(stop, reread)`, told by SIGTERM or SIGINT to stop, by SIGHUP to read its files again."""
    if needs_store:
        app.store.check()
        with suppress(QueueUnavailable):  # it works without, and says so
            app.queues.check()
    note = record_process(app.settings.data_dir, name)
    try:
        asyncio.run(_listening(run))
    finally:
        note.unlink(missing_ok=True)


async def _listening(run: Run) -> None:
    stop, reread = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, reread.set)
    await run(stop, reread)
