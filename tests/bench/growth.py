"""What linking one report costs as the ledger grows: the same reports, in turn, into a small store and into a large one.

Both stores hold the same thousand events of the last weeks, which the reports may be about. The large one holds more of those weeks
as well, and all the years before: `forget` has taken their keys out of the index, as it does every hour.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from tests import postgres_server
from tests.bench.synthetic import Story, retell, stories
from tests.bench.synthetic_rows import add_past, add_recent, settle
from tests.readings import NOON, store_article
from worker import log
from worker.model import Rule
from worker.pipeline import Arrival, Policy, Prepared, decide, prepare
from worker.pipeline.linking import WINDOW
from worker.store import Store, upgrade

SMALL = 1_000
YEARS = 5
PROBES, WARM_UP = 400, 40
POLICY = Policy((Rule("mass", {"killed": (10, 50, 100)}, channels=("desk",)),))


def measure(url_of: dict[str, str], recent: Sequence[tuple[Story, Prepared]], events: int) -> dict[str, float]:
    """Milliseconds a report, median, in the small and in the large store."""
    opened = {name: Store(url, durable=False) for name, url in url_of.items()}
    for name, store in opened.items():
        with store.writing() as conn:
            add_past(conn, 0 if name == "small" else events - len(recent))
            add_recent(conn, recent[:SMALL] if name == "small" else recent)
        settle(store)
    took: dict[str, list[float]] = {name: [] for name in opened}
    for number, probe in enumerate(_probes(recent[:SMALL])):
        for name, store in opened.items():
            took[name].append(_link(store, probe, number))
    for store in opened.values():
        store.close()
    return {name: statistics.median(times[WARM_UP:]) * 1000 for name, times in took.items()}


def _probes(known: Sequence[tuple[Story, Prepared]]) -> Iterator[Prepared]:
    """Half of the reports tell of a known event again, half of a new one."""
    fresh = stories(PROBES, seed=99)
    for number in range(PROBES):
        story = known[number * 7 % len(known)][0] if number % 2 else fresh[number]
        yield prepare(retell(story, number))


def _link(store: Store, probe: Prepared, number: int) -> float:
    now = NOON + timedelta(seconds=number)
    with store.writing() as conn:
        article = store_article(conn, f"probe{number}", f"p{number % 50}.example", now)
    began = time.perf_counter()
    with store.deciding() as conn:
        decide(conn, Arrival(article, f"p{number % 50}.example", now, now, now), probe, POLICY, now)
    return time.perf_counter() - began


@contextmanager
def _databases() -> Iterator[dict[str, dict[str, str]]]:
    """Of each kind a small and a large one, migrated and empty."""
    with tempfile.TemporaryDirectory(prefix="tollwatch-bench-") as folder, postgres_server.running() as server:
        found = {"sqlite": {}, "postgresql": {}}
        for name in ("small", "large"):
            postgres_server.execute(server, f"CREATE DATABASE {name}")
            found["sqlite"][name] = f"sqlite:///{Path(folder) / f'{name}.sqlite'}"
            found["postgresql"][name] = postgres_server.database(server, name)
        for urls in found.values():
            for url in urls.values():
                upgrade(url)
        yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    events = max(parser.parse_args().events, SMALL)
    log.configure("error", "json")
    inside = max(SMALL, round(events * WINDOW / timedelta(days=365 * YEARS)))
    recent = [(story, prepare(story.reading)) for story in stories(inside, seed=1)]
    print(f"{events} events, {inside} of the last {WINDOW.days} days", file=sys.stderr)
    found: dict[str, dict[str, float]] = {}
    with _databases() as databases:
        for kind, urls in databases.items():
            found[kind] = measure(urls, recent, events)
            print(f"{kind}: {found[kind]}", file=sys.stderr)
    print(json.dumps({kind: both | {"ratio": round(both["large"] / both["small"], 2)} for kind, both in found.items()}))


if __name__ == "__main__":
    main()
