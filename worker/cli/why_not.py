"""tollwatch why-not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from worker.cli import given, output, verdicts
from worker.cli.context import opened_store, start_quietly
from worker.cli.later import gazetteer, pipeline
from worker.model import Document, Realis, Scope
from worker.settings import load_alerts
from worker.store import Connection, claims, outbox
from worker.store.articles import ArticleRow, State

app = typer.Typer(add_completion=False)

Json = dict[str, Any]

_ENDS = {
    "no_casualty": "it reports no event with casualties",
    "stale": "what it reports happened long before it was published",
    "unsupported_language": "it is in a language that is not read",
    "not_article": "it is not an article",
    "failed": "reading it failed",
}
_WAITS: dict[str, str] = {
    State.FETCHING: "it waits for its page",
    State.PENDING: "it waits for a worker",
    State.QUARANTINED: "it killed three workers and was set aside: see `tollwatch queue show`",
    State.DROPPED: "a person dropped it: see `tollwatch queue show`",
}


@app.command("why-not")
def why_not(
    what: Annotated[
        str, typer.Argument(help="A stored article, a12 or its URL; or a text or HTML file, - for standard input.")
    ],
    title: given.Title = "",
    published: given.Published = None,
    as_json: given.AsJson = False,
) -> None:
    """Say of an article why it did not alert, or that it did: each rule with its reason and the figure that it looked at.

    A file is judged as if it were the first to tell of its event; nothing is stored, nothing is sent.
    Exit code: 0 answered, 2 there is no such article.

    Example: tollwatch why-not https://example.org/news/blast

    Example: tollwatch why-not story.txt --title "Blast kills 5" --published 2025-03-04
    """
    settings = start_quietly()
    policy = pipeline.policy_of(load_alerts(settings)[0], settings)
    if given.is_stored(what):
        with opened_store() as store, store.reading() as connection:
            answer = _of_stored(connection, given.stored_article(connection, what), policy)
    else:
        answer = _of_file(given.from_file(what, title, published), policy, settings.extract.profile)
    if as_json:
        output.print_json(answer)
    else:
        _print(answer)


def _of_stored(connection: Connection, row: ArticleRow, policy: pipeline.Policy) -> Json:
    found = verdicts.of_article(connection, row.id, policy, datetime.now(UTC))
    return {
        "article_id": f"a{row.id}",
        "title": row.title,
        "url": row.url,
        "state": row.state,
        "outcome": row.outcome,
        "reason": row.reason,
        "says": _WAITS.get(row.state) or _ENDS.get(row.outcome or "", "it reports an event"),
        "copy_of": f"a{row.copy_of}" if row.copy_of else None,
        "first_poll": row.first_poll,
        "alerts": [_alert(alert) for alert in outbox.list_alerts(connection, article_id=row.id)],
        "events": found,
        "uncounted": [
            _claim(claim.kind, (claim.low, claim.high), claim.scope, claim.realis, claim.reason, claim.text)
            for claim in claims.of(connection, row.id)
            if not _counts(claim.scope, claim.realis)
        ],
    }


def _alert(alert: outbox.AlertRow) -> Json:
    return {"alert_id": f"n{alert.id}", "rule": alert.rule, "count": alert.count, "step": alert.step, "kind": alert.kind}


def _of_file(document: Document, policy: pipeline.Policy, profile: str) -> Json:
    """On a scratch store: the article alone in the world."""
    now = document.published or datetime.now(UTC)
    places = gazetteer.open_gazetteer()
    reading = pipeline.read(document, places, now, profile)
    places.close()
    extraction = reading.extraction
    return {
        "article_id": None,
        "title": reading.title,
        "url": None,
        "state": "file",
        "outcome": str(extraction.outcome),
        "reason": extraction.reason,
        "says": _ENDS.get(str(extraction.outcome), "it reports an event"),
        "copy_of": None,
        "first_poll": False,
        "alerts": [],
        "events": verdicts.of_reading(reading, document, policy, now),
        "uncounted": [
            _claim(claim.kind, (claim.count.low, claim.count.high), claim.scope, claim.realis, claim.reason, claim.text)
            for claim in extraction.claims
            if not _counts(claim.scope, claim.realis)
        ],
    }


def _counts(scope: str, realis: str) -> bool:
    return scope == Scope.EVENT and realis in (Realis.ACTUAL, Realis.FEARED)


def _claim(kind: str, bounds: tuple[int, int | None], scope: str, realis: str, reason: str, text: str) -> Json:
    low, high = bounds
    return {"kind": kind, "low": low, "high": high, "scope": scope, "realis": realis, "reason": reason, "text": text}


def _print(answer: Json) -> None:
    name = f"{answer['article_id']} " if answer["article_id"] else ""
    output.console.print(output.text(f"{name}{answer['title']}", "bold"))
    end = ": ".join(filter(None, (answer["outcome"] or answer["state"], answer["reason"])))
    output.console.print(output.text(f"{answer['says']} ({end})"))
    if answer["copy_of"]:
        output.console.print(output.text(f"a copy of {answer['copy_of']}: it is no source of its own"))
    if answer["first_poll"]:
        output.console.print("it came with its feed's first poll: then only young articles alert")
    for alert in answer["alerts"]:
        said = f"it brought up {alert['alert_id']}: {alert['rule']}, {alert['count']} {alert['step']}, {alert['kind']}"
        output.console.print(output.text(said, "red"))
    verdicts.show(answer["events"])
    for claim in answer["uncounted"]:
        figure = output.count_cell(claim)
        why = claim["scope"] if claim["scope"] != Scope.EVENT else claim["realis"]
        said = f"does not count: {figure} {claim['kind']}, {why} ({claim['reason']}): “{claim['text'][:100]}”"
        output.console.print(output.text(said, "yellow"))
