"""Real workers on a real Redis: what happens to articles when horses, workers or Redis die, and when strangers write jobs."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis import Redis
from rq import Callback, Queue

from worker import jobs
from worker.app import App
from worker.model import Entry, FeedConfig, Rule
from worker.pipeline import alerting
from worker.processes import is_running, process_table
from worker.queues import Queues, connect
from worker.queues.window import top_up
from worker.redis_server import RedisServer
from worker.settings import Settings, WorkerSettings
from worker.store import Store, alerts, articles, events, feeds

SETTINGS = Settings(worker=WorkerSettings(processes=1, batch=5))


class Bench:
    """A store, a Redis, a sweeper that ticks, and workers that can be killed."""

    def __init__(self, store: Store, redis_server: RedisServer, queues: Queues, folder: Path) -> None:
        self.store, self.redis, self.queues, self.folder = store, redis_server, queues, folder
        self._number = 0

    def add(self, *titles: str) -> list[int]:
        """Pending articles with these titles, whose first word tells the stub what to do."""
        now = datetime.now(UTC)
        with self.store.writing() as connection:
            if self._number == 0:
                feeds.add_feed(connection, FeedConfig(url="https://news.example/rss"), now)
            feed = feeds.list_feeds(connection)[0]
            stored = [articles.store_entries(connection, feed, [self._entry(title)], now, first_poll=False) for title in titles]
        return [each.new[0] for each in stored]

    def _entry(self, title: str) -> articles.NewEntry:
        self._number += 1
        url = f"https://news.example/{self._number}"
        return articles.NewEntry(Entry(url, url, title, "", "", None), url, url, url, "news.example", needs_page=False)

    def sweep(self) -> int:
        return top_up(self.store, self.queues, SETTINGS, datetime.now(UTC))

    def states(self) -> dict[int, str]:
        with self.store.reading() as connection:
            return {row.id: row.state for row in articles.list_articles(connection)}

    def get(self, article_id: int) -> articles.ArticleRow:
        with self.store.reading() as connection:
            row = articles.get(connection, article_id)
        assert row is not None
        return row

    def sweep_until(self, truth: Callable[[], object], seconds: float = 60.0) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if truth():
                return True
            if self.queues.ping():
                self.sweep()
            time.sleep(0.05)
        return False

    def all_done(self) -> bool:
        return all(state == "done" for state in self.states().values())

    def noted(self) -> int | None:
        """The article that a horse is at."""
        with connect(self.redis.url) as redis:
            notes = [redis.get(key) for key in redis.scan_iter("tollwatch:blame:*")]
        return int(notes[0]) if notes and notes[0] else None

    def kill_redis(self) -> None:
        """Returns once another one answers. A killed process refuses connections some time before it has ended."""
        killed = self.redis.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        until = time.monotonic() + 60
        while self.redis.pid in (killed, None):
            assert time.monotonic() < until
            time.sleep(0.05)
            self.redis.tend()

    @contextmanager
    def worker(self, **env: str) -> Iterator[subprocess.Popen[str]]:
        own = {
            "TOLLWATCH_DATA_DIR": str(self.folder),
            "TOLLWATCH_CONFIG_DIR": str(self.folder / "none"),
            "TOLLWATCH_WORKER__CPU_SECONDS": "1",
            "TOLLWATCH_WORKER__LEASE": "2s",
            "TOLLWATCH_WORKER__PROCESSES": "1",
            "TOLLWATCH_WORKER__BATCH": "5",
            **env,
        }
        log = (self.folder / "worker.log").open("a")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.stub_worker"], env={**os.environ, **own}, stderr=log, text=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            log.close()

    def log(self) -> str:
        return (self.folder / "worker.log").read_text()

    def horses(self) -> list[int]:
        return [row["pid"] for row in process_table(self.folder) if row["name"] == "worker/horse"]


@pytest.fixture
def bench(sqlite_store: Store, redis_server: RedisServer, queues: Queues, tmp_path: Path) -> Bench:
    return Bench(sqlite_store, redis_server, queues, tmp_path)


# --- the window ------------------------------------------------------------------------------------------------------


def test_the_queue_is_topped_up_to_four_batches_a_worker_and_no_further(bench: Bench) -> None:
    ids = bench.add(*["plain"] * 33)
    assert bench.sweep() == 20
    assert bench.queues.waiting() == 4
    assert bench.queues.waiting_ids() == set(ids[:20])
    assert bench.sweep() == 0


def test_an_article_is_queued_once_while_its_job_waits(bench: Bench) -> None:
    bench.add("plain")
    assert [bench.sweep(), bench.sweep()] == [1, 0]
    bench.add("plain")
    assert [bench.sweep(), bench.sweep()] == [1, 0]
    assert bench.queues.waiting() == 2


def test_a_flushed_queue_is_filled_again_from_the_store(bench: Bench) -> None:
    ids = bench.add("plain", "plain")
    bench.sweep()
    with connect(bench.redis.url) as redis:
        redis.flushall()
    assert bench.sweep() == 2
    assert bench.queues.waiting_ids() == set(ids)


# --- the rehearsal -------------------------------------------------------------------------------------------------------


def test_what_a_worker_rehearses_before_its_first_fork_is_nowhere_afterwards(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = bench.add("plain")
    app = App(SETTINGS, bench.store, bench.queues, (Rule("all", {"killed": (1,)}),), ())
    jobs._rehearse(app)
    assert list(bench.states()) == ids
    with bench.store.reading() as connection:
        assert [feed.url for feed in feeds.list_feeds(connection)] == ["https://news.example/rss"]
        assert events.list_events(connection) == []
        assert alerts.list_alerts(connection) == []
    assert capsys.readouterr() == ("", "")


def test_the_rehearsal_goes_all_the_way_to_an_alert(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would warm nothing and nobody would notice."""
    outcomes: list[str] = []
    real = jobs.pipeline.ingest
    monkeypatch.setattr(jobs.pipeline, "ingest", lambda *args: outcomes.append(real(*args)))
    recorded: list[object] = []
    monkeypatch.setattr(alerting.alerts, "record", lambda *args: recorded.append(args))
    jobs._rehearse(App(SETTINGS, bench.store, bench.queues, (Rule("all", {"killed": (1,)}),), ()))
    assert outcomes == ["no_casualty", "reported", "reported", "reported"]
    assert recorded


# --- deaths ----------------------------------------------------------------------------------------------------------


def test_an_article_that_kills_its_horse_is_quarantined_at_its_third_death_and_its_batch_mates_finish(bench: Bench) -> None:
    first, killer, last = bench.add("plain", "crash", "plain")
    with bench.worker():
        assert bench.sweep_until(lambda: "pending" not in bench.states().values())
    assert bench.states() == {first: "done", killer: "quarantined", last: "done"}
    row = bench.get(killer)
    assert row.attempts == 3
    assert "SIGSEGV" in (row.error or "")
    assert [bench.get(each).attempts for each in (first, last)] == [0, 0]
    assert bench.log().count('"event": "horse died"') == 3


@pytest.mark.parametrize(
    ("title", "cause"),
    [("spin", "SIGXCPU"), ("eat", "MemoryError"), ("leave", "code 3"), ("raise", "RuntimeError: a mistake of ours")],
)
def test_each_way_to_fail_is_counted_against_the_article_with_its_cause(bench: Bench, title: str, cause: str) -> None:
    mate, culprit = bench.add("plain", title)
    with bench.worker():
        assert bench.sweep_until(lambda: bench.get(culprit).attempts and bench.get(mate).state == "done")
    assert cause in (bench.get(culprit).error or "")
    assert bench.get(mate).attempts == 0


def test_a_suspect_comes_back_alone(bench: Bench) -> None:
    ids = bench.add("plain", "plain", "plain")
    with bench.store.writing() as connection:
        articles.count_death(connection, ids[1], "test", alone=False, now=datetime.now(UTC))
    bench.sweep()
    assert bench.queues.waiting() == 2


# --- workers die -----------------------------------------------------------------------------------------------------


def test_a_killed_worker_takes_its_horse_along_and_its_articles_are_worked_by_another_without_blame(
    bench: Bench, tmp_path: Path
) -> None:
    ids = bench.add("hang-once", "plain", "plain")
    with bench.worker(STUB_STARTED_TTL="1") as first:
        assert bench.sweep_until((tmp_path / "hung").exists)
        [horse] = bench.horses()
        first.kill()
        first.wait()
        assert bench.sweep_until(lambda: not is_running(horse))
    with bench.worker():
        assert bench.sweep_until(bench.all_done)
    assert [bench.get(each).attempts for each in ids] == [0, 0, 0]


def test_what_killed_a_worker_and_its_horse_is_free_for_the_next_of_its_name_at_once_and_counted(
    bench: Bench, tmp_path: Path
) -> None:
    ids = bench.add("hang-once", "plain", "plain")
    env = {"STUB_STARTED_TTL": "1", "TOLLWATCH_LEASE_OWNER": "here/worker-1", "TOLLWATCH_WORKER__LEASE": "900s"}
    with bench.worker(**env) as first:
        assert bench.sweep_until((tmp_path / "hung").exists)
        first.kill()
        first.wait()
    with bench.worker(**env):
        assert bench.sweep_until(bench.all_done)
    assert [bench.get(each).attempts for each in ids] == [1, 0, 0]
    assert bench.get(ids[0]).error == "its worker was killed"
    assert bench.noted() is None


def test_a_worker_that_is_made_to_stop_blames_no_article_with_the_next_of_its_name(bench: Bench, tmp_path: Path) -> None:
    ids = bench.add("hang-once", "plain")
    env = {"STUB_STARTED_TTL": "1", "TOLLWATCH_LEASE_OWNER": "here/worker-1"}
    with bench.worker(**env) as first:
        assert bench.sweep_until((tmp_path / "hung").exists)
        first.terminate()
        time.sleep(1.2)
        first.terminate()  # asked again: its horse is killed
        assert first.wait(30) == 0
    with bench.worker(**env):
        assert bench.sweep_until(bench.all_done)
    assert [bench.get(each).attempts for each in ids] == [0, 0]


def test_sigterm_finishes_the_article_at_hand_leaves_the_rest_and_counts_nothing(bench: Bench) -> None:
    ids = bench.add("slow", "plain", "plain")
    with bench.worker() as worker:
        assert bench.sweep_until(lambda: bench.noted() == ids[0])
        worker.terminate()
        assert worker.wait(30) == 0
    assert bench.states() == {ids[0]: "done", ids[1]: "pending", ids[2]: "pending"}
    assert [bench.get(each).attempts for each in ids] == [0, 0, 0]
    assert bench.get(ids[1]).lease_until is None
    assert bench.queues.workers() == []


def test_an_idle_worker_stops_at_once(bench: Bench) -> None:
    with bench.worker() as worker:
        assert bench.sweep_until(lambda: [each.state for each in bench.queues.workers()] == ["idle"])
        began = time.monotonic()
        worker.terminate()
        assert worker.wait(30) == 0
    assert time.monotonic() - began < 8  # it waits for a job for 15 seconds


# --- Redis dies ------------------------------------------------------------------------------------------------------


def test_a_worker_outlives_redis_says_so_in_one_line_and_nothing_is_lost(bench: Bench) -> None:
    bench.add("plain")
    with bench.worker() as worker:
        assert bench.sweep_until(bench.all_done)
        bench.redis.stop()
        bench.add("plain", "slow", "plain")
        time.sleep(0.8)
        bench.redis.start()
        assert bench.sweep_until(lambda: bench.noted() is not None)
        bench.kill_redis()  # in the middle of a batch
        with connect(bench.redis.url) as redis:
            redis.flushall()
        assert bench.sweep_until(bench.all_done)
        assert worker.poll() is None
        assert bench.sweep_until(lambda: len(bench.queues.workers()) == 1)  # known again after the flush
    assert "Traceback" not in bench.log()
    assert 1 <= bench.log().count('"event": "redis away"') <= 2
    assert [row.attempts for row in map(bench.get, bench.states())] == [0, 0, 0, 0]


def test_flushing_redis_again_and_again_loses_nothing(bench: Bench) -> None:
    bench.add(*["plain"] * 60)
    stop = threading.Event()

    def flush() -> None:
        with connect(bench.redis.url) as redis:
            while not stop.wait(0.1):
                redis.flushall()

    with bench.worker():
        flusher = threading.Thread(target=flush)
        flusher.start()
        try:
            assert bench.sweep_until(bench.all_done)
        finally:
            stop.set()
            flusher.join()
    assert "Traceback" not in bench.log()


# --- strangers -------------------------------------------------------------------------------------------------------


class _Bomb:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {self.path}",)


def test_no_job_of_a_stranger_runs_or_stops_the_worker(bench: Bench, tmp_path: Path) -> None:
    [honest] = bench.add("plain")
    touch = f"touch {tmp_path}/marker-"
    with Redis.from_url(bench.redis.url) as redis:
        for serializer in ("json", "pickle"):
            Queue("ingest", connection=redis, serializer=serializer).enqueue("os.system", touch + serializer)
        job = Queue("ingest", connection=redis, serializer="json").enqueue(
            "worker.jobs.ingest",
            [honest],
            on_success=Callback("tests.stranger.called_back"),
            on_failure=Callback("tests.stranger.called_back"),
        )
        dependent = Queue("ingest", connection=redis).enqueue("os.system", touch + "dependent", depends_on=job)
        pickled = Queue("ingest", connection=redis).enqueue("worker.jobs.ingest", [honest])
        redis.hset(pickled.key, "data", pickle.dumps(_Bomb(tmp_path / "marker-data")))
        redis.hset(job.key, mapping={"meta": pickle.dumps(_Bomb(tmp_path / "marker-meta")), "result": b"x"})
        redis.lpush("rq:queue:ingest", b"\xff\xfe", "a:b", "rq", "")
        redis.set("rq:job:rq", "not a hash")
        assert dependent.key
    with bench.worker(STRANGER_MARKER=str(tmp_path / "marker-callback")) as worker:
        assert bench.sweep_until(bench.all_done)
        assert bench.sweep_until(lambda: bench.queues.waiting() == 0 and bench.queues.running() == 0)
        [another] = bench.add("plain")
        assert bench.sweep_until(lambda: bench.get(another).state == "done")
        assert worker.poll() is None
    assert list(tmp_path.glob("marker-*")) == []
    assert "Traceback" not in bench.log()
    assert bench.log().count('"event": "job refused"') >= 4
