"""tollwatch run."""

from __future__ import annotations

import typer

from worker import log
from worker.cli.config import missing_parts
from worker.cli.context import start
from worker.cli.later import supervisor
from worker.settings import load_alerts, load_feeds
from worker.store import Store, feeds, upgrade

app = typer.Typer(add_completion=False)


@app.command()
def run() -> None:
    """Run the whole service on this machine: embedded Redis, poller, workers and alerter, until SIGTERM or Ctrl-C.

    SIGHUP reads config/ again. A second service on the same data directory is refused.

    Example: TOLLWATCH_DATA_DIR=/var/lib/tollwatch tollwatch run
    """
    settings = start()
    rules, channels = load_alerts(settings)
    listed = bool(load_feeds(settings))
    upgrade(settings.store_url)
    store = Store(settings.store_url)
    with store.reading() as connection:
        known = bool(feeds.watched(connection))
    store.close()
    for finding in missing_parts(listed or known, rules, channels):
        log.get(stage="run").warning("something is missing", what=finding)
    supervisor.run(settings)
