"""The made-up alert that `tollwatch alerts test` sends."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from worker.channels.base import Item, Message, seconds_json
from worker.channels.sending import client_for, send
from worker.errors import DeliveryError
from worker.model import Channel
from worker.settings import Settings


def try_channel(channel: Channel, settings: Settings, env: Mapping[str, str] | None = None) -> str | None:
    """Sends the sample alert; why the endpoint did not take it, None where it did."""

    async def attempt() -> None:
        now = datetime.now(UTC)
        message = sample(now, f"test_{secrets.token_hex(16)}", settings.web.public_url)
        async with client_for(settings.fetch, channel) as client:
            await send(client, channel, message, os.environ if env is None else env, now, settings.deliver.timeout)

    try:
        asyncio.run(attempt())
    except DeliveryError as error:
        return str(error)
    return None


def sample(now: datetime, message_id: str, public_url: str = "") -> Message:
    """An alert of an event that never happened; it says TEST wherever it shows."""
    return Message((Item(message_id, 0, now, _data(now)),), test=True, public_url=public_url)


def _data(now: datetime) -> dict[str, Any]:
    day = now.date().isoformat()
    killed = {"low": 12, "best": 12, "high": None, "qualifier": "at_least"}
    return {
        "kind": "new",
        "reason": "crossed",
        "rule": "test",
        "count": "killed",
        "step": 10,
        "steps": [10],
        "previous_step": None,
        "headline_count": killed,
        "event": {
            "event_id": "e0",
            "type": "flood",
            "place": {
                "name": "Nowhere", "adm1": None, "country": None, "lat": None, "lon": None, "precision": "city",
            },
            "date": {"start": day, "end": day, "precision": "day"},
            "counts": {"killed": killed, "injured": None, "missing": None, "displaced": None},
            "articles": 2,
            "sources": 2,
            "first_seen": seconds_json(now - timedelta(minutes=4)),
            "updated": seconds_json(now),
        },
        "previous_counts": None,
        "last_alert": None,
        "evidence": [
            {
                "quote": "This is a test of the channel: nobody was harmed, and no such event is known.",
                "source": "Tollwatch",
                "url": "https://example.org/test",
                "published": seconds_json(now - timedelta(minutes=5)),
                "low": 12, "best": 12, "high": None,
            }
        ],
        "disagreement": [],
    }  # fmt: skip
