"""tollwatch config check."""

from __future__ import annotations

import os
from collections.abc import Sized

import typer

from worker.cli import output
from worker.cli.context import read_settings
from worker.model import Channel, Rule
from worker.settings import load_alerts, load_feeds

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Check the files of config/.")


@app.callback()
def group() -> None:
    """Check the files of config/."""


@app.command()
def check(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """Read every file of config/ and the environment as the service would, and name what is wrong or missing.

    Exit code: 0 all well, 1 it would run but something is missing, 2 it would not start.

    Example: tollwatch config check
    """
    settings = read_settings()
    feeds = load_feeds(settings)
    rules, channels = load_alerts(settings)
    findings = missing_parts(bool(feeds), rules, channels)
    if as_json:
        output.print_json(
            {"ok": not findings, "feeds": len(feeds), "rules": len(rules), "channels": len(channels), "findings": findings}
        )
    else:
        output.console.print(output.text(f"{settings.config_dir}: {told(feeds, rules, channels)}"))
        for finding in findings:
            output.console.print(output.text(f"  ! {finding}", "yellow"))
    raise typer.Exit(1 if findings else 0)


def told(feeds: Sized, rules: Sized, channels: Sized) -> str:
    counted = (output.number(len(feeds), "feed"), output.number(len(rules), "rule"), output.number(len(channels), "channel"))
    return ", ".join(counted)


def missing_parts(has_feeds: bool, rules: tuple[Rule, ...], channels: tuple[Channel, ...]) -> list[str]:
    """What a service with this configuration would be silent for."""
    findings = []
    if not has_feeds:
        findings.append("no feeds: add them to feeds.toml, or with `tollwatch feeds add URL`")
    if not rules:
        findings.append("no rules: nothing will alert; add a [[rule]] to alerts.toml")
    findings += [
        f"rule {rule.name}: has no channels, its alerts show in `tollwatch alerts list` only"
        for rule in rules
        if not rule.channels
    ]
    for channel in channels:
        for variable in filter(None, (channel.url_env, channel.secret_env)):
            if not os.environ.get(variable) and not os.environ.get(f"{variable}_FILE"):
                findings.append(f"channel {channel.name}: the environment variable {variable} is not set")
    return findings
