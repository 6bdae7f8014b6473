"""What people said of articles and events: which belong together and which do not, and the rows that this moves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, literal, select, update

from worker.stages.link.join import LinkReason
from worker.stages.link.rulings import Ruling
from worker.store import sql
from worker.store.schema import cannot_links, events, must_links, reports


def of(conn: Connection, article_id: int) -> Ruling:
    asked = {"article": article_id}
    must = {row.position: row.event_id for row in conn.execute(_MUST, asked)}
    return Ruling(must, frozenset(conn.execute(_CANNOT, asked).scalars()))


_MUST = select(must_links.c.position, must_links.c.event_id).where(must_links.c.article_id == bindparam("article"))
_CANNOT = select(cannot_links.c.event_id).where(cannot_links.c.article_id == bindparam("article"))


def pin(conn: Connection, event_id: int) -> None:
    """Every report that an event has now belongs to it."""
    mine = select(reports.c.article_id, reports.c.position, literal(event_id)).where(reports.c.event_id == event_id)
    adding = sql.insert(conn, must_links).from_select(["article_id", "position", "event_id"], mine)
    conn.execute(
        adding.on_conflict_do_update(index_elements=["article_id", "position"], set_={"event_id": adding.excluded.event_id})
    )


def part(conn: Connection, event_id: int, other_id: int) -> None:
    """No article that one of the two events has now is about the other."""
    for ours, theirs in ((event_id, other_id), (other_id, event_id)):
        told = select(reports.c.article_id, literal(theirs)).where(reports.c.event_id == ours).distinct()
        adding = sql.insert(conn, cannot_links).from_select(["article_id", "event_id"], told)
        conn.execute(adding.on_conflict_do_nothing(index_elements=["article_id", "event_id"]))


def parted(conn: Connection, event_id: int, other_id: int) -> bool:
    """Whether a person said of an article of one of two events that it is not about the other."""
    both = [event_id, other_id]
    told = select(reports.c.article_id).where(reports.c.event_id.in_(both))
    barred = select(cannot_links.c.event_id).where(cannot_links.c.event_id.in_(both), cannot_links.c.article_id.in_(told))
    return conn.execute(barred.limit(1)).first() is not None


def hand_over(conn: Connection, event_ids: Collection[int], into: int) -> None:
    """What was said of events holds for the one that they are merged into; its own articles can't be barred from it."""
    conn.execute(update(must_links).where(must_links.c.event_id.in_(event_ids)).values(event_id=into))
    barred = select(cannot_links.c.article_id, literal(into)).where(cannot_links.c.event_id.in_(event_ids)).distinct()
    adding = sql.insert(conn, cannot_links).from_select(["article_id", "event_id"], barred)
    conn.execute(adding.on_conflict_do_nothing(index_elements=["article_id", "event_id"]))
    conn.execute(delete(cannot_links).where(cannot_links.c.event_id.in_(event_ids)))
    mine = select(reports.c.article_id).where(reports.c.event_id == into)
    conn.execute(delete(cannot_links).where(cannot_links.c.event_id == into, cannot_links.c.article_id.in_(mine)))


# --- the rows that move ----------------------------------------------------------------------------------------------


def move_reports(
    conn: Connection, event_ids: Collection[int], into: int, article_ids: Collection[int] | None = None
) -> list[int]:
    """Reports of events, of all articles or of these, go to another event; their ids."""
    moved = update(reports).where(reports.c.event_id.in_(event_ids))
    if article_ids is not None:
        moved = moved.where(reports.c.article_id.in_(article_ids))
    values = {"event_id": into, "settled": None, "link_reason": str(LinkReason.BY_HAND), "link_score": None}
    return list(conn.execute(moved.values(values).returning(reports.c.id)).scalars())


def retire(conn: Connection, event_ids: Collection[int], into: int, now: datetime) -> None:
    """Events without reports from now on: each of them, and what was merged into it before, stands for `into`."""
    emptied = {"articles": 0, "sources": 0, "merged_into": into, "updated_at": now}
    conn.execute(update(events).where(events.c.id.in_(event_ids)).values(emptied))
    conn.execute(update(events).where(events.c.merged_into.in_(event_ids)).values(merged_into=into))
    first = select(func.min(events.c.created_at)).where(events.c.id.in_([*event_ids, into])).scalar_subquery()
    conn.execute(update(events).where(events.c.id == into).values(created_at=first))


def divide_merged(conn: Connection, event_id: int, new_id: int, report_ids: Collection[int]) -> None:
    """Events that were merged into the one that is split stand for the half that has the report which opened them."""
    mine = (events.c.merged_into == event_id) & events.c.founder_id.in_(report_ids)
    conn.execute(update(events).where(mine).values(merged_into=new_id))


def merged_into(conn: Connection, event_id: int) -> list[int]:
    return list(conn.execute(select(events.c.id).where(events.c.merged_into == event_id).order_by(events.c.id)).scalars())


def ignore(conn: Connection, event_id: int, at: datetime | None) -> None:
    """None: it is watched again."""
    conn.execute(update(events).where(events.c.id == event_id).values(ignored_at=at))
