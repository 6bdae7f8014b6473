"""One channel's way out of the outbox: claim, send, finish."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from worker import log
from worker.alerter.pace import Door
from worker.app import App
from worker.channels import Message, client_for, send
from worker.channels.base import as_items
from worker.channels.schedule import MAYBE_ARRIVED, Tries, after_failure
from worker.errors import DeliveryError, DeliveryRefused, StoreError
from worker.model import Channel
from worker.stages.alert.digest import Pace
from worker.store import Connection, lanes, outbox
from worker.store.outbox import DeliveryRow
from worker.web_client import WebClient

Result = TypeVar("Result")

TICK = 1.0  # seconds between two looks, if nobody wakes us
_SLACK_GAP = timedelta(seconds=1)  # Slack takes about one message a second and channel
_GRACE = 3.0  # seconds that an attempt gets to end when the process must
_PAUSE = 2.0  # seconds after a failed transaction
_MARGIN = timedelta(seconds=10)
_log = log.get(stage="alert")


def lease_of(timeout: timedelta) -> timedelta:
    """Longer than two attempts and their transactions: a claim may be sent as two messages."""
    return 2 * timeout + _MARGIN


@dataclass
class Lane:
    app: App
    channel: Channel
    env: Mapping[str, str]
    clock: Callable[[], datetime]
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    _door: Door = field(default_factory=Door)
    _pace: Pace = field(init=False)
    _remembered: bool = False
    _stop: asyncio.Event = field(init=False)
    _client: WebClient = field(init=False)

    def __post_init__(self) -> None:
        alert = self.app.settings.alert
        gap = _SLACK_GAP if self.channel.type == "slack" else timedelta(0)
        self._pace = Pace(alert.digest_after, alert.digest_window, gap)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`. Nothing that goes wrong with one delivery ends the lane."""
        async with client_for(self.app.settings.fetch, self.channel) as client:
            self.open(client, stop)
            while not stop.is_set():
                try:
                    pause = await self.turn()
                except StoreError as error:
                    _log.warning("store failed", channel=self.channel.name, error=str(error), hint=error.hint)
                    pause = _PAUSE
                except Exception as error:  # noqa: BLE001 - the loop's boundary: the next turn may go well
                    _log.error("turn failed", channel=self.channel.name, exc_info=error)
                    pause = _PAUSE
                await self._rest(pause)

    def open(self, client: WebClient, stop: asyncio.Event) -> None:
        """What turns need; run() does it."""
        self._client, self._stop = client, stop

    async def turn(self) -> float:
        """At most one claim; seconds until the next turn."""
        now = self.clock()
        if not self._remembered:
            await self._remember()
        lost, due = await self._read(lambda conn: self._look(conn, now))
        if lost:
            await self._failed(lost, DeliveryError("the alerter ended in the middle of an attempt", uncertain=True), lost=True)
        if self._door.told_to_wait(now) or self._door.shut(now):
            return TICK
        if not due and self._door.may_knock(now):
            due = await self._write(lambda conn: lanes.hasten(conn, self.channel.name, now, limit=1))
        if not due:
            return TICK
        if wait := self._pace.wait(now).total_seconds():
            return min(wait, TICK)
        return await self._send_some(1 if self._door.failures else self._pace.batch(due, now))

    def _look(self, conn: Connection, now: datetime) -> tuple[list[DeliveryRow], int]:
        return outbox.uncertain(conn, self.channel.name, now), lanes.due(conn, self.channel.name, now)

    async def _remember(self) -> None:
        since = self.clock() - self.app.settings.alert.digest_window
        self._pace.remember(await self._read(lambda conn: lanes.sent_at(conn, self.channel.name, since)))
        self._remembered = True

    async def _send_some(self, limit: int) -> float:
        now, lease = self.clock(), lease_of(self.app.settings.deliver.timeout)
        claimed = await self._write(lambda conn: outbox.claim_deliveries(conn, self.channel.name, now, limit, lease))
        for number, group in enumerate(_groups(claimed)):
            if number:
                await asyncio.sleep(self._pace.gap.total_seconds())
            await self._deliver(group)
        return 0.0 if claimed else TICK

    async def _deliver(self, group: Sequence[DeliveryRow]) -> None:
        """One message and what becomes of it."""
        message = Message(
            as_items(group), maybe_repeat=_maybe_arrived(group[0]), public_url=self.app.settings.web.public_url
        )  # fmt: skip
        try:
            await self._attempt(message)
        except DeliveryError as error:
            self._pace.tried(self.clock(), sent=False)
            await self._failed(group, error)
        except Exception as error:  # noqa: BLE001 - one alert that can't be put into words must not stop the others
            _log.error("not sent", channel=self.channel.name, exc_info=error)
            await self._failed(group, DeliveryRefused(f"failed inside: {type(error).__name__}"))
        else:
            self._pace.tried(self.clock(), sent=True)
            await self._sent(group)

    async def _attempt(self, message: Message) -> None:
        """Sends; when the process must end meanwhile, the answer gets a short grace."""
        timeout = self.app.settings.deliver.timeout
        sending = asyncio.create_task(send(self._client, self.channel, message, self.env, self.clock(), timeout))
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait({sending, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not sending.done():
            await asyncio.wait({sending}, timeout=_GRACE)
        stopping.cancel()
        if sending.done():
            return sending.result()
        sending.cancel()
        await asyncio.wait({sending})
        raise DeliveryError("stopped before the answer came", uncertain=True)

    async def _sent(self, group: Sequence[DeliveryRow]) -> None:
        now, reopened = self.clock(), self._door.worked()

        def finish(conn: Connection) -> None:
            for delivery in group:
                outbox.finish_delivery(conn, delivery, outbox.SENT, now)
            if reopened:
                lanes.hasten(conn, self.channel.name, now)

        await self._insist(finish)
        _log.info("sent", channel=self.channel.name, alerts=[f"n{row.alert_id}" for row in group], attempt=group[0].attempts)

    async def _failed(self, group: Sequence[DeliveryRow], error: DeliveryError, lost: bool = False) -> None:
        """Writes each delivery's verdict. `lost`: no attempt of ours, it says nothing about the endpoint."""
        now, give_up_after = self.clock(), self.app.settings.deliver.give_up_after
        if not lost:
            self._door.failed(error, now)
        luck = random.random()  # one for all: a digest that is tried again holds the same alerts
        verdicts = [
            (row, after_failure(error, _tries(row), self.channel.on_uncertain, now, give_up_after, luck)) for row in group
        ]

        def finish(conn: Connection) -> None:
            for row, verdict in verdicts:
                outbox.finish_delivery(conn, row, verdict.state, now, verdict.error, verdict.next_at)

        await self._insist(finish)
        for row, verdict in verdicts:
            _log.warning(
                "not sent",
                channel=self.channel.name,
                alert=f"n{row.alert_id}",
                attempt=row.attempts,
                error=verdict.error,
                state=verdict.state,
                next_at=verdict.next_at.isoformat() if verdict.next_at else None,
            )

    # --- the store, off the loop -------------------------------------------------------------------------------------

    async def _read(self, work: Callable[[Connection], Result]) -> Result:
        def transaction() -> Result:
            with self.app.store.reading() as conn:
                return work(conn)

        return await asyncio.to_thread(transaction)

    async def _write(self, work: Callable[[Connection], Result]) -> Result:
        def transaction() -> Result:
            with self.app.store.writing() as conn:
                return work(conn)

        return await asyncio.to_thread(transaction)

    async def _insist(self, work: Callable[[Connection], None]) -> None:
        """Writes how an attempt ended, however long the store is away: forgotten, it would be sent twice or held."""
        while True:
            try:
                return await self._write(work)
            except StoreError as error:
                _log.warning("store failed", channel=self.channel.name, error=str(error), hint=error.hint)
                if self._stop.is_set():
                    raise
                await asyncio.sleep(_PAUSE)

    async def _rest(self, pause: float) -> None:
        """Until somebody wakes us, or `pause` seconds later."""
        if pause > 0 and not self._stop.is_set():
            try:
                async with asyncio.timeout(pause):
                    await self.woken.wait()
            except TimeoutError:
                pass
        self.woken.clear()


def _groups(claimed: Sequence[DeliveryRow]) -> list[list[DeliveryRow]]:
    """What may have arrived before goes by itself: the same set of alerts is the same message to its receiver."""
    maybe = [row for row in claimed if _maybe_arrived(row)]
    fresh = [row for row in claimed if not _maybe_arrived(row)]
    return [group for group in (maybe, fresh) if group]


def _maybe_arrived(row: DeliveryRow) -> bool:
    return (row.last_error or "").startswith(MAYBE_ARRIVED)


def _tries(row: DeliveryRow) -> Tries:
    return Tries(row.attempts, row.created_at, row.last_error)
