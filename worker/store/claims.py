"""Claims: every statement of a count in an article, in the order of its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from worker.model import Claim
from worker.store.schema import claims


def of(conn: Connection, article_id: int) -> list[Row[Any]]:
    """Every claim of one article in the order of its text: rows of `claims`."""
    return list(conn.execute(select(claims).where(claims.c.article_id == article_id).order_by(claims.c.id)))


_ADD = insert(claims)  # built once


def add(conn: Connection, article_id: int, found: Sequence[Claim], report_of: Mapping[str, int]) -> None:
    """`report_of`: a claim's id within its article -> the report that rests on it."""
    rows = [_row(article_id, claim, report_of.get(claim.id)) for claim in found]
    if rows:
        conn.execute(_ADD, rows)


def _row(article_id: int, claim: Claim, report_id: int | None) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "report_id": report_id,
        "ref": claim.id,
        "kind": str(claim.kind),
        "low": claim.count.low,
        "best": claim.count.best,
        "high": claim.count.high,
        "qualifier": str(claim.count.qualifier),
        "scope": str(claim.scope),
        "realis": str(claim.realis),
        "victim_role": claim.victim.role,
        "victim_side": claim.victim.side,
        "source_name": claim.source.name,
        "source_type": str(claim.source.type),
        "part_of": claim.part_of,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "in_title": claim.in_title,
        "rule": claim.rule,
        "reason": claim.reason,
    }
