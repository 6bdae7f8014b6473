"""Many processes that link reports of the same stories at once, each story in a shuffled order.

The suite runs a quick form; `python -m tests.crowd --runs 20` the whole one, on SQLite and on PostgreSQL, again and again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import postgres_server
from tests.readings import NOON, reading, store_article
from worker import log
from worker.model import Rule
from worker.pipeline import Arrival, Policy, decide, prepare
from worker.store import Store, alerts, events, upgrade

POLICY = Policy((Rule("mass", {"killed": (10, 50, 100)}, channels=("desk",)),))


@dataclass(frozen=True, slots=True)
class Crowd:
    processes: int = 8
    reports: int = 200
    stories: int = 20


@dataclass(frozen=True, slots=True)
class Result:
    exit_codes: tuple[int | None, ...]
    articles: tuple[int, ...]  # of each event
    alerted: tuple[int, ...]  # the event of each alert, ascending
    deliveries: int


def right(crowd: Crowd) -> Result:
    """One event and one alert of each story, whoever came first."""
    each = crowd.reports // crowd.stories
    stories = tuple(range(1, crowd.stories + 1))
    return Result((0,) * crowd.processes, (each,) * crowd.stories, stories, crowd.stories)


def link(store: Store, crowd: Crowd, seed: int = 0) -> Result:
    """`store` is empty; closed before the fork, opened anew for the look at what came of it."""
    with store.writing() as conn:
        ids = [store_article(conn, f"n{number}", f"p{number}.example", NOON) for number in range(crowd.reports)]
    store.close()
    work = list(enumerate(ids))
    random.Random(seed).shuffle(work)
    context = multiprocessing.get_context("fork")
    shares = [work[start :: crowd.processes] for start in range(crowd.processes)]
    processes = [context.Process(target=_decide, args=(store.url, share, crowd.stories)) for share in shares]
    for process in processes:
        process.start()
    for process in processes:
        process.join(300)
    with store.reading() as conn:
        found, raised = events.list_events(conn), alerts.list_alerts(conn)
    return Result(
        tuple(process.exitcode for process in processes),
        tuple(event.articles for event in found),
        tuple(sorted(alert.event_id for alert in raised)),
        sum(len(alert.deliveries) for alert in raised),
    )


def _decide(url: str, share: Sequence[tuple[int, int]], stories: int) -> None:
    store = Store(url)
    for number, article_id in share:
        said = prepare(reading(number % stories, killed=12, words=f"Paper {number} adds a line of its own."))
        arrival = Arrival(article_id, f"p{number}.example", NOON, NOON, NOON)
        with store.deciding() as conn:
            decide(conn, arrival, said, POLICY, NOON)
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    args = parser.parse_args()
    crowd, wrong = Crowd(), 0
    log.configure("error", "json")
    with tempfile.TemporaryDirectory(prefix="tollwatch-crowd-") as folder, postgres_server.running() as server:
        for run in range(args.runs):
            postgres_server.execute(server, f"CREATE DATABASE run_{run}")
            for url in (f"sqlite:///{Path(folder) / f'{run}.sqlite'}", postgres_server.database(server, f"run_{run}")):
                upgrade(url)
                began, store = time.monotonic(), Store(url)
                result = link(store, crowd, seed=run)
                store.close()
                wrong += result != right(crowd)
                verdict = "right" if result == right(crowd) else f"WRONG: {result}"
                print(f"run {run + 1} {store.dialect}: {verdict}, {time.monotonic() - began:.1f} s", flush=True)
    raise SystemExit(f"{wrong} of {2 * args.runs} runs went wrong" if wrong else 0)


if __name__ == "__main__":
    main()
