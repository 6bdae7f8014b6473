"""tollwatch replay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track

from worker.cli import documents, output
from worker.cli.context import opened_store, start_quietly
from worker.cli.later import gazetteer, paper
from worker.errors import InputError
from worker.model import Document, Rule
from worker.settings import Settings, load_alerts
from worker.store import archive

app = typer.Typer(add_completion=False)

Line = dict[str, Any]


@app.command()
def replay(
    files: Annotated[list[str] | None, typer.Argument(help="Files of JSON lines; - is standard input.")] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=3650, help="Instead of files: the stored articles of so many days.")
    ] = None,
    rules: Annotated[Path | None, typer.Option(help="An alerts.toml to try. Default: that of the configuration.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every article, alert and event as JSON lines.")] = False,
) -> None:
    """Run documents through strip, extract, link and alert on paper: no Redis, no network, nothing is sent, nothing is stored.

    Lines are {"id", "title", "text" or "html", "published", "url", "source", "seen"}. "seen" (default: "published") orders them and sets
    the clock. A later line with the same id and other text is a revision of that article. With --days the articles come from the
    store, for as long as \\[retention] text keeps them, and are linked anew: the events' names are those of this replay.
    Exit code: 0 all read, 1 some lines could not be used, 2 not understood.

    Example: tollwatch replay news.jsonl --rules config/alerts.toml

    Example: tollwatch replay --days 30 --rules stricter.toml
    """
    settings = start_quietly()
    if rules is not None and not rules.is_file():
        raise typer.BadParameter(f"{rules} is not there", param_hint="--rules")
    if bool(files) == (days is not None):
        raise InputError("give files of JSON lines, or --days N for what is stored", hint="see `tollwatch replay --help`")
    wanted, _ = load_alerts(settings, rules)
    bad: list[str] = []
    lines = _from_store(days, wanted, settings) if days is not None else _from_files(files or [], bad, wanted, settings)
    if as_json:
        for line in lines:
            output.print_json_line(line)
    else:
        _Summary(wanted).show(lines)
    for finding in bad:
        output.errors.print(output.text(finding))
    raise typer.Exit(1 if bad else 0)


def _from_files(files: list[str], bad: list[str], rules: tuple[Rule, ...], settings: Settings) -> Iterator[Line]:
    ordered = paper.in_order(list(_usable(files, bad)))
    places = gazetteer.open_gazetteer()
    watched = track(ordered, "replay", len(ordered), **output.PROGRESS)
    yield from paper.run_ordered(watched, rules, places, settings, start=paper.start_of(ordered))
    places.close()


def _usable(files: list[str], bad: list[str]) -> Iterator[Document]:
    for path, number, document in documents.read(files):
        if isinstance(document, documents.BadLine):
            bad.append(f"{path}: line {number}: {document}")
        else:
            yield document


def _from_store(days: int, rules: tuple[Rule, ...], settings: Settings) -> Iterator[Line]:
    since = datetime.now(UTC) - timedelta(days=days)
    places = gazetteer.open_gazetteer()
    with opened_store() as store:
        with store.reading() as connection:
            total = archive.count(connection, since)
        stored = track(archive.read(store, since), "replay", total, **output.PROGRESS)
        yield from paper.run_ordered((one.document for one in stored), rules, places, settings)
    places.close()


def _minute(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}"


class _Summary:
    """What a replay comes to, for people."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.articles: set[str] = set()
        self.told: set[str] = set()  # of them on an event
        self.into: dict[str, str] = {}  # events that became part of another
        self.events: dict[str, Line] = {}
        self.alerts: list[Line] = []
        self.digests: list[Line] = []
        self.first: str | None = None
        self.last: str | None = None

    def show(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self._take(line)
        span = f" in {self._days():.1f} days" if self.first else ""
        output.console.print(
            f"{output.number(len(self.articles), 'article')}, {len(self.told)} of them on {output.number(len(self.events), 'event')},"
            f" {output.number(len(self.alerts), 'alert')}{span}"
        )
        output.console.print()
        output.table(
            ("rule", ">alerts", ">a day", ">corrections", ">events"),
            (self._rule_row(rule.name) for rule in self.rules),
            empty="there are no rules: alerts.toml defines none",
        )
        output.console.print()
        output.table(
            ("at", "rule", "alert", "step", "event", "killed", "injured", "place", "date"),
            (self._alert_row(alert) for alert in self.alerts),
            empty="no alert",
        )
        for digest in self.digests:
            said = f"{digest['at']} {digest['channel']}: {len(digest['alerts'])} of these alerts go out as one digest"
            output.console.print(output.text(said, "dim"))

    def _take(self, line: Line) -> None:
        if line["type"] == "article":
            self.articles.add(line["id"])
            if line["event_id"] is not None:
                self.told.add(line["id"])
            self.first = self.first or line.get("at")
            self.last = line.get("at") or self.last
        elif line["type"] == "merge":
            self.into[line["event_id"]] = line["into"]
        elif line["type"] == "event":
            self.events[line["event_id"]] = line
        else:
            (self.alerts if line["type"] == "alert" else self.digests).append(line)

    def _stands_for(self, event_id: str) -> str:
        while event_id in self.into:
            event_id = self.into[event_id]
        return event_id

    def _days(self) -> float:
        if self.first is None or self.last is None:
            return 1.0
        return max((datetime.fromisoformat(self.last) - datetime.fromisoformat(self.first)) / timedelta(days=1), 1.0)

    def _rule_row(self, name: str) -> tuple[object, ...]:
        ours = [alert for alert in self.alerts if alert["rule"] == name]
        kinds = Counter(alert["kind"] for alert in ours)
        events = {alert["event_id"] for alert in ours}
        return name, len(ours), f"{len(ours) / self._days():.1f}", kinds["correction"], len(events)

    def _alert_row(self, alert: Line) -> tuple[object, ...]:
        event = self.events.get(self._stands_for(alert["event_id"]), {})
        counts, place = event.get("counts") or {}, event.get("place") or {}
        where = ", ".join(part for part in (place.get("name"), place.get("country")) if part)
        return (
            _minute(alert["at"]),
            alert["rule"],
            alert["kind"],
            f"{alert['count']} {alert['step']}",
            alert["event_id"],
            output.count_cell(counts.get("killed")),
            output.count_cell(counts.get("injured")),
            where or "unknown",
            output.days_cell(event.get("date")),
        )
