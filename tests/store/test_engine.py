"""Opening a store, its transactions, and what it says when it can't serve."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from tests import postgres_server
from tests.store.builders import NOW, entry, feed
from worker.errors import ConfigError, StoreOutdated, StoreUnavailable
from worker.store import Connection, Store, scratch, upgrade
from worker.store.articles import store_entries
from worker.store.engine import HEAD
from worker.store.schema import articles, feeds, rules


def count(store: Store, table: object = articles) -> int:
    with store.reading() as conn:
        return int(conn.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def test_a_transaction_is_kept_whole_or_not_at_all(store: Store) -> None:
    with store.writing() as conn:
        feed(conn)
    with pytest.raises(KeyError), store.writing() as conn:
        feed(conn, "https://second.example/rss")
        raise KeyError
    assert count(store, feeds) == 1


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.reading() as conn:
        before = conn.execute(select(func.count()).select_from(feeds)).scalar_one()
        with store.writing() as writer:
            feed(writer)
        assert conn.execute(select(func.count()).select_from(feeds)).scalar_one() == before
    assert count(store, feeds) == before + 1


def test_sqlite_runs_as_the_promises_need_it(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    with store.reading() as conn:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas}
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_a_broken_rule_of_the_schema_is_our_mistake_and_not_an_outage(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as conn:
        conn.execute(rules.insert().values(name="twice", first_seen=NOW))
        conn.execute(rules.insert().values(name="twice", first_seen=NOW))


def test_decisions_are_made_one_at_a_time(store: Store) -> None:
    with store.writing() as conn:
        row = feed(conn)

    def add_ten() -> None:
        for _ in range(10):
            with store.deciding() as conn:
                failures = conn.execute(select(feeds.c.failures).where(feeds.c.id == row.id)).scalar_one()
                time.sleep(0.002)
                conn.execute(feeds.update().where(feeds.c.id == row.id).values(failures=failures + 1))

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as conn:
        assert conn.execute(select(feeds.c.failures)).scalar_one() == 40


def test_it_can_be_used_after_closing(store: Store) -> None:
    store.check()
    store.close()
    store.check()


def test_text_that_no_database_takes_is_stored_all_the_same(store: Store) -> None:
    with store.writing() as conn:
        odd = [entry("k\0", "Blast\0 kills \ud83d four", url_key="1a")]
        store_entries(conn, feed(conn), odd, NOW, first_poll=False)
        assert conn.execute(select(articles.c.title)).scalar_one() == "Blast\ufffd kills \ufffd four"
        again = store_entries(conn, feed(conn), odd, NOW, first_poll=False)
    assert (again.new, again.seen, again.revised) == ([], 1, [])


# --- check -----------------------------------------------------------------------------------------------------------


def complaint(error: pytest.ExceptionInfo[Exception]) -> str:
    message = str(error.value)
    assert "\n" not in message
    return message


def test_check_says_how_to_make_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as error:
        Store(f"sqlite:///{tmp_path / 'none' / 'x.sqlite'}").check()
    assert "tollwatch db upgrade" in complaint(error)
    assert not (tmp_path / "none").exists()


def test_a_database_without_tables_needs_an_upgrade(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").touch()
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with pytest.raises(StoreOutdated) as error:
        store.check()
    assert "tollwatch db upgrade" in complaint(error)
    with pytest.raises(StoreOutdated) as error, store.reading() as conn:
        conn.execute(select(feeds))
    assert "tollwatch db upgrade" in complaint(error)
    store.close()


def test_a_postgres_database_without_tables_needs_an_upgrade(empty_postgres_url: str) -> None:
    store = Store(empty_postgres_url)
    with pytest.raises(StoreOutdated, match="tollwatch db upgrade"):
        store.check()
    with pytest.raises(StoreOutdated, match="tollwatch db upgrade"), store.reading() as conn:
        conn.execute(select(feeds))
    upgrade(empty_postgres_url)
    store.check()
    store.close()


@pytest.mark.parametrize(("revision", "words"), [("0000", "tollwatch db upgrade"), ("9999", "newer Tollwatch")])
def test_a_schema_of_another_version_is_refused(store: Store, revision: str, words: str) -> None:
    with store.writing() as conn:
        conn.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    with pytest.raises(StoreOutdated, match=words):
        store.check()


def test_upgrade_leaves_a_newer_schema_alone(store: Store, store_url: str) -> None:
    with store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreOutdated, match="newer Tollwatch"):
        upgrade(store_url)


def test_a_server_that_is_away_is_named_without_its_password() -> None:
    store = Store("postgresql://desk:hunter2@127.0.0.1:1/tolls?password=hunter2")
    with pytest.raises(StoreUnavailable) as error:
        store.check()
    message = complaint(error)
    assert "postgresql://desk:***@127.0.0.1:1/tolls" in message
    assert "hunter2" not in message
    store.close()


@pytest.mark.parametrize(
    "url",
    ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "sqlite:///x?mode=memory", "nonsense", "postgresql://h:port/x", ""],
)
def test_a_url_that_is_no_store_names_the_variable(url: str) -> None:
    with pytest.raises(ConfigError, match="TOLLWATCH_DATABASE_URL"):
        Store(url)


def test_upgrade_makes_the_directories_and_says_what_it_did(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a b' / 'c%d' / 'x.sqlite'}"
    assert upgrade(url) == (None, HEAD)
    assert upgrade(url) == (HEAD, HEAD)
    store = Store(url)
    store.check()
    store.close()


def test_upgrade_says_where_it_may_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable, match="can't be created"):
        upgrade(f"sqlite:///{tmp_path / 'file' / 'x.sqlite'}")


# --- faults ----------------------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_nothing_behind_and_is_survived(sqlite_store: Store) -> None:
    with sqlite_store.writing() as conn:
        row = feed(conn)
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    batch = [entry(f"k{number}", "Ferry sinks " * 50) for number in range(2000)]
    with pytest.raises(StoreUnavailable, match="full"), sqlite_store.writing() as conn:
        store_entries(conn, row, batch, NOW, first_poll=False)
    assert count(sqlite_store) == 0
    with sqlite_store.writing() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
        store_entries(conn, row, batch, NOW, first_poll=False)
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert count(sqlite_store) == 2000


def test_a_store_that_someone_else_holds_is_unavailable_not_broken(sqlite_store: Store) -> None:
    with sqlite_store.reading() as conn:
        conn.exec_driver_sql("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(str(sqlite_store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"), sqlite_store.writing():
        pass
    other.close()
    with sqlite_store.writing() as conn:
        feed(conn)


def test_a_damaged_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"this is no database" * 100)
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with pytest.raises(StoreUnavailable, match="not a database"):
        store.check()
    store.close()


def test_a_lost_server_connection_ends_one_transaction_only(postgres_url: str) -> None:
    store = Store(postgres_url)
    with pytest.raises(StoreUnavailable), store.writing() as conn:
        feed(conn)
        mine = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        postgres_server.execute(postgres_url, f"SELECT pg_terminate_backend({mine})")
        feed(conn, "https://second.example/rss")
    store.check()
    assert count(store, feeds) == 0
    with store.reading() as conn:
        idle = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    postgres_server.execute(postgres_url, f"SELECT pg_terminate_backend({idle})")
    assert count(store, feeds) == 0
    store.close()


def test_a_scratch_store_is_complete_and_leaves_nothing() -> None:
    with scratch() as store:
        with store.writing() as conn:
            feed(conn)
        assert count(store, feeds) == 1
        assert store.path is not None
        directory = store.path.parent
        assert directory.exists()
    assert not directory.exists()


def how_long_a_commit_waits(connection: Connection) -> str:
    asked = "PRAGMA synchronous" if connection.dialect.name == "sqlite" else "SHOW synchronous_commit"
    return str(connection.exec_driver_sql(asked).scalar())


def test_only_what_need_not_last_does_not_wait_for_the_disk(store: Store) -> None:
    """The same connection, taken from the pool again and again."""
    durable = Store(store.url)
    found = []
    for transaction in (durable.writing(), durable.writing(lasting=False), durable.deciding(), durable.writing(lasting=False)):
        with transaction as connection:
            found.append(how_long_a_commit_waits(connection))
    with durable.writing() as connection:
        found.append(how_long_a_commit_waits(connection))
    durable.close()
    lasting, passing = ("2", "1") if store.dialect == "sqlite" else ("on", "off")  # FULL and NORMAL
    assert found == [lasting, passing, lasting, passing, lasting]
