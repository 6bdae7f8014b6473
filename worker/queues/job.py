"""What may come out of Redis: one function, one list of article ids. Everything else in a job is dropped unread.

Whoever can write to Redis can name any function, callback, webhook or pickle in a job, and RQ would import, call or load it.
So a job is rebuilt from its ids alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from redis import Redis
from rq import Queue
from rq.exceptions import NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer

QUEUE = "ingest"
FUNCTION = "worker.jobs.ingest"
MAX_BATCH = 200  # ids in one job
FAILURE_TTL = 24 * 3600  # seconds that a failed job stays visible
_MAX_DATA = 16_384  # bytes of a job's JSON: 200 ids of 19 digits take a quarter of it
_MAX_ID = 2**63 - 1


class JobRefused(NoSuchJobError):
    """Not a job of ours. RQ treats it as one that isn't there."""


class IngestJob(Job):
    """An RQ job that can only be worker.jobs.ingest([id, ...])."""

    def __init__(self, id: str | None = None, connection: Redis | None = None, serializer: object = None) -> None:
        super().__init__(id, connection=connection, serializer=JSONSerializer)
        self.ids: list[int] = []

    def restore(self, raw_data: Mapping[bytes, bytes]) -> None:
        self.ids = read_ids(raw_data.get(b"data"))
        super().restore({b"data": json.dumps([FUNCTION, None, [self.ids], {}]).encode()})
        self.origin, self.result_ttl, self.failure_ttl = QUEUE, 0, FAILURE_TTL
        self.timeout = job_timeout(len(self.ids))


class IngestQueue(Queue):
    """The queue of IngestJobs. Jobs that wait for others don't exist here, so what Redis says of them is not looked at."""

    job_class = IngestJob

    def __init__(self, connection: Redis) -> None:
        super().__init__(QUEUE, connection=connection, serializer=JSONSerializer)

    def move_dependents_to_ready(self, *_args: Any, **_kwargs: Any) -> dict[str, list[str]]:
        return {}

    def enqueue_dependents(self, *_args: Any, **_kwargs: Any) -> dict[str, list[str]]:
        return {}


def job_timeout(articles: int) -> int:
    """Seconds of wall clock that a batch may take; CPU time is bounded per article by the horse itself."""
    return 60 + 30 * articles


def read_ids(data: bytes | None) -> list[int]:
    """The article ids of a job's stored data (JSON, perhaps zlib); JobRefused for anything but [FUNCTION, null, [[ids]], {}]."""
    try:
        call = json.loads(_inflate(data or b"").decode("utf-8"))
    except (ValueError, RecursionError, zlib.error):
        raise JobRefused("its data is not JSON of ours") from None
    match call:
        case [name, None, [[*ids]], dict() as options] if name == FUNCTION and not options:
            pass
        case _:
            raise JobRefused(f"it is not a call of {FUNCTION} with article ids")
    if not 1 <= len(ids) <= MAX_BATCH or not all(type(each) is int and 0 < each <= _MAX_ID for each in ids):
        raise JobRefused("its argument is not a list of article ids")
    return ids


def _inflate(data: bytes) -> bytes:
    if len(data) > _MAX_DATA:
        raise JobRefused("its data is too large")
    if data.startswith(b"["):
        return data
    decoder = zlib.decompressobj()
    text = decoder.decompress(data, _MAX_DATA)
    if decoder.unconsumed_tail:
        raise JobRefused("its data is too large")
    return text
