"""Tollwatch on the same pages: from pages in the store to every article's outcome committed, by one real RQ worker.

Redis and the worker share one core. Whoever waits for them looks on from any core: watching is no part of the work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from worker.app import App, build
from worker.model import Entry, FeedConfig
from worker.processes import process_table
from worker.queues.window import top_up
from worker.redis_server import RedisServer
from worker.settings import load_settings
from worker.stages.fetch import url_key
from worker.store import articles, feeds, upgrade
from worker.store.articles import NewEntry, PageRow, State

LONGEST = 300  # seconds


WORKERS = {"end_to_end": "worker", "end_to_end_no_skip": "tests.bench.no_skip"}


def main(name: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="tollwatch-bench-") as place:
        os.environ |= {
            "TOLLWATCH_DATA_DIR": place,
            "TOLLWATCH_CONFIG_DIR": place,
            "TOLLWATCH_WORKER__PROCESSES": "1",
            "TOLLWATCH_LOG__LEVEL": "error",
        }
        app = build(load_settings())
        upgrade(app.settings.store_url)
        count = fill(app, sorted(folder.glob("*.html")))
        redis = RedisServer(app.settings.data_dir)
        redis.start()
        worker = subprocess.Popen([sys.executable, "-m", WORKERS[name], "worker"])
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
        try:
            wait_for_worker(app)
            seconds, cpu, pss = run(app)
        finally:
            worker.terminate()
            worker.wait(30)
            app.close()
            redis.stop()
    print(json.dumps({"pages_per_s": count / seconds, "cpu_s": cpu, "pss_mb": pss}))


def fill(app: App, paths: list[Path]) -> int:
    """One feed with an article a page, fetched already."""
    now = datetime.now(UTC)
    entries = []
    for path in paths:
        url = f"https://bench.example/{path.stem}"
        entries.append(
            NewEntry(Entry(path.stem, url, "", "", "", now), path.stem, url, url_key(url), "bench.example", needs_page=True)
        )
    with app.store.writing() as conn:
        feeds.add_feed(conn, FeedConfig("https://bench.example/feed"), now)
        feed = feeds.list_feeds(conn)[0]
        articles.store_entries(conn, feed, entries, now, first_poll=False)
        bodies = {f"https://bench.example/{path.stem}": path.read_bytes() for path in paths}
        while jobs := articles.claim_fetches(conn, now, 1000, timedelta(minutes=5), per_host=1000):
            for job in jobs:
                page = PageRow(job.id, bodies[job.url], job.url, "text/html", now)
                assert articles.finish_fetch(conn, job, page, None, None, now)
    return len(paths)


def wait_for_worker(app: App) -> None:
    until = time.monotonic() + 60
    while not app.queues.workers():
        if time.monotonic() > until:
            sys.exit("bench: no worker came up")
        time.sleep(0.05)


def run(app: App) -> tuple[float, float, float]:
    """Seconds until everything is done, the CPU seconds of worker and Redis in them, the most memory that they took."""
    spent = cpu_seconds(app)
    began, looks, pss = time.perf_counter(), 0, 0.0
    top_up(app.store, app.queues, app.settings, datetime.now(UTC))  # from then on the worker does it
    while True:
        time.sleep(0.02)
        with app.store.reading() as conn:
            states = articles.counts(conn, datetime.now(UTC)).states
        if State.QUARANTINED in states:
            sys.exit("bench: articles failed, see above")
        if set(states) == {State.DONE}:
            took = time.perf_counter() - began
            return took, cpu_seconds(app) - spent, pss
        looks += 1
        if looks % 10 == 0:
            pss = max(pss, sum(row["pss_mb"] or 0 for row in process_table(app.settings.data_dir)))
        if looks % 250 == 0:
            top_up(app.store, app.queues, app.settings, datetime.now(UTC))
        if time.perf_counter() - began > LONGEST:
            sys.exit(f"bench: not done after {LONGEST} s: {states}")


def cpu_seconds(app: App) -> float:
    """What worker, horse and Redis, and their ended children, have used: fields 14 to 17 of their stat."""
    ticks = 0
    for row in process_table(app.settings.data_dir):
        with suppress(OSError):  # a horse may end any time
            fields = Path(f"/proc/{row['pid']}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
