"""Processes that the store tests start: `python -m tests.store.actors ACT URL [ARGUMENT...]` prints what happened as JSON."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from tests.store.at_fork import last_moment
from tests.store.builders import LEASE, NOW, SECOND, claimed, entry, feed, outcome, page_of, polled
from worker.store import Store, upgrade
from worker.store.acts import drop_articles, retry_articles
from worker.store.articles import claim, claim_fetches, finish, finish_fetch, pending_ids, store_entries
from worker.store.feeds import claim_due, finish_poll, list_feeds, poll_now


def in_children(count: int, work: Callable[[int], object]) -> list[object]:
    """What `work(0)`, `work(1)`, ... return, each in a forked process, all let go at the same moment."""
    gate_read, gate_write = os.pipe()
    pipes = []
    for number in range(count):
        read, write = os.pipe()
        if os.fork() == 0:
            os.close(gate_write)
            os.read(gate_read, 1)
            try:
                answer = work(number)
            except Exception as error:  # noqa: BLE001 - the test compares it with what should have come
                answer = repr(error)
            os.write(write, json.dumps(answer).encode())
            os._exit(0)
        os.close(write)
        pipes.append(read)
    os.close(gate_write)
    answers = [os.fdopen(pipe, "rb").read() for pipe in pipes]
    for _ in pipes:
        os.wait()
    return [json.loads(answer) if answer else "died" for answer in answers]


def race(store: Store, processes: str) -> object:
    """Each process tries to claim every pending article; which ones each of them got."""

    def grab(number: int) -> list[int]:
        with store.reading() as conn:
            ids = pending_ids(conn, NOW, 1000)
        random.Random(number).shuffle(ids)
        got = []
        for id_ in ids:
            with store.writing() as conn:
                got += [id_] if claim(conn, id_, NOW, LEASE) else []
        return got

    return in_children(int(processes), grab)


def hold(store: Store, article_id: str) -> object:
    """Claims an article, waits until it is told to go on, then writes its result."""
    with store.writing() as conn:
        held = claimed(conn, int(article_id))
    print("claimed", flush=True)
    sys.stdin.readline()
    with store.writing() as conn:
        return finish(conn, held, outcome("failed", "the late one"), NOW + LEASE)


def die(store: Store) -> object:
    """Is killed when everything is written and nothing committed."""
    with store.deciding() as conn:
        row = feed(conn)
        new = store_entries(
            conn, row, [entry(str(number), "Ferry sinks " * 100) for number in range(500)], NOW, first_poll=True
        ).new
        finish(conn, claimed(conn, new[0]), outcome("reported"), NOW)
        finish_poll(conn, row, polled(etag='"new"'), NOW)
        os.kill(os.getpid(), signal.SIGKILL)
    return "unreachable"


def migrate(url: str, processes: str) -> object:
    return in_children(int(processes), lambda _: upgrade(url)[1])


def fork_after_use(store: Store) -> object:
    """A child of a process that has used its store inherits no connection, and both go on."""
    store.check()

    def child(_: int) -> object:
        inherited = [name for name in map(os.path.realpath, Path("/proc/self/fd").iterdir()) if ".sqlite" in str(name)]
        with store.writing() as conn:
            feed(conn, "https://child.example/rss")
        return inherited

    inherited = in_children(1, child)
    with store.writing() as conn:
        feed(conn, "https://parent.example/rss")
        return [inherited, sorted(row.url for row in list_feeds(conn))]


def fork_just_after_use(store: Store) -> object:
    """A thread gave a connection back when the fork had all but begun: the child does not use it."""
    last_moment.append(store.check)

    def backend(_: int = 0) -> int:
        with store.reading() as conn:
            return int(conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())

    (child,) = in_children(1, backend)
    return child == backend()


def fork_while_in_use(store: Store) -> object:
    """A child does not end a transaction that another thread of its parent has open."""
    opened, go_on = threading.Event(), threading.Event()

    def transaction() -> None:
        with store.writing() as conn:
            feed(conn, "https://parent.example/rss")
            opened.set()
            go_on.wait(20)
            feed(conn, "https://parent.example/more")

    thread = threading.Thread(target=transaction)
    thread.start()
    opened.wait(20)
    child = os.fork()
    if child == 0:
        with store.reading() as conn:
            assert list_feeds(conn) == []
        store.close()
        sys.exit(0)  # an orderly end: all that the child holds is torn down
    status = os.waitpid(child, 0)[1]
    go_on.set()
    thread.join()
    with store.reading() as conn:
        return [status, len(list_feeds(conn))]


def crowd(store: Store, processes: str, rounds: str) -> object:
    """Pollers and workers on the same rows in different orders; what went wrong in each."""

    def poller(number: int) -> None:
        dice = random.Random(number)
        for turn in range(int(rounds)):
            at = NOW + turn * SECOND
            with store.writing() as conn:
                poll_now(conn, None, at)
                for row in claim_due(conn, at, 3, LEASE):
                    batch = [entry(str(key), f"Turn {dice.random()}", page=key % 2 == 0) for key in dice.sample(range(40), 20)]
                    store_entries(conn, row, batch, at, first_poll=False)
                    finish_poll(conn, row, polled(next_poll=at), at)
                for got in claim_fetches(conn, at, 10, LEASE, per_host=10):
                    finish_fetch(conn, got, page_of(got.id), None, at, at)

    def worker(number: int) -> None:
        dice = random.Random(number)
        for turn in range(int(rounds)):
            at = NOW + turn * SECOND
            with store.reading() as conn:
                ids = pending_ids(conn, at, 10)
            dice.shuffle(ids)
            with store.writing() as conn:
                held = [got for id_ in ids if (got := claim(conn, id_, at, LEASE))]
            for got in held[: len(held) // 2]:
                with store.deciding() as conn:
                    finish(conn, got, outcome(), at)
            with store.writing() as conn:
                left = drop_articles(conn, [got.id for got in held], None, at)
                retry_articles(conn, left, at)

    return in_children(int(processes), lambda number: (worker if number % 2 else poller)(number))


ACTS = {act.__name__: act for act in (race, hold, die, fork_after_use, fork_just_after_use, fork_while_in_use, crowd)}


if __name__ == "__main__":
    name, url, *arguments = sys.argv[1:]
    print(json.dumps(migrate(url, *arguments) if name == "migrate" else ACTS[name](Store(url), *arguments)), flush=True)
