"""Replay: old news through the whole pipeline, scenario by scenario, by the clock of the documents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import scenario_files
from worker import replay
from worker.gazetteer import Gazetteer
from worker.model import Document, Rule
from worker.settings import AlertSettings, Settings

SCENARIOS = sorted(Path(__file__).parent.glob("scenarios/*.toml"))
SCENARIOS_BY_NAME = {path.stem: path for path in SCENARIOS}
RULE = Rule("mass-casualty", {"killed": (10, 50, 100)})
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def run(documents: list[Document], places: Gazetteer, *rules: Rule) -> list[replay.Line]:
    return list(replay.run(documents, rules or (RULE,), places))


def of_type(lines: list[replay.Line], kind: str) -> list[replay.Line]:
    return [line for line in lines if line["type"] == kind]


# --- scenarios -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, places: Gazetteer) -> None:
    wanted = scenario_files.load(path)
    lines = run(scenario_files.documents(wanted), places)
    events = of_type(lines, "event")
    groups = sorted(sorted(line["articles"]) for line in events)
    assert groups == sorted(sorted(group) for group in wanted["groups"])
    assert scenario_files.alerts(lines, "at") == wanted["alerts"]
    _check_figures(wanted, events)
    _check_articles(wanted, of_type(lines, "article"))


def _check_figures(wanted: dict[str, Any], events: list[replay.Line]) -> None:
    """`killed` and `sources` name an event by one of its articles; of several, the one with fewest articles is meant."""
    for article, (low, best) in wanted.get("killed", {}).items():
        killed = _event_of(article, events)["counts"]["killed"]
        assert (killed["low"], killed["best"]) == (low, best)
    for article, sources in wanted.get("sources", {}).items():
        assert _event_of(article, events)["sources"] == sources


def _event_of(article: str, events: list[replay.Line]) -> replay.Line:
    return min((event for event in events if article in event["articles"]), key=lambda event: len(event["articles"]))


def _check_articles(wanted: dict[str, Any], articles: list[replay.Line]) -> None:
    silent = {line["id"] for line in articles if line["outcome"] != "reported"}
    assert silent == set(wanted.get("silent", ()))
    assert {line["id"]: line["copy_of"] for line in articles if line["copy_of"]} == wanted.get("copies", {})


def test_a_merge_is_told_and_its_articles_again_with_the_event_that_stands(places: Gazetteer) -> None:
    lines = run(scenario_files.documents(scenario_files.load(SCENARIOS_BY_NAME["opened_twice"])), places)
    (merge,) = of_type(lines, "merge")
    assert (merge["event_id"], merge["into"], merge["at"]) == ("e2", "e1", "2031-05-06T09:30:00Z")
    herald = [line["event_ids"] for line in of_type(lines, "article") if line["id"] == "herald"]
    assert herald == [["e2"], ["e1"]]
    last = {line["id"]: line["event_id"] for line in of_type(lines, "article")}
    for event in of_type(lines, "event"):
        assert {name for name, event_id in last.items() if event_id == event["event_id"]} == set(event["articles"])


# --- the clock and the lines -----------------------------------------------------------------------------------------------------


def document(name: str, toll: int, when: datetime | None = None, **more: Any) -> Document:
    text = f"A bomb at the Bab al-Tob market in Mosul killed {toll} people, police said. {more.pop('words', '')}"
    return Document(
        id=name, title=f"Bomb in Mosul market kills {toll}", text=text, published=when, source=f"{name}.example", **more
    )


def test_documents_are_taken_in_the_order_in_which_they_were_seen(places: Gazetteer) -> None:
    lines = run([document("late", 12, NOON + HOUR), document("early", 7, NOON)], places)
    assert [line["id"] for line in of_type(lines, "article")] == ["early", "late"]


def test_seen_wins_over_published(places: Gazetteer) -> None:
    lines = run([document("a", 12, NOON, seen=NOON + 5 * HOUR), document("b", 11, NOON + HOUR)], places)
    assert [line["id"] for line in of_type(lines, "article")] == ["b", "a"]
    assert of_type(lines, "alert")[0]["at"] == "2031-05-06T13:00:00Z"


def test_with_one_line_undated_the_order_of_the_file_holds(places: Gazetteer) -> None:
    lines = run([document("a", 12, NOON + HOUR), document("b", 60), document("c", 7, NOON)], places)
    assert [line["id"] for line in of_type(lines, "article")] == ["a", "b", "c"]
    assert {line["at"] for line in of_type(lines, "alert")} == {"2031-05-06T13:00:00Z"}


def test_documents_without_any_time_are_replayed_too(places: Gazetteer) -> None:
    lines = run([document("a", 12)], places)
    assert len(of_type(lines, "alert")) == 1


def test_the_same_line_twice_is_one_article(places: Gazetteer) -> None:
    lines = run([document("a", 12, NOON), document("a", 12, NOON)], places)
    first, second = of_type(lines, "article")
    assert first == second
    assert of_type(lines, "event")[0]["articles"] == ["a"]
    assert len(of_type(lines, "alert")) == 1


def test_a_hold_ends_by_the_clock_of_the_documents(places: Gazetteer) -> None:
    rule = Rule("two", {"killed": (10,)}, min_sources=2)
    lines = run([document("a", 12, NOON), document("b", 12, NOON + HOUR, words="Shops stayed shut all day.")], places, rule)
    (alert,) = of_type(lines, "alert")
    assert (alert["at"], alert["reason"]) == ("2031-05-06T13:00:00Z", "crossed")


def test_a_source_that_told_of_fewer_is_no_second_one_for_the_step(places: Gazetteer) -> None:
    rule = Rule("two", {"killed": (10,)}, min_sources=2)
    words = ("The bomb lay under a stall.", "Shops stayed shut all day.", "Two lorries brought blood from the capital.")
    told = [
        document(name, killed, NOON + hours * HOUR, words=said)
        for name, killed, hours, said in zip("abc", (4, 12, 13), (0, 3, 5), words, strict=True)
    ]
    assert of_type(run(told[:2], places, rule), "alert") == []
    (alert,) = of_type(run(told, places, rule), "alert")
    assert (alert["at"], alert["reason"]) == ("2031-05-06T17:00:00Z", "crossed")


def test_an_article_that_breaks_a_stage_costs_itself(places: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = replay.read
    monkeypatch.setattr(replay, "read", lambda given, *rest: 1 / 0 if given.id == "bad" else real(given, *rest))
    lines = run([document("bad", 12, NOON), document("good", 12, NOON)], places)
    assert [(line["id"], line["outcome"], line["reason"]) for line in of_type(lines, "article")] == [
        ("bad", "failed", "ZeroDivisionError"),
        ("good", "reported", "no_candidate"),
    ]


def test_an_article_without_an_event_stays_out(places: Gazetteer) -> None:
    lines = run([Document(id="a", title="Council meets", text="The council met on Tuesday and spoke of the budget.")], places)
    (line,) = lines
    assert (line["event_id"], line["event_ids"], line["outcome"]) == (None, [], "no_casualty")


def test_a_storm_is_shown_as_the_digest_that_its_channel_would_get(places: Gazetteer) -> None:
    towns = ("Mosul", "Kabul", "Lagos", "Quetta")
    storm = [
        Document(
            id=town,
            title=f"Bomb in {town} kills {toll}",
            text=f"A bomb at a bus station in {town} killed {toll} people, police in {town} said.",
            published=NOON,
            source=f"{town.lower()}.example",
        )
        for toll, town in enumerate(towns, 20)
    ]
    rule = Rule("mass", {"killed": (10,)}, channels=("desk",))
    settings = Settings(alert=AlertSettings(digest_after=3))
    lines = list(replay.run(storm, [rule], places, settings))
    (digest,) = of_type(lines, "digest")
    assert (digest["channel"], digest["at"]) == ("desk", "2031-05-06T12:00:00Z")
    assert digest["alerts"] == [alert["alert_id"] for alert in of_type(lines, "alert")]
    assert of_type(list(replay.run(storm, [Rule("quiet", {"killed": (10,)})], places, settings)), "digest") == []


def test_a_copy_is_no_second_source_and_another_papers_own_words_are(places: Gazetteer) -> None:
    rule = Rule("two", {"killed": (10,)}, min_sources=2)
    words = " ".join(f"Witness {number} told reporters of smoke over gate {number} of the market." for number in range(9))
    wire, copy = document("wire", 12, NOON, words=words), document("local", 12, NOON + HOUR / 2, words=words)
    own = document("own", 12, NOON + HOUR, words="Shops stayed shut all day, and schools will open again on Sunday only.")
    lines = run([wire, copy, own], places, rule)
    assert [line["copy_of"] for line in of_type(lines, "article")] == [None, "wire", None]
    (alert,) = of_type(lines, "alert")
    assert (alert["at"], alert["reason"]) == ("2031-05-06T13:00:00Z", "crossed")
    assert of_type(run([wire, copy], places, rule), "alert") == []


@pytest.mark.parametrize(
    ("who", "killed"),
    [("state news agency", 17), ("state television", 17), ("disaster agency", 12)],
)
def test_an_authority_may_lower_a_toll_and_who_passes_news_on_may_not(who: str, killed: int, places: Gazetteer) -> None:
    first, second = document("first", 17, NOON), document("second", 17, NOON + HOUR, words="Shops stayed shut all day.")
    text = f"The bomb at the Bab al-Tob market in Mosul killed 12 people, according to the {who}. Schools are closed."
    third = Document(id="third", title="", text=text, published=NOON + 8 * HOUR, source="third.example")
    lines = run([first, second, third], places)
    (event,) = of_type(lines, "event")
    assert event["articles"] == ["first", "second", "third"]
    assert event["counts"]["killed"]["low"] == killed


def test_an_article_that_came_before_the_first_report_of_its_event_is_told_again(places: Gazetteer) -> None:
    spoken = "Smoke rose over the Vintmar paint works in Izmir after an explosion. Foreman Osker Duvanne led people out of the halls."
    told = f"{spoken} At least 12 people were killed, the governor said."
    given = [Document(id=name, title="Blast at paint works", text=text) for name, text in (("early", spoken), ("later", told))]
    said = [(line["id"], line["event_id"], line["reason"]) for line in of_type(run(given, places), "article")]
    assert [(name, event) for name, event, _ in said] == [("early", None), ("later", "e1"), ("early", "e1")]
    assert said[-1][2] == "mention"
