"""tollwatch redis."""

from __future__ import annotations

import typer

from worker.cli.context import start
from worker.cli.later import redis_server

app = typer.Typer(add_completion=False)


@app.command()
def redis() -> None:
    """Run the embedded Redis of the data directory in the foreground until SIGTERM. `tollwatch run` does this by itself.

    Example: tollwatch redis
    """
    redis_server.serve(start().data_dir)
