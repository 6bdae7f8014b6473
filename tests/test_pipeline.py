"""From a stored article to events, alerts and deliveries, in one transaction, however often and however parallel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.crowd import Crowd, is_right, link, right
from tests.readings import NOON, TUESDAY, arrive, nothing, reading, store_article
from worker.model import Count, Document, Entry, FeedConfig, Kind, Outcome, Report, Rule
from worker.pipeline import Arrival, Policy, decide, ingest, prepare, read, sweep_holds
from worker.pipeline.linking import forget
from worker.settings import Settings
from worker.store import Store, alerts, articles, events, feeds

RULE = Rule("mass", {"killed": (10, 50, 100)}, channels=("desk",))
POLICY = Policy((RULE,))
HOUR = timedelta(hours=1)


class Nowhere:
    """A gazetteer that knows no place."""

    def lookup(self, name: str, /) -> Sequence[object]:
        return ()


def test_a_terminals_sequence_is_no_figure_and_hides_none() -> None:
    title, text = "Blast \x1b[2Jkills 40 people in Odrun", "A blast killed \x1b[1;31m40 people\x1b[0m in Odrun."
    claims = read(Document(id="1", title=title, text=text, seen=NOON), Nowhere()).extraction.claims
    assert [(claim.in_title, claim.count.best) for claim in claims] == [(True, 40), (False, 40)]


# --- deciding --------------------------------------------------------------------------------------------------------------


def test_three_papers_with_rising_tolls_make_one_event_and_one_alert(store: Store) -> None:
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=7, words="Windows broke in the whole street."), POLICY)
        _, second = arrive(conn, "b", reading(killed=9, words="A baker helped the wounded."), POLICY, 60)
        _, third = arrive(conn, "c", reading(killed=12, words="Schools stay closed."), POLICY, 120)
        event = events.get(conn, first.event_ids[0])
        (alert,) = alerts.list_alerts(conn)
    assert first.event_ids == second.event_ids == third.event_ids
    assert event is not None
    assert (event.counts[Kind.KILLED].low, event.articles, event.sources) == (12, 3, 3)
    assert (alert.step, alert.data["evidence"][0]["source"], alert.data["previous_counts"]["killed"]["low"]) == (
        10,
        "c.example",
        9,
    )
    assert [raised.decision.step for raised in third.raised] == [10]


def test_an_alert_on_casualties_quotes_the_killed_and_the_injured_of_each_source(store: Store) -> None:
    policy = Policy((Rule("any", {"casualties": (20,)}, channels=("desk",)),))
    told = reading(killed=7)
    report = replace(told.extraction.reports[0], counts={Kind.KILLED: Count(7, 7, 7), Kind.INJURED: Count(15, 15, 15)})
    with store.deciding() as conn:
        arrive(conn, "a", replace(told, extraction=replace(told.extraction, reports=(report,))), policy)
        (alert,) = alerts.list_alerts(conn)
    (quoted,) = alert.data["evidence"]
    assert (quoted["low"], quoted["best"], quoted["high"]) == (22, 22, 22)


def test_a_copy_joins_its_original_and_has_no_vote_of_its_own(store: Store) -> None:
    long = " ".join(f"Witness {number} told the agency of smoke over gate {number}." for number in range(12))
    with store.deciding() as conn:
        original, first = arrive(conn, "wire", reading(killed=12, words=long), POLICY)
        _, copied = arrive(conn, "local", reading(killed=12, words=long[:400]), POLICY, 30)
        event = events.get(conn, first.event_ids[0])
    assert (copied.copy_of, copied.reason, copied.event_ids) == (original, "copy", first.event_ids)
    assert event is not None
    assert (event.articles, event.sources) == (2, 1)


def test_an_event_did_not_begin_after_it_was_first_told_of(store: Store) -> None:
    thursday = replace(TUESDAY, start=TUESDAY.start + timedelta(days=2), end=TUESDAY.end + timedelta(days=2))
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=7, words="Windows broke in the whole street.", day=None), POLICY)
        _, mourned = arrive(
            conn,
            "b",
            reading(killed=8, words="The town mourned and flags hung low.", day=thursday, update="rise"),
            POLICY,
            2 * 24 * 60,
        )
        undated = events.get(conn, first.event_ids[0])
        arrive(conn, "c", reading(killed=9, words="A baker helped the wounded.", update="rise"), POLICY, 2 * 24 * 60 + 5)
        dated = events.get(conn, first.event_ids[0])
    assert mourned.event_ids == first.event_ids
    assert undated is not None and undated.date is None
    assert dated is not None and dated.date == TUESDAY


_MONTH = 31 * 24 * 60  # minutes


def test_what_has_left_the_window_is_searched_no_more_but_stays_in_the_ledger(store: Store) -> None:
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=7), POLICY)
        assert forget(conn, NOON + timedelta(days=29)) == 0
        assert forget(conn, NOON + timedelta(days=31)) > 0
        _, again = arrive(conn, "b", reading(killed=7, words="A baker helped the wounded."), POLICY, _MONTH)
        assert events.get(conn, first.event_ids[0]) is not None
    assert again.event_ids != first.event_ids


def test_what_a_court_does_finds_what_has_left_the_window_for_a_year(store: Store) -> None:
    charged = replace(reading(killed=7, words="A baker helped the wounded."), title="Man charged over bomb that killed 7")
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=7), POLICY)
        assert forget(conn, NOON + timedelta(days=31)) > 0
        _, again = arrive(conn, "b", charged, POLICY, _MONTH)
        assert again.event_ids == first.event_ids
        assert forget(conn, NOON + timedelta(days=400)) > 0
        _, late = arrive(conn, "c", charged, POLICY, 13 * _MONTH)
    assert late.event_ids != first.event_ids


def test_an_article_without_an_event_changes_nothing(store: Store) -> None:
    with store.deciding() as conn:
        _, decided = arrive(conn, "a", nothing(), POLICY)
        assert events.list_events(conn) == []
    assert (decided.event_ids, decided.raised) == ((), ())


def test_a_round_up_joins_each_event_by_itself(store: Store) -> None:
    second: Report = reading(1, killed=5).extraction.reports[0]
    with store.deciding() as conn:
        _, one = arrive(conn, "a", reading(0), POLICY)
        _, two = arrive(conn, "b", reading(1, killed=5), POLICY)
        _, both = arrive(conn, "c", reading(0, more=(replace(second, claims=()),)), POLICY, 60)
    assert both.event_ids == (one.event_ids[0], two.event_ids[0])


def test_a_revision_replaces_what_its_article_said(store: Store) -> None:
    with store.deciding() as conn:
        article_id, first = arrive(conn, "a", reading(killed=60), POLICY)
        _, revised = arrive(conn, "a", reading(killed=6), POLICY, 30, revises=article_id)
        event = events.get(conn, first.event_ids[0])
        kinds = [alert.kind for alert in alerts.list_alerts(conn)]
    assert revised.event_ids == first.event_ids
    assert event is not None
    assert (event.counts[Kind.KILLED].best, event.articles) == (6, 1)
    assert kinds == ["correction", "new"]


def test_after_a_correction_the_step_may_be_crossed_again(store: Store) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=12), POLICY)
        arrive(conn, "b", reading(killed=8, words="Police counted again.", update="correction"), POLICY, 60)
        arrive(conn, "c", reading(killed=15, words="More bodies were found."), POLICY, 120)
        raised = alerts.list_alerts(conn)[::-1]
    told = [(alert.kind, alert.step, alert.round) for alert in raised]
    assert told == [("new", 10, 1), ("correction", 10, 1), ("step", 10, 2)]
    assert [alert.data["last_alert"] and alert.data["last_alert"]["alert_id"] for alert in raised] == [None, "n1", "n2"]


def test_a_held_partys_word_is_sent_when_somebody_else_confirms_it(store: Store) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=60, party_only=True), POLICY)
        assert alerts.list_alerts(conn) == []
        assert sweep_holds(conn, POLICY, NOON + timedelta(hours=2)) == []
        assert [held.hold.ended for held in alerts.list_holds(conn)] == [True]
        arrive(conn, "b", reading(killed=55, words="A hospital confirmed it."), POLICY, 180)
        (alert,) = alerts.list_alerts(conn)
        assert alerts.list_holds(conn) == []
    assert (alert.step, alert.at) == (50, NOON + timedelta(hours=3))


def test_a_hold_of_a_rule_that_is_gone_is_asked_for_once(store: Store) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=60, party_only=True), POLICY)
        assert sweep_holds(conn, Policy(()), NOON + timedelta(hours=3)) == []
        assert alerts.due_holds(conn, NOON + timedelta(hours=3)) == []


# --- reading -----------------------------------------------------------------------------------------------------------------

STORY = "A bus fell into a ravine near the pass on Tuesday. Police said 14 people were killed and 20 injured. " * 3


def test_a_page_that_cannot_be_read_leaves_the_entrys_own_words() -> None:
    consent = "<html><body><h1>Before you continue</h1><p>We use cookies. Accept all.</p></body></html>"
    document = Document(id="1", title="Bus crash kills 14", html=consent, summary="Fourteen people died, police said: 14 dead.")
    said = read(document, Nowhere(), NOON)
    assert (said.text_from, said.extraction.outcome) == ("entry", Outcome.REPORTED)


def test_an_article_whose_entry_tells_nothing_either_says_what_its_page_was() -> None:
    document = Document(id="1", title="Council meets", html="<html><body></body></html>", summary="It will meet again.")
    assert read(document, Nowhere(), NOON).extraction.outcome == Outcome.NOT_ARTICLE


def test_plain_text_is_read_as_a_page() -> None:
    said = read(Document(id="1", title="Bus falls into ravine", text=STORY), Nowhere(), NOON)
    assert (said.text_from, said.text, said.extraction.outcome) == ("page", STORY, Outcome.REPORTED)


@pytest.mark.parametrize("year", [1970, 2041])
def test_what_is_dated_1970_or_in_the_future_is_read_and_linked_by_when_it_was_first_seen(year: int, store: Store) -> None:
    wrong = NOON.replace(year=year)
    page = (
        f"<html><head><meta property='article:published_time' content='{wrong.isoformat()}'></head><body>{STORY}</body></html>"
    )
    for document in (
        Document(id="1", title="Bus", text=STORY, published=wrong, seen=NOON),
        Document(id="2", title="Bus", html=page, published=wrong, seen=NOON),
    ):
        (report,) = read(document, Nowhere(), NOON).extraction.reports
        assert report.date == TUESDAY
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=7, words="Windows broke."), POLICY)
        article_id = store_article(conn, "b", "b.example", NOON)
        arrival = Arrival(article_id, "b.example", NOON + HOUR, NOON + HOUR, wrong)
        decided = decide(conn, arrival, prepare(reading(killed=9, words="A baker ran.")), POLICY, NOON + HOUR)
        (event,) = events.list_events(conn)
        assert decided.event_ids == first.event_ids
        assert [row.as_of for row in events.reports_of(conn, event.id)] == [NOON, NOON + HOUR]
        assert event.counts[Kind.KILLED].best == 9


# --- a stored article ----------------------------------------------------------------------------------------------------------


def stored(store: Store, title: str = "Bus crash kills 14", content: str = STORY) -> int:
    with store.writing() as conn:
        feeds.add_feed(conn, FeedConfig("https://paper.example/rss", publisher="paper.example"), NOON)
        (feed,) = feeds.list_feeds(conn)
        entry = Entry("g1", "https://paper.example/1", title, "", content, NOON)
        new = articles.NewEntry(entry, "g1", "https://paper.example/1", "key1", "paper.example", needs_page=False)
        found = articles.store_entries(conn, feed, [new], NOON, first_poll=False)
        return (found.new or found.revised)[0]


def test_a_stored_article_ends_with_its_outcome_its_event_and_its_alert(store: Store) -> None:
    article_id = stored(store)
    assert ingest(store, article_id, Settings(), (RULE,), Nowhere(), NOON) == "reported"
    with store.reading() as conn:
        article = articles.get(conn, article_id)
        (event,) = events.list_events(conn)
        (alert,) = alerts.list_alerts(conn)
    assert article is not None
    assert (article.state, article.outcome, article.text_from) == ("done", "reported", "page")
    assert (event.counts[Kind.KILLED].best, alert.step) == (14, 10)
    assert alert.deliveries[0].state == "pending"


def test_a_job_that_runs_twice_or_late_changes_nothing(store: Store) -> None:
    article_id = stored(store)
    assert ingest(store, article_id, Settings(), (RULE,), Nowhere(), NOON) == "reported"
    assert ingest(store, article_id, Settings(), (RULE,), Nowhere(), NOON) == "skipped"
    with store.reading() as conn:
        assert len(alerts.list_alerts(conn)) == 1
        assert [event.articles for event in events.list_events(conn)] == [1]


def test_a_job_that_lost_its_claim_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    article_id = stored(store)
    monkeypatch.setattr("worker.pipeline.prepare", lambda said: _claim_elsewhere(store, article_id) or prepare(said))
    assert ingest(store, article_id, Settings(), (RULE,), Nowhere(), NOON) == "skipped"
    with store.reading() as conn:
        assert events.list_events(conn) == []
        assert alerts.list_alerts(conn) == []


def _claim_elsewhere(store: Store, article_id: int) -> None:
    with store.writing() as conn:
        assert articles.claim(conn, article_id, NOON + timedelta(hours=1), timedelta(seconds=120)) is not None


def test_a_changed_entry_revises_its_article_and_alerts_once_more_only_for_new_steps(store: Store) -> None:
    article_id = stored(store)
    ingest(store, article_id, Settings(), (RULE,), Nowhere(), NOON)
    assert stored(store, "Bus crash kills 52", STORY.replace("14", "52")) == article_id
    assert ingest(store, article_id, Settings(), (RULE,), Nowhere(), NOON + timedelta(hours=1)) == "reported"
    with store.reading() as conn:
        (event,) = events.list_events(conn)
        steps = [alert.step for alert in alerts.list_alerts(conn)]
    assert (event.counts[Kind.KILLED].best, event.articles, steps) == (52, 1, [50, 10])


# --- many processes --------------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # the children only decide, and end
def test_many_processes_make_one_event_and_one_alert_of_each_story(store: Store) -> None:
    crowd = Crowd(processes=8, reports=40, stories=5)
    assert link(store, crowd) == right(crowd)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_many_processes_make_one_event_of_each_story_that_is_opened_twice(store: Store) -> None:
    crowd = Crowd(processes=8, reports=100, stories=10, torn=True)
    result = link(store, crowd)
    assert is_right(crowd, result), result
    assert len(result.alerted) > 10  # some were
