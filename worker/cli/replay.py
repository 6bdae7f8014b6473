"""tollwatch replay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from worker import replay as paper
from worker.cli import documents, output
from worker.cli.context import start_quietly
from worker.gazetteer import open_gazetteer
from worker.model import Document
from worker.settings import load_alerts

app = typer.Typer(add_completion=False)


@app.command()
def replay(
    files: Annotated[list[str], typer.Argument(help="Files of JSON lines; - is standard input.")],
    rules: Annotated[Path | None, typer.Option(help="An alerts.toml to try. Default: that of the configuration.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every article, alert and event as JSON lines.")] = False,
) -> None:
    """Run documents through strip, extract, link and alert on paper: no Redis, no network, nothing is sent.

    Lines are {"id", "title", "text" or "html", "published", "url", "source", "seen"}. "seen" (default: "published") orders them and sets
    the clock. A later line with the same id and other text is a revision of that article.
    Exit code: 0 all read, 1 some lines could not be used.

    Example: tollwatch replay news.jsonl --rules config/alerts.toml
    """
    settings = start_quietly()
    if rules is not None and not rules.is_file():
        raise typer.BadParameter(f"{rules} is not there", param_hint="--rules")
    wanted, _ = load_alerts(settings, rules)
    bad: list[str] = []
    lines: list[dict[str, Any]] = []
    places = open_gazetteer()
    for line in paper.run(list(_usable(files, bad)), wanted, places, settings):
        if as_json:
            output.print_json_line(line)
        else:
            lines.append(line)
    places.close()
    for finding in bad:
        output.errors.print(output.text(finding))
    if not as_json:
        _summary(lines)
    raise typer.Exit(1 if bad else 0)


def _usable(files: list[str], bad: list[str]) -> Iterator[Document]:
    for path, number, document in documents.read(files):
        if isinstance(document, documents.BadLine):
            bad.append(f"{path}: line {number}: {document}")
        else:
            yield document


def _summary(lines: list[dict[str, Any]]) -> None:
    articles = [line for line in lines if line["type"] == "article"]
    events = {line["event_id"]: line for line in lines if line["type"] == "event"}
    alerts = [line for line in lines if line["type"] == "alert"]
    told = sum(article["event_id"] is not None for article in articles)
    output.console.print(f"{len(articles)} articles, {told} of them on {len(events)} events, {len(alerts)} alerts")
    output.table(
        ("at", "rule", "alert", "step", "event", "killed", "injured", "place"),
        (
            (a["at"], a["rule"], a["kind"], f"{a['count']} {a['step']}", a["event_id"], *_event_cells(events[a["event_id"]]))
            for a in alerts
        ),
        empty="no alert",
    )


def _event_cells(event: dict[str, Any]) -> tuple[str, str, str]:
    place = event["place"] or {}
    return (
        output.count_cell(event["counts"]["killed"]),
        output.count_cell(event["counts"]["injured"]),
        place.get("name", "unknown"),
    )
