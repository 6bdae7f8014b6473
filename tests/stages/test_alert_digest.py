"""A storm of alerts becomes digests: in order, complete, and soon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from worker.stages.alert.digest import DIGEST_MOST, Pace, messages

NOW = datetime(2024, 3, 4, 10, 30, tzinfo=UTC)
WINDOW = timedelta(minutes=5)


def pace(gap: float = 0) -> Pace:
    return Pace(10, timedelta(minutes=5), timedelta(seconds=gap))


def test_few_alerts_go_one_by_one_and_more_become_one_digest() -> None:
    assert (pace().batch(10, NOW), pace().batch(11, NOW)) == (1, DIGEST_MOST)


def test_alerts_of_the_last_minutes_count() -> None:
    busy = pace()
    busy.remember([NOW - timedelta(seconds=seconds) for seconds in range(40, 0, -5)])
    assert (busy.batch(2, NOW), busy.batch(3, NOW)) == (1, DIGEST_MOST)
    assert busy.batch(10, NOW + timedelta(minutes=6)) == 1


def test_in_a_storm_alerts_wait_for_each_other() -> None:
    busy = pace()
    for second in range(10):
        busy.tried(NOW + timedelta(seconds=second), sent=True)
    assert busy.wait(NOW + timedelta(seconds=10)) == timedelta(seconds=29)
    assert busy.wait(NOW + timedelta(seconds=39)) == timedelta(0)
    assert busy.batch(1, NOW + timedelta(seconds=39)) == 1


def test_an_hour_of_storm_is_few_messages() -> None:
    busy, messages, waiting = pace(gap=1), 0, 0
    for second in range(3600):
        now = NOW + timedelta(seconds=second)
        waiting += 1
        if not busy.wait(now):
            waiting -= min(busy.batch(waiting, now), waiting)
            busy.tried(now, sent=True)
            messages += 1
    assert messages <= 10 + 2 * 60 and waiting <= DIGEST_MOST


def test_slack_gets_a_message_a_second_at_most_failed_ones_too() -> None:
    slow = pace(gap=1)
    slow.tried(NOW, sent=False)
    assert slow.wait(NOW + timedelta(seconds=0.4)) == timedelta(seconds=0.6)


def test_a_clock_set_back_stops_nothing() -> None:
    busy = pace(gap=1)
    for _ in range(10):
        busy.tried(NOW, sent=True)
    back = NOW - timedelta(hours=5)
    assert busy.wait(back) == timedelta(0) and busy.batch(10, back) == 1


# --- on paper ------------------------------------------------------------------------------------------------------------


def paper(*seconds: float, most: int = 3) -> list[tuple[float, list[int]]]:
    found = messages([NOW + timedelta(seconds=second) for second in seconds], most, WINDOW)
    return [((at - NOW).total_seconds(), list(which)) for at, which in found]


def test_few_alerts_are_messages_of_their_own() -> None:
    assert paper(0, 0, 10) == [(0, [0]), (0, [1]), (10, [2])]


def test_more_at_once_are_one_digest() -> None:
    assert paper(0, 0, 0, 0) == [(0, [0, 1, 2, 3])]


def test_what_comes_after_too_many_waits_and_goes_together() -> None:
    assert paper(0, 1, 2, 3, 50, 101, 900) == [(0, [0]), (1, [1]), (2, [2]), (102, [3, 4, 5]), (900, [6])]


@given(st.lists(st.integers(0, 2000), max_size=150).map(sorted), st.integers(1, 20))
def test_every_alert_goes_out_once_in_order_and_soon(seconds: list[int], most: int) -> None:
    times = [NOW + timedelta(seconds=second) for second in seconds]
    found = messages(times, most, WINDOW)
    assert [position for _, which in found for position in which] == list(range(len(times)))
    assert [at for at, _ in found] == sorted(at for at, _ in found)
    for at, which in found:
        assert len(which) <= DIGEST_MOST
        assert all(times[position] <= at for position in which)
        assert at - times[which[0]] <= WINDOW / most * (1 + len(times) // DIGEST_MOST)
