"""The whole demo, with its real processes: a planted wrong toll is found, and nothing is left behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.cli.demo import run_demo
from worker.demo.press import STORIES
from worker.demo.run import Plan
from worker.errors import InputError
from worker.processes import is_running


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the demo makes its folder. Not tmp_path: a Unix socket's path must be short."""
    folder = Path(tempfile.mkdtemp(prefix="d-"))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    shutil.rmtree(folder)


def test_a_planted_wrong_toll_is_both_missing_and_extra_and_exits_1(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stories = shutil.copytree(STORIES, tmp_path / "stories")
    tolls = stories / "tolls.toml"
    text = tolls.read_text(encoding="utf-8")
    planted = text.replace("Mine collapse kills 23", "Mine collapse kills 34").replace(
        "At least 23 miners", "At least 34 miners"
    )
    assert planted != text
    tolls.write_text(planted, encoding="utf-8")

    assert run_demo(Plan(stories=stories, limit=110), as_json=True) == 1

    shown = json.loads(capsys.readouterr().out)
    # Nothing else is wrong: the rest of the demo fired as it must.
    assert shown["problems"] == [
        "missing alert - Kolwezi: new at step 10 of mass-casualty/killed, at least 23 killed",
        "extra alert - Kolwezi: new at step 10 of mass-casualty/killed, at least 34 killed",
        "missing event - Kolwezi: at least 23 killed, independent sources: 1",
    ]
    assert shown["articles"] >= 30
    assert shown["requests"]["304"] > 0
    assert list(folder.iterdir()) == []


def test_a_port_that_is_taken_is_named_without_a_trace(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port}: Address already in use"):
            run_demo(Plan(port=port))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupted_demo_leaves_no_process_and_no_folder(folder: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "worker", "demo"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(folder)}
    ) as demo:
        pids = _service_pids(folder)
        demo.send_signal(number)
        _, errors = demo.communicate(timeout=30)
    assert demo.returncode == 130
    assert b"Traceback" not in errors
    assert not any(is_running(pid) for pid in pids)
    assert list(folder.iterdir()) == []


def _service_pids(folder: Path) -> list[int]:
    """The pids of supervisor, Redis, poller, two workers and alerter, once all of them have started."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        notes = list(folder.glob("tollwatch-demo-*/data/run/*.json"))
        if len(notes) >= 6:
            return [int(note.stem) for note in notes]
        time.sleep(0.05)
    raise AssertionError("the service did not start")
