"""tollwatch feeds import, export: lists of feeds from and for other readers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from worker.cli import files, output
from worker.cli.context import opened_store
from worker.model import FeedConfig
from worker.stages import opml
from worker.store import feeds

_SHOWN = 5  # addresses that can't be used


def import_feeds(
    file: Annotated[str, typer.Argument(help="An OPML file; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Watch the feeds of an OPML file. Those that are watched already stay as they are.

    Exit code: 0 all of them, 1 some can't be used, 2 the file can't be read.

    Example: tollwatch feeds import subscriptions.opml
    """
    listed = opml.parse(files.read_bytes(file, opml.MAX_BYTES))
    good = [outline.feed for outline in listed if outline.feed is not None]
    bad = [outline.url[:200] for outline in listed if outline.feed is None]
    with opened_store(create=True) as store, store.writing() as connection:
        done = feeds.add_feeds(connection, good, datetime.now(UTC))
    known = len(good) - len(done.added) - len(done.updated)
    if as_json:
        output.print_json({"added": done.added, "watched_again": done.updated, "known": known, "unusable": bad})
    else:
        output.console.print(
            f"{output.number(len(done.added), 'feed')} added, {len(done.updated)} watched again, {known} watched already"
        )
        for url in bad[:_SHOWN]:
            output.errors.print(output.text(f"no feed address: {url}", "yellow"))
        if len(bad) > _SHOWN:
            output.errors.print(f"and {len(bad) - _SHOWN} more that are none")
    raise typer.Exit(1 if bad or not good else 0)


def export_feeds(
    file: Annotated[Path | None, typer.Argument(help="The OPML file to write. Default: standard output.")] = None,
) -> None:
    """Write the watched feeds as OPML, for another reader or another Tollwatch.

    Example: tollwatch feeds export feeds.opml
    """
    with opened_store() as store, store.reading() as connection:
        rows = feeds.watched(connection)
    files.write(file, opml.render(_config(row) for row in rows))
    if file is not None:
        output.console.print(output.text(f"{output.number(len(rows), 'feed')}: {file}"))


def _config(row: feeds.FeedRow) -> FeedConfig:
    return FeedConfig(
        row.url,
        name=row.name,
        publisher=row.publisher,
        country=row.country,
        language=row.language,
        interval=timedelta(seconds=row.interval_s) if row.interval_s else None,
        full_text=row.full_text,
    )
