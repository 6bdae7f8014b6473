"""The tables, column by column. Migrations build exactly this; a test compares the two.

Times are stored as naive UTC and come back aware. "Lease" is the pair that claims a row: whoever sets `lease_until` and adds
one to `generation` in a conditional UPDATE owns the row, and writes its result WHERE generation still is what it set.

columns   what every table is made of
news      feeds and articles
ledger    events and what is told of them
alerting  rules, alerts, deliveries
acts      what people did to the queue
"""

from worker.store.schema.acts import queue_acts
from worker.store.schema.alerting import alerts, announced, deliveries, holds, rules, silences
from worker.store.schema.columns import UNSTORABLE, UtcDateTime, metadata
from worker.store.schema.ledger import (
    cannot_links,
    claims,
    copy_bands,
    event_features,
    event_history,
    events,
    mentions,
    must_links,
    reports,
    signatures,
    waiting_terms,
    waiting_texts,
)
from worker.store.schema.news import articles, feeds, pages, sightings, texts

__all__ = [
    "UNSTORABLE",
    "UtcDateTime",
    "alerts",
    "announced",
    "articles",
    "cannot_links",
    "claims",
    "copy_bands",
    "deliveries",
    "event_features",
    "event_history",
    "events",
    "feeds",
    "holds",
    "mentions",
    "metadata",
    "must_links",
    "pages",
    "queue_acts",
    "reports",
    "rules",
    "sightings",
    "signatures",
    "silences",
    "texts",
    "waiting_terms",
    "waiting_texts",
]
