"""Which of an event's reports its counts and portrait still ask for: a long event costs no more than a short one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BindParameter, Connection, Integer, bindparam, update

from worker.store.events import MAX_ACCOUNTS, REPORTS, ReportRow, report_of
from worker.store.schema import reports


def load(conn: Connection, event_id: int) -> list[ReportRow]:
    """An event's reports that are not settled, the newest of them, in the order in which they were said."""
    return [report_of(row) for row in conn.execute(_STANDING, {"wanted": event_id, "most": MAX_ACCOUNTS})][::-1]


def settle(conn: Connection, report_ids: Collection[int]) -> None:
    """These are asked for no more, unless what took their place is withdrawn."""
    if report_ids:
        conn.execute(_SETTLE, {"settled_ids": list(report_ids)})


def unsettle(conn: Connection, event_id: int) -> None:
    """A report was withdrawn: all that remain are asked for again."""
    conn.execute(update(reports).where(reports.c.event_id == event_id, reports.c.settled.is_not(None)).values(settled=None))


_WANTED: BindParameter[int] = bindparam("wanted")
_STANDING = (
    REPORTS.where(reports.c.event_id == _WANTED, reports.c.settled.is_(None))
    .order_by(reports.c.as_of.desc(), reports.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_SETTLE = update(reports).where(reports.c.id.in_(bindparam("settled_ids", expanding=True))).values(settled=True)
