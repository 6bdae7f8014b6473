"""GET and POST: own redirect loop, one deadline over everything, raw reading through the bounded decoder.

Every failure is a FetchError whose message names scheme, host and path (of a POST: scheme and host) and nothing else of the URL.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from urllib.parse import urlsplit

import httpcore
import httpx

from worker.errors import BadRedirect, FetchError, TimedOut
from worker.web_client.addresses import CheckedBackend, Network, Resolver, checked_url
from worker.web_client.answer import header_bytes, read_body, read_headers
from worker.web_client.transport import Progress, Transport, explain

_CONNECT_SECONDS = 10.0  # shared by the addresses of a name
_READ_SECONDS = 20.0  # without a byte
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_CREDENTIALS = ("authorization", "cookie", "proxy-authorization")


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of any status. `body` is decoded; of an answer that isn't 2xx it is at most the first 64 KiB."""

    status: int
    headers: Mapping[str, str]  # lower-case names; repeated ones joined by commas; no Set-Cookie
    body: bytes
    url: str  # after redirects, without userinfo and fragment
    permanent_url: str  # where the first redirects led, as far as they were 301 or 308; "" for nowhere
    elapsed: float  # seconds


@dataclass(slots=True)
class _Call:
    """One get() or post(): the same over all its redirects, but for `url` and `headers`."""

    method: str
    url: httpx.URL
    headers: dict[str, str]
    max_bytes: int
    deadline: float  # by the event loop's clock
    body: bytes | None = None
    progress: Progress = field(default_factory=Progress)

    @property
    def where(self) -> str:
        return redact_url(str(self.url)) if self.body is None else f"{self.url.scheme}://{self.url.host}"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class WebClient:
    """Use as an async context manager. At most `max_connections` requests run at once; a pool's cost grows with its size."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_ports: Collection[int] = (80, 443),
        allow_networks: Iterable[str | Network] = (),
        resolver: Resolver | None = None,
        max_connections: int = 10,
    ) -> None:
        networks = tuple(allow_networks)
        # A listed network may be asked on any port, so that with one only the connection can decide about the port.
        self._ports = None if networks else frozenset(allow_ports)
        self._user_agent = user_agent
        self._slots = asyncio.Semaphore(max_connections)
        transport = Transport(CheckedBackend(allow_ports, networks, resolver), max_connections)
        self._client = httpx.AsyncClient(transport=transport, trust_env=False)

    async def __aenter__(self) -> WebClient:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, traceback)

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        max_bytes: int,
        timeout: timedelta,  # noqa: ASYNC109 - it covers DNS, redirects and decoding, and has an error of its own
        max_redirects: int = 5,
    ) -> Response:
        """The answer at the end of the redirects, within `timeout` of getting a connection slot. FetchError."""
        async with self._slots:
            started = loop_time()
            call = self._call("GET", url, headers or {}, max_bytes, started + timeout.total_seconds())
            async with _deadline(call, timeout):
                return await self._follow(call, max_redirects, started)

    async def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        timeout: timedelta,  # noqa: ASYNC109
        max_answer: int = 65536,
    ) -> Response:
        """Never redirected, never asked twice; the answer's body is cut at `max_answer`. FetchError; see its `sent`."""
        async with self._slots:
            started = loop_time()
            # A kept connection that the server has closed meanwhile would make a lost alert of this one.
            extra = {**headers, "connection": "close"}
            call = self._call("POST", url, extra, max_answer, started + timeout.total_seconds())
            call.body = body
            async with _deadline(call, timeout):
                answer = await self._exchange(call)
        return Response(answer.status, answer.headers, answer.body, str(call.url), "", loop_time() - started)

    def _call(self, method: str, url: str, headers: Mapping[str, str], max_bytes: int, deadline: float) -> _Call:
        target = checked_url(url, self._ports)
        sent = {"user-agent": self._user_agent, "accept": "*/*"}
        if target.userinfo:
            sent["authorization"] = "Basic " + base64.b64encode(f"{target.username}:{target.password}".encode()).decode()
        sent |= {name.lower(): value for name, value in headers.items()}
        sent["accept-encoding"] = "gzip, deflate"  # what the bounded decoder can read
        return _Call(method, _bare(target), sent, max_bytes, deadline)

    async def _follow(self, call: _Call, max_redirects: int, started: float) -> Response:
        hops: list[int] = []
        permanent_url = ""
        while True:
            answer = await self._exchange(call)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return Response(answer.status, answer.headers, answer.body, str(call.url), permanent_url, loop_time() - started)
            hops.append(answer.status)
            if len(hops) > max_redirects:
                raise BadRedirect(f"{call.where}: more than {max_redirects} redirects")
            self._redirect(call, answer.headers["location"])
            if all(status in _PERMANENT for status in hops):
                permanent_url = str(call.url)

    def _redirect(self, call: _Call, location: str) -> None:
        """Point `call` at the next hop, without credentials if that is another origin."""
        before = call.url
        try:
            target = checked_url(str(before.join(location)), self._ports)
        except (httpx.InvalidURL, FetchError) as error:
            why = error if isinstance(error, FetchError) else "to something that is no URL"
            raise BadRedirect(f"{call.where}: redirected: {why}") from None
        call.url = _bare(target)
        if _origin(before) != _origin(call.url):
            call.headers = {name: value for name, value in call.headers.items() if name not in _CREDENTIALS}

    async def _exchange(self, call: _Call) -> _Answer:
        """One request and its answer. A kept connection may have died between two requests: then a GET is asked again."""
        while True:
            progress = call.progress = Progress()
            try:
                return await self._once(call)
            except FetchError as error:
                raise _told(error, call) from None
            except (httpx.HTTPError, httpx.InvalidURL):  # it looks at a Location before we do
                raise BadRedirect(f"{call.where}: redirected: to something that is no URL") from None
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
                if isinstance(error, httpcore.LocalProtocolError):
                    progress.sent = False
                stale = progress.kept and not progress.answered and not isinstance(error, httpcore.TimeoutException)
                if not stale or call.body is not None:
                    raise _told(explain(error), call) from None

    async def _once(self, call: _Call) -> _Answer:
        request = httpx.Request(
            call.method,
            call.url,
            headers=[(name.encode("ascii"), header_bytes(value)) for name, value in call.headers.items()],
            content=call.body,
            extensions={
                "timeout": {"connect": _CONNECT_SECONDS, "read": _READ_SECONDS, "write": _READ_SECONDS},
                "progress": call.progress,
            },
        )
        response = await self._client.send(request, stream=True)
        try:
            headers = read_headers(response.headers.raw)
            return _Answer(
                response.status_code,
                headers,
                await read_body(response, headers, call.max_bytes, whole=call.body is None, deadline=call.deadline),
            )
        finally:
            await response.aclose()


def redact_url(url: str) -> str:
    """Scheme, host, port and path: no password, no query."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(not a URL)"
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}"[:300]


@asynccontextmanager
async def _deadline(call: _Call, timeout: timedelta) -> AsyncIterator[None]:  # noqa: ASYNC109
    try:
        async with asyncio.timeout_at(call.deadline):
            yield
    except TimeoutError:
        raise _told(TimedOut(f"not complete within {timeout.total_seconds():g} s"), call) from None


def _told(error: FetchError, call: _Call) -> FetchError:
    """`error` with where it happened and whether the request had gone out."""
    told = type(error)(f"{call.where}: {error}")
    told.sent = call.progress.sent
    return told


def _bare(url: httpx.URL) -> httpx.URL:
    """Without userinfo and fragment: neither is sent, logged or stored."""
    return url.copy_with(userinfo=b"", fragment=None) if url.userinfo or url.fragment else url


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def loop_time() -> float:
    """Seconds on the running loop's clock, which nobody sets."""
    return asyncio.get_running_loop().time()
