"""tollwatch queue list, show; what moves the queue is in queue_moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from worker.cli import given, output, queue_moves
from worker.cli.context import opened_store
from worker.errors import InputError
from worker.model import event_name
from worker.store import Connection, acts, articles, events, feeds, outbox
from worker.store.articles import ArticleRow, State
from worker.store.outbox import DeliveryRow

app = typer.Typer(no_args_is_help=True, add_completion=False, help="List, show, retry and drop articles and deliveries.")
app.command("retry")(queue_moves.retry)
app.command("drop")(queue_moves.drop)

_ARTICLE_STATES = tuple(str(state) for state in State)
_DELIVERY_STATES = ("pending", "inflight", "sent", "held", "dead", "dropped")
_STATES = tuple(dict.fromkeys((*_ARTICLE_STATES, *_DELIVERY_STATES, "failed")))
_OPEN_ARTICLES = ("quarantined", "pending", "fetching")
_OPEN_DELIVERIES = ("pending", "inflight", "held", "dead")
_STAGES = ("fetch", "extract", "alert")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a listing shows; None: whatever it is."""

    state: str | None
    stage: str | None
    feed: str | None
    waiting_since: datetime | None
    limit: int | None

    def article_states(self) -> Iterator[str]:
        named = {None: _OPEN_ARTICLES, "failed": ("quarantined", "failed")}.get(self.state, (self.state,))
        for state in named:
            if self.stage in (None, "fetch" if state == "fetching" else "extract") and state in (*_ARTICLE_STATES, "failed"):
                yield str(state)

    def delivery_states(self) -> Sequence[str]:
        if self.feed is not None or self.stage not in (None, "alert"):
            return ()
        return _OPEN_DELIVERIES if self.state is None else (self.state,)


@app.command("list")
def list_queue(
    state: Annotated[
        str | None,
        typer.Option(help=f"Articles: {', '.join(_ARTICLE_STATES)}, failed. Deliveries: {', '.join(_DELIVERY_STATES)}."),
    ] = None,
    stage: Annotated[
        str | None, typer.Option(help="fetch: articles without their page yet; extract: other articles; alert: deliveries.")
    ] = None,
    feed: Annotated[str | None, typer.Option(help="Only articles that this feed, named by its address, showed first.")] = None,
    older: Annotated[str | None, typer.Option(help='Only what waits for longer, such as "15m" or "2d".')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, complete unless --limit is given.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many of each. Default: 50 in the table.")] = None,
) -> None:
    """What waits, runs or failed: articles on their way through the stages, deliveries on their way to channels.

    An article that a worker is at says for how long it is leased: if the worker is killed, it goes to another one by then.

    Example: tollwatch queue list --state quarantined

    Example: tollwatch queue list --stage extract --older 15m
    """
    _check("state", state, _STATES)
    _check("stage", stage, _STAGES)
    now = datetime.now(UTC)
    since = now - given.duration("--older", older) if older else None
    wanted = _Wanted(state, stage, feed, since, limit or (None if as_json else 50))
    with opened_store() as store, store.reading() as connection:
        waiting = _articles(connection, wanted)
        deliveries = outbox.list_deliveries(connection, wanted.delivery_states(), wanted.limit, wanted.waiting_since)
    if as_json:
        output.print_json(
            {"articles": [_article_json(row) for row in waiting], "deliveries": [_delivery_json(d) for d in deliveries]}
        )
    else:
        _print(waiting, deliveries, now)


def _check(what: str, asked: str | None, known: Sequence[str]) -> None:
    if asked is not None and asked not in known:
        raise InputError(f"there is no {what} {asked[:80]!r}", hint=f"known: {', '.join(known)}")


def _articles(connection: Connection, wanted: _Wanted) -> list[ArticleRow]:
    feed_id = None if wanted.feed is None else given.feed(feeds.list_feeds(connection), wanted.feed).id
    found: list[ArticleRow] = []
    for state in wanted.article_states():
        filters = {"outcome": state} if state == "failed" else {"state": state}
        found += articles.list_articles(
            connection, limit=wanted.limit, feed_id=feed_id, waiting_since=wanted.waiting_since, **filters
        )
    return found[: wanted.limit]


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
                _next_try(d, now),
                d.last_error,
            )
            for d in deliveries
        ),
        empty="no delivery waits",
    )
    errors = Counter(row.error for row in waiting if row.error)
    for error, number in errors.most_common(5):
        output.console.print(output.text(f"{number} × {error}", "yellow"))


def _next_try(delivery: DeliveryRow, now: datetime) -> str:
    """Due for minutes: its endpoint is down, and one delivery of all that wait knocks now and then."""
    return output.due(delivery.next_at, now) if delivery.state == "pending" else ""


def _stage(row: ArticleRow, now: datetime) -> str:
    if row.lease_until is None or row.lease_until <= now or row.state != State.PENDING:
        return row.state
    return f"{row.state}, running, leased for {(row.lease_until - now).total_seconds():.0f} s"


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
        found, trail = _found(connection, name)
    if as_json:
        output.print_json({**found, "by_hand": [asdict(act) for act in trail]})
        return
    output.facts(found)
    for act in trail:
        said = f"{act.at:%Y-%m-%d %H:%M} UTC {act.act} by hand, was {act.was}"
        output.console.print(output.text(f"{said}: {act.comment}" if act.comment else said))


def _found(connection: Connection, name: str) -> tuple[dict[str, Any], list[acts.Act]]:
    if queue_moves.is_delivery(name):
        delivery = queue_moves.delivery_row(connection, name)
        return _delivery_json(delivery), acts.of_delivery(connection, delivery.id)
    row = queue_moves.article_row(connection, name)
    told = events.reports_by(connection, row.id)
    shown = _article_json(row) | {"events": ", ".join(event_name(report.event_id) for report in told) or None}
    return shown, acts.of_article(connection, row.id)
