"""Copies of texts: signatures, and the bands that find them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Connection, TextClause, bindparam, delete, insert, select, text

from worker.stages.link.copies import KnownText, Signature, pack, unpack
from worker.store.schema import UtcDateTime, copy_bands, signatures

MAX_CANDIDATES = 20
TEXTS_PER_BAND = 12  # the oldest: of a story that a thousand papers copied, its first texts are enough
SAME_TEXTS = 5


def find(conn: Connection, signature: Signature, article_id: int, since: datetime) -> list[KnownText]:
    """Texts first seen after `since` that `signature` may be a copy of; `article_id` is the article itself."""
    bound: dict[str, Any] = {"text_hash": signature.text_hash, "since": since, "itself": article_id}
    found = list(conn.execute(_SAME, bound).scalars())
    if signature.bands:
        bound |= {f"band{number}": band for number, band in enumerate(signature.bands)}
        found += conn.execute(_alike(len(signature.bands)), bound).scalars()
    rows = conn.execute(_TEXTS, {"wanted": found}) if found else ()
    return [KnownText(row.article_id, row.family, row.text_hash, unpack(row.shingles)) for row in rows]


_SINCE: BindParameter[datetime] = bindparam("since", type_=UtcDateTime)
_SAME = (
    select(signatures.c.article_id)
    .where(signatures.c.text_hash == bindparam("text_hash"), signatures.c.seen_at >= _SINCE)
    .where(signatures.c.article_id != bindparam("itself", type_=BigInteger))
    .order_by(signatures.c.article_id)
    .limit(SAME_TEXTS)
)
_TEXTS = (
    select(signatures).where(signatures.c.article_id.in_(bindparam("wanted", expanding=True))).order_by(signatures.c.article_id)
)


@cache
def _alike(bands: int) -> TextClause:
    """One bounded range of the index per band: what it costs does not grow with the copies there are."""
    ranges = " UNION ALL ".join(  # our own words and numbers only
        f"SELECT * FROM (SELECT article_id FROM copy_bands WHERE band = :band{number} AND seen_at >= :since"  # noqa: S608
        f" AND article_id <> :itself ORDER BY article_id LIMIT {TEXTS_PER_BAND}) AS range{number}"
        for number in range(bands)
    )
    query = f"SELECT article_id FROM ({ranges}) AS alike GROUP BY article_id ORDER BY COUNT(*) DESC, article_id LIMIT {MAX_CANDIDATES}"  # noqa: S608
    return text(query).bindparams(bindparam("since", type_=UtcDateTime), bindparam("itself", type_=BigInteger))


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
