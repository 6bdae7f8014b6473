"""What the poller's loops share: its clock, its store, its web clients, and one line in the log when something goes or comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from worker import log
from worker.app import App
from worker.poller.hosts import Hosts
from worker.poller.parsing import FeedParser
from worker.poller.writer import Writer
from worker.web_client import WebClient


class Outage:
    """Says once that something is away, and once that it is back: when all that failed has worked again.

    A full disk takes some writes and not others, and is read from as ever: what did not fail proves nothing.
    """

    def __init__(self, what: str) -> None:
        self._log = log.get(stage="poll")
        self._what = what
        self._failing: set[str] = set()

    def failed(self, error: Exception, doing: str) -> None:
        if not self._failing:
            self._log.warning(f"{self._what} away", error=str(error), hint=getattr(error, "hint", ""))
        self._failing.add(doing)

    def worked(self, doing: str) -> None:
        if doing in self._failing:
            self._failing.remove(doing)
            if not self._failing:
                self._log.info(f"{self._what} back")


@dataclass
class Context:
    app: App
    stop: asyncio.Event
    writer: Writer
    hosts: Hosts
    parser: FeedParser
    feeds_client: WebClient
    pages_client: WebClient
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    pages_due: asyncio.Event = field(default_factory=asyncio.Event)  # articles that wait for their page were stored
    articles_due: asyncio.Event = field(default_factory=asyncio.Event)  # articles that a worker can take were stored
    store_outage: Outage = field(default_factory=lambda: Outage("store"))
    queue_outage: Outage = field(default_factory=lambda: Outage("queue"))


async def wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Until `event`, which is cleared, or `seconds` later; whether it was the event."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            await event.wait()
    except TimeoutError:
        return False
    event.clear()
    return True
