"""Database errors in words: one line, what it means for the caller, no password and no row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from worker.errors import StoreError, StoreOutdated, StoreUnavailable
from worker.log import clean, redact

_MISSING_TABLE = {"42P01", "42703"}  # PostgreSQL: undefined table, undefined column
_HINTS = {  # words of SQLite or PostgreSQL's client -> what to do
    "disk is full": "make room; nothing was lost, and the service goes on by itself",
    "unable to open": "see that this file and its folder are there and may be written",
    "readonly": "see that this file and its folder may be written",
    "not a database": "this is no Tollwatch database, or it is damaged: restore it, or choose another file",
    "malformed": "the file is damaged: stop the service and restore it from a backup",
    "connection failed": "see that the server runs and TOLLWATCH_DATABASE_URL is right",
}
_MISSING_TABLE_WORDS = ("no such table", "no such column", "has no column named")  # SQLite


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """What the database can't do leaves as a StoreError; what we did wrong (constraints, types) stays as it is."""
    try:
        yield
    except DBAPIError as error:
        if (explained := _explain(error, where)) is None:
            raise
        raise explained from error
    except PoolTimeout as error:
        raise StoreUnavailable(f"{where}: every connection is in use") from error


def _explain(error: DBAPIError, where: str) -> StoreError | None:
    text = " ".join(clean(redact(str(error.orig))).split()) or type(error.orig).__name__
    if getattr(error.orig, "sqlstate", None) in _MISSING_TABLE or any(words in text for words in _MISSING_TABLE_WORDS):
        return StoreOutdated(f"{where}: {text}; run `tollwatch db upgrade`")
    # A bare DatabaseError is SQLite's word for a file that is damaged or no database at all.
    if isinstance(error, OperationalError | InterfaceError | InternalError) or type(error) is DatabaseError:
        return StoreUnavailable(f"{where}: {text}", hint=next((hint for words, hint in _HINTS.items() if words in text), ""))
    return StoreUnavailable(f"{where}: {text}") if error.connection_invalidated else None
