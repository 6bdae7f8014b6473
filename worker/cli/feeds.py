"""tollwatch feeds list, show, add, remove, poll, check, import, export."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer

from worker.cli import feeds_files, given, output
from worker.cli.context import opened_store, start_quietly
from worker.cli.later import poll, web_client
from worker.errors import FetchError, InputError
from worker.model import FeedConfig
from worker.settings import Settings
from worker.stages.opml import is_feed_url
from worker.store import feeds

app = typer.Typer(no_args_is_help=True, add_completion=False, help="List, show, add, check and remove feeds; OPML in and out.")
app.command("import")(feeds_files.import_feeds)
app.command("export")(feeds_files.export_feeds)

_STYLES = {"ok": "green", "not_modified": "green", "new": "", "empty": "yellow", "degraded": "yellow"}


@app.command("list")
def list_feeds(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    failing: Annotated[bool, typer.Option("--failing", help="Only feeds whose last polls failed.")] = False,
) -> None:
    """Every feed with its state, why, where it moved, when it last worked and when it is asked again.

    A feed that 301s and 308s lead elsewhere for two days and ten polls is asked there from then on; one that says 410 Gone only
    once a week. One that moved to where another feed is watched is merged into that.

    Example: tollwatch feeds list --failing
    """
    now = datetime.now(UTC)
    with opened_store() as store, store.reading() as connection:
        rows = [row for row in feeds.list_feeds(connection) if not failing or (row.active and row.failures)]
    if as_json:
        output.print_json([_as_json(row) for row in rows])
        return
    output.table(
        ("feed", "state", "why", "last success", "next poll", ">failures", ">entries"),
        (
            (
                row.name or row.url,
                output.text(row.state, _STYLES.get(row.state, "red")),
                _why(row),
                output.ago(row.last_success, now),
                _next(row, now),
                row.failures or "",
                row.entries,
            )
            for row in rows
        ),
        empty="no feeds: add one with `tollwatch feeds add URL`, or to config/feeds.toml"
        if not failing
        else "no feed is failing",
    )


def _asked_next(row: feeds.FeedRow) -> datetime | None:
    if not row.active:
        return None
    return poll.asked_next(row, row.next_poll) if row.state == "gone" else row.next_poll


def _next(row: feeds.FeedRow, now: datetime) -> str:
    when = _asked_next(row)
    if when is None:
        return ""
    return output.due(when, now)


def _why(row: feeds.FeedRow) -> str:
    """Its reason, and where it moved or may be moving."""
    told = [row.reason or ""] if row.state not in ("ok", "not_modified") else []
    if row.url != row.listed_url:
        told.append(f"moved from {row.listed_url}")
    if row.moved_to and row.active:
        told.append(f"redirected for good to {row.moved_to}, {output.number(row.moved_polls, 'time')}")
    return "; ".join(filter(None, told))


def _as_json(row: feeds.FeedRow) -> dict[str, object]:
    return {
        "url": row.url,
        "name": row.name,
        "publisher": row.publisher,
        "state": row.state,
        "reason": row.reason,
        "last_success": row.last_success,
        "last_poll": row.last_poll,
        "next_poll": _asked_next(row),
        "failures": row.failures,
        "entries": row.entries,
        "missed_windows": row.missed_windows,
        "dropped_entries": row.dropped_entries,
        "origin": row.origin,
        "listed_url": row.listed_url,
        "moved_to": row.moved_to,
    }


@app.command()
def show(
    url: Annotated[str, typer.Argument(help="The feed's address, as it was given or as it is now.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Everything the store knows of one feed: its schedule, its validators, what its last polls found.

    Example: tollwatch feeds show https://example.org/rss.xml
    """
    with opened_store() as store, store.reading() as connection:
        row = given.feed(feeds.list_feeds(connection), url)
    found = _as_json(row) | {
        "moved_since": row.moved_since,
        "moved_polls": row.moved_polls,
        "country": row.country,
        "language": row.language,
        "interval_s": row.interval_s,
        "full_text": row.full_text,
        "last_full": row.last_full,
        "etag": row.etag,
        "last_modified": row.last_modified,
        "watched_since": row.created_at,
    }
    _verdict(as_json, found)


@app.command()
def remove(
    url: Annotated[str, typer.Argument(help="The feed's address, as it was given or as it is now.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Stop watching a feed; its articles and events stay.

    Exit code: 0 done, 1 done, but it stands in feeds.toml and comes back at the next start, 2 there is no such feed.

    Example: tollwatch feeds remove https://example.org/rss.xml
    """
    with opened_store() as store, store.writing() as connection:
        row = given.feed(feeds.list_feeds(connection), url)
        feeds.remove_feed(connection, row.id)
    listed = row.origin == "file"
    if as_json:
        output.print_json({"url": row.url, "removed": True, "in_file": listed})
    else:
        output.console.print(output.text(f"no longer watched: {row.url}"))
        if listed:
            words = "it stands in feeds.toml: take it out there as well, or the next start watches it again"
            output.errors.print(output.text(words, "yellow"))
    raise typer.Exit(1 if listed else 0)


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="The feed's address.")],
    name: Annotated[str | None, typer.Option(help="Shown in listings.")] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Feeds of one publisher count as one source. Default: the domain.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Where it is published, such as GB.")] = None,
    language: Annotated[str | None, typer.Option(help="What it is written in, such as en.")] = None,
    interval: Annotated[str | None, typer.Option(help='How often to ask, such as "5m".')] = None,
    full_text: Annotated[bool, typer.Option("--full-text", help="The entries hold whole articles: fetch no pages.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Watch a feed from now on. A running service begins within seconds. One that is watched already takes the new settings.

    Exit code: 0 it is watched, 2 not understood.

    Example: tollwatch feeds add https://example.org/rss.xml --name Example
    """
    if not is_feed_url(url):
        raise InputError(f"{url[:200]!r} is no feed address", hint="it begins with http:// or https://")
    told = {"country": _code("--country", country, "GB", str.upper), "language": _code("--language", language, "en", str.lower)}
    every = given.duration("--interval", interval) if interval else None
    feed = FeedConfig(url, name=name, publisher=publisher, interval=every, full_text=full_text, **told)
    with opened_store(create=True) as store, store.writing() as connection:
        known = feeds.find_feed(connection, url)
        feeds.add_feed(connection, feed, datetime.now(UTC))
        now_at = feeds.find_feed(connection, url)
    if as_json:
        output.print_json({"url": url, "added": known is None or not known.active, "now_at": now_at.url if now_at else None})
        return
    output.console.print(output.text(f"{_welcome(known, now_at)}: {url}"))
    if known is None:
        output.console.print("check it now with `tollwatch feeds check URL`")


def _code(option: str, text: str | None, example: str, spelled: Callable[[str], str]) -> str | None:
    """A code of two letters, as feeds.toml wants it."""
    if text is not None and not re.fullmatch("[a-zA-Z]{2}", text):
        raise InputError(f"{option} {text[:80]!r} is no code of two letters", hint=f"such as {option} {example}")
    return spelled(text) if text is not None else None


def _welcome(before: feeds.FeedRow | None, now: feeds.FeedRow | None) -> str:
    if now is not None and now.state == "merged":
        return f"watching it already, as {now.moved_to}, where it has moved to"
    return "watching already, settings updated" if before is not None and before.active else "watching"


@app.command("poll")
def poll_feeds(
    urls: Annotated[list[str] | None, typer.Argument(help="Addresses of feeds.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All feeds.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Let feeds be asked as soon as a running poller can, whenever they would be due. One that is gone is still asked once a week.

    Example: tollwatch feeds poll https://example.org/rss.xml
    """
    if bool(urls) == everything:
        raise InputError("no feed was named", hint="name feeds, or give --all")
    with opened_store() as store, store.writing() as connection:
        rows = feeds.watched(connection)
        chosen = rows if everything else [given.feed(rows, url) for url in urls or []]
        feeds.poll_now(connection, [row.id for row in chosen], datetime.now(UTC))
    if as_json:
        output.print_json({"due": [row.url for row in chosen]})
    else:
        output.console.print(f"{output.number(len(chosen), 'feed is', 'feeds are')} due now")


@app.command()
def check(
    url: Annotated[str, typer.Argument(help="The feed's address.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Ask a feed once, store nothing, and say what a poll would make of it.

    Exit code: 0 it is a feed with entries, 1 it is not, or has none.

    Example: tollwatch feeds check https://example.org/rss.xml
    """
    settings = start_quietly()
    try:
        response = asyncio.run(_get(url, settings))
    except FetchError as error:
        _verdict(as_json, {"url": url, "ok": False, "reason": error.reason, "detail": str(error)})
        raise typer.Exit(1) from None
    parsed = poll.parse_feed(response.body, response.headers.get("content-type", ""), response.url, settings.poll.max_entries)
    good = response.status == 200 and bool(parsed.entries)
    _verdict(as_json, _found(url, response, parsed, good))
    raise typer.Exit(0 if good else 1)


async def _get(url: str, settings: Settings) -> web_client.Response:
    fetch = settings.fetch
    async with web_client.WebClient(
        user_agent=fetch.user_agent, allow_ports=fetch.allow_ports, allow_networks=fetch.allow_networks
    ) as client:
        return await client.get(url, max_bytes=settings.poll.max_bytes, timeout=settings.poll.timeout)


def _found(url: str, response: web_client.Response, parsed: poll.ParsedFeed, good: bool) -> dict[str, object]:
    newest = max((entry.published for entry in parsed.entries if entry.published), default=None)
    return {
        "url": url,
        "ok": good,
        "reason": "ok" if good else (f"http_{response.status}" if response.status != 200 else parsed.kind),
        "status": response.status,
        "final_url": response.url,
        "kind": parsed.kind,
        "title": parsed.title,
        "entries": len(parsed.entries),
        "newest": newest,
        "with_full_text": sum(bool(entry.content) for entry in parsed.entries),
        "conditional": bool(response.headers.get("etag") or response.headers.get("last-modified")),
    }


def _verdict(as_json: bool, found: dict[str, object]) -> None:
    if as_json:
        output.print_json(found)
        return
    output.facts(found)
