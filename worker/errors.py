"""Every error Tollwatch raises on purpose.

    TollwatchError
    +-- ConfigError            a file of config/ or an environment variable is wrong; the message names it
    +-- InputError             what was given on the command line can't be used
    +-- StoreError
    |   +-- StoreUnavailable   no database there
    |   +-- StoreOutdated      the schema isn't at this version: `tollwatch db upgrade`
    +-- QueueError
    |   +-- QueueUnavailable   no Redis there
    |   +-- QueueUnsafe        this Redis would drop jobs, or is open to strangers
    +-- GazetteerMissing       the index of place names is not there and can't be built
    +-- LockHeld               another service runs on this data directory
    +-- FetchError             a page or feed could not be had
    |   +-- AddressRefused     private, loopback or otherwise not public
    |   +-- TooLarge           past the cap on decoded bytes
    |   +-- BadEncoding        a content coding that was not asked for, or broken
    |   +-- Truncated          ended before it was complete
    |   +-- TimedOut           past the deadline
    |   +-- BadRedirect        too many, or to a scheme or port that is not allowed
    |   +-- Unreachable        DNS, connect, TLS or protocol failure
    +-- DeliveryError          an endpoint did not take an alert
        +-- DeliveryRefused    it answered that it doesn't want this message: few more tries

`permanent` answers "will it ever work if nothing changes?".
"""

from __future__ import annotations


class TollwatchError(Exception):
    """The root; `hint` says what to do."""

    permanent = True

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(TollwatchError):
    pass


class InputError(TollwatchError):
    pass


class StoreError(TollwatchError):
    pass


class StoreUnavailable(StoreError):
    permanent = False


class StoreOutdated(StoreError):
    pass


class QueueError(TollwatchError):
    pass


class QueueUnavailable(QueueError):
    permanent = False


class QueueUnsafe(QueueError):
    pass


class GazetteerMissing(TollwatchError):
    pass


class LockHeld(TollwatchError):
    pass


class FetchError(TollwatchError):
    """`reason` is the word that listings, logs and metrics use; `sent`: the request may have reached the server."""

    permanent = False
    reason = "failed"
    sent = False


class AddressRefused(FetchError):
    permanent = True
    reason = "address_refused"


class TooLarge(FetchError):
    permanent = True
    reason = "too_large"


class BadEncoding(FetchError):
    reason = "bad_encoding"


class Truncated(FetchError):
    reason = "truncated"


class TimedOut(FetchError):
    reason = "timeout"


class BadRedirect(FetchError):
    permanent = True
    reason = "bad_redirect"


class Unreachable(FetchError):
    reason = "unreachable"


class DeliveryError(TollwatchError):
    """An endpoint did not take an alert. `uncertain`: it may have, the answer was lost. `retry_after`: seconds."""

    permanent = False

    def __init__(
        self, message: str, *, permanent: bool = False, uncertain: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.uncertain = uncertain
        self.retry_after = retry_after


class DeliveryRefused(DeliveryError):
    pass
