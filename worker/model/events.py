"""Events and the alerts on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from worker.model.claims import Counts, DateSpan, Place


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as the store knows it."""

    id: int  # shown as "e7"
    type: str
    place: Place | None
    date: DateSpan | None
    counts: Counts
    articles: int  # linked articles, copies included
    sources: int  # independent publishers: a family of copies counts once
    created_at: datetime  # first seen
    updated_at: datetime
    party_only: bool = False
    provisional: bool = False  # its newest link is not certain
    actors: tuple[str, ...] = ()
    ignored: bool = False  # by a person: it raises no alert
    merged_into: int | None = None  # by a person: that event has its reports


class AlertKind(StrEnum):
    NEW = "new"
    STEP = "step"
    CORRECTION = "correction"


def event_name(event_id: int) -> str:
    """The name people and programs see: 7 -> "e7"."""
    return f"e{event_id}"
