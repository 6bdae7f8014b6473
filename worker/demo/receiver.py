"""The other end of a webhook channel: takes alerts on loopback and believes only those whose signature is right."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Any, ClassVar

from standardwebhooks import Webhook, WebhookVerificationError

from worker.demo.newsroom import LoopbackServer, QuietHandler

Payload = dict[str, Any]
_LARGEST = 256 * 1024  # bytes of one alert


def make_secret() -> str:
    """A Standard Webhooks signing secret of 24 random bytes."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"


class Receiver:
    """Keeps each alert once by its webhook-id, and tells `on_alert` when it is new."""

    def __init__(self, secret: str, on_alert: Callable[[Payload], None] = lambda payload: None, port: int = 0) -> None:
        self.alerts: dict[str, Payload] = {}  # webhook-id -> body
        self.refused = 0
        self._webhook = Webhook(secret)
        self._on_alert = on_alert
        self._server = LoopbackServer(port, type("AlertHandler", (_AlertHandler,), {"receiver": self}))

    @property
    def url(self) -> str:
        return f"{self._server.base_url}/alerts"

    def take(self, body: bytes, headers: dict[str, str]) -> int:
        """The HTTP status to answer with: 204 for a signed alert, seen before or not; 401 for a wrong signature."""
        try:
            payload = self._webhook.verify(body, headers)
        except (WebhookVerificationError, ValueError):  # ValueError: not JSON, not UTF-8, a torn signature
            self.refused += 1
            return 401
        message_id = {name.lower(): value for name, value in headers.items()}["webhook-id"]
        if message_id not in self.alerts:
            self.alerts[message_id] = payload
            self._on_alert(payload)
        return 204

    def __enter__(self) -> Receiver:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.stop()


class _AlertHandler(QuietHandler):
    receiver: ClassVar[Receiver]

    def do_POST(self) -> None:  # noqa: N802 (http.server looks the name up)
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            self.close_connection = True
            self.reply(413 if length else 411, {})
            return
        self.reply(self.receiver.take(self.rfile.read(int(length)), dict(self.headers)), {})
