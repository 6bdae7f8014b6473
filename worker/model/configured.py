"""What people configure: feeds, rules, channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Rule:
    """When to alert: config/alerts.toml, [[rule]]."""

    name: str
    steps: Mapping[str, tuple[int, ...]]  # "killed", ..., "casualties" -> ascending numbers of people
    bound: str = "low"  # low or best
    min_sources: int = 1
    max_age: timedelta = timedelta(hours=72)
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    corrections: bool = True


@dataclass(frozen=True, slots=True)
class Channel:
    """Where to alert: config/alerts.toml, [[channel]]. Secrets are read from the environment when used."""

    name: str
    type: str  # slack or webhook
    url_env: str
    secret_env: str | None = None
    on_uncertain: str = "hold"  # hold or resend
    allow_networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """A feed as config/feeds.toml or `feeds add` gives it."""

    url: str
    name: str | None = None
    publisher: str | None = None  # default: the feed's registered domain
    country: str | None = None
    language: str | None = None
    interval: timedelta | None = None
    full_text: bool = False  # the entry already holds the article
