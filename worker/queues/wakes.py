"""The waiting end of Queues.wake, for asyncio."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError


def wake_key(channel: str) -> str:
    return f"tollwatch:wake:{channel}"


class Wakes:
    """Whoever waits on a channel. Close it with `aclose`."""

    def __init__(self, redis_url: str, channel: str) -> None:
        self._redis_url, self._channel = redis_url, channel
        self._redis: Redis | None = None
        self._pubsub: PubSub | None = None

    async def wait_for_wake(self, seconds: float) -> bool:
        """True as soon as somebody wakes, False after `seconds`. Without Redis it sleeps that long."""
        until = time.monotonic() + seconds
        try:
            pubsub = await self._subscribed()
            while (left := until - time.monotonic()) > 0:
                if await pubsub.get_message(ignore_subscribe_messages=True, timeout=left) is not None:
                    return True
        except (RedisError, OSError):
            await self.aclose()
            await asyncio.sleep(max(0.0, until - time.monotonic()))
        return False

    async def _subscribed(self) -> PubSub:
        if self._pubsub is None:
            self._redis = Redis.from_url(self._redis_url, socket_connect_timeout=2, retry=None)
            pubsub = self._redis.pubsub()
            await pubsub.subscribe(wake_key(self._channel))
            self._pubsub = pubsub
        return self._pubsub

    async def aclose(self) -> None:
        pubsub, redis = self._pubsub, self._redis
        self._pubsub = self._redis = None
        with suppress(RedisError, OSError):
            if pubsub is not None:
                await pubsub.aclose()  # type: ignore[no-untyped-call]
            if redis is not None:
                await redis.aclose()
