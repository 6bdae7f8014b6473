"""tollwatch as people run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


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
        command = [sys.executable, "-m", "worker", *args]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, env=env | extra, timeout=60, check=False)

    return call
