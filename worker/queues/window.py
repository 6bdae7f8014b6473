"""The queue is a short window over the store: topped up from what is pending, never more than a few batches per worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from worker.queues.client import Queues
from worker.settings import Settings
from worker.store import Store, articles

BATCHES_PER_WORKER = 4


def top_up(store: Store, queues: Queues, settings: Settings, now: datetime) -> int:
    """Queues pending articles that no job holds yet; returns how many. QueueUnavailable and StoreError are the caller's.

    This is also the sweeper's whole repair: a job that was lost, whatever lost it, no longer holds its articles.
    """
    with queues.alone("top_up") as mine:
        if not mine:
            return 0
        queues.clean()
        workers = max(len(queues.workers()), settings.worker.processes)
        room = BATCHES_PER_WORKER * workers - queues.waiting()
        if room <= 0:
            return 0
        held = queues.waiting_ids()
        with store.reading() as connection:
            pending = articles.pending_ids(connection, now, room * settings.worker.batch + len(held))
            free = [article_id for article_id in pending if article_id not in held]
            suspects = articles.suspects(connection, free)
        chosen = list(batches(free, suspects, settings.worker.batch))[:room]
        for batch in chosen:
            queues.enqueue(batch)
        return sum(map(len, chosen))


def batches(ids: Sequence[int], suspects: set[int], size: int) -> Iterator[list[int]]:
    """In their order, `size` at a time; an article that a horse died on travels alone, so that the next death is its own."""
    together: list[int] = []
    for article_id in ids:
        if article_id in suspects:
            yield [article_id]
            continue
        together.append(article_id)
        if len(together) == size:
            yield together
            together = []
    if together:
        yield together
