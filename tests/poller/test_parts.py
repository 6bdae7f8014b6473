"""The poller's parts: parsers that can be killed, the writer, the hosts' gaps, the clock."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from tests.poller.desk import LINK, Desk, item, rss
from worker import log
from worker.errors import StoreUnavailable
from worker.poller.context import Context, Outage
from worker.poller.hosts import HostBusy, Hosts, Slots
from worker.poller.parsing import FeedParser, ParseFailed
from worker.poller.polls import Polls
from worker.poller.storing import new_entries
from worker.poller.writer import Writer
from worker.stages.poll import parse_feed
from worker.store import Store
from worker.store.feeds import FeedRow


async def _parse(parser: FeedParser, body: bytes) -> object:
    return await parser.parse(body, "application/xml", "https://post.example/", 300)


SPIN = b"<rss>" + (b"<a><b></b>" * 120_000)  # seconds of work that no guard sees
STORY = rss(item(LINK))


def test_a_parser_that_hangs_is_killed_and_the_next_feed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.poller.parsing._WALL_SECONDS", 1.5)

    async def go() -> None:
        parser = FeedParser(most=1)
        try:
            with pytest.raises(ParseFailed, match="parse_timeout"):
                await _parse(parser, SPIN)
            assert await _parse(parser, STORY) is not None
        finally:
            await parser.close()

    began = time.monotonic()
    asyncio.run(go())
    assert time.monotonic() - began < 6


def test_a_parser_that_dies_costs_the_feed_it_was_at_and_none_if_it_was_idle() -> None:
    async def go() -> None:
        parser = FeedParser(most=1)
        try:
            at_work = asyncio.create_task(_parse(parser, SPIN))
            while not parser._children:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            _kill(parser)
            with pytest.raises(ParseFailed, match="parse_crashed"):
                await at_work
            expected = parse_feed(STORY, "application/xml", "https://post.example/", 300)
            assert await _parse(parser, STORY) == expected
            _kill(parser)
            await asyncio.sleep(0.2)
            assert await _parse(parser, STORY) == expected
        finally:
            await parser.close()

    asyncio.run(go())


def _kill(parser: FeedParser) -> None:
    (child,) = parser._children
    os.kill(child.process.pid, signal.SIGKILL)


def test_a_child_limits_its_own_cpu() -> None:
    script = "from worker import feed_child\nfeed_child._allow_cpu(0)\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", script], timeout=10).returncode == -signal.SIGXCPU


def test_calls_that_come_together_share_a_transaction_and_a_bad_one_costs_only_itself(sqlite_store: Store) -> None:
    transactions: list[object] = []

    async def go() -> list[object]:
        writer = Writer(sqlite_store)

        def note(conn: object) -> int:
            transactions.append(conn)
            return len(transactions)

        def fail(_: object) -> int:
            raise KeyError("a mistake")

        try:
            good = await asyncio.gather(*(writer.write(note) for _ in range(5)))
            mixed = await asyncio.gather(writer.write(note), writer.write(fail), writer.write(note), return_exceptions=True)
        finally:
            await writer.close()
        return [good, mixed]

    good, mixed = asyncio.run(go())
    assert good == [1, 2, 3, 4, 5]
    assert len({id(connection) for connection in transactions[:5]}) == 1
    assert [type(result) for result in mixed] == [int, KeyError, int]  # type: ignore[attr-defined]


def test_a_blocked_host_is_busy_at_once_and_another_is_not() -> None:
    async def go() -> None:
        hosts, slots = Hosts(0.01), Slots(1)
        hosts.block("a.example", 3600)
        with pytest.raises(HostBusy):
            async with hosts.turn("a.example", slots):
                pass
        async with hosts.turn("b.example", slots):
            pass
        assert hosts.wait("a.example") > 3000

    asyncio.run(go())


def test_one_host_gets_two_requests_at_a_time() -> None:
    async def go() -> int:
        hosts, slots = Hosts(0.001), Slots(10)
        now = most = 0

        async def ask() -> None:
            nonlocal now, most
            async with hosts.turn("a.example", slots):
                now += 1
                most = max(most, now)
                await asyncio.sleep(0.05)
                now -= 1

        await asyncio.gather(*(ask() for _ in range(6)))
        return most

    assert asyncio.run(go()) == 2


def test_a_gap_is_kept_by_requests_that_waited_for_a_slot() -> None:
    async def go() -> list[float]:
        hosts, slots = Hosts(0.1), Slots(2)
        starts: list[float] = []

        async def ask(host: str, seconds: float) -> None:
            async with hosts.turn(host, slots):
                if host == "a.example":
                    starts.append(time.monotonic())
                await asyncio.sleep(seconds)

        others = [asyncio.create_task(ask(f"{n}.example", 0.2)) for n in range(2)]
        await asyncio.sleep(0)
        await asyncio.gather(*others, *(ask("a.example", 0.01) for _ in range(2)))
        return starts

    first, second = asyncio.run(go())
    assert second - first > 0.09


def test_a_host_that_answers_slowly_is_asked_less_often_and_errors_do_not_speed_it_up() -> None:
    async def go() -> None:
        hosts, slots = Hosts(0.01), Slots(1)
        for _ in range(8):
            hosts.took("a.example", 2.0, good=True)
        for _ in range(8):
            hosts.took("a.example", 0.01, good=False)
        async with hosts.turn("a.example", slots):
            pass
        assert 1.5 < hosts.wait("a.example") <= 2.0

    asyncio.run(go())


def test_after_the_clock_was_set_back_no_feed_waits_longer_than_its_interval(desk: Desk) -> None:
    app, nothing = desk.app(), None
    polls = Polls(Context(app, asyncio.Event(), nothing, nothing, nothing, nothing, nothing))  # type: ignore[arg-type]
    now = datetime.now(UTC)
    assert polls._horizon(now) > timedelta(hours=24)
    assert polls._horizon(now - timedelta(hours=6)) < timedelta(minutes=20)
    assert polls._horizon(now + timedelta(hours=6)) > timedelta(hours=24)
    app.queues.close()


def test_an_entry_dated_in_the_future_is_undated() -> None:
    body = rss("<item><title>T</title><pubDate>Fri, 01 Jan 9999 00:00:00 GMT</pubDate></item>")
    feed = FeedRow(**dict.fromkeys(FeedRow.__dataclass_fields__, None) | {"id": 1})  # type: ignore[arg-type]
    (entry,) = new_entries(feed, parse_feed(body, "", "", 10), datetime(2026, 1, 1, tzinfo=UTC))
    assert (entry.entry.published, entry.needs_page, entry.url) == (None, False, "")


# --- outages ---------------------------------------------------------------------------------------------------------


def test_an_outage_ends_when_what_failed_works_again_and_is_told_once() -> None:
    log.configure()  # whatever level an earlier test has left
    with capture_logs() as said:
        outage, full = Outage("store"), StoreUnavailable("disk is full")
        for _ in range(3):  # small claims still fit on a full disk, pages don't
            outage.worked("claim")
            outage.failed(full, "keep")
        outage.failed(full, "claim")
        outage.worked("keep")
        assert [line["event"] for line in said] == ["store away"]
        outage.worked("claim")
        outage.worked("claim")
        assert [line["event"] for line in said] == ["store away", "store back"]
