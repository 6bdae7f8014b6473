"""An alert that came over the webhook reads as the Slack message of the same alert would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from worker.channels import slack, webhook
from worker.channels.sample import sample
from worker.demo.as_slack import alert_lines, lines, plain

NOW = datetime(2019, 12, 2, 18, 0, tzinfo=UTC)


def test_the_webhooks_alert_shows_the_lines_of_the_slack_message() -> None:
    message = replace(sample(NOW, "msg_1"), test=False)
    shown = list(alert_lines(webhook.payload(message)))
    assert shown == list(lines(slack.payload(message)))
    kinds = [kind for kind, _ in shown]
    assert kinds[0] == "header"
    assert {"text", "quote", "context"} <= set(kinds)
    assert "12" in shown[0][1]


@pytest.mark.parametrize(
    ("mrkdwn", "read"),
    [
        ("*bold* and _soft_", "bold and soft"),
        ("<https://example.org/a|Harbour Wire>, today", "Harbour Wire, today"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("fish &amp; chips &lt;tag&gt;", "fish & chips <tag>"),
        ("a * b * c, snake_case_word", "a * b * c, snake_case_word"),
    ],
)
def test_markup_is_read_as_slack_shows_it(mrkdwn: str, read: str) -> None:
    assert plain(mrkdwn) == read
