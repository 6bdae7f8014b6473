"""Compares the alerts that fired with expected.toml: each expected one once, and no other."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.demo.press import HERE

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


def load_expected(path: Path = EXPECTED) -> list[Expected]:
    return [Expected(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["alert"]]


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
