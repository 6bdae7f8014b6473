"""tollwatch db upgrade."""

from __future__ import annotations

import typer

from worker.cli import output
from worker.cli.context import read_settings
from worker.store import upgrade as upgrade_store

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Bring the database to this version.")


@app.callback()
def group() -> None:
    """Bring the database to this version."""


@app.command()
def upgrade(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """Create the tables, or bring them to this version. Safe to run again, and while services run.

    Example: TOLLWATCH_DATABASE_URL=postgresql://tollwatch@db/tollwatch tollwatch db upgrade
    """
    before, after = upgrade_store(read_settings().store_url)
    if as_json:
        output.print_json({"before": before, "after": after})
    elif before == after:
        output.console.print(f"the database is at {after} already")
    else:
        output.console.print(f"upgraded the database from {before or 'nothing'} to {after}")
