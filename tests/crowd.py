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
from tests.readings import NOON, hearsay, reading, store_article, whole
from worker import log
from worker.model import Reading, Rule
from worker.pipeline import Arrival, Policy, decide, prepare
from worker.store import Store, alerts, events, upgrade

_LETTERS = str.maketrans("0123456789", "adelmnrtuv")
POLICY = Policy((Rule("mass", {"killed": (10, 50, 100)}, channels=("desk",)),))


@dataclass(frozen=True, slots=True)
class Crowd:
    processes: int = 8
    reports: int = 200
    stories: int = 20
    torn: bool = False  # some tell half of a story, some the other half, some all of it: most stories are opened twice


@dataclass(frozen=True, slots=True)
class Result:
    exit_codes: tuple[int | None, ...]
    articles: tuple[int, ...]  # of each event
    alerted: tuple[int, ...]  # the event of each alert, ascending
    deliveries: int


def is_right(crowd: Crowd, result: Result) -> bool:
    """One event of each story, whoever came first, and one alert; of one that was opened twice, none after it became one."""
    wanted = right(crowd)
    if not crowd.torn:
        return result == wanted
    once = len(set(result.alerted)) == len(result.alerted) == result.deliveries
    return (result.exit_codes, result.articles) == (wanted.exit_codes, wanted.articles) and once


def right(crowd: Crowd) -> Result:
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
    if crowd.torn:
        work.sort(key=lambda row: _tells_all(row[0] // crowd.stories))
    context = multiprocessing.get_context("fork")
    shares = [work[start :: crowd.processes] for start in range(crowd.processes)]
    processes = [context.Process(target=_decide, args=(store.url, share, crowd)) for share in shares]
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


def _decide(url: str, share: Sequence[tuple[int, int]], crowd: Crowd) -> None:
    store = Store(url)
    for number, article_id in share:
        story = number % crowd.stories
        said = prepare(
            _torn(number, story, number // crowd.stories)
            if crowd.torn
            else reading(story, 12, f"Paper {number} adds a line of its own.")
        )
        arrival = Arrival(article_id, f"p{number}.example", NOON, NOON, NOON)
        with store.deciding() as conn:
            decide(conn, arrival, said, POLICY, NOON)
    store.close()


def _torn(number: int, story: int, turn: int) -> Reading:
    """Half of a story, the other half, or all of it; in words of its own, or one paper would copy another."""
    tell = whole if _tells_all(turn) else (reading, hearsay)[turn % 2]
    own = (f"{1000 + number}{10 + word}".translate(_LETTERS) for word in range(24))
    return tell(story, 12 + story, " ".join(own))


def _tells_all(turn: int) -> bool:
    """Who tells all of a story comes late."""
    return turn % 5 > 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    args = parser.parse_args()
    wrong = 0
    log.configure("error", "json")
    with tempfile.TemporaryDirectory(prefix="tollwatch-crowd-") as folder, postgres_server.running() as server:
        for run in range(args.runs):
            crowd = Crowd(torn=run % 2 == 1)
            postgres_server.execute(server, f"CREATE DATABASE run_{run}")
            for url in (f"sqlite:///{Path(folder) / f'{run}.sqlite'}", postgres_server.database(server, f"run_{run}")):
                upgrade(url)
                began, store = time.monotonic(), Store(url)
                result = link(store, crowd, seed=run)
                store.close()
                good = is_right(crowd, result)
                wrong += not good
                verdict = "right" if good else f"WRONG: {result}"
                print(f"run {run + 1} {store.dialect}: {verdict}, {time.monotonic() - began:.1f} s", flush=True)
    raise SystemExit(f"{wrong} of {2 * args.runs} runs went wrong" if wrong else 0)


if __name__ == "__main__":
    main()
