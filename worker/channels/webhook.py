"""Webhooks after the Standard Webhooks specification: signed, one id over all attempts, a body that webhook.schema.json describes.

An alert inside of a digest carries the id that it would have alone: receivers drop what they have seen by it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook

from worker.channels import message as words
from worker.channels.base import Item, Message, Post, http_url, public_link, seconds_json, secret
from worker.errors import DeliveryError
from worker.model import Channel

Json = dict[str, Any]

SCHEMA = "1"
LARGEST = 20_000  # bytes of a body
_TYPES = {"new": "event.threshold_crossed", "step": "event.step_crossed", "correction": "event.corrected"}
_DIGEST = "alerts.digest"
_QUOTE, _NAME, _URL = 500, 120, 800  # characters
_VOICES = 12
_PREFIX = "whsec_"


def request(message: Message, channel: Channel, env: Mapping[str, str], now: datetime) -> Post:
    """Signed for this attempt. DeliveryError where address or secret is missing or unusable."""
    url = secret(channel.url_env, env)
    keys = list(_keys(channel.secret_env or "", env))
    body = json.dumps(payload(message), ensure_ascii=False, separators=(",", ":"))
    headers = {
        "content-type": "application/json; charset=utf-8",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(key.sign(message.id, now.astimezone(UTC), body) for key in keys),
    }
    return Post(url, body.encode("utf-8"), headers)


def payload(message: Message) -> Json:
    """The body, the same at every attempt."""
    if len(message.items) == 1:
        return _fit(_alert(message, message.items[0]))
    newest = max(item.at for item in message.items)
    listed = [_brief(message, item) for item in message.items]
    return {"type": _DIGEST, "timestamp": seconds_json(newest), "data": {"schema": SCHEMA, "alerts": listed}}


def _keys(name: str, env: Mapping[str, str]) -> Iterator[Webhook]:
    """Several keys, parted by spaces, are a rotation: the receiver may know either."""
    for key in secret(name, env).split():
        bare = key.removeprefix(_PREFIX).rstrip("=")
        try:
            raw = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        except ValueError:
            raw = b""
        if not raw:
            raise DeliveryError(f"{name} holds no signing secret: that is {_PREFIX} and base64")
        yield Webhook(raw)


def _alert(message: Message, item: Item) -> Json:
    data = item.data
    event = data["event"]
    facts: Json = {
        "schema": SCHEMA,
        "alert": _head(item),
        "rule": data["rule"],
        "step": data["step"],
        "summary": words.plain(words.headline(data), 300),
        "event": {
            "event_id": event["event_id"],
            "type": event["type"],
            "place": _place(event["place"]),
            "date": event["date"],
            "articles": event["articles"],
            "first_seen": event["first_seen"],
            "updated": event["updated"],
        },
        "counts": event["counts"],
        "previous_counts": data.get("previous_counts"),
        "last_alert": _last(data.get("last_alert")),
        "headline_count": data["headline_count"],
        "sources": event["sources"],
        "evidence": [_evidence(evidence) for evidence in data.get("evidence", ())],
        "disagreement": [_voice(voice) for voice in data.get("disagreement", ())[:_VOICES]],
    }
    if link := public_link(message, event):
        facts["event"]["link"] = link
    if message.test:
        facts["test"] = True
    return {"type": _TYPES[data["kind"]], "timestamp": seconds_json(item.at), "data": facts}


def _brief(message: Message, item: Item) -> Json:
    """An alert as a digest shows it: everything but its evidence."""
    data = item.data
    event = data["event"]
    where = event["place"] or {}
    brief: Json = {
        "type": _TYPES[data["kind"]],
        "alert": {
            "id": item.id,
            "alert_id": item.name,
            "at": seconds_json(item.at),
            "count": data["count"],
            "steps": data["steps"][-4:],
        },
        "rule": data["rule"],
        "step": data["step"],
        "event_id": event["event_id"],
        "event_type": event["type"],
        "place": words.plain(where.get("name"), 40),
        "country": where.get("country"),
        "headline_count": data["headline_count"],
        "sources": event["sources"],
    }
    return brief


def _head(item: Item) -> Json:
    data = item.data
    return {
        "id": item.id,
        "alert_id": item.name,
        "sequence": item.alert_id,
        "kind": data["kind"],
        "reason": data.get("reason"),
        "count": data["count"],
        "steps": data["steps"],
        "previous_step": data.get("previous_step"),
    }


def _last(last: Mapping[str, Any] | None) -> Json | None:
    return {name: last[name] for name in ("alert_id", "at", "counts")} if last and last.get("counts") else None


def _evidence(evidence: Mapping[str, Any]) -> Json:
    return {
        "quote": words.plain(evidence["quote"], _QUOTE),
        "source": words.plain(evidence["source"], _NAME),
        "url": http_url(evidence.get("url"), _URL),
        "published": evidence.get("published"),
        "low": evidence["low"],
        "best": evidence["best"],
        "high": evidence["high"],
    }


def _voice(voice: Mapping[str, Any]) -> Json:
    return {"source": words.plain(voice["source"], _NAME), "low": voice["low"], "best": voice["best"], "high": voice["high"]}


def _place(where: Mapping[str, Any] | None) -> Json | None:
    if where is None:
        return None
    return {
        "name": words.plain(where["name"], _NAME),
        "adm1": words.plain(where["adm1"], _NAME) if where.get("adm1") else None,
        "country": where["country"],
        "lat": where["lat"],
        "lon": where["lon"],
        "precision": where["precision"],
    }


def _fit(body: Json) -> Json:
    """The oldest voices and quotes leave a body that is too large."""
    facts = body["data"]
    for name in ("disagreement", "evidence"):
        while facts[name] and len(json.dumps(body, ensure_ascii=False).encode()) > LARGEST:
            facts[name].pop()
    return body
