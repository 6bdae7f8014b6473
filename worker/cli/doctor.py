"""tollwatch doctor."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer

from worker.cli import output
from worker.cli.config import missing_parts, told
from worker.cli.context import start_quietly
from worker.cli.later import app as parts
from worker.cli.later import gazetteer, health, queues, redis_server
from worker.errors import TollwatchError
from worker.processes import process_table
from worker.settings import Settings, load_alerts, load_feeds
from worker.store import Store, feeds

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    ok: bool
    detail: str
    todo: str = ""


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Look at everything the service needs and say what to mend. Changes nothing.

    Exit code: 0 all well, 1 something to mend, 2 the configuration can't be read.

    Example: tollwatch doctor
    """
    settings = start_quietly()
    findings = [found for check in (_configuration, _store, _redis, _places, _disk) for found in _tried(check, settings)]
    if as_json:
        output.print_json([{"part": f.part, "ok": f.ok, "detail": f.detail, "todo": f.todo} for f in findings])
    else:
        for found in findings:
            mark = output.text("ok  " if found.ok else "mend", "green" if found.ok else "yellow")
            output.console.print(mark, output.text(f"{found.part}: {found.detail}"))
            if found.todo:
                output.console.print(output.text(f"     -> {found.todo}"))
    raise typer.Exit(0 if all(found.ok for found in findings) else 1)


def _tried(check: Callable[[Settings], list[Finding]], settings: Settings) -> list[Finding]:
    try:
        return check(settings)
    except TollwatchError as error:
        return [Finding(check.__name__.strip("_"), False, str(error), error.hint)]


def _configuration(settings: Settings) -> list[Finding]:
    rules, channels = load_alerts(settings)
    listed = load_feeds(settings)
    findings = [Finding("configuration", True, told(listed, rules, channels))]
    return findings + [
        Finding("configuration", False, what) for what in missing_parts(bool(listed) or _known_feeds(settings), rules, channels)
    ]


def _known_feeds(settings: Settings) -> bool:
    store = Store(settings.store_url)
    try:
        with store.reading() as connection:
            return bool(feeds.watched(connection))
    except TollwatchError:
        return False
    finally:
        store.close()


def _store(settings: Settings) -> list[Finding]:
    store = Store(settings.store_url)
    try:
        if store.path is not None and not store.path.exists():
            return [Finding("store", True, f"{store.shown}: not there yet; `tollwatch run` creates it")]
        store.check()
        return [Finding("store", True, f"{store.dialect} answers and is at this version")]
    finally:
        store.close()


def _redis(settings: Settings) -> list[Finding]:
    redis = queues.Queues(parts.redis_url(settings))
    try:
        running = any(process["name"] == "redis" for process in process_table(settings.data_dir))
        if not settings.redis_url and not running and not redis.ping():
            return [Finding("redis", True, f"embedded, not running; `tollwatch run` starts {redis_server.find_binary()}")]
        redis.check()
        return [Finding("redis", True, f"answers and drops nothing, {output.number(len(redis.workers()), 'worker')}")]
    finally:
        redis.close()


def _places(_settings: Settings) -> list[Finding]:
    places = gazetteer.open_gazetteer()
    places.close()
    return [Finding("places", True, "the place index opens")]


def _disk(settings: Settings) -> list[Finding]:
    folder, free = health.existing(settings.data_dir), health.free_mb(settings.data_dir)
    if not os.access(folder, os.W_OK):
        return [Finding("disk", False, f"{folder} can't be written", "set TOLLWATCH_DATA_DIR to a folder that can")]
    if free < health.LOW_MB:
        todo = "make room: a full disk stops the service until there is some"
        return [Finding("disk", False, f"{free} MB free for {folder}", todo)]
    return [Finding("disk", True, f"{free:,} MB free for {settings.data_dir}")]
