"""Articles that speak of an event without a figure of its own: a text without any, or the sum of several events."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from worker.store.schema import events, mentions


def save(conn: Connection, article_id: int, event_id: int, score: float) -> None:
    conn.execute(insert(mentions).values(article_id=article_id, event_id=event_id, link_score=score))


def forget(conn: Connection, article_id: int) -> None:
    """Before a revision of the article is read."""
    conn.execute(delete(mentions).where(mentions.c.article_id == article_id))


def of(conn: Connection, event_id: int) -> list[int]:
    """The articles that speak of an event, or of one that a person merged into it."""
    mine = select(events.c.id).where((events.c.id == event_id) | (events.c.merged_into == event_id))
    query = select(mentions.c.article_id).distinct().where(mentions.c.event_id.in_(mine)).order_by(mentions.c.article_id)
    return list(conn.execute(query).scalars())
