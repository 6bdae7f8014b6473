"""tollwatch web."""

from __future__ import annotations

import typer

from worker.cli.context import start
from worker.cli.later import monitor
from worker.cli.service import opened_app

app = typer.Typer(add_completion=False)


@app.command()
def web() -> None:
    """Serve health and metrics over HTTP at \\[web] listen, until SIGTERM: /livez, /healthz (the status as JSON), /metrics (Prometheus).

    `tollwatch run` does this by itself where \\[web] listen is set. There is no password: keep it on a private address.

    Example: TOLLWATCH_WEB__LISTEN=127.0.0.1:9464 tollwatch web
    """
    with opened_app(start()) as service:
        monitor.main(service)
