"""What people did to the queue: the trail of `tollwatch queue drop` and `retry`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from worker.store.schema.columns import Id, Text, UtcDateTime, metadata, pk

queue_acts = Table(  # of each, one of article and delivery is null
    "queue_acts",
    metadata,
    pk(),
    Column("article_id", Id, ForeignKey("articles.id")),
    Column("delivery_id", Id, ForeignKey("deliveries.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("act", Text, nullable=False),  # dropped or retried
    Column("was", Text, nullable=False),  # the state until then; of an article that was done, its outcome
    Column("comment", Text),
    Index("ix_queue_acts_article_id", "article_id"),
    Index("ix_queue_acts_delivery_id", "delivery_id"),
)
