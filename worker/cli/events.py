"""tollwatch events list, show, export; what changes events is loaded when it is called."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from worker.cli import files, lazy_group, links, load, names, output, tables
from worker.cli.context import opened_store
from worker.errors import InputError
from worker.model import COUNTED_KINDS, Event, event_name
from worker.stages.alert.message import counts_json, date_json, event_json, place_json
from worker.store import Connection, claims, events, outbox, rulings

EDITS = {
    "merge": "Make one event of several that are the same.",
    "split": "Make an event of its own of what some articles tell.",
    "ignore": "Let an event raise no alert any more, or again.",
}

app = typer.Typer(
    cls=lazy_group(EDITS, lambda name: load("events-edit").commands[name]),
    no_args_is_help=True,
    add_completion=False,
    help="List, show and export events with their figures over time; merge, split and ignore them.",
)


@app.command("list")
def list_events(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, complete unless --limit is given.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many, the latest first. Default: 50 in the table.")
    ] = None,
) -> None:
    """Events, the latest updated first.

    Example: tollwatch events list --limit 20
    """
    now = datetime.now(UTC)
    with opened_store() as store, store.reading() as connection:
        found = events.list_events(connection, limit=limit if limit or as_json else 50)
    if as_json:
        output.print_json([event_json(event) for event in found])
        return
    output.table(
        ("event", "type", "place", "date", ">killed", ">injured", ">missing", ">displaced", ">articles", ">sources", "updated"),
        (_row(event, now) for event in found),
        empty="no events yet",
    )


def _row(event: Event, now: datetime) -> tuple[object, ...]:
    figures = (output.count(event.counts.get(kind)) for kind in COUNTED_KINDS)
    date = output.days(event.date.start, event.date.end) if event.date else "unknown"
    return (
        event_name(event.id),
        f"{event.type}, ignored" if event.ignored else event.type,
        output.place(event.place),
        date,
        *figures,
        event.articles,
        event.sources,
        output.ago(event.updated_at, now),
    )


@app.command()
def show(
    event: Annotated[str, typer.Argument(help="Such as e7.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """One event: its figures over time, each report with its sentence and why it was linked, and its alerts.

    Example: tollwatch events show e7
    """
    wanted = names.number(event, names.EVENT)
    with opened_store() as store, store.reading() as connection:
        found = events.get(connection, wanted)
        if found is None:
            raise names.missing(event, names.EVENT, "events list")
        shown = _whole(connection, found)
    if as_json:
        output.print_json(shown)
    else:
        _print(found, shown)


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help=f"{', '.join(tables.FORMATS)}.")] = "csv",
    file: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write. Default: standard output.")] = None,
    since: Annotated[str | None, typer.Option(help="Only events that changed since then, ISO 8601.")] = None,
) -> None:
    """Write every event with its figures, place and dates for a spreadsheet, a program or a map.

    In CSV, a text that a spreadsheet would take for a formula begins with a quote. In GeoJSON, an event without coordinates has no
    geometry.

    Example: tollwatch events export --format geojson -o events.geojson
    """
    if form not in tables.FORMATS:
        raise InputError(f"there is no format {form[:80]!r}", hint=f"known: {', '.join(tables.FORMATS)}")
    with opened_store() as store, store.reading() as connection:
        files.write(file, tables.FORMATS[form](events.each(connection, _moment(since))))
    if file is not None:
        output.console.print(output.text(f"written: {file}"))


def _moment(since: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat(since) if since else None
    except ValueError:
        raise InputError(
            f"--since {(since or '')[:80]!r} is no time", hint="such as 2026-03-01 or 2026-03-01T12:00:00Z"
        ) from None
    return when.replace(tzinfo=UTC) if when is not None and when.tzinfo is None else when


def _whole(connection: Connection, event: Event) -> dict[str, Any]:
    return {
        **event_json(event),
        "ignored": event.ignored,
        "merged_into": event_name(event.merged_into) if event.merged_into is not None else None,
        "history": [
            {
                "at": change.at,
                "cause": change.cause,
                "article_id": _name("a", change.article_id),
                "before": counts_json(change.before) if change.before is not None else None,
                "after": counts_json(change.after),
                "reason": change.reason,
                "comment": change.comment,
            }
            for change in events.history(connection, event.id)
        ],
        "reports": [_report(connection, row) for row in events.reports_of(connection, event.id)],
        "alerts": [
            {"alert_id": f"n{row.id}", "rule": row.rule, "count": row.count, "step": row.step, "kind": row.kind, "at": row.at}
            for event_id in (event.id, *rulings.merged_into(connection, event.id))
            for row in outbox.list_alerts(connection, event_id=event_id)
        ],
    }


def _name(letter: str, number: int | None) -> str | None:
    return None if number is None else f"{letter}{number}"


def _report(connection: Connection, row: events.ReportRow) -> dict[str, Any]:
    told = [claim for claim in claims.of(connection, row.article_id) if claim.report_id == row.id]
    return {
        "article_id": f"a{row.article_id}",
        "publisher": row.publisher,
        "url": row.url,
        "title": row.title,
        "published": row.published,
        "date": date_json(row.date),
        "place": place_json(row.place),
        "counts": counts_json(row.counts),
        "sentence": row.sentence,
        "link_reason": row.link_reason,
        "link_score": row.link_score,
        "link": links.in_words(row),
        "copy_of": f"a{row.family}" if row.family != row.article_id else None,
        "claims": [
            {"id": c.ref, "kind": c.kind, "low": c.low, "best": c.best, "high": c.high, "text": c.text, "rule": c.rule}
            for c in told
        ],
    }


def _print(event: Event, shown: dict[str, Any]) -> None:
    head = f"{shown['event_id']}  {event.type}  {output.place(event.place)}  {output.days(event.date.start, event.date.end) if event.date else 'date unknown'}"
    output.console.print(output.text(head, "bold"))
    output.console.print(
        output.text(f"{output.figures(event.counts)}; {output.number(event.articles, 'article')}, {_sources(event)}")
    )
    if event.ignored or event.merged_into is not None:
        said = "ignored: it raises no alert" if event.ignored else f"merged into {shown['merged_into']}"
        output.console.print(output.text(said, "yellow"))
    output.console.print()
    output.table(
        ("when", "cause", "article", ">killed", ">injured", ">missing", ">displaced", "why"),
        (
            (
                f"{c['at']:%Y-%m-%d %H:%M}",
                c["cause"],
                c["article_id"],
                *_cells(c["after"]),
                f"{c['reason']}: {c['comment']}" if c["comment"] else c["reason"],
            )
            for c in shown["history"]
        ),
        empty="no history",
    )
    output.console.print()
    for report in shown["reports"]:
        copied = f", a copy of {report['copy_of']}" if report["copy_of"] else ""
        output.console.print(output.text(f"{report['article_id']} {report['publisher']}: {report['link']}{copied}", "bold"))
        output.console.print(output.text(f"  “{report['sentence']}”"))
        output.console.print(output.text(f"  {report['url']}", "dim"))
    for alert in shown["alerts"]:
        output.console.print(
            output.text(
                f"alert {alert['alert_id']} {alert['kind']}: rule {alert['rule']}, {alert['count']} {alert['step']}", "red"
            )
        )


def _sources(event: Event) -> str:
    return output.number(event.sources, "independent source")


def _cells(counts: dict[str, Any]) -> tuple[str, ...]:
    return tuple(output.count_cell(counts[str(kind)]) for kind in COUNTED_KINDS)
