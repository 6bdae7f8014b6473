"""Brings a database to the schema of this version."""

from __future__ import annotations

from pathlib import Path

from worker.errors import StoreOutdated, StoreUnavailable
from worker.store.engine import HEAD, Store, revision


def upgrade(url: str) -> tuple[str | None, str]:
    """Creates or upgrades the tables; (revision before, after). Several may do so at once: one works, the others wait.

    StoreOutdated: a newer Tollwatch made them. StoreUnavailable: the database can't be reached or created.
    """
    store = Store(url)
    if store.path is not None:
        _create_file(store.path)
    try:
        with store.deciding() as connection:
            before = revision(connection)
            if before is not None and before > HEAD:
                raise StoreOutdated(f"{store.shown}: was made by a newer Tollwatch (schema {before}, this one knows {HEAD})")
            if before != HEAD:
                _run(connection)
    finally:
        store.close()
    return before, HEAD


def _create_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        raise StoreUnavailable(
            f"{path}: can't be created: {error.strerror}",
            hint="set TOLLWATCH_DATA_DIR to a folder that can be written, or TOLLWATCH_DATABASE_URL",
        ) from None


def _run(connection: object) -> None:
    from alembic import command  # noqa: PLC0415 - costs 0.15 s at every start, and only this needs it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "worker.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
