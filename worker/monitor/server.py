"""The HTTP server of `tollwatch web`: three GETs, a few at a time, for monitors on this machine or behind your own proxy.

/livez    200 while this process runs
/healthz  the status as JSON; 200, or 503 where the store or Redis is away
/metrics  the same figures for Prometheus
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from worker import __version__, health, log
from worker.app import App, serve
from worker.errors import ConfigError
from worker.monitor import metrics

_AT_A_TIME = 16  # connections; more are closed at once
_SECONDS = 10.0  # that a client may take
_FRESH = 1.0  # seconds that an answer serves everyone: a store is not asked again for each


class Figures:
    """The status, computed when somebody asks, at most once a second."""

    def __init__(self, look: Callable[[], health.Health]) -> None:
        self._look = look
        self._lock = threading.Lock()
        self._found: health.Health = {}
        self._until = 0.0

    def __call__(self) -> health.Health:
        with self._lock:
            if time.monotonic() >= self._until:
                self._found = self._look()
                self._until = time.monotonic() + _FRESH
            return self._found


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # with the usual 5, a burst of clients waits a second for the kernel

    def __init__(self, listen: str, figures: Figures) -> None:
        host, port = address(listen)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.figures = figures
        self._slots = threading.BoundedSemaphore(_AT_A_TIME)
        super().__init__((host, port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._slots.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._slots.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        if isinstance(error, OSError):
            log.get(process="web").debug("connection lost", error=str(error))
        else:
            log.get(process="web").error("not answered", exc_info=error)


class Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = _SECONDS

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/livez":
            self._answer(200, "text/plain; charset=utf-8", "ok\n")
        elif path == "/healthz":
            found = self.server.figures()
            up = found["store"] == found["redis"] == "up"
            self._answer(200 if up else 503, "application/json", json.dumps(found) + "\n")
        elif path == "/metrics":
            self._answer(200, metrics.CONTENT_TYPE, metrics.render(self.server.figures(), __version__))
        else:
            self._answer(404, "text/plain; charset=utf-8", "/livez, /healthz or /metrics\n")

    do_HEAD = do_GET  # noqa: N815

    def _answer(self, status: int, content_type: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        return "tollwatch"

    def log_message(self, format: str, *args: Any) -> None:
        log.get(process="web").debug("asked", line=format % args)


def address(listen: str) -> tuple[str, int]:
    """ "127.0.0.1:9464" or "[::1]:9464", as the settings have checked it."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


def main(app: App) -> None:
    """`tollwatch web`: until SIGTERM or SIGINT. It begins without store and Redis as well: to say that they are away."""
    listen = app.settings.web.listen
    if not listen:
        raise ConfigError("[web] listen is not set", hint='such as listen = "127.0.0.1:9464" in tollwatch.toml')
    try:
        server = Server(listen, Figures(lambda: health.look(app)))
    except OSError as error:
        raise ConfigError(
            f"[web] listen = {listen!r}: {error.strerror}", hint="give an address of this machine and a free port"
        ) from None
    with server:
        serve(app, "web", lambda stop, _: run(server, stop), needs_store=False)


async def run(server: Server, stop: asyncio.Event) -> None:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    host, port = server.server_address[:2]
    log.get(process="web").info("health and metrics", host=host, port=port)
    await stop.wait()
    server.shutdown()
    thread.join()
