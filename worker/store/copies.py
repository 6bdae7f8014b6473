"""Copies of texts: signatures, and the bands that find them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, or_, select

from worker.stages.link.copies import KnownText, Signature, pack, unpack
from worker.store.schema import copy_bands, signatures

MAX_CANDIDATES = 20


def find(conn: Connection, signature: Signature, article_id: int, since: datetime) -> list[KnownText]:
    """Texts first seen after `since` that `signature` may be a copy of; `article_id` is the article itself."""
    alike = (
        select(copy_bands.c.article_id)
        .where(copy_bands.c.band.in_(signature.bands), copy_bands.c.seen_at >= since, copy_bands.c.article_id != article_id)
        .group_by(copy_bands.c.article_id)
        .order_by(func.count().desc(), copy_bands.c.article_id)
        .limit(MAX_CANDIDATES)
    )
    same = signatures.c.text_hash == signature.text_hash
    rows = conn.execute(
        select(signatures)
        .where(or_(signatures.c.article_id.in_(alike), same & (signatures.c.seen_at >= since)))
        .where(signatures.c.article_id != article_id)
        .order_by(signatures.c.article_id)
        .limit(2 * MAX_CANDIDATES)
    )
    return [KnownText(row.article_id, row.family, row.text_hash, unpack(row.shingles)) for row in rows]


def save(conn: Connection, article_id: int, family: int, signature: Signature, now: datetime) -> None:
    """Remembers an article's text, in place of what it said before."""
    forget_article(conn, article_id)
    conn.execute(
        insert(signatures).values(
            article_id=article_id,
            family=family,
            text_hash=signature.text_hash,
            shingles=pack(signature.shingles),
            seen_at=now,
        )
    )
    if signature.bands:
        bands = [{"band": band, "article_id": article_id, "seen_at": now} for band in set(signature.bands)]
        conn.execute(insert(copy_bands), bands)


def forget_article(conn: Connection, article_id: int) -> None:
    conn.execute(delete(copy_bands).where(copy_bands.c.article_id == article_id))
    conn.execute(delete(signatures).where(signatures.c.article_id == article_id))


def purge(conn: Connection, before: datetime) -> int:
    """Forgets the bands of old texts, so that the index stays as large as the window; signatures of reports stay."""
    return conn.execute(delete(copy_bands).where(copy_bands.c.seen_at < before)).rowcount
