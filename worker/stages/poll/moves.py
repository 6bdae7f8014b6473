"""A feed that is redirected for good: when its new address becomes its own. Facts and a clock in, a decision out.

A mistaken redirect, a captive portal or a domain that was seized answers 301 as well: the new address has to prove itself first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

POLLS = 10  # in a row that found the feed at the new address,
SPAN = timedelta(days=2)  # and over so long


class MoveFacts(Protocol):
    """What a feed's row says of where it is."""

    @property
    def url(self) -> str: ...
    @property
    def moved_to(self) -> str | None: ...
    @property
    def moved_since(self) -> datetime | None: ...
    @property
    def moved_polls(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Move:
    """Where the feed is redirected to for good, since when, in how many polls; `proven`: that is its address from now on."""

    to: str | None = None
    since: datetime | None = None
    polls: int = 0
    proven: bool = False


def follow(feed: MoveFacts, permanent_url: str, found: bool, now: datetime) -> Move:
    """`permanent_url`: where 301s and 308s led, "" for nowhere; `found`: a feed was there. A poll that failed proves nothing."""
    if not found:
        return Move(feed.moved_to, feed.moved_since, feed.moved_polls)
    if not permanent_url or permanent_url == feed.url:
        return Move()
    since, polls = now, 1
    if permanent_url == feed.moved_to and feed.moved_since is not None:
        since, polls = min(feed.moved_since, now), feed.moved_polls + 1
    proven = polls >= POLLS and now - since >= SPAN and _may_be_kept(feed.url, permanent_url)
    return Move(permanent_url, since, polls, proven)


def _may_be_kept(before: str, after: str) -> bool:
    """Not an address without the password that the old one holds, and none that gives up TLS: those go on being redirected."""
    old, new = urlsplit(before), urlsplit(after)
    return "@" not in old.netloc and not (old.scheme == "https" and new.scheme == "http")
