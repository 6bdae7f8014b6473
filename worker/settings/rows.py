"""What feeds.toml and alerts.toml hold: feeds, rules and channels, checked against each other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from worker.errors import ConfigError
from worker.model import COUNTED_KINDS, EVENT_TYPES, Channel, FeedConfig, Rule
from worker.settings.tables import Table
from worker.settings.toml import read_toml, validated
from worker.settings.values import COUNTRY_CODES, Duration, Network


class _FeedRow(Table):
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=2000)]
    name: Annotated[str, Field(max_length=200)] | None = None
    publisher: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    interval: Duration | None = None
    full_text: bool = False


class _FeedsFile(Table):
    feed: tuple[_FeedRow, ...] = ()


Steps = tuple[Annotated[int, Field(ge=1, le=100_000_000)], ...]


class _RuleRow(Table):
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    killed: Steps = ()
    injured: Steps = ()
    missing: Steps = ()
    displaced: Steps = ()
    casualties: Steps = ()
    bound: Literal["low", "best"] = "low"
    min_sources: Annotated[int, Field(ge=1, le=20)] = 1
    max_age: Duration = timedelta(hours=72)
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    corrections: bool = True

    @field_validator("killed", "injured", "missing", "displaced", "casualties")
    @classmethod
    def _ascending(cls, steps: tuple[int, ...]) -> tuple[int, ...]:
        if list(steps) != sorted(set(steps)):
            raise ValueError("steps must rise, each once, such as [10, 50, 100]")
        return steps

    @field_validator("countries")
    @classmethod
    def _known_countries(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [code for code in codes if code not in COUNTRY_CODES]:
            raise ValueError(f'{unknown[0]!r} is no ISO 3166-1 alpha-2 country code such as "SY"')
        return codes

    @field_validator("types")
    @classmethod
    def _known_types(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [name for name in types if name not in EVENT_TYPES]:
            raise ValueError(f"{unknown[0]!r} is no event type; known: {', '.join(sorted(EVENT_TYPES))}")
        return types

    @model_validator(mode="after")
    def _has_a_step(self) -> _RuleRow:
        if not self.steps():
            raise ValueError(f"needs steps for at least one of {', '.join(_STEP_KINDS)}, such as killed = [10, 50]")
        return self

    def steps(self) -> dict[str, tuple[int, ...]]:
        return {kind: getattr(self, kind) for kind in _STEP_KINDS if getattr(self, kind)}


_STEP_KINDS = (*(str(kind) for kind in COUNTED_KINDS), "casualties")


class _ChannelRow(Table):
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    type: Literal["slack", "webhook"]
    url_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
    secret_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    on_uncertain: Literal["hold", "resend"] | None = None
    allow_networks: tuple[Network, ...] = ()

    @model_validator(mode="after")
    def _signed(self) -> _ChannelRow:
        if self.type == "webhook" and self.secret_env is None:
            raise ValueError('a webhook needs secret_env, such as secret_env = "TOLLWATCH_OPS_SECRET"')
        return self


class _AlertsFile(Table):
    rule: tuple[_RuleRow, ...] = ()
    channel: tuple[_ChannelRow, ...] = ()


def read_feeds(path: Path) -> tuple[FeedConfig, ...]:
    """The feeds of a feeds.toml; a missing file is no feeds. ConfigError names what is wrong, and where."""
    parsed = validated(_FeedsFile, read_toml(path), path)
    seen: set[str] = set()
    for row in parsed.feed:
        if row.url in seen:
            raise ConfigError(f"{path}: the feed {row.url} is listed twice")
        seen.add(row.url)
    return tuple(FeedConfig(**row.model_dump()) for row in parsed.feed)


def read_alerts(path: Path) -> tuple[tuple[Rule, ...], tuple[Channel, ...]]:
    """Rules and channels of an alerts.toml. ConfigError names what is wrong: a rule's channel that is not defined is."""
    parsed = validated(_AlertsFile, read_toml(path), path)
    _refuse_twice(path, "rule", [row.name for row in parsed.rule])
    _refuse_twice(path, "channel", [row.name for row in parsed.channel])
    defined = {row.name for row in parsed.channel}
    for row in parsed.rule:
        if missing := [name for name in row.channels if name not in defined]:
            raise ConfigError(
                f"{path}: rule {row.name!r}: channels: {missing[0]!r} is not defined",
                hint=f"add a [[channel]] of that name; defined: {', '.join(sorted(defined)) or 'none'}",
            )
    return tuple(_rule(row) for row in parsed.rule), tuple(_channel(row) for row in parsed.channel)


def _rule(row: _RuleRow) -> Rule:
    return Rule(
        name=row.name,
        steps=row.steps(),
        bound=row.bound,
        min_sources=row.min_sources,
        max_age=row.max_age,
        countries=row.countries,
        types=row.types,
        channels=row.channels,
        corrections=row.corrections,
    )


def _channel(row: _ChannelRow) -> Channel:
    return Channel(
        name=row.name,
        type=row.type,
        url_env=row.url_env,
        secret_env=row.secret_env,
        on_uncertain=row.on_uncertain or ("hold" if row.type == "slack" else "resend"),
        allow_networks=tuple(str(network) for network in row.allow_networks),
    )


def _refuse_twice(path: Path, table: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"{path}: two [[{table}]] are called {name!r}", hint="names must differ")
