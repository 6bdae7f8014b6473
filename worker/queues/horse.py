"""The RQ worker: takes a batch, forks a horse for it, and finds out which article killed a horse that died.

RQ's own loop gives up when Redis goes away, looks up what strangers wrote, and takes commands over pub/sub; this one does not.
Nothing depends on RQ's retries: the store knows what is still to do.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import FrameType
from typing import NoReturn, TypeVar, cast
from uuid import uuid4

from redis.exceptions import RedisError, ResponseError
from rq import Queue, Worker
from rq.exceptions import NoSuchJobError, StopRequested
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

from worker import log
from worker.errors import QueueError
from worker.processes import die_with_parent
from worker.queues.client import Queues, connect, first_line
from worker.queues.job import IngestJob, IngestQueue, JobRefused
from worker.queues.limits import describe_end

T = TypeVar("T")
OnDeath = Callable[[int, str, bool], None]  # article id, cause, whether it was alone in its batch

_WORKER_TTL = 30  # seconds; an idle worker waits half of it for a job, then gives a sign of life
_MAINTENANCE_INTERVAL = 10
_MONITORING_INTERVAL = 5
_STARTED_TTL = 20  # seconds after the last sign of life that a job counts as running
_OVERDUE = 60  # seconds past its own timeout that a horse is killed
_PATIENCE = 5.0  # seconds at most between two looks for a Redis that is away
_ASKED_TO_STOP = (signal.SIGTERM, signal.SIGINT)

_stopping = False  # in a horse: its worker wants to stop after this article


def stopping() -> bool:
    """In a horse: whether to leave the rest of the batch to others."""
    return _stopping


def current_worker() -> str:
    """In a horse: the name under which its worker finds what it notes. Empty elsewhere."""
    return os.environ.get("RQ_WORKER_ID", "")


class IngestWorker(Worker):
    """Listens to `ingest` alone: with a second queue RQ would lose jobs.

    `known_as`: a name that the worker after this one has too, so that it finds what killed both this and its horse.
    """

    job_class = IngestJob
    queue_class = IngestQueue  # type: ignore[assignment]  # takes a connection alone, as only we build it

    def __init__(self, queues: Queues, on_death: OnDeath, known_as: str | None = None) -> None:
        connection = connect(queues.redis_url)
        super().__init__(
            [IngestQueue(connection)],
            name=f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}",
            connection=connection,
            maintenance_interval=_MAINTENANCE_INTERVAL,
            worker_ttl=_WORKER_TTL,
            job_monitoring_interval=_MONITORING_INTERVAL,
            log_job_description=False,
            serializer=JSONSerializer,
            prepare_for_work=False,  # it would ask Redis, which may not be there yet
        )
        self.hostname, self.pid, self.ip_address = socket.gethostname(), os.getpid(), ""
        self._shared, self._on_death = queues, on_death
        self._known_as = known_as or self.name
        self._blocked = False
        self._away_since: float | None = None
        self._overdue = False
        self._asked_at = 0.0
        self._cleaned_at = float("-inf")
        self._say = log.get(process="worker", pid=os.getpid())

    # --- the loop ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Until SIGTERM or SIGINT: then the article at hand is finished, the rest of its batch left to others."""
        for number in _ASKED_TO_STOP:
            signal.signal(number, self._stop_soon)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # waited for with sigtimedwait
        self._say.info("worker started", name=self.name)
        try:
            while not self._stop_requested:
                self._turn_or_wait()
        except StopRequested:
            pass
        finally:
            self._leave()

    def _turn_or_wait(self) -> None:
        """One turn; while Redis is away one line says so, and nothing ends."""
        try:
            self._turn()
        except (RedisError, QueueError) as error:
            if self._away_since is None:
                self._away_since = time.monotonic()
                self._say.warning("redis away", error=first_line(error))
            pause = min(_PATIENCE, 0.2 + time.monotonic() - self._away_since)
            self._interruptible(lambda: time.sleep(pause))
            return
        if self._away_since is not None:
            self._say.info("redis back", away_s=round(time.monotonic() - self._away_since))
            self._away_since = None

    def _turn(self) -> None:
        self._announce()
        if time.monotonic() - self._cleaned_at >= self.maintenance_interval:
            self._shared.clean()
            self._cleaned_at = time.monotonic()
        entry = self._interruptible(self._take)
        if entry is not None:
            self._handle(entry)

    def _announce(self) -> None:
        """A sign of life; registers again after a flushed Redis."""
        if self.connection.sismember(self.redis_workers_keys, self.key) and self.connection.exists(self.key):
            self.heartbeat()
        else:
            self.connection.delete(self.key)
            self.register_birth()  # type: ignore[no-untyped-call]
        self.set_state(WorkerStatus.IDLE)

    def _take(self) -> bytes | None:
        queue = self.queues[0]
        return cast(bytes | None, self.connection.blmove(queue.key, queue.intermediate_queue_key, self.dequeue_timeout))

    def _interruptible(self, wait: Callable[[], T]) -> T:
        """Runs something that only waits; a request to stop ends it."""
        self._blocked = True
        try:
            if self._stop_requested:
                raise StopRequested
            return wait()
        finally:
            self._blocked = False

    def _handle(self, entry: bytes) -> None:
        queue = self.queues[0]
        job = self._restore(entry)
        if job is None or self._stop_requested:
            with self.connection.pipeline() as pipeline:
                pipeline.lrem(queue.intermediate_queue_key, 1, cast(str, entry))  # bytes will do
                if job is not None:
                    pipeline.lpush(queue.key, entry)
                pipeline.execute()
            return
        self._shared.clear_note(self._known_as)
        self.execute_job(job, queue)

    def _restore(self, entry: bytes) -> IngestJob | None:
        """The job of a queue entry; None where it is gone or not ours."""
        try:
            job = cast(IngestJob, IngestJob.fetch(entry.decode(), connection=self.connection))
            if job.id.encode() == entry:
                return job
            why = "impossible id"
        except JobRefused as error:
            why = str(error)
        except NoSuchJobError:
            return None
        except ValueError:
            why = "impossible id"
        except ResponseError as error:
            if not str(error).startswith("WRONGTYPE"):
                raise
            why = "not a job"
        self._say.warning("job refused", job=repr(entry[:60]), why=why)
        return None

    def _leave(self) -> None:
        self._shared.clear_note(self._known_as)  # who was asked to stop is no article's victim
        with suppress(RedisError):
            self.register_death()  # type: ignore[no-untyped-call]
        self.connection.close()
        self._shared.close()
        self._say.info("worker stopped", name=self.name)

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        """The first request lets the horse finish its article; a second, a second later, kills it."""
        repeated = self._stop_requested and time.monotonic() - self._asked_at > 1
        if not self._stop_requested:
            self._stop_requested, self._asked_at = True, time.monotonic()
        if self.horse_pid:
            self.kill_horse(signal.SIGKILL if repeated else signal.SIGTERM)
        elif self._blocked:
            raise StopRequested

    # --- the horse ---------------------------------------------------------------------------------------------------

    def fork_work_horse(self, job: Job, queue: Queue) -> None:
        parent = os.getpid()
        signal.pthread_sigmask(signal.SIG_BLOCK, _ASKED_TO_STOP)  # neither side may be asked before it can listen
        pid = os.fork()
        if pid == 0:
            self._be_horse(job, queue, parent)
        self._horse_pid = pid
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKED_TO_STOP)

    def _be_horse(self, job: Job, queue: Queue, parent: int) -> NoReturn:
        try:
            die_with_parent(parent)
            random.seed()
            self._is_horse = True
            os.environ["RQ_WORKER_ID"] = self._known_as
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the worker passes on what it means
            signal.signal(signal.SIGTERM, _finish_article)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD, *_ASKED_TO_STOP})
            self.perform_job(job, queue, cast(Execution, self.execution))
        except BaseException:  # noqa: BLE001 - whatever it is, a fork must not run on into its parent's code
            os._exit(1)
        os._exit(0)

    def monitor_work_horse(self, job: Job, queue: Queue, execution: Execution) -> None:
        status = self._wait_for_end(job, execution)
        self._horse_pid = 0
        self.executions.pop(execution.id, None)
        if status != 0:
            self._mourn(cast(IngestJob, job), queue, execution, status)

    def _wait_for_end(self, job: Job, execution: Execution) -> int:
        """Its wait status. RQ would wait with an alarm that can hit between the answer and its being kept."""
        job.started_at = datetime.now(UTC)
        overdue = time.monotonic() + float(job.timeout or 0) + _OVERDUE
        self._overdue = False
        while True:
            pid, status, _ = os.wait4(self.horse_pid, os.WNOHANG)
            if pid:
                return status
            if time.monotonic() > overdue:
                self._overdue = True
                self.kill_horse()
            if signal.sigtimedwait({signal.SIGCHLD}, self.job_monitoring_interval) is None:
                with suppress(RedisError):  # the horse goes on; the loop notices afterwards
                    self.maintain_heartbeats(job, execution)

    def _mourn(self, job: IngestJob, queue: Queue, execution: Execution, status: int) -> None:
        cause = "took longer than its time" if self._overdue else describe_end(status)
        article = None if self._stop_requested else self._shared.noted(self._known_as)
        self._say.warning("horse died", job=job.id, cause=cause, article=article, articles=len(job.ids))
        if article is not None:
            self._on_death(article, cause, len(job.ids) == 1)
        job.ended_at = datetime.now(UTC)
        self.handle_job_failure(job, queue=queue, exc_string=cause, execution=execution)

    def kill_horse(self, sig: signal.Signals = signal.SIGKILL) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.horse_pid, sig)

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        return _STARTED_TTL

    def _enqueue_dependents_safely(self, queue: Queue, job: Job) -> None:
        return None


def _finish_article(_number: int, _frame: FrameType | None) -> None:
    global _stopping
    _stopping = True


class _OneLine(logging.Handler):
    """RQ's own words, without its tracebacks, in our log."""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().splitlines()
        log.get(process="worker", pid=os.getpid()).warning(
            "rq", says=" ".join(lines[:1] + lines[-1:] if len(lines) > 1 else lines)
        )


def run_worker(redis_url: str, on_death: OnDeath, known_as: str | None = None) -> None:
    """Works on `ingest` until it is asked to stop. Import what jobs need before: horses inherit it."""
    logger = logging.getLogger("rq")
    logger.handlers, logger.propagate = [_OneLine()], False
    for name in ("rq", "rq.worker", "rq.job", "rq.queue", "rq.registry"):
        logging.getLogger(name).setLevel(logging.WARNING)
    IngestWorker(Queues(redis_url), on_death, known_as).run()
