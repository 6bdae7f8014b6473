"""Alerts exist once, with their deliveries; a delivery has one owner at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.readings import NOON, arrive, reading
from worker.model import AlertKind, Rule
from worker.pipeline import Policy
from worker.stages.alert.terms import Action, Decision, Hold, Reason
from worker.store import Connection, Store, alerts, outbox

RULE = Rule("mass", {"killed": (10, 50)}, channels=("desk", "ops"))
SENT = Decision(Action.SEND, Reason.CROSSED, "killed", 50, (10, 50), AlertKind.NEW, (1, 1))
FELL = Decision(Action.SEND, Reason.FELL_BELOW, "killed", 50, (50,), AlertKind.CORRECTION, (1,), 10)
LEASE = timedelta(minutes=1)


@pytest.fixture
def event_id(store: Store) -> int:
    with store.deciding() as conn:
        _, decided = arrive(conn, "first", reading(), Policy(()))
    return decided.event_ids[0]


def raise_alert(conn: Connection, event_id: int, decision: Decision = SENT) -> int | None:
    return alerts.record(conn, alerts.NewAlert(event_id, decision, {"kind": "new"}), RULE, NOON)


def test_an_alert_is_written_once_with_its_steps_and_one_delivery_per_channel(store: Store, event_id: int) -> None:
    with store.deciding() as conn:
        assert raise_alert(conn, event_id) is not None
        assert raise_alert(conn, event_id) is None
    with store.writing() as conn:
        (alert,) = alerts.list_alerts(conn)
        past = alerts.past(conn, event_id, RULE, NOON)
    assert (alert.step, alert.steps, alert.data) == (50, (10, 50), {"kind": "new"})
    assert [delivery.channel for delivery in alert.deliveries] == ["desk", "ops"]
    assert len({delivery.message_id for delivery in alert.deliveries}) == 2
    assert all(delivery.message_id.startswith("msg_") for delivery in alert.deliveries)
    assert {(step.step, step.alerted) for step in past.announced} == {(10, True), (50, True)}


def test_an_alert_goes_with_the_transaction_that_it_was_written_in(store: Store, event_id: int) -> None:
    with pytest.raises(RuntimeError), store.deciding() as conn:
        raise_alert(conn, event_id)
        raise RuntimeError("the process dies")
    with store.reading() as conn:
        assert alerts.list_alerts(conn) == []
        assert alerts.delivery_counts(conn)["pending"] == 0


def test_a_steps_first_sight_is_remembered(store: Store, event_id: int) -> None:
    with store.writing() as conn:
        assert set(alerts.past(conn, event_id, RULE, NOON).first_seen.values()) == {NOON}
        assert set(alerts.past(conn, event_id, RULE, NOON + LEASE).first_seen.values()) == {NOON}


def test_a_correction_opens_a_round_unless_every_channel_gave_it_up(store: Store, event_id: int) -> None:
    with store.deciding() as conn:
        raise_alert(conn, event_id)
        raise_alert(conn, event_id, FELL)
        (corrected,) = alerts.past(conn, event_id, RULE, NOON).corrected
        assert (corrected.steps, corrected.round) == ((50,), 1)
        for channel in RULE.channels:
            for delivery in outbox.claim_deliveries(conn, channel, NOON, 10, LEASE):
                outbox.finish_delivery(conn, delivery, "dead", NOON, "410 gone")
        assert alerts.past(conn, event_id, RULE, NOON).corrected == ()


def test_a_hold_replaces_the_one_before_and_is_due_at_its_end_once(store: Store, event_id: int) -> None:
    hold = Hold("killed", 10, Reason.PARTY_ONLY, NOON, NOON + LEASE)
    with store.writing() as conn:
        alerts.keep_hold(conn, event_id, "mass", "killed", Hold("killed", 10, Reason.FEARED, NOON, NOON + 2 * LEASE))
        alerts.keep_hold(conn, event_id, "mass", "killed", hold)
        assert alerts.past(conn, event_id, RULE, NOON).holds == (hold,)
        assert alerts.next_hold_end(conn) == hold.until
        assert alerts.due_holds(conn, NOON) == []
        assert alerts.due_holds(conn, hold.until) == [event_id]
        alerts.end_holds(conn, event_id, hold.until)
        assert alerts.due_holds(conn, hold.until) == []
        assert [held.hold.ended for held in alerts.list_holds(conn, event_id)] == [True]


# --- the outbox ----------------------------------------------------------------------------------------------------------


def claim(store: Store, now: datetime = NOON) -> list[outbox.DeliveryRow]:
    with store.writing() as conn:
        return outbox.claim_deliveries(conn, "desk", now, 10, LEASE)


@pytest.fixture
def _alert(store: Store, event_id: int) -> None:
    with store.deciding() as conn:
        raise_alert(conn, event_id)


@pytest.mark.usefixtures("_alert")
def test_a_delivery_is_claimed_once_and_carries_its_alert(store: Store) -> None:
    (delivery,) = claim(store)
    assert (delivery.state, delivery.attempts, delivery.alert.step) == ("inflight", 1, 50)
    assert claim(store) == []


@pytest.mark.usefixtures("_alert")
def test_a_retry_waits_for_its_time_and_keeps_its_message_id(store: Store) -> None:
    (delivery,) = claim(store)
    with store.writing() as conn:
        assert outbox.finish_delivery(conn, delivery, "pending", NOON, "503", NOON + LEASE)
    assert claim(store) == []
    (again,) = claim(store, NOON + LEASE)
    assert (again.message_id, again.attempts, again.last_error) == (delivery.message_id, 2, "503")


@pytest.mark.usefixtures("_alert")
def test_a_delivery_whose_owner_vanished_is_uncertain_and_the_owner_can_no_longer_finish_it(store: Store) -> None:
    (delivery,) = claim(store)
    late = NOON + 2 * LEASE
    with store.writing() as conn:
        assert outbox.uncertain(conn, "desk", NOON) == []
        (lost,) = outbox.uncertain(conn, "desk", late)
        assert outbox.finish_delivery(conn, lost, "held", late, "no answer was seen")
        assert not outbox.finish_delivery(conn, delivery, "sent", late)
        assert alerts.delivery_counts(conn) == {"pending": 1, "sent": 0, "held": 1, "dead": 0, "dropped": 0}
