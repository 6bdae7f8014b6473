"""tollwatch reprocess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from rich.progress import track

from worker.cli import output
from worker.cli.context import opened_store, start_quietly
from worker.cli.later import gazetteer, pipeline
from worker.model import COUNTED_KINDS, Counts, DateSpan, Place
from worker.stages.alert.message import counts_json, date_json, place_json
from worker.store import Store, archive, events

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one article says of one event, as far as people see it."""

    counts: Counts
    place: Place | None
    date: DateSpan | None
    type: str


@app.command()
def reprocess(
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change. Nothing else is done: nothing is stored.")
    ] = True,
    days: Annotated[int, typer.Option(min=1, max=3650, help="Only articles first seen in so many days.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print each article that would change as a JSON line.")] = False,
) -> None:
    """Read stored articles again with today's rules, alerts off, and show what would change: outcomes, figures, places, days, types.

    Texts are there for as long as \\[retention] text keeps them. How the events and alerts would differ: `tollwatch replay --days`.
    Exit code: 0 nothing would change, 1 something would.

    Example: tollwatch reprocess --diff --days 7
    """
    profile = start_quietly().extract.profile
    since = datetime.now(UTC) - timedelta(days=days)
    places = gazetteer.open_gazetteer()
    read, changed = 0, Counter[str]()
    with opened_store() as store:
        with store.reading() as connection:
            total = archive.count(connection, since)
        stored = archive.read(store, since)
        for one in track(stored, "reprocess", total, **output.PROGRESS):
            read += 1
            if line := _compare(store, one, places, profile):
                changed.update(line["changes"])
                _show(line, as_json)
    places.close()
    if not as_json:
        kinds = ", ".join(f"{kind}: {number}" for kind, number in changed.most_common())
        output.console.print(output.text(f"{output.number(read, 'article')} read again; {kinds or 'nothing would change'}"))
    raise typer.Exit(1 if changed else 0)


def _compare(store: Store, one: archive.Archived, places: gazetteer.Gazetteer, profile: str) -> dict[str, Any] | None:
    """What would change about one article; None where nothing would."""
    extraction = pipeline.read(one.document, places, profile=profile).extraction
    new = [_Said(report.counts, report.place, report.date, report.type) for report in extraction.reports]
    with store.reading() as connection:
        old = [_Said(row.counts, row.place, row.date, row.type) for row in events.reports_by(connection, one.article_id)]
    changes = list(_changes(one.outcome or "", str(extraction.outcome), old, new))
    if not changes:
        return None
    return {
        "article_id": f"a{one.article_id}",
        "title": one.document.title,
        "url": one.document.url,
        "changes": changes,
        "before": {"outcome": one.outcome, "reason": one.reason, "events": [_json(said) for said in old]},
        "after": {"outcome": extraction.outcome, "reason": extraction.reason, "events": [_json(said) for said in new]},
    }


def _changes(was: str, now: str, old: list[_Said], new: list[_Said]) -> Iterator[str]:
    if was != now:
        yield "outcome"
    if len(old) != len(new):
        yield "events"
    pairs = list(zip(old, new, strict=False))
    if any(dict(before.counts) != dict(after.counts) for before, after in pairs):
        yield "figures"
    if any(_spot(before.place) != _spot(after.place) for before, after in pairs):
        yield "place"
    if any(before.date != after.date for before, after in pairs):
        yield "date"
    if any(before.type != after.type for before, after in pairs):
        yield "type"


def _spot(place: Place | None) -> tuple[object, ...] | None:
    return None if place is None else (place.name, place.adm1, place.country, place.precision)


def _json(said: _Said) -> dict[str, Any]:
    return {
        "type": said.type,
        "date": date_json(said.date),
        "place": place_json(said.place),
        "counts": counts_json(said.counts),
    }


def _show(line: dict[str, Any], as_json: bool) -> None:
    if as_json:
        output.print_json_line(line)
        return
    output.console.print(output.text(f"{line['article_id']} {line['title'][:120]}", "bold"))
    for mark, side, style in (("-", line["before"], "red"), ("+", line["after"], "green")):
        output.console.print(output.text(f"  {mark} {side['outcome']}: {side['reason']}", style))
        for event in side["events"]:
            output.console.print(output.text(f"  {mark}   {_words(event)}", style))


def _words(event: dict[str, Any]) -> str:
    figures = (f"{output.count_cell(event['counts'][kind])} {kind}" for kind in COUNTED_KINDS if event["counts"][kind])
    place = event["place"] or {}
    where = ", ".join(part for part in (place.get("name"), place.get("country")) if part) or "place unknown"
    return f"{', '.join(figures) or 'no figures'}; {where}; {output.days_cell(event['date'], 'date unknown')}; {event['type']}"
