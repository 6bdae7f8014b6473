"""Health and metrics over HTTP, for monitors."""

from worker.monitor.server import main

__all__ = ["main"]
