"""--help and the listings answer in half a second: counted in what they import, since seconds depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from tests.command import Run
from worker.cli import COMMANDS, load

# Each costs a tenth of a second or more; no command needs any of it to say what it is for.
HEAVY = (
    *("trafilatura", "lxml", "feedparser", "httpx", "rq", "redis", "alembic", "rensa", "pycountry"),
    *("worker.gazetteer", "worker.pipeline", "worker.stages.strip", "worker.stages.extract", "worker.poller", "worker.app"),
)
MOST = 760  # modules: Python's own, typer and rich, pydantic, SQLAlchemy

# In a fork for each command, from a process that has imported the entry point, and of what is not heavy what every listing needs.
ASK = """
import json, os, sys
import pydantic_settings, rich.progress, rich.table, sqlalchemy.dialects.postgresql, sqlalchemy.dialects.sqlite, structlog, typer.main
import worker.settings, worker.store.alerts
from contextlib import redirect_stdout, suppress
from io import StringIO
from worker.__main__ import main

def ask(args):
    sys.argv = ["tollwatch", *args]
    said = StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        main()
    run = [name for name, module in sys.modules.items() if type(module).__name__ != "_LazyModule"]
    return {"modules": len(run), "heavy": [name for name in HEAVY if name in run], "said": said.getvalue()}

for args in json.loads(sys.stdin.read()):
    reader, writer = os.pipe()
    if not (pid := os.fork()):
        os.write(writer, json.dumps(ask(args)).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    print(os.read(reader, 65536).decode())
"""


def leaves(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The command, and those below it."""
    yield path
    context = typer.Context(command)
    names = command.list_commands(context) if hasattr(command, "list_commands") else []
    for name in names:
        _, below, _ = command.resolve_command(context, [name])
        yield from leaves(below, (*path, name))


def asked(calls: list[tuple[str, ...]]) -> list[dict[str, object]]:
    script = f"HEAVY = {HEAVY!r}{ASK}"
    done = subprocess.run([sys.executable, "-c", script], input=json.dumps(calls), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_help_of_every_command_imports_nothing_that_it_can_do_without() -> None:
    calls = [path for name in COMMANDS for path in leaves(load(name), (name,))]
    assert ("events", "merge") in calls
    assert ("alerts", "silence", "end") in calls
    found = asked([(*path, "--help") for path in calls])
    assert len(found) == len(calls)
    slow = {" ".join(path): one for path, one in zip(calls, found, strict=True) if one["heavy"] or one["modules"] > MOST}
    assert slow == {}
    assert all("Usage: tollwatch" in str(one["said"]) for one in found)


@pytest.mark.parametrize(
    "args",
    [("events", "list"), ("alerts", "list"), ("alerts", "held"), ("queue", "list"), ("feeds", "list"), ("config", "check")],
)
def test_a_listing_imports_no_more_than_its_help(
    args: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("db", "upgrade").returncode == 0
    monkeypatch.setenv("TOLLWATCH_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("TOLLWATCH_DATA_DIR", str(tmp_path / "data"))
    (found,) = asked([args])
    assert found["heavy"] == []
    assert found["said"]


@pytest.mark.parametrize(
    ("command", "setting"), [("web", "[web] listen"), ("replay", "[retention] text"), ("reprocess", "[retention] text")]
)
def test_a_settings_section_is_no_markup(command: str, setting: str, run: Run) -> None:
    assert setting in " ".join(run(command, "--help").stdout.split())
