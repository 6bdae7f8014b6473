"""Poll: claims the feeds that are due, asks them, and commits what they showed together with their validators."""

from __future__ import annotations

import asyncio
import hashlib
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from worker import log
from worker.errors import FetchError, StoreError
from worker.model import Entry
from worker.poller.context import Context, wait_for
from worker.poller.hosts import PATIENCE, HostBusy, Slots
from worker.poller.parsing import ParseFailed
from worker.stages.fetch import host_of, url_key
from worker.stages.poll import (
    Answer,
    ParsedFeed,
    PollIntent,
    PollPolicy,
    clamp_published,
    conditional_headers,
    decide_after_poll,
    entry_keys,
    shared_links,
    waits_for_probe,
)
from worker.store import Connection, articles, feeds
from worker.store.articles import NewEntry, StoredEntries
from worker.store.feeds import FeedRow, PollUpdate

_TICK = 5.0  # seconds between looks for feeds that another process added
_AHEAD = 4  # claimed feeds for each that is being asked
_LEASE_MARGIN = timedelta(seconds=60)  # waiting for the host and a slot, parsing, writing
_LONGEST_WAIT = timedelta(hours=24)  # that a server may ask for
_CLOCK_SET_BACK = timedelta(minutes=1)
_ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Polled:
    """A feed, what it answered, and what it showed."""

    feed: FeedRow
    answer: Answer
    entries: Sequence[NewEntry]


class Polls:
    def __init__(self, context: Context) -> None:
        self._context = context
        settings = context.app.settings.poll
        self._settings = settings
        self._policy = PollPolicy(settings.interval, settings.min_interval, settings.max_interval)
        self._slots = Slots(settings.concurrency)
        self._tasks: dict[asyncio.Task[None], FeedRow] = {}
        self._freed = asyncio.Event()
        self._offset: timedelta | None = None
        self.wake = asyncio.Event()

    async def run(self) -> None:
        """Until the stop event; a feed in flight is then finished or given back by `close`."""
        while not self._context.stop.is_set():
            room = self._room()
            if room <= 0:
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
        horizon = self._horizon(now)

        def work(conn: Connection) -> tuple[list[FeedRow], datetime | None]:
            claimed = feeds.claim_due(conn, now, max(room, 1), lease, horizon)
            return claimed, feeds.next_due_at(conn)

        try:
            claimed, next_due = await self._context.writer.write(work, soon=True)
        except StoreError as error:
            self._context.store_outage.failed(error)
            return _TICK
        self._context.store_outage.worked()
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
                task = asyncio.create_task(self._poll_in_turn(feed))
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

    async def _poll_in_turn(self, feed: FeedRow) -> None:
        try:
            async with self._context.hosts.turn(host_of(feed.url), self._slots):
                answer = await self._ask(feed)
        except HostBusy as busy:
            await self._put_back([(feed, self._context.clock() + timedelta(seconds=busy.wait))])
            return
        await self._finish(feed, *answer)

    async def _put_back(self, later: Sequence[tuple[FeedRow, datetime]]) -> None:
        if not later:
            return
        now = self._context.clock()

        def work(conn: Connection) -> None:
            for feed, next_poll in later:
                feeds.finish_poll(conn, feed, _unchanged(feed, next_poll), now)

        try:
            await self._context.writer.write(work, soon=True)
        except StoreError as error:
            self._context.store_outage.failed(error)  # the leases run out by themselves

    # --- one feed ----------------------------------------------------------------------------------------------------

    async def _ask(self, feed: FeedRow) -> tuple[Answer, float]:
        """The answer and how long it took, in seconds."""
        began = time.monotonic()
        conditional = conditional_headers(feed, self._context.clock())
        try:
            response = await self._context.feeds_client.get(
                feed.url,
                headers={"Accept": _ACCEPT, **conditional},
                max_bytes=self._settings.max_bytes,
                timeout=self._settings.timeout,
            )
        except FetchError as error:
            self._context.hosts.took(host_of(feed.url), time.monotonic() - began, good=False)
            return Answer(None, {}, not conditional, error=error.reason), time.monotonic() - began
        self._context.hosts.took(host_of(feed.url), response.elapsed, good=response.status < 400)
        answer = Answer(response.status, response.headers, not conditional)
        if response.status in (200, 203):
            answer = await self._read(feed, answer, response.body, response.url)
        return answer, time.monotonic() - began

    async def _read(self, feed: FeedRow, answer: Answer, body: bytes, url: str) -> Answer:
        body_hash = hashlib.sha256(body).hexdigest()
        if body_hash == feed.body_hash:
            return replace(answer, body_hash=body_hash)
        content_type = answer.headers.get("content-type", "")
        try:
            parsed = await self._context.parser.parse(body, content_type, url, self._settings.max_entries)
        except ParseFailed as error:
            return replace(answer, error=error.reason)
        return replace(answer, body_hash=body_hash, feed=parsed)

    async def _finish(self, feed: FeedRow, answer: Answer, seconds: float) -> None:
        now = self._context.clock()
        jitter = random.random()
        polled = Polled(feed, answer, new_entries(feed, answer.feed, now) if answer.feed else [])

        def work(conn: Connection) -> tuple[PollIntent, StoredEntries, bool]:
            return store_poll(conn, polled, self._policy, now, jitter)

        try:
            intent, stored, mine = await self._context.writer.write(work)
        except StoreError as error:
            self._context.store_outage.failed(error)  # the validators stay as they were: the next poll gets it all again
            return
        if intent.host_wait:
            self._context.hosts.block(host_of(feed.url), intent.host_wait.total_seconds())
        if stored.new or stored.revised:
            self._context.pages_due.set()
            self._context.articles_due.set()
        log.get(stage="poll").info(
            "polled",
            feed=feed.url,
            status=answer.status,
            state=intent.state,
            reason=intent.reason if mine else "lease_lost",
            new=len(stored.new),
            revised=len(stored.revised),
            ms=round(seconds * 1000),
        )


def store_poll(
    conn: Connection, polled: Polled, policy: PollPolicy, now: datetime, jitter: float
) -> tuple[PollIntent, StoredEntries, bool]:
    """Items and validators in one transaction: whatever is told to the server next time is in the store."""
    feed, answer = polled.feed, polled.answer
    stored = StoredEntries([], 0, [])
    if polled.entries:
        stored = articles.store_entries(conn, feed, polled.entries, now, feed.last_success is None)
        answer = replace(answer, overlap=stored.seen > 0 or len(stored.new) < len(polled.entries))
    intent = decide_after_poll(feed, answer, policy, now, jitter)
    values = asdict(intent)
    del values["host_wait"]
    return intent, stored, feeds.finish_poll(conn, feed, PollUpdate(**values), now)


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


def _unchanged(feed: FeedRow, next_poll: datetime) -> PollUpdate:
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
    )
