"""One channel against a real endpoint on loopback and a real store; the clock is made up."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.alerter.outboxes import SECRET, Clock, add, app, change, env, outbox, slack, states, webhook
from tests.loopback import Answer, Request, Server
from worker.alerter.lane import Lane, lease_of
from worker.channels import client_for
from worker.errors import StoreUnavailable
from worker.model import Channel
from worker.store import Store
from worker.store.acts import retry_deliveries
from worker.store.outbox import claim_deliveries

OK = Answer(200, b"ok")


@asynccontextmanager
async def lane(store: Store, channel: Channel, clock: Clock, variables: dict[str, str], **settings: Any) -> AsyncIterator[Lane]:
    service = app(store, channel, **settings)
    made = Lane(service, channel, variables, clock)
    async with client_for(service.settings.fetch, channel) as client:
        made.open(client, asyncio.Event())
        yield made


async def settle(made: Lane, clock: Clock, turns: int = 60) -> None:
    """Turns until nothing is due any more; waits cost no time."""
    for _ in range(turns):
        pause = await made.turn()
        if pause >= 1:
            return
        clock.move(seconds=pause)


def work(
    store: Store,
    channel: Channel,
    answers: Server | str,
    clock: Clock | None = None,
    *after: Callable[[], None],
    **settings: Any,
) -> Clock:
    """Lets a lane work what is due; then `after` each of the functions again."""
    clock = clock or Clock()
    url = answers if isinstance(answers, str) else answers.url("/hook")

    async def go() -> None:
        async with lane(store, channel, clock, env(**{channel.name: url}), **settings) as made:
            await settle(made, clock)
            for step in after:
                step()
                await settle(made, clock)

    asyncio.run(go())
    return clock


# --- it arrives ------------------------------------------------------------------------------------------------------------


def test_an_alert_arrives_once_and_its_signature_is_good(store: Store) -> None:
    with Server() as server:
        server.add("/hook", OK)
        add(store, "ops")
        now = Clock()
        work(store, webhook(), server, now, lambda: now.move(hours=1))
        (request,) = server.hits("/hook")
    body = Webhook(SECRET).sign(request.headers["webhook-id"], now.now - timedelta(hours=1), request.body.decode())
    assert request.headers["webhook-signature"] == body
    assert request.headers["webhook-id"] == "msg_1_ops"
    assert json.loads(request.body)["type"] == "event.threshold_crossed"
    (delivery,) = outbox(store)
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("sent", 1, None) and delivery.sent_at


def test_slack_gets_blocks(sqlite_store: Store) -> None:
    with Server() as server:
        server.add("/hook", OK)
        add(sqlite_store, "desk")
        work(sqlite_store, slack(), server)
        (request,) = server.hits("/hook")
    assert json.loads(request.body)["blocks"][0]["type"] == "header"


# --- it does not -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "state", "attempts"),
    [
        (200, "sent", 1),
        (302, "dead", 4),
        (400, "dead", 4),
        (404, "dead", 4),
        (410, "dead", 1),
        (429, "pending", 4),
        (500, "pending", 4),
    ],
)
def test_the_status_matrix(sqlite_store: Store, status: int, state: str, attempts: int) -> None:
    clock = Clock()
    with Server() as server:
        server.add("/hook", Answer(status, headers={"Location": server.url("/elsewhere")}))
        server.add("/elsewhere", OK)
        add(sqlite_store, "ops")
        later = lambda: clock.move(hours=1)  # noqa: E731
        work(sqlite_store, webhook(), server, clock, later, later, later)
        assert len(server.hits("/hook")) == attempts and not server.hits("/elsewhere")
    (delivery,) = outbox(sqlite_store)
    assert (delivery.state, delivery.attempts) == (state, attempts)
    assert state == "sent" or f"answered {status}" in (delivery.last_error or "")


def test_a_refused_connection_is_no_uncertain_send(sqlite_store: Store) -> None:
    with Server() as server:
        nobody = server.url("/hook")
    add(sqlite_store, "desk")
    work(sqlite_store, slack(), nobody)
    (delivery,) = outbox(sqlite_store)
    assert delivery.state == "pending" and "may have arrived" not in (delivery.last_error or "")


@pytest.mark.parametrize(
    "answer", [Answer(delay=30), Answer(raw=b""), Answer(raw=b"HTTP/1.1 2")], ids=["hangs", "closes", "breaks off"]
)
def test_an_answer_lost_after_the_body_was_sent_is_uncertain(sqlite_store: Store, answer: Answer) -> None:
    with Server() as server:
        server.add("/hook", answer)
        add(sqlite_store, "desk", "ops")
        for channel in (slack(), webhook()):
            work(sqlite_store, channel, server, deliver={"timeout": "1s"})
    held, again = outbox(sqlite_store)
    assert (held.state, again.state) == ("held", "pending")
    assert all((row.last_error or "").startswith("may have arrived: ") for row in (held, again))


def test_a_resend_to_slack_says_that_it_may_be_a_repeat(sqlite_store: Store) -> None:
    with Server() as server:
        server.add("/hook", Answer(raw=b""), OK)
        add(sqlite_store, "desk")
        clock = Clock()
        work(sqlite_store, slack(on_uncertain="resend"), server, clock, lambda: clock.move(minutes=1))
        first, second = server.hits("/hook")
    assert b"may be a repeat" not in first.body and b"may be a repeat" in second.body
    assert states(sqlite_store) == ["sent"]


def test_a_held_delivery_goes_out_once_a_person_says_so(sqlite_store: Store) -> None:
    with Server() as server:
        server.add("/hook", Answer(raw=b""), OK)
        add(sqlite_store, "desk")
        clock = Clock()

        def person() -> None:
            assert states(sqlite_store) == ["held"]
            with sqlite_store.writing() as conn:
                assert retry_deliveries(conn, [outbox(sqlite_store)[0].id], clock.now)

        work(sqlite_store, slack(), server, clock, lambda: clock.move(days=1), person)
        assert [b"may be a repeat" in request.body for request in server.hits("/hook")] == [False, True]
    assert states(sqlite_store) == ["sent"]


@pytest.mark.parametrize("missing", ["OPS_URL", "OPS_SECRET"])
def test_a_missing_variable_is_named_never_shown_and_mending_it_sends(sqlite_store: Store, missing: str) -> None:
    clock = Clock()

    async def go(url: str) -> None:
        variables = env(ops=url)
        value = variables.pop(missing)
        async with lane(sqlite_store, webhook(), clock, variables) as made:
            await settle(made, clock)
            (delivery,) = outbox(sqlite_store)
            assert delivery.state == "pending" and delivery.last_error == f"{missing} is not set (nor {missing}_FILE)"
            variables[missing] = value
            clock.move(minutes=5)
            await settle(made, clock)

    with Server() as server:
        server.add("/hook", OK)
        add(sqlite_store, "ops")
        asyncio.run(go(server.url("/hook")))
    assert states(sqlite_store) == ["sent"]


def test_the_secret_path_of_a_url_is_in_no_error(sqlite_store: Store) -> None:
    with Server() as server:
        nobody = server.url("/services/T000/B000/canary")
    add(sqlite_store, "desk")
    work(sqlite_store, slack(), nobody)
    change(sqlite_store, state="pending", next_at=Clock().now)
    work(sqlite_store, slack(allow_networks=()), nobody)
    assert "canary" not in (outbox(sqlite_store)[0].last_error or "")
    assert "not" in (outbox(sqlite_store)[0].last_error or "")


def test_an_endpoint_down_for_an_hour_gets_everything_within_minutes_of_its_return_and_once(sqlite_store: Store) -> None:
    clock = Clock()

    async def go(url: str) -> None:
        async with lane(sqlite_store, webhook(), clock, env(ops=url)) as made:
            for _ in range(6 * 60):
                await settle(made, clock)
                clock.move(seconds=10)
            server.add("/hook", OK)
            for _ in range(6 * 5):
                await settle(made, clock)
                clock.move(seconds=10)

    with Server() as server:
        server.add("/hook", Answer(503))
        add(sqlite_store, "ops", number=5)
        asyncio.run(go(server.url("/hook")))
        taken = [request.headers["webhook-id"] for request in server.hits("/hook")]
    assert set(states(sqlite_store)) == {"sent"}
    assert sorted(taken[-5:]) == sorted(f"msg_{number}_ops" for number in range(1, 6))
    assert len(taken) < 30  # an endpoint that is down isn't hammered


def test_retry_after_holds_the_whole_channel_back(sqlite_store: Store) -> None:
    clock = Clock()
    with Server() as server:
        server.add("/hook", Answer(429, headers={"Retry-After": "60"}), OK)
        add(sqlite_store, "ops", number=3)
        asked: list[int] = []

        def move(seconds: float) -> None:
            asked.append(len(server.hits("/hook")))
            clock.move(seconds=seconds)

        work(sqlite_store, webhook(), server, clock, lambda: move(59), lambda: move(20))
        assert [*asked, len(server.hits("/hook"))] == [1, 1, 4]
    assert states(sqlite_store) == ["sent"] * 3


# --- storms ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", [slack("desk"), webhook("ops")], ids=["slack", "webhook"])
def test_a_storm_becomes_few_messages_and_loses_no_alert(sqlite_store: Store, channel: Channel) -> None:
    with Server() as server:
        server.add("/hook", OK)
        add(sqlite_store, channel.name, number=100)
        clock = Clock()
        work(sqlite_store, channel, server, clock, *[lambda: clock.move(seconds=1)] * 5)
        requests = server.hits("/hook")
    assert len(requests) <= 4
    assert states(sqlite_store) == ["sent"] * 100
    if channel.type == "webhook":
        ids = [alert["alert"]["id"] for request in requests for alert in json.loads(request.body)["data"]["alerts"]]
        assert sorted(ids) == sorted(f"msg_{number}_ops" for number in range(1, 101))
    else:
        assert sum(request.body.decode().count("• ") for request in requests) == 100


def test_a_digest_that_failed_comes_again_whole(sqlite_store: Store) -> None:
    clock = Clock()
    with Server() as server:
        server.add("/hook", Answer(raw=b""), OK)
        add(sqlite_store, "ops", number=12)
        work(sqlite_store, webhook(), server, clock, lambda: clock.move(seconds=30))
        first, again = server.hits("/hook")[:2]
    assert first.headers["webhook-id"] != "msg_1_ops"
    assert states(sqlite_store) == ["sent"] * 12
    assert b"msg_12_ops" in first.body and again.headers["webhook-id"] in (first.headers["webhook-id"], "msg_1_ops")


def test_a_restart_in_a_storm_begins_no_new_storm(sqlite_store: Store) -> None:
    clock = Clock()
    with Server() as server:
        server.add("/hook", OK)
        for _ in range(3):
            add(sqlite_store, "ops", number=10, now=clock.now)
            work(sqlite_store, webhook(), server, clock)
        assert len(server.hits("/hook")) <= 10 + 2


# --- what ends in between --------------------------------------------------------------------------------------------------


def test_a_claim_whose_owner_vanished_is_settled_as_the_channel_says(store: Store) -> None:
    clock = Clock()
    with Server() as server:
        server.add("/hook", OK)
        add(store, "desk", "ops")
        for channel in ("desk", "ops"):
            with store.writing() as conn:
                claim_deliveries(conn, channel, clock.now, 1, lease_of(timedelta(seconds=20)))
        work(store, webhook(), server, clock)
        assert states(store) == ["inflight", "inflight"]
        clock.move(minutes=1)
        for channel in (slack(), webhook()):
            work(store, channel, server, clock, lambda: clock.move(minutes=1))
        (request,) = server.hits("/hook")
    assert states(store) == ["held", "sent"] and request.headers["webhook-id"] == "msg_1_ops"


def test_a_store_that_fails_after_the_send_doubles_nothing(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.alerter.lane._PAUSE", 0.05)
    writing, failures = sqlite_store.writing, iter([False, True, True, False])

    def flaky() -> Any:
        if next(failures, False):
            raise StoreUnavailable("disk full")
        return writing()

    with Server() as server:
        server.add("/hook", OK)
        add(sqlite_store, "desk")
        monkeypatch.setattr(sqlite_store, "writing", flaky)
        work(sqlite_store, slack(), server)
        assert len(server.hits("/hook")) == 1
    assert states(sqlite_store) == ["sent"]


def test_two_alerters_on_one_store_send_each_alert_once(store: Store) -> None:
    clock = Clock()

    async def go(url: str) -> None:
        settings = {"alert": {"digest_after": 1000}}
        async with (
            lane(store, webhook(), clock, env(ops=url), **settings) as one,
            lane(store, webhook(), clock, env(ops=url), **settings) as other,
        ):
            await asyncio.gather(settle(one, clock), settle(other, clock))

    with Server() as server:
        server.add("/hook", OK)
        add(store, "ops", number=20)
        asyncio.run(go(server.url("/hook")))
        ids = [request.headers["webhook-id"] for request in server.hits("/hook")]
    assert len(ids) == len(set(ids)) == 20


def test_an_endpoint_that_answers_without_end_costs_seconds_at_most(sqlite_store: Store) -> None:
    def endless(_request: Request) -> Answer:
        return Answer(raw=(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 65536] * 200))

    with Server() as server:
        server.add("/hook", endless)
        add(sqlite_store, "ops")
        started = time.monotonic()
        work(sqlite_store, webhook(), server)
    assert time.monotonic() - started < 5
    assert states(sqlite_store) == ["sent"]
