"""tollwatch demo."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType
from typing import Any

import typer
from rich.panel import Panel
from rich.status import Status
from rich.text import Text

from worker import log
from worker.cli import output
from worker.cli.later import as_slack as wording
from worker.cli.later import check, receiver, results, run
from worker.model import Kind
from worker.stages.alert.message import event_json

app = typer.Typer(add_completion=False)
_WIDTH = min(output.console.width, 110)
_STYLES = {"header": "bold red", "quote": "italic", "context": "dim", "text": ""}


@app.command()
def demo(
    keep: bool = typer.Option(False, "--keep", help="Keep the folder with the database, the logs and the configuration."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document at the end, and nothing else."),
    port: int = typer.Option(0, "--port", min=0, max=65535, help="Port of the newsroom; 0 takes any free one."),
) -> None:
    """Watch the whole pipeline work on made-up news: feeds in, one alert per event out, in under a minute.

    A newsroom of eight outlets runs on this machine's loopback; the service that reads it is the real one, in a folder of its own.
    Exit code 1 if an alert that must fire did not, or one that must not did.

    Example: tollwatch demo --keep
    """
    raise typer.Exit(run_demo(run.Plan(keep=keep, port=port), as_json))


def run_demo(plan: run.Plan, as_json: bool = False) -> int:
    """Plays, prints, and returns the exit code."""
    log.configure("error")
    with _terminates(), _screen(as_json) as screen:
        result = run.play(screen, plan)
    if as_json:
        output.print_json(_as_json(result))
    else:
        _show(result, plan.keep)
    return 1 if result.problems else 0


@contextmanager
def _terminates() -> Iterator[None]:
    """SIGTERM and SIGHUP end the demo as Ctrl-C does: with everything cleaned up. SIGINT too where a script's `&` had it ignored."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Quiet:
    """The screen of --json."""

    def say(self, line: str) -> None:
        pass

    def progress(self, line: str) -> None:
        pass

    def alert(self, payload: receiver.Payload) -> None:
        pass


class Terminal(Quiet):
    """Lines as things happen, with the seconds since the start; on a terminal, what goes on stands below them."""

    def __init__(self, status: Status | None) -> None:
        self._status = status
        self._began = time.monotonic()

    def say(self, line: str) -> None:
        output.console.print(output.text(f"{time.monotonic() - self._began:5.1f} s  {line}", "cyan"), soft_wrap=True)

    def progress(self, line: str) -> None:
        if self._status is not None:
            self._status.update(output.text(line))

    def alert(self, payload: receiver.Payload) -> None:
        output.console.print(as_slack(payload))


@contextmanager
def _screen(as_json: bool) -> Iterator[Quiet]:
    if as_json:
        yield Quiet()
    elif output.console.is_terminal:
        with output.console.status("starting") as status:
            yield Terminal(status)
    else:
        yield Terminal(None)


def as_slack(payload: receiver.Payload) -> Panel:
    """An alert as a Slack channel would show it."""
    shown = [
        output.text(f"> {line}" if kind == "quote" else line, _STYLES[kind]) for kind, line in wording.alert_lines(payload)
    ]
    return Panel(Text("\n").join(shown), title="#desk", title_align="left", border_style="red", width=_WIDTH)


# --- the end ---------------------------------------------------------------------------------------------------------


def _show(result: run.Result, kept: bool) -> None:
    if result.findings is not None:
        _show_findings(result.findings)
        _show_sum(result, result.findings)
    for problem in result.problems:
        output.console.print(output.text(f"WRONG: {problem}", "bold red"), soft_wrap=True)
    if kept:
        output.console.print(output.text(f"kept: {result.folder}"), soft_wrap=True)


def _show_findings(findings: results.Findings) -> None:
    alerted = {alert.event_id for alert in findings.alerts}
    _heading("Events")
    output.table(
        ("place", "type", ">killed", ">injured", ">articles", ">sources", "alert"),
        [
            (
                output.place(event.place),
                event.type,
                output.count(event.counts.get(Kind.KILLED)),
                output.count(event.counts.get(Kind.INJURED)),
                event.articles,
                event.sources,
                "yes" if event.id in alerted else "",
            )
            for event in findings.events
        ],
        "no events",
    )
    _heading("Why the tempting wrong ones did not fire")
    output.table(("words", "where", "why not"), [(row.words, row.publisher, row.why) for row in findings.passed], "none")


def _heading(words: str) -> None:
    output.console.print()
    output.console.print(output.text(words, "bold"))


def _show_sum(result: run.Result, findings: results.Findings) -> None:
    asked, unchanged = sum(result.answers.values()), result.answers.get(304, 0)
    output.console.print()
    output.console.print(
        output.text(
            f"{output.number(len(findings.articles), 'article')}, {output.number(len(findings.events), 'event')},"
            f" {output.number(len(findings.alerts), 'alert')}"
            f" in {result.seconds:.0f} s; {output.number(asked, 'request')}, {unchanged} of them answered 304",
            "cyan",
        )
    )
    if not result.problems:
        output.console.print(output.text("Every alert that must fire fired once, and no other.", "bold green"))


def _as_json(result: run.Result) -> dict[str, Any]:
    findings = result.findings
    shown: dict[str, Any] = {"ok": not result.problems, "problems": result.problems, "seconds": round(result.seconds, 1)}
    if findings is None:
        return shown
    return shown | {
        "articles": len(findings.articles),
        "events": [event_json(event) for event in findings.events],
        "alerts": [asdict(check.as_fired(alert.data)) for alert in findings.alerts],
        "passed_over": [asdict(row) for row in findings.passed],
        "requests": {str(status): number for status, number in sorted(result.answers.items())},
    }
