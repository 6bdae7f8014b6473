"""What flows through Tollwatch: frozen dataclasses and the words they may hold.

Everything here is plain data. Counts are numbers of people, times are timezone-aware UTC, offsets are character offsets.
"""

from worker.model.claims import (
    COUNTED_KINDS,
    EVENT_TYPES,
    Claim,
    Count,
    Counts,
    DatePrecision,
    DateSpan,
    Extraction,
    Kind,
    Outcome,
    Place,
    PlacePrecision,
    Qualifier,
    Realis,
    Report,
    Scope,
    Source,
    SourceType,
    Victim,
)
from worker.model.configured import Channel, FeedConfig, Rule
from worker.model.events import AlertKind, Event, event_name
from worker.model.texts import Document, Entry, Reading, Stripped

__all__ = [
    "COUNTED_KINDS",
    "EVENT_TYPES",
    "AlertKind",
    "Channel",
    "Claim",
    "Count",
    "Counts",
    "DatePrecision",
    "DateSpan",
    "Document",
    "Entry",
    "Event",
    "Extraction",
    "FeedConfig",
    "Kind",
    "Outcome",
    "Place",
    "PlacePrecision",
    "Qualifier",
    "Reading",
    "Realis",
    "Report",
    "Rule",
    "Scope",
    "Source",
    "SourceType",
    "Stripped",
    "Victim",
    "event_name",
]
