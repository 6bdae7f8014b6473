"""Fetch: gets the pages of new articles; what can't be had is read from its entry at once, and asked for again later."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from worker import log
from worker.errors import FetchError, StoreError
from worker.poller.context import Context, wait_for
from worker.poller.hosts import LONGEST_WAIT, PATIENCE, HostBusy, Slots
from worker.poller.robots import Robots, Rules
from worker.stages.fetch import judge_page
from worker.stages.poll import retry_after
from worker.store import Connection, articles, leases
from worker.store.articles import ArticleRow, PageRow

_TICK = 2.0  # seconds between looks for pages to ask for again
_AHEAD = 4
_LEASE_MARGIN = timedelta(seconds=60)
_FIRST_RETRY = timedelta(minutes=1)  # then four times as long each time
_BLOCK = timedelta(minutes=1)  # of a host that says 429 without saying for how long
_ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Got:
    """What came of asking for a page. `retry`: it may be worth asking again; `wait`: no sooner than that."""

    page: PageRow | None
    reason: str
    retry: bool = False
    wait: timedelta = timedelta(0)
    status: int | None = None


class Fetches:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.app.settings.fetch
        self._slots = Slots(self._settings.concurrency)
        self._robots = Robots(context.pages_client)
        self._tasks: dict[asyncio.Task[None], ArticleRow] = {}
        self._freed = asyncio.Event()

    async def run(self) -> None:
        while not self._context.stop.is_set():
            room = self._room()
            if room <= 0:
                await wait_for(self._freed, 1.0)
            elif not await self.claim(room):
                await wait_for(self._context.pages_due, _TICK)

    async def run_once(self) -> None:
        """Asks for every page that is due now, once."""
        while not self._context.stop.is_set():
            started = await self.claim(self._room()) if self._room() > 0 else False
            if not started and not self._tasks:
                return
            await wait_for(self._freed, 0.2)

    async def claim(self, room: int) -> bool:
        """Starts fetching up to `room` pages; whether any were due."""
        now = self._context.clock()
        soon = self._context.hosts.in_line(PATIENCE / 2, LONGEST_WAIT)  # their articles wait in the store
        lease, owner = self._settings.timeout + _LEASE_MARGIN, self._context.app.owner

        def work(conn: Connection) -> list[ArticleRow]:
            claimed = articles.claim_fetches(conn, now, room, lease, busy_hosts=soon)
            if owner:
                leases.own(conn, owner, article_ids=[article.id for article in claimed])
            return claimed

        try:
            claimed = await self._context.writer.write(work, soon=True)
        except StoreError as error:
            self._context.store_outage.failed(error, "claim")
            await wait_for(self._context.stop, _TICK)
            return False
        if claimed:
            self._context.store_outage.worked("claim")
        for article in claimed:
            task = asyncio.create_task(self._fetch_in_turn(article))
            self._tasks[task] = article
            task.add_done_callback(self._ended)
        await asyncio.sleep(0)
        return bool(claimed)

    async def close(self, seconds: float) -> None:
        """Lets fetches in flight end for so long; what is left comes back when its lease runs out."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _room(self) -> int:
        return _AHEAD * self._settings.concurrency - len(self._tasks)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        self._freed.set()
        self._context.pages_due.set()  # its host may have room for the next
        if not task.cancelled() and (error := task.exception()) is not None:
            log.get(stage="fetch").error("fetch failed", exc_info=error)

    # --- one page ----------------------------------------------------------------------------------------------------

    async def _fetch_in_turn(self, article: ArticleRow) -> None:
        began = time.monotonic()
        try:
            got = await self._fetch(article)
        except HostBusy as busy:  # for so long that the entry's words must do meanwhile
            got = Got(None, "host_busy", retry=True, wait=timedelta(seconds=busy.wait))
        await self._finish(article, got, time.monotonic() - began)

    async def _fetch(self, article: ArticleRow) -> Got:
        rules = None
        if self._settings.respect_robots:
            rules = self._robots.known(article.url) or await self._ask_robots(article)
            if rules.unsure:
                return Got(None, "robots_unreachable", retry=True)
            if not rules.allows(article.url, self._settings.user_agent):
                return Got(None, "robots")
        gap = rules.delay(self._settings.user_agent) if rules else 0.0
        async with self._context.hosts.turn(article.host, self._slots, gap):
            return await self._get(article)

    async def _ask_robots(self, article: ArticleRow) -> Rules:
        async with self._context.hosts.turn(article.host, self._slots):
            return await self._robots.ask(article.url)

    async def _get(self, article: ArticleRow) -> Got:
        hosts, began = self._context.hosts, time.monotonic()
        try:
            response = await self._context.pages_client.get(
                article.url,
                headers={"Accept": _ACCEPT},
                max_bytes=self._settings.max_bytes,
                timeout=self._settings.timeout,
            )
        except FetchError as error:
            hosts.took(article.host, time.monotonic() - began, good=False)
            return Got(None, error.reason, retry=not error.permanent)
        hosts.took(article.host, response.elapsed, good=response.status < 400)
        now = self._context.clock()
        verdict = judge_page(response.status, response.headers, response.body)
        if verdict.ok:
            content_type = response.headers.get("content-type", "")
            return Got(PageRow(article.id, response.body, response.url, content_type, now), "ok", status=response.status)
        wait = retry_after(response.headers, now) or timedelta(0)
        if response.status == 429:
            hosts.block(article.host, max(wait, _BLOCK).total_seconds())
        return Got(None, verdict.reason, verdict.retry, wait, response.status)

    async def _finish(self, article: ArticleRow, got: Got, seconds: float) -> None:
        now = self._context.clock()
        retry_at = self._retry_at(article, got, now)

        def work(conn: Connection) -> bool:
            return articles.finish_fetch(conn, article, got.page, got.reason if got.page is None else None, retry_at, now)

        try:
            mine = await self._context.writer.write(work)
        except StoreError as error:
            self._context.store_outage.failed(error, "keep")  # its lease runs out, and it is asked for again
            return
        self._context.store_outage.worked("keep")
        if mine:
            self._context.articles_due.set()
        notable = not mine or (got.page is None and got.reason != article.fetch_reason)
        say = log.get(stage="fetch").info if notable else log.get(stage="fetch").debug
        say(
            "fetched" if got.page else "no page",
            article=article.id,
            url=article.url,
            status=got.status,
            reason=got.reason if mine else "lease_lost",
            bytes=len(got.page.body) if got.page else 0,
            again=retry_at.isoformat() if retry_at else None,
            ms=round(seconds * 1000),
        )

    def _retry_at(self, article: ArticleRow, got: Got, now: datetime) -> datetime | None:
        """None where it has been asked for often enough, or will never come."""
        if got.page is not None or not got.retry or article.fetch_attempts + 1 >= self._settings.attempts:
            return None
        pause = _FIRST_RETRY * int(4 ** min(article.fetch_attempts, 8)) * (1 + random.random() / 4)
        return now + max(pause, got.wait)
