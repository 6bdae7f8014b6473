"""A real HTTP/1.1 server on 127.0.0.1 for tests: programmable answers, exact bytes, slow ones, endless ones.

with Server() as server:
    server.add("/feed", Answer(body=b"<rss/>", headers={"ETag": '"1"'}))
    server.add("/two", Answer(500), Answer(body=b"ok"))            # one after the other; the last one stays
    server.add("/echo", lambda request: Answer(body=request.body))
    ... server.url("/feed") ... server.hits("/feed") ... server.connections
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True)
class Request:
    method: str
    path: str  # with its query
    headers: Mapping[str, str]  # lower-case names
    body: bytes
    connection: int  # 1 for the server's first, 2, ...
    at: float  # time.monotonic() when it was complete


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds before the first byte
    drip: tuple[int, float] | None = None  # bytes at a time, seconds in between (of head and body)
    length: int | None = None  # says this Content-Length instead of the true one, then closes
    close: bool = False  # closes after the answer
    raw: bytes | Iterable[bytes] | None = None  # exactly these bytes instead of everything above, then closes
    stay: bool = False  # with raw: keeps the connection for a next request


Handler = Callable[[Request], Answer]


class Server:
    """Threads, one per connection, so that it serves synchronous and asynchronous tests alike."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host = host
        self.requests: list[Request] = []
        self.connections = 0
        self._routes: dict[str, list[Answer | Handler]] = {}
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self._listener = socket.create_server((host, port), backlog=256)
        self.port: int = self._listener.getsockname()[1]

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def add(self, path: str, *answers: Answer | Handler) -> str:
        """Answer `path` (without query) with these, one after the other, the last one for ever. Returns its URL."""
        with self._lock:
            self._routes[path] = list(answers)
        return self.url(path)

    def hits(self, path: str) -> list[Request]:
        """The requests for `path`, whatever their query."""
        with self._lock:
            return [request for request in self.requests if request.path.partition("?")[0] == path]

    def __enter__(self) -> Server:
        self._start(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._stopping.set()
        with socket.socket() as wake:  # accept() does not notice that its socket was closed
            wake.connect((self.host, self.port))
        with self._lock:
            for connection in self._open:
                _shut(connection)
        for thread in list(self._threads):
            thread.join(5)
        self._listener.close()

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stopping.is_set():
                connection.close()
                return
            with self._lock:
                self.connections += 1
                number = self.connections
                self._open.add(connection)
            self._start(self._serve, connection, number)

    def _serve(self, connection: socket.socket, number: int) -> None:
        with connection:
            try:
                buffered = connection.makefile("rb")
                with buffered:
                    while not self._stopping.is_set() and self._answer_one(connection, buffered, number):
                        pass
            except OSError:
                pass  # the client went away, as many tests mean it to
            finally:
                with self._lock:
                    self._open.discard(connection)

    def _answer_one(self, connection: socket.socket, buffered: object, number: int) -> bool:
        request = _read(buffered, number)
        if request is None:
            return False
        with self._lock:
            self.requests.append(request)
            answers = self._routes.get(request.path.partition("?")[0], [Answer(404, b"not here")])
            chosen = answers.pop(0) if len(answers) > 1 else answers[0]
        answer = chosen if isinstance(chosen, Answer) else chosen(request)
        if answer.delay and self._stopping.wait(answer.delay):
            return False
        if answer.raw is not None:
            for piece in [answer.raw] if isinstance(answer.raw, bytes) else answer.raw:
                if self._stopping.is_set():
                    return False
                self._send(connection, piece, answer.drip)
            return answer.stay
        self._send(connection, _head(answer) + answer.body, answer.drip)
        return not (answer.close or answer.length is not None or request.headers.get("connection") == "close")

    def _send(self, connection: socket.socket, data: bytes, drip: tuple[int, float] | None) -> None:
        if drip is None:
            connection.sendall(data)
            return
        size, pause = drip
        for start in range(0, len(data), size):
            connection.sendall(data[start : start + size])
            if self._stopping.wait(pause):
                return


def _head(answer: Answer) -> bytes:
    length = len(answer.body) if answer.length is None else answer.length
    headers = {"Content-Length": str(length), **answer.headers}
    if answer.status == 304 and not answer.body:
        del headers["Content-Length"]
    lines = [f"HTTP/1.1 {answer.status} X", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _read(buffered: object, number: int) -> Request | None:
    readline, read = buffered.readline, buffered.read  # type: ignore[attr-defined]
    first = readline().decode("latin-1").split()
    if len(first) < 2:
        return None
    headers = {}
    while line := readline().decode("latin-1").strip("\r\n"):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = read(int(headers.get("content-length", 0)))
    return Request(first[0], first[1], headers, body, number, time.monotonic())


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
