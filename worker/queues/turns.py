"""Whose turn it is at a host, where several pollers ask it."""

from __future__ import annotations

import math
import time
from contextlib import suppress

from redis.asyncio import Redis
from redis.exceptions import RedisError

_AWAY = 5.0  # seconds in which a Redis that did not answer is not asked again


class HostTurns:
    """Spacing that all pollers of one Redis keep. Without Redis each keeps its own. Close it with `aclose`."""

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._redis: Redis | None = None
        self._away_until = 0.0

    async def take(self, host: str, gap: float) -> float:
        """0.0: the turn is ours, and nobody else's for `gap` seconds. Else the seconds until there may be one."""
        if time.monotonic() < self._away_until:
            return 0.0
        try:
            pipeline = self._connected().pipeline(transaction=False)
            pipeline.set(_key(host), b"", nx=True, px=_milliseconds(gap))
            pipeline.pttl(_key(host))
            mine, left = await pipeline.execute()
        except (RedisError, OSError):
            await self._lost()
            return 0.0
        return 0.0 if mine else max(left, 1) / 1000

    async def block(self, host: str, seconds: float) -> None:
        """Nobody asks the host for so long."""
        with suppress(RedisError, OSError):
            await self._connected().set(_key(host), b"", px=_milliseconds(seconds))

    async def aclose(self) -> None:
        redis, self._redis = self._redis, None
        if redis is not None:
            with suppress(RedisError, OSError):
                await redis.aclose()

    def _connected(self) -> Redis:
        if self._redis is None:
            self._redis = Redis.from_url(self._redis_url, socket_connect_timeout=1, socket_timeout=1, retry=None)
        return self._redis

    async def _lost(self) -> None:
        self._away_until = time.monotonic() + _AWAY
        await self.aclose()


def _key(host: str) -> str:
    return f"tollwatch:host:{host}"


def _milliseconds(seconds: float) -> int:
    return max(1, math.ceil(seconds * 1000))
