"""Stored articles as documents: what replay --days and reprocess read, for as long as [retention] text keeps it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from worker.model import Document
from worker.store.engine import Store
from worker.store.schema import articles, texts

_PAGE = 200  # articles of one transaction: a long replay must not hold up the service


@dataclass(frozen=True, slots=True)
class Archived:
    """A stored text, and how its article ended."""

    article_id: int
    document: Document
    outcome: str | None
    reason: str | None


def count(conn: Connection, since: datetime) -> int:
    return conn.execute(
        select(func.count()).select_from(articles.join(texts)).where(articles.c.first_seen >= since, articles.c.state == "done")
    ).scalar_one()


def read(store: Store, since: datetime) -> Iterator[Archived]:
    """The articles that were first seen since then, as they came; those that are done and whose text is still kept."""
    last: tuple[datetime, int] | None = None
    while True:
        with store.reading() as conn:
            page = _page(conn, since, last)
        yield from page
        if len(page) < _PAGE:
            return
        seen = page[-1].document.seen
        assert seen is not None
        last = seen, page[-1].article_id


def _page(conn: Connection, since: datetime, last: tuple[datetime, int] | None) -> list[Archived]:
    query = select(articles, texts.c.title.label("text_title"), texts.c.body).join(texts)
    query = query.where(articles.c.first_seen >= since, articles.c.state == "done")
    if last is not None:
        seen, article_id = last
        later = and_(articles.c.first_seen == seen, articles.c.id > article_id)
        query = query.where(or_(articles.c.first_seen > seen, later))
    rows = conn.execute(query.order_by(articles.c.first_seen, articles.c.id).limit(_PAGE))
    return [
        Archived(
            row.id,
            Document(
                id=f"a{row.id}",
                title=row.text_title,
                text=zlib.decompress(row.body).decode("utf-8", "surrogatepass"),
                published=row.published,
                seen=row.first_seen,
                url=row.url,
                source=row.publisher,
                first_poll=row.first_poll,
            ),
            row.outcome,
            row.reason,
        )
        for row in rows
    ]
