"""The demo from start to end: newsroom, service and receiver in a folder of their own, three editions, then the verdict."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from worker.demo.check import as_fired, as_told, load_expected, load_expected_events, missing_events, problems
from worker.demo.newsroom import Newsroom
from worker.demo.press import STORIES, Press, Story, load_press
from worker.demo.receiver import Payload, Receiver, make_secret
from worker.demo.results import Findings, collect
from worker.demo.service import Service, write_config
from worker.errors import InputError
from worker.gazetteer import open_gazetteer
from worker.store import Store, alerts, articles, upgrade

_LOOK = 0.2  # seconds between two looks at the store


class Screen(Protocol):
    """Where the demo speaks."""

    def say(self, line: str) -> None:
        """Something happened."""

    def progress(self, line: str) -> None:
        """Something goes on."""

    def alert(self, payload: Payload) -> None:
        """An alert arrived; called from the receiver's thread."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What may differ between two demos."""

    stories: Path = STORIES
    keep: bool = False  # leave the folder
    port: int = 0  # of the newsroom; 0: any free one
    limit: float = 55.0  # seconds


@dataclass(slots=True)
class Result:
    folder: Path
    findings: Findings | None = None
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    answers: dict[int, int] = field(default_factory=dict)  # the newsroom's, by HTTP status


class _GaveUp(Exception):
    """The demo can't go on; says why."""


def play(screen: Screen, plan: Plan) -> Result:
    """One demo. Whatever happens, its processes end and its folder goes (unless it is to be kept)."""
    began = time.monotonic()
    press = load_press(datetime.now(UTC), plan.stories)
    open_gazetteer().close()  # built here where it is missing, and not by every process
    with _folder(plan.keep) as folder:
        result = Result(folder)
        store = Store(f"sqlite:///{folder / 'data' / 'tollwatch.sqlite'}")
        newsroom, secret = _newsroom(press, plan.port), make_secret()
        receiver = Receiver(secret, screen.alert)
        write_config(folder / "config", newsroom)
        (folder / "data").mkdir()
        upgrade(store.url)
        try:
            with Service(folder, receiver.url, secret) as service, newsroom, receiver:
                try:
                    _Demo(screen, newsroom, receiver, service, store, began + plan.limit).run(result)
                finally:
                    service.stop()  # before those whom it talks to
        finally:
            store.close()
        result.answers = dict(newsroom.statuses)
        result.seconds = time.monotonic() - began
    return result


def _newsroom(press: Press, port: int) -> Newsroom:
    try:
        return Newsroom(press, port)
    except OSError as error:
        raise InputError(
            f"the newsroom can't have port {port}: {error.strerror}", hint="leave --port out: any will do"
        ) from None


@contextmanager
def _folder(keep: bool) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tollwatch-demo-"))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Demo:
    screen: Screen
    newsroom: Newsroom
    receiver: Receiver
    service: Service
    store: Store
    until: float

    def run(self, result: Result) -> None:
        press = self.newsroom.press
        self.screen.say(
            f"newsroom: {len(press.outlets)} outlets, {len(press.stories)} stories and {len(press.broken)} broken feeds"
            f" on {self.newsroom.base_url}"
        )
        self.screen.say(f"service: embedded Redis, SQLite, poller, 2 workers and alerter in {result.folder}")
        try:
            for wave in range(1, press.waves + 1):
                self._edition(wave)
        except _GaveUp as error:
            result.problems.append(str(error))
        with self.store.reading() as connection:
            result.findings = collect(connection, [self.newsroom.url(story) for story in press.stories if story.tempting])
        result.problems += self._verdict(result.findings)

    def _edition(self, wave: int) -> None:
        stories = self.newsroom.publish(wave)
        self.screen.say(f"edition {wave}: {len(stories)} new stories")
        self._wait(lambda: self._unread(stories), f"edition {wave}: {{}} of {len(stories)} stories still to be read")
        self._wait(self._undelivered, "{} alerts on their way")

    def _wait(self, waiting: Callable[[], int], words: str) -> None:
        while left := waiting():
            if self.service.code is not None:
                raise _GaveUp(f"the service ended with code {self.service.code}: {self.service.last_words()}")
            if time.monotonic() > self.until:
                raise _GaveUp(f"out of time - {words.format(left)}")
            self.screen.progress(words.format(left))
            time.sleep(_LOOK)

    def _unread(self, stories: list[Story]) -> int:
        with self.store.reading() as connection:
            done = {row.url for row in articles.list_articles(connection, "done")}
        return sum(self.newsroom.url(story) not in done for story in stories)

    def _undelivered(self) -> int:
        with self.store.reading() as connection:
            return alerts.delivery_counts(connection)["pending"]

    def _verdict(self, findings: Findings) -> list[str]:
        """Expected against fired, and fired against what arrived with a right signature."""
        found = problems(load_expected(), [as_fired(alert.data) for alert in findings.alerts])
        found += missing_events(load_expected_events(), as_told(findings.events))
        sent = {delivery.message_id for alert in findings.alerts for delivery in alert.deliveries}
        found += [f"alert {lost} never arrived" for lost in sorted(sent - self.receiver.alerts.keys())]
        found += [f"alert {stray} arrived from nowhere" for stray in sorted(self.receiver.alerts.keys() - sent)]
        return found + ([f"{self.receiver.refused} messages with a wrong signature"] if self.receiver.refused else [])
