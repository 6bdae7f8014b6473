"""The migrations build exactly the schema, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from worker.store import Connection, Store, scratch
from worker.store.engine import HEAD
from worker.store.schema import metadata


def plain(index: Mapping[str, Any]) -> str:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str((index["name"], index["column_names"], index["unique"], options))


def everything(conn: Connection) -> dict[str, object]:
    """Every table with its columns, keys, uniques, indexes and foreign keys, as the database has them."""
    found = inspect(conn)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
            found.get_pk_constraint(table),
            sorted(map(str, found.get_unique_constraints(table))),
            sorted(plain(index) for index in found.get_indexes(table)),
            sorted(map(str, found.get_foreign_keys(table))),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_no_difference_is_left_to_generate(store: Store) -> None:
    with store.reading() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_a_migrated_store_equals_one_built_from_the_schema(sqlite_store: Store) -> None:
    with scratch() as built, built.reading() as conn:
        expected = everything(conn)
    with sqlite_store.reading() as conn:
        assert everything(conn) == expected


def test_a_migrated_postgres_equals_one_built_from_the_schema(postgres_url: str, empty_postgres_url: str) -> None:
    migrated, built = Store(postgres_url), Store(empty_postgres_url)
    with built.writing() as conn:
        metadata.create_all(conn)
        expected = everything(conn)
    with migrated.reading() as conn:
        assert everything(conn) == expected
    migrated.close()
    built.close()


def test_the_revision_that_check_wants_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "worker.store:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
