"""tollwatch alerts list, show, held, resend, test, silence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from worker.cli import names, output, silence
from worker.cli.context import opened_store, start_quietly
from worker.cli.later import channels as endpoints
from worker.cli.later import words
from worker.errors import InputError
from worker.model import AlertKind, event_name
from worker.settings import load_alerts
from worker.stages.alert.message import counts_json, place_json
from worker.store import Connection, acts, alerts, events, outbox
from worker.store.outbox import AlertRow, DeliveryRow

app = typer.Typer(no_args_is_help=True, add_completion=False, help="List, show, resend and silence alerts, test a channel.")
app.add_typer(silence.app, name="silence")

_STYLES = {"sent": "green", "held": "yellow", "dead": "red"}


@app.command("list")
def list_alerts(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, complete unless --limit is given.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many, the latest first. Default: 50 in the table.")
    ] = None,
) -> None:
    """Alerts, the latest first, each with how its deliveries stand.

    Example: tollwatch alerts list
    """
    now = datetime.now(UTC)
    with opened_store() as store, store.reading() as connection:
        found = outbox.list_alerts(connection, limit=limit if limit or as_json else 50)
    if as_json:
        output.print_json([_as_json(row) for row in found])
        return
    output.table(
        ("alert", "event", "rule", "kind", "crossed", ">figure", "where", "when", "deliveries"),
        (_row(row, now) for row in found),
        empty="no alerts yet",
    )


def _row(row: AlertRow, now: datetime) -> tuple[object, ...]:
    place = row.data["event"]["place"] or {}
    return (
        f"n{row.id}",
        event_name(row.event_id),
        row.rule,
        row.kind,
        f"{row.count} {row.step}",
        output.count_cell(row.data.get("headline_count")),
        place.get("name", "unknown"),
        output.ago(row.at, now),
        ", ".join(f"{d.channel}: {d.state}" for d in row.deliveries) or "no channel",
    )


def _as_json(row: AlertRow) -> dict[str, Any]:
    return {
        "alert_id": f"n{row.id}",
        "event_id": event_name(row.event_id),
        "rule": row.rule,
        "count": row.count,
        "step": row.step,
        "steps": list(row.steps),
        "kind": row.kind,
        "at": row.at,
        "deliveries": [_delivery_json(delivery) for delivery in row.deliveries],
    }


def _delivery_json(delivery: DeliveryRow) -> dict[str, Any]:
    return {
        "delivery_id": f"d{delivery.id}",
        "channel": delivery.channel,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "last_error": delivery.last_error,
        "next_at": delivery.next_at,
        "sent_at": delivery.sent_at,
    }


@app.command()
def show(
    alert: Annotated[str, typer.Argument(help="Such as n5.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """One alert: its figure with bounds, the evidence it was sent with, and each attempt's outcome.

    Example: tollwatch alerts show n5
    """
    wanted = names.number(alert, names.ALERT)
    with opened_store() as store, store.reading() as connection:
        row = outbox.find_alert(connection, wanted)
    if row is None:
        raise names.missing(alert, names.ALERT, "alerts list")
    if as_json:
        output.print_json({**_as_json(row), "data": row.data})
    else:
        _print(row)


def _print(row: AlertRow) -> None:
    place = row.data["event"]["place"] or {}
    figure = output.count_cell(row.data.get("headline_count"))
    head = f"n{row.id} {row.kind}: {figure} {row.count}, {place.get('name', 'place unknown')} {place.get('country') or ''}"
    output.console.print(output.text(head, "bold"))
    steps = ", ".join(str(step) for step in row.steps)
    what = "fell below" if row.kind == AlertKind.CORRECTION else "announced"
    output.console.print(
        output.text(f"rule {row.rule}, {what} {steps}; event {event_name(row.event_id)}; {row.at:%Y-%m-%d %H:%M} UTC")
    )
    if since := words.since(row.data):
        output.console.print(output.text(since))
    for item in row.data["evidence"]:
        output.console.print(output.text(f"  “{item['quote']}”"))
        output.console.print(output.text(f"    {item['source']}  {item['published'] or 'undated'}  {item['url']}", "dim"))
    output.console.print()
    output.table(
        ("delivery", "channel", "state", ">attempts", "last error", "sent"),
        (
            (
                f"d{d.id}",
                d.channel,
                output.text(d.state, _STYLES.get(d.state, "")),
                d.attempts,
                d.last_error,
                _moment(d.sent_at),
            )
            for d in row.deliveries
        ),
        empty="no delivery: its rule has no channels",
    )


def _moment(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S} UTC" if when else ""


@app.command()
def held(
    everything: Annotated[bool, typer.Option("--all", help="Also those that ran out more than a week ago.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Crossings that wait for better evidence, or that nobody confirmed until their hold's end: better evidence still sends those.

    Example: tollwatch alerts held
    """
    now = datetime.now(UTC)
    since = None if everything else now - alerts.RECENT
    with opened_store() as store, store.reading() as connection:
        found = [_held(connection, row) for row in alerts.list_holds(connection, since=since)]
    if as_json:
        output.print_json(found)
        return
    output.table(
        ("event", "rule", "step", ">figure", "where", "because", "since", "until"),
        (
            (
                row["event_id"],
                row["rule"],
                f"{row['count']} {row['step']}",
                output.count_cell(row["counts"].get(row["count"])),
                (row["place"] or {}).get("name", "unknown"),
                row["reason"],
                output.ago(row["since"], now),
                "unconfirmed" if row["ended"] else output.ago(row["until"], now),
            )
            for row in found
        ),
        empty="nothing is held",
    )


def _held(connection: Connection, row: alerts.HeldCrossing) -> dict[str, Any]:
    event = events.get(connection, row.event_id)
    assert event is not None, "a hold without its event"
    return {
        "event_id": event_name(row.event_id),
        "rule": row.rule,
        "count": row.hold.count,
        "step": row.hold.step,
        "reason": str(row.hold.reason),
        "since": row.hold.since,
        "until": row.hold.until,
        "ended": row.hold.ended,
        "place": place_json(event.place),
        "counts": counts_json(event.counts),
    }


@app.command()
def resend(
    which: Annotated[list[str], typer.Argument(help="Alerts such as n5, or single deliveries such as d3.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Send held and dead deliveries once more, as the same message.

    A held delivery may have arrived already: look at the channel first. What was sent, or is on its way, stays as it is; a delivery that
    was dropped (`queue drop`) goes again only if it is named itself.
    Exit code: 0 some are on their way again, 1 there was nothing to send again.

    Example: tollwatch alerts resend n5 d9
    """
    now = datetime.now(UTC)
    with opened_store() as store, store.writing() as connection:
        ids = {number for name in which for number in _deliveries_of(connection, name)}
        again = len(acts.retry_deliveries(connection, sorted(ids), now))
    if as_json:
        output.print_json({"deliveries": again})
    else:
        output.console.print(f"{output.number(again, 'delivery is', 'deliveries are')} on the way again")
    raise typer.Exit(0 if again else 1)


def _deliveries_of(connection: Connection, name: str) -> list[int]:
    if name.lower().startswith(names.DELIVERY):
        return [names.number(name, names.DELIVERY)]
    row = outbox.find_alert(connection, names.number(name, names.ALERT))
    if row is None:
        raise names.missing(name, names.ALERT, "alerts list")
    return [delivery.id for delivery in row.deliveries if delivery.state != outbox.DROPPED]


@app.command()
def test(
    channel: Annotated[str, typer.Argument(help="The channel's name in alerts.toml.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Send a sample alert, marked as a test, to a channel and say what its endpoint answered.

    Exit code: 0 it took it, 1 it did not.

    Example: tollwatch alerts test desk
    """
    settings = start_quietly()
    _, channels = load_alerts(settings)
    chosen = next((one for one in channels if one.name == channel), None)
    if chosen is None:
        known = ", ".join(one.name for one in channels) or "none"
        raise InputError(f"there is no channel {channel[:80]!r}", hint=f"alerts.toml has: {known}")
    verdict = endpoints.try_channel(chosen, settings)
    if as_json:
        output.print_json({"channel": channel, "ok": verdict is None, "error": verdict})
    else:
        output.console.print(output.text(f"{channel}: it took the test alert" if verdict is None else f"{channel}: {verdict}"))
    raise typer.Exit(0 if verdict is None else 1)
