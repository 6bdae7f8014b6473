"""Settings: config/*.toml, then TOLLWATCH_* variables. A wrong key or value is an error that names file, key and what is allowed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from worker.errors import ConfigError
from worker.model import Channel, FeedConfig, Rule
from worker.settings.rows import read_alerts, read_feeds
from worker.settings.tables import (
    AlertSettings,
    DeliverSettings,
    ExtractSettings,
    FetchSettings,
    LogSettings,
    PollSettings,
    RetentionSettings,
    WebSettings,
    WorkerSettings,
)
from worker.settings.toml import read_toml
from worker.settings.values import COUNTRY_CODES, parse_duration
from worker.settings.wrong import explain, is_table

__all__ = [
    "COUNTRY_CODES",
    "AlertSettings",
    "DeliverSettings",
    "ExtractSettings",
    "FetchSettings",
    "LogSettings",
    "PollSettings",
    "RetentionSettings",
    "Settings",
    "WebSettings",
    "WorkerSettings",
    "load_alerts",
    "load_feeds",
    "load_settings",
    "parse_duration",
    "variables",
]


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
    extract: ExtractSettings = ExtractSettings()
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


def load_settings(env: Mapping[str, str] | None = None) -> Settings:
    """tollwatch.toml of TOLLWATCH_CONFIG_DIR, then the environment. ConfigError names the file or variable that is wrong."""
    env = os.environ if env is None else env
    _refuse_unknown_variables(env)
    path = Path(env.get("TOLLWATCH_CONFIG_DIR") or "config") / "tollwatch.toml"
    values = read_toml(path)
    for section in values:
        if section not in _sections():
            raise ConfigError(f"{path}: unknown section [{section}]", hint=f"the sections are {', '.join(_sections())}")
    try:
        return Settings(**values)
    except ValidationError as error:
        raise explain(error, path, Settings, env) from None


def load_feeds(settings: Settings) -> tuple[FeedConfig, ...]:
    """The feeds of feeds.toml; a missing file is no feeds."""
    return read_feeds(settings.config_dir / "feeds.toml")


def load_alerts(settings: Settings, path: Path | None = None) -> tuple[tuple[Rule, ...], tuple[Channel, ...]]:
    """Rules and channels of alerts.toml or of `path`. A rule's channel that is not defined is an error."""
    return read_alerts(path or settings.config_dir / "alerts.toml")


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
