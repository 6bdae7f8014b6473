"""tollwatch alerts silence; alerts silence list, end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from worker.cli import given, names, output
from worker.cli.context import opened_store, read_settings
from worker.errors import InputError
from worker.model import EVENT_TYPES, event_name
from worker.settings import COUNTRY_CODES, load_alerts
from worker.stages.alert.terms import Silence
from worker.store import Connection, events, silences
from worker.store.silences import SilenceRow

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def silence(
    context: typer.Context,
    event: Annotated[str | None, typer.Option(help="Only this event, such as e7.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only this rule of alerts.toml.")] = None,
    country: Annotated[str | None, typer.Option(help="Only events known to be in this country, such as SY.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Only events of this type, such as shelling.")] = None,
    lasts: Annotated[str | None, typer.Option("--for", help='How long, such as "6h" or "3d".')] = None,
    comment: Annotated[str, typer.Option(help="Why, for whoever asks later.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Send no alerts for a while about an event, a rule, a country or a type; of several, all must fit.

    What is crossed meanwhile is recorded and never sent later: `tollwatch alerts silence list` counts it, `tollwatch why-not` names it.
    Exit code: 0 silenced, 2 not understood.

    Example: tollwatch alerts silence --event e7 --for 24h --comment "two reporters are there"

    Example: tollwatch alerts silence list

    Example: tollwatch alerts silence end s3
    """
    if context.invoked_subcommand is not None:
        return
    now = datetime.now(UTC)
    until = now + given.duration("--for", lasts)
    if not comment.strip():
        raise InputError("a silence needs a comment", hint='such as --comment "two reporters are there"')
    scope = _scope(event, rule, country, type_)
    with opened_store() as store, store.writing() as connection:
        _check_event(connection, scope.get("event_id"))
        made = silences.add(connection, comment.strip()[:500], now, until, scope)
    if as_json:
        output.print_json(_as_json(SilenceRow(made, None, 0), now))
    else:
        output.console.print(output.text(f"s{made.id}: no alerts about {_about(made)} until {until:%Y-%m-%d %H:%M} UTC"))


def _scope(event: str | None, rule: str | None, country: str | None, type_: str | None) -> dict[str, Any]:
    """What was asked for, each part checked: a mistyped name would silence nothing."""
    scope: dict[str, Any] = {}
    if event is not None:
        scope["event_id"] = names.number(event, names.EVENT)
    if rule is not None:
        known = [one.name for one in load_alerts(read_settings())[0]]
        if rule not in known:
            raise InputError(f"there is no rule {rule[:80]!r}", hint=f"alerts.toml has: {', '.join(known) or 'none'}")
        scope["rule"] = rule
    if country is not None:
        if country.upper() not in COUNTRY_CODES:
            raise InputError(f"{country[:80]!r} is no ISO 3166-1 alpha-2 country code", hint='such as "SY"')
        scope["country"] = country.upper()
    if type_ is not None:
        if type_ not in EVENT_TYPES:
            raise InputError(f"{type_[:80]!r} is no event type", hint=f"known: {', '.join(sorted(EVENT_TYPES))}")
        scope["type"] = type_
    if not scope:
        raise InputError("a silence needs at least one of --event, --rule, --country and --type")
    return scope


def _check_event(connection: Connection, event_id: int | None) -> None:
    if event_id is not None and events.get(connection, event_id) is None:
        raise names.missing(event_name(event_id), names.EVENT, "events list")


@app.command("list")
def list_silences(
    everything: Annotated[bool, typer.Option("--all", help="Also those that have ended.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Silences that last, and how many steps each has kept from being sent.

    Example: tollwatch alerts silence list --all
    """
    now = datetime.now(UTC)
    with opened_store() as store, store.reading() as connection:
        found = silences.list_silences(connection, None if everything else now)
    if as_json:
        output.print_json([_as_json(row, now) for row in found])
        return
    output.table(
        ("silence", "about", "since", "until", ">kept back", "comment"),
        (
            (
                f"s{row.silence.id}",
                _about(row.silence),
                output.ago(row.silence.since, now),
                f"{row.silence.until:%Y-%m-%d %H:%M} UTC{'' if row.silence.until > now else ', over'}",
                row.crossings,
                row.silence.comment,
            )
            for row in found
        ),
        empty="no silence" if everything else "no silence lasts",
    )


@app.command()
def end(
    name: Annotated[str, typer.Argument(help="Such as s3.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """End a silence now. What it kept back stays unsent.

    Exit code: 0 ended, 2 there is no such silence, or it was over.

    Example: tollwatch alerts silence end s3
    """
    now = datetime.now(UTC)
    with opened_store() as store, store.writing() as connection:
        ended = silences.end(connection, names.number(name, names.SILENCE), now)
    if not ended:
        raise InputError(f"no silence {name[:80]} lasts", hint="see `tollwatch alerts silence list`")
    if as_json:
        output.print_json({"silence_id": f"s{names.number(name, names.SILENCE)}", "ended_at": now})
    else:
        output.console.print(output.text(f"{name} has ended; what it kept back stays unsent"))


def _about(silence: Silence) -> str:
    event = event_name(silence.event_id) if silence.event_id is not None else None
    parts = (("event", event), ("rule", silence.rule), ("country", silence.country), ("type", silence.type))
    return ", ".join(f"{word} {value}" for word, value in parts if value is not None)


def _as_json(row: SilenceRow, now: datetime) -> dict[str, Any]:
    silence = row.silence
    return {
        "silence_id": f"s{silence.id}",
        "event_id": event_name(silence.event_id) if silence.event_id is not None else None,
        "rule": silence.rule,
        "country": silence.country,
        "type": silence.type,
        "since": silence.since,
        "until": silence.until,
        "ended_at": row.ended_at,
        "lasts": silence.until > now,
        "kept_back": row.crossings,
        "comment": silence.comment,
    }
