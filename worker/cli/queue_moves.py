"""tollwatch queue retry, drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from worker.cli import names, output
from worker.cli.context import opened_store
from worker.errors import InputError
from worker.store import Connection, acts, articles, outbox
from worker.store.articles import ArticleRow
from worker.store.outbox import DeliveryRow

_GIVEN_UP = ("quarantined", "failed", "held", "dead")

_Which = Annotated[list[str] | None, typer.Argument(help="Articles such as a12 and deliveries such as d3.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True, slots=True)
class _Moved:
    """The numbers of the rows that were named (None: it was asked by state), and of those that were moved."""

    articles: list[int]
    deliveries: list[int]

    def names(self) -> list[str]:
        return [*(f"a{id_}" for id_ in self.articles), *(f"d{id_}" for id_ in self.deliveries)]

    def words(self) -> str:
        found = output.number(len(self.deliveries), "delivery", "deliveries")
        return f"{output.number(len(self.articles), 'article')} and {found}"


def retry(
    which: _Which = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All quarantined and failed articles, all held and dead deliveries.")
    ] = False,
    state: Annotated[str | None, typer.Option(help="All that are quarantined, failed, held, dead or dropped.")] = None,
    as_json: _Json = False,
) -> None:
    """Put quarantined, failed or dropped articles, and held, dead or dropped deliveries, back on their way.

    A held delivery may have arrived already: look at the channel first. An article that is named is read again whatever came of it.
    Exit code: 0 some are on their way again, 1 there was nothing to do again, 2 not understood, or one that is named is not there.

    Example: tollwatch queue retry a12 d3

    Example: tollwatch queue retry --state dropped
    """
    among, now = _among(which, everything, state, (*_GIVEN_UP, "dropped")), datetime.now(UTC)
    with opened_store() as store, store.writing() as connection:
        if among is None:
            named = _named(connection, which or [])
            again = _Moved(
                acts.retry_articles(connection, named.articles, now), acts.retry_deliveries(connection, named.deliveries, now)
            )
        else:
            again = _Moved(
                acts.retry_articles(connection, None, now, among), acts.retry_deliveries(connection, None, now, among)
            )
    if as_json:
        output.print_json({"retried": again.names()})
    else:
        output.console.print(f"on their way again: {again.words()}")
    if not again.names():
        output.errors.print("only what is held, dead, failed, quarantined or dropped goes again", style="yellow")
        raise typer.Exit(1)


def drop(
    which: _Which = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All quarantined and failed articles, all held and dead deliveries.")
    ] = False,
    state: Annotated[str | None, typer.Option(help="All that are quarantined, failed, held or dead.")] = None,
    comment: Annotated[str | None, typer.Option(help="Why; kept with it, for whoever asks later.")] = None,
    as_json: _Json = False,
) -> None:
    """Set aside articles that nobody should read, and deliveries that nobody should send: `status` asks for no look at them any more.

    Nothing is deleted: `queue list --state dropped` lists them, `queue show` tells what was done when and why, `queue retry` takes them back. An
    article whose feed shows other words is read again by itself; what it reported before stays in its events.
    Exit code: 0 all that were named are dropped, now or before, 1 some are done, sent or being sent, or there was nothing to drop,
    2 not understood, or one that is named is not there.

    Example: tollwatch queue drop a12 --comment "a table of 40 MB, of no interest"

    Example: tollwatch queue drop --state quarantined
    """
    among, now = _among(which, everything, state, _GIVEN_UP), datetime.now(UTC)
    said = (comment or "").strip()[:500] or None
    with opened_store() as store, store.writing() as connection:
        if among is None:
            named = _named(connection, which or [])
            gone = _Moved(
                acts.drop_articles(connection, named.articles, said, now),
                acts.drop_deliveries(connection, named.deliveries, said, now),
            )
            left = _left(connection, named, gone)
        else:
            gone = _Moved(
                acts.drop_articles(connection, None, said, now, among), acts.drop_deliveries(connection, None, said, now, among)
            )
            left = {}
    _tell_dropped(gone, left, as_json)
    if set(left.values()) - {"dropped"} or not (gone.names() or left):
        raise typer.Exit(1)


def _among(which: Sequence[str] | None, everything: bool, state: str | None, known: tuple[str, ...]) -> set[str] | None:
    """The states that were asked for, all of whose rows are meant; None where rows were named."""
    if sum((bool(which), everything, state is not None)) > 1:
        raise InputError("give names, --all or --state, and one of them only")
    if state is not None and state not in known:
        raise InputError(f"--state {state[:80]!r} is none of those that can be moved", hint=f"known: {', '.join(known)}")
    if not which and not everything and state is None:
        raise InputError("nothing was named", hint="name articles (a12) or deliveries (d3), or give --all or --state")
    if which:
        return None
    if state is None:
        return set(_GIVEN_UP)
    return {"quarantined", "failed"} if state == "failed" else {state}  # as `queue list` and `status` understand it


def _named(connection: Connection, which: list[str]) -> _Moved:
    """One that is not there is a mistyped one."""
    deliveries = {delivery_row(connection, name).id for name in which if is_delivery(name)}
    others = {article_row(connection, name).id for name in which if not is_delivery(name)}
    return _Moved(sorted(others), sorted(deliveries))


def _left(connection: Connection, named: _Moved, gone: _Moved) -> dict[str, str]:
    """What was named and not dropped now, by its state."""
    rows: dict[str, ArticleRow | DeliveryRow | None] = {
        **{f"a{id_}": articles.get(connection, id_) for id_ in named.articles},
        **{f"d{id_}": outbox.find_delivery(connection, id_) for id_ in named.deliveries},
    }
    moved = set(gone.names())
    return {name: row.state for name, row in rows.items() if row is not None and name not in moved}


_WHY_LEFT = {
    "dropped": "is dropped already",
    "done": "is done: there is nothing to drop",
    "sent": "was sent: there is nothing to drop",
    "inflight": "is being sent just now",
}


def _tell_dropped(gone: _Moved, left: dict[str, str], as_json: bool) -> None:
    if as_json:
        told: list[dict[str, Any]] = [{"name": name, "state": state} for name, state in left.items()]
        output.print_json({"dropped": gone.names(), "left": told})
        return
    output.console.print(f"dropped: {gone.words()}")
    for name, state in left.items():
        output.errors.print(output.text(f"{name} {_WHY_LEFT.get(state, 'is written just now: try again')}", "yellow"))


# --- what was named --------------------------------------------------------------------------------------------------


def is_delivery(name: str) -> bool:
    return name.lower().startswith(names.DELIVERY)


def article_row(connection: Connection, name: str) -> ArticleRow:
    """The article of a name such as a12. InputError where there is none."""
    row = articles.get(connection, names.number(name, names.ARTICLE))
    if row is None:
        raise names.missing(name, names.ARTICLE, "queue list")
    return row


def delivery_row(connection: Connection, name: str) -> DeliveryRow:
    """The delivery of a name such as d3. InputError where there is none."""
    row = outbox.find_delivery(connection, names.number(name, names.DELIVERY))
    if row is None:
        raise names.missing(name, names.DELIVERY, "queue list")
    return row
