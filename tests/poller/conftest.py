"""A desk, a server, the bodies that were parsed; and nobody waits for ticks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import Server
from tests.poller.desk import Desk
from worker.poller.parsing import FeedParser
from worker.store import Store


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.poller.polls._TICK", 0.2)
    monkeypatch.setattr("worker.poller.fetches._TICK", 0.2)
    monkeypatch.setattr("worker.poller.service._GRACE", 0.5)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def desk(sqlite_store: Store, tmp_path: Path) -> Desk:
    return Desk(sqlite_store, tmp_path)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies that were parsed."""
    bodies: list[bytes] = []
    parse = FeedParser.parse

    async def spy(self: FeedParser, body: bytes, *rest: Any) -> object:
        bodies.append(body)
        return await parse(self, body, *rest)

    monkeypatch.setattr(FeedParser, "parse", spy)
    return bodies
