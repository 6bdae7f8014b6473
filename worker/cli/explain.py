"""tollwatch explain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.text import Text

from worker.cli import given, output, verdicts
from worker.cli.context import opened_store, start_quietly
from worker.cli.later import gazetteer, pipeline
from worker.cli.shape import Json, reading_json
from worker.model import COUNTED_KINDS, Claim, Document, Reading, Realis, Scope
from worker.settings import load_alerts
from worker.store import Connection, articles, events, outbox
from worker.store.articles import ArticleRow, PageRow

app = typer.Typer(add_completion=False)


@app.command()
def explain(
    what: Annotated[
        str, typer.Argument(help="A text or HTML file, - for standard input, or a stored article: a12 or its URL.")
    ],
    title: given.Title = "",
    published: given.Published = None,
    as_json: given.AsJson = False,
) -> None:
    """Show a text with each figure marked: what it was taken for, by which rule, and why it counts or not; and what the alert rules say.

    For a stored article also: which event it joined or opened and why, and which alerts that event raised. A file is judged as if it
    were the first to tell of its event.
    Exit code: 0 explained, 2 there is no such article.

    Example: tollwatch explain article.txt --title "Blast kills 5" --published 2025-03-04
    """
    settings = start_quietly()
    policy, now = pipeline.policy_of(load_alerts(settings)[0], settings), datetime.now(UTC)
    document, trail = _stored(what, policy) if given.is_stored(what) else (given.from_file(what, title, published), None)
    places = gazetteer.open_gazetteer()
    reading = pipeline.read(document, places, now, settings.extract.profile)
    places.close()
    found = trail["events"] if trail is not None else verdicts.of_reading(reading, document, policy, document.published or now)
    if as_json:
        shown = {**reading_json(document.id, reading), "title": reading.title, "text": reading.text}
        output.print_json({**shown, "verdicts": found, "trail": trail})
        return
    _print(reading)
    if trail is not None:
        _print_trail(trail)
    verdicts.show(found)


def _stored(what: str, policy: pipeline.Policy) -> tuple[Document, Json]:
    with opened_store() as store, store.reading() as connection:
        row = given.stored_article(connection, what)
        page = articles.load_page(connection, row.id)
        return pipeline.document_of(row, page), _trail(connection, row, page, policy)


def _page(row: ArticleRow, page: PageRow | None) -> str:
    """What became of the article's page: `[retention] pages` lets it go after some days."""
    if page is not None:
        return "fetched"
    return row.fetch_reason or ("not needed, the feed has the text" if row.content else "none kept")


def _trail(connection: Connection, row: ArticleRow, page: PageRow | None, policy: pipeline.Policy) -> dict[str, Any]:
    return {
        "article_id": f"a{row.id}",
        "url": row.url,
        "state": row.state,
        "outcome": row.outcome,
        "reason": row.reason,
        "page": _page(row, page),
        "copy_of": f"a{row.copy_of}" if row.copy_of else None,
        "events": verdicts.of_article(connection, row.id, policy, datetime.now(UTC)),
        "alerts": [
            {"alert_id": f"n{alert.id}", "rule": alert.rule, "count": alert.count, "step": alert.step, "kind": alert.kind}
            for report in events.reports_by(connection, row.id)
            for alert in outbox.list_alerts(connection, event_id=report.event_id)
        ],
    }


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
        date = output.days(report.date.start, report.date.end) if report.date else "date unknown"
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
    for alert in trail["alerts"]:
        output.console.print(
            output.text(f"alert       {alert['alert_id']}: {alert['rule']}, {alert['count']} {alert['step']}, {alert['kind']}")
        )
