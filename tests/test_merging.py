"""Two events that an article shows to be one story become one; nobody is told again of what either announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readings import NOON, TUESDAY, arrive, hearsay, reading, store_article, town, whole
from worker.model import DateSpan, Kind, Reading, Rule
from worker.pipeline import Arrival, Decided, Policy, prepare
from worker.pipeline.linking import link_article
from worker.pipeline.merging import Merged, stands_for
from worker.pipeline.upkeep import ignore, split
from worker.stages.link.join import LinkReason
from worker.store import Connection, Store, alerts, events, scratch

RULE = Rule("mass", {"killed": (10, 50, 100)}, channels=("desk",))
POLICY = Policy((RULE,))
LATER = NOON + timedelta(hours=5)
WEDNESDAY = DateSpan(TUESDAY.start + timedelta(days=1), TUESDAY.end + timedelta(days=1), TUESDAY.precision)
OWN = "Divers, nurses, bakers and the whole fire brigade of three valleys worked until nightfall without any rest."


def opened_twice(conn: Connection, killed: tuple[int, int] = (12, 12)) -> tuple[int, int]:
    """Two events for one story, the older first."""
    _, first = arrive(conn, "a", hearsay(0, killed[0]), POLICY)
    _, second = arrive(conn, "b", reading(0, killed[1]), POLICY, 10)
    assert first.event_ids != second.event_ids
    return first.event_ids[0], second.event_ids[0]


def told(conn: Connection) -> list[tuple[int, str, int]]:
    return [(alert.event_id, alert.kind, alert.step) for alert in reversed(alerts.list_alerts(conn))]


def test_what_shows_two_events_to_be_one_story_merges_the_younger_into_the_older(store: Store) -> None:
    with store.deciding() as conn:
        older, younger = opened_twice(conn, (12, 14))
        article, decided = arrive(conn, "c", whole(0, 14), POLICY, 20)
        listed = events.list_events(conn)
        kept, gone = events.history(conn, older)[-1], events.history(conn, younger)[-1]
        reasons = [row.link_reason for row in events.reports_of(conn, older)]
        swallowed = events.get(conn, younger)
    assert (decided.event_ids, decided.merged) == ((older,), (Merged(younger, older),))
    assert [(event.id, event.articles, event.sources) for event in listed] == [(older, 3, 3)]
    assert listed[0].place is not None
    assert (kept.cause, kept.reason, kept.article_id) == ("same_story", f"with e{younger}", article)
    assert (gone.cause, gone.reason, gone.article_id, gone.after) == ("same_story", f"into e{older}", article, {})
    assert swallowed is not None and swallowed.merged_into == older
    assert sorted(reasons) == [LinkReason.FITS, LinkReason.NO_CANDIDATE, LinkReason.SAME_STORY]


def test_what_fits_the_event_that_is_gone_goes_where_it_went(store: Store) -> None:
    with store.deciding() as conn:
        older, _ = opened_twice(conn)
        arrive(conn, "c", whole(0), POLICY, 20)
        assert arrive(conn, "d", reading(0, 13, OWN), POLICY, 30)[1].event_ids == (older,)
        assert arrive(conn, "e", hearsay(0, 13, OWN), POLICY, 40)[1].event_ids == (older,)


def test_two_events_that_both_alerted_never_alert_again_of_it(store: Store) -> None:
    with store.deciding() as conn:
        older, younger = opened_twice(conn, (12, 60))
        before = told(conn)
        assert before == [(older, "new", 10), (younger, "new", 50)]
        arrive(conn, "c", whole(0, 60), POLICY, 20)
        arrive(conn, "d", hearsay(0, 62, OWN), POLICY, 400)
        assert told(conn) == before
        arrive(conn, "e", reading(0, 110, OWN), POLICY, 500)
        assert told(conn)[2:] == [(older, "step", 100)]


def test_what_brings_the_merge_and_the_crossing_alerts_once_of_the_event_that_stays(store: Store) -> None:
    with store.deciding() as conn:
        older, _ = opened_twice(conn, (4, 6))
        _, decided = arrive(conn, "c", whole(0, 60), POLICY, 100)
        assert told(conn) == [(older, "new", 50)]
        assert [raised.event_id for raised in decided.raised] == [older]


def test_the_event_that_stays_changed_from_what_it_was_before_the_article(store: Store) -> None:
    with store.deciding() as conn:
        older, _ = opened_twice(conn, (4, 6))
        now = NOON + timedelta(minutes=100)
        arrival = Arrival(store_article(conn, "c", "c.example", now), "c.example", now, now, now)
        (changed,) = link_article(conn, arrival, prepare(whole(0, 60)), now).changed
        assert changed.before is not None
        assert (changed.after.id, changed.before.counts[Kind.KILLED].best, changed.before.articles) == (older, 4, 1)
        assert (changed.after.counts[Kind.KILLED].best, changed.after.articles) == (60, 3)


@pytest.mark.parametrize("how", ["split", "ignored"])
def test_what_a_person_said_of_the_two_holds(store: Store, how: str) -> None:
    with store.deciding() as conn:
        older, younger = opened_twice(conn)
        if how == "ignored":
            ignore(conn, younger, POLICY, None, LATER, undo=False)
        else:
            c, _ = arrive(conn, "c", whole(0), POLICY, 20)
            younger = split(conn, older, [c, 2], POLICY, None, LATER).events[1].id
        _, decided = arrive(conn, "d", whole(0, words=OWN), POLICY, 400)
        assert decided.merged == ()
        assert {event.id for event in events.list_events(conn)} == {older, younger}


def test_events_that_one_article_tells_apart_stay_two(store: Store) -> None:
    with store.deciding() as conn:
        both = opened_twice(conn)
        aside = hearsay(0).extraction.reports[0]
        _, roundup = arrive(conn, "r", reading(0, more=(aside,)), POLICY, 15)
        assert set(roundup.event_ids) == set(both)
        assert arrive(conn, "c", whole(0, words=OWN), POLICY, 20)[1].merged == ()


def hit_again() -> Reading:
    """In the same town, in other words, a day later."""
    said = hearsay(0, 5)
    (report,) = said.extraction.reports
    return replace(said, extraction=replace(said.extraction, reports=(replace(report, place=town(0), date=WEDNESDAY),)))


@pytest.mark.parametrize(("first", "second"), [(reading(0), reading(1, words=OWN)), (reading(0, 9), hit_again())])
def test_twins_stay_two_whoever_speaks_of_both(store: Store, first: Reading, second: Reading) -> None:
    aside = f"{second.text} {second.title}."
    with store.deciding() as conn:
        one, two = (arrive(conn, name, said, POLICY)[1].event_ids for name, said in (("a", first), ("b", second)))
        assert one != two
        of_both = replace(first, text=f"{first.text} {aside}")
        assert arrive(conn, "c", of_both, POLICY, 20)[1].merged == ()
        arrive(conn, "d", whole(0, words=aside), POLICY, 30)
        assert len(events.list_events(conn)) == 2


def test_a_merge_can_be_taken_back_and_stays_so(store: Store) -> None:
    with store.deciding() as conn:
        older, younger = opened_twice(conn, (12, 60))
        b = events.articles_of(conn, younger)
        arrive(conn, "c", whole(0, 60), POLICY, 20)
        before = sorted(step for _, _, step in told(conn))
        new = split(conn, older, b, POLICY, "two blasts", LATER).events[1].id
        assert sorted(step for _, _, step in told(conn)) == before
        assert [change.cause for change in events.history(conn, older)][-2:] == ["same_story", "split"]
        assert arrive(conn, "d", whole(0, 60, OWN), POLICY, 400)[1].merged == ()
        assert new in {event.id for event in events.list_events(conn)}


def test_an_event_stands_for_those_that_went_into_it_one_after_the_other() -> None:
    merged = [Merged(9, 7), Merged(7, 3)]
    assert [stands_for(event_id, merged) for event_id in (9, 7, 3, 4)] == [3, 3, 3, 4]


# --- the promise -----------------------------------------------------------------------------------------------------

news = st.tuples(
    st.sampled_from([hearsay, reading, whole]),
    st.integers(0, 1),
    st.sampled_from([4, 12, 13, 60, 61, 120]),
    st.integers(1, 300),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(news, min_size=3, max_size=9))
def test_no_step_that_was_announced_is_announced_again_through_a_merge(told_in_order: list[tuple]) -> None:  # type: ignore[type-arg]
    policy = Policy((replace(RULE, corrections=False),))
    standing: dict[int, set[int]] = {}
    minutes = 0
    with scratch() as store, store.deciding() as conn:
        for number, (tell, story, killed, later) in enumerate(told_in_order):
            minutes += later
            _, decided = arrive(conn, f"n{number}", tell(story, killed, _own(number)), policy, minutes)
            _unite(standing, decided.merged)
            _announce(standing, decided)
        for event in events.list_events(conn):
            low = event.counts[Kind.KILLED].low
            assert {step for step in (10, 50, 100) if low >= step} <= standing.get(event.id, set())


def _unite(standing: dict[int, set[int]], merged: Sequence[Merged]) -> None:
    for one in merged:
        standing[one.into] = standing.get(one.into, set()) | standing.pop(one.gone, set())


def _announce(standing: dict[int, set[int]], decided: Decided) -> None:
    for raised in decided.raised:
        steps = set(raised.decision.steps)
        assert raised.event_id not in {one.gone for one in decided.merged}
        assert not standing.get(raised.event_id, set()) & steps
        standing[raised.event_id] = standing.get(raised.event_id, set()) | steps


def _own(number: int) -> str:
    return " ".join(f"{chr(97 + number)}{chr(97 + turn)}nor" for turn in range(20))
