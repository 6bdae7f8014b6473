"""How widely an event is told of: counted from all its reports while they are few, then carried on from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)

from worker.model import Event
from worker.store.events import ReportRow
from worker.store.schema import reports

FEW = 200  # reports that are counted anew each time
ENOUGH = 50  # families: more are not told apart, nor more articles of one publisher looked at


@dataclass(frozen=True, slots=True)
class Spread:
    articles: int
    families: int  # of copies; of many reports at most ENOUGH
    sources: int  # independent publishers: those of the first article of each family


def count(conn: Connection, event_id: int) -> Spread:
    return Spread(*map(int, conn.execute(_SPREAD, {"wanted": event_id}).one()))


def carry_on(conn: Connection, before: Event, added: ReportRow) -> Spread | None:
    """The spread of an event with one article more; None where only counting all of them anew can tell."""
    if before.articles < FEW:
        return None
    asked = {"wanted": before.id, "family": added.family, "itself": added.article_id}
    first = conn.execute(_FIRST_OF_FAMILY, asked).scalar()
    if first is not None and first > added.article_id:
        return None  # it takes the place of its family's first
    new_source = 0 if first is not None else _is_new_source(conn, added)
    if new_source is None:
        return None
    families = conn.execute(_FAMILIES, {"wanted": before.id}).scalar_one()
    return Spread(before.articles + 1, families, before.sources + new_source)


def _is_new_source(conn: Connection, added: ReportRow) -> int | None:
    """Whether no family of the event begins with the publisher of an article that begins one; None: too many to look at."""
    if added.publisher == "":
        return 1
    asked = {"wanted": added.event_id, "publisher": added.publisher, "itself": added.article_id, "most": ENOUGH}
    earlier = conn.execute(_BY_PUBLISHER, asked).all()
    for row in earlier:
        told = {"wanted": added.event_id, "family": row.family, "itself": -1}
        if conn.execute(_FIRST_OF_FAMILY, told).scalar() == row.article_id:
            return 0
    return 1 if len(earlier) < ENOUGH else None


# --- all of them -----------------------------------------------------------------------------------------------------

_WANTED: BindParameter[int] = bindparam("wanted")
_FAMILY_BY_AGE = func.row_number().over(partition_by=reports.c.family, order_by=reports.c.article_id)
_TOLD = (
    select(reports.c.article_id, reports.c.family, reports.c.publisher, _FAMILY_BY_AGE.label("number"))
    .where(reports.c.event_id == _WANTED)
    .subquery()
)
_SOURCE = case((_TOLD.c.publisher == "", literal("family ") + cast(_TOLD.c.family, Text)), else_=_TOLD.c.publisher)
_FIRST_SOURCE = case((_TOLD.c.number == 1, _SOURCE))
_SPREAD = select(func.count(_TOLD.c.article_id.distinct()), func.count(_FIRST_SOURCE), func.count(_FIRST_SOURCE.distinct()))

# --- the few that one more asks for: each a short range of an index --------------------------------------------------

_FIRST_OF_FAMILY = select(func.min(reports.c.article_id)).where(
    reports.c.event_id == _WANTED,
    reports.c.family == bindparam("family", type_=BigInteger),
    reports.c.article_id != bindparam("itself", type_=BigInteger),
)
_BY_PUBLISHER = (
    select(reports.c.family, reports.c.article_id)
    .where(reports.c.event_id == _WANTED, reports.c.publisher == bindparam("publisher", type_=Text))
    .where(reports.c.article_id != bindparam("itself", type_=BigInteger))
    .order_by(reports.c.family, reports.c.article_id)
    .limit(bindparam("most", type_=Integer))
)


def _families() -> Select[int]:
    """One step of the index for each family, whatever number of copies it has."""
    first = select(func.min(reports.c.family).label("family"), literal(1).label("number")).where(reports.c.event_id == _WANTED)
    steps = first.cte("families", recursive=True)
    further = select(func.min(reports.c.family)).where(reports.c.event_id == _WANTED, reports.c.family > steps.c.family)
    steps = steps.union_all(
        select(further.scalar_subquery(), steps.c.number + 1).where(steps.c.family.is_not(None), steps.c.number < ENOUGH)
    )
    return select(func.count(steps.c.family))


_FAMILIES = _families()
