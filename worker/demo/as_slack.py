"""A webhook's alert as the Slack channel would show it, in lines for a terminal: what the blocks say, without their markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from worker.channels import slack
from worker.channels.base import Item, Message

_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_EMPHASIS = re.compile(r"(?<!\w)([*_~])(\S|\S.*?\S)\1(?!\w)")


def alert_lines(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The lines of one alert as it came over the webhook."""
    data = payload["data"]
    facts = {**data, **data["alert"], "event": {**data["event"], "counts": data["counts"], "sources": data["sources"]}}
    item = Item(data["alert"]["id"], data["alert"]["sequence"], datetime.fromisoformat(payload["timestamp"]), facts)
    return lines(slack.payload(Message((item,))))


def lines(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(kind, text) of each line; kind is header, text, quote or context."""
    for block in message["blocks"]:
        kind = {"header": "header", "context": "context"}.get(block["type"], "text")
        for part in _parts(block):
            for line in plain(part).splitlines():
                if line.startswith(">"):
                    yield "quote", line.removeprefix(">").strip()
                elif line.strip():
                    yield kind, line.strip()


def _parts(block: Mapping[str, Any]) -> Iterator[str]:
    for element in (block.get("text"), *block.get("fields", ()), *block.get("elements", ())):
        if isinstance(element, Mapping) and isinstance(element.get("text"), str):
            yield element["text"]


def plain(mrkdwn: str) -> str:
    """Slack's mrkdwn as a reader sees it: links by their words, no asterisks."""
    shown = _LINK.sub(lambda link: link[2] or link[1], mrkdwn)
    return html.unescape(_EMPHASIS.sub(r"\2", shown))
