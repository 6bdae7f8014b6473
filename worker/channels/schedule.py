"""When a delivery that failed goes out again, and when it doesn't. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from worker.errors import DeliveryError, DeliveryRefused

# After the 1st, 2nd, ... attempt; the last one goes on until the delivery is given up.
DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_REFUSALS = 4  # attempts in all, of an alert that the endpoint doesn't want
FEWEST = 3  # attempts before a delivery is given up, however old: a resent one is old from the start
_JITTER = 0.2
_TRUSTED = 3  # attempts for which Retry-After may ask for less than the schedule

# What `last_error` begins with once a message may have arrived. It stays over later attempts and marks them as repeats.
MAYBE_ARRIVED = "may have arrived: "


@dataclass(frozen=True, slots=True)
class Tries:
    """How far a delivery has come."""

    attempts: int  # this one included
    created_at: datetime
    last_error: str | None  # of the attempt before

    @property
    def maybe_arrived(self) -> bool:
        return (self.last_error or "").startswith(MAYBE_ARRIVED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a delivery: pending (again at `next_at`), held or dead."""

    state: str
    error: str
    next_at: datetime | None = None


def after_failure(
    error: DeliveryError, tries: Tries, on_uncertain: str, now: datetime, give_up_after: timedelta, luck: float
) -> Verdict:
    """`luck` is a number from 0 to 1 that spreads the tries of many deliveries."""
    maybe = error.uncertain or tries.maybe_arrived
    what = f"{MAYBE_ARRIVED if maybe else ''}{error}"
    if error.uncertain and on_uncertain == "hold":
        return Verdict("held", what)
    refused = isinstance(error, DeliveryRefused) and tries.attempts >= MOST_REFUSALS
    deadline = tries.created_at + give_up_after
    if error.permanent or refused or (now >= deadline and tries.attempts >= FEWEST):
        return Verdict("dead", what)
    next_at = now + _delay(error, tries.attempts) * (1 + _JITTER * luck)
    return Verdict("pending", what, min(next_at, deadline) if now < deadline else next_at)


def _delay(error: DeliveryError, attempts: int) -> timedelta:
    planned = DELAYS[min(attempts, len(DELAYS)) - 1]
    if error.retry_after is None:
        return planned
    asked = timedelta(seconds=max(error.retry_after, 1.0))
    return asked if attempts <= _TRUSTED else max(asked, DELAYS[1])
