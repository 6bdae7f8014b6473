"""tollwatch events merge, split, ignore: in a module of their own, because deciding on alerts needs the whole pipeline."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from worker.cli import names, output
from worker.cli.context import opened_store, read_settings
from worker.cli.later import alerting, pipeline, upkeep
from worker.errors import InputError
from worker.model import Event, event_name
from worker.settings import load_alerts
from worker.stages.alert.message import counts_json
from worker.store import Connection, Store

app = typer.Typer(no_args_is_help=True, add_completion=False)

Act = Callable[[Connection, "pipeline.Policy", datetime], "upkeep.Upkeep"]

_Comment = Annotated[str | None, typer.Option("--comment", help="Why; kept in the event's history.")]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, even if alerts go out.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def merge(
    events: Annotated[list[str], typer.Argument(help="Such as e7 e9: the later ones become part of the first.")],
    comment: _Comment = None,
    yes: _Yes = False,
    as_json: _Json = False,
) -> None:
    """Make one event of several that are the same: its reports are counted together, what fits any of them joins it from now on.

    What any of them announced counts as announced. If the counts taken together cross a further step, the command says so and asks
    before anything is changed. `events split` takes it back.
    Exit code: 0 done, 1 not confirmed, 2 it can't be done.

    Example: tollwatch events merge e7 e9 --comment "one blast, two districts"
    """
    wanted = [names.number(name, names.EVENT) for name in events]
    done = _carry_out(lambda conn, policy, now: upkeep.merge(conn, wanted, policy, comment, now), yes)
    gone = [event_name(number) for number in dict.fromkeys(wanted[1:])]
    _tell(done, {"event_id": event_name(wanted[0]), "merged": gone}, f"{', '.join(gone)} merged into", as_json)


@app.command()
def split(
    event: Annotated[str, typer.Argument(help="Such as e7.")],
    articles: Annotated[
        list[str], typer.Option("--articles", help="Whose reports leave, such as a12,a15; may be given several times.")
    ],
    comment: _Comment = None,
    yes: _Yes = False,
    as_json: _Json = False,
) -> None:
    """Make an event of its own of what some articles tell: they never join the old event again, nor the others the new one.

    The half with the report that triggered an alert keeps it. If the other half alerts, being young enough, the command says so and
    asks before anything is changed.
    Exit code: 0 done, 1 not confirmed, 2 it can't be done.

    Example: tollwatch events split e7 --articles a12,a15 --comment "another town"
    """
    wanted = names.number(event, names.EVENT)
    leaving = [names.number(name, names.ARTICLE) for given in articles for name in given.replace(",", " ").split()]
    done = _carry_out(lambda conn, policy, now: upkeep.split(conn, wanted, leaving, policy, comment, now), yes)
    told = {"event_id": event_name(wanted), "new_event_id": event_name(done.events[1].id)}
    _tell(done, told | {"articles": [f"a{number}" for number in leaving]}, f"{event_name(wanted)} split:", as_json)


@app.command()
def ignore(
    event: Annotated[str, typer.Argument(help="Such as e7.")],
    undo: Annotated[bool, typer.Option("--undo", help="Watch it again; what it crossed meanwhile is not announced.")] = False,
    comment: _Comment = None,
    yes: _Yes = False,
    as_json: _Json = False,
) -> None:
    """Let an event raise no alert any more. Its reports are still linked and counted; alerts on their way are not called back.

    Exit code: 0 done, 1 not confirmed, 2 it can't be done.

    Example: tollwatch events ignore e7 --comment "an exercise"
    """
    wanted = names.number(event, names.EVENT)
    done = _carry_out(lambda conn, policy, now: upkeep.ignore(conn, wanted, policy, comment, now, undo=undo), yes)
    _tell(done, {"event_id": event_name(wanted), "ignored": not undo}, "watched again:" if undo else "ignored:", as_json)


# --- in one transaction, after asking --------------------------------------------------------------------------------


class _Rehearsed(Exception):
    """Ends a transaction that only shows what would be."""


def _carry_out(act: Act, yes: bool) -> upkeep.Upkeep:
    """Nobody is alerted by surprise: what would go out is found in a transaction that is undone, and asked about."""
    with opened_store() as store:
        settings = read_settings()
        rules, _ = load_alerts(settings)
        policy, now = pipeline.policy_of(rules, settings), datetime.now(UTC)
        expected = None if yes else _expected(store, act, policy, now)
        if expected:
            _ask(expected)
        with store.deciding() as conn:
            done = act(conn, policy, now)
            if expected is not None and [_alert_words(raised) for raised in done.raised] != expected:
                raise InputError("the ledger changed meanwhile: nothing was done", hint="look again, and repeat it")
    return done


def _expected(store: Store, act: Act, policy: pipeline.Policy, now: datetime) -> list[str]:
    raised: list[str] = []
    with suppress(_Rehearsed), store.deciding() as conn:
        raised = [_alert_words(one) for one in act(conn, policy, now).raised]
        raise _Rehearsed
    return raised


def _alert_words(raised: alerting.Raised) -> str:
    return f"{raised.decision.kind}: rule {raised.rule}, {raised.decision.count} {raised.decision.step}"


def _ask(expected: list[str]) -> None:
    for words in expected:
        output.errors.print(output.text(f"this sends an alert - {words}", "yellow"))
    if not sys.stdin.isatty():
        raise InputError("alerts would go out: nothing was done", hint="give --yes to let them")
    typer.confirm("go on?", abort=True, err=True)


# --- what came of it -------------------------------------------------------------------------------------------------


def _tell(done: upkeep.Upkeep, told: dict[str, Any], words: str, as_json: bool) -> None:
    if as_json:
        counted = [{"event_id": event_name(event.id), "counts": counts_json(event.counts)} for event in done.events]
        output.print_json(told | {"events": counted, "alerts": [_alert_json(raised) for raised in done.raised]})
        return
    output.console.print(output.text(f"{words} {'; '.join(_event_words(event) for event in done.events)}"))
    for raised in done.raised:
        output.console.print(output.text(f"alert n{raised.alert_id} {_alert_words(raised)}", "red"))


def _event_words(event: Event) -> str:
    ignored = ", ignored" if event.ignored else ""
    return f"{event_name(event.id)} ({output.figures(event.counts)}, {output.number(event.articles, 'article')}{ignored})"


def _alert_json(raised: alerting.Raised) -> dict[str, Any]:
    decision = raised.decision
    return {
        "alert_id": f"n{raised.alert_id}",
        "event_id": event_name(raised.event_id),
        "rule": raised.rule,
        "count": decision.count,
        "step": decision.step,
        "kind": str(decision.kind),
    }
