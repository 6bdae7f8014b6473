"""Several pollers and one host: they keep their distance together while Redis is there, and each its own while it is not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from tests.loopback import Answer, Server
from tests.poller.desk import NOWHERE, Desk, item, rss
from worker.poller.hosts import HostBusy, Hosts, Slots
from worker.queues import Queues
from worker.queues.turns import HostTurns
from worker.redis_server import RedisServer
from worker.store import Store

GAP = 0.1


def together(redis_url: str, act: Callable[[Hosts, Hosts], Awaitable[None]]) -> None:
    """Two pollers' hosts in one loop, each with its own way to Redis."""

    async def go() -> None:
        turns = HostTurns(redis_url), HostTurns(redis_url)
        try:
            await act(*(Hosts(GAP, each) for each in turns))
        finally:
            for each in turns:
                await each.aclose()

    asyncio.run(go())


def test_two_pollers_keep_the_gap_of_a_host_between_them(queues: Queues) -> None:
    starts: list[float] = []

    async def ask(hosts: Hosts) -> None:
        for _ in range(3):
            async with hosts.turn("a.example", Slots(2)):
                starts.append(time.monotonic())

    async def act(one: Hosts, other: Hosts) -> None:
        await asyncio.gather(ask(one), ask(other))

    together(queues.redis_url, act)
    assert len(starts) == 6
    assert max(starts) - min(starts) > 0.9 * GAP * (len(starts) - 1)


def test_another_host_does_not_wait(queues: Queues) -> None:
    async def act(one: Hosts, other: Hosts) -> None:
        began = time.monotonic()
        async with one.turn("a.example", Slots(1)), other.turn("b.example", Slots(1)):
            assert time.monotonic() - began < 0.9 * GAP

    together(queues.redis_url, act)


def test_a_host_that_said_later_to_one_poller_is_left_alone_by_the_other(queues: Queues) -> None:
    async def act(one: Hosts, other: Hosts) -> None:
        one.block("a.example", 3600)
        await asyncio.sleep(0.2)
        with pytest.raises(HostBusy) as busy:
            async with other.turn("a.example", Slots(1)):
                pass
        assert 3500 < busy.value.wait <= 3600

    together(queues.redis_url, act)


@pytest.mark.parametrize("when", ["never there", "lost"])
def test_without_redis_each_keeps_its_own_distance(when: str, redis_server: RedisServer) -> None:
    async def act(one: Hosts, other: Hosts) -> None:
        async with one.turn("a.example", Slots(1)):
            pass
        if when == "lost":
            redis_server.stop()
        one.block("c.example", 5)
        began = time.monotonic()
        async with other.turn("a.example", Slots(1)):
            pass
        async with other.turn("a.example", Slots(1)):
            assert 0.9 * GAP < time.monotonic() - began < 3

    together(NOWHERE if when == "never there" else redis_server.url, act)


def test_pollers_on_one_postgres_space_their_requests(
    postgres_url: str, tmp_path: Path, server: Server, queues: Queues
) -> None:
    urls = [server.add(f"/{number}", Answer(body=rss(item("", guid=str(number))))) for number in range(20)]
    stores = [Store(postgres_url) for _ in range(2)]
    desks = []
    for number, store in enumerate(stores):
        (tmp_path / str(number)).mkdir()
        desks.append(desk := Desk(store, tmp_path / str(number), queues.redis_url))
        desk.poll = desk.poll.model_copy(
            update={"host_gap": timedelta(seconds=GAP), "concurrency": 1}
        )  # claims a few at a time
        desk.list(*urls)
    both = [Thread(target=desk.once) for desk in desks]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    asked = [request.at for request in server.requests]
    assert len(asked) >= 20
    assert max(asked) - min(asked) > 0.9 * GAP * (len(asked) - 1), "alone, each would take half of that"
    for store in stores:
        store.close()
