"""tollwatch worker."""

from __future__ import annotations

import typer

from worker.cli.context import start
from worker.cli.later import jobs

app = typer.Typer(add_completion=False)


@app.command()
def worker() -> None:
    """Run one RQ worker until SIGTERM: strips, extracts, links and decides, a batch of articles in each forked child.

    Example: tollwatch worker
    """
    jobs.work(start())
