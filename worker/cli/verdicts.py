"""What each rule says of an article's events: for explain and why-not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker import log
from worker.cli import links, output
from worker.cli.later import alerting, pipeline
from worker.model import Document, Event, Reading, event_name
from worker.stages.alert.account import Asked, in_words, ledger_words
from worker.stages.alert.ledger import round_of
from worker.stages.alert.message import counts_json, place_json
from worker.store import Connection, alerts, documents, events, scratch
from worker.store.events import ReportRow

Json = dict[str, Any]


def of_article(conn: Connection, article_id: int, policy: pipeline.Policy, now: datetime) -> list[Json]:
    """Each event that the article tells of, the main one first, with every rule's reason."""
    return [_of_report(conn, report, policy, now) for report in events.reports_by(conn, article_id)]


def of_reading(reading: Reading, document: Document, policy: pipeline.Policy, now: datetime) -> list[Json]:
    """The same for a text alone in the world: on a scratch store, before any rule has decided."""
    alone = pipeline.Policy(())
    with log.silent(), scratch() as store, store.deciding() as conn:
        article_id = documents.add_document(conn, documents.add_source(conn, now), document, "", now)
        pipeline.decide(conn, pipeline.Arrival(article_id, "", now, now, now), pipeline.prepare(reading), alone, now)
        found = of_article(conn, article_id, policy, now)
    return [{**verdict, "link": "alone in the world, it opens an event"} for verdict in found]


def _of_report(conn: Connection, report: ReportRow, policy: pipeline.Policy, now: datetime) -> Json:
    event = events.get(conn, report.event_id)
    assert event is not None, "a report without its event"
    return {
        "event_id": event_name(event.id),
        "link": links.in_words(report),
        "link_reason": report.link_reason,
        "link_score": report.link_score,
        "opened": links.opened(report.link_reason),
        "said": counts_json(report.counts),
        "counts": counts_json(event.counts),
        "place": place_json(event.place),
        "rules": [_rule(conn, asked, event) for asked in alerting.preview(conn, event, policy, now)],
    }


def _rule(conn: Connection, asked: Asked, event: Event) -> Json:
    decision = asked.decision
    told = [row for row in alerts.ledger(conn, event.id, asked.rule.name) if row.count == decision.count]
    return {
        "rule": asked.rule.name,
        "count": decision.count,
        "action": str(decision.action),
        "reason": str(decision.reason),
        "figure": decision.figure,
        "bound": asked.rule.bound,
        "step": decision.step or None,
        "steps": list(asked.rule.steps[decision.count]),
        "held_until": asked.hold.until if asked.hold is not None else None,
        "says": in_words(asked),
        "announced": [_announced(row, asked) for row in told],
    }


def _announced(row: alerts.LedgerRow, asked: Asked) -> Json:
    stands = row.round == round_of(asked.past, row.count, row.step)
    alert = f"n{row.alert_id}" if row.alert_id is not None else None
    silence = f"s{row.silence_id}" if row.silence_id is not None else None
    return {
        "step": row.step,
        "round": row.round,
        "alert_id": alert,
        "silence_id": silence,
        "at": row.at,
        "reason": row.reason,
        "stands": stands,
        "says": ledger_words(row.reason, row.step, alert, silence, stands=stands),
    }


def show(verdicts: list[Json]) -> None:
    """For people."""
    for verdict in verdicts:
        figures = ", ".join(f"{output.count_cell(count)} {kind}" for kind, count in verdict["counts"].items() if count)
        output.console.print(output.text(f"{verdict['link']}; it has {figures or 'no figures'}", "green"))
        for rule in verdict["rules"]:
            output.console.print(output.text(f"  {rule['rule']}, {rule['count']}: {rule['says']} ({rule['reason']})"))
            for row in rule["announced"]:
                output.console.print(output.text(f"    {row['at']:%Y-%m-%d %H:%M} UTC: {row['says']}", "dim"))
        if not verdict["rules"]:
            output.console.print("  there are no rules: alerts.toml defines none")
