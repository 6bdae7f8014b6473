"""Feeds a second: `tollwatch poller` and a plain loop over the same feeds, of which half answer 304 and half show one new item.

The contender has the core that this process was given; the feeds are served and the contender is watched from the others.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.newsstand import Newsstand
from worker import log
from worker.app import App, build
from worker.model import FeedConfig
from worker.processes import process_table
from worker.redis_server import RedisServer
from worker.settings import load_settings
from worker.store import feeds, upgrade

ROUNDS = 3  # polls of every feed that count, after the first, which shows all items of each
LONGEST = 300  # seconds
PAUSE = 2.0  # seconds: no host is asked again within [poll] host_gap

Poll = Callable[[], tuple[float, float]]  # every feed once: seconds, CPU seconds


def main(name: str, count: int) -> None:
    log.configure("error", "json")
    with Newsstand(count) as newsstand, CONTENDERS[name](newsstand) as poll:
        poll()
        took = []
        for edition in range(ROUNDS):
            newsstand.renew(edition)
            time.sleep(PAUSE)
            took.append(poll())
    seconds, cpu = (sum(part) for part in zip(*took, strict=True))
    print(json.dumps({"feeds_per_s": count * ROUNDS / seconds, "cpu_s": cpu}))


@contextmanager
def plain(newsstand: Newsstand) -> Iterator[Poll]:
    loop = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.plain_poll"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert loop.stdin is not None
    assert loop.stdout is not None
    requests, answers = loop.stdin, loop.stdout
    _look_on()
    requests.write(json.dumps(newsstand.urls()) + "\n")

    def poll() -> tuple[float, float]:
        requests.write("\n")
        requests.flush()
        took = json.loads(answers.readline())
        return took["s"], took["cpu_s"]

    try:
        yield poll
    finally:
        requests.close()
        loop.wait(30)


@contextmanager
def tollwatch(newsstand: Newsstand) -> Iterator[Poll]:
    with tempfile.TemporaryDirectory(prefix="tollwatch-bench-") as place:
        os.environ |= {
            "TOLLWATCH_DATA_DIR": place,
            "TOLLWATCH_CONFIG_DIR": place,
            "TOLLWATCH_FETCH__ALLOW_NETWORKS": "127.0.0.0/8",
            "TOLLWATCH_LOG__LEVEL": "error",
        }
        app = build(load_settings())
        upgrade(app.settings.store_url)
        redis = RedisServer(app.settings.data_dir)
        redis.start()
        poller = subprocess.Popen([sys.executable, "-m", "worker", "poller"])
        _look_on()
        try:
            _add(app, newsstand)
            while not any(row["name"] == "poller" for row in process_table(app.settings.data_dir)):
                time.sleep(0.05)
            time.sleep(1.0)  # its imports are not the loop's
            yield lambda: _poll_all(app, poller.pid)
            _check(app, newsstand)
        finally:
            poller.terminate()
            poller.wait(30)
            app.close()
            redis.stop()


CONTENDERS = {"poll_plain": plain, "poll": tollwatch}


def _add(app: App, newsstand: Newsstand) -> None:
    """Their entries hold the articles, so that no page is fetched: the plain loop fetches none."""
    later = datetime.now(UTC) + timedelta(hours=1)
    with app.store.writing() as conn:
        for url in newsstand.urls():
            feeds.add_feed(conn, FeedConfig(url, full_text=True), later)


def _poll_all(app: App, pid: int) -> tuple[float, float]:
    """From the order to poll everything until each feed's poll is committed."""
    with app.store.writing() as conn:
        feeds.poll_now(conn, None, datetime.now(UTC))
    spent, began = _cpu_seconds(app), time.perf_counter()
    os.kill(pid, signal.SIGHUP)  # it looks for due feeds at once
    while time.perf_counter() - began < LONGEST:
        time.sleep(0.02)
        with app.store.reading() as conn:
            due = feeds.next_due_at(conn)
        if due is not None and due > datetime.now(UTC) + timedelta(seconds=40) and _all_free(app):
            return time.perf_counter() - began, _cpu_seconds(app) - spent
    sys.exit(f"bench: not polled after {LONGEST} s")


def _check(app: App, newsstand: Newsstand) -> None:
    """Speed counts only where nothing was left out."""
    with app.store.reading() as conn:
        stored = sum(row.entries for row in feeds.list_feeds(conn))
    if stored != (shown := newsstand.feeds * newsstand.items + sum(newsstand.gained.values())):
        sys.exit(f"bench: {stored} of {shown} items stored")


def _all_free(app: App) -> bool:
    with app.store.reading() as conn:
        rows = feeds.watched(conn)
    if bad := [row.state for row in rows if row.state not in ("ok", "not_modified", "new")]:
        sys.exit(f"bench: feeds are {set(bad)}")
    return not any(row.lease_until for row in rows)


def _cpu_seconds(app: App) -> float:
    """What poller, its parsers and Redis have used: fields 14 and 15 of their stat."""
    notes = [Path(f"/proc/{row['pid']}/stat").read_text() for row in process_table(app.settings.data_dir)]
    stats = [note.rpartition(")")[2].split() for note in notes]
    return sum(int(ticks) for fields in stats for ticks in fields[11:13]) / os.sysconf("SC_CLK_TCK")


def _look_on() -> None:
    """What serves and watches stays off the contender's core, where there is another."""
    others = set(range(os.cpu_count() or 1)) - os.sched_getaffinity(0)
    os.sched_setaffinity(0, others or os.sched_getaffinity(0))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
