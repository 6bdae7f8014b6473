"""tollwatch queue list, drop and retry, as people and monitors meet them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.alerter.outboxes import add
from tests.command import Run
from tests.store.builders import article, claimed, feed, outcome
from tests.test_jobs import Bench, bench
from worker.cli import load
from worker.errors import InputError
from worker.store import Store, articles, outbox, upgrade
from worker.store.outbox import claim_deliveries, finish_delivery

__all__ = ["bench"]

NOW = datetime.now(UTC)
Ask = Callable[..., tuple[int, Any]]


def given_up(store: Store) -> None:
    """a1 quarantined, a2 done, a3 waiting for two hours, a4 waiting for its page; d1 held, d2 sent, d3 pending."""
    with store.writing() as conn:
        for key in ("bad", "fine", "waits"):
            article(conn, key, at=NOW - timedelta(hours=2))
        article(conn, "page", page=True, at=NOW)
        for _ in range(3):
            articles.count_death(conn, 1, "signal 11", alone=True, now=NOW)
        articles.finish(conn, claimed(conn, 2, NOW), outcome("reported"), NOW)
    add(store, "desk", now=NOW, number=3)
    with store.writing() as conn:
        held, sent = claim_deliveries(conn, "desk", NOW, 2, timedelta(minutes=1))
        finish_delivery(conn, held, outbox.HELD, NOW, "no answer")
        finish_delivery(conn, sent, outbox.SENT, NOW)
    store.close()


@pytest.fixture
def ask(
    store: Store, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ask:
    """`tollwatch queue ...` with --json on a store of each kind, in this process: exit code and what it printed."""
    given_up(store)
    monkeypatch.setenv("TOLLWATCH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TOLLWATCH_DATABASE_URL", store_url)

    def call(*args: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = load("queue")([*args, "--json"], standalone_mode=False)
        return code or 0, json.loads(capsys.readouterr().out)

    return call


def listed(ask: Ask, *args: str) -> list[str]:
    _, found = ask("list", *args)
    names = [row["article_id"] for row in found["articles"]] + [row["delivery_id"] for row in found["deliveries"]]
    return sorted(names)


# --- drop and back ---------------------------------------------------------------------------------------------------


def test_a_delivery_whose_endpoint_is_down_is_due_and_not_three_minutes_away(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    load("queue")(["list"], standalone_mode=False)
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("d3 "))
    assert "now, due for" in line


def test_what_is_dropped_leaves_the_list_and_is_found_by_its_state(ask: Ask) -> None:
    assert listed(ask) == ["a1", "a3", "a4", "d1", "d3"]
    assert ask("drop", "a1", "d1", "--comment", " of no interest ") == (0, {"dropped": ["a1", "d1"], "left": []})
    assert listed(ask) == ["a3", "a4", "d3"]
    assert listed(ask, "--state", "dropped") == ["a1", "d1"]
    for name, was in (("a1", "quarantined"), ("d1", "held")):
        _, shown = ask("show", name)
        assert shown["state"] == "dropped"
        assert [(act["act"], act["was"], act["comment"]) for act in shown["by_hand"]] == [("dropped", was, "of no interest")]
    assert ask("retry", "--state", "dropped") == (0, {"retried": ["a1", "d1"]})
    assert listed(ask, "--state", "dropped") == []
    assert [act["act"] for act in ask("show", "a1")[1]["by_hand"]] == ["dropped", "retried"]


def test_dropped_twice_is_dropped_once_and_no_error(ask: Ask) -> None:
    assert ask("drop", "a1")[0] == 0
    assert ask("drop", "a1") == (0, {"dropped": [], "left": [{"name": "a1", "state": "dropped"}]})
    assert len(ask("show", "a1")[1]["by_hand"]) == 1


def test_what_is_done_or_sent_is_left_and_said(ask: Ask) -> None:
    left = [{"name": "a2", "state": "done"}, {"name": "d2", "state": "sent"}]
    assert ask("drop", "a1", "a2", "d2") == (1, {"dropped": ["a1"], "left": left})
    assert ask("show", "a2")[1]["by_hand"] == []


@pytest.mark.parametrize(
    ("asked", "gone"),
    [(["--all"], ["a1", "d1"]), (["--state", "failed"], ["a1"]), (["--state", "held"], ["d1"])],
)
def test_all_of_a_state_are_dropped_at_once_and_never_what_waits(ask: Ask, asked: list[str], gone: list[str]) -> None:
    assert ask("drop", *asked) == (0, {"dropped": gone, "left": []})
    assert ask("drop", *asked) == (1, {"dropped": [], "left": []})
    assert {"a3", "a4", "d3"} <= set(listed(ask))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["drop"], "nothing was named"),
        (["drop", "a1", "a99"], "there is no a99"),
        (["drop", "a1", "--all"], "one of them only"),
        (["drop", "--state", "pending"], "none of those that can be moved"),
        (["retry", "--state", "sent"], "none of those that can be moved"),
        (["list", "--stage", "strip"], "there is no stage"),
        (["list", "--older", "long"], "--older must be a duration"),
        (["list", "--feed", "https://other.example/"], "no feed 'https://other.example/' is watched"),
    ],
)
def test_what_is_not_understood_changes_nothing(ask: Ask, args: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        ask(*args)
    assert listed(ask) == ["a1", "a3", "a4", "d1", "d3"]


def test_an_alert_that_is_sent_again_leaves_out_the_delivery_that_was_dropped(ask: Ask) -> None:
    ask("drop", "d1")
    resend = load("alerts")
    assert resend(["resend", "n1", "--json"], standalone_mode=False) == 1
    assert resend(["resend", "d1", "--json"], standalone_mode=False) == 0


# --- the list --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["--stage", "fetch"], ["a4"]),
        (["--stage", "extract"], ["a1", "a3"]),
        (["--stage", "alert"], ["d1", "d3"]),
        (["--stage", "extract", "--state", "failed"], ["a1"]),
        (["--older", "1h"], ["a1", "a3"]),
        (["--older", "3h"], []),
        (["--feed", "https://harbour-post.example/rss"], ["a1", "a3", "a4"]),
        (["--limit", "1"], ["a1", "d3"]),
    ],
)
def test_the_list_narrows_by_stage_age_and_feed(ask: Ask, args: list[str], found: list[str]) -> None:
    assert listed(ask, *args) == found


def test_a_feed_that_brought_nothing_has_no_queue(ask: Ask, store: Store) -> None:
    with store.writing() as conn:
        feed(conn, "https://quiet.example/rss")
    assert listed(ask, "--feed", "https://quiet.example/rss") == []


# --- with a real Redis and a real worker -----------------------------------------------------------------------------


def test_status_is_fine_again_and_no_worker_reads_what_was_dropped(run: Run, bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "tollwatch.sqlite").rename(tmp_path / "data" / "tollwatch.sqlite")
    bench.store = Store(f"sqlite:///{tmp_path / 'data' / 'tollwatch.sqlite'}")
    bad, queued, plain = bench.add("crash", "plain", "plain")
    with bench.store.writing() as conn:
        for _ in range(3):
            articles.count_death(conn, bad, "signal 11", alone=True, now=datetime.now(UTC))
    assert bench.sweep() == 2
    where = {"TOLLWATCH_REDIS_URL": bench.redis.url}
    assert run("queue", "drop", f"a{queued}").returncode == 0
    with bench.worker(TOLLWATCH_DATA_DIR=str(tmp_path / "data"), **where):
        assert bench.sweep_until(lambda: bench.get(plain).state == "done")
        before = run("status", **where)
        assert (before.returncode, "articles failed or quarantined: 1" in before.stdout) == (1, True), before.stdout
        done = run("queue", "drop", f"a{bad}", "--comment", "a table")
        assert (done.returncode, done.stdout, done.stderr) == (0, "dropped: 1 article and 0 deliveries\n", "")
        after = run("status", **where)
        assert after.returncode == 0, after.stdout
        assert "2 dropped" in after.stdout
        assert json.loads(run("status", "--json", **where).stdout)["articles"]["dropped"] == 2
        assert "by hand, was quarantined: a table" in run("queue", "show", f"a{bad}").stdout
        assert "a person dropped it" in run("why-not", f"a{bad}").stdout
    assert bench.states() == {bad: "dropped", queued: "dropped", plain: "done"}
    bench.store.close()


def test_a_new_installation_has_nothing_to_drop(run: Run, tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'data' / 'tollwatch.sqlite'}")
    done = run("queue", "drop", "--all")
    assert (done.returncode, done.stdout) == (1, "dropped: 0 articles and 0 deliveries\n")
