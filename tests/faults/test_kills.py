"""kill -9 of anything: it comes back, nothing is lost, and nothing is done twice."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace

from tests.faults.world import FEEDS, World, eventually
from tests.loopback import Answer
from worker.processes import is_running


def test_workers_alerter_and_redis_killed_while_news_comes_in_come_back_and_each_story_is_alerted_once() -> None:
    with World(workers=2) as world:
        world.news.publish(2)
        world.start()
        assert eventually(world.done), world.log_lines()
        for number, name in enumerate(("worker-1", "redis", "alerter", "worker-2", "redis")):
            world.news.publish(2, FEEDS[number % len(FEEDS)])
            if number > 1:  # the second time it starts with an empty queue
                _lose_redis_files(world)
            world.kill(name)
        assert eventually(world.settled), (world.account(), world.log_lines()[-20:])
        assert world.account() == world.expected()
        assert set(world.pids()) >= {"supervisor", "redis", "poller", "worker-1", "worker-2", "alerter"}
        assert world.complaints() == []
        assert world.stop() == 0


def test_killed_in_the_middle_of_a_message_or_a_batch_alerter_worker_and_horse_lose_and_double_nothing() -> None:
    """In one world: each of them leaves something behind that nobody may touch for a while, and the waits overlap."""
    with World(workers=2) as world:
        world.configure("batch = 4")
        world.receiver.hold = True
        world.news.publish(1)
        world.start()
        assert eventually(lambda: world.receiver.requests), world.log_lines()
        world.kill("alerter")
        world.receiver.hold = False
        assert eventually(lambda: "worker-2" in world.pids())
        victims = ["worker-1/horse", "worker-1"]
        while victims and len(world.news.stories) < 32:
            world.news.publish(4)
            if _kill_while_a_horse_runs(world, victims[0]):
                victims.pop(0)
        assert victims == []
        assert eventually(world.settled), (world.account(), world.log_lines()[-20:])
        assert world.account() == world.expected()
        ids = [request.headers["webhook-id"] for request in world.receiver.requests]
        assert ids.count(ids[0]) >= 2, "the message that was cut off went out again, as the same"
        assert world.complaints() == []


def _kill_while_a_horse_runs(world: World, name: str) -> bool:
    """Whether there was time for it before the batch was done."""
    until = time.monotonic() + 60
    while time.monotonic() < until and world.done() < len(world.news.stories):
        look_until = time.monotonic() + 0.5
        while time.monotonic() < look_until:
            pids = world.pids()
            if "worker-1/horse" in pids:
                os.kill(pids[name], signal.SIGKILL)
                return True
            time.sleep(0.002)
    return False


def _lose_redis_files(world: World) -> None:
    for path in (world.data / "redis").glob("appendonlydir/*"):
        path.unlink(missing_ok=True)


def test_a_poller_killed_in_the_middle_of_its_requests_asks_again_at_once_and_stores_each_story_once() -> None:
    with World() as world:
        stories = world.news.publish(3)
        page = Answer(body=stories[0].page(), headers={"Content-Type": "text/html"})
        world.news.add(stories[0].path, replace(page, delay=300), page)
        world.start()
        assert eventually(lambda: world.news.hits(stories[0].path)), world.log_lines()
        world.kill("poller")
        assert eventually(lambda: len(world.news.hits(stories[0].path)) > 1, 45), world.log_lines()  # its lease had 90 s
        (taken_over,) = world.logged("taken over from the poller before")
        assert taken_over["pages"] >= 1
        assert eventually(world.settled), (world.account(), world.log_lines()[-20:])
        assert world.account() == world.expected()
        assert world.complaints() == []


def test_kill_9_of_the_service_leaves_no_process_and_the_next_start_goes_on_where_it_was() -> None:
    with World() as world:
        world.news.publish(3)
        world.start()
        assert eventually(world.settled), world.log_lines()
        pids = world.pids()
        world.process.kill()
        world.process.wait()
        assert eventually(lambda: not any(map(is_running, pids.values())))
        assert world.command("status").returncode == 2
        world.news.publish(2)
        asked = len(world.news.requests)
        world.start()
        assert eventually(world.settled), (world.account(), world.log_lines()[-20:])
        assert world.account() == world.expected()
        again = world.news.requests[asked:]
        assert all("if-none-match" in request.headers for request in again if request.path == "/good.xml")
        assert len(world.news.hits("/story/0")) == 1
        assert world.complaints() == []
