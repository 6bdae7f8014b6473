"""feeds show, remove, import and export, and events export, as people type them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.command import Run
from worker.cli import load
from worker.errors import InputError
from worker.model import FeedConfig
from worker.store import Store, feeds

NOW = datetime(2031, 5, 6, 12, tzinfo=UTC)
OPML = '<opml><body><outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlUrl="ftp://b.example/"/></body></opml>'


def test_a_feed_of_the_file_is_removed_and_said_to_stand_there(run: Run, sqlite_store: Store) -> None:
    with sqlite_store.writing() as conn:
        feeds.sync_file_feeds(conn, [FeedConfig("https://a.example/rss", name="A")], NOW)
    sqlite_store.close()
    here = {"TOLLWATCH_DATABASE_URL": sqlite_store.url}
    shown = json.loads(run("feeds", "show", "https://a.example/rss", "--json", **here).stdout)
    assert (shown["name"], shown["origin"], shown["state"]) == ("A", "file", "new")
    done = run("feeds", "remove", "https://a.example/rss", **here)
    assert (done.returncode, "feeds.toml" in done.stderr) == (1, True)
    again = run("feeds", "remove", "https://a.example/rss", **here)
    assert (again.returncode, "is watched" in again.stderr) == (2, True)


def test_what_a_feed_is_added_with_is_what_is_shown(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOLLWATCH_DATABASE_URL", sqlite_store.url)
    call = load("feeds")
    wanted = ["--country", "gb", "--language", "EN", "--interval", "5m", "--json"]
    call(["add", "https://a.example/rss", *wanted], standalone_mode=False)
    assert json.loads(capsys.readouterr().out) == {
        "url": "https://a.example/rss",
        "added": True,
        "now_at": "https://a.example/rss",
    }
    call(["show", "https://a.example/rss", "--json"], standalone_mode=False)
    shown = json.loads(capsys.readouterr().out)
    assert (shown["country"], shown["language"], shown["interval_s"]) == ("GB", "en", 300)
    for option, value in (("--country", "GBR"), ("--language", "e"), ("--interval", "soon")):
        with pytest.raises(InputError, match=option):
            call(["add", "https://a.example/rss", option, value], standalone_mode=False)


def test_feeds_come_from_a_file_and_go_to_one(run: Run, tmp_path: Path) -> None:
    done = run("feeds", "import", "-", "--json", stdin=OPML)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "added": ["https://a.example/"],
        "watched_again": [],
        "known": 0,
        "unusable": ["ftp://b.example/"],
    }
    target = tmp_path / "out.opml"
    assert run("feeds", "export", str(target)).returncode == 0
    assert 'xmlUrl="https://a.example/"' in target.read_text(encoding="utf-8")
    assert run("feeds", "remove", "https://a.example/").returncode == 0
    assert "0 feeds added, 1 watched again" in run("feeds", "import", str(target)).stdout


def test_events_are_exported_to_a_file_or_not_at_all(run: Run, sqlite_store: Store, tmp_path: Path) -> None:
    here = {"TOLLWATCH_DATABASE_URL": sqlite_store.url}
    assert run("events", "export", "--format", "csv", **here).stdout.startswith("event_id,type,place")
    refused = run("events", "export", "-o", str(tmp_path / "none" / "out.csv"), **here)
    assert (refused.returncode, "can be written" in refused.stderr) == (2, True)
    assert "known: csv, jsonl, geojson" in run("events", "export", "--format", "xls", **here).stderr
