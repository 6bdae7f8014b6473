"""The command line as people and monitors meet it: what it prints, its exit codes, and errors that say what to do."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.command import Run
from worker.cli import COMMANDS, load
from worker.model import Entry, FeedConfig
from worker.stages.fetch import url_key
from worker.store import Store, articles, feeds, upgrade
from worker.store.articles import NewEntry

SENTENCE = "A bomb in a market in Kabul killed 12 people and wounded 30 on Tuesday, the health ministry said."


@pytest.fixture
def stored(tmp_path: Path) -> Store:
    """A store with one feed and two articles: one pending, one quarantined; closed, since commands open their own."""
    store = Store(f"sqlite:///{tmp_path / 'data' / 'tollwatch.sqlite'}")
    upgrade(store.url)
    now = datetime.now(UTC)
    with store.writing() as conn:
        feeds.add_feed(conn, FeedConfig("https://feed.example/rss", name="[red]Wire[/red]"), now)
        feed = feeds.list_feeds(conn)[0]
        entries = [
            NewEntry(
                Entry(str(n), f"https://feed.example/{n}", title, SENTENCE, "", now),
                str(n),
                f"https://feed.example/{n}",
                url_key(f"https://feed.example/{n}"),
                "feed.example",
                False,
            )
            for n, title in enumerate(["Blast [bold]kills[/bold] 12\x1b[2J in Kabul\u202e", "Second story"])
        ]
        articles.store_entries(conn, feed, entries, now, first_poll=False)
        second = articles.find(conn, "https://feed.example/1")
        assert second is not None
        for _ in range(3):
            articles.count_death(conn, second.id, "signal 11", alone=True, now=now)
    store.close()
    return store


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_command_is_there_with_help_and_an_example(name: str, run: Run) -> None:
    assert load(name) is not None
    done = run(name, "--help")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Usage: " in done.stdout


def test_without_a_database_a_listing_says_what_to_do(run: Run) -> None:
    done = run("events", "list")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "tollwatch" in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_a_wrong_setting_is_one_error_and_no_traceback(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config" / "tollwatch.toml").write_text("[poll]\nintervall = '1h'\n")
    done = run("status")
    assert done.returncode == 2
    assert "tollwatch.toml: poll: intervall: unknown key" in done.stderr
    assert "interval" in done.stderr
    assert "Traceback" not in done.stderr


def test_status_says_that_redis_is_away(run: Run, stored: Store) -> None:
    done = run("status", "--json")
    found = json.loads(done.stdout)
    assert (found["redis"], found["store"], found["ok"]) == ("down", "up", False)
    assert done.returncode == 2
    assert set(found) >= {"ok", "redis", "store", "feeds", "queues", "articles", "deliveries", "processes"}
    assert set(found["queues"]["ingest"]) == {"waiting", "running", "failed", "oldest_s"}
    assert found["queues"]["ingest"]["failed"] == 1
    assert found["feeds"].items() >= {"total": 1, "late": 0, "failing": 0, "gone": 0}.items()


def test_status_says_that_the_store_is_away(run: Run) -> None:
    done = run("status", "--json", TOLLWATCH_DATABASE_URL="postgresql://nobody:secret@127.0.0.1:9/none")
    found = json.loads(done.stdout)
    assert found["store"] == "down"
    assert done.returncode == 2
    assert "secret" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_title_with_markup_and_control_characters_breaks_no_listing(run: Run, stored: Store) -> None:
    done = run("queue", "list")
    assert done.returncode == 0
    assert "Blast [bold]kills[/bold] 12[2J in Kabul" in done.stdout
    assert "\x1b[2J" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "[red]Wire[/red]" in run("feeds", "list").stdout


def test_queue_shows_and_retries_what_is_quarantined(run: Run, stored: Store) -> None:
    listed = json.loads(run("queue", "list", "--state", "quarantined", "--json").stdout)["articles"]
    assert [(row["state"], row["error"], row["attempts"]) for row in listed] == [("quarantined", "signal 11", 3)]
    name = listed[0]["article_id"]
    assert json.loads(run("queue", "show", name, "--json").stdout)["title"] == "Second story"
    assert run("queue", "retry", name).returncode == 0
    assert json.loads(run("queue", "show", name, "--json").stdout)["state"] == "pending"


@pytest.mark.parametrize(
    "args",
    [
        ["queue", "show", "a99"],
        ["queue", "show", "x"],
        ["events", "show", "e9"],
        ["alerts", "show", "n1"],
        ["queue", "retry"],
        ["queue", "list", "--state", "lost"],
        ["alerts", "test", "desk"],
        ["feeds", "add", "example.org"],
    ],
)
def test_what_is_not_there_is_said_with_a_hint(args: list[str], run: Run, stored: Store) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


def test_a_feed_is_added_once_and_listed(run: Run, stored: Store) -> None:
    assert run("feeds", "add", "https://other.example/rss", "--name", "Other").returncode == 0
    assert run("feeds", "add", "https://other.example/rss").returncode == 0
    listed = json.loads(run("feeds", "list", "--json").stdout)
    assert [row["url"] for row in listed].count("https://other.example/rss") == 1
    assert set(listed[0]) >= {"url", "state", "reason", "last_success", "next_poll", "failures", "entries"}


def test_extract_reports_bad_lines_by_number_and_goes_on(run: Run) -> None:
    lines = [
        json.dumps({"id": "a1", "text": SENTENCE, "published": "2025-03-04"}),
        "{broken",
        "",
        "[1]",
        '{"id": "x", "text": 5}',
        '{"id": "y"}',
    ]
    done = run("extract", stdin="\n".join([*lines, json.dumps({"id": "a2", "title": "Fire kills 3 in Lagos"})]))
    assert done.returncode == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a1", "a2"]
    assert answers[0]["events"][0]["counts"]["killed"]["low"] == 12
    assert [f"line {n}" in done.stderr for n in (2, 4, 5, 6)] == [True] * 4
    assert "Traceback" not in done.stderr


def test_extract_of_a_missing_file_says_so(run: Run) -> None:
    done = run("extract", "nowhere.jsonl")
    assert done.returncode == 2
    assert "nowhere.jsonl: No such file" in done.stderr


def test_replay_prints_articles_alerts_and_events(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config" / "alerts.toml").write_text('[[rule]]\nname = "ten"\nkilled = [10]\n')
    news = tmp_path / "news.jsonl"
    rows = [
        {
            "id": f"a{n}",
            "title": "Kabul blast kills 12",
            "text": SENTENCE,
            "published": f"2025-03-04T1{n}:00:00Z",
            "source": f"s{n}.example",
        }
        for n in range(2)
    ]
    news.write_text("\n".join(json.dumps(row) for row in rows) + "\nnot json\n")
    done = run("replay", str(news), "--json")
    assert done.returncode == 1
    assert "line 3" in done.stderr
    types = [json.loads(line)["type"] for line in done.stdout.splitlines()]
    assert [types.count(kind) for kind in ("article", "alert", "event")] == [2, 1, 1]
    table = run("replay", str(news)).stdout
    assert "2 articles, 2 of them on 1 event, 1 alert" in table


def test_replay_refuses_rules_that_are_wrong(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "r"\nkilled = [-5]\n')
    done = run("replay", "-", "--rules", str(rules))
    assert done.returncode == 2
    assert "rule 'r': killed" in done.stderr


def test_explain_marks_each_figure_and_says_why(run: Run) -> None:
    done = run("explain", "-", "--title", "Kabul blast", "--published", "2025-03-04", stdin=SENTENCE)
    assert done.returncode == 0
    assert "[c1 " in done.stdout
    assert "event 1: " in done.stdout


def test_config_check_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config" / "alerts.toml").write_text(
        '[[rule]]\nname = "r"\nkilled = [1]\nchannels = ["desk"]\n[[channel]]\nname = "desk"\ntype = "slack"\nurl_env = "TOLLWATCH_DESK_URL"\n'
    )
    done = run("config", "check")
    assert done.returncode == 1
    assert "TOLLWATCH_DESK_URL is not set" in done.stdout
    assert "no feeds" in done.stdout


def test_doctor_names_what_to_mend(run: Run) -> None:
    done = run("doctor", "--json")
    assert done.returncode == 1
    parts = {finding["part"]: finding for finding in json.loads(done.stdout)}
    assert "tollwatch run" in parts["store"]["detail"]  # a new installation has no store yet, and needs none
    assert "no feeds" in done.stdout


def test_the_first_command_of_a_new_installation_may_be_to_add_a_feed(run: Run) -> None:
    assert run("feeds", "list").returncode == 2
    assert run("feeds", "add", "https://example.org/rss.xml").returncode == 0
    assert [feed["url"] for feed in json.loads(run("feeds", "list", "--json").stdout)] == ["https://example.org/rss.xml"]


def test_a_mistyped_config_dir_is_refused_rather_than_run_without_rules(run: Run, tmp_path: Path) -> None:
    done = run("run", TOLLWATCH_CONFIG_DIR=str(tmp_path / "confg"))
    assert done.returncode == 2
    assert "there is no folder" in done.stderr


def test_a_second_upgrade_changes_nothing(run: Run) -> None:
    assert "upgraded" in run("db", "upgrade").stdout
    assert "already" in run("db", "upgrade").stdout
