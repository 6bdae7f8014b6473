"""Slack messages: Block Kit within its limits, hostile text harmless, golden files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.channels import alerts
from worker.channels import Item, Message, slack, webhook
from worker.channels.sample import sample
from worker.errors import DeliveryError
from worker.model import Channel
from worker.stages.alert.digest import DIGEST_MOST

GOLDEN = Path(__file__).parent / "golden"
CHANNEL = Channel("desk", "slack", "SLACK_URL")

MESSAGES: dict[str, Message] = {
    "new": alerts.message(),
    "step": alerts.message(
        kind="step", step=100, steps=[100], previous_step=50, headline_count=alerts.count(90, 100, 110, "approx"), disagreement=[],
        last_alert=alerts.last(alerts.count(52), alerts.count(120)),
    ),
    "correction": Message((Item("msg_c", 3, alerts.AT, alerts.correction()),)),
    "unknown_place": alerts.message(event={"place": None, "date": None, "type": "unknown"}, evidence=[], disagreement=[]),
    "repeat": Message((alerts.item(),), maybe_repeat=True, public_url="https://toll.example"),
    "test": sample(alerts.AT, "msg_test"),
    "digest": Message(tuple(alerts.item(n) for n in range(1, 4))),
    "hostile": Message((Item("msg_h", 4, alerts.AT, alerts.hostile()),)),
    **{f"hostile {char}": Message((Item("msg_l", 4, alerts.AT, alerts.large(char)),)) for char in "&\"🔥"},
}  # fmt: skip


def texts(payload: Any) -> Iterator[Mapping[str, Any]]:
    """Every text object of a payload."""
    if isinstance(payload, dict):
        if payload.get("type") in ("mrkdwn", "plain_text"):
            yield payload
        payload = list(payload.values())
    if isinstance(payload, list):
        for value in payload:
            yield from texts(value)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("kind", ["slack", "webhook"])
@pytest.mark.parametrize("name", [name for name in MESSAGES if "hostile" not in name])
def test_the_payload_is_the_golden_one(kind: str, name: str) -> None:
    payload = (slack if kind == "slack" else webhook).payload(MESSAGES[name])
    assert payload == json.loads((GOLDEN / f"{kind}_{name}.json").read_text(encoding="utf-8"))


def test_the_headline_is_in_the_header_and_in_the_notification() -> None:
    payload = slack.payload(MESSAGES["new"])
    assert payload["blocks"][0]["text"]["text"] == payload["text"] == "At least 96 killed – Tarvel, Odrun Province, Syria"


def test_disagreement_is_shown_with_who_says_what() -> None:
    said = "\n".join(text["text"] for text in texts(slack.payload(MESSAGES["new"])))
    assert "• The Odrun Post: at least 96 killed\n• Marrin Radio: 90 killed" in said


def test_a_report_that_may_be_about_another_event_is_called_so() -> None:
    doubtful = slack.payload(alerts.message(reason="hold_ended"))
    assert "may be about another event" in doubtful["blocks"][-1]["elements"][0]["text"]
    assert "may be about another event" not in json.dumps(slack.payload(MESSAGES["new"]))


def test_quotes_link_to_their_source() -> None:
    said = "\n".join(text["text"] for text in texts(slack.payload(MESSAGES["new"])))
    assert (
        ">At least 96 people were killed in Tarvel, police said.\n<https://odrun.example/bus|The Odrun Post>, 4 March 2024 10:15 UTC"
        in said
    )


@pytest.mark.parametrize("name", MESSAGES)
def test_every_limit_is_kept(name: str) -> None:
    payload = slack.payload(MESSAGES[name])
    assert payload["blocks"][0]["type"] == "header" and units(payload["blocks"][0]["text"]["text"]) <= 150
    assert all(0 < units(text["text"]) <= 3000 for text in texts(payload))
    assert len(payload["blocks"]) <= 50
    assert units(json.dumps(payload, ensure_ascii=False)) <= 10_000
    json.loads(slack.request(MESSAGES[name], CHANNEL, {"SLACK_URL": "https://hooks.example/x"}, alerts.AT).body)


@pytest.mark.parametrize("name", MESSAGES)
def test_nothing_unfurls_and_nothing_is_linked_by_slack_itself(name: str) -> None:
    payload = slack.payload(MESSAGES[name])
    assert (payload["unfurl_links"], payload["unfurl_media"], payload["link_names"]) == (False, False, False)
    assert all(text.get("verbatim") for text in texts(payload) if text["type"] == "mrkdwn")


def test_hostile_text_can_mention_nobody_and_link_nowhere() -> None:
    payload = slack.payload(MESSAGES["hostile"])
    said = [payload["text"], *(text["text"] for text in texts(payload))]
    assert any("&lt;!channel&gt; &amp; " in text for text in said)
    for text in said:
        without_links = re.sub(r"<https://[ab]\.example/[^<>|]*\|[^<>|]*>", "", text)
        assert not re.search(r"<|(?<!^)(?<!\n)>", without_links), without_links
        assert not re.search(r"&(?!amp;|lt;|gt;)", without_links)
        assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", text)


def test_cutting_leaves_no_half_entity_and_no_half_character() -> None:
    for limit in range(2, 40):
        text = slack.escape("<&>" * 5 + "🔥" * 20, limit)
        assert units(text) <= limit
        assert re.fullmatch(r"(&lt;|&amp;|&gt;|🔥)*…?", text)


def test_the_largest_digest_shows_every_alert() -> None:
    message = Message(tuple(Item(f"m{n}", n, alerts.AT, {**alerts.hostile(), "step": n}) for n in range(DIGEST_MOST)))
    payload = slack.payload(message)
    assert sum(text["text"].count("• ") for text in texts(payload)) == DIGEST_MOST
    assert units(json.dumps(payload, ensure_ascii=False)) <= 10_000


def test_a_repeat_says_so_and_a_test_says_so() -> None:
    assert "may be a repeat" in json.dumps(slack.payload(MESSAGES["repeat"]))
    assert slack.payload(MESSAGES["test"])["text"].startswith("TEST")


def test_a_missing_address_is_named_and_can_be_mended() -> None:
    with pytest.raises(DeliveryError, match="SLACK_URL is not set") as caught:
        slack.request(MESSAGES["new"], CHANNEL, {}, alerts.AT)
    assert not caught.value.permanent
