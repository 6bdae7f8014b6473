"""Alert, with the store: each rule's decision on an event's change, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from worker import log
from worker.model import Count, Event, Kind, Rule, event_name
from worker.pipeline.counting import Changed
from worker.pipeline.linking import Arrival
from worker.stages.alert.account import Asked
from worker.stages.alert.decide import concerns, decide
from worker.stages.alert.message import Evidence, facts, together
from worker.stages.alert.terms import CASUALTIES, Action, Decision, Occasion, Past
from worker.stages.link.ledger import Vote, said_by_source, tally
from worker.store import Connection, alerts, events, silences, standing
from worker.store.events import ReportRow


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules, and how patient they are: config/alerts.toml and [alert] of tollwatch.toml."""

    rules: tuple[Rule, ...]
    hold: timedelta = timedelta(hours=2)
    first_poll_age: timedelta = timedelta(hours=6)
    digest_after: int = 10
    digest_window: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert that was written."""

    alert_id: int
    at: datetime
    event_id: int
    rule: str
    decision: Decision


def alert(conn: Connection, changed: Changed, policy: Policy, now: datetime, arrival: Arrival | None = None) -> list[Raised]:
    """What the rules make of one event's change; without an arrival, of a hold's end."""
    before = changed.before.counts if changed.before else None
    asked = [rule for rule in policy.rules if concerns(rule, before, changed.after.counts)]
    if not asked:
        return []
    occasion = _occasion(conn, changed, policy, now, arrival)
    raised = []
    for rule in asked:
        past = alerts.past(conn, changed.after.id, rule, now)
        for decision in decide(changed.before, changed.after, rule, past, occasion):
            alert_id = _apply(conn, changed, rule, decision, past, occasion)
            if alert_id is not None:
                raised.append(Raised(alert_id, now, changed.after.id, rule.name, decision))
    return raised


def preview(conn: Connection, event: Event, policy: Policy, now: datetime) -> list[Asked]:
    """What every rule makes of an event as it stands; nothing is written."""
    occasion = _occasion(conn, unchanged(conn, event), policy, now, None)
    found = []
    for rule in policy.rules:
        past = alerts.look(conn, event.id, rule, now)
        found += [Asked(rule, event, past, decision) for decision in decide(event, event, rule, past, occasion)]
    return found


def sweep(conn: Connection, policy: Policy, now: datetime) -> list[Raised]:
    """Decides again what was held until now."""
    raised = []
    for event_id in alerts.due_holds(conn, now):
        event = events.get(conn, event_id)
        assert event is not None, "a hold without its event"
        raised += alert(conn, unchanged(conn, event), policy, now)
        alerts.end_holds(conn, event_id, now)  # of rules that are gone, or no longer ask
    return raised


def unchanged(conn: Connection, event: Event) -> Changed:
    """An event as it stands, for a decision that no report brings up."""
    rows = standing.load(conn, event.id)
    return Changed(event, event, tally([row.account for row in rows]), tuple(rows))


def _is_old_news(arrival: Arrival | None, policy: Policy, now: datetime) -> bool:
    """Whether an article was lying about when its feed was first polled; what it says hours later is news again."""
    return arrival is not None and arrival.first_poll and now - arrival.first_seen <= policy.first_poll_age


def _occasion(conn: Connection, changed: Changed, policy: Policy, now: datetime, arrival: Arrival | None) -> Occasion:
    return Occasion(
        now=now,
        hold=policy.hold,
        first_poll_age=policy.first_poll_age,
        first_told=min((row.as_of for row in changed.reports), default=now),
        from_first_poll=_is_old_news(arrival, policy, now),
        published=arrival.published if arrival else None,
        silences=silences.active(conn, now),
        article_id=arrival.id if arrival else None,
        said=said_by_source(row.account for row in changed.reports),
    )


def _apply(conn: Connection, changed: Changed, rule: Rule, decision: Decision, past: Past, occasion: Occasion) -> int | None:
    event_id, now = changed.after.id, occasion.now
    _log(event_id, rule, decision)
    if decision.hold is not None or any(hold.count == decision.count for hold in past.holds):
        alerts.keep_hold(conn, event_id, rule.name, decision.count, decision.hold)
    if decision.action == Action.SUPPRESS:
        alerts.announce(conn, event_id, rule.name, decision, now)
    if decision.action != Action.SEND:
        return None
    votes = _votes(changed, decision.count)
    last = alerts.latest(conn, event_id, rule.name)
    said = facts(decision, rule.name, (changed.before, changed.after), _evidence(changed, votes), last)
    trigger = occasion.article_id or next(iter(votes), None)
    return alerts.record(conn, alerts.NewAlert(event_id, decision, said, trigger), rule, now)


def _log(event_id: int, rule: Rule, decision: Decision) -> None:
    if decision.action != Action.NONE:
        log.get(stage="alert").info(
            str(decision.action),
            reason=str(decision.reason),
            event_id=event_name(event_id),
            rule=rule.name,
            count=decision.count,
            step=decision.step,
        )


def _votes(changed: Changed, count: str) -> dict[int, list[Vote]]:
    """What the figure rests on, by article: one for each independent source, the newest first; of casualties the killed and the hurt."""
    kinds = (Kind.KILLED, Kind.INJURED) if count == CASUALTIES else (Kind(count),)
    votes = [vote for kind in kinds for vote in changed.tally.standing[kind]]
    told: dict[int, list[Vote]] = {}
    for vote in sorted(votes, key=lambda vote: vote.order, reverse=True):
        told.setdefault(vote.by.article_id, []).append(vote)
    return told


def _evidence(changed: Changed, votes: Mapping[int, Sequence[Vote]]) -> list[Evidence]:
    rows = {row.article_id: row for row in reversed(changed.reports)}  # of an article's two, the first
    return [_quote(rows[article_id], together([vote.count for vote in told])) for article_id, told in votes.items()]


def _quote(row: ReportRow, count: Count) -> Evidence:
    return Evidence(row.sentence or row.title, row.publisher or row.host, row.url, row.published, count)
