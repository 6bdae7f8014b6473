"""Whether an endpoint may be asked. Pure: times are arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from worker.errors import DeliveryError, DeliveryRefused

PROBE = timedelta(minutes=4)  # at most, between two tries of an endpoint that is down
_FIRST_PROBE = timedelta(seconds=15)  # a short outage is short for the alerts too; doubles with each failure
_SHUT_AFTER = 3  # failures in a row
_LONGEST_WAIT = timedelta(days=2)  # after which a Retry-After is one from before the clock was set back


@dataclass
class Door:
    """Whether an endpoint may be asked. After some failures in a row it is shut, and one delivery knocks now and then."""

    failures: int = 0  # in a row
    _unproven: bool = True  # nothing has arrived since this process began
    _next_knock: datetime | None = None
    _not_before: datetime | None = None

    def failed(self, error: DeliveryError, now: datetime) -> None:
        """An endpoint that says when to come again, or refuses one alert, is not down."""
        if error.retry_after is not None:
            self._not_before = now + timedelta(seconds=error.retry_after)
        elif not isinstance(error, DeliveryRefused) and not error.permanent:
            self.failures += 1
            self._next_knock = now + min(PROBE, _FIRST_PROBE * 2 ** min(self.failures - 1, 9))

    def worked(self) -> bool:
        """Whether that was not to be expected: then what waits for a retry needn't."""
        surprising = self.failures > 0 or self._unproven
        self.failures, self._unproven, self._next_knock, self._not_before = 0, False, None, None
        return surprising

    def told_to_wait(self, now: datetime) -> bool:
        return self._not_before is not None and now < self._not_before <= now + _LONGEST_WAIT

    def shut(self, now: datetime) -> bool:
        return self.failures >= _SHUT_AFTER and not self._knocks(now)

    def may_knock(self, now: datetime) -> bool:
        """Whether a delivery that isn't due yet may try the endpoint."""
        return (self.failures > 0 or self._unproven) and self._knocks(now)

    def _knocks(self, now: datetime) -> bool:
        return self._next_knock is None or not now < self._next_knock <= now + PROBE
