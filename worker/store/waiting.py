"""Texts without a figure that wait for an event to open: an index of their heaviest terms, asked for the newest only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, delete, insert, select, text

from worker.stages.link.features import Terms
from worker.store.schema import UtcDateTime, waiting_terms, waiting_texts
from worker.store.values import terms_column, terms_of

MOST = 20
LEAST_SHARED = 1.5  # weight of the shared terms, as for candidates
TEXTS_PER_TERM = 40  # the newest


@dataclass(frozen=True, slots=True)
class Waiting:
    article_id: int
    terms: Terms
    as_of: datetime


def add(conn: Connection, waiting: Waiting, found_by: Iterable[int], now: datetime) -> None:
    """Remembers a text that does not wait yet."""
    rows = [{"term": term, "article_id": waiting.article_id, "seen_at": now} for term in found_by]
    if not rows:
        return
    features = terms_column(waiting.terms)
    conn.execute(_ADD, {"article_id": waiting.article_id, "features": features, "as_of": waiting.as_of, "seen_at": now})
    conn.execute(_ADD_TERMS, rows)


_ADD, _ADD_TERMS = insert(waiting_texts), insert(waiting_terms)


def find(conn: Connection, keys: Mapping[int, float], since: datetime) -> list[Waiting]:
    """Texts seen after `since` that share keys with an event, those that share most."""
    bound: dict[str, Any] = {"since": since, "most": MOST, "least": LEAST_SHARED}
    for number, (key, weight) in enumerate(keys.items()):
        bound |= {f"key{number}": key, f"weight{number}": weight}
    found = list(conn.execute(_query(len(keys)), bound).scalars()) if keys else []
    rows = conn.execute(_TEXTS, {"wanted": found}) if found else ()
    return [Waiting(row.article_id, terms_of(row.features), row.as_of) for row in rows]


@cache
def _query(keys: int) -> TextClause:
    """One bounded range of the index per key: what it costs does not grow with the texts that wait."""
    ranges = " UNION ALL ".join(  # our own words and numbers only
        f"SELECT * FROM (SELECT article_id, CAST(:weight{number} AS FLOAT) AS weight FROM waiting_terms"  # noqa: S608
        f" WHERE term = :key{number} AND seen_at >= :since ORDER BY seen_at DESC LIMIT {TEXTS_PER_TERM}) AS range{number}"
        for number in range(keys)
    )
    query = f"SELECT article_id FROM ({ranges}) AS shared GROUP BY article_id HAVING SUM(weight) >= :least ORDER BY SUM(weight) DESC, article_id LIMIT :most"  # noqa: S608
    return text(query).bindparams(bindparam("since", type_=UtcDateTime))


_TEXTS = (
    select(waiting_texts)
    .where(waiting_texts.c.article_id.in_(bindparam("wanted", expanding=True)))
    .order_by(waiting_texts.c.article_id)
)


def forget(conn: Connection, article_id: int) -> None:
    """An article that is read again, or waits no longer."""
    conn.execute(delete(waiting_terms).where(waiting_terms.c.article_id == article_id))
    conn.execute(delete(waiting_texts).where(waiting_texts.c.article_id == article_id))


def purge(conn: Connection, before: datetime) -> int:
    """Forgets the texts that nothing opened for; how many rows."""
    terms = conn.execute(delete(waiting_terms).where(waiting_terms.c.seen_at < before)).rowcount
    return terms + conn.execute(delete(waiting_texts).where(waiting_texts.c.seen_at < before)).rowcount
