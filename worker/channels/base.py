"""What is sent, where a channel's secrets are, and what an endpoint's answer means."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from worker import log
from worker.errors import DeliveryError, DeliveryRefused, FetchError
from worker.web_client import Response, WebClient

_LONGEST_WAIT = timedelta(days=1)  # of what Retry-After may ask for
_THROTTLED = (429, 502, 503, 504)
_WORTH_REPEATING = (408, 425)


@dataclass(frozen=True, slots=True)
class Item:
    """One alert on its way to one channel."""

    id: str  # the delivery's message_id: the same at every attempt, alone or in a digest
    alert_id: int
    at: datetime  # when it was decided
    data: Mapping[str, Any]  # alerts.data

    @property
    def name(self) -> str:
        """As `tollwatch alerts show` takes it."""
        return f"n{self.alert_id}"


@dataclass(frozen=True, slots=True)
class Message:
    """What one request carries: one alert, or several as a digest."""

    items: tuple[Item, ...]
    maybe_repeat: bool = False  # an earlier attempt may have arrived
    test: bool = False
    public_url: str = ""

    @property
    def id(self) -> str:
        """Of the alert, or of just this set of alerts: another set is another message."""
        if len(self.items) == 1:
            return self.items[0].id
        joined = "\n".join(sorted(item.id for item in self.items))
        return f"digest_{hashlib.sha256(joined.encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class Post:
    """A request that is ready to go."""

    url: str
    body: bytes
    headers: Mapping[str, str]


def secret(name: str, env: Mapping[str, str]) -> str:
    """The variable `name`, or the first line of the file that `name`_FILE names. DeliveryError, which says what is missing."""
    if value := env.get(name, "").strip():
        return value
    path = env.get(f"{name}_FILE", "")
    if not path:
        raise DeliveryError(f"{name} is not set (nor {name}_FILE)")
    try:
        value = Path(path).read_text(encoding="utf-8").strip().partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError):
        raise DeliveryError(f"the file that {name}_FILE names can't be read") from None
    if not value:
        raise DeliveryError(f"the file that {name}_FILE names is empty")
    return value


async def post(client: WebClient, request: Post, timeout: timedelta, now: datetime) -> None:  # noqa: ASYNC109
    """One attempt. DeliveryError unless the endpoint took it; its message holds nothing of the URL but scheme and host."""
    try:
        response = await client.post(request.url, body=request.body, headers=request.headers, timeout=timeout)
    except FetchError as error:
        what = _without_path(str(error), request.url)
        raise DeliveryError(what, uncertain=error.sent) from None
    judge(response, now)


def judge(response: Response, now: datetime) -> None:
    """DeliveryError unless the answer is 2xx, DeliveryRefused where it will never be.

    Redirects are not followed: the signature is for one endpoint.
    """
    status = response.status
    if 200 <= status < 300:
        return
    if status == 410:
        raise DeliveryError("answered 410: the endpoint is gone", permanent=True)
    if status in _THROTTLED:
        raise DeliveryError(f"answered {status}", retry_after=_retry_after(response.headers, now))
    if 300 <= status < 400:
        raise DeliveryRefused(f"answered {status}: redirects are not followed, the channel needs the final address")
    if 400 <= status < 500 and status not in _WORTH_REPEATING:
        raise DeliveryRefused(f"answered {status}{_word(response.body)}")
    raise DeliveryError(f"answered {status}")


def public_link(message: Message, event: Mapping[str, Any]) -> str:
    """The evidence page of an event, "" where none is published."""
    return f"{message.public_url.rstrip('/')}/events/{event['event_id']}" if message.public_url else ""


def seconds_json(at: datetime) -> str:
    """A time in UTC as messages say it, to the second."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def http_url(url: object, longest: int) -> str:
    """`url` if a reader may follow it, else ""."""
    text = log.clean(url).strip() if isinstance(url, str) else ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    usable = parts.scheme in ("http", "https") and parts.netloc and not set(text) & set(" \"'\\^`{}<>")
    return text if usable and len(text) <= longest else ""


def as_items(deliveries: Sequence[Any]) -> tuple[Item, ...]:
    """Rows of the outbox as items."""
    return tuple(Item(row.message_id, row.alert_id, row.alert.at, row.alert.data) for row in deliveries)


def _word(body: bytes) -> str:
    """Slack answers with one word, such as invalid_payload; anything longer may repeat what was sent."""
    text = body[:80].decode("ascii", "replace").strip()
    return f" ({text})" if text and len(text) <= 60 and text.replace("_", "").isalnum() and text.isascii() else ""


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds from a Retry-After in seconds or as a date."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_WAIT.total_seconds())
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), _LONGEST_WAIT.total_seconds())


def _without_path(text: str, url: str) -> str:
    """The path of a Slack URL is the secret."""
    shown = text
    try:
        parts = urlsplit(url)
        pieces = [url, parts.path + (f"?{parts.query}" if parts.query else ""), parts.path, parts.query]
    except ValueError:
        pieces = [url]
    for piece in pieces:
        if len(piece) > 1:
            shown = shown.replace(piece, "***")
    return log.redact(log.clean(shown))[:300]
