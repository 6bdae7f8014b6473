"""Events, reports and changes as they are in the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from worker.model import Counts, DateSpan, Event, Kind, Place, Report
from worker.stages.link.features import Profile, Terms
from worker.stages.link.ledger import Account
from worker.store.values import counts_of, date_of, place_of, terms_of


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A stored report, with what listings and evidence need of its article."""

    id: int
    article_id: int
    event_id: int
    position: int
    publisher: str
    family: int
    seen_at: datetime
    as_of: datetime
    type: str
    place: Place | None
    date: DateSpan | None
    counts: Counts
    actors: tuple[str, ...]
    party_only: bool
    update: str | None
    official: frozenset[Kind]
    sentence: str
    terms: Terms
    link_reason: str
    link_score: float | None
    url: str
    title: str
    host: str
    published: datetime | None

    @property
    def account(self) -> Account:
        return Account(
            self.article_id, self.family, self.publisher, self.as_of, self.counts, self.update, self.party_only, self.official
        )

    @property
    def profile(self) -> Profile:
        return Profile(self.type, self.place, self.date, self.counts, self.actors, self.terms, self.as_of, self.update)


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report on its way into the store."""

    article_id: int
    event_id: int
    position: int
    publisher: str
    family: int
    seen_at: datetime
    as_of: datetime
    report: Report
    official: frozenset[Kind]
    terms: Terms
    link_reason: str
    link_score: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A row of an event's history; counts before it was opened are None."""

    at: datetime
    cause: str
    article_id: int | None
    before: Counts | None
    after: Counts
    reason: str
    comment: str | None = None  # of the person who made it


def event_of(row: Any) -> Event:
    """A row of `events`."""
    return Event(
        id=row.id,
        type=row.type,
        place=place_of(row.place),
        date=date_of(row),
        counts=counts_of(row.counts),
        articles=row.articles,
        sources=row.sources,
        created_at=row.created_at,
        updated_at=row.updated_at,
        party_only=row.party_only,
        provisional=row.provisional,
        actors=tuple(row.actors),
        ignored=row.ignored_at is not None,
        merged_into=row.merged_into,
    )


def report_of(row: Any) -> ReportRow:
    """A row of `reports` with its article's url, title, host and date."""
    return ReportRow(
        id=row.id,
        article_id=row.article_id,
        event_id=row.event_id,
        position=row.position,
        publisher=row.publisher,
        family=row.family,
        seen_at=row.seen_at,
        as_of=row.as_of,
        type=row.type,
        place=place_of(row.place),
        date=date_of(row),
        counts=counts_of(row.counts),
        actors=tuple(row.actors),
        party_only=row.party_only,
        update=row.update_cue,
        official=frozenset(Kind(kind) for kind in row.official),
        sentence=row.sentence,
        terms=terms_of(row.features),
        link_reason=row.link_reason,
        link_score=row.link_score,
        url=row.url,
        title=row.title,
        host=row.host,
        published=row.published,
    )
