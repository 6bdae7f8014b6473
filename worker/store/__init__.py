"""The only SQL: the truth that Redis merely points at. One module per table family; this one opens and upgrades the store."""

from worker.store.engine import Connection, Store, scratch
from worker.store.migrate import upgrade

__all__ = ["Connection", "Store", "scratch", "upgrade"]
