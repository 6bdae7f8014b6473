"""Link, with the store: an event made anew from the reports that its counts and portrait still ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from worker.model import DateSpan, Event
from worker.stages.link.features import Profile, Terms, harmed_nobody, index_keys, mean_terms
from worker.stages.link.join import LinkReason
from worker.stages.link.ledger import Tally, tally
from worker.stages.link.portrait import Told, portray
from worker.store import Connection, candidates, events, spread, standing
from worker.store.events import Change, ReportRow
from worker.store.spread import Spread

VOICES = 24  # families of copies whose words, place and day make an event's; what comes later repeats them or drifts away
_CLOCKS = timedelta(days=1)  # between the clocks of where it happened and of UTC
_TOUCH = timedelta(hours=1)  # how stale the index may be about when an event was last told of


@dataclass(frozen=True, slots=True)
class Cause:
    """The article that changes an event; `revised`: reports were taken away, all that remain are asked again."""

    article_id: int
    revised: bool


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Reports that come from another event or go to one: what was done, with what, and why."""

    cause: str  # merged, split, split_off: by a person; same_story: by what an article says
    reason: str
    comment: str | None = None  # of the person
    article_id: int | None = None

    revised = True  # reports come and go


@dataclass(frozen=True, slots=True)
class Changed:
    """An event before and after an article, and what its counts rest on now."""

    before: Event | None
    after: Event
    tally: Tally
    reports: tuple[ReportRow, ...]  # those that are still asked for


def refresh(conn: Connection, event_id: int, before: Event | None, by: Cause | Regrouped, now: datetime) -> Changed:
    """An event made anew from its reports, saved, findable, its history kept."""
    if by.revised:
        standing.unsettle(conn, event_id)
    rows = standing.load(conn, event_id)
    counted = tally([row.account for row in rows])
    sure = _tally_of_sure(rows, counted)
    was = before or events.get(conn, event_id)
    assert was is not None
    told = _spread(conn, event_id, before, rows, by)
    known = told.families > VOICES  # how it looks is settled
    voices = () if known and not by.revised else _voices(rows)
    after = replace(
        _portrayed(was, voices),
        counts=counted.counts,
        articles=told.articles,
        sources=told.sources,
        party_only=counted.party_only,
        provisional=sure.counts != counted.counts,
        updated_at=now,
    )
    _save(conn, before, after, voices, now)
    if before is None or by.revised:
        events.set_founder(conn, event_id, rows[0].id if rows else None)
    _note(conn, before, after, rows, by, now)
    asked = counted.asked | sure.asked | (set() if known else {row.article_id for row in voices})
    standing.settle(conn, [row.id for row in rows if row.article_id not in asked])
    return Changed(before, after, counted, tuple(rows))


def _spread(conn: Connection, event_id: int, before: Event | None, rows: Sequence[ReportRow], by: Cause | Regrouped) -> Spread:
    added = [row for row in rows if isinstance(by, Cause) and row.article_id == by.article_id]
    carried = spread.carry_on(conn, before, added[0]) if before and len(added) == 1 and not by.revised else None
    return carried or spread.count(conn, event_id)


def _voices(rows: Sequence[ReportRow]) -> list[ReportRow]:
    """The first report of each of the first families that came, in the order in which they were said."""
    first: dict[int, ReportRow] = {}
    for row in sorted(rows, key=lambda row: row.id):
        first.setdefault(row.family, row)
    chosen = {row.id for row in list(first.values())[:VOICES]}
    return [row for row in rows if row.id in chosen]


def _portrayed(was: Event, voices: Sequence[ReportRow]) -> Event:
    """Without voices, an event looks as it did."""
    if not voices:
        return was
    of_harm = [row for row in voices if not harmed_nobody(row.counts)] or voices
    latest = min(row.as_of for row in voices).date() + _CLOCKS
    portrait = portray(
        [Told(row.family, row.type, row.place, _before(row.date, latest), row.actors, row.terms) for row in of_harm]
    )
    return replace(was, type=portrait.type, place=portrait.place, date=portrait.date, actors=portrait.actors)


def _before(span: DateSpan | None, latest: date) -> DateSpan | None:
    """A day on which the event had been told of is none that it began on."""
    return span if span is None or span.start <= latest else None


def _tally_of_sure(rows: Sequence[ReportRow], counted: Tally) -> Tally:
    """What the reports come to without those that are not surely about this event."""
    sure = [row.account for row in rows if row.link_reason != LinkReason.PROVISIONAL]
    return tally(sure) if len(sure) < len(rows) else counted


def _save(conn: Connection, before: Event | None, after: Event, voices: Sequence[ReportRow], now: datetime) -> None:
    """The event, and what it is found by."""
    terms = mean_terms([row.terms for row in voices]) if voices else None
    events.save(conn, after, terms)
    if after.articles == 0:
        candidates.unindex(conn, after.id)
        return
    told_again = before is not None and now - before.updated_at > _TOUCH
    found_by = _keys(after, terms, now) if terms is not None else {}
    candidates.index(conn, after.id, found_by, now, touch=told_again)


def _keys(event: Event, terms: Terms, now: datetime) -> dict[int, float]:
    return index_keys(Profile(event.type, event.place, event.date, event.counts, event.actors, terms, now))


def _note(
    conn: Connection, before: Event | None, after: Event, rows: Sequence[ReportRow], by: Cause | Regrouped, now: datetime
) -> None:
    """A row of history, where the counts are others than before, and of whatever was regrouped."""
    counts_before = before.counts if before is not None else None
    if isinstance(by, Regrouped):
        events.note(conn, after.id, Change(now, by.cause, by.article_id, counts_before, after.counts, by.reason, by.comment))
        return
    if before is not None and dict(before.counts) == dict(after.counts):
        return
    told = next((row for row in rows if row.article_id == by.article_id), None)
    if before is None:
        cause = "opened"
    elif told is None:
        cause = "report_withdrawn"
    else:
        cause = "revised" if by.revised else "joined"
    why = told.link_reason if told is not None else "withdrawn"
    events.note(conn, after.id, Change(now, cause, by.article_id, counts_before, after.counts, why))
