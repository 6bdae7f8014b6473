"""What each site's robots.txt says, remembered for a day."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import timedelta
from urllib.parse import urlsplit

from worker.errors import FetchError, TooLarge
from worker.stages.fetch import robots_allows, robots_delay
from worker.web_client import WebClient

_REMEMBER = 24 * 3600.0  # seconds
_REMEMBER_FAILURE = 600.0  # a site whose robots.txt can't be had is not asked for pages, but soon for robots.txt again
_SITES = 1_000
_LARGEST = 500 * 1024  # what RFC 9309 says must be read
_TIMEOUT = timedelta(seconds=10)


class Rules:
    """One site's answer. `unsure`: it could not be had, so that nothing is allowed for now."""

    def __init__(self, status: int | None, body: bytes, until: float) -> None:
        self.status, self.body, self.until = status, body, until
        self.unsure = status is None or status >= 500

    def allows(self, url: str, user_agent: str) -> bool:
        return robots_allows(self.status, self.body, user_agent, url)

    def delay(self, user_agent: str) -> float:
        return robots_delay(self.status, self.body, user_agent) or 0.0


class Robots:
    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._sites: OrderedDict[str, Rules] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}

    def known(self, url: str) -> Rules | None:
        """What is remembered of the site of `url`."""
        rules = self._sites.get(_origin(url))
        return rules if rules is not None and rules.until > asyncio.get_running_loop().time() else None

    async def ask(self, url: str) -> Rules:
        """Asks the site of `url`; those who ask meanwhile wait for the same answer."""
        origin = _origin(url)
        lock = self._locks.setdefault(origin, asyncio.Lock())
        try:
            async with lock:
                return self.known(url) or await self._ask(origin)
        finally:
            if not lock.locked():
                self._locks.pop(origin, None)

    async def _ask(self, origin: str) -> Rules:
        status: int | None = None
        body = b""
        try:
            response = await self._client.get(f"{origin}/robots.txt", max_bytes=_LARGEST, timeout=_TIMEOUT)
            status, body = response.status, response.body
        except TooLarge:
            status = 200
            body = b"User-agent: *\nDisallow: /"  # more rules than anyone reads: leave the site alone
        except FetchError:
            pass
        rules = Rules(status, body, 0.0)
        rules.until = asyncio.get_running_loop().time() + (_REMEMBER_FAILURE if rules.unsure else _REMEMBER)
        self._sites[origin] = rules
        while len(self._sites) > _SITES:
            self._sites.popitem(last=False)
        return rules


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
