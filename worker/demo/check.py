"""Compares alerts and events with expected.toml: each expected alert once and no other, each expected event among the events."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.demo.press import HERE
from worker.model import Event, Kind

EXPECTED = HERE / "expected.toml"


@dataclass(frozen=True, slots=True)
class Expected:
    """What makes two alerts the same to the demo."""

    rule: str
    count: str
    step: int
    kind: str
    place: str
    killed_low: int | None

    def __str__(self) -> str:
        dead = "" if self.killed_low is None else f", at least {self.killed_low} killed"
        return f"{self.place}: {self.kind} at step {self.step} of {self.rule}/{self.count}{dead}"


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """An event as the list shows it at the end."""

    place: str
    killed_low: int
    sources: int

    def __str__(self) -> str:
        return f"{self.place}: at least {self.killed_low} killed, independent sources: {self.sources}"


def load_expected(path: Path = EXPECTED) -> list[Expected]:
    return [Expected(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["alert"]]


def load_expected_events(path: Path = EXPECTED) -> list[ExpectedEvent]:
    return [ExpectedEvent(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["event"]]


def as_fired(facts: Mapping[str, Any]) -> Expected:
    """An alert's facts as they stand in the store (alerts.data)."""
    event = facts["event"]
    killed = event["counts"].get("killed")
    return Expected(
        rule=facts["rule"],
        count=facts["count"],
        step=facts["step"],
        kind=facts["kind"],
        place=(event["place"] or {}).get("name", "unknown"),
        killed_low=None if killed is None else killed["low"],
    )


def problems(expected: Iterable[Expected], fired: Iterable[Expected]) -> list[str]:
    """One line for each alert that is missing and for each that should not have been; empty: all is as it must be."""
    wanted, got = Counter(expected), Counter(fired)
    missing = [f"missing alert - {alert}" for alert in (wanted - got).elements()]
    return missing + [f"extra alert - {alert}" for alert in (got - wanted).elements()]


def as_told(events: Iterable[Event]) -> list[ExpectedEvent]:
    """Events with their dead, as the check sees them."""
    return [
        ExpectedEvent(event.place.name if event.place else "unknown", event.counts[Kind.KILLED].low, event.sources)
        for event in events
        if Kind.KILLED in event.counts
    ]


def missing_events(expected: Iterable[ExpectedEvent], told: Iterable[ExpectedEvent]) -> list[str]:
    """One line for each expected event that is not among the events; others may be there."""
    return [f"missing event - {event}" for event in (Counter(expected) - Counter(told)).elements()]
