"""What the processes of the service, and `status`, work with: store, queues, rules and channels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from worker.cli.later import app
from worker.settings import Settings


@contextmanager
def opened_app(settings: Settings) -> Iterator[app.App]:
    """Store, queues, rules and channels; nothing is connected yet."""
    service = app.build(settings)
    try:
        yield service
    finally:
        service.close()
