"""The poller: asks feeds, fetches pages, keeps the workers supplied. One asyncio loop; everything that waits, waits here."""

from worker.poller.service import main, run

__all__ = ["main", "run"]
