"""Link, with the store: an article's reports join events or open them, and each event is made anew from its reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from worker.model import Claim, Event, Kind, Outcome, Qualifier, Reading, Realis, Report, Scope, SourceType
from worker.pipeline.counting import Cause, Changed, refresh
from worker.pipeline.merging import Merged, merge_stories, stands_for
from worker.pipeline.waiting import PATIENCE, Heard, listen, spoken_text, wait
from worker.stages.link.aftermath import is_aftermath
from worker.stages.link.copies import KnownText, Signature, find_originals, sign
from worker.stages.link.features import Profile, Terms, keys, profile, weigh_terms
from worker.stages.link.hours import hour_terms
from worker.stages.link.join import Link, copied, kept, link, mentioned, remembered
from worker.stages.link.marks import mark_terms
from worker.stages.link.rulings import Ruling
from worker.stages.outlets import headline
from worker.stages.published import plausible
from worker.store import Connection, candidates, claims, copies, events, mentions, rulings, waiting
from worker.store.events import NewReport, ReportRow

MEMORY = timedelta(days=365)
WINDOW = timedelta(days=30)  # in which an event and a text can be joined by what comes later
_WITHOUT_FIGURE = (Outcome.NO_CASUALTY, Outcome.STALE)
_AROUND = 300  # characters before and behind its sentence that a report of a round-up is compared by


@dataclass(frozen=True, slots=True)
class Arrival:
    """The article that brings a reading, as far as link and alert ask."""

    id: int
    publisher: str
    first_seen: datetime
    seen_at: datetime  # what it says now
    published: datetime | None
    first_poll: bool = False  # came with its feed's first poll
    revised: bool = False  # it was read before, and says something new

    @property
    def as_of(self) -> datetime:
        """When its figures held: a revision is newer than the first publication; a date that can't be true says nothing."""
        told = plausible(self.published, self.first_seen)
        return self.seen_at if self.revised or told is None else min(told, self.seen_at)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reading with all that link needs of it, computed before the transaction."""

    reading: Reading
    signature: Signature | None  # None where there is no report to link
    terms: tuple[Terms, ...]  # of each report
    spoken: Terms | None = None  # of a text without a figure: it may still speak of an event


@dataclass(frozen=True, slots=True)
class Linked:
    event_ids: tuple[int, ...]  # the main event first
    copy_of: int | None
    reason: str  # why the main event
    changed: tuple[Changed, ...]
    heard: tuple[Heard, ...] = ()  # what came before, and speaks of these events
    merged: tuple[Merged, ...] = ()


def prepare(reading: Reading) -> Prepared:
    """The costly half of linking: it needs nothing but the text."""
    reports = reading.extraction.reports
    terms = tuple(_terms(reading, report, position, len(reports)) for position, report in enumerate(reports))
    if reports:
        return Prepared(reading, sign(reading.title, reading.text), terms)
    read = reading.text and reading.extraction.outcome in _WITHOUT_FIGURE
    return Prepared(reading, None, (), weigh_terms(reading.title, reading.text, "") if read else None)


def _terms(reading: Reading, report: Report, position: int, reports: int) -> Terms:
    """A round-up's title and text speak of several events: there a report has its own paragraph only."""
    title = headline(reading.title) if reports == 1 or position == 0 else ""
    text = reading.text if reports == 1 else _paragraph(reading.text, report.sentence)
    return weigh_terms(title, text, report.sentence) | hour_terms(report.sentence) | mark_terms(title, text, report.sentence)


def _paragraph(text: str, sentence: str) -> str:
    """The paragraph that a sentence stands in, of a long one what lies around it."""
    found = text.find(sentence) if sentence else -1
    if found < 0:
        return ""
    start, end = text.rfind("\n\n", 0, found), text.find("\n\n", found + len(sentence))
    return text[max(start, found - _AROUND, 0) : min(len(text) if end < 0 else end, found + len(sentence) + _AROUND)]


def link_article(conn: Connection, arrival: Arrival, prepared: Prepared, now: datetime) -> Linked:
    """Everything that an article changes about events, written; what it said before is withdrawn first."""
    withdrawn = events.withdraw(conn, arrival.id) if arrival.revised else []
    before: dict[int, Event | None] = {row.event_id: events.get(conn, row.event_id) for row in withdrawn}
    original, links = _choose(conn, arrival, prepared, withdrawn, now)
    family = original.family if original else arrival.id
    for joined in links:
        if joined.event_id is not None and joined.event_id not in before and not joined.parts:
            before[joined.event_id] = events.get(conn, joined.event_id)
    if arrival.revised:
        copies.forget_article(conn, arrival.id)
        mentions.forget(conn, arrival.id)
        waiting.forget(conn, arrival.id)
    event_ids = _write_reports(conn, arrival, prepared, links, family, withdrawn)
    if prepared.signature is not None:
        copies.save(conn, arrival.id, family, prepared.signature, now)
    reported = [event_id for event_id, joined in zip(event_ids, links, strict=True) if not joined.parts]
    touched = dict.fromkeys([*before, *reported])
    cause = Cause(arrival.id, arrival.revised)
    refreshed = {event_id: refresh(conn, event_id, before.get(event_id), cause, now) for event_id in touched}
    merged = merge_stories(conn, arrival.id, zip(event_ids, links, strict=True), refreshed, now)
    told = [part for event_id, joined in zip(event_ids, links, strict=True) for part in joined.parts or (event_id,)]
    event_ids = list(dict.fromkeys(stands_for(event_id, merged) for event_id in told))
    changed = tuple(refreshed.values())
    spoken_of = _speak(conn, arrival, prepared.spoken, now) if prepared.spoken else None
    if spoken_of is not None and spoken_of.event_id is not None:
        return Linked((spoken_of.event_id,), None, str(spoken_of.reason), changed)
    reason = str(links[0].reason) if links else prepared.reading.extraction.reason
    heard = listen(conn, changed, now)
    return Linked(tuple(event_ids), original.article_id if original else None, reason, changed, heard, merged)


# --- where each report goes ------------------------------------------------------------------------------------------


def _choose(
    conn: Connection, arrival: Arrival, prepared: Prepared, withdrawn: Sequence[ReportRow], now: datetime
) -> tuple[KnownText | None, list[Link]]:
    """The text that this one copies, and a link for each report."""
    reports = prepared.reading.extraction.reports
    profiles = [
        replace(profile(report, terms, arrival.as_of), aftermath=is_aftermath(prepared.reading.title, report.sentence))
        for report, terms in zip(reports, prepared.terms, strict=True)
    ]
    original, followed, templates = _follow_original(conn, arrival, prepared, profiles, now)
    if original is None:
        followed = _stay(conn, profiles, withdrawn)
    ruling = rulings.of(conn, arrival.id) if arrival.revised else Ruling()
    barred = templates | ruling.barred()
    links: list[Link] = []
    for position, ours in enumerate(profiles):
        joined = ruling.link(position)
        if joined is None:
            joined = followed.get(position)
            if joined is None or joined.event_id in barred:
                joined = link(ours, candidates.find(conn, keys(ours), now - WINDOW), barred)
            if joined.event_id is None and ours.aftermath:
                joined = remembered(ours, candidates.find(conn, keys(ours), now - MEMORY, heaviest=True), barred) or joined
        if joined.event_id is not None:
            barred |= {joined.event_id, *joined.parts}
        links.append(joined)
    return original, links


def _follow_original(
    conn: Connection, arrival: Arrival, prepared: Prepared, profiles: Sequence[Profile], now: datetime
) -> tuple[KnownText | None, dict[int, Link], set[int]]:
    """The text that this one copies with the links of its reports; else the events that the same template told of others."""
    templates: set[int] = set()
    if prepared.signature is None:
        return None, {}, templates
    known = copies.find(conn, prepared.signature, arrival.id, now - WINDOW)
    for original in find_originals(prepared.signature, known):
        rows = events.reports_by(conn, original.article_id)
        links = _follow(profiles, rows)
        if 0 in links:
            return original, links, set()
        templates |= {row.event_id for row in rows}
    return None, {}, templates


def _follow(profiles: Sequence[Profile], rows: Sequence[ReportRow]) -> dict[int, Link]:
    """Links of a copy's reports to the events of its original's reports in the same positions."""
    told = {row.position: row for row in rows}
    links = {at: copied(ours, told[at].profile, told[at].event_id) for at, ours in enumerate(profiles) if at in told}
    return {position: joined for position, joined in links.items() if joined is not None}


def _stay(conn: Connection, profiles: Sequence[Profile], withdrawn: Sequence[ReportRow]) -> dict[int, Link]:
    """Links of a revised article's reports to the events that it told of before, in the same positions."""
    loaded = candidates.load(conn, {row.event_id for row in withdrawn})
    told = {row.position: loaded[row.event_id] for row in withdrawn if row.event_id in loaded}
    links = {position: kept(ours, told[position]) for position, ours in enumerate(profiles) if position in told}
    return {position: joined for position, joined in links.items() if joined is not None}


def _speak(conn: Connection, arrival: Arrival, spoken: Terms, now: datetime) -> Link:
    """The event that a text without a figure speaks of, noted as that: its counts, sources and looks stay as they are.

    Where none is known, the text waits for one to open.
    """
    text = spoken_text(spoken, arrival.as_of)
    barred = rulings.of(conn, arrival.id).cannot if arrival.revised else frozenset[int]()
    joined = mentioned(text, candidates.find(conn, keys(text), now - WINDOW), barred)
    if joined.event_id is not None and joined.score is not None:
        mentions.save(conn, arrival.id, joined.event_id, joined.score.total)
    else:
        wait(conn, arrival.id, text, arrival.as_of, now)
    return joined


# --- what is written -------------------------------------------------------------------------------------------------


def _write_reports(
    conn: Connection,
    arrival: Arrival,
    prepared: Prepared,
    links: Sequence[Link],
    family: int,
    withdrawn: Sequence[ReportRow] = (),
) -> list[int]:
    """Reports and claims of an article; an event is opened where a link has none. The reports' events, in order."""
    extraction = prepared.reading.extraction
    event_ids, report_of = [], dict[str, int]()
    for position, (report, joined) in enumerate(zip(extraction.reports, links, strict=True)):
        if joined.parts:
            event_ids.append(_note_sum(conn, arrival, joined))
            continue
        event_id = joined.event_id if joined.event_id is not None else events.open_event(conn, report, arrival.seen_at)
        new = NewReport(
            article_id=arrival.id,
            event_id=event_id,
            position=position,
            publisher=arrival.publisher,
            family=family,
            seen_at=arrival.seen_at,
            as_of=_held_since(report, event_id, withdrawn, arrival.as_of),
            report=report,
            official=official_kinds(report, extraction.claims),
            terms=prepared.terms[position],
            link_reason=str(joined.reason),
            link_score=joined.score.total if joined.score else None,
        )
        report_of |= dict.fromkeys(report.claims, events.add_report(conn, new))
        event_ids.append(event_id)
    claims.add(conn, arrival.id, extraction.claims, report_of)
    return event_ids


def _held_since(report: Report, event_id: int, withdrawn: Sequence[ReportRow], as_of: datetime) -> datetime:
    """A revision that says the same of an event again (a picture was added) is no newer word than it was: others have corrected it."""
    same = (row.as_of for row in withdrawn if row.event_id == event_id and row.counts == report.counts)
    return min(same, default=as_of)


def _note_sum(conn: Connection, arrival: Arrival, joined: Link) -> int:
    """A sum speaks of its events, and changes none; the first of them."""
    for event_id in joined.parts:
        mentions.save(conn, arrival.id, event_id, 1.0)
    return joined.parts[0]


def official_kinds(report: Report, claims: Sequence[Claim]) -> frozenset[Kind]:
    """The kinds whose figure an authority or a hospital states exactly: they may lower what was known."""
    return frozenset(
        claim.kind
        for claim in claims
        if claim.id in report.claims
        and claim.source.type in (SourceType.OFFICIAL, SourceType.HOSPITAL)
        and (claim.scope, claim.realis) == (Scope.EVENT, Realis.ACTUAL)
        and claim.count.qualifier == Qualifier.EXACT
        and claim.kind in report.counts
        and report.counts[claim.kind].best == claim.count.best
    )


def forget(conn: Connection, now: datetime) -> int:
    """Takes what has left the window out of the indexes, so that a search costs the same however old the ledger is; how many rows."""
    return (
        candidates.purge(conn, now - WINDOW, now - MEMORY)
        + copies.purge(conn, now - WINDOW)
        + waiting.purge(conn, now - PATIENCE)
    )
