"""READ FIRST: the stages in order. poll and fetch lie before (worker/poller), deliveries behind (worker/alerter).

strip, extract   read()     pure: a document becomes a reading
link, alert      decide()   in one transaction: reports join events, events are counted again, rules decide
all of it        ingest()   for one stored article, by a worker
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from worker import log
from worker.model import Document, Extraction, Outcome, Reading, Rule, Stripped, event_name
from worker.pipeline.alerting import Policy, Raised, alert, sweep
from worker.pipeline.linking import Arrival, Linked, Prepared, link_article, prepare
from worker.pipeline.merging import Merged
from worker.pipeline.waiting import Heard
from worker.settings import Settings
from worker.stages.extract import Gazetteer, extract
from worker.stages.extract.grammar.triggers import has_casualty_word
from worker.stages.published import plausible
from worker.stages.strip import strip_html, strip_text, without_escapes
from worker.store import Connection, Store, articles
from worker.store.articles import ArticleRow, Finish, PageRow

__all__ = [
    "Arrival",
    "Decided",
    "Heard",
    "Policy",
    "Prepared",
    "Raised",
    "decide",
    "ingest",
    "policy_of",
    "prepare",
    "read",
    "sweep_holds",
]


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one article."""

    event_ids: tuple[int, ...]  # the main event first
    copy_of: int | None
    reason: str
    raised: tuple[Raised, ...]
    heard: tuple[Heard, ...] = ()  # earlier articles that turned out to speak of one of its events
    merged: tuple[Merged, ...] = ()  # events that turned out to be one


# --- strip, extract --------------------------------------------------------------------------------------------------


def read(document: Document, places: Gazetteer, now: datetime | None = None, profile: str = "tollwatch") -> Reading:
    """The page if it can be read, else the entry's own words. `now` dates what nobody dated; `profile`: of vague words."""
    page = _strip(document)
    told = (document.published, page.published if page else None)
    published = next(filter(None, (plausible(date, document.seen) for date in told)), None) or document.seen or now
    reader = partial(extract, published=published, places=places, profile=profile)
    if page is not None and page.outcome is None:
        return _extract(page, document.title, "page", reader)
    entry = strip_text(document.title, document.summary)
    if entry.outcome is None:
        reading = _extract(entry, document.title, "entry", reader)
        if page is None or reading.extraction.outcome == Outcome.REPORTED:
            return reading
    return _unread(page or entry, document.title, "page" if page else "entry")


def _strip(document: Document) -> Stripped | None:
    """None where there is nothing but the entry."""
    if document.html is not None:
        # The entry's words may tell what the page's don't: then both are read in full.
        return strip_html(document.html, document.url, skip=not has_casualty_word(f"{document.title}\n{document.summary}"))
    return strip_text(document.title, document.text) if document.text is not None else None


def _extract(stripped: Stripped, title: str, text_from: str, reader: Callable[[str, str], Extraction]) -> Reading:
    title = without_escapes(title or stripped.title)
    return Reading(reader(title, stripped.text), title, stripped.text, text_from, stripped.language)


def _unread(stripped: Stripped, title: str, text_from: str) -> Reading:
    outcome = stripped.outcome or Outcome.NO_CASUALTY
    extraction = Extraction(outcome, (), (), stripped.reason)
    return Reading(extraction, title or stripped.title, stripped.text, text_from, stripped.language)


# --- link, alert -----------------------------------------------------------------------------------------------------


def decide(conn: Connection, arrival: Arrival, prepared: Prepared, policy: Policy, now: datetime) -> Decided:
    """Inside `store.deciding()`: what is read there stays true until everything is written."""
    linked = link_article(conn, arrival, prepared, now)
    raised = tuple(one for changed in linked.changed for one in alert(conn, changed, policy, now, arrival))
    _log(arrival, linked)
    return Decided(linked.event_ids, linked.copy_of, linked.reason, raised, linked.heard, linked.merged)


def _log(arrival: Arrival, linked: Linked) -> None:
    if linked.event_ids:
        names = [event_name(event_id) for event_id in linked.event_ids]
        log.get(stage="link").info("linked", article=arrival.id, events=names, reason=linked.reason, copy_of=linked.copy_of)


def policy_of(rules: Sequence[Rule], settings: Settings) -> Policy:
    asked = settings.alert
    return Policy(tuple(rules), asked.hold, asked.first_poll_age, asked.digest_after, asked.digest_window)


def sweep_holds(conn: Connection, policy: Policy, now: datetime) -> list[Raised]:
    """Inside `store.deciding()`: decides again what was held until now."""
    return sweep(conn, policy, now)


# --- one stored article ----------------------------------------------------------------------------------------------


class _ClaimLost(Exception):
    """Somebody else owns the article by now: nothing of this attempt is kept."""


def ingest(store: Store, article_id: int, settings: Settings, rules: Sequence[Rule], places: Gazetteer, now: datetime) -> str:
    """The article's outcome; "skipped" where it isn't waiting or somebody else has it. Twice or late, it changes nothing."""
    with store.writing(lasting=False) as conn:
        article = articles.claim(conn, article_id, now, settings.worker.lease)
        page = articles.load_page(conn, article_id) if article else None
    if article is None:
        return "skipped"
    reading = read(document_of(article, page), places, now, settings.extract.profile)
    prepared = prepare(reading)
    try:
        with _deciding(store, article, reading) as conn:
            decided = decide(conn, _arrival(article, now), prepared, policy_of(rules, settings), now)
            if not articles.finish(conn, article, _finish(reading, decided), now):
                raise _ClaimLost
    except _ClaimLost:
        return "skipped"
    return str(reading.extraction.outcome)


def _deciding(store: Store, article: ArticleRow, reading: Reading) -> AbstractContextManager[Connection]:
    """An article that reports nothing, and never did, has nothing to decide: lost to a power cut, it is read again."""
    quiet = not reading.extraction.reports and article.processed_at is None
    return store.writing(lasting=False) if quiet else store.deciding()


def document_of(article: ArticleRow, page: PageRow | None) -> Document:
    """A stored article as the pipeline reads it: its page, else the full text its feed carries, else its summary."""
    return Document(
        id=str(article.id),
        title=article.title,
        text=article.content or None,
        html=page.body if page else None,
        summary=article.summary,
        published=article.published,
        seen=article.first_seen,
        url=page.final_url if page else article.url,
        source=article.publisher,
    )


def _arrival(article: ArticleRow, now: datetime) -> Arrival:
    revised = article.processed_at is not None
    return Arrival(
        id=article.id,
        publisher=article.publisher,
        first_seen=article.first_seen,
        seen_at=now if revised else article.first_seen,
        published=article.published,
        first_poll=article.first_poll,
        revised=revised,
    )


def _finish(reading: Reading, decided: Decided) -> Finish:
    return Finish(
        outcome=str(reading.extraction.outcome),
        reason=reading.extraction.reason,
        text_from=reading.text_from,
        language=reading.language,
        copy_of=decided.copy_of,
        text_title=reading.title,
        text=reading.text,
    )
