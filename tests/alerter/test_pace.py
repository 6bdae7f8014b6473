"""When a failed delivery goes out again, and when an endpoint is asked at all. All times are made up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.alerter.outboxes import NOW
from worker.alerter.pace import PROBE, Door
from worker.channels.base import judge
from worker.channels.schedule import DELAYS, MAYBE_ARRIVED, MOST_REFUSALS, Tries, after_failure
from worker.errors import DeliveryError, DeliveryRefused
from worker.web_client import Response

GIVE_UP = timedelta(hours=72)
DOWN = DeliveryError("answered 500")


def verdict(
    error: DeliveryError, attempts: int = 1, *, age: timedelta = timedelta(0), policy: str = "resend", **more: Any
) -> Any:
    tries = Tries(attempts, NOW - age, more.get("last_error"))
    return after_failure(error, tries, policy, NOW, GIVE_UP, more.get("luck", 0.0))


def answer(status: int, **headers: str) -> Response:
    return Response(status, {name.replace("_", "-"): value for name, value in headers.items()}, b"", "", False, 0.1)


def judged(status: int, **headers: str) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        judge(answer(status, **headers), NOW)
    return caught.value


# --- what an answer means ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_success(status: int) -> None:
    judge(answer(status), NOW)


@pytest.mark.parametrize(
    ("status", "state_at_1st", "state_at_4th"),
    [
        (301, "pending", "dead"),
        (307, "pending", "dead"),
        (400, "pending", "dead"),
        (401, "pending", "dead"),
        (404, "pending", "dead"),
        (408, "pending", "pending"),
        (410, "dead", "dead"),
        (413, "pending", "dead"),
        (429, "pending", "pending"),
        (500, "pending", "pending"),
        (502, "pending", "pending"),
        (503, "pending", "pending"),
        (504, "pending", "pending"),
        (100, "pending", "pending"),
    ],
)
def test_the_status_decides_how_often_it_is_tried(status: int, state_at_1st: str, state_at_4th: str) -> None:
    error = judged(status)
    assert (verdict(error).state, verdict(error, MOST_REFUSALS).state) == (state_at_1st, state_at_4th)
    assert not error.uncertain


@pytest.mark.parametrize("status", [429, 502, 503, 504])
@pytest.mark.parametrize(("value", "seconds"), [("90", 90), ("Mon, 04 Mar 2024 10:32:00 GMT", 120), ("99999999999", 86400)])
def test_retry_after_is_honoured(status: int, value: str, seconds: int) -> None:
    assert verdict(judged(status, retry_after=value)).next_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "soon", "-5", "Mon, 99 Mar 2024"])
def test_a_retry_after_that_says_nothing_changes_nothing(value: str) -> None:
    assert verdict(judged(503, retry_after=value)).next_at == NOW + DELAYS[0]


def test_retry_after_can_not_make_us_hammer() -> None:
    assert verdict(judged(429, retry_after="0"), attempts=9).next_at == NOW + timedelta(minutes=5)


# --- the schedule ------------------------------------------------------------------------------------------------------------


def test_the_schedule_is_the_specifications() -> None:
    waits = [(verdict(DOWN, attempts).next_at - NOW).total_seconds() for attempts in range(1, 11)]
    assert waits == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, 86400]


def test_luck_spreads_tries_by_a_fifth_at_most() -> None:
    assert verdict(DOWN, 2, luck=1.0).next_at == NOW + timedelta(minutes=6)


def test_a_last_try_is_made_when_the_time_to_give_up_comes_and_then_it_is_dead() -> None:
    assert verdict(DOWN, 8, age=timedelta(hours=70)).next_at == NOW + timedelta(hours=2)
    assert verdict(DOWN, 9, age=GIVE_UP).state == "dead"


def test_an_old_delivery_that_a_person_resends_gets_some_tries() -> None:
    assert [verdict(DOWN, attempts, age=5 * GIVE_UP).state for attempts in (1, 2, 3)] == ["pending", "pending", "dead"]


def test_an_uncertain_attempt_is_held_or_resent_as_the_channel_says() -> None:
    lost = DeliveryError("no answer", uncertain=True)
    assert verdict(lost, policy="hold").state == "held"
    assert verdict(lost, policy="resend").state == "pending"
    assert verdict(lost, policy="resend").error.startswith(MAYBE_ARRIVED)


def test_what_may_have_arrived_once_stays_marked() -> None:
    assert verdict(DOWN, 2, last_error=f"{MAYBE_ARRIVED}no answer").error == f"{MAYBE_ARRIVED}answered 500"
    assert verdict(DOWN, 2, last_error=f"{MAYBE_ARRIVED}no answer", policy="hold").state == "pending"


# --- the door ------------------------------------------------------------------------------------------------------------


def test_a_clock_set_back_does_not_shut_the_door() -> None:
    door = Door()
    for _ in range(3):
        door.failed(DOWN, NOW)
    assert door.shut(NOW) and not door.shut(NOW - timedelta(hours=5))


def test_an_endpoint_that_is_down_is_asked_now_and_then_only() -> None:
    door = Door()
    for _ in range(2):
        door.failed(DOWN, NOW)
        assert not door.shut(NOW)
    door.failed(DOWN, NOW)
    assert door.shut(NOW) and not door.may_knock(NOW)
    assert not door.shut(NOW + PROBE) and door.may_knock(NOW + PROBE)
    assert door.worked() and not door.shut(NOW) and not door.worked()


def test_a_short_outage_is_short_for_the_alerts_and_a_long_one_is_asked_rarely() -> None:
    door, now, knocks = Door(), NOW, []
    for _ in range(12):
        door.failed(DOWN, now)
        until = next(now + timedelta(seconds=s) for s in range(1, 3600) if door.may_knock(now + timedelta(seconds=s)))
        knocks.append((until - now).total_seconds())
        now = until
    assert knocks[:5] == [15, 30, 60, 120, 240]
    assert set(knocks[5:]) == {PROBE.total_seconds()}


def test_an_endpoint_that_refuses_one_alert_is_not_down() -> None:
    door = Door()
    for _ in range(9):
        door.failed(DeliveryRefused("answered 400"), NOW)
        door.failed(DeliveryError("answered 410", permanent=True), NOW)
    assert not door.shut(NOW)


def test_an_endpoint_that_says_when_is_asked_then() -> None:
    door = Door()
    door.failed(DeliveryError("answered 429", retry_after=30), NOW)
    assert door.told_to_wait(NOW + timedelta(seconds=29)) and not door.told_to_wait(NOW + timedelta(seconds=30))
