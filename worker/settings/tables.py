"""The sections of tollwatch.toml: every key with its default and what it may be."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from worker.settings.values import Duration, Network, Port, Positive, parse_list, parse_listen


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PollSettings(Table):
    interval: Duration = timedelta(minutes=15)
    min_interval: Duration = timedelta(seconds=60)
    max_interval: Duration = timedelta(hours=24)
    host_gap: Duration = timedelta(seconds=1)
    concurrency: Annotated[int, Field(ge=1, le=200)] = 10
    timeout: Duration = timedelta(seconds=30)
    max_bytes: Positive = 10 * 1024 * 1024
    max_entries: Annotated[int, Field(ge=1, le=10_000)] = 300


class FetchSettings(Table):
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


class WorkerSettings(Table):
    processes: Annotated[int, Field(ge=1, le=64)] = 2
    batch: Annotated[int, Field(ge=1, le=200)] = 40
    cpu_seconds: Annotated[int, Field(ge=1, le=600)] = 10
    memory_mb: Annotated[int, Field(ge=256, le=65536)] = 1024
    lease: Duration = timedelta(seconds=120)


class ExtractSettings(Table):
    profile: Literal["tollwatch", "acled", "ucdp", "literal"] = "tollwatch"


class AlertSettings(Table):
    hold: Duration = timedelta(hours=2)
    first_poll_age: Duration = timedelta(hours=6)
    digest_after: Annotated[int, Field(ge=1, le=10_000)] = 10
    digest_window: Duration = timedelta(minutes=5)


class DeliverSettings(Table):
    timeout: Duration = timedelta(seconds=20)
    give_up_after: Duration = timedelta(hours=72)


class RetentionSettings(Table):
    pages: Duration = timedelta(hours=72)
    text: Duration = timedelta(days=90)


class WebSettings(Table):
    public_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    listen: Annotated[str, AfterValidator(parse_listen)] = ""


class LogSettings(Table):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "console", "json"] = "auto"
