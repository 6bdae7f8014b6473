"""Documents of a replay as articles: what the scratch store needs so that events can rest on them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from worker.model import Document, FeedConfig
from worker.store import feeds
from worker.store.schema import articles


def add_source(conn: Connection, now: datetime) -> int:
    """The one feed that all documents of a replay belong to."""
    return feeds.add_feed(conn, FeedConfig(url="replay:documents", publisher="replay"), now)


def add_document(conn: Connection, feed_id: int, document: Document, publisher: str, now: datetime) -> int:
    """One document under its own name."""
    inserted = conn.execute(
        insert(articles).values(
            url=document.url,
            url_key=f"replay:{document.id}",
            host="",
            feed_id=feed_id,
            publisher=publisher,
            title=document.title,
            summary="",
            content="",
            entry_hash="",
            published=document.published,
            first_seen=now,
            state="done",
        )
    )
    assert inserted.inserted_primary_key is not None
    return int(inserted.inserted_primary_key[0])
