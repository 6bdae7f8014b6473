"""The floor of linking and alerting: news of a day or two from several outlets, with the events and alerts that it must come to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests import scenario_files
from worker import replay
from worker.gazetteer import Gazetteer
from worker.model import Rule

NEWSROOM = Path(__file__).parent.parent / "scenarios" / "newsroom"
SCENARIOS = sorted(path for path in NEWSROOM.glob("*.toml") if not path.name.endswith(".expected.toml"))
RULE = Rule("mass-casualty", {"killed": (10, 50, 100)})
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["scenarios"]


def problems(path: Path, places: Gazetteer) -> list[str]:
    """What differs from the scenario's answers; empty where all is right."""
    expected = scenario_files.load(path.with_suffix(".expected.toml"))
    lines = list(replay.run(scenario_files.documents(scenario_files.load(path)), [RULE], places))
    events = [line for line in lines if line["type"] == "event"]
    groups = sorted(sorted(set(line["articles"])) for line in events)
    wanted = sorted(sorted(group) for group in expected["groups"])
    found = [f"no event of {group}" for group in wanted if group not in groups]
    found += [f"an event of {group}" for group in groups if group not in wanted]
    alerts = scenario_files.alerts(lines, "after")
    found += [f"no alert {alert}" for alert in expected["alerts"] if alert not in alerts]
    found += [f"an alert {alert}" for alert in alerts if alert not in expected["alerts"]]
    return found + _figures(expected.get("killed", {}), events)


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
    rows = scenario_files.load(path)["document"]
    assert len(rows) >= 5
    assert len({row["source"] for row in rows}) >= 2
