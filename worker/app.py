"""What a process of Tollwatch works with, built from the settings. Nothing here connects or opens anything yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from worker.gazetteer import Gazetteer, open_gazetteer
from worker.model import Channel, Rule
from worker.queues import Queues
from worker.redis_server import embedded_url
from worker.settings import Settings, load_alerts, load_settings
from worker.store import Store


@dataclass(frozen=True)
class App:
    """Safe to build before a fork: store, queues and gazetteer connect in the process that first uses them."""

    settings: Settings
    store: Store
    queues: Queues
    rules: tuple[Rule, ...]
    channels: tuple[Channel, ...]

    @cached_property
    def places(self) -> Gazetteer:
        """The gazetteer; its index is built first where it is missing, which takes seconds."""
        return open_gazetteer()

    def close(self) -> None:
        self.store.close()
        self.queues.close()


def redis_url(settings: Settings) -> str:
    """TOLLWATCH_REDIS_URL, else the embedded Redis of the data directory."""
    return settings.redis_url or embedded_url(settings.data_dir)


def build(settings: Settings | None = None) -> App:
    """ConfigError where config/ or the environment is wrong."""
    settings = settings or load_settings()
    rules, channels = load_alerts(settings)
    return App(settings, Store(settings.store_url), Queues(redis_url(settings)), rules, channels)
