"""Slack: an incoming webhook and Block Kit. Text from strangers is escaped, can mention nobody and is cut to Slack's limits.

Limits: a header 150 characters, a section 3,000, 50 blocks, and 10,000 in all, of which more would be refused silently.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from worker.channels import message as words
from worker.channels.base import Item, Message, Post, http_url, public_link, secret
from worker.model import Channel
from worker.stages.alert.digest import DIGEST_MOST

Block = dict[str, Any]

_HEADER = 150
_SECTION = 3000
_TOTAL = 10_000
_QUOTE = 600
_URL = 500
_VOICES = 10  # of a disagreement
_LINE = 270  # of a digest: DIGEST_MOST lines stay within the total
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_REPEAT = "This may be a repeat: an earlier attempt may have arrived."


def request(message: Message, channel: Channel, env: Mapping[str, str], now: datetime) -> Post:
    """DeliveryError where the address is missing."""
    body = json.dumps(payload(message), ensure_ascii=False).encode("utf-8")
    return Post(secret(channel.url_env, env), body, {"content-type": "application/json; charset=utf-8"})


def payload(message: Message) -> Block:
    """What Slack is given: blocks, and a text for notifications."""
    blocks = _digest(message) if len(message.items) > 1 else _alert(message)
    title = blocks[0]["text"]["text"]
    if message.maybe_repeat:
        blocks.append(_context(_REPEAT))
    whole = {
        "text": title,
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "parse": "none",
    }
    while _units(json.dumps(whole, ensure_ascii=False)) > _TOTAL:
        del blocks[_last_section(blocks)]
    return whole


def escape(text: object, limit: int) -> str:
    """Plain text for any text object: `& < >` escaped, at most `limit` UTF-16 units, cut between characters with a mark."""
    pieces, size = [], 0
    for char in words.plain(text, limit + 1):
        piece = _ESCAPES.get(char, char)
        size += _units(piece)
        pieces.append(piece)
        if size > limit:
            break
    else:
        return "".join(pieces)
    while pieces and size > limit - 1:
        size -= _units(pieces.pop())
    return "".join(pieces).rstrip() + words.ELLIPSIS


# --- one alert -------------------------------------------------------------------------------------------------------


def _alert(message: Message) -> list[Block]:
    item = message.items[0]
    event = item.data["event"]
    blocks = [_header(("TEST – " if message.test else "") + words.headline(item.data)), _section(_facts(item.data))]
    if voices := item.data.get("disagreement"):
        blocks.append(_section(_voices(voices, item.data["count"])))
    blocks += [_section(_quote(evidence)) for evidence in item.data.get("evidence", ())]
    link = public_link(message, event)
    more = [
        f"{words.number(event['articles'], 'article')}, {words.number(event['sources'], 'independent source')}",
        f"first seen {words.moment(event['first_seen'])}",
        f"<{_href(link)}|event {escape(event['event_id'], 20)}>" if link else f"event {escape(event['event_id'], 20)}",
        f"alert {item.name}",
    ]
    if doubt := words.doubt(item.data):
        more.insert(0, doubt)
    return [*blocks, _context(" · ".join(more))]


def _facts(data: Mapping[str, Any]) -> str:
    """Where, when and what; all tolls; the rule and its step."""
    event = data["event"]
    first = " · ".join(filter(None, (words.place(event["place"]), words.span(event["date"]), words.event_type(event))))
    lines = [
        f"*{escape(first or 'place and date not known yet', 400)}*",
        escape(words.sentence(words.tolls(event["counts"])), 400),
        f"Rule {escape(data['rule'], 70)}: {escape(words.crossed(data), 200)}",
        escape(words.sentence(words.since(data)), 300),
    ]
    return "\n".join(filter(None, lines))


def _voices(voices: list[Mapping[str, Any]], count: str) -> str:
    lines = [f"• {escape(voice['source'], 90)}: {escape(words.figure(voice, count), 90)}" for voice in voices[:_VOICES]]
    if len(voices) > _VOICES:
        lines.append(f"• and {len(voices) - _VOICES} more")
    return "*Sources differ*\n" + "\n".join(lines)


def _quote(evidence: Mapping[str, Any]) -> str:
    source = escape(evidence["source"] or "source", 90)
    url = _href(http_url(evidence.get("url"), _URL))
    said = f"<{url}|{source.replace('|', '/')}>" if 0 < _units(url) <= _URL else source
    when = words.moment(evidence.get("published"))
    return f">{escape(evidence['quote'], _QUOTE)}\n{said}{f', {when}' if when else ''}"


# --- several in one --------------------------------------------------------------------------------------------------


def _digest(message: Message) -> list[Block]:
    lines = [_line(message, item) for item in message.items[:DIGEST_MOST]]
    blocks = [_header(f"{len(message.items)} casualty alerts")]
    for chunk in _chunks(lines):
        blocks.append(_section("\n".join(chunk)))
    return [*blocks, _context("Several alerts within minutes come as one message.")]


def _line(message: Message, item: Item) -> str:
    evidence = item.data.get("evidence") or [{}]
    link = public_link(message, item.data["event"])
    url = next(
        (url for url in (link, http_url(evidence[0].get("url"), _LINE)) if url and _units(_href(url)) <= _LINE - 125), ""
    )
    title = escape(words.headline(item.data), 110)
    return f"• <{_href(url)}|{title.replace('|', '/')}>" if url else f"• {title}"


def _chunks(lines: list[str]) -> list[list[str]]:
    """Lines in sections within the limit."""
    per_section = _SECTION // (_LINE + 1)
    return [lines[start : start + per_section] for start in range(0, len(lines), per_section)]


# --- blocks ----------------------------------------------------------------------------------------------------------


def _header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": escape(text, _HEADER), "emoji": False}}


def _section(text: str) -> Block:
    """`text` is escaped already. verbatim: Slack makes no links or mentions of its own from it."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def _last_section(blocks: list[Block]) -> int:
    return max(number for number, block in enumerate(blocks) if block["type"] == "section")


def _href(url: str) -> str:
    """A checked URL between `<` and `|`."""
    for char, code in (("&", "&amp;"), ("<", "%3C"), (">", "%3E"), ("|", "%7C")):
        url = url.replace(char, code)
    return url


def _units(text: str) -> int:
    """Characters as JavaScript counts them; Slack doesn't say how it does, and this is never less."""
    return len(text) + sum(char > "\uffff" for char in text)
