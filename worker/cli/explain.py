"""tollwatch explain."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from worker import pipeline
from worker.cli import names, output
from worker.cli.context import opened_store, start_quietly
from worker.cli.shape import Json, reading_json
from worker.errors import InputError
from worker.gazetteer import open_gazetteer
from worker.model import COUNTED_KINDS, Claim, Document, Reading, Realis, Scope, event_name
from worker.store import Connection, articles, events, outbox
from worker.store.articles import ArticleRow

app = typer.Typer(add_completion=False)

_MAX_BYTES = 16 * 1024 * 1024


@app.command()
def explain(
    what: Annotated[
        str, typer.Argument(help="A text or HTML file, - for standard input, or a stored article: a12 or its URL.")
    ],
    title: Annotated[str, typer.Option(help="The headline of a file's text.")] = "",
    published: Annotated[str | None, typer.Option(help="When a file's text was published, ISO 8601. Default: now.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show a text with each figure marked: what it was taken for, by which rule, and why it counts or not.

    For a stored article also: which event it joined and why, and which alerts that event raised.

    Example: tollwatch explain article.txt --title "Blast kills 5" --published 2025-03-04
    """
    start_quietly()
    document, trail = _stored(what) if _is_stored(what) else (_from_file(what, title, published), None)
    places = open_gazetteer()
    reading = pipeline.read(document, places, datetime.now(UTC))
    places.close()
    if as_json:
        output.print_json({**reading_json(document.id, reading), "title": reading.title, "text": reading.text, "trail": trail})
        return
    _print(reading)
    if trail is not None:
        _print_trail(trail)


def _is_stored(what: str) -> bool:
    return what.startswith(("http://", "https://")) or (re.fullmatch(r"a[0-9]+", what) is not None and not Path(what).exists())


def _stored(what: str) -> tuple[Document, Json]:
    with opened_store() as store, store.reading() as connection:
        row = (
            articles.find(connection, what)
            if what.startswith("http")
            else articles.get(connection, names.number(what, names.ARTICLE))
        )
        if row is None:
            raise InputError(f"no stored article {what[:200]}", hint="see `tollwatch queue list --state done`, or give a file")
        document = pipeline.document_of(row, articles.load_page(connection, row.id))
        return document, _trail(connection, row)


def _trail(connection: Connection, row: ArticleRow) -> dict[str, Any]:
    linked = events.reports_by(connection, row.id)
    return {
        "article_id": f"a{row.id}",
        "url": row.url,
        "state": row.state,
        "outcome": row.outcome,
        "reason": row.reason,
        "page": row.fetch_reason or "fetched",
        "copy_of": f"a{row.copy_of}" if row.copy_of else None,
        "events": [
            {"event_id": event_name(report.event_id), "link_reason": report.link_reason, "link_score": report.link_score}
            for report in linked
        ],
        "alerts": [
            {"alert_id": f"n{alert.id}", "rule": alert.rule, "count": alert.count, "step": alert.step, "kind": alert.kind}
            for report in linked
            for alert in outbox.list_alerts(connection, event_id=report.event_id)
        ],
    }


def _from_file(what: str, title: str, published: str | None) -> Document:
    body = _body(what)
    try:
        when = datetime.fromisoformat(published) if published else None
    except ValueError:
        raise InputError(f"--published {published!r:.60} is no ISO 8601 time", hint='such as "2025-03-04T12:00:00Z"') from None
    when = when.replace(tzinfo=UTC) if when is not None and when.tzinfo is None else when
    if what.lower().endswith((".html", ".htm")) or body.lstrip()[:15].lower().startswith((b"<!doctype", b"<html")):
        return Document(what, title, html=body, published=when)
    return Document(what, title, text=body.decode("utf-8", "replace"), published=when)


def _body(what: str) -> bytes:
    try:
        if what == "-":
            return sys.stdin.buffer.read(_MAX_BYTES)
        with Path(what).open("rb") as file:
            return file.read(_MAX_BYTES)
    except OSError as error:
        raise InputError(
            f"{what[:200]}: {error.strerror}", hint="give a file, -, a stored article such as a12, or its URL"
        ) from None


def _print(reading: Reading) -> None:
    claims = reading.extraction.claims
    if reading.title:
        output.console.print(_marked(reading.title, [claim for claim in claims if claim.in_title], "bold"))
    output.console.print(_marked(reading.text, [claim for claim in claims if not claim.in_title]))
    output.console.print()
    output.console.print(
        output.text(f"{reading.extraction.outcome}: {reading.extraction.reason} (read from the {reading.text_from})", "bold")
    )
    for number, report in enumerate(reading.extraction.reports, 1):
        figures = ", ".join(f"{output.count(report.counts[kind])} {kind}" for kind in COUNTED_KINDS if kind in report.counts)
        date = f"{report.date.start}" if report.date else "date unknown"
        output.console.print(
            output.text(
                f"event {number}: {report.type}, {output.place(report.place)}, {date}: {figures or 'no figures'}", "green"
            )
        )
    output.console.print()
    output.table(
        ("claim", "kind", ">figure", "counts", "scope", "realis", "who says", "rule", "why", "words"),
        (_claim_row(claim) for claim in claims),
        empty="no figure of people was found",
    )


def _counts(claim: Claim) -> bool:
    return claim.scope == Scope.EVENT and claim.realis in (Realis.ACTUAL, Realis.FEARED)


def _claim_row(claim: Claim) -> tuple[object, ...]:
    return (
        claim.id,
        claim.kind,
        output.count(claim.count),
        output.text("yes", "green") if _counts(claim) else output.text("no", "yellow"),
        claim.scope,
        claim.realis,
        claim.source.name or claim.source.type,
        claim.rule,
        claim.reason,
        claim.text[:60],
    )


def _marked(source: str, claims: list[Claim], style: str = "") -> Text:
    """The text with [c1 ...] around each figure, green where it counts and yellow where it does not."""
    shown, end = Text(style=style), 0
    for claim in sorted(claims, key=lambda one: (one.start, one.end)):
        if claim.start < end:
            continue
        shown.append(_plain(source[end : claim.start]))
        shown.append(
            f"[{claim.id} {_plain(source[claim.start : claim.end])}]", style="bold green" if _counts(claim) else "bold yellow"
        )
        end = claim.end
    shown.append(_plain(source[end:]))
    return shown


def _plain(part: str) -> str:
    """Network text for the terminal, line by line, since paragraphs help the reader."""
    return "\n".join(str(output.text(line)) for line in part.split("\n"))


def _print_trail(trail: dict[str, Any]) -> None:
    output.console.print()
    for key in ("article_id", "url", "state", "outcome", "reason", "page", "copy_of"):
        output.console.print(output.text(f"{key:11} {trail[key] if trail[key] is not None else ''}"))
    for event in trail["events"]:
        score = f" {event['link_score']:.2f}" if event["link_score"] is not None else ""
        output.console.print(output.text(f"event       {event['event_id']}: {event['link_reason']}{score}"))
    for alert in trail["alerts"]:
        output.console.print(
            output.text(f"alert       {alert['alert_id']}: {alert['rule']}, {alert['count']} {alert['step']}, {alert['kind']}")
        )
