"""Webhook messages: signed after Standard Webhooks, described by the schema, within their limits."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

import worker.channels
from tests.channels import alerts
from worker.channels import Item, Message, webhook
from worker.errors import DeliveryError
from worker.model import Channel
from worker.stages.alert.digest import DIGEST_MOST

SECRET = "whsec_" + base64.b64encode(b"k" * 24).decode()
OTHER = "whsec_" + base64.b64encode(b"o" * 24).decode()
CHANNEL = Channel("ops", "webhook", "OPS_URL", "OPS_SECRET", "resend")
ENV = {"OPS_URL": "https://ops.example/in", "OPS_SECRET": SECRET}
SCHEMA = json.loads((Path(worker.channels.__file__).parent / "webhook.schema.json").read_text(encoding="utf-8"))

STEP = alerts.facts(kind="step", step=100, steps=[100], previous_step=50, last_alert=alerts.last(alerts.count(52)))
UNKNOWN = alerts.facts(
    event={"place": None, "date": None, "type": "unknown"}, headline_count=None, evidence=[], disagreement=[]
)  # fmt: skip
KINDS: dict[str, Mapping[str, Any]] = {
    "new": alerts.facts(),
    "step": STEP,
    "correction": alerts.correction(),
    "unknown": UNKNOWN,
    "hostile": alerts.hostile(),
    **{f"large {char}": alerts.large(char) for char in '&"🔥'},
}


def message(name: str) -> Message:
    return Message((Item("msg_1", 1, alerts.AT, KINDS[name]),))


def digest(number: int = DIGEST_MOST, **more: Any) -> Message:
    return Message(tuple(alerts.item(n, **more) for n in range(1, number + 1)))


def valid(body: Any) -> None:
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(body)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", KINDS)
def test_every_message_is_as_the_schema_says(name: str) -> None:
    valid(webhook.payload(message(name)))


def test_a_digest_is_as_the_schema_says() -> None:
    valid(webhook.payload(digest()))


@pytest.mark.parametrize(
    ("name", "type_"), [("new", "threshold_crossed"), ("step", "step_crossed"), ("correction", "corrected")]
)
def test_the_type_names_the_kind_of_alert(name: str, type_: str) -> None:
    assert webhook.payload(message(name))["type"] == f"event.{type_}"


@pytest.mark.parametrize("broken", ["type", "timestamp", "data"])
def test_the_schema_refuses_a_body_without_its_parts(broken: str) -> None:
    body = webhook.payload(message("new"))
    del body[broken]
    assert not Draft202012Validator(SCHEMA).is_valid(body)


@pytest.mark.parametrize("name", KINDS)
def test_a_body_is_never_larger_than_promised(name: str) -> None:
    request = webhook.request(message(name), CHANNEL, ENV, alerts.AT)
    assert len(request.body) <= 20_000


def test_the_largest_digest_is_not_larger_than_promised_and_drops_none() -> None:
    whole = digest(event={"place": alerts.HOSTILE_PLACE}, headline_count=alerts.count(10**8), rule="r" * 64)
    assert len(webhook.request(whole, CHANNEL, ENV, alerts.AT).body) <= 20_000
    assert len(webhook.payload(whole)["data"]["alerts"]) == DIGEST_MOST


def test_texts_from_strangers_lose_control_characters_and_bad_links() -> None:
    request = webhook.request(message("hostile"), CHANNEL, ENV, alerts.AT)
    text = request.body.decode()
    assert "\\u0000" not in text and "\\u0007" not in text and "\u202e" not in text and "\\n" not in text
    urls = [evidence["url"] for evidence in json.loads(text)["data"]["evidence"]]
    assert urls[0] == "" and urls[3:] == ["", ""] and urls[1].startswith("https://a.example/")


def test_the_receiver_verifies_the_signature_and_notices_tampering() -> None:
    now = datetime.now(UTC)
    request = webhook.request(message("new"), CHANNEL, ENV, now)
    assert Webhook(SECRET).verify(request.body, dict(request.headers))["type"] == "event.threshold_crossed"
    for body, headers in (
        (request.body.replace(b"96", b"97"), request.headers),
        (request.body, {**request.headers, "webhook-id": "msg_2"}),
        (request.body, {**request.headers, "webhook-timestamp": str(int(now.timestamp()) + 1)}),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(body, dict(headers))
    with pytest.raises(WebhookVerificationError):
        Webhook(OTHER).verify(request.body, dict(request.headers))


def test_every_attempt_has_the_same_id_and_body_and_its_own_timestamp() -> None:
    first = webhook.request(message("new"), CHANNEL, ENV, alerts.AT)
    later = webhook.request(message("new"), CHANNEL, ENV, alerts.AT + timedelta(hours=2))
    assert (
        first.headers["webhook-id"]
        == later.headers["webhook-id"]
        == "msg_1"
        == webhook.payload(message("new"))["data"]["alert"]["id"]
    )
    assert first.body == later.body
    assert int(later.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 7200
    assert first.headers["webhook-signature"] != later.headers["webhook-signature"]


def test_a_rotation_signs_with_both_keys() -> None:
    now = datetime.now(UTC)
    request = webhook.request(message("new"), CHANNEL, {**ENV, "OPS_SECRET": f"{OTHER} {SECRET}"}, now)
    for key in (SECRET, OTHER):
        Webhook(key).verify(request.body, dict(request.headers))


def test_a_digest_has_the_id_of_its_set_whatever_the_order() -> None:
    items = digest(5).items
    assert Message(items).id == Message(items[::-1]).id != Message(items[:4]).id


def test_an_alert_in_a_digest_keeps_the_id_it_would_have_alone() -> None:
    assert [alert["alert"]["id"] for alert in webhook.payload(digest(3))["data"]["alerts"]] == [
        f"msg_{n:032x}" for n in (1, 2, 3)
    ]


def test_a_public_url_adds_a_link_to_the_event() -> None:
    body = webhook.payload(Message((alerts.item(),), public_url="https://toll.example/"))
    assert body["data"]["event"]["link"] == "https://toll.example/events/e7"
    valid(body)


@pytest.mark.parametrize(
    ("env", "complaint"),
    [
        ({}, "OPS_URL is not set"),
        ({"OPS_URL": "https://ops.example"}, "OPS_SECRET is not set"),
        ({"OPS_URL": "https://ops.example", "OPS_SECRET": "whsec_"}, "OPS_SECRET holds no signing secret"),
        ({"OPS_URL": "https://ops.example", "OPS_SECRET": "hunter2!"}, "OPS_SECRET holds no signing secret"),
    ],
)
def test_what_is_missing_is_named_and_can_be_mended(env: dict[str, str], complaint: str) -> None:
    with pytest.raises(DeliveryError, match=complaint) as caught:
        webhook.request(message("new"), CHANNEL, env, alerts.AT)
    assert not caught.value.permanent and "hunter2" not in str(caught.value)


def test_secrets_may_lie_in_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET + "\n", encoding="utf-8")
    env = {"OPS_URL": "https://ops.example/in", "OPS_SECRET_FILE": str(tmp_path / "secret")}
    request = webhook.request(message("new"), CHANNEL, env, now := datetime.now(UTC))
    Webhook(SECRET).verify(request.body, dict(request.headers))
    with pytest.raises(DeliveryError, match="OPS_SECRET_FILE names can't be read"):
        webhook.request(message("new"), CHANNEL, {**env, "OPS_SECRET_FILE": str(tmp_path / "none")}, now)
