"""The log: one line per event, and neither secrets nor terminal tricks get through."""

from __future__ import annotations

import errno
import io
import json

import pytest

from worker import log


@pytest.fixture(autouse=True)
def restored() -> object:
    """Logging is process-wide: other tests find it as it was."""
    yield
    log.configure()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("redis://:hunter2@queue.internal/0", "hunter2"),
        ("postgresql://desk:hunter2@db/x", "hunter2"),
        ("secret whsec_aGVsbG8gd29ybGQ= here", "aGVsbG8"),
        ("POST https://hooks.slack.com/services/T0/B0/abc failed", "T0/B0"),
    ],
)
def test_secrets_are_taken_out_of_any_text(text: str, hidden: str) -> None:
    assert hidden not in log.redact(text)
    assert "***" in log.redact(text)


@pytest.mark.parametrize("key", ["password", "signing_secret", "api_token", "Authorization", "webhook_url"])
def test_values_under_secret_names_are_never_logged(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    log.get(stage="alert").info("line", **{key: "hunter2"})
    assert "hunter2" not in capsys.readouterr().err


def test_network_text_stays_on_its_line_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    log.get(stage="poll").info("polled", title="a\nb\x1b[2J\u202ec")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0])["title"] == "a b[2Jc"
    assert json.loads(lines[0])["stage"] == "poll"


def test_the_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("warning", "console")
    log.get(stage="poll").info("quiet")
    log.get(stage="poll").warning("loud")
    printed = capsys.readouterr().err
    assert "quiet" not in printed
    assert "loud" in printed


def test_every_line_says_which_stage_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    log.get(stage="poll").info("polled")
    log.get(process="supervisor").info("stopping")
    assert [json.loads(line)["stage"] for line in capsys.readouterr().err.splitlines()] == ["poll", "run"]


def test_a_traceback_keeps_its_lines_and_loses_terminal_tricks_and_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    try:
        raise ValueError("\x1b[2J whsec_aGVsbG8gd29ybGQ=")
    except ValueError as error:
        log.get(stage="poll").error("failed", exc_info=error)
    told = json.loads(capsys.readouterr().err)["exception"]
    assert told.count("\n") >= 2
    assert "\x1b" not in told
    assert "aGVsbG8" not in told


class _FullDisk(io.StringIO):
    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_log_that_can_not_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    log.configure("info", "json")
    full = _FullDisk()
    monkeypatch.setattr("sys.stderr", full)
    log.get(stage="poll").info("lost")
    monkeypatch.setattr("sys.stderr", closed := io.StringIO())
    closed.close()
    log.get(stage="poll").info("lost too")
    assert "lost" in full.getvalue()


class _Writes(io.StringIO):
    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def write(self, text: str) -> int:
        self.written.append(text)
        return len(text)


def test_a_line_is_one_write_so_that_the_lines_of_several_processes_do_not_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    log.configure("info", "json")
    monkeypatch.setattr("sys.stderr", stderr := _Writes())
    log.get(stage="poll").info("polled")
    [line] = stderr.written
    assert line.endswith("}\n")
