"""Tolls too large for one event: what no attack or accident has done at once is the sum of a war or of many years."""

from __future__ import annotations

from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.kinds import find_type
from worker.stages.extract.mentions import Mention

BEYOND = 5_000  # no single attack or accident since 1945 has killed as many in a day; quakes, floods, storms and epidemics have
_NATURAL = frozenset({"earthquake", "tsunami", "flood", "storm", "landslide", "volcano", "heatwave", "drought", "epidemic"})


def mark_beyond(mentions: Sequence[Mention], title: str) -> None:
    """Deaths beyond one event that no force of nature explains are cumulative."""
    for m in mentions:
        large = m.kind is Kind.KILLED and m.counts and m.count.best >= BEYOND
        if large and not _NATURAL.intersection((find_type([title]), find_type([m.sentence.text]))):
            m.scope, m.reason = Scope.CUMULATIVE, "beyond one event"
