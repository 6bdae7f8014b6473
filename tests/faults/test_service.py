"""`tollwatch run` as its operator meets it: start, stop, reload, refusals, and what the listings say meanwhile."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

from tests.faults.world import World, eventually
from tests.loopback import Answer
from worker.redis_server import find_binary


def test_sigterm_stops_everything_within_seconds_with_exit_code_0_and_a_restart_fetches_nothing_twice() -> None:
    with World() as world:
        world.news.publish(3)
        world.start()
        assert eventually(world.settled), world.log_lines()
        second = world.command("run")
        assert second.returncode == 2
        assert f"pid {world.process.pid}" in second.stderr
        assert "TOLLWATCH_DATA_DIR" in second.stderr
        began = time.monotonic()
        assert world.stop() == 0
        assert time.monotonic() - began < 15
        assert world.pids() == {}
        polls = len(world.news.hits("/good.xml"))
        world.start()
        assert eventually(lambda: len(world.news.hits("/good.xml")) > polls + 1)
        assert world.stop(signal.SIGINT) == 0
        assert all("if-none-match" in request.headers for request in world.news.hits("/good.xml")[1:])
        assert [len(world.news.hits(story.path)) for story in world.news.stories] == [1, 1, 1]
        assert world.account() == world.expected()
        assert world.complaints() == []


def test_sighup_takes_up_a_new_feed_and_keeps_the_old_configuration_where_the_new_one_is_wrong() -> None:
    with World() as world:
        world.write_feeds(world.news.feed("good"))
        world.news.publish(1)
        world.start()
        assert eventually(world.settled), world.log_lines()
        before = world.pids()
        good = (world.config / "feeds.toml").read_text()
        (world.config / "feeds.toml").write_text(good + "[[feed]]\nurl = 7\n")
        world.process.send_signal(signal.SIGHUP)
        [refused] = eventually(lambda: world.logged("config not reloaded"))
        assert "feeds.toml: feed number 2: url: must be text in quotes" in refused["error"]
        assert world.pids() == before
        world.write_feeds(world.news.feed("good"), world.news.feed("new"))
        world.news.publish(1, "new")
        world.process.send_signal(signal.SIGHUP)
        assert eventually(world.settled), (world.account(), world.log_lines()[-20:])
        assert world.account() == world.expected()
        assert world.complaints() == []


def test_a_disk_that_is_full_for_a_while_costs_time_only() -> None:
    with World() as world:
        world.news.publish(2)
        world.start()
        assert eventually(world.settled), world.log_lines()
        parts = [pid for name, pid in world.pids().items() if name in ("poller", "worker-1", "worker-2", "alerter")]
        _limit_files(parts, 4096)
        world.news.publish(3)
        assert eventually(lambda: world.logged("store away"))
        assert world.done() == 2
        _limit_files(parts, -1)
        assert eventually(world.settled), (world.account(), world.log_lines()[-20:])
        assert world.account() == world.expected()
        assert [line for line in world.complaints() if "Traceback" in line] == []


def _limit_files(pids: list[int], size: int) -> None:
    """No file can be written beyond `size` bytes; -1: as before."""
    soft = "unlimited" if size < 0 else str(size)
    for pid in pids:
        subprocess.run(["prlimit", f"--fsize={soft}:unlimited", "--pid", str(pid)], check=True)


def test_a_redis_that_would_drop_jobs_is_refused_at_the_start(tmp_path: Path) -> None:
    with World() as world:
        socket = world.folder / "other.sock"
        options = ["--port", "0", "--unixsocket", str(socket), "--maxmemory-policy", "allkeys-lru", "--save", ""]
        other = subprocess.Popen([find_binary(), *options], cwd=tmp_path, stdout=subprocess.DEVNULL)
        try:
            assert eventually(socket.exists)
            refused = world.command("run", env={"TOLLWATCH_REDIS_URL": f"unix://{socket}"})
        finally:
            other.kill()
            other.wait()
        assert refused.returncode == 2
        assert "allkeys-lru" in refused.stderr
        assert "noeviction" in refused.stderr
        assert world.pids() == {}


_HOSTILE = "Fire [bold]kills[/bold] 40 in [link=http://x.example]Quetta[/link] \N{RIGHT-TO-LEFT OVERRIDE}end"


def test_feeds_that_fail_are_named_with_their_reason_and_delay_nobody_and_no_listing_passes_on_what_they_hide() -> None:
    with World() as world:
        story = world.news.publish(1)[0]
        story.title = _HOSTILE
        page = story.page().replace(b"<h1>", b"<h1>&#27;[2J\x1b[31m\x07")
        world.news.add(story.path, Answer(body=page, headers={"Content-Type": "text/html"}))
        broken = {
            "missing": (Answer(404), "failing", "http_404"),
            "page": (Answer(body=b"<html><body>hello</body></html>"), "not_a_feed", "html"),
            "empty": (Answer(body=b""), "empty", "empty_body"),
            "gone": (Answer(410), "gone", "http_410"),
            "hanging": (Answer(delay=300), "failing", "timeout"),
            "cut": (Answer(body=b"<rss>", length=500), "failing", "truncated"),
        }
        urls = {world.news.add(f"/{name}.xml", answer): want for name, (answer, *want) in broken.items()}
        world.write_feeds(*urls, world.news.feed("good"), "http://10.0.0.1/feed.xml")
        world.start()
        assert eventually(world.settled), world.log_lines()

        wanted = urls | {"http://10.0.0.1/feed.xml": ["failing", "address_refused"]}
        assert eventually(lambda: world.rows("SELECT count(*) FROM feeds WHERE failures > 0") == [(len(wanted),)])
        listed = {feed["url"]: [feed["state"], feed["reason"]] for feed in world.json("feeds", "list", "--failing")}
        assert listed == wanted
        status = world.command("status", "--json")
        assert status.returncode == 1
        feeds = json.loads(status.stdout)["feeds"]
        assert [feeds[name] for name in ("total", "late", "failing", "gone")] == [8, 0, 6, 1]
        for words in (("queue", "list", "--state", "done"), ("events", "show", "e1"), ("alerts", "show", "n1")):
            shown = world.command(*words)
            assert not {"\x1b", "\x07", "\u202e"} & set(shown.stdout + shown.stderr), words
            assert "Traceback" not in shown.stderr
        explained = world.command("explain", "a1").stdout
        assert "[bold]kills[/bold]" in explained
        assert "\x1b" not in explained
        assert world.complaints() == []
