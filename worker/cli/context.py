"""What every command begins with: settings, the log, and a database that is there. Without Redis: listings answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from worker import log
from worker.settings import Settings, load_settings
from worker.store import Store


def start() -> Settings:
    """The settings, with the log set up as they say: for the processes of the service."""
    settings = load_settings()
    log.configure(settings.log.level, settings.log.format)
    return settings


def start_quietly() -> Settings:
    """The same for commands that answer a question: what goes right is not worth a log line."""
    settings = load_settings()
    log.configure("error" if settings.log.level == "error" else "warning", settings.log.format)
    return settings


@contextmanager
def opened_store() -> Iterator[Store]:
    """The store of this configuration. StoreUnavailable and StoreOutdated say what to do."""
    store = Store(start_quietly().store_url)
    try:
        store.check()
        yield store
    finally:
        store.close()
