"""tollwatch extract."""

from __future__ import annotations

from typing import Annotated

import typer

from worker.cli import documents, output
from worker.cli.context import start_quietly
from worker.cli.later import gazetteer, pipeline
from worker.cli.shape import reading_json

app = typer.Typer(add_completion=False)


@app.command()
def extract(
    files: Annotated[list[str] | None, typer.Argument(help="Files of JSON lines; - or nothing is standard input.")] = None,
) -> None:
    """Read documents as JSON lines {"id", "title", "text" or "html", "published", "url"}; print their figures, a line each.

    A line that can't be used is reported on standard error with its number, and the rest goes on.
    Exit code: 0 all read, 1 some lines could not be used.

    Example: echo '{"id": "a1", "title": "Blast kills 5, wounds 12 in Kabul"}' | tollwatch extract
    """
    profile = start_quietly().extract.profile
    places = gazetteer.open_gazetteer()
    bad = 0
    for path, number, document in documents.read(files or ["-"]):
        if isinstance(document, documents.BadLine):
            bad += 1
            output.errors.print(output.text(f"{path}: line {number}: {document}"))
        else:
            output.print_json_line(reading_json(document.id, pipeline.read(document, places, profile=profile)))
    places.close()
    raise typer.Exit(1 if bad else 0)
