"""A feed's body cut into its items, so that only items not met before need parsing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

_EDGE = re.compile(rb"<(/?+)(item|entry)(?=[\s>])[^<>]*+>")


@dataclass(frozen=True, slots=True)
class Blocks:
    """head + items + tail is the body, but for white space between items; `hashes`: 8 bytes for each item."""

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes
    hashes: tuple[bytes, ...]

    def without(self, known: frozenset[bytes]) -> bytes:
        """A smaller body: the items whose hash is not in `known`."""
        fresh = [item for item, name in zip(self.items, self.hashes, strict=True) if name not in known]
        return b"".join([self.head, *fresh, self.tail])


def split_blocks(body: bytes) -> Blocks | None:
    """None where the items don't follow one another cleanly: then only the whole can be parsed."""
    items: list[bytes] = []
    start, end, head = None, 0, b""
    for edge in _EDGE.finditer(body):
        closes = bool(edge[1])
        if closes == (start is None) or edge[0].endswith(b"/>"):
            return None
        if not closes:
            gap = body[end : edge.start()]
            if items and gap.strip():
                return None
            head = head if items else gap
            start = edge.start()
        else:
            end = edge.end()
            items.append(body[start:end])
            start = None
    if start is not None or not items:
        return None
    return Blocks(head, tuple(items), body[end:], tuple(blake2b(item, digest_size=8).digest() for item in items))
