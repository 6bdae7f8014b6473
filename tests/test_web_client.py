"""The web client against a real server on loopback: addresses, redirects, encodings, caps, deadlines."""

from __future__ import annotations

import asyncio
import gc
import gzip
import itertools
import logging
import socket
import ssl
import struct
import time
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.loopback import Answer, Request, Server
from worker.errors import (
    AddressRefused,
    BadEncoding,
    BadRedirect,
    FetchError,
    TimedOut,
    TooLarge,
    Truncated,
    Unreachable,
)
from worker.web_client import Response, WebClient
from worker.web_client.addresses import CheckedBackend, checked_url, is_public
from worker.web_client.client import redact_url
from worker.web_client.decoder import BoundedDecoder
from worker.web_client.transport import tls_context

LOOPBACK = ("127.0.0.0/8", "::1/128")
MIB = 1024 * 1024
BODY = b"<rss><channel><title>Four dead as bridge gives way</title></channel></rss>" * 40


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def run(work: Callable[[WebClient], Awaitable[Any]], **options: Any) -> Any:
    """`work` with a client that may reach loopback, unless the options say otherwise."""

    async def main() -> Any:
        async with WebClient(**{"user_agent": "Tollwatch/test", "allow_networks": LOOPBACK, **options}) as client:
            return await work(client)

    return asyncio.run(main())


def get(url: str, *, seconds: float = 5, max_bytes: int = MIB, **options: Any) -> Response:
    keys = ("headers", "max_redirects")
    arguments = {key: options.pop(key) for key in keys if key in options}
    wanted = timedelta(seconds=seconds)
    answer: Response = run(lambda client: client.get(url, max_bytes=max_bytes, timeout=wanted, **arguments), **options)
    return answer


def post(url: str, *, seconds: float = 5, max_answer: int = 65536, **options: Any) -> Response:
    wanted = timedelta(seconds=seconds)
    headers = {"content-type": "application/json"}
    answer: Response = run(
        lambda client: client.post(url, body=b"{}", headers=headers, timeout=wanted, max_answer=max_answer), **options
    )
    return answer


def resolver(*answers: Sequence[str]) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """Gives these answers one after the other, the last one for ever."""
    left = list(answers)

    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


# --- an ordinary answer -----------------------------------------------------------------------------------------------


def test_an_answer_comes_back_whole(server: Server) -> None:
    url = server.add("/feed", Answer(body=BODY, headers={"ETag": '"1"', "X-Twice": "a", "x-twice": "b"}))
    response = get(url + "?page=1#top")
    assert (response.status, response.body, response.url) == (200, BODY, url + "?page=1")
    assert (response.headers["etag"], response.headers["x-twice"]) == ('"1"', "a, b")
    assert response.permanent_url == ""
    assert 0 < response.elapsed < 5


def test_a_request_says_who_asks_and_nothing_else(server: Server) -> None:
    get(server.add("/feed", Answer(body=BODY)))
    headers = dict(server.requests[0].headers)
    assert headers.pop("host") == f"127.0.0.1:{server.port}"
    assert headers == {"user-agent": "Tollwatch/test", "accept": "*/*", "accept-encoding": "gzip, deflate"}


def test_a_caller_may_add_headers_but_not_widen_the_encodings(server: Server) -> None:
    get(server.add("/feed", Answer()), headers={"Accept": "application/rss+xml", "Accept-Encoding": "br"})
    assert server.requests[0].headers["accept"] == "application/rss+xml"
    assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("tag", ['W/"a\\"', '"\xe4\xf6"', "no-quotes", '"' + "x" * 2000 + '"'])
def test_a_validator_goes_back_byte_for_byte(server: Server, tag: str) -> None:
    url = server.add("/feed", Answer(headers={"ETag": tag}))
    etag = get(url).headers["etag"]
    assert etag == tag
    get(url, headers={"If-None-Match": etag})
    assert server.requests[1].headers["if-none-match"] == tag


def test_a_header_that_http_does_not_allow_is_a_failure_without_its_value(server: Server) -> None:
    with pytest.raises(Unreachable) as failure:
        get(server.add("/", Answer()), headers={"If-None-Match": "hush\r\nX-Evil: 1"})
    assert "hush" not in str(failure.value)
    assert not failure.value.sent
    assert server.requests == []


def test_cookies_are_neither_kept_nor_shown(server: Server) -> None:
    url = server.add("/feed", Answer(headers={"Set-Cookie": "id=1; Path=/"}))

    async def twice(client: WebClient) -> Response:
        await client.get(url, max_bytes=MIB, timeout=timedelta(seconds=5))
        return await client.get(url, max_bytes=MIB, timeout=timedelta(seconds=5))

    assert "set-cookie" not in run(twice).headers
    assert "cookie" not in server.requests[1].headers


def test_a_proxy_of_the_environment_is_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.add("/feed", Answer(body=BODY))
    with Server() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        assert get(url).body == BODY
        assert proxy.connections == 0


def test_connections_are_kept_between_requests(server: Server) -> None:
    url = server.add("/feed", Answer(body=BODY))

    async def thrice(client: WebClient) -> None:
        for _ in range(3):
            await client.get(url, max_bytes=MIB, timeout=timedelta(seconds=5))

    run(thrice)
    assert server.connections == 1


def test_no_more_requests_run_at_once_than_there_are_connections(server: Server) -> None:
    url = server.add("/slow", Answer(delay=0.1))

    async def many(client: WebClient) -> None:
        await asyncio.gather(*(client.get(url, max_bytes=MIB, timeout=timedelta(seconds=1)) for _ in range(24)))

    run(many, max_connections=2)  # 24 x 0.1 s / 2 is past the deadline: waiting for a slot is not counted
    assert server.connections == 2


def test_idle_connections_are_kept_up_to_a_number(server: Server) -> None:
    with Server() as other:

        async def to_and_fro(client: WebClient) -> None:
            for one in (server, other, server):
                await client.get(one.add("/", Answer()), max_bytes=MIB, timeout=timedelta(seconds=5))

        run(to_and_fro, max_connections=1)
        assert (server.connections, other.connections) == (2, 1)
        run(to_and_fro, max_connections=2)
        assert (server.connections, other.connections) == (3, 2)


# --- addresses --------------------------------------------------------------------------------------------------------

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.1.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::7f00:1",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "4000::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "192.0.1.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


# Spellings of loopback that the system's own resolver understands, without asking a name server.
SPELLINGS = [
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "127.1",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:7f00:1]",
    "[::ffff:127.0.0.1]",
    "localhost",
    "①②⑦.0.0.1",
    "user@127.0.0.1",
    "user:secret@127.0.0.1",
    "0.0.0.0",
    "0",
    "[::]",
    "224.0.0.1",
    "100.64.0.1",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[fe80::1%25eth0]",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_loopback_is_refused_however_it_is_spelled(server: Server, host: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        get(f"http://{host}:{server.port}/", allow_networks=(), allow_ports=(server.port,))
    assert not refusal.value.sent
    assert "secret" not in str(refusal.value)
    assert server.connections == 0


@pytest.mark.parametrize("answer", [[address] for address in PRIVATE] + [[PUBLIC[0], "10.0.0.1"], ["127.0.0.1", PUBLIC[0]]])
def test_a_name_with_any_address_that_is_not_public_is_refused(server: Server, answer: list[str]) -> None:
    with pytest.raises(AddressRefused):
        get(f"http://name.example:{server.port}/", allow_networks=(), allow_ports=(server.port,), resolver=resolver(answer))
    assert server.connections == 0


def test_a_name_that_changes_to_loopback_between_two_connections_is_refused() -> None:
    with Server("127.0.0.2") as allowed, Server("127.0.0.1", allowed.port) as canary:
        allowed.add("/", Answer(body=BODY, close=True))

        async def twice(client: WebClient) -> None:
            url = f"http://name.example:{allowed.port}/"
            assert (await client.get(url, max_bytes=MIB, timeout=timedelta(seconds=5))).body == BODY
            with pytest.raises(AddressRefused):
                await client.get(url, max_bytes=MIB, timeout=timedelta(seconds=5))

        run(twice, allow_networks=("127.0.0.2/32",), resolver=resolver(["127.0.0.2"], ["127.0.0.1"]))
        assert canary.connections == 0


def test_a_name_is_resolved_once_for_the_check_and_the_connection() -> None:
    with Server("127.0.0.2") as allowed, Server("127.0.0.1", allowed.port) as canary:
        allowed.add("/", Answer(body=BODY))
        names = resolver(["127.0.0.2"], ["127.0.0.1"])
        url = f"http://name.example:{allowed.port}/"
        assert get(url, allow_networks=("127.0.0.2/32",), resolver=names).body == BODY
        assert (allowed.connections, canary.connections) == (1, 0)
        assert allowed.requests[0].headers["host"] == f"name.example:{allowed.port}"


def test_the_next_address_of_a_name_is_tried_when_one_is_down(server: Server) -> None:
    server.add("/", Answer(body=BODY))
    names = resolver(["127.0.0.9", "127.0.0.1"])
    assert get(f"http://name.example:{server.port}/", resolver=names).body == BODY


def test_listed_networks_are_allowed_on_any_port_and_through_mapped_addresses(server: Server) -> None:
    server.add("/", Answer(body=BODY))
    assert get(server.url(), allow_networks=("127.0.0.1/32",), allow_ports=(443,)).body == BODY
    assert get(f"http://[::ffff:127.0.0.1]:{server.port}/", allow_networks=("127.0.0.1/32",)).body == BODY


def test_a_listed_network_does_not_open_other_ports_of_public_addresses() -> None:
    with pytest.raises(AddressRefused, match="port 6379"):
        get("http://name.example:6379/", resolver=resolver([PUBLIC[0]]))


def test_a_unix_socket_is_refused() -> None:
    with pytest.raises(AddressRefused):
        asyncio.run(CheckedBackend((80,), LOOPBACK).connect_unix_socket("socket"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://example.org/",
        "gopher://example.org/",
        "//example.org/",
        "/feed",
        "",
        "http://",
        "http:///a",
        "http://example.org:6379/",
        "https://example.org:22/",
        "http://exa\x00mple.org/",
        "http://example.org/" + "a" * 9000,
    ],
)
def test_a_url_that_may_not_be_asked_is_refused_before_anything_is_resolved(url: str) -> None:
    async def never(_host: str, _port: int) -> Sequence[str]:
        raise AssertionError("was resolved")

    with pytest.raises(AddressRefused):
        get(url, allow_networks=(), resolver=never)
    with pytest.raises(AddressRefused):
        checked_url(url, (80, 443))


def test_an_ordinary_url_passes_the_check() -> None:
    checked_url("https://example.org/feed?x=1", (80, 443))
    checked_url("http://example.org:8080/feed")


# --- what can't be reached --------------------------------------------------------------------------------------------


def test_a_refused_connection_is_unreachable_and_nothing_was_sent() -> None:
    with Server() as gone:
        url = gone.url("/a?token=hush")
    with pytest.raises(Unreachable) as failure:
        get(url)
    assert not failure.value.sent
    assert str(failure.value).startswith(f"http://127.0.0.1:{gone.port}/a: ")
    assert "hush" not in str(failure.value)


def test_a_name_without_an_address_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="no address"):
        get("http://name.example/", resolver=resolver([]))
    with pytest.raises(Unreachable, match="no address"):
        get("http://no-such-name.invalid/")


def test_a_server_that_does_not_speak_http_is_unreachable(server: Server) -> None:
    with pytest.raises(Unreachable):
        get(server.add("/", Answer(raw=b"220 mail ready\r\n")))
    with pytest.raises(Unreachable):
        get(server.add("/empty", Answer(raw=b"")))
    with pytest.raises(Unreachable):
        get(server.add("/upgrade", Answer(raw=b"HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nx")))


def test_certificates_and_host_names_are_checked() -> None:
    context = tls_context()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


# --- redirects --------------------------------------------------------------------------------------------------------


def redirect(location: str, status: int = 302) -> Answer:
    return Answer(status, b"moved", {"Location": location})


def test_redirects_are_followed_to_their_end(server: Server) -> None:
    server.add("/1", redirect("/2", 301))
    server.add("/2", redirect(server.url("/dir/3"), 308))
    server.add("/dir/3", redirect("4?x=1#part", 307))
    server.add("/dir/4", redirect("../5", 303))
    server.add("/5", redirect("?last", 302), Answer(body=BODY))
    response = get(server.url("/1"))
    assert (response.body, response.url) == (BODY, server.url("/5?last"))
    assert server.connections == 1


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [((301,), "/1"), ((301, 308), "/2"), ((301, 302), "/1"), ((307,), ""), ((302, 301), ""), ((308, 302, 301), "/1")],
)
def test_the_first_permanent_redirects_name_the_new_address(server: Server, statuses: tuple[int, ...], permanent: str) -> None:
    for number, status in enumerate(statuses):
        server.add(f"/{number}", redirect(f"/{number + 1}", status))
    server.add(f"/{len(statuses)}", Answer(body=BODY))
    assert get(server.url("/0")).permanent_url == (server.url(permanent) if permanent else "")


def test_a_redirect_without_a_place_to_go_is_an_answer(server: Server) -> None:
    assert get(server.add("/", Answer(302))).status == 302
    assert get(server.add("/300", Answer(300, headers={"Location": "/"}))).status == 300


def test_a_redirect_loop_ends_after_five(server: Server) -> None:
    with pytest.raises(BadRedirect, match="more than 5"):
        get(server.add("/", redirect("/")))
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "location", ["file:///etc/hostname", "ftp://127.0.0.1/", "javascript:1", "http://", "http://[bad", "http://①.0.0.1/"]
)
def test_a_redirect_to_no_web_page_is_refused(server: Server, location: str) -> None:
    with pytest.raises(BadRedirect):
        get(server.add("/", Answer(302, raw=b"HTTP/1.1 302 X\r\nLocation: " + location.encode() + b"\r\n\r\n")))


def test_a_redirect_to_another_port_is_refused(server: Server) -> None:
    server.add("/", redirect("http://name.example:6379/"))
    with pytest.raises(AddressRefused, match="port 6379"):
        get(server.url(), allow_networks=("127.0.0.1/32",), resolver=resolver([PUBLIC[0]]))
    with Server() as other, pytest.raises(BadRedirect, match="port 6379"):
        asyncio.run(_redirected_where_only_ports_count(other))


async def _redirected_where_only_ports_count(server: Server) -> None:
    """No listed network, so that loopback must be let through by hand."""
    server.add("/", redirect("http://127.0.0.1:6379/"))
    client = WebClient(user_agent="t", allow_ports=(server.port,))
    client._client._transport._backend = CheckedBackend((), LOOPBACK)  # type: ignore[attr-defined]
    async with client:
        await client.get(server.url(), max_bytes=MIB, timeout=timedelta(seconds=5))


def test_a_redirect_to_a_private_address_is_refused() -> None:
    with Server("127.0.0.2") as allowed, Server() as canary:
        for location in (canary.url(), f"http://name.example:{canary.port}/", f"//127.1:{canary.port}/"):
            allowed.add("/", redirect(location))
            with pytest.raises(AddressRefused):
                get(allowed.url(), allow_networks=("127.0.0.2/32",), resolver=resolver(["127.0.0.1"]))
        assert canary.connections == 0


def test_credentials_stay_with_their_origin(server: Server) -> None:
    with Server() as other:
        server.add("/feed", redirect("/same"))
        server.add("/same", redirect(other.url("/other")))
        other.add("/other", redirect(server.url("/back")))
        server.add("/back", Answer(body=BODY))
        get(server.url("/feed"), headers={"Authorization": "Bearer hush", "X-Other": "1"})
        sent = [request.headers.get("authorization") for request in (*server.requests, *other.requests)]
        assert sent == ["Bearer hush", "Bearer hush", None, None]
        assert other.requests[0].headers["x-other"] == "1"


def test_userinfo_becomes_a_header_and_shows_nowhere_else(server: Server) -> None:
    server.add("/feed", Answer(body=BODY))
    response = get(f"http://desk:h%40sh@127.0.0.1:{server.port}/feed")
    assert server.requests[0].headers["authorization"] == "Basic ZGVzazpoQHNo"
    assert response.url == server.url("/feed")
    server.add("/feed", redirect("ftp://desk:hush@example.org/"))
    with pytest.raises(BadRedirect) as failure:
        get(f"http://desk:hush@127.0.0.1:{server.port}/feed?key=hush")
    assert "hush" not in str(failure.value)


def test_userinfo_of_a_redirect_is_dropped(server: Server) -> None:
    server.add("/", redirect(f"http://a:b@127.0.0.1:{server.port}/end"))
    server.add("/end", Answer(body=BODY))
    assert get(server.url()).url == server.url("/end")
    assert "authorization" not in server.requests[1].headers


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?key=1#x", "https://example.org/a"),
        ("https://user:pw@example.org:8443/a", "https://example.org:8443/a"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://[broken", "(not a URL)"),
        ("", "://"),
    ],
)
def test_redact_url(url: str, shown: str) -> None:
    assert redact_url(url) == shown


# --- encodings and sizes ----------------------------------------------------------------------------------------------


def deflate(data: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return packer.compress(data) + packer.flush()


def bomb(wbits: int) -> bytes:
    """About 1 MB that unpacks to 1 GiB: the same flushed block of a MiB of zeros over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    head = packer.compress(b"") + packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * 1023


def coding_only(value: str | bytes) -> str:
    """Names of tests must not hold gzip's headers: they tell the second, and parallel collectors would differ."""
    return value.strip(",")[:20] if isinstance(value, str) else "body"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(BODY)),
        ("x-gzip", gzip.compress(BODY)),
        ("GZIP", gzip.compress(BODY)),
        ("gzip", gzip.compress(BODY[:99]) + gzip.compress(b"") + gzip.compress(BODY[99:])),
        ("gzip", gzip.compress(BODY) + bytes(512)),
        ("gzip", gzip.compress(BODY) + b"junk after the end"),
        ("gzip", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", deflate(BODY, -15)),
        ("deflate", deflate(BODY, -9)),
        ("deflate", gzip.compress(BODY)),
        ("identity", BODY),
        ("none", BODY),
        ("utf-8", BODY),
        ("identity, gzip", gzip.compress(BODY)),
        ("", BODY),
    ],
)
def test_what_was_asked_for_is_decoded(server: Server, coding: str, body: bytes) -> None:
    assert get(server.add("/", Answer(body=body, headers={"Content-Encoding": coding}))).body == BODY


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("br", b"\x0b\x02\x80hello\x03"),
        ("zstd", b"\x28\xb5\x2f\xfd"),
        ("compress", b"\x1f\x9d"),
        ("gzip, gzip", gzip.compress(gzip.compress(BODY))),
        ("gzip, br", b"x"),
        ("gzip," * 6 + "gzip", gzip.compress(BODY)),
        ("gzip", BODY),
        ("deflate", b"\xff" * 100),
        ("gzip", gzip.compress(BODY)[:40] + b"\xff" * 40),
        ("gzip", gzip.compress(BODY)[:-8] + b"badcrc!!"),
        ("gzip", gzip.compress(b"") * 2000),
    ],
    ids=coding_only,
)
def test_what_was_not_asked_for_or_is_broken_is_a_typed_error(server: Server, coding: str, body: bytes) -> None:
    with pytest.raises(BadEncoding):
        get(server.add("/", Answer(body=body, headers={"Content-Encoding": coding})))


def test_two_headers_are_a_stack_too(server: Server) -> None:
    twice = gzip.compress(gzip.compress(BODY))
    head = f"HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Length: {len(twice)}\r\n\r\n"
    with pytest.raises(BadEncoding):
        get(server.add("/", Answer(raw=head.encode() + twice)))


@pytest.mark.parametrize(("coding", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_a_bomb_stops_at_the_cap(server: Server, coding: str, wbits: int) -> None:
    body = bomb(wbits)
    assert len(body) < 1.2 * MIB
    url = server.add("/", Answer(body=body, headers={"Content-Encoding": coding}))
    tracemalloc.start()
    try:
        started = time.process_time()
        with pytest.raises(TooLarge):
            get(url, max_bytes=10 * MIB)
        assert time.process_time() - started < 1
        assert tracemalloc.get_traced_memory()[1] < 40 * MIB
    finally:
        tracemalloc.stop()


def test_a_body_up_to_the_cap_is_taken_and_one_byte_more_is_not(server: Server) -> None:
    for coding, pack in (("", bytes), ("gzip", gzip.compress)):
        url = server.add("/", Answer(body=pack(b"x" * 1000), headers={"Content-Encoding": coding}))
        assert get(url, max_bytes=1000).body == b"x" * 1000
        with pytest.raises(TooLarge):
            get(url, max_bytes=999)


def test_an_announced_length_past_the_cap_is_not_read(server: Server) -> None:
    with pytest.raises(TooLarge):
        get(server.add("/", Answer(raw=b"HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\n", stay=True)))


def test_a_body_without_end_stops_at_the_cap(server: Server) -> None:
    head = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"
    endless = itertools.chain([head], itertools.repeat(b"2000\r\n" + b"x" * 0x2000 + b"\r\n"))
    with pytest.raises(TooLarge, match=r"more than \d+ bytes"):
        get(server.add("/", Answer(raw=endless)))
    junk = itertools.chain(
        [b"HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(BODY)], itertools.repeat(b"x" * 8192)
    )
    with pytest.raises(TooLarge, match=r"more than \d+ bytes"):
        get(server.add("/junk", Answer(raw=junk)))


def test_a_body_in_countless_chunks_is_given_up(server: Server) -> None:
    head = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"
    endless = itertools.chain([head], itertools.repeat(b"1\r\nx\r\n" * 1000))
    started = time.process_time()
    with pytest.raises(TooLarge, match="chunks"):
        get(server.add("/", Answer(raw=endless)))
    assert time.process_time() - started < 3


def test_a_flood_of_headers_is_given_up(server: Server) -> None:
    flood = itertools.chain([b"HTTP/1.1 200 X\r\n"], (b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(1000)))
    with pytest.raises(TooLarge, match="headers"):
        get(server.add("/", Answer(raw=flood)))
    with pytest.raises(TooLarge, match="headers"):
        get(server.add("/one", Answer(raw=b"HTTP/1.1 200 X\r\nX: " + b"y" * MIB)))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(body=BODY[:1000], length=2000),
        Answer(raw=b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + b"x" * 500),
        Answer(raw=b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxxx\r\n"),
        Answer(body=gzip.compress(BODY)[:-9], headers={"Content-Encoding": "gzip"}),
        Answer(body=gzip.compress(BODY)[:1], headers={"Content-Encoding": "gzip"}),
        Answer(body=gzip.compress(BODY) + gzip.compress(BODY)[:30], headers={"Content-Encoding": "gzip"}),
        Answer(body=deflate(BODY, -15)[:-3], headers={"Content-Encoding": "deflate"}),
    ],
)
def test_a_body_that_ends_early_is_truncated(server: Server, answer: Answer) -> None:
    with pytest.raises(Truncated):
        get(server.add("/", answer))


def test_an_empty_body_is_whole_in_every_encoding(server: Server) -> None:
    assert get(server.add("/", Answer())).body == b""
    assert get(server.add("/gzip", Answer(headers={"Content-Encoding": "gzip"}))).body == b""


def test_a_body_may_end_with_the_connection(server: Server) -> None:
    assert get(server.add("/", Answer(raw=b"HTTP/1.0 200 X\r\n\r\n" + BODY))).body == BODY


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(st.binary(max_size=400), min_size=1, max_size=4),
    step=st.integers(1, 300),
    kind=st.sampled_from(["gzip", "zlib", "raw", "plain"]),
)
def test_a_body_decodes_the_same_however_it_is_cut(parts: list[bytes], step: int, kind: str) -> None:
    whole = b"".join(parts)
    packed = {
        "gzip": lambda: b"".join(gzip.compress(part) for part in parts),
        "zlib": lambda: zlib.compress(whole),
        "raw": lambda: deflate(whole, -15),
        "plain": lambda: whole,
    }[kind]()
    decoder = BoundedDecoder({"gzip": "gzip", "plain": ""}.get(kind, "deflate"), 10_000)
    for start in range(0, len(packed), step):
        decoder.feed(packed[start : start + step])
    assert decoder.finish() == whole


@pytest.mark.parametrize("unit", [b"x", b"abc", b"a long line of text that comes again and again\n"])
def test_what_the_last_byte_still_holds_back_is_decoded(unit: bytes) -> None:
    for size in range(3 * 64 * 1024, 3 * 64 * 1024 + 40):
        whole = (unit * size)[:size]
        decoder = BoundedDecoder("deflate", MIB)
        decoder.feed(deflate(whole, -15))
        assert decoder.finish() == whole


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", ""]))
def test_garbage_never_escapes_the_error_tree(data: bytes, coding: str) -> None:
    decoder = BoundedDecoder(coding, 1000)
    try:
        decoder.feed(data)
        decoder.finish()
    except FetchError:
        pass


# --- what an answer that isn't 200 may do -----------------------------------------------------------------------------


def test_a_status_survives_a_body_that_is_no_use(server: Server) -> None:
    for number, answer in enumerate(
        [
            Answer(429, b"x" * 5 * MIB, {"Retry-After": "7"}),
            Answer(429, b"not gzip", {"Retry-After": "7", "Content-Encoding": "gzip"}),
            Answer(429, b"x", {"Retry-After": "7", "Content-Encoding": "br"}),
            Answer(429, b"cut", {"Retry-After": "7"}, length=999),
            Answer(raw=b"HTTP/1.1 429 X\r\nRetry-After: 7\r\nContent-Length: 9\r\n\r\nabc", drip=(200, 60)),
        ]
    ):
        response = get(server.add(f"/{number}", answer), seconds=1)
        assert (response.status, response.headers["retry-after"]) == (429, "7")
        assert len(response.body) <= 64 * 1024


@pytest.mark.parametrize(
    ("answer", "requests"),
    [
        (Answer(304, b"x" * 10_000), 2),
        (Answer(raw=b"HTTP/1.1 304 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxxx\r\n0\r\n\r\n", stay=True), 2),
        # Nothing announces this one: it shows when the connection is used again, and the request is repeated.
        (Answer(raw=b"HTTP/1.1 304 X\r\nETag: 1\r\n\r\n" + b"x" * 10_000, stay=True), 3),
    ],
)
def test_a_304_with_a_body_spoils_nothing(server: Server, answer: Answer, requests: int) -> None:
    server.add("/feed", answer, Answer(body=BODY))

    async def twice(client: WebClient) -> list[Response]:
        return [await client.get(server.url("/feed"), max_bytes=MIB, timeout=timedelta(seconds=5)) for _ in range(2)]

    first, second = run(twice)
    assert (first.status, first.body) == (304, b"")
    assert (second.status, second.body) == (200, BODY)
    assert len(server.requests) <= requests


def test_a_304_without_a_body_keeps_its_connection(server: Server) -> None:
    server.add("/feed", Answer(304, headers={"ETag": '"1"'}), Answer(304), Answer(body=BODY))

    async def thrice(client: WebClient) -> list[int]:
        return [(await client.get(server.url("/feed"), max_bytes=MIB, timeout=timedelta(seconds=5))).status for _ in range(3)]

    assert run(thrice) == [304, 304, 200]
    assert server.connections == 1


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        Answer(body=b"x" * 1000, drip=(1, 0.05)),
        Answer(raw=b"HTTP/1.1 200 X\r\nContent-Length: 50\r\n\r\n", stay=True),
        Answer(delay=30),
        Answer(raw=itertools.repeat(b"HTTP/1.1 102 X\r\n\r\n"), drip=(100, 0.01)),
    ],
)
def test_a_slow_answer_ends_at_the_deadline(server: Server, answer: Answer) -> None:
    started = time.monotonic()
    with pytest.raises(TimedOut) as failure:
        get(server.add("/", answer), seconds=0.3)
    assert 0.25 < time.monotonic() - started < 3
    assert failure.value.sent


def test_slow_redirects_share_one_deadline(server: Server) -> None:
    server.add("/", lambda _: Answer(302, headers={"Location": "/"}, delay=0.15))
    started = time.monotonic()
    with pytest.raises(TimedOut):
        get(server.url(), seconds=0.4)
    assert time.monotonic() - started < 3


def test_a_name_server_that_hangs_ends_at_the_deadline() -> None:
    async def hangs(_host: str, _port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    with pytest.raises(TimedOut) as failure:
        get("http://name.example/", seconds=0.2, resolver=hangs)
    assert not failure.value.sent


def test_a_handshake_that_hangs_ends_at_the_deadline_and_closes_its_socket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with pytest.raises(TimedOut) as failure:  # an unclosed socket would be a warning, and warnings are errors
            get(f"https://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.3)
        assert not failure.value.sent
        accepted, _ = silent.accept()
        with accepted:
            while accepted.recv(4096):
                pass  # ends only if the client has closed
    gc.collect()


def test_a_server_without_tls_is_unreachable_over_https() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain, ThreadPoolExecutor(1) as thread:
        thread.submit(_answer_in_plain_text, plain)
        with pytest.raises(Unreachable, match="TLS failed") as failure:
            get(f"https://127.0.0.1:{plain.getsockname()[1]}/")
        assert not failure.value.sent


def _answer_in_plain_text(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 400 X\r\n\r\n")


def test_slow_servers_do_not_use_up_the_client(server: Server) -> None:
    slow, good = server.add("/slow", Answer(delay=30)), server.add("/good", Answer(body=BODY))

    async def mixed(client: WebClient) -> Response:
        asked = (client.get(slow, max_bytes=MIB, timeout=timedelta(seconds=0.1)) for _ in range(12))
        failures = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(failure) for failure in failures] == [TimedOut] * 12
        return await client.get(good, max_bytes=MIB, timeout=timedelta(seconds=2))

    assert run(mixed, max_connections=4).body == BODY


def test_a_cancelled_request_gives_its_connection_back(server: Server) -> None:
    slow, good = server.add("/slow", Answer(delay=30)), server.add("/good", Answer(body=BODY))

    async def cancelled(client: WebClient) -> Response:
        task = asyncio.create_task(client.get(slow, max_bytes=MIB, timeout=timedelta(seconds=30)))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await client.get(good, max_bytes=MIB, timeout=timedelta(seconds=2))

    assert run(cancelled, max_connections=1).body == BODY


# --- connections that the server closed meanwhile ---------------------------------------------------------------------


def _reset(request: Request) -> Answer:
    return Answer(raw=b"")


def test_a_get_on_a_kept_connection_that_died_is_asked_again(server: Server) -> None:
    url = server.add("/feed", Answer(body=BODY), _reset, Answer(body=BODY))

    async def twice(client: WebClient) -> list[int]:
        return [(await client.get(url, max_bytes=MIB, timeout=timedelta(seconds=5))).status for _ in range(2)]

    assert run(twice) == [200, 200]
    assert len(server.requests) == 3


def test_a_get_on_a_new_connection_is_asked_once(server: Server) -> None:
    with pytest.raises(Unreachable):
        get(server.add("/feed", _reset))
    assert len(server.requests) == 1


# --- POST -------------------------------------------------------------------------------------------------------------


def test_a_post_carries_its_body_and_returns_the_answer(server: Server) -> None:
    url = server.add("/hook", lambda request: Answer(202, request.body))
    response = post(url)
    assert (response.status, response.body) == (202, b"{}")
    request = server.requests[0]
    assert (request.method, request.headers["content-type"], request.headers["content-length"]) == (
        "POST",
        "application/json",
        "2",
    )


def test_a_post_is_never_redirected(server: Server) -> None:
    server.add("/hook", redirect("/other", 307))
    assert post(server.url("/hook")).status == 307
    assert server.hits("/other") == []


def test_a_post_reads_no_more_of_the_answer_than_wanted(server: Server) -> None:
    head = b"HTTP/1.1 200 X\r\n\r\n"
    url = server.add("/hook", Answer(raw=itertools.chain([head], itertools.repeat(b"x" * 8192))))
    assert post(url, max_answer=5000).status == 200
    assert len(post(server.add("/long", Answer(body=b"x" * 70_000)), max_answer=70_000).body) <= 70_000


def test_a_post_whose_status_has_come_is_not_lost_to_a_slow_body(server: Server) -> None:
    url = server.add("/hook", Answer(raw=b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n", drip=(200, 30)))
    assert post(url, seconds=0.5).status == 200


def test_a_post_takes_a_new_connection_each_time(server: Server) -> None:
    url = server.add("/hook", Answer())

    async def twice(client: WebClient) -> None:
        for _ in range(2):
            await client.post(url, body=b"{}", headers={}, timeout=timedelta(seconds=5))

    run(twice)
    assert server.connections == 2


def test_a_post_that_fails_says_whether_it_went_out_and_hides_the_path(server: Server) -> None:
    with Server() as gone:
        closed = gone.url("/services/hush?key=hush")
    cases: list[tuple[str, type[FetchError], bool]] = [
        (closed, Unreachable, False),
        (server.add("/services/hush", Answer(delay=30)), TimedOut, True),
        (server.add("/hush", Answer(raw=b"")), Unreachable, True),
        (server.add("/hush-too", Answer(raw=b"garbage\r\n\r\n")), Unreachable, True),
    ]
    for url, kind, sent in cases:
        with pytest.raises(kind) as failure:
            post(url, seconds=0.3)
        assert failure.value.sent is sent, url
        assert "hush" not in str(failure.value)
        assert failure.value.__cause__ is None
    assert len(server.requests) == 3


def test_a_post_to_a_private_address_is_refused(server: Server) -> None:
    with pytest.raises(AddressRefused):
        post(server.url("/hook"), allow_networks=(), allow_ports=(server.port,))
    assert server.connections == 0


def test_urls_never_reach_the_log(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        post(server.add("/services/hush", Answer()))
        get(server.add("/feed", Answer()) + "?key=hush")
    assert "hush" not in caplog.text


def test_a_reset_in_the_middle_of_a_body_is_truncated() -> None:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nabc")
        await writer.drain()
        await asyncio.sleep(0.05)
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(1, 13, linger)  # SOL_SOCKET, SO_LINGER: close() resets
        writer.close()

    async def main() -> None:
        listener = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = listener.sockets[0].getsockname()[1]
        async with listener, WebClient(user_agent="t", allow_networks=LOOPBACK) as client:
            with pytest.raises(Truncated):
                await client.get(f"http://127.0.0.1:{port}/", max_bytes=MIB, timeout=timedelta(seconds=5))

    asyncio.run(main())
