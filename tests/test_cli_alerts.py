"""tollwatch alerts silence and resend, as people meet them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.command import Run
from tests.readings import NOON, arrive, reading
from worker.cli import load
from worker.errors import InputError
from worker.model import Rule
from worker.pipeline import Policy
from worker.store import Store, alerts, outbox, silences, upgrade

RULES = '[[rule]]\nname = "mass"\nkilled = [10]\n'
POLICY = Policy((Rule("mass", {"killed": (10, 50)}, channels=("desk",)),))


@pytest.fixture
def home(tmp_path: Path) -> Store:
    """A store with one event that has alerted, where `run` looks for it."""
    store = Store(f"sqlite:///{tmp_path / 'data' / 'tollwatch.sqlite'}")
    upgrade(store.url)
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=12), POLICY)
    store.close()
    return store


def test_a_silence_is_made_listed_and_ended(run: Run, home: Store, tmp_path: Path) -> None:
    (tmp_path / "config" / "alerts.toml").write_text(RULES)
    made = run("alerts", "silence", "--event", "e1", "--rule", "mass", "--for", "6h", "--comment", "we are there", "--json")
    assert made.returncode == 0
    assert json.loads(made.stdout)["silence_id"] == "s1"
    (listed,) = json.loads(run("alerts", "silence", "list", "--json").stdout)
    assert (listed["event_id"], listed["rule"], listed["lasts"], listed["comment"]) == ("e1", "mass", True, "we are there")
    assert "event e1, rule mass" in run("alerts", "silence", "list").stdout
    assert run("alerts", "silence", "end", "s1").returncode == 0
    assert json.loads(run("alerts", "silence", "list", "--json").stdout) == []
    (over,) = json.loads(run("alerts", "silence", "list", "--all", "--json").stdout)
    assert not over["lasts"]
    again = run("alerts", "silence", "end", "s1")
    assert (again.returncode, "no silence s1 lasts" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--for", "6h", "--comment", "c"], "at least one of --event, --rule, --country and --type"),
        (["--country", "SY", "--comment", "c"], "--for must be a duration"),
        (["--country", "SY", "--for", "-1h", "--comment", "c"], "--for must be a duration"),
        (["--country", "SY", "--for", "6h"], "needs a comment"),
        (["--country", "Syria", "--for", "6h", "--comment", "c"], "no ISO 3166-1"),
        (["--type", "war", "--for", "6h", "--comment", "c"], "no event type"),
        (["--rule", "mas", "--for", "6h", "--comment", "c"], "there is no rule 'mas'"),
        (["--event", "e9", "--for", "6h", "--comment", "c"], "there is no e9"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_silence_that_would_silence_nothing_is_refused(
    args: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOLLWATCH_DATA_DIR", str(tmp_path / "data"))
    with pytest.raises(InputError, match=said):
        load("alerts")(["silence", *args], standalone_mode=False)


def test_what_a_silence_kept_back_is_counted_and_never_sent(home: Store) -> None:
    with home.deciding() as conn:
        silences.add(conn, "known", NOON, NOON + timedelta(hours=2), {"event_id": 1})
        arrive(conn, "b", reading(killed=60, words="Rescuers found more."), POLICY, 60)
        (row,) = silences.list_silences(conn)
        assert (row.crossings, len(alerts.list_alerts(conn))) == (1, 1)
        arrive(conn, "c", reading(killed=61, words="Schools stay closed."), POLICY, 180)
        assert len(alerts.list_alerts(conn)) == 1
    home.close()


def test_what_waits_for_better_evidence_is_listed(
    home: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOLLWATCH_DATA_DIR", str(tmp_path / "data"))
    with home.deciding() as conn:
        arrive(conn, "b", reading(3, killed=60, party_only=True), POLICY)
    home.close()
    capsys.readouterr()
    load("alerts")(["held", "--json"], standalone_mode=False)
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["event_id"], row["step"], row["reason"], row["until"], row["ended"]) == (
        "e2",
        50,
        "party_only",
        "2031-05-06T14:00:00Z",
        False,
    )
    load("alerts")(["held"], standalone_mode=False)
    assert "party_only" in capsys.readouterr().out


def test_held_and_dead_deliveries_are_sent_again_and_nothing_else_is(run: Run, home: Store) -> None:
    assert run("alerts", "resend", "n1").returncode == 1
    with home.writing() as conn:
        (delivery,) = outbox.claim_deliveries(conn, "desk", NOON, 1, timedelta(minutes=1))
        outbox.finish_delivery(conn, delivery, "held", NOON, "no answer")
    home.close()
    done = run("alerts", "resend", "n1")
    assert (done.returncode, done.stdout) == (0, "1 delivery is on the way again\n")
    assert run("alerts", "resend", "n7").returncode == 2


def test_a_correction_is_not_shown_as_an_announcement(
    home: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOLLWATCH_DATA_DIR", str(tmp_path / "data"))
    with home.deciding() as conn:
        arrive(conn, "a", reading(killed=4), POLICY, 30, revises=1)
    home.close()
    for alert, said in (("n1", "rule mass, announced 10; event e1"), ("n2", "rule mass, fell below 10; event e1")):
        capsys.readouterr()
        load("alerts")(["show", alert], standalone_mode=False)
        assert said in capsys.readouterr().out
