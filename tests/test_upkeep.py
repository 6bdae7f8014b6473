"""What people do to the ledger: it holds whatever is read again, and what was announced once is not announced twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.readings import NOON, arrive, reading
from worker.errors import InputError
from worker.model import Kind, Rule
from worker.pipeline import Policy
from worker.pipeline.upkeep import ignore, merge, split
from worker.store import Connection, Store, alerts, events

RULE = Rule("mass", {"killed": (10, 50, 100)}, channels=("desk",))
POLICY = Policy((RULE,))
LATER = NOON + timedelta(hours=5)


def two_events(conn: Connection, killed: tuple[int, int] = (12, 60)) -> tuple[int, int, int, int]:
    """Two events with an article each: the articles, then the events."""
    a, first = arrive(conn, "a", reading(0, killed=killed[0]), POLICY)
    b, second = arrive(conn, "b", reading(1, killed=killed[1], words="Shops closed."), POLICY, 10)
    return a, b, first.event_ids[0], second.event_ids[0]


def one_event(conn: Connection, second: int = 60) -> tuple[int, int, int]:
    """One event of two articles, the second of which brought it past 50."""
    a, first = arrive(conn, "a", reading(killed=12), POLICY)
    b, joined = arrive(conn, "b", reading(killed=second, words="A baker helped the wounded."), POLICY, 60)
    assert joined.event_ids == first.event_ids
    return a, b, first.event_ids[0]


def told(conn: Connection) -> list[tuple[int, str, int]]:
    return [(alert.event_id, alert.kind, alert.step) for alert in reversed(alerts.list_alerts(conn))]


# --- merge -----------------------------------------------------------------------------------------------------------


def test_a_merge_unites_reports_counts_and_what_was_announced(store: Store) -> None:
    with store.deciding() as conn:
        a, b, one, two = two_events(conn)
        before = told(conn)
        done = merge(conn, [one, two], POLICY, "the same blast", LATER)
        listed = events.list_events(conn)
        assert told(conn) == before
        assert [event.id for event in listed] == [one]
        assert events.articles_of(conn, one) == [a, b]
        assert (listed[0].articles, listed[0].sources, listed[0].counts[Kind.KILLED].high) == (2, 2, 60)
        last, gone = events.history(conn, one)[-1], events.history(conn, two)[-1]
        merged = events.get(conn, two)
    assert done.raised == ()
    assert (last.cause, last.reason, last.comment) == ("merged", f"with e{two}", "the same blast")
    assert (gone.cause, gone.reason, gone.after) == ("merged", f"into e{one}", {})
    assert merged is not None
    assert merged.merged_into == one


def test_after_a_merge_only_what_neither_announced_alerts(store: Store) -> None:
    with store.deciding() as conn:
        _, _, one, two = two_events(conn)
        merge(conn, [one, two], POLICY, None, LATER)
        arrive(conn, "c", reading(1, killed=70, words="Rescuers dug on."), POLICY, 400)
        assert told(conn) == [(one, "new", 10), (two, "new", 50)]
        arrive(conn, "d", reading(1, killed=120, words="Rescuers found many more."), POLICY, 500)
        assert told(conn)[2:] == [(one, "step", 100)]
        assert [event.articles for event in events.list_events(conn)] == [4]


def test_what_fits_the_merged_event_goes_where_it_went_however_often(store: Store) -> None:
    with store.deciding() as conn:
        _, _, one, two = two_events(conn)
        _, third = arrive(conn, "c", reading(2), POLICY, 20)
        merge(conn, [one, two], POLICY, None, LATER)
        merge(conn, [third.event_ids[0], one], POLICY, None, LATER)
        for number, minutes in ((0, 400), (1, 410), (2, 420)):
            _, joined = arrive(conn, f"n{number}", reading(number, words=f"Told again {number}."), POLICY, minutes)
            assert joined.event_ids == third.event_ids


def test_a_revision_leaves_a_merged_article_where_a_person_put_it(store: Store) -> None:
    with store.deciding() as conn:
        a, b, one, two = two_events(conn)
        merge(conn, [one, two], POLICY, None, LATER)
        for article in (b, a):
            _, again = arrive(conn, "n", reading(5, killed=3), POLICY, 400, revises=article)
            assert (again.event_ids, again.reason) == ((one,), "by_hand")


def test_a_correction_of_the_one_does_not_let_the_other_be_announced_again(store: Store) -> None:
    with store.deciding() as conn:
        article, first = arrive(conn, "a", reading(0, killed=12), POLICY)
        arrive(conn, "a", reading(0, killed=4), POLICY, 30, revises=article)
        _, second = arrive(conn, "b", reading(1, killed=15), POLICY, 40)
        merge(conn, [first.event_ids[0], second.event_ids[0]], POLICY, None, LATER)
        kinds = [kind for _, kind, _ in told(conn)]
        arrive(conn, "c", reading(1, killed=17, words="Two more died."), POLICY, 400)
        assert [kind for _, kind, _ in told(conn)] == kinds == ["new", "correction", "new"]


def test_two_reports_of_one_article_have_one_voice_and_count_once(store: Store) -> None:
    aside = reading(1, killed=3).extraction.reports[0]
    with store.deciding() as conn:
        _, both = arrive(conn, "a", reading(0, killed=40, more=(aside,)), POLICY)
        merge(conn, both.event_ids, POLICY, None, LATER)
        (event,) = events.list_events(conn)
    assert (event.articles, event.sources, event.counts[Kind.KILLED].best) == (1, 1, 40)


# --- split -----------------------------------------------------------------------------------------------------------


def test_a_split_takes_the_steps_that_its_reports_crossed(store: Store) -> None:
    with store.deciding() as conn:
        _, b, old = one_event(conn)
        done = split(conn, old, [b], POLICY, "another market", LATER)
        left, new = done.events
        assert (left.id, left.counts[Kind.KILLED].best, left.articles) == (old, 12, 1)
        assert (new.counts[Kind.KILLED].best, events.articles_of(conn, new.id)) == (60, [b])
        assert told(conn) == [(old, "new", 10), (new.id, "step", 50)]  # the second went along
        assert [raised.decision.step for raised in done.raised] == []
        assert [change.cause for change in events.history(conn, new.id)] == ["split_off"]
        assert events.history(conn, old)[-1].comment == "another market"


def test_the_half_that_announced_nothing_alerts_if_it_is_young(store: Store) -> None:
    with store.deciding() as conn:
        _, b, old = one_event(conn, second=30)
        done = split(conn, old, [b], POLICY, None, LATER)
        assert [(raised.event_id, raised.decision.step) for raised in done.raised] == [(done.events[1].id, 10)]


def test_the_half_that_announced_nothing_stays_silent_if_it_is_old(store: Store) -> None:
    with store.deciding() as conn:
        a, _, old = one_event(conn, second=30)
        done = split(conn, old, [a], POLICY, None, NOON + timedelta(days=9))
        assert done.raised == ()
        assert told(conn) == [(done.events[1].id, "new", 10)]
        assert [(row.event_id, row.reason) for row in alerts.silenced(conn, old)] == [(old, "too_old")]


def test_a_split_holds_whatever_is_read_again_or_copied(store: Store) -> None:
    with store.deciding() as conn:
        a, b, old = one_event(conn)
        new = split(conn, old, [b], POLICY, None, LATER).events[1].id
        _, again = arrive(conn, "b", reading(killed=12), POLICY, 400, revises=b)
        aside = reading(0, killed=12).extraction.reports[0]
        _, more = arrive(conn, "b", reading(3, killed=60, more=(aside,)), POLICY, 410, revises=b)
        _, stays = arrive(conn, "a", reading(killed=61, words="A baker helped the wounded."), POLICY, 420, revises=a)
    assert again.event_ids == (new,)
    assert more.event_ids[0] == new
    assert old not in more.event_ids
    assert stays.event_ids == (old,)


def test_a_merge_taken_back_by_a_split_announces_nothing_again(store: Store) -> None:
    with store.deciding() as conn:
        _, b, one, two = two_events(conn)
        merge(conn, [one, two], POLICY, None, LATER)
        before = told(conn)
        done = split(conn, one, [b], POLICY, None, LATER + timedelta(hours=1))
        assert done.raised == ()
        assert [step for _, _, step in told(conn)] == [step for _, _, step in before]
        arrive(conn, "c", reading(1, killed=70, words="Rescuers dug on."), POLICY, 700)
        _, joined = arrive(conn, "d", reading(1, killed=75, words="They found more."), POLICY, 760)
        assert joined.event_ids == (done.events[1].id,)
        assert [step for _, _, step in told(conn)] == [step for _, _, step in before]


def test_a_split_half_may_be_merged_again_and_read_again(store: Store) -> None:
    with store.deciding() as conn:
        _, b, old = one_event(conn)
        new = split(conn, old, [b], POLICY, None, LATER).events[1].id
        merge(conn, [old, new], POLICY, None, LATER)
        _, again = arrive(conn, "b", reading(4, killed=60), POLICY, 500, revises=b)
        assert again.event_ids == (old,)
        assert told(conn)[:2] == [(old, "new", 10), (new, "step", 50)]


# --- ignore ----------------------------------------------------------------------------------------------------------


def test_an_ignored_event_counts_in_silence_and_is_watched_again(store: Store) -> None:
    with store.deciding() as conn:
        _, first = arrive(conn, "a", reading(killed=7), POLICY)
        (event_id,) = first.event_ids
        ignore(conn, event_id, POLICY, "an exercise", LATER, undo=False)
        _, joined = arrive(conn, "b", reading(killed=14, words="A baker ran."), POLICY, 400)
        (event,) = events.list_events(conn)
        assert (joined.event_ids, event.counts[Kind.KILLED].best, event.ignored) == ((event_id,), 14, True)
        assert told(conn) == []
        assert ignore(conn, event_id, POLICY, None, LATER, undo=True).raised == ()
        arrive(conn, "c", reading(killed=55, words="More were found."), POLICY, 500)
        assert told(conn) == [(event_id, "new", 50)]
        assert [change.cause for change in events.history(conn, event_id)] == [
            "opened",
            "ignored",
            "joined",
            "watched",
            "joined",
        ]


def test_an_ignored_event_is_not_corrected_and_its_holds_end(store: Store) -> None:
    with store.deciding() as conn:
        arrive(conn, "a", reading(0, killed=60, party_only=True), POLICY)
        said, second = arrive(conn, "b", reading(1, killed=15), POLICY)
        for row in events.list_events(conn):
            ignore(conn, row.id, POLICY, None, LATER, undo=False)
        assert alerts.list_holds(conn) == []
        arrive(conn, "b", reading(1, killed=2), POLICY, 400, revises=said)
        assert told(conn) == [(second.event_ids[0], "new", 10)]


def test_a_watched_event_stays_watched_when_an_ignored_one_is_merged_into_it(store: Store) -> None:
    with store.deciding() as conn:
        _, _, one, two = two_events(conn, (3, 4))
        ignore(conn, one, POLICY, None, LATER, undo=False)
        assert not merge(conn, [one, two], POLICY, None, LATER).events[0].ignored
        event = events.get(conn, one)
    assert event is not None
    assert not event.ignored


# --- what can't be done ----------------------------------------------------------------------------------------------


def test_what_makes_no_sense_is_refused_and_nothing_is_changed(store: Store) -> None:
    with store.deciding() as conn:
        a, b, one, two = two_events(conn)
    for act, words in (
        (lambda conn: merge(conn, [one], POLICY, None, LATER), "two events"),
        (lambda conn: merge(conn, [one, one], POLICY, None, LATER), "two events"),
        (lambda conn: merge(conn, [one, 99], POLICY, None, LATER), "no e99"),
        (lambda conn: split(conn, one, [b], POLICY, None, LATER), f"a{b} tells nothing"),
        (lambda conn: split(conn, one, [a], POLICY, None, LATER), "nothing would be left"),
        (lambda conn: ignore(conn, one, POLICY, None, LATER, undo=True), "watched already"),
    ):
        with pytest.raises(InputError, match=words), store.deciding() as conn:
            act(conn)
    with store.deciding() as conn:
        merge(conn, [one, two], POLICY, None, LATER)
        with pytest.raises(InputError, match=f"merged into e{one}"):
            ignore(conn, two, POLICY, None, LATER, undo=False)
