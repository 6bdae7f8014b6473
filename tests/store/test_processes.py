"""Several processes on one store: one wins, late results are thrown away, a killed one leaves nothing half-written."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from tests.store.builders import LEASE, NOW, claimed, entry, existing, feed, new_article, outcome
from worker.store import Store, upgrade
from worker.store.articles import finish, list_articles, load_text, store_entries
from worker.store.engine import HEAD
from worker.store.feeds import list_feeds
from worker.store.schema import articles

ROOT = Path(__file__).parents[2]


def start(act: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.actors", act, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def result(process: subprocess.Popen[str], say: str = "") -> object:
    out, errors = process.communicate(say, timeout=60)
    assert process.returncode == 0, errors
    return json.loads(out.splitlines()[-1])


def test_of_many_processes_one_gets_each_article(store: Store, store_url: str) -> None:
    with store.writing() as conn:
        ids = store_entries(conn, feed(conn), [entry(str(number)) for number in range(30)], NOW, first_poll=False).new
    store.close()
    won = result(start("race", store_url, "4"))
    assert isinstance(won, list)
    assert Counter(id_ for got in won for id_ in got) == Counter(ids)


def test_the_result_of_a_process_whose_lease_ran_out_is_thrown_away(store: Store, store_url: str) -> None:
    id_ = new_article(store)
    late = start("hold", store_url, str(id_))
    assert late.stdout is not None
    assert late.stdout.readline() == "claimed\n"
    with store.writing() as conn:
        mine = claimed(conn, id_, NOW + LEASE)
        assert finish(conn, mine, outcome("reported", "the one in time"), NOW + LEASE)
    assert result(late, "go on\n") is False
    with store.reading() as conn:
        assert existing(conn, id_).outcome == "reported"
        assert load_text(conn, id_) == ("Ferry sinks", "the one in time")


def test_a_process_killed_in_a_transaction_leaves_nothing(store: Store, store_url: str) -> None:
    killed = start("die", store_url)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with store.deciding() as conn:
        assert list_feeds(conn) == []
        assert list_articles(conn) == []
        assert len(store_entries(conn, feed(conn), [entry("1")], NOW, first_poll=True).new) == 1


def test_many_may_upgrade_at_once(tmp_path: Path, empty_postgres_url: str) -> None:
    for url in (f"sqlite:///{tmp_path / 'new' / 'x.sqlite'}", empty_postgres_url):
        assert result(start("migrate", url, "4")) == [HEAD] * 4
        assert upgrade(url) == (HEAD, HEAD)


def test_a_forked_child_connects_for_itself(store_url: str) -> None:
    both = ["https://child.example/rss", "https://parent.example/rss"]
    assert result(start("fork_after_use", store_url)) == [[[]], both]


def test_a_forked_child_never_uses_its_parents_connection(postgres_url: str) -> None:
    assert result(start("fork_just_after_use", postgres_url)) is False


def test_a_forked_child_ends_no_transaction_of_its_parent(store_url: str) -> None:
    assert result(start("fork_while_in_use", store_url)) == [0, 2]


def test_two_pollers_that_store_the_same_news_in_another_order_do_not_deadlock(postgres_url: str) -> None:
    store = Store(postgres_url)
    with store.writing() as conn:
        row = feed(conn)

    def poll(first: str, then: str, wait: float) -> None:
        with store.writing() as conn:
            store_entries(conn, row, [entry(first)], NOW, first_poll=False)
            started.release()
            time.sleep(wait)
            store_entries(conn, row, [entry(then)], NOW, first_poll=False)

    started = threading.Semaphore(0)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(poll, "x", "y", 0.3)
        started.acquire()
        two = pool.submit(poll, "y", "x", 0.0)
        one.result()
        two.result()
    store.close()


def test_pollers_and_workers_in_a_crowd_neither_fail_nor_double_anything(store: Store, store_url: str) -> None:
    with store.writing() as conn:
        for number in range(4):
            feed(conn, f"https://f{number}.example/rss")
    store.close()
    process = start("crowd", store_url, "4", "8")
    assert result(process) == [None] * 4
    with store.reading() as conn:
        assert len(list_articles(conn)) == 40
        twice = select(articles.c.url_key).group_by(articles.c.url_key).having(func.count() > 1)
        assert conn.execute(twice).all() == []
