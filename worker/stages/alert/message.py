"""An alert's facts, as they were when it was decided: what every channel's message is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from worker.model import COUNTED_KINDS, Count, Counts, DateSpan, Event, Kind, Place, event_name
from worker.stages.alert.terms import CASUALTIES, Decision

MAX_EVIDENCE = 5
MAX_QUOTE = 400

Facts = dict[str, Any]  # as JSON


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source says of the count that an alert is about."""

    quote: str
    source: str
    url: str
    published: datetime | None
    count: Count


@dataclass(frozen=True, slots=True)
class LastAlert:
    """What a rule's readers were last told of an event."""

    alert_id: int
    at: datetime
    data: Facts  # as `facts` made it


def facts(
    decision: Decision,
    rule: str,
    change: tuple[Event | None, Event],
    evidence: Sequence[Evidence],
    last: LastAlert | None = None,
) -> Facts:
    """The shape of alerts.data. `change`: the event before and after; `evidence`: one per independent source, newest first."""
    before, after = change
    return {
        "kind": str(decision.kind),
        "reason": str(decision.reason),
        "rule": rule,
        "count": decision.count,
        "step": decision.step,
        "steps": list(decision.steps),
        "previous_step": decision.previous_step,
        "headline_count": count_json(headline(after.counts, decision.count)),
        "event": event_json(after),
        "previous_counts": counts_json(before.counts) if before is not None else None,
        "last_alert": _last_json(last),
        "evidence": [_evidence_json(item) for item in evidence[:MAX_EVIDENCE]],
        "disagreement": _disagreement(evidence),
    }


def headline(counts: Counts, count: str) -> Count | None:
    """The figure that the alert is about; killed and injured together for a rule on casualties."""
    if count != CASUALTIES:
        return counts.get(Kind(count))
    told = [counts[kind] for kind in (Kind.KILLED, Kind.INJURED) if kind in counts]
    return together(told) if told else None


def together(told: Sequence[Count]) -> Count:
    """The sum of counts of different people."""
    highs = [count.high for count in told if count.high is not None]
    high = sum(highs) if len(highs) == len(told) else None
    same = {count.qualifier for count in told}
    qualifier = told[0].qualifier if len(same) == 1 else max(same, key=lambda word: word != "exact")
    return Count(sum(count.low for count in told), sum(count.best for count in told), high, qualifier)


def event_json(event: Event) -> Facts:
    """An event as alerts, listings and exports show it."""
    return {
        "event_id": event_name(event.id),
        "type": event.type,
        "place": place_json(event.place),
        "date": date_json(event.date),
        "counts": counts_json(event.counts),
        "articles": event.articles,
        "sources": event.sources,
        "first_seen": time_json(event.created_at),
        "updated": time_json(event.updated_at),
    }


def counts_json(counts: Counts) -> Facts:
    return {str(kind): count_json(counts.get(kind)) for kind in COUNTED_KINDS}


def count_json(count: Count | None) -> Facts | None:
    if count is None:
        return None
    return {"low": count.low, "best": count.best, "high": count.high, "qualifier": str(count.qualifier)}


def place_json(place: Place | None) -> Facts | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "adm1": place.adm1,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": str(place.precision),
    }


def date_json(date: DateSpan | None) -> Facts | None:
    if date is None:
        return None
    return {"start": date.start.isoformat(), "end": date.end.isoformat(), "precision": str(date.precision)}


def time_json(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat().replace("+00:00", "Z")


def _last_json(last: LastAlert | None) -> Facts | None:
    if last is None:
        return None
    return {
        "alert_id": f"n{last.alert_id}",
        "at": time_json(last.at),
        "kind": last.data.get("kind"),
        "counts": (last.data.get("event") or {}).get("counts"),
    }


def _evidence_json(item: Evidence) -> Facts:
    return {
        "quote": item.quote if len(item.quote) <= MAX_QUOTE else item.quote[: MAX_QUOTE - 1].rstrip() + "…",
        "source": item.source,
        "url": item.url,
        "published": time_json(item.published),
        "low": item.count.low,
        "best": item.count.best,
        "high": item.count.high,
    }


def _disagreement(evidence: Sequence[Evidence]) -> list[Facts]:
    """Who says what, where sources differ; empty where they agree."""
    figures = {(item.count.low, item.count.best, item.count.high) for item in evidence}
    if len(figures) < 2:
        return []
    return [
        {"source": item.source, "low": item.count.low, "best": item.count.best, "high": item.count.high} for item in evidence
    ]
