"""`tollwatch run`: the whole service on one machine. Starts the parts, restarts what ends, stops all in order, leaves none behind."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from uuid import uuid4

from worker import log
from worker.errors import ConfigError, LockHeld, QueueUnavailable, TollwatchError
from worker.processes import die_with_parent, named, record_process
from worker.queues import Queues
from worker.redis_server import RedisServer
from worker.settings import Settings, load_alerts, load_feeds, load_settings

_TICK = 0.5  # seconds between two looks at the children; a signal ends it early
_LONGEST_WAIT = 5.0  # seconds before something that keeps ending is started again
_SETTLED = 60.0  # seconds after which a start counts as a good one


@dataclass(frozen=True, slots=True)
class Service:
    """One child process. Services are stopped in the order of the list, those of one group together."""

    name: str
    command: tuple[str, ...]
    group: str
    grace: float  # seconds between SIGTERM and SIGKILL


def default_services(settings: Settings) -> list[Service]:
    """The poller, [worker] processes workers, the alerter, and health over HTTP where it is set, as `python -m worker` commands."""
    tollwatch = (sys.executable, "-m", "worker")
    workers = [
        Service(f"worker-{number}", (*tollwatch, "worker"), "worker", settings.worker.cpu_seconds + 5.0)
        for number in range(1, settings.worker.processes + 1)
    ]
    web = [Service("web", (*tollwatch, "web"), "web", 5.0)] if settings.web.listen else []
    return [
        Service("poller", (*tollwatch, "poller"), "poller", 5.0),
        *workers,
        Service("alerter", (*tollwatch, "alerter"), "alerter", 5.0),
        *web,
    ]


@contextmanager
def data_lock(data_dir: Path) -> Iterator[None]:
    """One service per data directory. The lock ends with this process, however that happens. LockHeld names the holder."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data_dir / "lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read(20).strip() or "unknown"
            raise LockHeld(
                f"another Tollwatch runs on {data_dir} (pid {holder})",
                hint="stop it first, or give this one its own TOLLWATCH_DATA_DIR",
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def installation(data_dir: Path) -> str:
    """A name of the data directory, made once: machines that share a database are told apart by it."""
    file, made = data_dir / "installation", uuid4().hex
    with suppress(OSError):
        if found := "".join(filter(str.isalnum, file.read_text(encoding="ascii", errors="ignore"))):
            return found
    with suppress(OSError):  # a full disk: then leases run out, as they do without a name
        file.write_text(f"{made}\n", encoding="ascii")
    return made


class Child:
    """A service and the process that runs it now."""

    def __init__(self, service: Service, data_dir: Path) -> None:
        self.service, self._data_dir = service, data_dir
        self.process: subprocess.Popen[bytes] | None = None
        self._note: Path | None = None
        self._started = self._next_start = 0.0
        self._short_lives = 0
        self._log = log.get(process=service.name)

    def tend(self) -> None:
        """Notices an end, starts again when its time has come."""
        if self.process is not None and self.process.poll() is not None:
            lived = self._ended()
            self._short_lives = 0 if lived > _SETTLED else self._short_lives + 1
            self._next_start = time.monotonic() + min(_LONGEST_WAIT, 0.1 * 2**self._short_lives)
        if self.process is None and time.monotonic() >= self._next_start:
            self._start()

    def ask(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)

    def has_ended(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            self._ended()
        return self.process is None

    def _start(self) -> None:
        parent = os.getpid()
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            self.service.command,
            stdin=subprocess.DEVNULL,
            env=named(f"{installation(self._data_dir)}/{self.service.name}"),
            start_new_session=True,  # Ctrl+C is for the supervisor, which stops the parts in order
            preexec_fn=lambda: die_with_parent(parent),
        )
        self._note = record_process(self._data_dir, self.service.name, self.process.pid)
        self._log.info("started", pid=self.process.pid)

    def _ended(self) -> float:
        """Seconds that it lived."""
        assert self.process is not None
        lived = time.monotonic() - self._started
        self._log.info("ended", pid=self.process.pid, code=self.process.returncode, seconds=round(lived, 1))
        self.process = None
        if self._note is not None:
            self._note.unlink(missing_ok=True)
        return lived


class Supervisor:
    def __init__(self, settings: Settings, services_of: Callable[[Settings], Sequence[Service]]) -> None:
        self._settings, self._services_of = settings, services_of
        self._children = [Child(service, settings.data_dir) for service in services_of(settings)]
        self._redis = None if settings.redis_url else RedisServer(settings.data_dir)
        self._redis_next_try = 0.0
        self._reader = -1
        self._stops_asked = 0
        self._reload_asked = False
        self._log = log.get(process="supervisor")

    def run(self) -> None:
        """Until SIGTERM or SIGINT; a second one doesn't wait. SIGHUP re-reads config/."""
        with data_lock(self._settings.data_dir), self._listening():
            note = record_process(self._settings.data_dir, "supervisor")
            began = False
            try:
                self._start_redis()
                began = True
                while not self._stops_asked:
                    if self._reload_asked:
                        self._reload()
                    self._tend()
                    self._wait(_TICK)
            finally:
                if began:
                    self._log.info("stopping")
                self._stop(self._children)
                if self._redis is not None:
                    self._redis.stop()
                note.unlink(missing_ok=True)
                if began:
                    self._log.info("stopped")

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Signals are heard, and end a `_wait`; SIGCHLD too, so that an ended child is noticed at once."""
        self._reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        handlers = dict.fromkeys((signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD), self._hear)
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        wakeup = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(wakeup)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._reader)
            os.close(writer)

    def _wait(self, seconds: float) -> None:
        if select.select([self._reader], [], [], seconds)[0]:
            os.read(self._reader, 4096)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if number in (signal.SIGTERM, signal.SIGINT):
            self._stops_asked += 1
        elif number == signal.SIGHUP:
            self._reload_asked = True

    def _start_redis(self) -> None:
        """Refuses a Redis that would lose jobs; one of somebody else's that is away may come back."""
        if self._redis is not None:
            self._redis.start()
            return
        with closing(Queues(self._settings.redis_url)) as queues:
            try:
                queues.check()
            except QueueUnavailable as error:
                self._log.warning("no redis yet", error=str(error))

    def _tend(self) -> None:
        if self._redis is not None and time.monotonic() >= self._redis_next_try:
            try:
                self._redis.tend()
            except TollwatchError as error:
                self._log.error("redis does not start", error=str(error))
                self._redis_next_try = time.monotonic() + _LONGEST_WAIT
        for child in self._children:
            child.tend()

    def _reload(self) -> None:
        """Restarts everything with the new configuration, part by part; a wrong one is reported and changes nothing."""
        self._reload_asked = False
        try:
            settings = load_settings()
            load_feeds(settings)
            load_alerts(settings)
        except ConfigError as error:
            self._log.error("config not reloaded", error=str(error), hint=error.hint)
            return
        fixed = ("data_dir", "redis_url", "database_url")
        if any(getattr(settings, name) != getattr(self._settings, name) for name in fixed):
            self._log.warning("a new data_dir, redis_url or database_url needs a restart")
        self._log.info("config reloaded")
        self._settings = settings
        self._stop(self._children)
        self._children = [Child(service, settings.data_dir) for service in self._services_of(settings)]

    def _stop(self, children: Sequence[Child]) -> None:
        """SIGTERM group by group, SIGKILL where the grace ends."""
        for group in dict.fromkeys(child.service.group for child in children):
            members = [child for child in children if child.service.group == group]
            for child in members:
                child.ask(signal.SIGTERM)
            until = time.monotonic() + max(child.service.grace for child in members)
            while members := [child for child in members if not child.has_ended()]:
                if time.monotonic() >= until or self._stops_asked > 1:
                    for child in members:
                        child.ask(signal.SIGKILL)
                self._wait(0.05)


def run(settings: Settings, services_of: Callable[[Settings], Sequence[Service]] = default_services) -> None:
    """LockHeld, QueueUnavailable or QueueUnsafe where it can't begin."""
    Supervisor(settings, services_of).run()
