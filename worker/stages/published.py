"""When a text says that it was published, as far as that can be true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

UNSET = datetime(1971, 1, 1, tzinfo=UTC)  # a date of 1970 is a clock that nobody set
_AHEAD = timedelta(days=1)  # a bare date is midnight somewhere


def plausible(published: datetime | None, seen: datetime | None) -> datetime | None:
    """None for what can't be: long before there was a web clock to say it, or after the text was first seen."""
    if published is None or published < UNSET or (seen is not None and published > seen + _AHEAD):
        return None
    return published
