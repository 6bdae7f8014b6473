"""What a command was given: an article of the store or a file, a feed, a duration."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from worker.cli import names
from worker.errors import InputError
from worker.model import Document
from worker.settings import parse_duration
from worker.store import Connection, articles
from worker.store.articles import ArticleRow
from worker.store.feeds import FeedRow

Title = Annotated[str, typer.Option(help="The headline of a file's text.")]
Published = Annotated[str | None, typer.Option(help="When a file's text was published, ISO 8601. Default: now.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_MAX_BYTES = 16 * 1024 * 1024


def is_stored(what: str) -> bool:
    return what.startswith(("http://", "https://")) or (re.fullmatch(r"a[0-9]+", what) is not None and not Path(what).exists())


def stored_article(connection: Connection, what: str) -> ArticleRow:
    """The article of a name or URL. InputError where the store has none."""
    by_url = what.startswith("http")
    row = articles.find(connection, what) if by_url else articles.get(connection, names.number(what, names.ARTICLE))
    if row is None:
        why = "no feed has shown it" if by_url else "see `tollwatch queue list --state done`, or give a file"
        raise InputError(f"no stored article {what[:200]}", hint=why)
    return row


def from_file(what: str, title: str, published: str | None) -> Document:
    """The text or HTML of a file, - for standard input. InputError: it can't be read, or `published` is no time."""
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


def feed(rows: Iterable[FeedRow], url: str) -> FeedRow:
    """The feed of an address, as it was listed or as it is now. InputError where there is none."""
    row = next((row for row in rows if url in (row.url, row.listed_url)), None)
    if row is None:
        raise InputError(f"no feed {url[:200]!r} is watched", hint="see `tollwatch feeds list`")
    return row


def duration(option: str, text: str | None) -> timedelta:
    """What an option such as --for says. InputError where it is no duration."""
    try:
        return parse_duration(text)
    except ValueError as error:
        raise InputError(f"{option} {error}", hint=f"such as {option} 24h") from None
