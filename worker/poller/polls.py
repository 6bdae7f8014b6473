"""Poll: claims the feeds that are due, asks them, and commits what they showed together with their validators."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from worker import log
from worker.errors import FetchError, StoreError
from worker.poller.context import Context, wait_for
from worker.poller.hosts import PATIENCE, HostBusy, Slots
from worker.poller.reading import Reader, Reading
from worker.poller.storing import Polled, Written, new_entries, store_poll, unchanged
from worker.stages.fetch import host_of
from worker.stages.poll import Answer, PollPolicy, conditional_headers, waits_for_probe
from worker.store import Connection, feeds, leases
from worker.store.feeds import FeedRow

_TICK = 5.0  # seconds between looks for feeds that another process added
_AHEAD = 8  # claimed feeds for each that may be asked at a time; they are claimed half of it at a time
_LEASE_MARGIN = timedelta(seconds=60)  # waiting for the host and a slot, parsing, writing
_LONGEST_WAIT = timedelta(hours=24)  # that a server may ask for
_CLOCK_SET_BACK = timedelta(minutes=1)
_ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The answer as HTTP has it, its body, and where that came from in the end."""

    answer: Answer
    body: bytes = b""
    url: str = ""


class Polls:
    def __init__(self, context: Context) -> None:
        self._context = context
        settings = context.app.settings.poll
        self._settings = settings
        self._policy = PollPolicy(settings.interval, settings.min_interval, settings.max_interval)
        self._slots = Slots(settings.concurrency)
        self._reader = Reader(context.parser, settings.max_entries)
        self._tasks: dict[asyncio.Task[None], FeedRow] = {}
        self._freed = asyncio.Event()
        self._offset: timedelta | None = None
        self.wake = asyncio.Event()

    async def run(self) -> None:
        """Until the stop event; a feed in flight is then finished or given back by `close`."""
        while not self._context.stop.is_set():
            room = self._room()
            if room < _AHEAD * self._settings.concurrency // 2:
                await wait_for(self._freed, 1.0)
                continue
            pause = await self.claim(room)
            await wait_for(self.wake, pause)

    async def run_once(self) -> None:
        """Asks every feed that is due now, once."""
        while not self._context.stop.is_set() and await self.claim(self._room()) == 0.0:
            await wait_for(self._freed, 1.0)
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def claim(self, room: int) -> float:
        """Starts polling up to `room` feeds that are due; seconds until the next look, 0 if there is more now."""
        now = self._context.clock()
        lease = self._settings.timeout + _LEASE_MARGIN
        horizon, owner = self._horizon(now), self._context.app.owner

        def work(conn: Connection) -> tuple[list[FeedRow], datetime | None]:
            claimed = feeds.claim_due(conn, now, max(room, 1), lease, horizon)
            if owner:
                leases.own(conn, owner, feed_ids=[feed.id for feed in claimed])
            return claimed, feeds.next_due_at(conn)

        try:
            claimed, next_due = await self._context.writer.write(work, soon=True)
        except StoreError as error:
            self._context.store_outage.failed(error, "claim")
            return _TICK
        if claimed:
            self._context.store_outage.worked("claim")
        put_back = await self._begin(claimed, now)
        if len(claimed) >= room:
            return 0.0
        soonest = min([when for when in (next_due, *put_back) if when], default=now + timedelta(seconds=_TICK))
        return min(_TICK, max(0.05, (soonest - self._context.clock()).total_seconds()))

    async def close(self, seconds: float) -> None:
        """Lets polls in flight end for so long, then gives the rest of the feeds back as they were."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = dict(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._put_back([(feed, feed.next_poll) for feed in left.values()])

    def _room(self) -> int:
        return _AHEAD * self._settings.concurrency - len(self._tasks)

    def _horizon(self, now: datetime) -> timedelta:
        """The furthest that next_poll may lie ahead. After the clock was set back, a feed waits for no more than its interval."""
        offset = now - datetime.fromtimestamp(time.monotonic(), tz=now.tzinfo)
        if self._offset is None or offset > self._offset:
            self._offset = offset
        usual = max(self._settings.max_interval, _LONGEST_WAIT) * 1.2
        return self._settings.interval * 1.2 if self._offset - offset > _CLOCK_SET_BACK else usual

    async def _begin(self, claimed: Sequence[FeedRow], now: datetime) -> list[datetime]:
        """Asks those whose host can be asked soon; the others go back, each to its own place in their host's line, at these times."""
        later: list[tuple[FeedRow, datetime]] = []
        for feed in claimed:
            wait = self._context.hosts.wait(host_of(feed.url))
            if waits_for_probe(feed, now):
                later.append((feed, now + self._settings.max_interval))
            elif wait > PATIENCE:
                later.append((feed, now + timedelta(seconds=wait)))
            else:
                task = asyncio.create_task(self._poll(feed))
                self._tasks[task] = feed
                task.add_done_callback(self._ended)
                await asyncio.sleep(0)  # so that it stands in its host's line before the next is looked at
        await self._put_back(later)
        return [when for _, when in later]

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        self._freed.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.get(stage="poll").error("poll failed", exc_info=error)

    async def _put_back(self, later: Sequence[tuple[FeedRow, datetime]]) -> None:
        if not later:
            return
        now = self._context.clock()

        def work(conn: Connection) -> None:
            for feed, next_poll in later:
                feeds.finish_poll(conn, feed, unchanged(feed, next_poll), now)

        try:
            await self._context.writer.write(work, soon=True)
        except StoreError as error:
            self._context.store_outage.failed(error, "keep")  # the leases run out by themselves

    # --- one feed ----------------------------------------------------------------------------------------------------

    async def _poll(self, feed: FeedRow) -> None:
        began = time.monotonic()
        try:
            async with self._context.hosts.turn(host_of(feed.url), self._slots):
                asked = await self._ask(feed)
                reading = await self._read(feed, asked)
        except HostBusy as busy:
            await self._put_back([(feed, self._context.clock() + timedelta(seconds=busy.wait))])
            return
        try:
            written = await self._store(feed, reading)
            if written is None:
                reading = await self._read(feed, asked, whole=True)
                written = await self._store(feed, reading)
        except StoreError as error:
            self._context.store_outage.failed(
                error, "keep"
            )  # the validators stay as they were: the next poll gets it all again
            return
        assert written is not None, "only a part of a feed is refused"
        self._context.store_outage.worked("keep")
        self._reader.stored(feed, reading)
        self._tell(feed, reading.answer, written, time.monotonic() - began)

    async def _ask(self, feed: FeedRow) -> _Asked:
        began, host = time.monotonic(), host_of(feed.url)
        conditional = conditional_headers(feed, self._context.clock())
        try:
            response = await self._context.feeds_client.get(
                feed.url,
                headers={"Accept": _ACCEPT, **conditional},
                max_bytes=self._settings.max_bytes,
                timeout=self._settings.timeout,
            )
        except FetchError as error:
            self._context.hosts.took(host, time.monotonic() - began, good=False)
            return _Asked(Answer(None, {}, not conditional, error=error.reason))
        self._context.hosts.took(host, response.elapsed, good=response.status < 400)
        answer = Answer(response.status, response.headers, not conditional, permanent_url=response.permanent_url)
        return _Asked(answer, response.body, response.url)

    async def _read(self, feed: FeedRow, asked: _Asked, *, whole: bool = False) -> Reading:
        if asked.answer.status not in (200, 203):
            return Reading(asked.answer)
        return await self._reader.read(feed, asked.answer, asked.body, asked.url, whole=whole)

    async def _store(self, feed: FeedRow, reading: Reading) -> Written | None:
        now, jitter, shown = self._context.clock(), random.random(), reading.answer.feed
        polled = Polled(feed, reading.answer, new_entries(feed, shown, now) if shown else [], reading.partial)
        return await self._context.writer.write(lambda conn: store_poll(conn, polled, self._policy, now, jitter))

    def _tell(self, feed: FeedRow, answer: Answer, written: Written, seconds: float) -> None:
        intent, entries = written.intent, written.entries
        if intent.host_wait:
            self._context.hosts.block(host_of(feed.url), intent.host_wait.total_seconds())
        if entries.new or entries.revised:
            self._context.pages_due.set()
            self._context.articles_due.set()
        if intent.url and written.mine:
            log.get(stage="poll").warning("feed moved", feed=feed.url, to=intent.url, polls=intent.moved_polls)
        if intent.state == "gone" != feed.state:
            log.get(stage="poll").warning(
                "feed gone", feed=feed.url, hint="asked once a week; `tollwatch feeds remove` ends it"
            )
        notable = bool(entries.new or entries.revised) or _health(feed.state, feed.reason) != _health(
            intent.state, intent.reason
        )
        say = log.get(stage="poll").info if notable else log.get(stage="poll").debug
        say(
            "polled",
            feed=feed.url,
            status=answer.status,
            state=intent.state,
            reason=intent.reason if written.mine else "lease_lost",
            new=len(entries.new),
            revised=len(entries.revised),
            ms=round(seconds * 1000),
            **({"error": answer.error} if answer.error else {}),
        )


def _health(state: str, reason: str | None) -> tuple[str, str | None]:
    """What is worth a line when it changes: 304s and 200s take turns, that is no news."""
    return ("ok", None) if state in ("ok", "not_modified") else (state, reason)
