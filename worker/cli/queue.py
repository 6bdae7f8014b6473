"""tollwatch queue list, show, retry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from worker.cli import names, output
from worker.cli.context import opened_store
from worker.errors import InputError
from worker.model import event_name
from worker.store import Connection, articles, events, outbox
from worker.store.articles import ArticleRow, State
from worker.store.outbox import DeliveryRow

app = typer.Typer(no_args_is_help=True, add_completion=False, help="List, show and retry articles and deliveries.")

_ARTICLE_STATES = tuple(str(state) for state in State)
_DELIVERY_STATES = ("pending", "inflight", "sent", "held", "dead")
_OPEN_ARTICLES = ("fetching", "pending", "quarantined")
_OPEN_DELIVERIES = ("pending", "inflight", "held", "dead")


@app.command("list")
def list_queue(
    state: Annotated[
        str | None,
        typer.Option(help=f"Articles: {', '.join(_ARTICLE_STATES)}, failed. Deliveries: {', '.join(_DELIVERY_STATES)}."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, complete unless --limit is given.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many of each. Default: 50 in the table.")] = None,
) -> None:
    """What waits, runs or failed: articles on their way through the stages, deliveries on their way to channels.

    Example: tollwatch queue list --state quarantined
    """
    if state is not None and state not in (*_ARTICLE_STATES, *_DELIVERY_STATES, "failed"):
        known = ", ".join(dict.fromkeys((*_ARTICLE_STATES, *_DELIVERY_STATES, "failed")))
        raise InputError(f"there is no state {state[:80]!r}", hint=f"known: {known}")
    now = datetime.now(UTC)
    shown = limit if limit or as_json else 50
    with opened_store() as store, store.reading() as connection:
        waiting = _articles(connection, state, shown)
        wanted = {state} if state else _OPEN_DELIVERIES
        deliveries = outbox.list_deliveries(connection, wanted, shown)
    if as_json:
        output.print_json(
            {"articles": [_article_json(row) for row in waiting], "deliveries": [_delivery_json(d) for d in deliveries]}
        )
    else:
        _print(waiting, deliveries, now)


def _articles(connection: Connection, state: str | None, limit: int | None) -> list[ArticleRow]:
    if state == "failed":
        failed = articles.list_articles(connection, limit=limit, outcome="failed")
        return [*articles.list_articles(connection, State.QUARANTINED, limit), *failed][:limit]
    if state is None:
        found = [row for one in _OPEN_ARTICLES for row in articles.list_articles(connection, one, limit)]
        return found[:limit]
    return articles.list_articles(connection, state, limit) if state in _ARTICLE_STATES else []


def _print(waiting: Sequence[ArticleRow], deliveries: Sequence[DeliveryRow], now: datetime) -> None:
    output.table(
        ("article", "state", "age", ">tries", "feed", "title", "last error"),
        (
            (
                f"a{row.id}",
                _stage(row, now),
                output.ago(row.pending_since or row.first_seen, now),
                row.attempts or "",
                row.publisher,
                row.title[:80],
                row.error or row.fetch_reason,
            )
            for row in waiting
        ),
        empty="no article waits",
    )
    output.console.print()
    output.table(
        ("delivery", "state", "age", ">tries", "channel", "alert", "next try", "last error"),
        (
            (
                f"d{d.id}",
                d.state,
                output.ago(d.created_at, now),
                d.attempts,
                d.channel,
                f"n{d.alert_id} {event_name(d.alert.event_id)} {d.alert.count} {d.alert.step}",
                output.ago(d.next_at, now) if d.state == "pending" else "",
                d.last_error,
            )
            for d in deliveries
        ),
        empty="no delivery waits",
    )
    errors = Counter(row.error for row in waiting if row.error)
    for error, number in errors.most_common(5):
        output.console.print(output.text(f"{number} × {error}", "yellow"))


def _stage(row: ArticleRow, now: datetime) -> str:
    running = row.lease_until is not None and row.lease_until > now
    return f"{row.state}, running" if running and row.state == State.PENDING else row.state


def _article_json(row: ArticleRow) -> dict[str, Any]:
    return {
        "article_id": f"a{row.id}",
        "state": row.state,
        "outcome": row.outcome,
        "reason": row.reason,
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher,
        "attempts": row.attempts,
        "first_seen": row.first_seen,
        "pending_since": row.pending_since,
        "lease_until": row.lease_until,
        "fetch_reason": row.fetch_reason,
        "text_from": row.text_from,
        "error": row.error,
    }


def _delivery_json(delivery: DeliveryRow) -> dict[str, Any]:
    return {
        "delivery_id": f"d{delivery.id}",
        "alert_id": f"n{delivery.alert_id}",
        "event_id": event_name(delivery.alert.event_id),
        "channel": delivery.channel,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "created_at": delivery.created_at,
        "next_at": delivery.next_at,
        "last_error": delivery.last_error,
    }


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="An article such as a12, or a delivery such as d3.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Everything the store knows of one article or delivery.

    Example: tollwatch queue show a12
    """
    with opened_store() as store, store.reading() as connection:
        found = _found(connection, name)
    if as_json:
        output.print_json(found)
        return
    output.facts(found)


def _found(connection: Connection, name: str) -> dict[str, Any]:
    if name.lower().startswith(names.DELIVERY):
        return _delivery_json(_delivery_row(connection, name))
    return _article(connection, name)


def _article(connection: Connection, name: str) -> dict[str, Any]:
    row = _article_row(connection, name)
    reports = events.reports_by(connection, row.id)
    return {**_article_json(row), "events": ", ".join(event_name(report.event_id) for report in reports) or None}


def _article_row(connection: Connection, name: str) -> ArticleRow:
    row = articles.get(connection, names.number(name, names.ARTICLE))
    if row is None:
        raise names.missing(name, names.ARTICLE, "queue list")
    return row


def _delivery_row(connection: Connection, name: str) -> DeliveryRow:
    row = outbox.find_delivery(connection, names.number(name, names.DELIVERY))
    if row is None:
        raise names.missing(name, names.DELIVERY, "queue list")
    return row


@app.command()
def retry(
    which: Annotated[list[str] | None, typer.Argument(help="Articles such as a12 and deliveries such as d3.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All quarantined and failed articles, all held and dead deliveries.")
    ] = False,
) -> None:
    """Put quarantined or failed articles, and held or dead deliveries, back on their way.

    A held delivery may have arrived already: look at the channel first. An article that is named is read again whatever came of it.
    Exit code: 0 some are on their way again, 1 there was nothing to do again, 2 not understood, or one that is named is not there.

    Example: tollwatch queue retry a12 d3
    """
    if not which and not everything:
        raise InputError("nothing was named", hint="name articles (a12) or deliveries (d3), or give --all")
    now = datetime.now(UTC)
    with opened_store() as store, store.writing() as connection:
        if everything:
            again = articles.retry(connection, None, now)
            sent = outbox.retry_delivery(connection, None, now)
        else:
            deliveries, others = _named(connection, which or [])
            again = articles.retry(connection, others, now)
            sent = outbox.retry_delivery(connection, deliveries, now)
    told = f"{output.number(again, 'article')} and {output.number(sent, 'delivery', 'deliveries')}"
    output.console.print(f"on their way again: {told}")
    if not again + sent:
        output.errors.print("only what is held, dead, failed or quarantined goes again by itself", style="yellow")
        raise typer.Exit(1)


def _named(connection: Connection, which: list[str]) -> tuple[list[int], list[int]]:
    """The numbers of deliveries and of articles; one that is not there is a mistyped one."""
    deliveries, others = [], []
    for name in which:
        if name.lower().startswith(names.DELIVERY):
            deliveries.append(_delivery_row(connection, name).id)
        else:
            others.append(_article_row(connection, name).id)
    return deliveries, others
