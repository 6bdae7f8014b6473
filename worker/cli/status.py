"""tollwatch status."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from worker.cli import output
from worker.cli.context import start_quietly
from worker.cli.later import health
from worker.cli.service import opened_app

app = typer.Typer(add_completion=False)

Status = dict[str, Any]


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Print it again every two seconds, until Ctrl-C.")] = False,
) -> None:
    """One screen: feeds, queues, outcomes, deliveries, processes.

    Exit code for monitors: 0 fine, 1 needs a look (a feed fails, something is stuck, held or dead), 2 Redis or the store is away.

    Example: tollwatch status --json | jq .queues.ingest
    """
    with opened_app(start_quietly()) as service:
        found = health.look(service)
        _print(found, as_json)
        while watch:
            time.sleep(2)
            found = health.look(service)
            if not as_json:
                output.console.clear()
            _print(found, as_json)
    raise typer.Exit(2 if "down" in (found["redis"], found["store"]) else 0 if found["ok"] else 1)


def _workers(number: int | None) -> str:
    return "workers unknown" if number is None else output.number(number, "worker")


def _print(found: Status, as_json: bool) -> None:
    if as_json:
        output.print_json(found)
        return
    verdict = output.text("fine" if found["ok"] else "needs a look", "green" if found["ok"] else "yellow")
    output.console.print(
        verdict,
        output.text(f"  store {found['store']}, Redis {found['redis']}, {_workers(found['workers'])}"),
    )
    if found["store"] == "up":
        output.table(("", ">waiting", ">running", ">failed", ">oldest"), _queue_rows(found), empty="")
        feed = found["feeds"]
        output.console.print(output.text(f"feeds: {feed['total']}, {feed['failing']} failing, {feed['late']} late"))
        article = found["articles"]
        outcomes = ", ".join(f"{number:,} {name}" for name, number in sorted(article["outcomes"].items()))
        dropped = f"; {article['dropped']:,} dropped" if article["dropped"] else ""
        output.console.print(output.text(f"articles: {article['fetching']} fetching; {outcomes or 'none done yet'}{dropped}"))
        output.console.print(
            output.text("deliveries: " + ", ".join(f"{n} {state}" for state, n in found["deliveries"].items()))
        )
        waits = found["alerts"]
        output.console.print(
            f"alerts: {waits['held']} held, {waits['unconfirmed']} unconfirmed (alerts held);"
            f" {output.number(waits['silences'], 'silence')} (alerts silence list)"
        )
    if found["processes"]:
        output.table(("process", ">pid", ">Pss MB"), ((p["name"], p["pid"], p["pss_mb"]) for p in found["processes"]), empty="")
        total = sum(process["pss_mb"] or 0 for process in found["processes"])
        output.console.print(f"memory of all processes: {total:.0f} MB (Pss)")
    for problem in found["problems"]:
        output.console.print(output.text(f"! {problem}", "yellow"))


def _queue_rows(found: Status) -> list[tuple[object, ...]]:
    return [
        (name, row["waiting"], row["running"], row["failed"], "" if row["oldest_s"] is None else f"{row['oldest_s']} s")
        for name, row in found["queues"].items()
    ]
