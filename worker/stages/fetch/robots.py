"""robots.txt by RFC 9309: what can't be had for the server's fault forbids, what isn't there allows."""

from __future__ import annotations

import functools

from protego import Protego

_LONGEST = 500 * 1024  # bytes that are read of one robots.txt
_LONGEST_DELAY = 60.0  # seconds


def robots_allows(robots_status: int | None, robots_body: bytes, user_agent: str, url: str) -> bool:
    """Whether `url` may be fetched. `robots_status` is None where no answer could be had at all."""
    if robots_status is None or robots_status >= 500:
        return False
    if not 200 <= robots_status < 300:
        return True
    return bool(_parse(robots_body[:_LONGEST]).can_fetch(url, _token(user_agent)))


def robots_delay(robots_status: int | None, robots_body: bytes, user_agent: str) -> float | None:
    """The Crawl-delay in seconds, at most a minute; None where none is asked for."""
    if robots_status is None or not 200 <= robots_status < 300:
        return None
    delay = _parse(robots_body[:_LONGEST]).crawl_delay(_token(user_agent))
    return None if delay is None or not delay > 0 else min(float(delay), _LONGEST_DELAY)


@functools.lru_cache(maxsize=32)
def _parse(body: bytes) -> Protego:
    return Protego.parse(body.decode("utf-8-sig", errors="replace"))


def _token(user_agent: str) -> str:
    """The product's name, which is what a robots.txt speaks of: "Tollwatch/0.1 (contact)" -> "Tollwatch"."""
    return user_agent.partition("/")[0].strip() or user_agent
