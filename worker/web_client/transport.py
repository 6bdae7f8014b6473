"""httpx over the checked backend, and what its failures are called."""

from __future__ import annotations

import functools
import logging
import ssl
from collections.abc import AsyncIterator

import httpcore
import httpx

from worker.errors import FetchError, TimedOut, TooLarge, Unreachable
from worker.web_client.addresses import CheckedBackend

_KEEP_ALIVE_SECONDS = 15.0  # longer than the gap between two requests to one host

# At INFO httpx logs every URL, at DEBUG httpcore logs headers: a Slack webhook's URL is its secret.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Transport(httpx.AsyncBaseTransport):
    """httpx over an httpcore pool that connects through the checked backend. Cookies never reach httpx."""

    def __init__(self, backend: CheckedBackend, max_connections: int) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_tls(),
            max_connections=max_connections,
            max_keepalive_connections=max_connections,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            network_backend=backend,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        headers = [pair for pair in answer.headers if pair[0].lower() != b"set-cookie"]
        return httpx.Response(answer.status, headers=headers, stream=_Stream(answer), extensions=answer.extensions)

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._answer.aiter_stream():
            yield data

    async def aclose(self) -> None:
        await self._answer.aclose()


@functools.cache
def _tls() -> ssl.SSLContext:
    """One context per process: reading the certificates takes a while."""
    return httpx.create_ssl_context(trust_env=False)


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
