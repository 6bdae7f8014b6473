"""Reading an answer: its headers, and as much of its body as its status makes worth having."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

import httpcore
import httpx

from worker.errors import BadEncoding, TooLarge, Truncated
from worker.web_client.decoder import BoundedDecoder

_SPARE_BYTES = 64 * 1024  # how much is read of an answer whose status already says everything,
_SPARE_SECONDS = 2.0  # and for how long
_SINGLE = ("content-type", "content-length", "location", "etag", "last-modified", "retry-after", "date", "expires")


def header_bytes(value: str) -> bytes:
    """Latin-1, as answers are read: an ETag goes back byte for byte."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8")


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Lower-case names; repeated ones joined by commas, or the first where a list makes no sense."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name not in headers:
            headers[name] = value
        elif name not in _SINGLE:
            headers[name] += f", {value}"
    return headers


async def read_body(
    response: httpx.Response, headers: Mapping[str, str], max_bytes: int, *, whole: bool, deadline: float
) -> bytes:
    """The body of a 2xx answer in full, or FetchError. Else, and where not the `whole` is wanted, what can be had quickly."""
    if response.status_code == 304:
        return await _no_body(response, headers)
    if whole and 200 <= response.status_code < 300:
        return await _whole_body(response, headers, max_bytes)
    return await _some_body(response, headers, min(max_bytes, _SPARE_BYTES), deadline)


async def _whole_body(response: httpx.Response, headers: Mapping[str, str], max_bytes: int) -> bytes:
    decoder = BoundedDecoder(headers.get("content-encoding", ""), max_bytes)
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > max_bytes:
        raise TooLarge(f"more than {max_bytes} bytes")
    try:
        async for data in response.aiter_raw():
            decoder.feed(data)
    except (httpcore.ProtocolError, httpcore.NetworkError):
        raise Truncated("the connection ended before the body was complete") from None
    return decoder.finish()


async def _some_body(response: httpx.Response, headers: Mapping[str, str], max_bytes: int, deadline: float) -> bytes:
    decoder: BoundedDecoder | None = None
    try:
        # A little before the deadline: an answer whose status is known is not a timeout.
        async with asyncio.timeout_at(min(asyncio.get_running_loop().time() + _SPARE_SECONDS, deadline - 0.05)):
            decoder = BoundedDecoder(headers.get("content-encoding", ""), max_bytes)
            async for data in response.aiter_raw():
                decoder.feed(data)
    except (TimeoutError, TooLarge, BadEncoding, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        pass
    return b"" if decoder is None else decoder.so_far()[:max_bytes]


async def _no_body(response: httpx.Response, headers: Mapping[str, str]) -> bytes:
    """A 304 has no body. One that announces one may send it all the same, and then its connection can't be used again."""
    if headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers:
        async for _ in response.aiter_raw():
            pass
    return b""
