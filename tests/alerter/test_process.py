"""The alerter as it runs: all lanes together, and as a process that is signalled and killed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.alerter.outboxes import SECRET, add, app, env, outbox, slack, states, webhook
from tests.loopback import Answer, Server
from worker import alerter
from worker.app import App
from worker.channels import try_channel
from worker.queues import Queues, connect
from worker.store import Store
from worker.store.outbox import claim_deliveries

OK = Answer(200, b"ok")


def wait_until(true: Callable[[], bool], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "did not come true in time"
        time.sleep(0.02)


async def until(true: Callable[[], bool], seconds: float = 15) -> None:
    await asyncio.to_thread(wait_until, true, seconds)


def while_running(service: App, story: Callable[[], Awaitable[None]], variables: dict[str, str], **more: Any) -> None:
    """Runs the alerter for as long as `story` takes."""

    async def go() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(alerter.run(service, stop, env=variables, **more))
        try:
            await story()
        finally:
            stop.set()
            await running

    asyncio.run(go())


def now() -> datetime:
    return datetime.now(UTC)


# --- in this process -----------------------------------------------------------------------------------------------------


def test_a_hanging_endpoint_delays_only_itself(sqlite_store: Store) -> None:
    async def story() -> None:
        await until(lambda: len(server.hits("/hangs")) == 1)
        for number in range(1, 4):
            add(sqlite_store, "ops", now=now())
            await until(lambda number=number: len(server.hits("/works")) == number, 4)  # type: ignore[misc]

    with Server() as server:
        server.add("/hangs", Answer(delay=60))
        server.add("/works", OK)
        add(sqlite_store, "desk", now=now())
        service = app(sqlite_store, slack(), webhook(), deliver={"timeout": "20s"})
        while_running(service, story, env(desk=server.url("/hangs"), ops=server.url("/works")))
    # Stopped while Slack had not answered: it may have arrived, so a person decides.
    assert states(sqlite_store) == ["held"] + ["sent"] * 3


def test_it_is_woken_at_once(sqlite_store: Store, queues: Queues, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.alerter.lane.TICK", 30.0)
    monkeypatch.setattr("worker.alerter.service.TICK", 30.0)

    async def story() -> None:
        await until(lambda: bool(queues_subscribed()))
        add(sqlite_store, "ops", now=now())
        queues.wake()
        await until(lambda: states(sqlite_store) == ["sent"], 5)

    def queues_subscribed() -> int:
        with connect(queues.redis_url) as redis:
            return len(redis.pubsub_channels())

    with Server() as server:
        server.add("/works", OK)
        while_running(app(sqlite_store, webhook(), queues=queues), story, env(ops=server.url("/works")))


def test_without_redis_it_looks_every_second(sqlite_store: Store) -> None:
    async def story() -> None:
        await asyncio.sleep(0.2)
        add(sqlite_store, "ops", now=now())
        await until(lambda: states(sqlite_store) == ["sent"], 5)

    with Server() as server:
        server.add("/works", OK)
        while_running(app(sqlite_store, webhook()), story, env(ops=server.url("/works")))


def test_what_waits_for_a_channel_that_is_gone_is_held_with_the_reason(sqlite_store: Store) -> None:
    async def story() -> None:
        await until(lambda: states(sqlite_store) == ["held"])

    add(sqlite_store, "old-desk", now=now())
    while_running(app(sqlite_store, webhook()), story, {})
    assert outbox(sqlite_store)[0].last_error == "there is no channel 'old-desk' in alerts.toml"


def test_a_claim_from_before_the_clock_was_set_back_is_settled(sqlite_store: Store) -> None:
    async def story() -> None:
        await until(lambda: states(sqlite_store) == ["held"])

    add(sqlite_store, "desk", now=now())
    with sqlite_store.writing() as conn:
        claim_deliveries(conn, "desk", now() + timedelta(days=30), 1, timedelta(seconds=50))
    while_running(app(sqlite_store, slack()), story, {})


def test_a_test_alert_is_sent_and_the_verdict_is_the_endpoints() -> None:
    service = app(Store("sqlite:////nowhere/none.sqlite"))
    with Server() as server:
        server.add("/works", OK)
        server.add("/refuses", Answer(404, b"no_service"))
        assert try_channel(webhook(), service.settings, env(ops=server.url("/works"))) is None
        (request,) = server.hits("/works")
        assert Webhook(SECRET).verify(request.body, dict(request.headers))["data"]["test"] is True
        verdict = try_channel(slack(), service.settings, env(desk=server.url("/refuses")))
    assert verdict == "answered 404 (no_service)"
    assert try_channel(slack(), service.settings, {}) == "DESK_URL is not set (nor DESK_URL_FILE)"


# --- as a process -----------------------------------------------------------------------------------------------------------

CONFIG = """
[[channel]]
name = "{name}"
type = "{type}"
url_env = "TEST_URL"
{secret}
on_uncertain = "{policy}"
allow_networks = ["127.0.0.0/8"]
"""


def configure(folder: Path, kind: str, policy: str) -> None:
    secret = 'secret_env = "TEST_SECRET"' if kind == "webhook" else ""
    text = CONFIG.format(name="ops", type=kind, secret=secret, policy=policy)
    (folder / "alerts.toml").write_text(text, encoding="utf-8")


@contextmanager
def process(folder: Path, store: Store, url: str) -> Iterator[subprocess.Popen[bytes]]:
    variables = {
        **os.environ,
        "TOLLWATCH_CONFIG_DIR": str(folder),
        "TOLLWATCH_DATA_DIR": str(folder / "data"),
        "TOLLWATCH_DATABASE_URL": store.url,
        "TOLLWATCH_REDIS_URL": "redis://127.0.0.1:1/0",
        "TEST_URL": url,
        "TEST_SECRET": SECRET,
    }
    command = [sys.executable, "-m", "worker", "alerter"]
    with (
        (folder / "log").open("ab") as errors,
        subprocess.Popen(command, env=variables, stderr=errors, cwd=Path(__file__).parents[2]) as child,
    ):
        try:
            yield child
        finally:
            if child.poll() is None:
                child.kill()


@pytest.mark.parametrize(
    ("kind", "policy", "state", "sends"),
    [
        ("slack", "hold", "held", 1),
        ("slack", "resend", "sent", 2),
        ("webhook", "resend", "sent", 2),
        ("webhook", "hold", "held", 1),
    ],
)
def test_killed_in_the_middle_of_an_attempt(
    sqlite_store: Store, tmp_path: Path, kind: str, policy: str, state: str, sends: int
) -> None:
    configure(tmp_path, kind, policy)
    with Server() as server:
        url = server.add("/hook", Answer(delay=30), OK)
        add(sqlite_store, "ops", now=now())
        with process(tmp_path, sqlite_store, url) as child:
            wait_until(lambda: len(server.hits("/hook")) == 1)
            child.kill()
        assert states(sqlite_store) == ["inflight"]
        channel = (slack if kind == "slack" else webhook)("ops", on_uncertain=policy)

        async def story() -> None:
            await until(lambda: states(sqlite_store) == [state])

        later = iter(range(10**6))  # the lease is long over, and every look a second later
        while_running(
            app(sqlite_store, channel), story, env(ops=url), clock=lambda: now() + timedelta(minutes=5, seconds=next(later))
        )
        requests = server.hits("/hook")
    assert len(requests) == sends
    if kind == "webhook":
        assert {request.headers["webhook-id"] for request in requests} == {"msg_1_ops"}
        assert len({request.body for request in requests}) == 1
    elif sends == 2:
        assert b"may be a repeat" in requests[1].body


def test_sigterm_ends_it_in_order_and_sighup_reads_alerts_toml_again(sqlite_store: Store, tmp_path: Path) -> None:
    configure(tmp_path, "webhook", "resend")
    with Server() as server:
        url = server.add("/hook", OK)
        with process(tmp_path, sqlite_store, url) as child:
            add(sqlite_store, "ops", now=now())
            wait_until(lambda: states(sqlite_store) == ["sent"])
            (tmp_path / "alerts.toml").write_text("[[channel]]\nname = 3\n", encoding="utf-8")
            child.send_signal(signal.SIGHUP)
            wait_until(lambda: "stay as they were" in (tmp_path / "log").read_text(encoding="utf-8"))
            configure(tmp_path, "slack", "hold")
            child.send_signal(signal.SIGHUP)
            wait_until(lambda: (tmp_path / "log").read_text(encoding="utf-8").count("alerter started") == 2)
            add(sqlite_store, "ops", now=now())
            wait_until(lambda: states(sqlite_store) == ["sent", "sent"])
            child.send_signal(signal.SIGTERM)
            assert child.wait(10) == 0
        assert "blocks" in json.loads(server.hits("/hook")[1].body)
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert '"stage": "alert"' in log and "alerter stopped" in log and SECRET not in log and "Traceback" not in log
    assert not list((tmp_path / "data" / "run").glob("*"))
