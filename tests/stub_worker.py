"""A real worker whose pipeline does what an article's title says: `python -m tests.stub_worker`."""

from __future__ import annotations

import os
import resource
import signal
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from worker import jobs, log
from worker.queues import horse
from worker.settings import Settings
from worker.store import Store, articles


class NoPlaces:
    def close(self) -> None:
        pass


def ingest(store: Store, article_id: int, settings: Settings, _rules: Any, _places: Any, now: datetime) -> str:
    with store.writing() as connection:
        article = articles.claim(connection, article_id, now, settings.worker.lease)
    if article is None:
        return "skipped"
    behave(article.title.split()[0])
    with store.writing() as connection:
        finish = articles.Finish("no_casualty", "stub", "entry", "en", None, article.title, "")
        articles.finish(connection, article, finish, now)
    return "no_casualty"


def behave(word: str) -> None:
    if word == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif word == "spin":
        while True:
            pass
    elif word == "eat":
        bytearray(resource.getrlimit(resource.RLIMIT_AS)[0])
    elif word == "leave":
        os._exit(3)
    elif word == "raise":
        raise RuntimeError("a mistake of ours")
    elif word == "slow":
        time.sleep(1.0)
    elif word == "hang-once":
        marker = Path(os.environ["TOLLWATCH_DATA_DIR"]) / "hung"
        if not marker.exists():
            marker.touch()
            time.sleep(300)


def main() -> None:
    horse._STARTED_TTL = int(os.environ.get("STUB_STARTED_TTL", "20"))
    horse._PATIENCE = 0.2
    jobs.pipeline.ingest = ingest  # type: ignore[attr-defined,assignment]
    jobs.pipeline.read = lambda *_args: None  # type: ignore[attr-defined,assignment]
    jobs.App.places = NoPlaces()  # type: ignore[assignment]
    log.configure(style="json")
    jobs.work()


if __name__ == "__main__":
    main()
