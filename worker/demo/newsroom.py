"""A real HTTP server on loopback: feeds and pages of every outlet, with validators, gzip, and answers as sites give them."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import ClassVar
from urllib.parse import urlsplit

from worker.demo.feeds import CONTENT_TYPES, render_feed
from worker.demo.pages import render_home, render_page
from worker.demo.press import Press, Story

_HTML = "text/html; charset=utf-8"
_LEAST_GZIP = 500  # bytes; below, it costs more than it saves


@dataclass(frozen=True, slots=True)
class Answer:
    """What one path answers."""

    status: int
    content_type: str
    body: bytes
    modified: datetime

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Newsroom:
    """Serves `press` from 127.0.0.1; nothing is on the feeds before `publish(1)`."""

    def __init__(self, press: Press, port: int = 0) -> None:
        self.press = press
        self.statuses: Counter[int] = Counter()  # answers given, by HTTP status
        self._answers: Mapping[str, Answer] = {}
        self._server = LoopbackServer(port, _handler(self))

    @property
    def base_url(self) -> str:
        return self._server.base_url

    def publish(self, wave: int) -> list[Story]:
        """Prints the edition with every story up to `wave`; returns the stories that are new in it."""
        self._answers = self._print(wave, datetime.now(UTC).replace(microsecond=0))
        return [story for story in self.press.stories if story.wave == wave]

    def url(self, story: Story) -> str:
        return self.base_url + story.path

    def feed_url(self, key: str) -> str:
        return f"{self.base_url}/{key}/feed.xml"

    def answer(self, path: str) -> Answer:
        return self._answers.get(path) or Answer(404, _HTML, b"<h1>Not found</h1>", datetime.now(UTC))

    def __enter__(self) -> Newsroom:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.stop()

    def _print(self, wave: int, now: datetime) -> dict[str, Answer]:
        out = [story for story in self.press.stories if story.wave <= wave]
        answers = {"/robots.txt": Answer(200, "text/plain; charset=utf-8", b"User-agent: *\nDisallow: /search\n", now)}
        for outlet in self.press.outlets:
            own = [story for story in out if story.outlet == outlet]
            # A feed that gained nothing must stay the same to the byte: its date is that of its newest story.
            newest = max((story.published for story in own), default=now)
            feed = render_feed(outlet, own, self.base_url, newest)
            answers[f"/{outlet.key}/feed.xml"] = Answer(200, CONTENT_TYPES[outlet.format], feed.encode(), newest)
        for broken in self.press.broken:
            if broken.answers == "html":
                answers[f"/{broken.key}/feed.xml"] = Answer(200, _HTML, render_home(broken).encode(), now)
        return answers | {story.path: self._page(story) for story in out}

    def _page(self, story: Story) -> Answer:
        if story.page.isdecimal():
            return Answer(int(story.page), _HTML, b"<h1>Subscribers only</h1>", story.published)
        return Answer(200, _HTML, render_page(story, self.base_url).encode(), story.published)


class LoopbackServer:
    """An HTTP server in a thread of its own, on 127.0.0.1; port 0 takes any free one."""

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class QuietHandler(BaseHTTPRequestHandler):
    """HTTP/1.1 with connections kept open; an idle one is let go after `timeout` seconds."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        """The demo's screen is not a log."""

    def reply(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status not in (204, 304) and self.command != "HEAD":
            self.wfile.write(body)


class _NewsHandler(QuietHandler):
    newsroom: ClassVar[Newsroom]

    def do_GET(self) -> None:
        answer = self.newsroom.answer(urlsplit(self.path).path)
        headers = {
            "Content-Type": answer.content_type,
            "ETag": answer.etag,
            "Last-Modified": format_datetime(answer.modified, usegmt=True),
            "Vary": "Accept-Encoding",
        }
        if answer.status == 200 and self._has_it(answer):
            self.newsroom.statuses[304] += 1
            self.reply(304, headers)
            return
        body = answer.body
        if len(body) >= _LEAST_GZIP and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            headers["Content-Encoding"] = "gzip"
        self.newsroom.statuses[answer.status] += 1
        self.reply(answer.status, headers, body)

    do_HEAD = do_GET  # noqa: N815 (http.server looks the name up)

    def _has_it(self, answer: Answer) -> bool:
        """If-None-Match decides alone where it is given (RFC 9110)."""
        if tags := self.headers.get("If-None-Match"):
            return answer.etag in tags
        return self.headers.get("If-Modified-Since") == format_datetime(answer.modified, usegmt=True)


def _handler(newsroom: Newsroom) -> type[BaseHTTPRequestHandler]:
    return type("NewsHandler", (_NewsHandler,), {"newsroom": newsroom})
