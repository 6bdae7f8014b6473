"""The index of places, and stores: a fresh one each, on SQLite and on a real PostgreSQL (one server per process, started when asked for)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests import postgres_server
from tests.command import Run, runner
from worker.gazetteer import Gazetteer, open_gazetteer
from worker.queues import Queues
from worker.redis_server import RedisServer
from worker.store import Store, upgrade

_numbers = count()


@pytest.fixture(scope="session")
def places() -> Iterator[Gazetteer]:
    """The index of places, opened once: it is only read."""
    gazetteer = open_gazetteer()
    yield gazetteer
    gazetteer.close()


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, _migrated_file: Path) -> str:
    """A migrated, empty SQLite database."""
    shutil.copy(_migrated_file, tmp_path / "tollwatch.sqlite")
    return f"sqlite:///{tmp_path / 'tollwatch.sqlite'}"


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, durable=False)  # as the service has it, but for waiting on the disk
    yield store
    store.close()


@pytest.fixture(scope="session")
def postgres_server_url() -> Iterator[str]:
    """A running server that holds a migrated database called `migrated`."""
    with postgres_server.running() as url:
        postgres_server.execute(url, "CREATE DATABASE migrated")
        upgrade(postgres_server.database(url, "migrated"))
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server_url: str) -> Iterator[str]:
    """A database without any tables."""
    yield from _database(postgres_server_url, "")


@pytest.fixture
def postgres_url(postgres_server_url: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    yield from _database(postgres_server_url, " TEMPLATE migrated STRATEGY FILE_COPY")


def _database(server_url: str, options: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    postgres_server.execute(server_url, f"CREATE DATABASE {name}{options}")
    yield postgres_server.database(server_url, name)
    postgres_server.execute(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database; the test runs once on each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = Store(store_url, durable=False)
    yield store
    store.close()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """tollwatch with a configuration and data directory of its own."""
    return runner(tmp_path)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A real Redis of its own, as `tollwatch run` would start it."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def queues(redis_server: RedisServer) -> Iterator[Queues]:
    queues = Queues(redis_server.url)
    yield queues
    queues.close()
