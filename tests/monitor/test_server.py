"""The endpoint as a monitor asks it: a real store, a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command import Run
from worker.monitor.server import Figures, Server


def ask(url: str, method: str = "GET") -> tuple[int, str, str]:
    request = urllib.request.Request(url, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers["content-type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["content-type"], error.read().decode()


@contextmanager
def serving(server: Server) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_process_answers_without_store_and_redis_and_says_so(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        env = os.environ | {
            "TOLLWATCH_DATA_DIR": str(tmp_path / "data"),
            "TOLLWATCH_CONFIG_DIR": str(tmp_path / "config"),
            "TOLLWATCH_WEB__LISTEN": f"127.0.0.1:{port}",
        }
        refused = run("web", TOLLWATCH_WEB__LISTEN=f"127.0.0.1:{port}")
        assert (refused.returncode, "a free port" in refused.stderr) == (2, True)
    process = subprocess.Popen([sys.executable, "-m", "worker", "web"], env=env)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until and not _answers(port):
            time.sleep(0.1)
        base = f"http://127.0.0.1:{port}"
        assert ask(f"{base}/livez")[::2] == (200, "ok\n")
        status, kind, body = ask(f"{base}/healthz")
        assert (status, kind, json.loads(body)["store"], json.loads(body)["redis"]) == (503, "application/json", "down", "down")
        assert run("db", "upgrade").returncode == 0
        time.sleep(1.1)  # an answer serves everyone for a second
        status, kind, body = ask(f"{base}/metrics")
        assert (status, kind.partition(";")[0]) == (200, "text/plain")
        assert 'tollwatch_up{part="store"} 1\ntollwatch_up{part="redis"} 0\n' in body
        assert 'tollwatch_deliveries{state="held"} 0\n' in body
        assert ask(f"{base}/")[0] == 404
        assert ask(f"{base}/livez", "HEAD")[::2] == (200, "")
        assert ask(f"{base}/livez", "POST")[0] == 501
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_clients_that_say_nothing_keep_nobody_else_waiting_and_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.monitor.server.Handler.timeout", 0.5)
    with serving(Server("127.0.0.1:0", Figures(dict))) as base:
        port = int(base.rpartition(":")[2])
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
        assert ask_when_free(f"{base}/livez") == 200
        for each in silent:
            each.close()


def ask_when_free(url: str) -> int:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            return ask(url)[0]
        except OSError:
            time.sleep(0.05)
    return 0


def test_many_who_ask_at_once_cost_the_store_one_look() -> None:
    looks: list[int] = []
    figures = Figures(lambda: looks.append(1) or {"n": len(looks)})  # type: ignore[func-returns-value]
    assert [figures() for _ in range(50)] == [{"n": 1}] * 50


def test_without_an_address_it_says_what_to_set(run: Run) -> None:
    done = run("web")
    assert (done.returncode, "[web] listen is not set" in done.stderr) == (2, True)
    wrong = run("web", TOLLWATCH_WEB__LISTEN="9464")
    assert (wrong.returncode, "such as" in wrong.stderr) == (2, True)
