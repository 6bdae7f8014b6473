"""An event that hundreds of reports tell of: only those that its counts still ask for are read, and nothing else changes."""

from __future__ import annotations

from tests.readings import NOON, arrive, nothing, reading
from worker.model import Count, Kind
from worker.pipeline import Policy
from worker.pipeline.counting import VOICES
from worker.stages.link.copies import sign
from worker.stages.link.ledger import MAX_SOURCES
from worker.store import Store, copies, events, standing

QUIET = Policy(())
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
