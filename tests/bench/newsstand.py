"""A fast server on loopback of made-up feeds, each on an address of its own, which gain items when they are told to."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import TracebackType

ITEMS = 50  # that a feed shows, unless told otherwise
_WORDS = (
    "the council has agreed to open a new line of trams between the harbour and the old market after years of talks about"
    " its price and its noise which many who live along the road had feared while shops hope for more guests in summer"
).split()
_BASE = datetime(2026, 1, 1, tzinfo=UTC)


class Newsstand:
    """Feed N has had `items` items and as many more as it `gained`; it shows the newest `items`. An item is (feed, number)."""

    def __init__(self, feeds: int, items: int = ITEMS) -> None:
        self.feeds, self.items = feeds, items
        self.gained: defaultdict[int, int] = defaultdict(int)
        self.titles: dict[tuple[int, int], str] = {}  # of those that are no filler
        self.pages: dict[tuple[int, int], str] = {}
        self.shown: dict[tuple[int, int], float] = {}  # when one with a title was first given out, by time.monotonic()
        self.asked = [0] * feeds  # how often each feed was
        self._bodies: dict[tuple[int, int], bytes] = {}  # (feed, gained)
        self._port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._ready = threading.Event()

    def urls(self) -> list[str]:
        return [f"{self.address(feed)}/feed" for feed in range(self.feeds)]

    def address(self, feed: int) -> str:
        return f"http://127.1.{feed // 250}.{feed % 250 + 1}:{self._port}"

    def renew(self, edition: int) -> None:
        """Every other feed gains an item; the next edition's are the others."""
        for feed in range(edition % 2, self.feeds, 2):
            self.gained[feed] += 1
        self.prepare()

    def prepare(self) -> None:
        """Every body as it is now, so that no request waits for it."""
        self._bodies = {(feed, self.gained[feed]): self._body(feed, self.gained[feed]) for feed in range(self.feeds)}

    def __enter__(self) -> Newsstand:
        self._thread.start()
        assert self._ready.wait(10)
        self.prepare()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def wait_for_polls(self, number: int, seconds: float) -> None:
        """Until each feed has been asked so often; TimeoutError."""
        until = time.monotonic() + seconds
        while min(self.asked) < number:
            if time.monotonic() > until:
                raise TimeoutError("the feeds are not polled")
            time.sleep(0.1)

    def answer(self, head: bytes) -> bytes:
        """What a request is answered with; the address asked tells the feed, the path whether it is the feed or a page."""
        lines = head.decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        _, _, block, place = fields["host"].partition(":")[0].split(".")
        feed, path = int(block) * 250 + int(place) - 1, lines[0].split()[1]
        if path == "/feed":
            return self._feed(feed, fields.get("if-none-match", ""))
        text = self.pages.get((feed, int(path[1:]))) if path[1:].isdecimal() else None
        return _answer(200, "text/html; charset=utf-8", text.encode()) if text else _answer(404, "text/plain", b"no")

    def _feed(self, feed: int, known: str) -> bytes:
        gained = self.gained[feed]
        self.asked[feed] += 1
        tag = f'"{gained}"'
        if known == tag:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        for number in range(self.items, self.items + gained):
            if (feed, number) in self.titles:
                self.shown.setdefault((feed, number), time.monotonic())
        return _answer(200, "application/rss+xml; charset=utf-8", self._body(feed, gained), f"ETag: {tag}\r\n")

    def _body(self, feed: int, gained: int) -> bytes:
        if (feed, gained) in self._bodies:
            return self._bodies[feed, gained]
        items = "".join(self._item(feed, number) for number in range(self.items + gained - 1, gained - 1, -1))
        return (
            f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Paper {feed}</title>'
            f"<link>{self.address(feed)}/</link><description>News</description><language>en</language>\n{items}</channel></rss>\n"
        ).encode()

    def _item(self, feed: int, number: int) -> str:
        start = (feed * 7 + number * 3) % len(_WORDS)
        words = (_WORDS * 3)[start : start + 45]
        title = self.titles.get((feed, number)) or f"{' '.join(words[:9]).capitalize()} {feed}-{number}"
        when = datetime.now(UTC) if (feed, number) in self.titles else _BASE + timedelta(minutes=number)
        return (
            f"<item><title>{title}</title><link>{self.address(feed)}/{number}</link>"
            f'<guid isPermaLink="false">paper-{feed}-{number}</guid><pubDate>{format_datetime(when)}</pubDate>'
            f"<description>&lt;p&gt;{' '.join(words).capitalize()}.&lt;/p&gt;</description></item>\n"
        )

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(self._loop.create_server(lambda: _Connection(self), "0.0.0.0", 0, backlog=512))
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()


class _Connection(asyncio.Protocol):
    """HTTP/1.1 without bodies of requests, kept open."""

    def __init__(self, newsstand: Newsstand) -> None:
        self._newsstand = newsstand
        self._transport: asyncio.Transport | None = None
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            self._transport.write(self._newsstand.answer(head))


def _answer(status: int, content_type: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body
