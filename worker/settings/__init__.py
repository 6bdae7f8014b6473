"""Settings: config/*.toml, then TOLLWATCH_* variables. A wrong key or value is an error that names file, key and what is allowed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from worker.errors import ConfigError
from worker.model import COUNTED_KINDS, EVENT_TYPES, Channel, FeedConfig, Rule
from worker.settings.values import COUNTRY_CODES, Duration, Network, Port, Positive, parse_duration, parse_list
from worker.settings.wrong import explain, is_table

__all__ = ["COUNTRY_CODES", "Settings", "load_alerts", "load_feeds", "load_settings", "parse_duration", "variables"]

T = TypeVar("T", bound=BaseModel)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PollSettings(_Table):
    interval: Duration = timedelta(minutes=15)
    min_interval: Duration = timedelta(seconds=60)
    max_interval: Duration = timedelta(hours=24)
    host_gap: Duration = timedelta(seconds=1)
    concurrency: Annotated[int, Field(ge=1, le=200)] = 10
    timeout: Duration = timedelta(seconds=30)
    max_bytes: Positive = 10 * 1024 * 1024
    max_entries: Annotated[int, Field(ge=1, le=10_000)] = 300


class FetchSettings(_Table):
    concurrency: Annotated[int, Field(ge=1, le=200)] = 10
    timeout: Duration = timedelta(seconds=30)
    max_bytes: Positive = 5 * 1024 * 1024
    attempts: Annotated[int, Field(ge=1, le=20)] = 3
    respect_robots: bool = True
    allow_ports: Annotated[tuple[Port, ...], BeforeValidator(parse_list)] = (80, 443)
    allow_networks: Annotated[tuple[Network, ...], BeforeValidator(parse_list)] = ()
    user_agent: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x20-\x7e]+$")] = (
        "Tollwatch/0.1 (news feed monitor)"
    )


class WorkerSettings(_Table):
    processes: Annotated[int, Field(ge=1, le=64)] = 2
    batch: Annotated[int, Field(ge=1, le=200)] = 20
    cpu_seconds: Annotated[int, Field(ge=1, le=600)] = 10
    memory_mb: Annotated[int, Field(ge=256, le=65536)] = 1024
    lease: Duration = timedelta(seconds=120)


class AlertSettings(_Table):
    hold: Duration = timedelta(hours=2)
    first_poll_age: Duration = timedelta(hours=6)
    digest_after: Annotated[int, Field(ge=1, le=10_000)] = 10
    digest_window: Duration = timedelta(minutes=5)


class DeliverSettings(_Table):
    timeout: Duration = timedelta(seconds=20)
    give_up_after: Duration = timedelta(hours=72)


class RetentionSettings(_Table):
    pages: Duration = timedelta(hours=72)
    text: Duration = timedelta(days=90)


class WebSettings(_Table):
    public_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""


class LogSettings(_Table):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "console", "json"] = "auto"


class Settings(BaseSettings):
    """Everything in tollwatch.toml, plus where things are."""

    model_config = SettingsConfigDict(
        env_prefix="TOLLWATCH_",
        env_nested_delimiter="__",
        enable_decoding=False,  # JSON in a variable is read where a list is expected, and nowhere else
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    poll: PollSettings = PollSettings()
    fetch: FetchSettings = FetchSettings()
    worker: WorkerSettings = WorkerSettings()
    alert: AlertSettings = AlertSettings()
    deliver: DeliverSettings = DeliverSettings()
    retention: RetentionSettings = RetentionSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()
    config_dir: Path = Path("config")
    data_dir: Path = Path("data")
    database_url: str = ""  # empty: SQLite in data_dir
    redis_url: str = ""  # empty: the embedded Redis in data_dir

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'tollwatch.sqlite'}"


# --- the three files -------------------------------------------------------------------------------------------------


class _FeedRow(_Table):
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=2000)]
    name: Annotated[str, Field(max_length=200)] | None = None
    publisher: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    interval: Duration | None = None
    full_text: bool = False


class _FeedsFile(_Table):
    feed: tuple[_FeedRow, ...] = ()


Steps = tuple[Annotated[int, Field(ge=1, le=100_000_000)], ...]


class _RuleRow(_Table):
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


class _ChannelRow(_Table):
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


class _AlertsFile(_Table):
    rule: tuple[_RuleRow, ...] = ()
    channel: tuple[_ChannelRow, ...] = ()


def load_settings(env: Mapping[str, str] | None = None) -> Settings:
    """tollwatch.toml of TOLLWATCH_CONFIG_DIR, then the environment. ConfigError names the file or variable that is wrong."""
    env = os.environ if env is None else env
    _refuse_unknown_variables(env)
    path = Path(env.get("TOLLWATCH_CONFIG_DIR") or "config") / "tollwatch.toml"
    values = _read_toml(path)
    for section in values:
        if section not in _sections():
            raise ConfigError(f"{path}: unknown section [{section}]", hint=f"the sections are {', '.join(_sections())}")
    try:
        return Settings(**values)
    except ValidationError as error:
        raise explain(error, path, Settings, env) from None


def load_feeds(settings: Settings) -> tuple[FeedConfig, ...]:
    """The feeds of feeds.toml; a missing file is no feeds."""
    path = settings.config_dir / "feeds.toml"
    parsed = _validate(_FeedsFile, _read_toml(path), path)
    seen: set[str] = set()
    for row in parsed.feed:
        if row.url in seen:
            raise ConfigError(f"{path}: the feed {row.url} is listed twice")
        seen.add(row.url)
    return tuple(FeedConfig(**row.model_dump()) for row in parsed.feed)


def load_alerts(settings: Settings, path: Path | None = None) -> tuple[tuple[Rule, ...], tuple[Channel, ...]]:
    """Rules and channels of alerts.toml or of `path`. A rule's channel that is not defined is an error."""
    path = path or settings.config_dir / "alerts.toml"
    parsed = _validate(_AlertsFile, _read_toml(path), path)
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


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}", hint="this file is TOML: text values stand in quotes") from None


def _validate(model: type[T], values: dict[str, Any], path: Path) -> T:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise explain(error, path, model, {}, values) from None


def _sections() -> tuple[str, ...]:
    return tuple(name for name, field in Settings.model_fields.items() if is_table(field.annotation))


def variables() -> tuple[str, ...]:
    """Every TOLLWATCH_* variable that is a setting."""
    names = []
    for name, field in Settings.model_fields.items():
        if is_table(field.annotation):
            assert field.annotation is not None
            names += [f"TOLLWATCH_{name}__{key}".upper() for key in field.annotation.model_fields]
        else:
            names.append(f"TOLLWATCH_{name}".upper())
    return tuple(names)


def _refuse_unknown_variables(env: Mapping[str, str]) -> None:
    """A mistyped section variable would be ignored silently. Others (TOLLWATCH_SLACK_URL) belong to channels."""
    known = variables()
    for name in env:
        if name.upper().startswith("TOLLWATCH_") and "__" in name and name.upper() not in known:
            section = name.upper().split("__")[0] + "__"
            allowed = [variable for variable in known if variable.startswith(section)] or [v for v in known if "__" in v]
            raise ConfigError(f"environment: unknown variable {name}", hint=f"known: {', '.join(allowed)}")
