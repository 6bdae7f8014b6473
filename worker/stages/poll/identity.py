"""Who an entry is within its feed, so that it is stored once however often it is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from worker.model import Entry

_SCHEME = re.compile(r"^https?+://", re.IGNORECASE)


def entry_keys(entries: Sequence[Entry]) -> tuple[str, ...]:
    """One key per entry: its guid, else its link, else title and date. What several different items share names none of them."""
    ambiguous_guids = _shared([(entry.guid and _bare(entry.guid), (entry.url, entry.title)) for entry in entries])
    ambiguous_links = shared_links(entries)
    return tuple(_key(entry, ambiguous_guids, ambiguous_links) for entry in entries)


def shared_links(entries: Sequence[Entry]) -> frozenset[str]:
    """The links that several items of different titles point to: a live page or the front page, not an article of their own."""
    return _shared([(entry.url, entry.title) for entry in entries])


def _key(entry: Entry, ambiguous_guids: frozenset[str], ambiguous_links: frozenset[str]) -> str:
    guid = entry.guid and _bare(entry.guid)
    if guid and guid not in ambiguous_guids:
        return _hash("guid", guid)
    if entry.url and entry.url not in ambiguous_links:
        return _hash("link", _bare(entry.url))
    when = entry.published.isoformat() if entry.published else entry.summary[:500]
    return _hash("text", entry.title, when)


def _shared(pairs: Sequence[tuple[str | None, object]]) -> frozenset[str]:
    """The names that stand for more than one thing."""
    things: dict[str, set[object]] = defaultdict(set)
    for name, thing in pairs:
        if name:
            things[name].add(thing)
    return frozenset(name for name, meant in things.items() if len(meant) > 1)


def _bare(name: str) -> str:
    """Without the scheme: a site that moves to https shows no new items."""
    return _SCHEME.sub("", name.strip())


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
