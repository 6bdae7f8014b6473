"""What the modules of this package share: leases, inserts that may find their row there, and rows as dataclasses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Table, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningUpdate

from worker.store.schema import UNSTORABLE

Item = TypeVar("Item")
Record = TypeVar("Record")

_LONGEST_KEY = 500  # characters; PostgreSQL can't index much more
_CHUNK = 900  # values of one IN list


def lease_is_free(table: Table, now: datetime, lease: timedelta) -> ColumnElement[bool]:
    """No lease, one that ran out, or one further ahead than its maximum: then the clock was set back.

    The maximum is twice `lease`, so that machines whose clocks differ a little don't take each other's rows.
    """
    return lease_is_outside(table, now, now + 2 * lease)


def lease_is_outside(
    table: Table, now: datetime | BindParameter[datetime], end: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    until = table.c.lease_until
    return or_(until.is_(None), until <= now, until > end)


def update_unlocked(conn: Connection, table: Table, values: Mapping[str, Any], *conditions: ColumnElement[bool]) -> set[int]:
    """Updates the matching rows, passing over those that another transaction is writing; the ids of the rows it updated."""
    return set(conn.execute(unlocked_update(table, *conditions).values(values)).scalars())


def unlocked_update(table: Table, *conditions: ColumnElement[bool]) -> ReturningUpdate[int]:
    """An UPDATE that returns the ids of its rows, and passes over those that another transaction is writing.

    A transaction that never waits for a second row can't deadlock. SQLite has one writer and needs no row locks.
    """
    free = select(table.c.id).where(*conditions).with_for_update(skip_locked=True, key_share=True).cte("free")
    return update(table).where(table.c.id.in_(select(free.c.id))).returning(table.c.id)


def insert(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of this database's dialect: both know ON CONFLICT, in the same words."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


def put(conn: Connection, table: Table, key: str, row: dict[str, Any]) -> None:
    """Inserts a row, or overwrites the one with its key."""
    conn.execute(_upsert(conn.dialect.name, table, key, tuple(row)), row)


@cache
def _upsert(dialect: str, table: Table, key: str, names: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    rest = {name: statement.excluded[name] for name in names if name != key}
    return statement.on_conflict_do_update(index_elements=[key], set_=rest)


def chunks(items: Sequence[Item], size: int = _CHUNK) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def record(kind: type[Record], row: Row[*tuple[Any, ...]]) -> Record:
    """A row as a dataclass that has a field for each of the row's columns."""
    return kind(**row._mapping)


def safe_key(key: str) -> str:
    """A key that can be stored and indexed: strangers choose what a guid holds."""
    return key if len(key) <= _LONGEST_KEY and not UNSTORABLE.search(key) else f"sha256:{digest(key)}"


def digest(*parts: str) -> str:
    """A hash of texts, in hexadecimal; where one ends and the next begins counts."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
