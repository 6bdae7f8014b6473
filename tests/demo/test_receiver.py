"""The receiver believes a signed alert once, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from standardwebhooks import Webhook

from worker.demo.receiver import Receiver, make_secret

SECRET = make_secret()
BODY = json.dumps({"type": "event.threshold_crossed", "data": {"step": 50}})


@pytest.fixture
def shown() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def receiver(shown: list[dict[str, Any]]) -> Iterator[Receiver]:
    with Receiver(SECRET, shown.append) as receiver:
        yield receiver


def signed(body: str = BODY, secret: str = SECRET, at: datetime | None = None, name: str = "msg_1") -> dict[str, str]:
    at = at or datetime.now(UTC)
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(name, at, body),
    }


def post(receiver: Receiver, headers: dict[str, str], body: str = BODY) -> int:
    connection = HTTPConnection(urlsplit(receiver.url).netloc, timeout=10)
    try:
        connection.request("POST", "/alerts", body.encode(), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_signed_alert_is_shown_once_however_often_it_comes(receiver: Receiver, shown: list[dict[str, Any]]) -> None:
    assert [post(receiver, signed()), post(receiver, signed())] == [204, 204]
    assert shown == [json.loads(BODY)]
    assert receiver.alerts.keys() == {"msg_1"}


@pytest.mark.parametrize(
    "headers",
    [
        signed(secret=make_secret()),
        signed(body="{}"),
        signed(at=datetime.now(UTC) - timedelta(hours=1)),
        {**signed(), "webhook-signature": "v1"},
        {**signed(), "webhook-signature": "v1,not base64"},
        {**signed(), "webhook-id": "msg_2"},
        {},
    ],
    ids=["another secret", "another body", "an old stamp", "half a signature", "no base64", "another id", "none"],
)
def test_an_alert_that_is_not_signed_right_is_refused(
    receiver: Receiver, shown: list[dict[str, Any]], headers: dict[str, str]
) -> None:
    assert post(receiver, headers) == 401
    assert (shown, receiver.refused) == ([], 1)


def test_an_enormous_body_is_not_read(receiver: Receiver) -> None:
    connection = HTTPConnection(urlsplit(receiver.url).netloc, timeout=10)
    try:
        connection.putrequest("POST", "/alerts")
        connection.putheader("Content-Length", str(10**9))
        connection.endheaders()
        assert connection.getresponse().status == 413
    finally:
        connection.close()
