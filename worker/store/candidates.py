"""Which events a report may be about: an index of hashed keys, each asked for its newest events only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, delete, select, text, update

from worker.stages.link.features import Profile
from worker.stages.link.join import Candidate
from worker.store import sql
from worker.store.events import event_of
from worker.store.schema import UtcDateTime, event_features, events, reports
from worker.store.values import counts_of, date_of, place_of, terms_of

MAX_CANDIDATES = 20
LEAST_SHARED = 1.5  # weight of the shared keys: a region alone is not enough
LASTING = (
    2.0  # weight of a key that stays when an event has left the window: its town, and the names that it was told with most
)
EVENTS_PER_KEY = 40  # the newest: a key that very many events share tells none of them apart


def find(conn: Connection, keys: Mapping[int, float], since: datetime, heaviest: bool = False) -> list[Candidate]:
    """Events seen after `since` that share keys with a report, those that share most; by their `heaviest` keys only."""
    if not keys:
        return []
    heavy = LASTING if heaviest else 0.0
    bound: dict[str, Any] = {"since": since, "most": MAX_CANDIDATES, "least": LEAST_SHARED, "heavy": heavy}
    for number, (key, weight) in enumerate(keys.items()):
        bound |= {f"key{number}": key, f"weight{number}": weight}
    found = [row.event_id for row in conn.execute(_candidate_query(len(keys)), bound)]
    loaded = load(conn, found)
    return _with_heirs(conn, [loaded[event_id] for event_id in found])


def _with_heirs(conn: Connection, found: list[Candidate]) -> list[Candidate]:
    """What was merged into another event finds that one as well, and is told of by as many."""
    wanted = {c.event.id for c in found if c.event.merged_into is not None}
    heirs = load(conn, wanted)
    told = {c.event.id for c in found if c.event.merged_into is None}
    grown = [
        replace(c, event=replace(c.event, articles=heirs[c.event.id].event.articles)) if c.event.merged_into in heirs else c
        for c in found
    ]
    return grown + [heir for event_id, heir in sorted(heirs.items()) if event_id not in told]


@cache
def _candidate_query(keys: int) -> TextClause:
    """One bounded range of the index per key: what it costs does not grow with the store."""
    ranges = " UNION ALL ".join(  # our own words and numbers only
        f"SELECT * FROM (SELECT event_id, CAST(:weight{number} AS FLOAT) AS weight FROM event_features"  # noqa: S608
        f" WHERE feature = :key{number} AND seen_at >= :since AND weight >= :heavy ORDER BY seen_at DESC LIMIT {EVENTS_PER_KEY}) AS range{number}"
        for number in range(keys)
    )
    query = f"SELECT event_id FROM ({ranges}) AS shared GROUP BY event_id HAVING SUM(weight) >= :least ORDER BY SUM(weight) DESC, event_id DESC LIMIT :most"  # noqa: S608
    return text(query).bindparams(bindparam("since", type_=UtcDateTime))


def load(conn: Connection, event_ids: Collection[int]) -> dict[int, Candidate]:
    """Events as link compares them: with their terms and the report that opened them."""
    if not event_ids:
        return {}
    rows = conn.execute(_EVENTS, {"wanted": list(event_ids)}).all()
    grown = [row.founder_id for row in rows if row.founder_id is not None and row.articles > 1]
    founders = {row.id: _founder(row) for row in conn.execute(_FOUNDERS, {"wanted": grown})} if grown else {}
    return {row.id: _candidate(row, founders.get(row.founder_id)) for row in rows}


_EVENTS = select(events).where(events.c.id.in_(bindparam("wanted", expanding=True)))
_FOUNDERS = select(reports).where(reports.c.id.in_(bindparam("wanted", expanding=True)))


def _candidate(row: Any, founder: Profile | None) -> Candidate:
    """An event of one report is that report; what fits one that a person merged into another goes to that."""
    event = event_of(row)
    if event.merged_into is not None:
        event = replace(event, id=event.merged_into)
    told = Profile(event.type, event.place, event.date, event.counts, event.actors, terms_of(row.features), event.created_at)
    return Candidate(event, told, founder or told)


def _founder(row: Any) -> Profile:
    return Profile(
        row.type,
        place_of(row.place),
        date_of(row),
        counts_of(row.counts),
        tuple(row.actors),
        terms_of(row.features),
        row.as_of,
    )


def index(conn: Connection, event_id: int, keys: Mapping[int, float], now: datetime, touch: bool) -> None:
    """Makes an event findable by `keys`; `touch`: its older keys count as told just now."""
    if touch:
        conn.execute(update(event_features).where(event_features.c.event_id == event_id).values(seen_at=now))
        merged = select(events.c.id).where(events.c.merged_into == event_id)
        conn.execute(update(event_features).where(event_features.c.event_id.in_(merged)).values(seen_at=now))
    if not keys:
        return
    adding = sql.insert(conn, event_features)
    rows = [{"feature": key, "event_id": event_id, "weight": weight, "seen_at": now} for key, weight in keys.items()]
    conn.execute(adding.on_conflict_do_nothing(index_elements=["feature", "event_id"]), rows)


def unindex(conn: Connection, event_id: int) -> None:
    """An event without reports is no candidate."""
    conn.execute(delete(event_features).where(event_features.c.event_id == event_id))


def purge(conn: Connection, before: datetime, long_before: datetime) -> int:
    """Takes events that nobody told of since `before` out of the index, but for their heaviest keys, which stay longer.

    The events themselves stay.
    """
    keys = event_features.c
    light = delete(event_features).where(keys.seen_at < before, keys.weight < LASTING)
    return conn.execute(light).rowcount + conn.execute(delete(event_features).where(keys.seen_at < long_before)).rowcount
