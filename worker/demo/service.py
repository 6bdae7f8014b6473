"""The real service for the demo: configuration files in a folder of its own, then `tollwatch run` on them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from worker.demo.newsroom import Newsroom
from worker.processes import die_with_parent

_URL, _SECRET = "TOLLWATCH_DEMO_URL", "TOLLWATCH_DEMO_SECRET"
_KEPT = ("TOLLWATCH_GAZETTEER",)  # of the caller's environment; nothing else of another installation may leak in
_GRACE = 15.0  # seconds that the service may take to stop its parts

_SETTINGS = """\
[poll]
interval = "1s"
min_interval = "1s"
host_gap = "10ms"                    # every outlet lives on one loopback address

[fetch]
allow_networks = ["127.0.0.0/8"]

[alert]
digest_after = 100                   # each alert by itself

[log]
format = "json"
"""
_RULE = f"""\
[[rule]]
name = "mass-casualty"
killed = [10, 50, 100, 500]
channels = ["desk"]

[[channel]]
name = "desk"
type = "webhook"
url_env = "{_URL}"
secret_env = "{_SECRET}"
allow_networks = ["127.0.0.0/8"]
"""


def write_config(folder: Path, newsroom: Newsroom) -> None:
    """tollwatch.toml, feeds.toml and alerts.toml as a newcomer would write them for this newsroom."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tollwatch.toml").write_text(_SETTINGS, encoding="utf-8")
    (folder / "alerts.toml").write_text(_RULE, encoding="utf-8")
    (folder / "feeds.toml").write_text("\n".join(_feed_rows(newsroom)), encoding="utf-8")


def _feed_rows(newsroom: Newsroom) -> Iterable[str]:
    for outlet in newsroom.press.outlets:
        values = {
            "url": newsroom.feed_url(outlet.key),
            "name": outlet.name,
            "publisher": outlet.name,
            "country": outlet.country,
        }
        yield _row(values) + ("full_text = true\n" if outlet.full_text else "")
    for broken in newsroom.press.broken:
        yield _row({"url": newsroom.feed_url(broken.key), "name": broken.name, "publisher": broken.name})


def _row(values: Mapping[str, str]) -> str:
    # A JSON string is a TOML string too.
    return "[[feed]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())


class Service:
    """`tollwatch run` as a process; it takes its parts with it when it ends, and ends with this process."""

    def __init__(self, folder: Path, receiver_url: str, secret: str) -> None:
        self.log = folder / "service.log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TOLLWATCH_") or name in _KEPT},
            "TOLLWATCH_CONFIG_DIR": str(folder / "config"),
            "TOLLWATCH_DATA_DIR": str(folder / "data"),
            _URL: receiver_url,
            _SECRET: secret,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return None if self._process is None else self._process.poll()

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines() if self.log.exists() else []
        return lines[-1] if lines else "nothing in its log"

    def __enter__(self) -> Service:
        """Start it before any thread: what runs between fork and exec must not wait for a lock that a thread held."""
        parent = os.getpid()
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "worker", "run"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self._environment,
                start_new_session=True,  # Ctrl-C is for the demo, which stops the service in order
                preexec_fn=lambda: die_with_parent(parent),
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """SIGTERM, and SIGKILL where that is not enough; then its parts die with it."""
        assert self._process is not None
        try:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            pass
        finally:  # also after a second Ctrl-C
            self._process.kill()
            self._process.wait()
