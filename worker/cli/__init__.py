"""The command line: one module per command, imported only when its command is called, so that --help stays quick."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from worker import __version__

# name -> what the list of commands says of it. `worker.cli.<name>` holds it, with a dash as an underscore.
COMMANDS = {
    "demo": "Watch news become one alert: the whole pipeline on one screen, in under a minute.",
    "run": "Run the whole service on this machine.",
    "poller": "Run the poller: asks feeds, fetches pages, keeps the queue supplied.",
    "worker": "Run one RQ worker: strips, extracts, links, decides.",
    "alerter": "Run the alerter: works the outbox to Slack and webhooks.",
    "web": "Serve health and metrics over HTTP, for monitors.",
    "redis": "Run the embedded Redis in the foreground.",
    "status": "One screen: feeds, queues, workers, alerts. Exit code 0 fine, 1 needs a look, 2 down.",
    "queue": "List, show, retry and drop articles and deliveries.",
    "feeds": "List, show, add, check and remove feeds; OPML in and out.",
    "events": "List, show and export events; merge, split and ignore them.",
    "alerts": "List, show, resend and silence alerts, test a channel.",
    "explain": "Show a text with each figure marked: what it was taken for, and why it counts or not.",
    "why-not": "Say of an article why it did not alert: each rule with its reason and figure.",
    "extract": "Read documents as JSON lines, print their casualty figures.",
    "replay": "Run documents through the whole pipeline on paper: events and alerts, without sending.",
    "reprocess": "Read stored articles again with today's rules and show what would change.",
    "eval": "Score the extraction rules against right answers.",
    "doctor": "Check this installation and say what to mend.",
    "config": "Check the files of config/.",
    "db": "Bring the database to this version.",
}


def lazy_group(commands: Mapping[str, str], load: Callable[[str], Any]) -> type[TyperGroup]:
    """A group that lists `commands` (name -> help) beside its own and loads each when it is called."""

    class LazyGroup(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:
            return [*super().list_commands(ctx), *commands]

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            """A placeholder that carries the help text; `resolve_command` brings the real one."""
            if cmd_name in commands:
                return TyperCommand(cmd_name, help=commands[cmd_name])
            return super().get_command(ctx, cmd_name)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if args and args[0] in commands:
                return args[0], load(args[0]), args[1:]
            return super().resolve_command(ctx, args)

    return LazyGroup


def load(name: str) -> Any:
    """The command of worker.cli.<name>."""
    module = importlib.import_module(f"worker.cli.{name.replace('-', '_')}")
    return typer.main.get_command(module.app)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"tollwatch {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=lazy_group(COMMANDS, load),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.callback(epilog="Start with: tollwatch demo   Then: tollwatch feeds add URL, tollwatch run")
def root(
    version: bool = typer.Option(False, "--version", help="Print the version and leave.", callback=_version, is_eager=True),
) -> None:
    """Tollwatch reads news feeds for casualty figures and alerts once per event."""
