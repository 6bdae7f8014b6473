"""The alerter process: one lane per channel, what wakes them, and the odd jobs beside them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from worker import log
from worker.alerter.lane import TICK, Lane, lease_of
from worker.app import App, serve
from worker.channels import secret_names
from worker.channels.base import secret
from worker.errors import ConfigError, DeliveryError, StoreError
from worker.model import Channel
from worker.settings import load_alerts
from worker.store import Connection, lanes, outbox

_TIDY_EVERY = 60.0  # seconds
_LONGEST_WAIT = timedelta(hours=30)  # further ahead no retry is ever planned
_STRAYS = 100  # deliveries of unknown channels that are held at a time
_log = log.get(stage="alert")


def main(app: App) -> None:
    """`tollwatch alerter`: until SIGTERM or SIGINT; SIGHUP reads alerts.toml again."""
    serve(app, "alerter", lambda stop, reread: run(app, stop=stop, reread=reread))


async def run(
    app: App,
    stop: asyncio.Event,
    *,
    reread: asyncio.Event | None = None,
    env: Mapping[str, str] | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Works the outbox until `stop`. `reread`: alerts.toml changed; a file that is wrong leaves the channels as they are."""
    env, reread = os.environ if env is None else env, reread or asyncio.Event()
    channels = app.channels
    while not stop.is_set():
        end = asyncio.Event()
        open_lanes = [Lane(app, channel, env, clock) for channel in channels]
        _say(channels, env)
        async with asyncio.TaskGroup() as tasks:
            for lane in open_lanes:
                tasks.create_task(lane.run(end))
            waking = tasks.create_task(_wake(app, open_lanes))
            tasks.create_task(_tidy(app, channels, clock, end))
            channels = await _until_changed(app, channels, stop, reread)
            end.set()
            waking.cancel()
            for lane in open_lanes:
                lane.woken.set()
    _log.info("alerter stopped")


def _say(channels: Sequence[Channel], env: Mapping[str, str]) -> None:
    """What runs, and what every alert of a channel would fail for."""
    _log.info("alerter started", channels=[channel.name for channel in channels])
    for channel in channels:
        for name in secret_names(channel):
            try:
                secret(name, env)
            except DeliveryError as error:
                _log.error("channel can't send", channel=channel.name, error=str(error))


async def _until_changed(
    app: App, channels: tuple[Channel, ...], stop: asyncio.Event, reread: asyncio.Event
) -> tuple[Channel, ...]:
    """The channels to go on with: other ones after `reread`, the same at the end."""
    while True:
        waits = [asyncio.create_task(event.wait()) for event in (stop, reread)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if stop.is_set():
            return channels
        reread.clear()
        try:
            return load_alerts(app.settings)[1]
        except ConfigError as error:
            _log.error("alerts.toml not read, the channels stay as they were", error=str(error), hint=error.hint)


async def _wake(app: App, open_lanes: Sequence[Lane]) -> None:
    """Passes on what Redis says, and a tick every second, until cancelled."""
    wakes = app.queues.wakes()
    try:
        while True:
            await wakes.wait_for_wake(TICK)
            for lane in open_lanes:
                lane.woken.set()
    finally:
        await wakes.aclose()


async def _tidy(app: App, channels: Sequence[Channel], clock: Callable[[], datetime], end: asyncio.Event) -> None:
    """Holds what waits for a channel that no file names any more; mends times after the clock was set back."""
    names = {channel.name for channel in channels}
    lease = lease_of(app.settings.deliver.timeout)

    def tidy() -> int:
        now = clock()
        with app.store.writing() as conn:
            lanes.mend_clock(conn, now, _LONGEST_WAIT, 2 * lease)
            return sum(_hold(conn, name, now, lease) for name in lanes.channels(conn) - names)

    while not end.is_set():
        try:
            if held := await asyncio.to_thread(tidy):
                _log.error("deliveries held: their channel is not in alerts.toml", deliveries=held)
        except StoreError as error:
            _log.warning("store failed", error=str(error), hint=error.hint)
        with suppress(TimeoutError):
            async with asyncio.timeout(_TIDY_EVERY):
                await end.wait()


def _hold(conn: Connection, channel: str, now: datetime, lease: timedelta) -> int:
    stray = outbox.claim_deliveries(conn, channel, now, _STRAYS, lease) + outbox.uncertain(conn, channel, now)
    for delivery in stray:
        outbox.finish_delivery(conn, delivery, outbox.HELD, now, f"there is no channel {channel!r} in alerts.toml")
    return len(stray)
