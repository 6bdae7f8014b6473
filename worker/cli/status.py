"""tollwatch status."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from worker.app import App
from worker.cli import output
from worker.cli.context import start_quietly
from worker.cli.disk import LOW_MB, free_mb
from worker.cli.service import opened_app
from worker.errors import QueueError, StoreError, TollwatchError
from worker.processes import process_table
from worker.store import Connection, alerts, articles, feeds, outbox, silences
from worker.store.articles import State

app = typer.Typer(add_completion=False)

LATE = timedelta(minutes=2)  # a feed that is due for longer is late
UNSENT = timedelta(minutes=2)  # an alert that is on its way for longer needs a look
STUCK = timedelta(minutes=15)  # a queue whose oldest article waits for longer needs a look

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
        found = look(service)
        _print(found, as_json)
        while watch:
            time.sleep(2)
            found = look(service)
            if not as_json:
                output.console.clear()
            _print(found, as_json)
    raise typer.Exit(2 if "down" in (found["redis"], found["store"]) else 0 if found["ok"] else 1)


def look(service: App) -> Status:
    """The status as programs read it; what can't be asked is "down" and its figures are null."""
    now = datetime.now(UTC)
    found: Status = {"ok": False, "redis": "up", "store": "up", "problems": []}
    figures = _of_store(service, now, found)
    try:
        service.queues.check()
        waiting, running, workers = service.queues.waiting(), service.queues.running(), len(service.queues.workers())
    except QueueError as error:
        found["redis"], waiting, running, workers = "down", None, None, None
        found["problems"].append(_words(error))
    found |= figures
    found["workers"] = workers
    found["jobs"] = {"waiting": waiting, "running": running}
    found["disk_free_mb"] = free_mb(service.settings.data_dir)
    found["processes"] = process_table(service.settings.data_dir)
    found["problems"] += _problems(found)
    found["ok"] = not found["problems"]
    return found


def _words(error: TollwatchError) -> str:
    return f"{error} ({error.hint})" if error.hint else str(error)


def _of_store(service: App, now: datetime, found: Status) -> Status:
    try:
        service.store.check()
        with service.store.reading() as connection:
            return _figures(connection, now)
    except StoreError as error:
        found["store"] = "down"
        found["problems"].append(_words(error))
        return {"feeds": None, "queues": None, "articles": None, "deliveries": None, "alerts": None}


def _figures(connection: Connection, now: datetime) -> Status:
    rows = feeds.watched(connection)
    found = articles.counts(connection, now)
    deliveries, held = outbox.delivery_counts(connection), alerts.list_holds(connection, since=now - alerts.RECENT)
    pending, quarantined = found.states.get(State.PENDING, 0), found.states.get(State.QUARANTINED, 0)
    failed = found.outcomes.get("failed", 0) + quarantined
    return {
        "feeds": {
            "total": len(rows),
            "late": sum(row.next_poll < now - LATE for row in rows),
            "failing": sum(row.failures > 0 for row in rows),
        },
        "queues": {
            "ingest": {
                "waiting": pending - found.leased,
                "running": found.leased,
                "failed": failed,
                "oldest_s": _seconds(found.oldest_pending, now),
            },
            "deliver": {
                "waiting": deliveries["pending"],
                "running": 0,
                "failed": deliveries["held"] + deliveries["dead"],
                "oldest_s": _seconds(outbox.oldest_pending(connection), now),
            },
        },
        "articles": {"pending": pending, "fetching": found.states.get(State.FETCHING, 0), "outcomes": found.outcomes},
        "deliveries": deliveries,
        "alerts": {
            "held": sum(not row.hold.ended for row in held),
            "unconfirmed": sum(row.hold.ended for row in held),
            "silences": len(silences.active(connection, now)),
        },
    }


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, round((now - since).total_seconds()))


def _problems(found: Status) -> list[str]:
    problems = []
    if found["store"] == "up":
        feed, ingest, sent = found["feeds"], found["queues"]["ingest"], found["deliveries"]
        problems += (
            [f"{feed['failing']} of {feed['total']} feeds fail: tollwatch feeds list --failing"] if feed["failing"] else []
        )
        problems += [f"{feed['late']} feeds are late: is the poller running?"] if feed["late"] else []
        problems += ["there are no feeds: tollwatch feeds add URL"] if not feed["total"] else []
        if (ingest["oldest_s"] or 0) > STUCK.total_seconds():
            problems.append(f"the oldest article waits {ingest['oldest_s']} s: are workers running?")
        if (found["queues"]["deliver"]["oldest_s"] or 0) > UNSENT.total_seconds():
            problems.append(
                f"an alert waits for {found['queues']['deliver']['oldest_s']} s: tollwatch queue list --state pending"
            )
        problems += [f"{ingest['failed']} articles failed: tollwatch queue list --state failed"] if ingest["failed"] else []
        problems += [f"{sent['held']} deliveries are held: tollwatch queue list --state held"] if sent["held"] else []
        problems += [f"{sent['dead']} deliveries are dead: tollwatch queue list --state dead"] if sent["dead"] else []
    if found["redis"] == "up" and not found["workers"]:
        problems.append("no worker is running: tollwatch run")
    if found["disk_free_mb"] < LOW_MB:
        problems.append(f"only {found['disk_free_mb']:,} MB free for the data directory: make room")
    return problems


def _print(found: Status, as_json: bool) -> None:
    if as_json:
        output.print_json(found)
        return
    verdict = output.text("fine" if found["ok"] else "needs a look", "green" if found["ok"] else "yellow")
    output.console.print(
        verdict, output.text(f"  store {found['store']}, Redis {found['redis']}, {found['workers'] or 0} workers")
    )
    if found["store"] == "up":
        output.table(("", ">waiting", ">running", ">failed", ">oldest"), _queue_rows(found), empty="")
        feed = found["feeds"]
        output.console.print(output.text(f"feeds: {feed['total']}, {feed['failing']} failing, {feed['late']} late"))
        outcomes = ", ".join(f"{number:,} {name}" for name, number in sorted(found["articles"]["outcomes"].items()))
        output.console.print(output.text(f"articles: {found['articles']['fetching']} fetching; {outcomes or 'none done yet'}"))
        output.console.print(
            output.text("deliveries: " + ", ".join(f"{n} {state}" for state, n in found["deliveries"].items()))
        )
        waits = found["alerts"]
        output.console.print(
            f"alerts: {waits['held']} held, {waits['unconfirmed']} unconfirmed (alerts held);"
            f" {waits['silences']} silences (alerts silence list)"
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
