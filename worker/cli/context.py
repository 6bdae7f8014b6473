"""What every command begins with: settings, the log, and a database that is there. Without Redis: listings answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from worker import log
from worker.errors import ConfigError
from worker.settings import Settings, load_settings
from worker.store import Store, upgrade


def read_settings() -> Settings:
    """The settings. A folder that was asked for must be there: with a mistyped one a service would run without rules."""
    settings = load_settings()
    if "config_dir" in settings.model_fields_set and not settings.config_dir.is_dir():
        raise ConfigError(
            f"TOLLWATCH_CONFIG_DIR: there is no folder {settings.config_dir}", hint="create it, or unset the variable"
        )
    return settings


def start() -> Settings:
    """The settings, with the log set up as they say: for the processes of the service."""
    settings = read_settings()
    log.configure(settings.log.level, settings.log.format)
    return settings


def start_quietly() -> Settings:
    """The same for commands that answer a question: what goes right is not worth a log line."""
    settings = read_settings()
    log.configure("error" if settings.log.level == "error" else "warning", settings.log.format)
    return settings


@contextmanager
def opened_store(create: bool = False) -> Iterator[Store]:
    """The store of this configuration; `create`: makes the file of a new installation. StoreError says what to do."""
    store = Store(start_quietly().store_url)
    try:
        if create and store.path is not None and not store.path.exists():
            upgrade(store.url)
        store.check()
        yield store
    finally:
        store.close()
