"""What is refused or cut before a parser sees it: bodies made to cost minutes or gigabytes.

These are the cheap shapes; whatever they miss meets the CPU and memory limits of the process that parses.
"""

from __future__ import annotations

import re

MAX_ENTITIES = 100  # declarations; honest feeds that declare any declare a few named characters
MAX_ENTITY_LENGTH = 1_000
MAX_OPENINGS = 2_000  # tags between two closing tags: deep nesting costs seconds
MAX_ATTRIBUTES = 256
MAX_AUTHOR = 1_000  # feedparser looks for an address in it with a quadratic pattern

_ENTITY = re.compile(rb"<!ENTITY([^<>]*+)", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[^<>]{4096,}+")
_PERSON = re.compile(
    rb"<(/?+)((?:[A-Za-z]++:)?+(?:author|creator|name|managingeditor|webmaster|publisher|contributor|owner))(?=[\s>/])[^<>]*+>",
    re.IGNORECASE,
)
_ITEM = re.compile(rb"<(?:[A-Za-z]++:)?+(?:item|entry)(?=[\s>])", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:[A-Za-z]++:)?+(?:item|entry)\s*+>", re.IGNORECASE)


def refusal(body: bytes) -> str | None:
    """Why `body` must not be parsed: entity_bomb, too_deep or huge_tag; None if it may."""
    if b"\0" in body[:4096]:  # UTF-16 or UTF-32: the same words with NULs between them
        body = body.replace(b"\0", b"")
    entities = _ENTITY.findall(body)
    if len(entities) > MAX_ENTITIES or any(len(entity) > MAX_ENTITY_LENGTH for entity in entities):
        return "entity_bomb"
    if any(len(tag) > 4096 and tag.count(b"=") > MAX_ATTRIBUTES for tag in _LONG_TAG.findall(body)):
        return "huge_tag"
    if any(piece.count(b"<") > MAX_OPENINGS for piece in body.split(b"</")):
        return "too_deep"
    return None


def trim(body: bytes, max_entries: int) -> tuple[bytes, int]:
    """`body` with its first `max_entries` items and without over-long author names, and how many items were cut."""
    body = _without_long_persons(body)
    starts = [match.start() for match in _ITEM.finditer(body)]
    if len(starts) <= max_entries:
        return body, 0
    ends = [match.end() for match in _ITEM_END.finditer(body)]
    kept = max((end for end in ends if end <= starts[max_entries]), default=starts[max_entries])
    tail = body[ends[-1] :] if ends else b""
    return body[:kept] + tail, len(starts) - max_entries


def _without_long_persons(body: bytes) -> bytes:
    pieces: list[bytes] = []
    position = 0
    opened: re.Match[bytes] | None = None
    for tag in _PERSON.finditer(body):
        closes = bool(tag[1])
        if closes and opened and opened[2].lower() == tag[2].lower() and tag.start() - opened.end() > MAX_AUTHOR:
            pieces.append(body[position : opened.end()])
            position = tag.start()
        opened = None if closes else tag
    return b"".join([*pieces, body[position:]]) if pieces else body
