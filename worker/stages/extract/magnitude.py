"""Tolls that are no single event's, or nothing new: what no attack or accident has done at once, what is laid at somebody's door
over time, and a toll that "remains at" what it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.kinds import find_type
from worker.stages.extract.mentions import Mention

BEYOND = 5_000  # no single attack or accident since 1945 has killed as many in a day; quakes, floods, storms and epidemics have
_NATURAL = frozenset({"earthquake", "tsunami", "flood", "storm", "landslide", "volcano", "heatwave", "drought", "epidemic"})
_SPREADS = _NATURAL | {"poisoning"}  # a cause may well be linked to the deaths of one event
_UNCHANGED = re.compile(r"\btoll (?:still )?(?:remains|remained|stays|stayed) (?:unchanged )?at\b", re.IGNORECASE)


def mark_sums(mentions: Sequence[Mention], title: str) -> None:
    for m in mentions:
        if m.kind is not Kind.KILLED or not m.counts or m.count.best < 2:
            continue
        types = {find_type([title]), find_type([m.sentence.text])}
        if m.count.best >= BEYOND and not types & _NATURAL:
            m.scope, m.reason = Scope.CUMULATIVE, "beyond one event"
        elif m.sentence.low[max(0, m.start - 2) : m.start] == ["linked", "to"] and not types & _SPREADS:
            m.scope, m.reason = Scope.CUMULATIVE, "linked to"
        elif m.total and _UNCHANGED.search(m.sentence.text):
            m.scope, m.reason = Scope.BACKGROUND, "unchanged toll"
