"""The poller process: starts its loops, reads feeds.toml, and ends in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from worker import log
from worker.app import App, serve
from worker.errors import ConfigError, StoreError
from worker.poller.context import Context
from worker.poller.fetches import Fetches
from worker.poller.hosts import Hosts
from worker.poller.parsing import FeedParser
from worker.poller.polls import Polls
from worker.poller.sweep import Sweeper
from worker.poller.writer import Writer
from worker.settings import load_feeds
from worker.store import feeds, leases
from worker.web_client import WebClient

_GRACE = 3.0  # seconds that requests in flight get at the end
_SLOW = 4  # connections for each slot: slow requests give their slot up, not their connection


def main(app: App) -> None:
    """`tollwatch poller`: until SIGTERM or SIGINT; SIGHUP reads feeds.toml again."""
    serve(app, "poller", lambda stop, reread: run(app, stop=stop, reread=reread))


async def run(app: App, *, stop: asyncio.Event, once: bool = False, reread: asyncio.Event | None = None) -> None:
    """Polls, fetches and supplies the queue until `stop`; `once`: what is due now, then returns. `reread`: feeds.toml changed."""
    async with _context(app, stop) as context:
        await _take_over(context)
        await _read_feeds(context)
        polls, fetches, sweeper = Polls(context), Fetches(context), Sweeper(context)
        if once:
            await polls.run_once()
            await fetches.run_once()
            await sweeper.sweep()
            return
        rereading = asyncio.create_task(_reread(context, polls, reread or asyncio.Event()))
        waking = asyncio.create_task(_wake_at_stop(context, polls))
        warming = asyncio.create_task(context.parser.warm())
        log.get(stage="poll").info("poller started")
        try:
            async with asyncio.TaskGroup() as loops:
                loops.create_task(polls.run())
                loops.create_task(fetches.run())
                loops.create_task(sweeper.run())
        finally:
            for task in (rereading, waking):
                task.cancel()
            await asyncio.gather(warming, polls.close(_GRACE), fetches.close(_GRACE))
            log.get(stage="poll").info("poller stopped")


@asynccontextmanager
async def _context(app: App, stop: asyncio.Event) -> AsyncIterator[Context]:
    poll, fetch = app.settings.poll, app.settings.fetch
    parser, writer = FeedParser(), Writer(app.store)
    # Only PostgreSQL is shared by pollers that may ask the same host.
    others = app.queues.host_turns() if app.store.dialect == "postgresql" else None
    try:
        async with (
            _client(app, poll.concurrency * _SLOW) as feeds_client,
            _client(app, fetch.concurrency * _SLOW) as pages_client,
        ):
            hosts = Hosts(poll.host_gap.total_seconds(), others)
            yield Context(app, stop, writer, hosts, parser, feeds_client, pages_client)
    finally:
        if others is not None:
            await others.aclose()
        await parser.close()
        await writer.close()


def _client(app: App, connections: int) -> WebClient:
    fetch = app.settings.fetch
    return WebClient(
        user_agent=fetch.user_agent,
        allow_ports=fetch.allow_ports,
        allow_networks=fetch.allow_networks,
        max_connections=connections,
    )


async def _take_over(context: Context) -> None:
    """Under `tollwatch run` one poller follows the other: what a killed one had in hand is free at once, not when its leases end."""
    owner, now = context.app.owner, context.clock()
    if owner is None:
        return
    freed = await context.writer.write(lambda conn: leases.release_owned(conn, owner, now), soon=True)
    if any(freed):
        log.get(stage="poll").info("taken over from the poller before", feeds=freed[0], pages=freed[1])


async def _read_feeds(context: Context) -> None:
    """feeds.toml into the store."""
    listed = load_feeds(context.app.settings)
    now = context.clock()
    result = await context.writer.write(lambda conn: feeds.sync_file_feeds(conn, listed, now), soon=True)
    for url in result.removed:
        log.get(stage="poll").warning("feed removed from feeds.toml, no longer polled", feed=url)
    log.get(stage="poll").info("feeds read", listed=len(listed), added=len(result.added), updated=len(result.updated))


async def _reread(context: Context, polls: Polls, reread: asyncio.Event) -> None:
    while True:
        await reread.wait()
        reread.clear()
        try:
            await _read_feeds(context)
        except (ConfigError, StoreError) as error:
            log.get(stage="poll").error("feeds.toml not read, the feeds stay as they were", error=str(error), hint=error.hint)
        polls.wake.set()


async def _wake_at_stop(context: Context, polls: Polls) -> None:
    """The loops wait on events of their own; this is the end of all waiting."""
    await context.stop.wait()
    for event in (polls.wake, context.pages_due, context.articles_due):
        event.set()
