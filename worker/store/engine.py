"""A store's engine: connections, transactions, and database errors in words.

SQLite runs in WAL mode with synchronous=FULL (NORMAL where `writing` is told that nothing need last), PostgreSQL through psycopg.
Nothing is connected until first use, nothing idle is inherited by a forked child, and a child's first use connects anew.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakSet

from sqlalchemy import Connection as Connection
from sqlalchemy import Engine, Pool, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from worker.errors import ConfigError, StoreOutdated, StoreUnavailable
from worker.log import clean, redact
from worker.store.faults import in_words
from worker.store.schema import metadata

HEAD = "0011"  # the newest file of migrations/versions

DECISION_LOCK = 0x70_11_00_01  # pg_advisory_xact_lock: one link and alert decision at a time
POLL_LOCK = 0x70_11_00_02  # one poll result at a time: what makes deadlocks between pollers impossible

_PATIENCE_S = 30
_PRAGMAS = (f"busy_timeout = {_PATIENCE_S * 1000}", "journal_mode = WAL", "foreign_keys = ON")
_POSTGRES_SESSION = (  # a process that hangs inside a transaction must not hold everyone else up for ever
    f"SET lock_timeout = '{_PATIENCE_S}s'",
    "SET idle_in_transaction_session_timeout = '120s'",
    # A statement's plan is made for the average key. Of a common one, a bitmap would fetch and sort every row where an index holds
    # the few that are wanted in order: linking took 3 times as long among 1,000,000 events.
    "SET enable_bitmapscan = off",
)


class Store:
    """Transactions on one database; cheap to build, connects when first used.

    Raises StoreUnavailable from every transaction that the database can't serve (away, locked, disk full), and StoreOutdated
    where its tables aren't there; nothing of such a transaction is kept.
    """

    def __init__(self, url: str, *, durable: bool = True) -> None:
        self._target = _parse(url)
        self._synchronous, self._relaxed = ("FULL", "NORMAL") if durable else ("OFF", "OFF")
        self.url = self._target.render_as_string(hide_password=False)
        self.dialect = self._target.get_backend_name()
        self.shown = _shown(self._target)
        self._engine = self._build()
        _stores.add(self)

    @property
    def path(self) -> Path | None:
        """The file of an SQLite store."""
        return Path(self._target.database or "") if self.dialect == "sqlite" else None

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent read transaction."""
        if self.dialect == "sqlite":
            return self._transaction(begin="BEGIN")
        return self._transaction(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A transaction that writes: committed on leaving, rolled back on an error.

        One that need not last may be undone by a power cut, with all that did not last after it, though never by the end of a
        process: for what would only be done again, which is the claim of an article, and the end of one that tells of nothing.
        It doesn't wait for the disk. The next commit that does takes it along, so what lasts never rests on what doesn't.
        """
        with self._transaction(
            begin="BEGIN IMMEDIATE", synchronous=self._synchronous if lasting else self._relaxed
        ) as connection:
            if not lasting and self.dialect == "postgresql":
                connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield connection

    @contextmanager
    def deciding(self) -> Iterator[Connection]:
        """writing(), one at a time across all processes: what is read inside stays true until it commits."""
        with self.writing() as connection:
            one_at_a_time(connection, DECISION_LOCK)
            yield connection

    def check(self) -> None:
        """StoreUnavailable or StoreOutdated, saying what to do, unless this store can be used."""
        if self.path is not None and not self.path.exists():
            raise StoreUnavailable(f"{self.shown}: no database there yet; `tollwatch run` or `tollwatch db upgrade` creates it")
        with self.reading() as connection:
            found = revision(connection)
        if found is not None and found > HEAD:
            raise StoreOutdated(
                f"{self.shown}: was made by a newer Tollwatch (schema {found}, this one knows {HEAD}); install that"
            )
        if found != HEAD:
            had = f"schema {found}" if found else "no Tollwatch tables"
            raise StoreOutdated(f"{self.shown}: has {had}, {HEAD} is needed; run `tollwatch db upgrade`")

    def close(self) -> None:
        """Closes idle connections; the store may be used again."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, **options: Any) -> Iterator[Connection]:
        with (
            in_words(self.shown),
            self._engine.connect() as connection,
            connection.execution_options(**options).begin(),
        ):
            yield connection

    def _build(self) -> Engine:
        return _sqlite_engine(self._target, self._synchronous) if self.dialect == "sqlite" else _postgres_engine(self._target)

    def _leave_to_parent(self) -> None:
        """In a forked child: connections in use belong to the parent, closing them here would end them there.

        The engine stays, so that a child inherits the statements that its parent has compiled.
        """
        _inherited.append(self._engine.pool)
        self._engine.dispose(close=False)


def one_at_a_time(connection: Connection, lock: int) -> None:
    """Waits for an advisory lock until the transaction ends; an SQLite writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock)))


def revision(connection: Connection) -> str | None:
    """The schema revision that a database is at; None where Tollwatch never made tables."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()


@contextmanager
def scratch() -> Iterator[Store]:
    """An empty store of its own, on disk but not durable, gone afterwards: what replay works on."""
    with tempfile.TemporaryDirectory(prefix="tollwatch-") as directory:
        path = Path(directory) / "scratch.sqlite"
        path.touch()
        store = Store(f"sqlite:///{path}", durable=False)
        try:
            with store.writing() as connection:
                metadata.create_all(connection)
            yield store
        finally:
            store.close()


# --- addresses -------------------------------------------------------------------------------------------------------


def _parse(url: str) -> URL:
    try:
        target = make_url(url)
    except (ArgumentError, ValueError):
        raise _bad_url("can't be read as a database URL") from None
    if target.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return target.set(drivername="postgresql+psycopg")
    if target.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise _bad_url(f"{clean(redact(target.drivername))!r} is not supported")
    if not target.database or target.database == ":memory:" or target.host or target.query:
        raise _bad_url("needs the path of a file, such as sqlite:////var/lib/tollwatch/tollwatch.sqlite")
    return target.set(drivername="sqlite")


def _bad_url(what: str) -> ConfigError:
    return ConfigError(f"TOLLWATCH_DATABASE_URL: {what}", hint="it begins with sqlite:/// or postgresql://")


def _shown(target: URL) -> str:
    """How messages name the store: never with a password, nor with options, which may hold one."""
    if target.get_backend_name() == "sqlite":
        return clean(target.database or "")
    return clean(target.set(query={}, drivername="postgresql").render_as_string(hide_password=True))


# --- engines ---------------------------------------------------------------------------------------------------------


def _sqlite_engine(target: URL, synchronous: str) -> Engine:
    """mode=rw: only `upgrade` creates the file. isolation_level None: the begin event alone starts transactions."""
    file = f"file:{quote(str(Path(target.database or '').absolute()))}"
    engine = create_engine(
        URL.create("sqlite", database=file, query={"mode": "rw", "uri": "true"}),
        hide_parameters=True,
        connect_args={"isolation_level": None, "timeout": _PATIENCE_S},
    )
    pragmas = (*_PRAGMAS, f"synchronous = {synchronous}")

    def set_up(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        """How long a commit waits is the connection's own, and can't be changed inside of a transaction."""
        options = connection.get_execution_options()
        wanted = options.get("synchronous")
        if wanted and connection.info.setdefault("synchronous", synchronous) != wanted:
            connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
            connection.info["synchronous"] = wanted
        connection.exec_driver_sql(options.get("begin", "BEGIN"))

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine


def _postgres_engine(target: URL) -> Engine:
    if "connect_timeout" not in target.query:
        target = target.update_query_dict({"connect_timeout": "10"})
    engine = create_engine(target, hide_parameters=True, pool_pre_ping=True)

    def set_up(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            for statement in _POSTGRES_SESSION:
                cursor.execute(statement)
        connection.commit()

    event.listen(engine, "connect", set_up)
    return engine


# --- forks -----------------------------------------------------------------------------------------------------------

_stores: WeakSet[Store] = WeakSet()
_inherited: list[Pool] = []


def _before_fork() -> None:
    for store in list(_stores):
        store.close()


def _after_fork_in_child() -> None:
    for store in list(_stores):
        store._leave_to_parent()


os.register_at_fork(before=_before_fork, after_in_child=_after_fork_in_child)
