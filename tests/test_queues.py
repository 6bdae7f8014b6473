"""Redis as Tollwatch uses it: what is refused, what is counted, who is woken, and what a stranger's job can do (nothing)."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError, BusyLoadingError, ResponseError
from rq import Queue
from rq.job import Job

from worker.errors import ConfigError, QueueUnavailable, QueueUnsafe
from worker.queues import MAX_BATCH, Queues, connect
from worker.queues.client import _is_loopback
from worker.queues.job import IngestJob, JobRefused, read_ids
from worker.queues.limits import describe_end
from worker.queues.window import batches
from worker.redis_server import RedisServer


def call(*parts: object) -> bytes:
    return zlib.compress(json.dumps(list(parts)).encode())


# --- check -----------------------------------------------------------------------------------------------------------


def test_the_embedded_redis_is_accepted(queues: Queues) -> None:
    queues.check()


@pytest.mark.parametrize("policy", ["allkeys-lru", "volatile-lru", "allkeys-random", "volatile-ttl"])
def test_a_redis_that_would_drop_jobs_is_refused(queues: Queues, redis_server: RedisServer, policy: str) -> None:
    with connect(redis_server.url) as redis:
        redis.config_set("maxmemory-policy", policy)
    with pytest.raises(QueueUnsafe, match=policy) as caught:
        queues.check()
    assert "noeviction" in caught.value.hint


@pytest.mark.parametrize("url", ["redis://192.0.2.7:6379/0", "rediss://192.0.2.7:6379/0", "redis://user@192.0.2.7:6379/0"])
def test_a_redis_open_to_the_network_is_refused_before_it_is_asked(url: str) -> None:
    with pytest.raises(QueueUnsafe, match="without a password"):
        Queues(url).check()


def test_loopback_is_what_every_address_of_a_name_is() -> None:
    def resolving(*addresses: str) -> bool:
        return _is_loopback("a-name", lambda _host, _port: [(0, 0, 0, "", (address, 0)) for address in addresses])

    assert resolving("127.0.0.1", "::1")
    assert not resolving("127.0.0.1", "192.0.2.7")
    assert not resolving()


def test_no_redis_is_an_error_that_hides_the_password_and_says_what_to_do() -> None:
    queues = Queues("redis://:canary-secret@127.0.0.1:1/0")
    assert not queues.ping()
    for ask in (queues.check, queues.waiting, queues.waiting_ids, queues.workers, queues.clean, lambda: queues.enqueue([1])):
        with pytest.raises(QueueUnavailable) as caught:
            ask()
        assert "canary" not in str(caught.value)
        assert caught.value.hint
    queues.wake()
    queues.note_article("w", 1)
    assert queues.noted("w") is None


@pytest.mark.parametrize("url", ["", "localhost", "http://localhost", "redis://[::1", "redis://host:port/0"])
def test_a_url_that_cannot_be_one_is_a_config_error(url: str) -> None:
    with pytest.raises(ConfigError):
        Queues(url)


def test_building_queues_connects_to_nothing(redis_server: RedisServer) -> None:
    with connect(redis_server.url) as redis:
        before = redis.info("stats")["total_connections_received"]
        Queues(redis_server.url)
        assert redis.info("stats")["total_connections_received"] == before


# --- enqueue and count -----------------------------------------------------------------------------------------------


def test_what_is_queued_is_counted_and_known_by_id(queues: Queues) -> None:
    names = {queues.enqueue([1, 2]), queues.enqueue([3]), queues.enqueue([3])}
    assert len(names) == 3
    assert queues.waiting() == 3
    assert queues.waiting_ids() == {1, 2, 3}
    assert (queues.running(), queues.failed(), queues.workers()) == (0, 0, [])


def test_a_job_in_redis_is_json_that_keeps_no_result(queues: Queues, redis_server: RedisServer) -> None:
    name = queues.enqueue([7])
    with connect(redis_server.url) as redis:
        stored = redis.hgetall(f"rq:job:{name}")
        assert 0 < redis.ttl(f"rq:job:{name}") <= 3600
    assert json.loads(zlib.decompress(stored[b"data"])) == ["worker.jobs.ingest", None, [[7]], {}]
    assert stored[b"result_ttl"] == b"0"
    assert int(stored[b"failure_ttl"]) == 24 * 3600


@pytest.mark.parametrize("ids", [[], list(range(1, MAX_BATCH + 2))])
def test_a_batch_has_its_bounds(queues: Queues, ids: list[int]) -> None:
    with pytest.raises(ValueError, match="1 to 200"):
        queues.enqueue(ids)


def test_a_full_redis_is_said_so(queues: Queues, redis_server: RedisServer) -> None:
    with connect(redis_server.url) as redis:
        redis.config_set("maxmemory", "1")
        with pytest.raises(QueueUnavailable, match="memory"):
            queues.enqueue([1])
        redis.config_set("maxmemory", "0")
    assert queues.waiting() == 0


def test_started_jobs_that_gave_no_sign_of_life_are_forgotten_and_hold_no_articles(
    queues: Queues, redis_server: RedisServer
) -> None:
    dead, alive = queues.enqueue([1]), queues.enqueue([2])
    with connect(redis_server.url) as redis:
        redis.delete("rq:queue:ingest")
        redis.zadd("rq:wip:ingest", {f"{dead}:x": time.time() - 1, f"{alive}:y": time.time() + 60})
        redis.sadd("rq:workers:ingest", "rq:worker:gone", b"rq:worker:\xff")
        assert queues.waiting_ids() == {2}
        assert queues.running() == 1
        queues.clean()
        assert not redis.exists(f"rq:job:{dead}")
        assert redis.zcard("rq:wip:ingest") == 1
        assert redis.scard("rq:workers:ingest") == 0


def test_what_strangers_leave_in_redis_breaks_no_count(queues: Queues, redis_server: RedisServer) -> None:
    with connect(redis_server.url) as redis:
        redis.rpush("rq:queue:ingest", b"\xff\xfe", "no such job", "a:b", "list")
        redis.rpush("rq:job:list", "not a hash")
        redis.sadd("rq:workers:ingest", b"\xff", "rq:job:list")
    queues.enqueue([5])
    assert queues.waiting_ids() == {5}
    assert queues.workers() == []
    queues.clean()


def test_only_one_process_at_a_time_is_alone(queues: Queues, redis_server: RedisServer) -> None:
    other = Queues(redis_server.url)
    with queues.alone("x") as mine, other.alone("x") as theirs:
        assert (mine, theirs) == (True, False)
    with other.alone("x") as theirs:
        assert theirs
    other.close()


def test_a_note_is_read_back_until_it_is_cleared(queues: Queues) -> None:
    assert queues.noted("w") is None
    queues.note_article("w", 7)
    queues.note_article("v", 8)
    assert (queues.noted("w"), queues.noted("v")) == (7, 8)
    queues.clear_note("w")
    assert (queues.noted("w"), queues.noted("v")) == (None, 8)


# --- what may be a job -----------------------------------------------------------------------------------------------

OURS = "worker.jobs.ingest"
REFUSED = {
    "nothing": b"",
    "not json": b"\x80\x04\x95pickle",
    "another function": call("os.system", None, ["touch x"], {}),
    "another function of ours": call("worker.jobs.work", None, [[1]], {}),
    "a method of an instance": call(OURS, {"x": 1}, [[1]], {}),
    "keywords": call(OURS, None, [[1]], {"x": 1}),
    "two arguments": call(OURS, None, [[1], [2]], {}),
    "no argument": call(OURS, None, [], {}),
    "no ids": call(OURS, None, [[]], {}),
    "text": call(OURS, None, [["1"]], {}),
    "zero": call(OURS, None, [[0]], {}),
    "negative": call(OURS, None, [[-1]], {}),
    "truth": call(OURS, None, [[True]], {}),
    "fraction": call(OURS, None, [[1.0]], {}),
    "too large an id": call(OURS, None, [[2**63]], {}),
    "too many ids": call(OURS, None, [list(range(1, 202))], {}),
    "deep": zlib.compress(b"[" * 10_000),
    "a bomb": zlib.compress(b"[" + b" " * 100_000_000),
    "long": b"[" + b" " * 20_000,
    "cut": call(OURS, None, [[1]], {})[:-8],
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_any_other_job_is_refused(data: bytes) -> None:
    with pytest.raises(JobRefused):
        read_ids(data)


def test_ids_are_read_compressed_or_plain() -> None:
    assert read_ids(call(OURS, None, [[1, 2**63 - 1]], {})) == [1, 2**63 - 1]
    assert read_ids(b'["worker.jobs.ingest", null, [[3]], {}]') == [3]


def test_a_restored_job_keeps_nothing_but_its_ids(queues: Queues, redis_server: RedisServer) -> None:
    name = queues.enqueue([4, 5])
    marks = {
        "success_callback_name": "os.system",
        "failure_callback_name": "os.system",
        "stopped_callback_name": "os.system",
        "webhooks": json.dumps([{"url": "http://127.0.0.1/", "job_status": "finished"}]),
        "repeats_left": "5",
        "repeat_intervals": "[1]",
        "retries_left": "5",
        "dependency_ids": '["x"]',
        "group_id": "g",
        "rate_limit_key": "k",
        "rate_limit_concurrency": "1",
        "origin": "elsewhere",
        "timeout": "-1",
        "result_ttl": "-1",
        "failure_ttl": "-1",
        "meta": b"\x80\x04\x95",
        "result": b"\x80\x04\x95",
        "status": "nonsense",
        "created_at": "never",
    }
    with connect(redis_server.url) as redis:
        redis.hset(f"rq:job:{name}", mapping=marks)
        job = IngestJob.fetch(name, connection=redis)
    assert isinstance(job, IngestJob)
    assert (job.func_name, job.args, job.kwargs, job.ids) == (OURS, [[4, 5]], {}, [4, 5])
    assert (job.success_callback, job.failure_callback, job.stopped_callback, job.webhooks) == (None, None, None, [])
    assert (job.repeats_left, job.retries_left, job.dependency_ids, job.group_id) == (None, None, [], None)
    assert (job.has_rate_limit, job.meta, job._result) == (False, {}, None)
    assert (job.origin, job.timeout, job.result_ttl, job.failure_ttl) == ("ingest", 120, 0, 86400)


def test_the_marker_that_the_tests_of_strangers_rely_on_does_appear_with_plain_rq(
    redis_server: RedisServer, tmp_path: Path
) -> None:
    """RQ itself would run such a job: what the worker tests refuse is a real danger."""
    with Redis.from_url(redis_server.url) as redis:
        Queue("ingest", connection=redis).enqueue("os.system", f"touch {tmp_path / 'marker'}", job_id="stranger")
        Job.fetch("stranger", connection=redis).perform()
    assert (tmp_path / "marker").exists()


# --- batches ---------------------------------------------------------------------------------------------------------


def test_suspects_travel_alone_and_nobody_loses_their_place() -> None:
    assert list(batches([1, 2, 3, 4, 5, 6], {3}, 2)) == [[1, 2], [3], [4, 5], [6]]
    assert list(batches([1, 2, 3], {1, 2, 3}, 20)) == [[1], [2], [3]]
    assert list(batches([], set(), 20)) == []


# --- waking ----------------------------------------------------------------------------------------------------------


def test_a_wake_reaches_everyone_who_waits_on_that_channel_at_once(queues: Queues) -> None:
    async def scene() -> tuple[list[bool], float]:
        listeners = [queues.wakes(), queues.wakes(), queues.wakes("other")]
        for listener in listeners:
            assert not await listener.wait_for_wake(0.05)
        waiting = [
            asyncio.create_task(listener.wait_for_wake(seconds))
            for listener, seconds in zip(listeners, (20, 20, 1), strict=True)
        ]
        await asyncio.sleep(0.05)
        began = time.monotonic()
        queues.wake()
        woken = [await task for task in waiting[:2]]
        took = time.monotonic() - began
        woken.append(await waiting[2])
        for listener in listeners:
            await listener.aclose()
        return woken, took

    woken, took = asyncio.run(scene())
    assert woken == [True, True, False]
    assert took < 10


def test_waiting_without_a_redis_is_sleeping_and_works_again_when_it_is_back(redis_server: RedisServer, queues: Queues) -> None:
    async def scene() -> tuple[bool, float, bool]:
        listener = queues.wakes()
        await listener.wait_for_wake(0.05)
        redis_server.stop()
        began = time.monotonic()
        woken = await listener.wait_for_wake(0.3)
        slept = time.monotonic() - began
        redis_server.start()
        await listener.wait_for_wake(0.05)
        waiting = asyncio.create_task(listener.wait_for_wake(5.0))
        await asyncio.sleep(0.05)
        queues.wake()
        again = await waiting
        await listener.aclose()
        return woken, slept, again

    woken, slept, again = asyncio.run(scene())
    assert (woken, again) == (False, True)
    assert 0.25 < slept < 2


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (9, "killed by SIGKILL (out of memory, or killed)"),
        (24, "killed by SIGXCPU (too much CPU time)"),
        (3 << 8, "ended with code 3"),
    ],
)
def test_an_end_is_put_in_words(status: int, words: str) -> None:
    assert describe_end(status) == words


@pytest.mark.parametrize(
    ("reply", "answers"),
    [
        (ResponseError("MISCONF Redis is configured to save RDB snapshots, but it's unable to persist to disk"), True),
        (AuthenticationError("NOAUTH Authentication required."), False),
        (BusyLoadingError("LOADING Redis is loading the dataset in memory"), False),
    ],
)
def test_a_redis_that_cannot_write_is_there_all_the_same(
    reply: Exception, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ping(_: object) -> bool:
        raise reply

    monkeypatch.setattr(Redis, "ping", ping)
    assert Queues("redis://127.0.0.1:1/0").ping() == answers
