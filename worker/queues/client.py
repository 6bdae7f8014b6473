"""The one way to Redis: enqueue, count, blame, wake. It connects when first used, so a Queues may be built before a fork."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import uuid4

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import LockError, LockNotOwnedError, RedisError, ResponseError
from redis.retry import Retry
from rq.utils import utcparse
from rq.worker_registration import REDIS_WORKER_KEYS, WORKERS_BY_QUEUE_KEY

from worker.errors import ConfigError, QueueUnavailable, QueueUnsafe
from worker.queues.job import FAILURE_TTL, FUNCTION, MAX_BATCH, QUEUE, IngestQueue, JobRefused, job_timeout, read_ids
from worker.queues.turns import HostTurns
from worker.queues.wakes import Wakes, wake_key

_QUEUED_TTL = 3600  # seconds; a job that nobody took by then is gone, and its articles are queued again
_NOTE_TTL = 3600
_LOOK_AT = 1000  # entries of a list or set that are read at most: ours is a short window, more is a stranger's
_OLDEST_REDIS = (6, 2)


@dataclass(frozen=True, slots=True)
class WorkerInfo:
    name: str
    hostname: str
    pid: int
    state: str  # idle or busy
    heartbeat: datetime | None


class Queues:
    """Redis as Tollwatch uses it. Methods raise QueueUnavailable where it can't be reached or refuses."""

    def __init__(self, redis_url: str) -> None:
        self.redis_url = redis_url
        self._redis = connect(redis_url)
        self._queue = IngestQueue(self._redis)

    def ping(self) -> bool:
        """Whether a Redis answers, has its data loaded and lets us in; that it can't write (MISCONF) is an answer."""
        try:
            return bool(self._redis.ping())
        except ResponseError:
            return True
        except RedisError:
            return False

    def check(self) -> None:
        """QueueUnavailable: none there. QueueUnsafe: it would drop jobs, is too old, or is open to strangers."""
        self._refuse_open()
        with self._reaching():
            server = self._redis.info("server")
            memory = self._redis.info("memory")
        version = str(server.get("redis_version", "0"))
        if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST_REDIS:
            raise QueueUnsafe(f"Redis at {safe_url(self.redis_url)} is version {version}", hint="use Redis 6.2 or newer")
        policy = memory.get("maxmemory_policy")
        if policy != "noeviction":
            raise QueueUnsafe(
                f"Redis at {safe_url(self.redis_url)} has maxmemory-policy {policy}: it would drop queued jobs silently",
                hint="run `redis-cli CONFIG SET maxmemory-policy noeviction` and put it into redis.conf",
            )

    def enqueue(self, article_ids: Sequence[int]) -> str:
        """One RQ job that ingests these articles, 1 to MAX_BATCH; returns its id, which no other job ever has."""
        if not 1 <= len(article_ids) <= MAX_BATCH:
            raise ValueError(f"a job holds 1 to {MAX_BATCH} articles, not {len(article_ids)}")
        with self._reaching():
            job = self._queue.enqueue_call(
                FUNCTION,
                args=(list(article_ids),),
                job_id=uuid4().hex,
                timeout=job_timeout(len(article_ids)),
                ttl=_QUEUED_TTL,
                result_ttl=0,
                failure_ttl=FAILURE_TTL,
                description=QUEUE,
            )
        return job.id

    def waiting(self) -> int:
        """Jobs in the queue."""
        with self._reaching():
            return self._redis.llen(self._queue.key)

    def running(self) -> int:
        """Jobs that a live worker is at."""
        with self._reaching():
            return self._redis.zcount(self._queue.started_job_registry.key, time.time(), "+inf")

    def failed(self) -> int:
        """Jobs that failed in the last day."""
        with self._reaching():
            return self._redis.zcount(self._queue.failed_job_registry.key, time.time(), "+inf")

    def waiting_ids(self) -> set[int]:
        """The articles of all jobs that wait or run."""
        with self._reaching():
            queued = cast(list[bytes], self._redis.lrange(self._queue.key, 0, _LOOK_AT))
            started = cast(
                list[bytes],
                self._redis.zrangebyscore(self._queue.started_job_registry.key, time.time(), "+inf", 0, _LOOK_AT),
            )
            pipeline = self._redis.pipeline(transaction=False)
            for name in {*queued, *(entry.partition(b":")[0] for entry in started)}:
                pipeline.hget(b"rq:job:" + name, "data")
            found = pipeline.execute(raise_on_error=False)  # a key of another type holds no job of ours
        ids: set[int] = set()
        for data in found:
            if isinstance(data, bytes):
                with suppress(JobRefused):
                    ids.update(read_ids(data))
        return ids

    def workers(self) -> list[WorkerInfo]:
        """Workers with a sign of life in the last minute and a half, by name."""
        with self._reaching():
            keys = sorted(cast(set[bytes], self._redis.smembers(WORKERS_BY_QUEUE_KEY % QUEUE)))[:_LOOK_AT]
            pipeline = self._redis.pipeline(transaction=False)
            for key in keys:
                pipeline.hgetall(key)
            hashes = pipeline.execute(raise_on_error=False)
        found = (_worker_info(key, fields) for key, fields in zip(keys, hashes, strict=True) if isinstance(fields, dict))
        return [info for info in found if info is not None]

    def clean(self) -> None:
        """Forgets jobs and workers that ended without a word. Their articles are found by the sweeper, not here."""
        with self._reaching():
            started = self._queue.started_job_registry.key
            entries = cast(list[bytes], self._redis.zrangebyscore(started, 0, time.time(), 0, _LOOK_AT))
            pipeline = self._redis.pipeline(transaction=False)
            for entry in entries:
                pipeline.zrem(started, entry)
                pipeline.delete(b"rq:job:" + entry.partition(b":")[0])
            pipeline.zremrangebyscore(self._queue.failed_job_registry.key, 0, time.time())
            pipeline.ltrim(self._queue.intermediate_queue_key, -100, -1)
            pipeline.execute(raise_on_error=False)
            self._forget_workers()

    def _forget_workers(self) -> None:
        by_queue = WORKERS_BY_QUEUE_KEY % QUEUE
        keys = list(cast(set[bytes], self._redis.smembers(by_queue)))[:_LOOK_AT]
        pipeline = self._redis.pipeline(transaction=False)
        for key in keys:
            pipeline.exists(key)
        gone = [key for key, exists in zip(keys, pipeline.execute(), strict=True) if not exists]
        if gone:
            self._redis.srem(by_queue, *gone)
            self._redis.srem(REDIS_WORKER_KEYS, *gone)

    @contextmanager
    def alone(self, name: str, seconds: int = 10) -> Iterator[bool]:
        """True for one process at a time, for at most `seconds`; False for the others."""
        with self._reaching():
            lock = self._redis.lock(f"tollwatch:lock:{name}", timeout=seconds, blocking=False)
            mine = lock.acquire()
        try:
            yield mine
        finally:
            if mine:
                with suppress(LockError, LockNotOwnedError, RedisError):
                    lock.release()

    # --- blame: which article a worker's horse is at ---------------------------------------------------------------

    def note_article(self, worker: str, article_id: int) -> None:
        """Says so before the article is touched. Without Redis no blame is laid, and the work goes on."""
        with suppress(RedisError):
            self._redis.set(_note_key(worker), article_id, ex=_NOTE_TTL)

    def clear_note(self, worker: str) -> None:
        with suppress(RedisError):
            self._redis.delete(_note_key(worker))

    def noted(self, worker: str) -> int | None:
        with suppress(RedisError, ValueError):
            return int(cast(bytes | None, self._redis.get(_note_key(worker))) or 0) or None
        return None

    # --- waking the alerter ----------------------------------------------------------------------------------------

    def wake(self, channel: str = "deliver") -> None:
        """Tells all who wait on `channel` that there is work. They look by themselves every second if it is lost."""
        with suppress(RedisError):
            self._redis.publish(wake_key(channel), b"")

    def wakes(self, channel: str = "deliver") -> Wakes:
        return Wakes(self.redis_url, channel)

    # --- spacing -----------------------------------------------------------------------------------------------------

    def host_turns(self) -> HostTurns:
        return HostTurns(self.redis_url)

    def close(self) -> None:
        self._redis.close()

    def _refuse_open(self) -> None:
        values = self._redis.connection_pool.connection_kwargs
        if "path" not in values and not values.get("password") and not _is_loopback(str(values.get("host", "localhost"))):
            raise QueueUnsafe(
                f"Redis at {safe_url(self.redis_url)} takes commands from the network without a password",
                hint="set `requirepass` there and write redis://:password@host:port/0 into TOLLWATCH_REDIS_URL",
            )

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except RedisError as error:
            raise unavailable(self.redis_url, error) from None


def connect(redis_url: str) -> Redis:
    """A client that has not connected yet. ConfigError: the URL can't be one."""
    try:
        return Redis.from_url(
            redis_url,
            socket_connect_timeout=2,
            socket_timeout=10,
            retry=Retry(NoBackoff(), 1),  # once, for a connection that Redis closed while it lay idle
            driver_info=None,  # each new connection would look up the library's version on disk and tell Redis
        )
    except ValueError as error:
        raise ConfigError(
            f"the Redis URL {safe_url(redis_url)} can't be used: {error}",
            hint="TOLLWATCH_REDIS_URL looks like redis://:password@host:6379/0, rediss://... or unix:///path/to.sock",
        ) from None


def safe_url(redis_url: str) -> str:
    """The URL without user, password and query, for people to read."""
    try:
        parts = urlsplit(redis_url)
    except ValueError:
        return "(not a URL)"
    if not parts.scheme:
        return redis_url.rpartition("@")[2]
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def unavailable(redis_url: str, error: Exception) -> QueueUnavailable:
    return QueueUnavailable(
        f"no working Redis at {safe_url(redis_url)}: {first_line(error)}",
        hint="start the service (`tollwatch run` brings its own Redis), or set TOLLWATCH_REDIS_URL",
    )


def _is_loopback(host: str, resolve: Callable[..., list[Any]] = socket.getaddrinfo) -> bool:
    try:
        addresses = [entry[4][0] for entry in resolve(host, None)]
    except OSError:
        return False
    return bool(addresses) and all(ipaddress.ip_address(address.partition("%")[0]).is_loopback for address in addresses)


def _worker_info(key: bytes, fields: dict[bytes, bytes]) -> WorkerInfo | None:
    def text(name: bytes) -> str:
        return fields.get(name, b"").decode("utf-8", "replace")

    if b"pid" not in fields or b"death" in fields:
        return None
    heartbeat = None
    with suppress(ValueError):
        heartbeat = utcparse(text(b"last_heartbeat"))
    pid = int(text(b"pid")) if text(b"pid").isdigit() else 0
    return WorkerInfo(key.decode("utf-8", "replace").rpartition(":")[2], text(b"hostname"), pid, text(b"state"), heartbeat)


def _note_key(worker: str) -> str:
    return f"tollwatch:blame:{worker}"
