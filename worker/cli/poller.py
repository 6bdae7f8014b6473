"""tollwatch poller."""

from __future__ import annotations

import typer

from worker.cli.context import start
from worker.cli.later import poller as process
from worker.cli.service import opened_app

app = typer.Typer(add_completion=False)


@app.command()
def poller() -> None:
    """Run the poller until SIGTERM: asks due feeds, fetches pages, keeps the queue supplied. SIGHUP reads feeds.toml again.

    Example: tollwatch poller
    """
    with opened_app(start()) as service:
        process.main(service)
