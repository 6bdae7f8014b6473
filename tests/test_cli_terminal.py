"""How commands look and end: narrow terminals, readers that have had enough, names that are mistyped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.command import Run
from worker.cli import output
from worker.model import FeedConfig
from worker.store import Store, feeds

WIDE = ("event", "place", ">killed", ">displaced", "updated")
ROW = ("e7", "Southeast Sulawesi", 12, "", "3 min")


@pytest.mark.parametrize(("width", "narrow"), [(30, True), (60, False), (200, False)])
def test_where_words_would_be_torn_apart_a_row_is_a_block(monkeypatch: pytest.MonkeyPatch, width: int, narrow: bool) -> None:
    said = StringIO()
    monkeypatch.setattr(output, "console", Console(file=said, width=width, highlight=False))
    output.table(WIDE, [ROW], empty="none")
    lines = [line.rstrip() for line in said.getvalue().splitlines()]
    if narrow:
        assert lines == ["event e7", "  place Southeast Sulawesi", "  killed 12", "  updated 3 min"]
    else:
        assert lines[0].split() == ["event", "place", "killed", "displaced", "updated"]


def test_facts_are_a_line_each_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    said = StringIO()
    monkeypatch.setattr(output, "console", Console(file=said, width=80, highlight=False))
    when = datetime(2031, 5, 6, 12, 0, 0, 123456, tzinfo=UTC)
    output.facts({"url": "[red]x\x1b[2J", "full_text": False, "etag": None, "since": when, "failures": 0})
    assert said.getvalue().splitlines() == [
        "url       [red]x[2J",
        "full_text no",
        "etag",
        "since     2031-05-06 12:00:00 UTC",
        "failures  0",
    ]


def test_counts_agree_with_their_nouns() -> None:
    assert [output.number(n, "feed") for n in (0, 1, 2, 1200)] == ["0 feeds", "1 feed", "2 feeds", "1,200 feeds"]
    assert output.number(2, "delivery", "deliveries") == "2 deliveries"


def test_a_reader_that_has_had_enough_is_no_error(sqlite_store: Store, tmp_path: Path) -> None:
    with sqlite_store.writing() as conn:
        feeds.add_feeds(conn, [FeedConfig(f"https://f{n}.example/{'x' * 500}") for n in range(400)], datetime.now(UTC))
    sqlite_store.close()
    env = os.environ | {"TOLLWATCH_DATABASE_URL": sqlite_store.url, "TOLLWATCH_CONFIG_DIR": str(tmp_path)}
    for words in (["feeds", "list"], ["feeds", "list", "--json"], ["feeds", "export"]):
        command = [sys.executable, "-m", "worker", *words]
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (0, b""), words


def test_feeds_are_made_due_by_name_or_all(run: Run, sqlite_store: Store) -> None:
    later = datetime.now(UTC) + timedelta(hours=3)
    with sqlite_store.writing() as conn:
        feeds.add_feed(conn, FeedConfig("https://a.example/rss"), later)
        feeds.add_feed(conn, FeedConfig("https://b.example/rss"), later)
    sqlite_store.close()
    here = {"TOLLWATCH_DATABASE_URL": sqlite_store.url}
    assert "1 feed is due now" in run("feeds", "poll", "https://a.example/rss", **here).stdout
    listed = {row["url"]: row["next_poll"] for row in json.loads(run("feeds", "list", "--json", **here).stdout)}
    assert listed["https://a.example/rss"] < listed["https://b.example/rss"]
    assert "2 feeds are due now" in run("feeds", "poll", "--all", **here).stdout
    for wrong in (
        ["feeds", "poll"],
        ["feeds", "poll", "https://c.example/"],
        ["feeds", "poll", "--all", "https://a.example/rss"],
    ):
        assert run(*wrong, **here).returncode == 2


@pytest.mark.parametrize("name", ["a99", "d99", "x"])
def test_what_is_named_and_not_there_is_not_retried_silently(run: Run, name: str) -> None:
    assert run("db", "upgrade").returncode == 0
    done = run("queue", "retry", name)
    assert (done.returncode, done.stderr.startswith("error: ")) == (2, True)


def test_nothing_to_retry_is_said_and_is_exit_code_1(run: Run) -> None:
    assert run("db", "upgrade").returncode == 0
    done = run("queue", "retry", "--all")
    assert (done.returncode, "held, dead, failed, quarantined or dropped" in done.stderr) == (1, True)
