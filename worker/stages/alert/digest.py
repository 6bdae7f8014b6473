"""Which alerts of one channel go out together: a storm of them becomes digests, and none is lost or waits for long."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DIGEST_MOST = 30  # alerts of one digest: what both kinds of channel can show within their limits


@dataclass
class Pace:
    """Single messages until `most` were sent within `window`; then whatever is due together, window/most apart."""

    most: int
    window: timedelta
    gap: timedelta  # between any two messages
    _sent: deque[datetime] = field(default_factory=deque)
    _last: datetime | None = None

    def remember(self, times: Iterable[datetime]) -> None:
        """What was sent before this process began."""
        self._sent.extend(times)
        self._last = max(self._sent, default=None)

    def tried(self, now: datetime, sent: bool) -> None:
        self._last = now
        if sent:
            self._sent.append(now)

    def wait(self, now: datetime) -> timedelta:
        """How long nothing may be sent yet."""
        if self._last is None or self._last > now:  # the clock was set back
            return timedelta(0)
        gap = self.gap if self._room(now) > 0 else max(self.gap, self.window / self.most)
        return max(self._last + gap - now, timedelta(0))

    def batch(self, due: int, now: datetime) -> int:
        """How many deliveries go into the next message."""
        return 1 if due <= max(self._room(now), 1) else DIGEST_MOST

    def _room(self, now: datetime) -> int:
        while self._sent and not now - self.window < self._sent[0] <= now:
            self._sent.popleft()
        return self.most - len(self._sent)


def messages(times: Sequence[datetime], most: int, window: timedelta) -> list[tuple[datetime, range]]:
    """When alerts that were decided at `times`, in order, would go out, and which of them together: positions in `times`."""
    pace, sent, done = Pace(most, window, timedelta(0)), list[tuple[datetime, range]](), 0
    while done < len(times):
        now = times[done] if not sent else max(times[done], sent[-1][0])
        now += pace.wait(now)
        due = bisect_right(times, now) - done
        size = min(pace.batch(due, now), due)
        sent.append((now, range(done, done + size)))
        pace.tried(now, sent=True)
        done += size
    return sent
