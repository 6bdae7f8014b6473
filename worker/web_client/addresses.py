"""Which addresses may be asked. The check is made where the connection is, on the address that is dialled.

A name is resolved once per connection, every address it has must be allowed, and one of those is dialled: a name that
answers differently the next time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore
import httpx

from worker.errors import AddressRefused, FetchError, TimedOut, Unreachable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]  # host, port -> addresses

_LONGEST_URL = 8192
_HOST = re.compile(rb"[A-Za-z0-9._:-]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MOST_ATTEMPTS = 4  # addresses of one name that are dialled before it counts as down
_LOOKUPS_AT_ONCE = 256  # more than requests ever run at once

_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")  # all that is given out as global IPv6
# What Python's is_global lets through, in some version or in all.
_DENIED = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b:1::/48",
        "2001::/23",  # Teredo and other protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
        "fec0::/10",
        "ff00::/8",
    )
)


def is_public(ip: str | Address) -> bool:
    """Whether `ip` lies on the public internet, seen through the notations that hide an IPv4 address in an IPv6 one."""
    address = _parse(ip)
    if address is None or getattr(address, "scope_id", None) is not None:
        return False
    inner = _embedded(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not any(address in network for network in _DENIED)


def checked_url(url: str, allow_ports: Collection[int] | None = None) -> httpx.URL:
    """`url` by the parser that the request is made with: another one might see another host.

    AddressRefused unless it is http(s) with a host and, where they are given, an allowed port.
    """
    if len(url) > _LONGEST_URL:
        raise AddressRefused(f"a URL of more than {_LONGEST_URL} characters")
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL:
        raise AddressRefused("not a usable URL") from None
    if target.scheme not in _DEFAULT_PORTS:
        raise AddressRefused(f"only http and https, not {target.scheme[:20]!r}")
    if not _HOST.fullmatch(target.raw_host):
        raise AddressRefused("no host, or one that no name can have")
    port = target.port or _DEFAULT_PORTS[target.scheme]
    if allow_ports is not None and port not in allow_ports:
        raise AddressRefused(f"port {port} is not allowed")
    return target


def _parse(ip: str | Address) -> Address | None:
    try:
        return ip_address(ip)
    except ValueError:
        return None


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv4-mapped or NAT64 address stands for. 6to4 and Teredo are denied as a whole."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, in the system's order of preference. Unreachable where it has none."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str] | None) -> None:
        if answer.done():
            return
        if addresses is None:
            answer.set_exception(Unreachable(f"no address for {host[:100]}"))
        else:
            answer.set_result(addresses)

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses: list[str] | None = [str(row[4][0]) for row in found]
        except (OSError, UnicodeError):
            addresses = None
        finally:
            _lookups.release()
        try:
            loop.call_soon_threadsafe(settle, addresses)
        except RuntimeError:  # the loop has closed meanwhile: nobody waits any more
            return

    # A thread of its own each: getaddrinfo can hang for half a minute and can't be cancelled. In the loop's small
    # shared pool a few dead name servers would stop every other lookup, and hold up the end of the process.
    if not _lookups.acquire(blocking=False):
        raise Unreachable("too many name lookups hang")
    threading.Thread(target=look_up, daemon=True, name="lookup").start()
    return await answer


_lookups = threading.BoundedSemaphore(_LOOKUPS_AT_ONCE)


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves, checks every address and dials one of them."""

    def __init__(
        self, allow_ports: Iterable[int], allow_networks: Iterable[str | Network], resolver: Resolver | None = None
    ) -> None:
        self._ports = frozenset(allow_ports)
        self._networks = tuple(ip_network(network) for network in allow_networks)
        self._resolve = resolver or resolve
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._allowed(host, port)
        share = None if timeout is None else timeout / len(addresses)
        failure: FetchError = Unreachable(f"no address for {host[:100]}")
        for address in addresses:
            try:
                return _Stream(await self._backend.connect_tcp(address, port, share, local_address, socket_options))
            except httpcore.ConnectTimeout:
                failure = TimedOut(f"no connection within {timeout:.0f} s")
            except httpcore.ConnectError:
                failure = Unreachable("connection refused or no route")
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefused("a Unix socket is not a public address")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _allowed(self, host: str, port: int) -> list[str]:
        """The addresses of `host`, without repetition, the first few; AddressRefused if any of them is not allowed."""
        literal = _parse(host)
        found = [host] if literal is not None else await self._resolve(host, port)
        for text in found:
            self._check(text, port)
        addresses = list(dict.fromkeys(found))[:_MOST_ATTEMPTS]
        if not addresses:
            raise Unreachable(f"no address for {host[:100]}")
        return addresses

    def _check(self, text: str, port: int) -> None:
        address = _parse(text)
        if address is not None and self._is_listed(address):
            return
        if address is None or not is_public(address):
            raise AddressRefused("not a public address")
        if port not in self._ports:
            raise AddressRefused(f"port {port} is not allowed")

    def _is_listed(self, address: Address) -> bool:
        candidates = [address] if (inner := _embedded(address)) is None else [address, inner]
        return any(candidate in network for candidate in candidates for network in self._networks)


class _Stream(httpcore.AsyncNetworkStream):
    """httpcore's own, except that a handshake given up at our deadline closes its socket."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
