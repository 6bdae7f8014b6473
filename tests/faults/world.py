"""A small world around the real service: a newsroom and a receiver on loopback, `tollwatch run` on folders of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from xml.sax.saxutils import escape

from standardwebhooks import Webhook

from tests.command import commands
from tests.loopback import Answer, Request, Server
from worker.processes import is_running, process_table

PATIENCE = 90.0  # seconds until a condition that should hold soon counts as broken; machines can be busy
FEEDS = ("good", "second", "third")
SECRET = "whsec_" + "a2" * 16

# Far apart; with a cause and names of its own each, so that no two stories are one event.
_PLACES = (
    *("Izmir", "Basra", "Lagos", "Nairobi", "Quetta", "Lima", "Manila", "Porto", "Riga", "Aleppo", "Medan", "Kigali"),
    *("Cusco", "Gdansk", "Hanoi", "Accra", "Sofia", "Mosul", "Cebu", "Osaka", "Dakar", "Tunis", "Perth", "Leeds"),
    *("Bergen", "Malmo", "Turin", "Lyon", "Graz", "Split", "Brno", "Kazan", "Herat", "Patna", "Kandy", "Mandalay"),
)
_CAUSES = (
    ("fire", "A fire in the {0} textile factory killed {n} people in {place}, chief fire officer {1} {2} said."),
    ("explosion", "Mayor {1} {2} of {place} said an explosion at the {0} gas depot had killed {n} people."),
    ("flood", "The {0} river burst its banks and {n} people drowned in {place}, according to {1} {2} of the rescue service."),
)


def _name(number: int) -> str:
    """A made-up word of its own for each number."""
    syllables = ("ba", "dor", "ke", "lin", "mu", "ran", "sto", "vi", "zer", "qua")
    return "".join(syllables[int(digit)] for digit in str(1000 + 7919 * number % 9000)).capitalize()


def eventually(truth: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What `truth` gives as soon as it is true; else its last value, so that an assertion shows it."""
    until = time.monotonic() + seconds
    while not (found := truth()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


class Story:
    """One event, told by one page and one entry. Its toll crosses the step of 10."""

    def __init__(self, number: int, feed: str) -> None:
        self.number, self.path, self.feed = number, f"/story/{number}", feed
        self.killed = 11 + number % 30
        self.place = _PLACES[number % len(_PLACES)]
        cause, sentence = _CAUSES[number % len(_CAUSES)]
        names = [_name(12 * number + each) for each in range(6)]
        self.title = f"{cause.capitalize()} kills {self.killed} in {self.place}"
        self.text = sentence.format(*names, n=self.killed, place=self.place)
        self.detail = " ".join(names[3:])
        self.published = datetime.now(UTC)

    def item(self, base: str) -> str:
        return (
            f"<item><title>{escape(self.title)}</title><link>{base}{self.path}</link><guid>{self.number}</guid>"
            f"<pubDate>{format_datetime(self.published)}</pubDate><description>{escape(self.text)}</description></item>"
        )

    def page(self) -> bytes:
        return (
            f"<!doctype html><html lang='en'><head><title>{escape(self.title)}</title></head><body><article>"
            f"<h1>{escape(self.title)}</h1><p>{escape(self.text)}</p>"
            f"<p>{escape(self.detail)}</p>"
            f"</article></body></html>"
        ).encode()


class Newsroom(Server):
    """Feeds by name; `publish` puts stories on one. What is asked of it is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.stories: list[Story] = []

    def feed(self, name: str) -> str:
        return self.add(f"/{name}.xml", lambda request: self._render(name, request))

    def publish(self, number: int, feed: str = "good") -> list[Story]:
        new = [Story(len(self.stories) + each, feed) for each in range(number)]
        for story in new:
            self.add(story.path, Answer(body=story.page(), headers={"Content-Type": "text/html; charset=utf-8"}))
        self.stories += new
        return new

    def _render(self, name: str, request: Request) -> Answer:
        stories = [story for story in self.stories if story.feed == name]
        etag = f'"{len(stories)}"'
        headers = {"Content-Type": "application/rss+xml", "ETag": etag}
        if request.headers.get("if-none-match") == etag:
            return Answer(304, headers=headers)
        items = "".join(story.item(self.url("")) for story in reversed(stories))
        body = f"<rss version='2.0'><channel><title>{name}</title><link>{self.url()}</link>{items}</channel></rss>"
        return Answer(body=body.encode(), headers=headers)


class Receiver(Server):
    """A webhook endpoint that counts what it took by webhook-id, and fails loudly on what isn't signed."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: Counter[str] = Counter()  # webhook-id -> times it was answered 2xx
        self.places: Counter[str] = Counter()
        self.answer = Answer(204)
        self.hold = False  # never answers what comes in meanwhile
        self._webhook = Webhook(SECRET)
        self.add("/hook", self._take)

    def _take(self, request: Request) -> Answer:
        payload = self._webhook.verify(request.body, dict(request.headers))
        if self.hold:
            return Answer(delay=600)
        if self.answer.status < 300:
            self.taken[request.headers["webhook-id"]] += 1
            self.places[payload["data"]["event"]["place"]["name"]] += 1
        return self.answer


class World:
    """`with World() as world:` newsroom and receiver run; the service when it is started. Nothing is left at the end."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self.folder = Path(tempfile.mkdtemp(prefix="faults-"))  # a Unix socket's path must be short
        self.config, self.data = self.folder / "config", self.folder / "data"
        self.news, self.receiver = Newsroom(), Receiver()
        self.process: subprocess.Popen[bytes] | None = None
        self._lines: list[str] = []
        self._reader: threading.Thread | None = None
        self.config.mkdir()

    def __enter__(self) -> World:
        self.news.__enter__()
        self.receiver.__enter__()
        self.configure()
        self.write_feeds(*map(self.news.feed, FEEDS))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._reader is not None:
            self._reader.join(20)
        self.receiver.__exit__(kind, error, trace)
        self.news.__exit__(kind, error, trace)
        shutil.rmtree(self.folder)

    # --- configuration -----------------------------------------------------------------------------------------------

    def configure(self, more: str = "") -> None:
        """Polls every second, gives up soon; `more` is TOML after [worker]."""
        (self.config / "tollwatch.toml").write_text(
            '[poll]\ninterval = "1s"\nmin_interval = "1s"\nhost_gap = "1ms"\ntimeout = "2s"\n'
            '[fetch]\nallow_networks = ["127.0.0.0/8"]\n[alert]\ndigest_after = 1000\n[deliver]\ntimeout = "1s"\n'
            f'[log]\nformat = "json"\n[worker]\nprocesses = {self.workers}\nlease = "5s"\n{more}\n'
        )
        (self.config / "alerts.toml").write_text(
            '[[rule]]\nname = "toll"\nkilled = [10]\nchannels = ["ops"]\n'
            '[[channel]]\nname = "ops"\ntype = "webhook"\nurl_env = "HOOK_URL"\nsecret_env = "HOOK_SECRET"\n'
            'allow_networks = ["127.0.0.0/8"]\n'
        )

    def write_feeds(self, *urls: str) -> None:
        (self.config / "feeds.toml").write_text("".join(f"[[feed]]\nurl = {json.dumps(url)}\n" for url in urls))

    @property
    def env(self) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if not name.startswith("TOLLWATCH_")}
        return {
            **mine,
            "TOLLWATCH_CONFIG_DIR": str(self.config),
            "TOLLWATCH_DATA_DIR": str(self.data),
            "HOOK_URL": self.receiver.url("/hook"),
            "HOOK_SECRET": SECRET,
            "COLUMNS": "200",
        }

    # --- the service -------------------------------------------------------------------------------------------------

    def start(self) -> World:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "worker", "run"],
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._reader = threading.Thread(target=self._keep, args=(self.process.stdout,), daemon=True)
        self._reader.start()
        return self

    def _keep(self, output: IO[bytes]) -> None:
        """A pipe rather than a file: a part whose files may not grow still speaks. It ends with the last part."""
        with output:
            for line in output:
                self._lines.append(line.decode(errors="replace").rstrip("\n"))

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def pids(self) -> dict[str, int]:
        return {row["name"]: row["pid"] for row in process_table(self.data)}

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> int:
        """Signals the process of that name as soon as there is one; its pid."""
        pid = eventually(lambda: self.pids().get(name))
        assert pid, f"no {name} runs"
        os.kill(pid, number)
        assert number != signal.SIGKILL or eventually(lambda: not is_running(pid) or self.pids().get(name) != pid)
        return int(pid)

    def command(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return commands()(words, {**self.env, **(env or {})})

    def json(self, *words: str) -> Any:
        return json.loads(self.command(*words, "--json").stdout)

    # --- what became of it -------------------------------------------------------------------------------------------

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """A question to the SQLite store; nothing where it has no tables yet."""
        path = self.data / "tollwatch.sqlite"
        if not path.exists():
            return []
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            try:
                return connection.execute(question, values).fetchall()
            except sqlite3.OperationalError:
                return []

    def done(self) -> int:
        return sum(number for _, number in self.rows("SELECT outcome, count(*) FROM articles WHERE state = 'done' GROUP BY 1"))

    def settled(self) -> bool:
        """Every story has been read, alerted on and delivered."""
        number = len(self.news.stories)
        return self.done() >= number and self.rows("SELECT count(*) FROM deliveries WHERE state = 'sent'") == [(number,)]

    def account(self) -> dict[str, object]:
        """What must come out once per story, whatever happened meanwhile."""
        [articles] = self.rows("SELECT count(*), count(DISTINCT url) FROM articles")
        [alerts] = self.rows("SELECT count(*), count(DISTINCT event_id) FROM alerts")
        return {
            "articles": articles,
            "outcomes": dict(self.rows("SELECT outcome, count(*) FROM articles GROUP BY 1")),
            "reports": self.rows("SELECT count(*) FROM reports"),
            "alerts": alerts,
            "deliveries": self.rows("SELECT state, count(*) FROM deliveries GROUP BY 1"),
            "messages": len(self.receiver.taken),
            "places": len(self.receiver.places),
        }

    def expected(self) -> dict[str, object]:
        number = len(self.news.stories)
        return {
            "articles": (number, number),
            "outcomes": {"reported": number},
            "reports": [(number,)],
            "alerts": (number, number),
            "deliveries": [("sent", number)],
            "messages": number,
            "places": number,
        }

    def complaints(self) -> list[str]:
        """Lines that are not the log's, or hold a traceback, or do not say which stage speaks."""
        lines = [line for line in self.log_lines() if not line.startswith('{"stage": "') or "Traceback" in line]
        return [line for line in lines if "something is missing" not in line]

    def logged(self, *events: str) -> list[dict[str, Any]]:
        """The log's lines with one of these events; every line without any."""
        lines = [json.loads(line) for line in self.log_lines() if line.startswith("{")]
        return [line for line in lines if not events or line["event"] in events]

    def log_lines(self) -> Sequence[str]:
        return list(self._lines)
