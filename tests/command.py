"""tollwatch as people run it: in a process of its own, with an environment of its own."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory

Run = Callable[..., subprocess.CompletedProcess[str]]

PATIENCE = 60.0  # seconds that a command may take


class Commands:
    """Calls `tollwatch` in forks of one server: starting Python and loading libraries anew would be most of each call's time."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()

    def __call__(self, args: tuple[str, ...], env: Mapping[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
        with self._one_at_a_time, TemporaryDirectory() as folder:
            files = {name: str(Path(folder) / name) for name in ("stdin", "stdout", "stderr")}
            Path(files["stdin"]).write_text(stdin, encoding="utf-8")
            code = self._ask({"args": args, "env": dict(env), **files})
            said = [Path(files[name]).read_text(encoding="utf-8") for name in ("stdout", "stderr")]
        return subprocess.CompletedProcess(("tollwatch", *args), code, *said)

    def _ask(self, asked: Mapping[str, object]) -> int:
        if self._server is None:
            command = [sys.executable, "-m", "tests.cli_server"]
            self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            atexit.register(self.close)
        server = self._server
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        if not select([server.stdout], [], [], PATIENCE)[0]:
            self.close()
            raise subprocess.TimeoutExpired(str(asked["args"]), PATIENCE)
        return int(server.stdout.readline())

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.kill()
            server.communicate()


@cache
def commands() -> Commands:
    """The one of this process."""
    return Commands()


def runner(home: Path) -> Run:
    """tollwatch with a configuration and data directory of its own under `home`."""
    (home / "config").mkdir()
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith("TOLLWATCH_") or key == "TOLLWATCH_GAZETTEER"
    }
    env = clean | {
        "TOLLWATCH_CONFIG_DIR": str(home / "config"),
        "TOLLWATCH_DATA_DIR": str(home / "data"),
        "COLUMNS": "200",
    }

    def call(*args: str, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
        return commands()(args, env | extra, stdin)

    return call
