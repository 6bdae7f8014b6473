"""tollwatch alerter."""

from __future__ import annotations

import typer

from worker.cli.context import start
from worker.cli.later import alerter as process
from worker.cli.service import opened_app

app = typer.Typer(add_completion=False)


@app.command()
def alerter() -> None:
    """Run the alerter until SIGTERM: sends what the outbox holds, one task per channel. SIGHUP reads alerts.toml again.

    Example: TOLLWATCH_SLACK_URL=https://hooks.example.org/desk tollwatch alerter
    """
    with opened_app(start()) as service:
        process.main(service)
