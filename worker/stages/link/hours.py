"""The part of the day in which something happened: what tells two attacks on one city on one day apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from worker.stages.link.features import Terms, hashed

WEIGHT = 0.5  # as a term: too little to find an event by

_ORDER = ("night", "morning", "afternoon", "evening")
_PART_OF: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("night", "overnight", "midnight"), "night"),
        **dict.fromkeys(("morning", "dawn", "daybreak", "sunrise"), "morning"),
        **dict.fromkeys(("noon", "midday", "lunchtime", "afternoon"), "afternoon"),
        **dict.fromkeys(("evening", "dusk", "sunset", "nightfall"), "evening"),
    }
)
_HOUR = re.compile(rf"\b(?:{'|'.join(_PART_OF)})\b", re.IGNORECASE)
_SPEAKING = re.compile(r"\b(?:said|says|told|announced|reported|update|statement)\b[^,;]*$", re.IGNORECASE)  # when it was said
_BEFORE = 40  # characters in which the saying stands
_TERM = {part: hashed("hour", part) for part in _ORDER}


def hour_terms(sentence: str) -> dict[int, float]:
    """The hours that a sentence gives, as terms: so an event remembers those of its reports."""
    return {_TERM[part]: WEIGHT for part in _parts(sentence)}


def _parts(sentence: str) -> Iterator[str]:
    for match in _HOUR.finditer(sentence):
        if not _SPEAKING.search(sentence[max(0, match.start() - _BEFORE) : match.start()]):
            yield _PART_OF[match[0].lower()]


def other_hour(ours: Terms, theirs: Terms) -> bool:
    """Whether both give hours, and none of ours is theirs or next to one of theirs."""
    mine, yours = _hours(ours), _hours(theirs)
    return bool(mine and yours) and all((one - other) % len(_ORDER) == 2 for one in mine for other in yours)


def _hours(terms: Terms) -> list[int]:
    return [number for number, part in enumerate(_ORDER) if _TERM[part] in terms]
