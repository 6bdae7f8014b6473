"""`tollwatch run`'s core: one service per data directory, parts that come back, an orderly end, and no process left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.test_jobs import Bench
from worker.errors import ConfigError, LockHeld
from worker.processes import is_running, process_table, record_process
from worker.redis_server import RedisServer
from worker.settings import Settings, WebSettings, WorkerSettings
from worker.store import Store
from worker.supervisor import data_lock, default_services, installation, run


def eventually(truth: Callable[[], Any], seconds: float = 60.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = truth()
        if found:
            return found
        time.sleep(0.02)
    return False


class Service:
    """A supervisor in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *names: str, redis: str = "") -> subprocess.Popen[bytes]:
        (self.folder / "wanted").write_text(" ".join(names))
        (self.folder / "config").mkdir(exist_ok=True)
        env = {
            **os.environ,
            "TOLLWATCH_DATA_DIR": str(self.folder),
            "TOLLWATCH_CONFIG_DIR": str(self.folder / "config"),
            "TOLLWATCH_REDIS_URL": redis,
        }
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "tests.stub_service"], env=env, stderr=log)
        return self.process

    def notes(self) -> list[str]:
        path = self.folder / "notes"
        return path.read_text().splitlines() if path.exists() else []

    def table(self) -> dict[str, int]:
        return {row["name"]: row["pid"] for row in process_table(self.folder)}

    def logged(self, event: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in (self.folder / "log").read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path)
    yield service
    if service.process is not None:
        service.process.kill()
        service.process.wait()


def test_a_second_run_on_the_same_data_directory_is_refused_and_names_the_first(service: Service, tmp_path: Path) -> None:
    first = service.start("poller")
    assert eventually(lambda: "start poller" in service.notes())
    with pytest.raises(LockHeld, match=rf"pid {first.pid}\b"), data_lock(tmp_path):
        pass
    first.send_signal(signal.SIGTERM)
    assert first.wait(30) == 0
    with data_lock(tmp_path):
        pass


def test_sigterm_stops_the_parts_in_order_and_redis_last(service: Service) -> None:
    process = service.start("poller", "middle-1", "middle-2", "alerter")
    assert eventually(lambda: len(service.notes()) == 4)
    pids = list(service.table().values())
    assert set(service.table()) == {"supervisor", "redis", "poller", "middle-1", "middle-2", "alerter"}
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert time.monotonic() - began < 9  # one grace
    stopped = service.notes()[4:]
    assert (stopped[0], {*stopped[1:3]}, stopped[3]) == ("term poller", {"term middle-1", "term middle-2"}, "term alerter")
    assert not any(map(is_running, pids))
    assert service.logged("redis stopped")
    assert len(service.logged("started")) == len(service.logged("ended")) == 4
    assert service.table() == {}


def test_a_part_that_does_not_stop_is_killed_when_its_grace_ends(service: Service) -> None:
    process = service.start("stubborn")
    assert eventually(lambda: "start stubborn" in service.notes())
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert 3.9 < time.monotonic() - began < 15
    assert [line["code"] for line in service.logged("ended")] == [-signal.SIGKILL]


def test_a_second_sigterm_does_not_wait(service: Service) -> None:
    process = service.start("stubborn", "poller")
    assert eventually(lambda: len(service.notes()) == 2)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert time.monotonic() - began < 3.9


def test_what_is_killed_comes_back_redis_too(service: Service) -> None:
    service.start("poller")
    assert eventually(lambda: "poller" in service.table() and "redis" in service.table())
    before = service.table()
    for name in ("poller", "redis"):
        os.kill(before[name], signal.SIGKILL)

    def both_are_back() -> bool:
        after = service.table()
        return all(after.get(name, before[name]) != before[name] for name in ("poller", "redis"))

    assert eventually(both_are_back)
    assert eventually(RedisServer(service.folder).answers)


def test_a_part_that_keeps_ending_is_started_again_with_growing_pauses(service: Service) -> None:
    service.start("broken", "poller")
    assert eventually(lambda: service.notes().count("start broken") >= 4)
    assert service.notes().count("start poller") == 1
    times = [line["timestamp"] for line in service.logged("started") if line["process"] == "broken"]
    seconds = [float(each[17:26]) + 60 * int(each[14:16]) for each in times]
    pauses = [later - earlier for earlier, later in pairwise(seconds)]
    assert pauses[0] < pauses[2] < 5.5


def test_sighup_restarts_the_parts_with_the_new_configuration_and_keeps_the_old_where_it_is_wrong(service: Service) -> None:
    process = service.start("poller")
    assert eventually(lambda: service.notes() == ["start poller"])
    config = service.folder / "config" / "tollwatch.toml"
    config.write_text("[worker]\nbatches = 7\n")
    process.send_signal(signal.SIGHUP)
    assert eventually(lambda: service.logged("config not reloaded"))
    assert "batches" in service.logged("config not reloaded")[0]["error"]
    assert service.notes() == ["start poller"]
    config.write_text("[worker]\nbatch = 7\n")
    redis = service.table()["redis"]
    process.send_signal(signal.SIGHUP)
    assert eventually(lambda: service.notes()[1:] and set(service.notes()[2:]) == {"start poller", "start extra"})
    assert service.notes()[1] == "term poller"
    assert service.table()["redis"] == redis


def test_a_redis_of_ones_own_means_no_embedded_one(service: Service, redis_server: RedisServer, tmp_path: Path) -> None:
    other = Service(tmp_path / "other")
    other.folder.mkdir()
    process = other.start("poller", redis=redis_server.url)
    try:
        assert eventually(lambda: "start poller" in other.notes())
        assert "redis" not in other.table()
        assert not (other.folder / "redis").exists()
    finally:
        process.kill()
        process.wait()


def test_kill_9_of_the_supervisor_leaves_no_process_behind(service: Service, sqlite_store: Store) -> None:
    process = service.start("poller", "worker-1", "alerter")
    redis = RedisServer(service.folder)
    assert eventually(redis.answers)
    bench = Bench(sqlite_store, redis, redis._queues, service.folder)
    bench.add("hang-once")
    assert bench.sweep_until((service.folder / "hung").exists)
    table = service.table()
    assert set(table) == {"supervisor", "redis", "poller", "worker-1", "worker-1/horse", "alerter"}
    process.kill()
    process.wait()
    assert eventually(lambda: not any(map(is_running, table.values())))
    assert service.table() == {}
    redis._queues.close()


def test_a_data_directory_keeps_the_name_that_its_leases_bear_even_without_room_for_it(tmp_path: Path) -> None:
    assert installation(tmp_path) == installation(tmp_path)
    (tmp_path / "installation").write_bytes(b"\x00\xff\n")
    assert installation(tmp_path).isalnum()
    assert installation(tmp_path / "nowhere").isalnum()


def test_the_standard_parts_are_a_poller_the_workers_and_an_alerter() -> None:
    services = default_services(Settings(worker=WorkerSettings(processes=3)))
    assert [each.name for each in services] == ["poller", "worker-1", "worker-2", "worker-3", "alerter"]
    assert services[1].command[1:] == ("-m", "worker", "worker")
    watched = default_services(Settings(web=WebSettings(listen="127.0.0.1:9464")))
    assert watched[-1].command[1:] == ("-m", "worker", "web")


def test_the_process_table_knows_memory_and_forgets_the_dead_and_the_pid_of_another(tmp_path: Path) -> None:
    record_process(tmp_path, "alerter")
    [row] = process_table(tmp_path)
    assert (row["name"], row["pid"]) == ("alerter", os.getpid())
    assert row["pss_mb"] is not None and 5 < row["pss_mb"] < 2000
    note = tmp_path / "run" / f"{os.getpid()}.json"
    note.write_text(json.dumps({"name": "poller", "pid": os.getpid(), "started": 1}))
    (tmp_path / "run" / "2.json").write_text("{half")
    assert process_table(tmp_path) == []
    assert list((tmp_path / "run").glob("*.json")) == []


@pytest.mark.parametrize(("part", "helper"), [("poller", "poller/parser"), ("worker-2", "worker-2/horse"), ("alerter", None)])
def test_the_process_table_shows_what_does_the_risky_work(part: str, helper: str | None, tmp_path: Path) -> None:
    child = subprocess.Popen(["sleep", "60"])
    try:
        record_process(tmp_path, part)
        named = [row["name"] for row in process_table(tmp_path) if row["pid"] == child.pid]
    finally:
        child.kill()
        child.wait()
    assert named == ([helper] if helper else [])


def test_a_run_that_is_refused_stops_nothing_and_says_so_only_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConfigError, match="the Redis URL foo can't be used"):
        run(Settings(data_dir=tmp_path, redis_url="foo"), lambda _: [])
    assert "stopp" not in capsys.readouterr().err
