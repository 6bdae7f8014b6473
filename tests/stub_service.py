"""A supervisor over stub parts, which the file `wanted` in the data directory names: `python -m tests.stub_service`."""

from __future__ import annotations

import sys
from pathlib import Path

from worker import log, supervisor
from worker.settings import Settings, load_settings


def services_of(settings: Settings) -> list[supervisor.Service]:
    """With [worker] batch = 7 there is an extra part: a setting that a test may change."""
    names = (settings.data_dir / "wanted").read_text().split() + ["extra"] * (settings.worker.batch == 7)
    return [
        supervisor.Service(name, _command(name, settings), name.partition("-")[0], 4.0 if name == "stubborn" else 10.0)
        for name in names
    ]


def _command(name: str, settings: Settings) -> tuple[str, ...]:
    if name.startswith("worker"):
        return (sys.executable, "-m", "tests.stub_worker")
    part = Path(__file__).with_name("stub_part.py")
    return (sys.executable, "-S", str(part), name, str(settings.data_dir / "notes"))


if __name__ == "__main__":
    log.configure(style="json")
    supervisor.run(load_settings(), services_of)
