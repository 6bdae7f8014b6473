"""An event that hundreds of reports tell of: only those that its counts still ask for are read, and nothing else changes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.readings import NOON, arrive, nothing, reading, store_article
from worker.model import Count, Kind, Rule
from worker.pipeline import Policy
from worker.pipeline.counting import VOICES
from worker.stages.link.copies import sign
from worker.stages.link.ledger import MAX_SOURCES
from worker.store import Connection, Store, copies, events, spread, standing
from worker.store.events import NewReport

QUIET = Policy(())
POLICY = Policy((Rule("mass", {"killed": (10, 50)}),))
REPORTS = 60
LONG = " ".join(f"Witness {number} told the agency of smoke over gate {number}." for number in range(30))


def test_a_long_event_reads_a_bounded_number_of_its_reports_and_counts_all_of_them(store: Store) -> None:
    with store.deciding() as conn:
        for number in range(REPORTS):
            paper = f"paper{number % 40}.example"
            words = " ".join(f"{chr(97 + word)}ord{number}" for word in range(26))
            _, decided = arrive(
                conn, f"n{number}", reading(killed=7 + number // 20, words=words), QUIET, 60 * number, publisher=paper
            )
        (event,) = events.list_events(conn)
        asked = standing.load(conn, event.id)
    assert (event.articles, event.sources, event.counts[Kind.KILLED]) == (REPORTS, 40, Count(9, 9, 9))
    assert decided.reason in ("fits", "copy")
    assert len(asked) <= MAX_SOURCES


def test_copies_of_one_text_are_settled_but_counted(store: Store) -> None:
    with store.deciding() as conn:
        for number in range(REPORTS):
            arrive(conn, f"n{number}", reading(words=LONG[: 1500 - number]), QUIET, number)
        (event,) = events.list_events(conn)
        assert (event.articles, event.sources) == (REPORTS, 1)
        assert len(standing.load(conn, event.id)) <= 2
        assert len(copies.find(conn, sign("", LONG), -1, NOON)) <= copies.MAX_CANDIDATES + copies.SAME_TEXTS
        assert events.articles_of(conn, event.id) == sorted(events.articles_of(conn, event.id))


def test_what_took_the_place_of_a_settled_report_may_be_withdrawn(store: Store) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=7, words="Windows broke."), QUIET, publisher="p")
        higher, _ = arrive(conn, "b", reading(killed=9, words="A baker ran."), QUIET, 60, publisher="q")
        for number in range(VOICES):
            arrive(
                conn,
                f"n{number}",
                reading(killed=9, words=" ".join(f"v{number}ice{word}" for word in range(26))),
                QUIET,
                61 + number,
                publisher="q",
            )
        arrive(conn, "b", nothing(), QUIET, 100, revises=higher)
        (event,) = events.list_events(conn)
    assert (event.articles, event.counts[Kind.KILLED]) == (1 + VOICES, Count(9, 9, 9))


def test_a_withdrawn_rise_gives_the_older_figure_back(store: Store) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(killed=7, words="Windows broke."), QUIET, publisher="p")
        higher, _ = arrive(conn, "b", reading(killed=9, words="A baker ran."), QUIET, 60, publisher="q")
        arrive(conn, "b", nothing(), QUIET, 100, revises=higher)
        (event,) = events.list_events(conn)
    assert (event.articles, event.counts[Kind.KILLED]) == (1, Count(7, 7, 7))


# --- how widely an event is told of ----------------------------------------------------------------------------------


def add(conn: Connection, event_id: int, article_id: int, family: int, publisher: str) -> events.ReportRow:
    """A report without an article of words behind it."""
    said = reading().extraction.reports[0]
    new = NewReport(article_id, event_id, 0, publisher, family, NOON, NOON, said, frozenset(), {}, "fits", None)
    events.add_report(conn, new)
    return events.reports_by(conn, article_id)[0]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_carried_on_is_what_counting_all_comes_to(seed: int, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "FEW", 0)
    monkeypatch.setattr(spread, "ENOUGH", 6)
    dice, carried = random.Random(seed), 0
    with store.writing() as conn:
        ids = [store_article(conn, f"n{number}", "", NOON) for number in range(60)]
        event_id = events.open_event(conn, reading().extraction.reports[0], NOON)
        event = events.get(conn, event_id)
        assert event is not None
        for number in sorted(ids, key=lambda number: number + dice.randrange(20)):  # some come late
            family = dice.choice([number, number, ids[0], ids[number % 7]])
            row = add(conn, event_id, number, family, dice.choice(["", "a", "b", "c", "d", "e"]))
            told, counted = spread.carry_on(conn, event, row), spread.count(conn, event_id)
            if told is not None:
                carried += 1
                assert (told.articles, told.sources) == (counted.articles, counted.sources)
                assert told.families == min(counted.families, 50)
            event = replace(event, articles=counted.articles, sources=counted.sources)
    assert carried > 30


def fill(conn: Connection, event_id: int, count: int) -> None:
    """An event of `count` more reports of 900 papers, every third of them a copy, as if all had been linked and settled."""
    first = store_article(conn, f"first of {count}", "", NOON)
    conn.execute(
        text(f"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
            INSERT INTO articles (url, url_key, host, feed_id, publisher, title, summary, content, entry_hash, first_seen, first_poll,
            state, generation, attempts, fetch_attempts) SELECT '', 'more' || (i + {first}), '', 1, '', '', '', '', '',
            '2031-05-06 12:00:00.000000', 0, 'done', 0, 0, 0 FROM n""")
    )
    conn.execute(
        text(f"""
            INSERT INTO reports (article_id, event_id, position, publisher, family, seen_at, as_of, type, counts, actors,
            perpetrators_killed, party_only, official, sentence, features, link_reason, settled)
            SELECT id, {event_id}, 0, 'p' || (id % 900), id - (id % 3 = 0), first_seen, first_seen, 'bombing', '{{}}', '[]', 0, 0, '[]',
            '', '[]', 'fits', 1 FROM articles WHERE id > {first}""")
    )
    told = spread.count(conn, event_id)
    conn.execute(text(f"UPDATE events SET articles = {told.articles}, sources = {told.sources} WHERE id = {event_id}"))


def test_the_ten_thousandth_report_of_an_event_costs_what_the_thousandth_did(sqlite_store: Store) -> None:
    """In steps of the database's machine, which no busy neighbour changes."""
    steps = [0]
    cost = []
    with sqlite_store.deciding() as conn:
        conn.connection.dbapi_connection.set_progress_handler(lambda: steps.__setitem__(0, steps[0] + 1), 10)
        _, decided = arrive(conn, "first", reading(killed=60), POLICY)
        for number, more in enumerate((999, 9_000)):
            fill(conn, decided.event_ids[0], more)
            for turn in range(3):
                steps[0] = 0
                said = reading(killed=60, words=f"Paper {number} on turn {turn}.")
                _, joined = arrive(conn, f"n{number}{turn}", said, POLICY, 30, publisher=f"new{number}{turn}")
                assert joined.event_ids == decided.event_ids
            cost.append(steps[0])
        (event,) = events.list_events(conn)
        assert (event.articles, event.sources) == (10_006, spread.count(conn, event.id).sources)
    assert cost[1] < 1.3 * cost[0]
