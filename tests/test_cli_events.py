"""events merge, split and ignore as people type them: nothing goes out unasked, everything leaves its trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import Run
from tests.readings import arrive, reading
from worker.model import Rule
from worker.pipeline import Policy
from worker.store import Store, alerts, events

RULES = '[[rule]]\nname = "mass"\nkilled = [10, 50]\n'
POLICY = Policy((Rule("mass", {"killed": (10, 50)}),))

Answer = Callable[..., Any]


@pytest.fixture
def ask(run: Run, tmp_path: Path, store_url: str) -> Answer:
    """The JSON that a command prints, on either database, with one rule."""
    (tmp_path / "config" / "alerts.toml").write_text(RULES)

    def answer(*args: str, code: int = 0) -> Any:
        done = run(*args, "--json", TOLLWATCH_DATABASE_URL=store_url)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout) if code == 0 else done.stderr

    return answer


def test_a_merge_is_told_and_shown_with_its_comment(store: Store, ask: Answer) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(0, killed=12), POLICY)
        arrive(conn, "b", reading(1, killed=60), POLICY)
    done = ask("events", "merge", "e1", "e2", "--comment", "one blast")
    assert (done["event_id"], done["merged"], done["alerts"]) == ("e1", ["e2"], [])
    shown = ask("events", "show", "e1")
    assert shown["history"][-1]["cause"] == "merged"
    assert shown["history"][-1]["comment"] == "one blast"
    assert [alert["step"] for alert in shown["alerts"]] == [10, 50]
    assert ask("events", "show", "e2")["merged_into"] == "e1"
    assert [event["event_id"] for event in ask("events", "list")] == ["e1"]


def test_a_split_that_would_alert_is_asked_about_first(store: Store, ask: Answer) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=12), POLICY)
        article, _ = arrive(conn, "b", reading(killed=30, words="A baker ran."), POLICY, 60)
    named = ("events", "split", "e1", "--articles", f"a{article}")
    refused = ask(*named, code=2)
    assert "this sends an alert - new: rule mass, killed 10" in refused
    assert "--yes" in refused
    with store.reading() as conn:
        assert len(events.list_events(conn)) == len(alerts.list_alerts(conn)) == 1
    done = ask(*named, "--yes", "--comment", "another town")
    assert [(alert["event_id"], alert["step"]) for alert in done["alerts"]] == [(done["new_event_id"], 10)]
    assert ask("events", "show", done["new_event_id"])["history"][0]["cause"] == "split_off"


def test_an_event_is_ignored_and_watched_again(store: Store, ask: Answer) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=5), POLICY)
    assert ask("events", "ignore", "e1", "--comment", "an exercise")["ignored"] is True
    assert "ignored already" in ask("events", "ignore", "e1", code=2)
    assert ask("events", "show", "e1")["ignored"] is True
    assert ask("events", "ignore", "e1", "--undo")["ignored"] is False
    assert [change["cause"] for change in ask("events", "show", "e1")["history"]] == ["opened", "ignored", "watched"]


def test_what_cannot_be_done_is_said_in_a_line(sqlite_store: Store, run: Run) -> None:
    with sqlite_store.deciding() as conn:
        arrive(conn, "a", reading(killed=5), POLICY)
    for args, words in (
        (("merge", "e1", "e7"), "there is no e7"),
        (("split", "x", "--articles", "a1"), "does not name an event"),
    ):
        done = run("events", *args, TOLLWATCH_DATABASE_URL=sqlite_store.url)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
