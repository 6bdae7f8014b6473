"""httpx over the checked backend, and what its failures are called."""

from __future__ import annotations

import functools
import logging
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import cast

import httpcore
import httpx

from worker.errors import FetchError, TimedOut, TooLarge, Unreachable
from worker.web_client.addresses import CheckedBackend

_KEEP_ALIVE_SECONDS = 15.0  # longer than the gap between two requests to one host

# At INFO httpx logs every URL, at DEBUG httpcore logs headers: a Slack webhook's URL is its secret.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(slots=True)
class Progress:
    """How far a request has come; given along as its extension "progress"."""

    kept: bool = False  # on a connection that served another request before
    sent: bool = False  # it may have reached the server
    answered: bool = False


class Transport(httpx.AsyncBaseTransport):
    """httpx over httpcore's HTTP/1.1 connections, made through the checked backend. Cookies never reach httpx.

    The pool is our own: httpcore's hands one idle connection to several waiting requests at once, whose losers queue again
    and can starve, and its work per request grows with its size.
    """

    def __init__(self, backend: CheckedBackend, max_idle: int) -> None:
        self._backend = backend
        self._max_idle = max_idle
        self._idle: list[tuple[httpcore.Origin, httpcore.AsyncHTTP11Connection]] = []  # oldest first

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        content = cast(AsyncIterator[bytes], request.stream)
        extensions = {"timeout": request.extensions["timeout"]}
        asked = httpcore.Request(request.method, target, headers=request.headers.raw, content=content, extensions=extensions)
        progress: Progress = request.extensions["progress"]
        connection = await self._kept(target.origin)
        progress.kept = connection is not None
        connection = connection or await self._open(target.origin, extensions["timeout"]["connect"])
        progress.sent = True
        answer = await connection.handle_async_request(asked)
        progress.answered = True
        headers = [pair for pair in answer.headers if pair[0].lower() != b"set-cookie"]
        return httpx.Response(answer.status, headers=headers, stream=_Stream(self, target.origin, connection, answer))

    async def keep(self, origin: httpcore.Origin, connection: httpcore.AsyncHTTP11Connection) -> None:
        """Takes a connection back after its answer; closes those that are too old or too many."""
        if connection.is_idle():
            self._idle.append((origin, connection))
        while self._idle and (len(self._idle) > self._max_idle or self._idle[0][1].has_expired()):
            await self._idle.pop(0)[1].aclose()

    async def aclose(self) -> None:
        while self._idle:
            await self._idle.pop()[1].aclose()

    async def _kept(self, origin: httpcore.Origin) -> httpcore.AsyncHTTP11Connection | None:
        for place in range(len(self._idle) - 1, -1, -1):
            if self._idle[place][0] == origin:
                connection = self._idle.pop(place)[1]
                if not connection.has_expired():
                    return connection
                await connection.aclose()
        return None

    async def _open(self, origin: httpcore.Origin, seconds: float) -> httpcore.AsyncHTTP11Connection:
        host = origin.host.decode("ascii")
        stream = await self._backend.connect_tcp(host, origin.port, seconds)
        if origin.scheme == b"https":
            stream = await stream.start_tls(tls_context(), host, seconds)
        return httpcore.AsyncHTTP11Connection(origin, stream, keepalive_expiry=_KEEP_ALIVE_SECONDS)


class _Stream(httpx.AsyncByteStream):
    """An answer's body; closing it gives the connection back."""

    def __init__(
        self,
        transport: Transport,
        origin: httpcore.Origin,
        connection: httpcore.AsyncHTTP11Connection,
        answer: httpcore.Response,
    ) -> None:
        self._transport = transport
        self._origin = origin
        self._connection = connection
        self._answer = answer
        self._open = True

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._answer.aiter_stream():
            yield data

    async def aclose(self) -> None:
        if self._open:
            self._open = False
            await self._answer.aclose()
            await self._transport.keep(self._origin, self._connection)


@functools.cache
def tls_context() -> ssl.SSLContext:
    """One per process: reading the certificates takes a while."""
    context = httpx.create_ssl_context(trust_env=False)
    context.set_alpn_protocols(["http/1.1"])
    return context


def explain(error: Exception) -> FetchError:
    """httpcore's failure in our words; only a TLS error's own words are worth showing, and free of secrets."""
    if isinstance(error, httpcore.TimeoutException):
        return TimedOut("no answer for too long")
    if isinstance(error, httpcore.RemoteProtocolError):
        if "Receive buffer too long" in str(error):
            return TooLarge("headers of more than 100 KiB")
        return Unreachable("not an HTTP answer, or none at all")
    if isinstance(error, httpcore.ConnectError):
        return Unreachable(f"TLS failed: {str(error)[:120]}")
    if isinstance(error, httpcore.LocalProtocolError):
        return Unreachable("the request can't be sent: a header holds what HTTP doesn't allow")
    return Unreachable("the connection broke")
