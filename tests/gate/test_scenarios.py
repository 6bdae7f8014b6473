"""The floor of linking and alerting: news of a day or two from several outlets, with the events and alerts that it must come to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from worker import replay
from worker.gazetteer import Gazetteer, open_gazetteer
from worker.model import Document, Rule

NEWSROOM = Path(__file__).parent.parent / "scenarios" / "newsroom"
SCENARIOS = sorted(path for path in NEWSROOM.glob("*.toml") if not path.name.endswith(".expected.toml"))
RULE = Rule("mass-casualty", {"killed": (10, 50, 100)})
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["scenarios"]


@pytest.fixture(scope="module")
def places() -> Iterator[Gazetteer]:
    gazetteer = open_gazetteer()
    yield gazetteer
    gazetteer.close()


def problems(path: Path, places: Gazetteer) -> list[str]:
    """What differs from the scenario's answers; empty where all is right."""
    documents = [_document(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["document"]]
    expected = tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8"))
    lines = list(replay.run(documents, [RULE], places))
    events = [line for line in lines if line["type"] == "event"]
    groups = sorted(sorted(set(line["articles"])) for line in events)
    wanted = sorted(sorted(group) for group in expected["groups"])
    found = [f"no event of {group}" for group in wanted if group not in groups]
    found += [f"an event of {group}" for group in groups if group not in wanted]
    alerts = _alerts(lines)
    found += [f"no alert {alert}" for alert in expected["alerts"] if alert not in alerts]
    found += [f"an alert {alert}" for alert in alerts if alert not in expected["alerts"]]
    return found + _figures(expected.get("killed", {}), events)


def _document(row: dict[str, Any]) -> Document:
    times = {key: datetime.fromisoformat(row[key]) for key in ("published", "seen") if key in row}
    return Document(id=row["id"], title=row["title"], text=row["text"], source=row["source"], **times)


def _alerts(lines: list[replay.Line]) -> list[dict[str, Any]]:
    found, article = [], ""
    for line in lines:
        if line["type"] == "article":
            article = line["id"]
        elif line["type"] == "alert":
            found.append({"after": article, **{key: line[key] for key in ("kind", "count", "step", "steps")}})
    return found


def _figures(wanted: dict[str, list[int]], events: list[replay.Line]) -> list[str]:
    found = []
    for article, interval in wanted.items():
        killed = next((line["counts"]["killed"] for line in events if article in line["articles"]), None)
        got = [killed["low"], killed["best"]] if killed else None
        found += [f"{article}: killed {got}, not {interval}"] if got != interval else []
    return found


def test_scenarios_reach_their_floor(places: Gazetteer) -> None:
    wrong = {path.stem: found for path in SCENARIOS if (found := problems(path, places))}
    right = len(SCENARIOS) - len(wrong)
    shown = "\n".join(f"{name}: {'; '.join(found)}" for name, found in wrong.items())
    assert right >= FLOORS["right"], f"{right} of {len(SCENARIOS)} scenarios are right; wrong ones:\n{shown}"


def test_no_scenario_has_vanished() -> None:
    assert len(SCENARIOS) >= FLOORS["scenarios"]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_each_scenario_has_distractors_and_several_outlets(path: Path) -> None:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["document"]
    assert len(rows) >= 5
    assert len({row["source"] for row in rows}) >= 2
