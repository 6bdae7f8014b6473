"""Copies of texts: signatures, and the bands that find them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, BindParameter, Connection, bindparam, delete, func, insert, select

from worker.stages.link.copies import KnownText, Signature, pack, unpack
from worker.store.schema import UtcDateTime, copy_bands, signatures

MAX_CANDIDATES = 20


def find(conn: Connection, signature: Signature, article_id: int, since: datetime) -> list[KnownText]:
    """Texts first seen after `since` that `signature` may be a copy of; `article_id` is the article itself."""
    values = {"bands": signature.bands, "text_hash": signature.text_hash, "since": since, "itself": article_id}
    rows = conn.execute(_FIND, values)
    return [KnownText(row.article_id, row.family, row.text_hash, unpack(row.shingles)) for row in rows]


_SINCE: BindParameter[datetime] = bindparam("since", type_=UtcDateTime)
_ITSELF: BindParameter[int] = bindparam("itself", type_=BigInteger)
_ALIKE = (
    select(copy_bands.c.article_id)
    .where(copy_bands.c.band.in_(bindparam("bands", expanding=True)), copy_bands.c.seen_at >= _SINCE)
    .where(copy_bands.c.article_id != _ITSELF)
    .group_by(copy_bands.c.article_id)
    .order_by(func.count().desc(), copy_bands.c.article_id)
    .limit(MAX_CANDIDATES)
)
_SAME = (signatures.c.text_hash == bindparam("text_hash")) & (signatures.c.seen_at >= _SINCE)
_FIND = (
    select(signatures)
    .where(signatures.c.article_id.in_(_ALIKE) | _SAME, signatures.c.article_id != _ITSELF)
    .order_by(signatures.c.article_id)
    .limit(2 * MAX_CANDIDATES)
)
_ADD, _ADD_BANDS = insert(signatures), insert(copy_bands)


def save(conn: Connection, article_id: int, family: int, signature: Signature, now: datetime) -> None:
    """Remembers the text of an article whose former text is forgotten."""
    values = {
        "article_id": article_id,
        "family": family,
        "text_hash": signature.text_hash,
        "shingles": pack(signature.shingles),
        "seen_at": now,
    }
    conn.execute(_ADD, values)
    if signature.bands:
        conn.execute(_ADD_BANDS, [{"band": band, "article_id": article_id, "seen_at": now} for band in set(signature.bands)])


def forget_article(conn: Connection, article_id: int) -> None:
    """Before a revision's text is remembered."""
    conn.execute(delete(copy_bands).where(copy_bands.c.article_id == article_id))
    conn.execute(delete(signatures).where(signatures.c.article_id == article_id))


def purge(conn: Connection, before: datetime) -> int:
    """Forgets the bands of old texts, so that the index stays as large as the window; signatures of reports stay."""
    return conn.execute(delete(copy_bands).where(copy_bands.c.seen_at < before)).rowcount
