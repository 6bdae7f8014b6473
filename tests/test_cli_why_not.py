"""tollwatch why-not and explain: every rule says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.readings import NOON, arrive, nothing, reading
from tests.store.builders import feed
from worker.cli import load
from worker.errors import InputError
from worker.model import Entry, Rule
from worker.pipeline import Policy
from worker.store import Connection, Store, silences, upgrade
from worker.store.articles import NewEntry, PageRow, claim_fetches, finish_fetch, store_entries

URL = "https://news.example/a"
RULES = """
[[rule]]
name = "mass"
killed = [10, 50]
max_age = "3650d"
[[rule]]
name = "abroad"
killed = [5]
countries = ["SY"]
"""
POLICY = Policy(
    (Rule("mass", {"killed": (10, 50)}, max_age=timedelta(days=3650)), Rule("abroad", {"killed": (5,)}, countries=("SY",)))
)

Ask = Callable[..., Any]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "alerts.toml").write_text(RULES)
    monkeypatch.setenv("TOLLWATCH_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("TOLLWATCH_DATA_DIR", str(tmp_path))
    store = Store(f"sqlite:///{tmp_path / 'tollwatch.sqlite'}", durable=False)
    upgrade(store.url)
    return store


@pytest.fixture
def ask(home: Store, capsys: pytest.CaptureFixture[str]) -> Ask:
    """What `why-not` answers, as JSON or, with text=True, as people see it."""

    def answer(what: str, *options: str, text: bool = False) -> Any:
        home.close()
        capsys.readouterr()
        load("why-not")([what, *options, *([] if text else ["--json"])], standalone_mode=False)
        said = capsys.readouterr().out
        return " ".join(said.split()) if text else json.loads(said)

    return answer


def rule(answer: Any, name: str = "mass") -> Any:
    return next(one for one in answer["events"][0]["rules"] if one["rule"] == name)


def news(conn: Connection, name: str, minutes: int = 0, **said: Any) -> int:
    return arrive(conn, name, reading(**said), POLICY, minutes)[0]


def test_below_the_step_with_the_figure_and_its_bound(home: Store, ask: Ask) -> None:
    with home.deciding() as conn:
        news(conn, "a", killed=8)
    found = rule(ask("a1"))
    assert (found["reason"], found["figure"], found["bound"], found["step"]) == ("below", 8, "low", 10)
    assert "8 killed for certain (low), the step is 10" in ask("a1", text=True)


def test_out_of_a_rules_scope_and_announced_by_which_alert(home: Store, ask: Ask) -> None:
    with home.deciding() as conn:
        news(conn, "a", killed=12)
        news(conn, "b", 60, killed=13, words="A baker helped the wounded into a bus, and schools stay closed until Friday.")
    first, second = ask("a1"), ask("a2")
    assert [alert["alert_id"] for alert in first["alerts"]] == ["n1"]
    assert second["alerts"] == []
    assert (rule(second)["reason"], rule(second)["announced"][0]["alert_id"]) == ("announced", "n1")
    assert rule(second, "abroad")["reason"] == "out_of_scope"
    said = ask("a2", text=True)
    assert "10 was announced by n1" in said
    assert "joined e1: it fits" in said


def test_silenced_by_whom(home: Store, ask: Ask) -> None:
    with home.deciding() as conn:
        silences.add(conn, "we are there", NOON, NOON + timedelta(hours=1), {"rule": "mass"})
        news(conn, "a", killed=12)
    (step,) = rule(ask("a1"))["announced"]
    assert (step["reason"], step["silence_id"], step["alert_id"]) == ("silenced", "s1", None)
    assert "10 was recorded and not sent: silenced by s1" in ask("a1", text=True)


def test_held_for_better_evidence(home: Store, ask: Ask) -> None:
    with home.deciding() as conn:
        news(conn, "a", killed=12, party_only=True)
    found = rule(ask("a1"))
    assert (found["reason"], found["action"], found["held_until"]) == ("party_only", "hold", "2031-05-06T14:00:00Z")


def test_a_step_that_was_corrected_no_longer_counts_as_announced(home: Store, ask: Ask) -> None:
    with home.deciding() as conn:
        first = news(conn, "a", killed=52)
        arrive(conn, "a", reading(killed=19), POLICY, 30, revises=first)
    found = rule(ask("a1"))
    assert (found["reason"], found["step"]) == ("announced", 50)
    assert {told["step"]: told["stands"] for told in found["announced"]} == {10: True, 50: False}
    said = ask("a1", text=True)
    assert "mass, killed: 10 counts as announced; 19 killed for certain (low), the step is 50 (announced)" in said
    assert "50 was announced by n1; corrected since, it may be crossed again" in said
    assert said.count("corrected since") == 1


def test_no_event_at_all_and_a_copy(home: Store, ask: Ask) -> None:
    words = " ".join(f"Witness {number} told the agency of smoke over gate {number}." for number in range(12))
    with home.deciding() as conn:
        arrive(conn, "a", nothing(), POLICY)
        news(conn, "b", killed=12, words=words)
        _, copied = arrive(conn, "c", reading(killed=12, words=words[:400]), POLICY, 30)
    assert copied.copy_of == 2
    assert ask("a1")["events"] == []
    assert ask("a3")["events"][0]["link_reason"] == "copy"


def test_a_file_is_judged_alone_and_what_does_not_count_is_said(ask: Ask, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "A bomb in a market in Aleppo killed 12 people on Tuesday, the health ministry said. "
        "More than 500,000 people have died since the war began in 2011."
    )
    answer = ask(str(story), "--published", "2025-03-04")
    assert rule(answer)["reason"] == "crossed"
    assert [(claim["low"], claim["scope"]) for claim in answer["uncounted"]] == [(500001, "cumulative")]


def test_an_article_that_no_feed_showed_is_said(home: Store, ask: Ask) -> None:
    with pytest.raises(InputError, match="no stored article"):
        ask("https://nowhere.example/1")


def test_explain_says_that_an_event_was_opened_and_not_joined(
    home: Store, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    with home.deciding() as conn:
        news(conn, "a", killed=12)
    home.close()
    capsys.readouterr()
    load("explain")(["a1"], standalone_mode=False)
    said = " ".join(capsys.readouterr().out.split())  # however wide the terminal is
    assert "opened e1: nothing alike was known (no_candidate)" in said
    assert "mass, killed: 10 counts as announced; 12 killed for certain (low), the step is 50 (announced)" in said


@pytest.mark.parametrize(
    ("text", "page", "said"),
    [
        ("A quiet day.", b"<p>A quiet day.</p>", "fetched"),
        ("A quiet day.", None, "not needed, the feed has the text"),
        ("", None, "none kept"),
    ],
)
def test_explain_says_what_became_of_the_page(
    home: Store, capsys: pytest.CaptureFixture[str], text: str, page: bytes | None, said: str
) -> None:
    with home.writing() as conn:
        new = NewEntry(Entry("a", URL, "A day", "", text, NOON), "a", URL, URL, "news.example", needs_page=page is not None)
        (article_id,) = store_entries(conn, feed(conn), [new], NOON, first_poll=False).new
        for job in claim_fetches(conn, NOON, 9, timedelta(minutes=5)):
            finish_fetch(conn, job, PageRow(job.id, page, URL, "text/html", NOON) if page else None, None, None, NOON)
    home.close()
    load("explain")([f"a{article_id}", "--json"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out)["trail"]["page"] == said
