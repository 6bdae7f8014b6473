"""Events, their reports, and their history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, CursorResult, Integer, bindparam, case, delete, insert, select, update

from worker.model import Event, Report
from worker.stages.link.features import Terms
from worker.stages.link.join import OPENING, LinkReason
from worker.store.event_rows import Change, NewReport, ReportRow, event_of, report_of
from worker.store.schema import articles, claims, event_history, events, reports
from worker.store.values import counts_column, counts_of, date_columns, place_column, terms_column

__all__ = [
    "MAX_ACCOUNTS",
    "REPORTS",
    "Change",
    "NewReport",
    "ReportRow",
    "add_report",
    "articles_of",
    "each",
    "event_of",
    "get",
    "history",
    "list_events",
    "move_reports",
    "note",
    "open_event",
    "report_of",
    "reports_by",
    "reports_of",
    "save",
    "set_founder",
    "told_apart",
    "withdraw",
]

MAX_ACCOUNTS = 500  # the newest of one event
_BATCH = 1000  # rows that are in memory while all are read


# --- reading ---------------------------------------------------------------------------------------------------------


def get(conn: Connection, event_id: int) -> Event | None:
    row = conn.execute(_EVENT, {"wanted": event_id}).one_or_none()
    return None if row is None else event_of(row)


def list_events(conn: Connection, limit: int | None = None, since: datetime | None = None) -> list[Event]:
    """Events that still have a report, the latest change first."""
    query = select(events).where(events.c.articles > 0).order_by(events.c.updated_at.desc(), events.c.id.desc()).limit(limit)
    if since is not None:
        query = query.where(events.c.updated_at >= since)
    return [event_of(row) for row in conn.execute(query)]


def each(conn: Connection, since: datetime | None = None) -> Iterator[Event]:
    """Every event that still has a report, the oldest first, however many there are; `since`: changed then or later."""
    query = select(events).where(events.c.articles > 0).order_by(events.c.id).execution_options(yield_per=_BATCH)
    if since is not None:
        query = query.where(events.c.updated_at >= since)
    return (event_of(row) for row in conn.execute(query))


def reports_of(conn: Connection, event_id: int, limit: int = MAX_ACCOUNTS) -> list[ReportRow]:
    """An event's newest reports, the oldest of them first."""
    return [report_of(row) for row in conn.execute(_REPORTS_OF, {"wanted": event_id, "most": limit})][::-1]


def articles_of(conn: Connection, event_id: int) -> list[int]:
    """The articles of all of an event's reports, as they were told."""
    query = select(reports.c.article_id).where(reports.c.event_id == event_id).order_by(reports.c.as_of, reports.c.id)
    return list(dict.fromkeys(conn.execute(query).scalars()))


def reports_by(conn: Connection, article_id: int) -> list[ReportRow]:
    """What one article says, its main event first."""
    return [report_of(row) for row in conn.execute(_REPORTS_BY, {"wanted": article_id})]


def told_apart(conn: Connection, event_id: int, other_id: int) -> bool:
    """Whether one article tells of both events."""
    theirs = select(reports.c.article_id).where(reports.c.event_id == other_id)
    both = select(reports.c.id).where(reports.c.event_id == event_id, reports.c.article_id.in_(theirs)).limit(1)
    return conn.execute(both).first() is not None


def history(conn: Connection, event_id: int) -> list[Change]:
    """How an event's counts came about, the first change first."""
    rows = conn.execute(select(event_history).where(event_history.c.event_id == event_id).order_by(event_history.c.id))
    return [
        Change(
            row.at,
            row.cause,
            row.article_id,
            None if row.counts_before is None else counts_of(row.counts_before),
            counts_of(row.counts_after),
            row.reason,
            row.comment,
        )
        for row in rows
    ]


# Built once: putting such a statement together takes longer than running it.
_WANTED: BindParameter[int] = bindparam("wanted")
_EVENT = select(events).where(events.c.id == _WANTED)
_ARTICLE_COLUMNS = (articles.c.url, articles.c.title, articles.c.host, articles.c.published)
REPORTS = select(reports, *_ARTICLE_COLUMNS).join(articles, articles.c.id == reports.c.article_id)
_REPORTS_OF = (
    REPORTS.where(reports.c.event_id == _WANTED)
    .order_by(reports.c.as_of.desc(), reports.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_REPORTS_BY = REPORTS.where(reports.c.article_id == _WANTED).order_by(reports.c.position)
_OPEN, _ADD_REPORT, _NOTE = insert(events), insert(reports), insert(event_history)
_SAVE = update(events).where(events.c.id == _WANTED)


# --- writing ---------------------------------------------------------------------------------------------------------


def open_event(conn: Connection, report: Report | ReportRow, now: datetime) -> int:
    """A new event that has no report yet; its counts come with `save`."""
    values = {
        "type": report.type,
        "place": place_column(report.place),
        **date_columns(report.date),
        "counts": {},
        "actors": list(report.actors),
        "features": [],
        "created_at": now,
        "updated_at": now,
    }
    return _number(conn.execute(_OPEN, values))


def _number(inserted: CursorResult[Any]) -> int:
    assert inserted.inserted_primary_key is not None
    return int(inserted.inserted_primary_key[0])


def save(conn: Connection, event: Event, terms: Terms | None) -> None:
    """The event as its reports make it now; terms None: they stay."""
    values = {
        "wanted": event.id,
        "type": event.type,
        "place": place_column(event.place),
        **date_columns(event.date),
        "counts": counts_column(event.counts),
        "actors": list(event.actors),
        "articles": event.articles,
        "sources": event.sources,
        "party_only": event.party_only,
        "provisional": event.provisional,
        "updated_at": event.updated_at,
    }
    if terms is not None:
        values["features"] = terms_column(terms)
    conn.execute(_SAVE, values)


def set_founder(conn: Connection, event_id: int, report_id: int | None) -> None:
    conn.execute(update(events).where(events.c.id == event_id).values(founder_id=report_id))


def add_report(conn: Connection, new: NewReport) -> int:
    """Stores what an article says of an event; the report's id."""
    report = new.report
    values = {
        "article_id": new.article_id,
        "event_id": new.event_id,
        "position": new.position,
        "publisher": new.publisher,
        "family": new.family,
        "seen_at": new.seen_at,
        "as_of": new.as_of,
        "type": report.type,
        "place": place_column(report.place),
        **date_columns(report.date),
        "counts": counts_column(report.counts),
        "actors": list(report.actors),
        "perpetrators_killed": report.perpetrators_killed,
        "party_only": report.party_only,
        "update_cue": report.update,
        "official": sorted(new.official),
        "sentence": report.sentence,
        "features": terms_column(new.terms),
        "link_reason": new.link_reason,
        "link_score": new.link_score,
    }
    return _number(conn.execute(_ADD_REPORT, values))


def move_reports(conn: Connection, event_id: int, into: int) -> None:
    """All that was told of one event is told of another, and why, but that it opened one."""
    reason = case((reports.c.link_reason.in_(OPENING), LinkReason.SAME_STORY), else_=reports.c.link_reason)
    moved = update(reports).where(reports.c.event_id == event_id)
    conn.execute(moved.values(event_id=into, settled=None, link_reason=reason))


def withdraw(conn: Connection, article_id: int) -> list[ReportRow]:
    """Takes back everything an article said; what it said is returned."""
    withdrawn = reports_by(conn, article_id)
    conn.execute(delete(claims).where(claims.c.article_id == article_id))
    if withdrawn:
        conn.execute(delete(reports).where(reports.c.article_id == article_id))
    return withdrawn


def note(conn: Connection, event_id: int, change: Change) -> None:
    """Adds to an event's history."""
    values = {
        "event_id": event_id,
        "at": change.at,
        "cause": change.cause,
        "article_id": change.article_id,
        "counts_before": None if change.before is None else counts_column(change.before),
        "counts_after": counts_column(change.after),
        "reason": change.reason,
        "comment": change.comment,
    }
    conn.execute(_NOTE, values)
