"""replay --days and reprocess: what is stored, read again with today's rules, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.exceptions import Exit

from worker.cli import load
from worker.errors import InputError
from worker.gazetteer import open_gazetteer
from worker.model import Entry, FeedConfig, Rule
from worker.pipeline import ingest
from worker.settings import Settings
from worker.stages.fetch import url_key
from worker.store import Store, alerts, articles, events, feeds, upgrade
from worker.store.schema import reports

Call = Callable[..., tuple[int, str]]

NOW = datetime.now(UTC).replace(microsecond=0)
STORIES = (
    "A bomb in a market in Mosul killed 12 people, police said.",
    "A bus fell into a ravine near Quetta; 30 people died.",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two ingested articles, two and twenty days old."""
    home = tmp_path_factory.mktemp("archive")
    store = Store(f"sqlite:///{home / 'tollwatch.sqlite'}", durable=False)
    upgrade(store.url)
    places = open_gazetteer()
    for number, (days, text) in enumerate(zip((20, 2), STORIES, strict=True)):
        seen = NOW - timedelta(days=days)
        with store.writing() as conn:
            feed_id = feeds.add_feed(conn, FeedConfig(f"https://paper{number}.example/rss"), seen)
            feed = next(feed for feed in feeds.list_feeds(conn) if feed.id == feed_id)
            url = f"https://paper{number}.example/1"
            entry = Entry("g", url, f"Story {number}", "", text, seen)
            new = articles.NewEntry(entry, "g", url, url_key(url), f"paper{number}.example", needs_page=False)
            (article_id,) = articles.store_entries(conn, feed, [new], seen, first_poll=False).new
        assert ingest(store, article_id, Settings(), (Rule("mass", {"killed": (10,)}),), places, seen) == "reported"
    places.close()
    store.close()
    return home


@pytest.fixture
def call(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """A command's exit code and what it printed."""
    (tmp_path / "tollwatch.sqlite").write_bytes((template / "tollwatch.sqlite").read_bytes())
    (tmp_path / "alerts.toml").write_text('[[rule]]\nname = "mass"\nkilled = [10]\n')
    monkeypatch.setenv("TOLLWATCH_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("TOLLWATCH_DATA_DIR", str(tmp_path))

    def run(name: str, *args: str) -> tuple[int, str]:
        capsys.readouterr()
        try:
            code = load(name)(list(args), standalone_mode=False) or 0
        except Exit as end:
            code = end.exit_code
        return int(code), capsys.readouterr().out

    yield run


def lines(said: str, kind: str) -> list[Any]:
    return [line for line in map(json.loads, said.splitlines()) if line["type"] == kind]


def test_the_stored_articles_of_some_days_are_replayed_and_nothing_is_stored(call: Call, tmp_path: Path) -> None:
    code, said = call("replay", "--days", "30", "--json")
    assert code == 0
    assert [line["id"] for line in lines(said, "article")] == ["a1", "a2"]
    assert [alert["step"] for alert in lines(said, "alert")] == [10, 10]
    assert [line["id"] for line in lines(call("replay", "--days", "5", "--json")[1], "article")] == ["a2"]
    store = Store(f"sqlite:///{tmp_path / 'tollwatch.sqlite'}")
    with store.reading() as conn:
        assert (len(events.list_events(conn)), len(alerts.list_alerts(conn))) == (2, 2)
    store.close()


def test_another_rules_file_is_tried_and_summed_up_by_rule(call: Call, tmp_path: Path) -> None:
    (tmp_path / "try.toml").write_text('[[rule]]\nname = "large"\nkilled = [25]\n[[rule]]\nname = "huge"\nkilled = [500]\n')
    _, said = call("replay", "--days", "30", "--rules", str(tmp_path / "try.toml"))
    rows = [line.split() for line in said.splitlines()]
    assert ["large", "1", "0.1", "0", "1"] in rows
    assert ["huge", "0", "0.0", "0", "0"] in rows
    assert "2 articles, 2 of them on 2 events, 1 alert in 18.0 days" in said


@pytest.mark.parametrize("args", [(), ("news.jsonl", "--days", "3")])
def test_files_or_days_but_not_both_and_not_neither(call: Call, args: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="--days"):
        call("replay", *args)


def test_reprocess_shows_what_today_would_change_and_only_that(call: Call, tmp_path: Path) -> None:
    code, said = call("reprocess", "--diff", "--days", "30")
    assert (code, said) == (0, "2 articles read again; nothing would change\n")
    store = Store(f"sqlite:///{tmp_path / 'tollwatch.sqlite'}")
    with store.writing() as conn:
        wrong = {"killed": {"low": 3, "best": 3, "high": 3, "qualifier": "exact"}}
        conn.execute(reports.update().where(reports.c.article_id == 1).values(counts=wrong))
    store.close()
    code, said = call("reprocess", "--diff", "--days", "30", "--json")
    (change,) = [json.loads(line) for line in said.splitlines()]
    assert (code, change["article_id"], change["changes"]) == (1, "a1", ["figures"])
    assert change["before"]["events"][0]["counts"]["killed"]["low"] == 3
    assert change["after"]["events"][0]["counts"]["killed"]["low"] == 12
    assert "figures: 1" in call("reprocess", "--days", "30")[1]
