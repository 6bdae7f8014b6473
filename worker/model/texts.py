"""Texts on their way: entries of feeds, pages, documents, and what is read in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from worker.model.claims import Extraction, Outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a feed shows it."""

    guid: str | None
    url: str | None
    title: str
    summary: str  # plain text, bounded
    content: str  # plain text of the full content where the feed carries it, else ""
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Stripped:
    """What strip makes of one page. `outcome` is None where `text` is an article that can be read."""

    title: str
    text: str
    language: str | None  # ISO 639-1
    published: datetime | None
    outcome: Outcome | None = None  # not_article or unsupported_language
    reason: str = ""  # consent_page, paywall, too_short, language:fr, ...


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it enters the pipeline: from the store, or a line given to extract or replay."""

    id: str
    title: str = ""
    text: str | None = None  # plain text, given as it is
    html: str | bytes | None = None  # a page; wins over text
    summary: str = ""  # the entry's own words, used where the page can't be read
    published: datetime | None = None
    seen: datetime | None = None  # when it arrived
    url: str = ""
    source: str = ""  # the publisher: what "independent" counts
    first_poll: bool = False  # came with its feed's first poll


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pure half of the pipeline makes of one document: no store, no network, no clock."""

    extraction: Extraction
    title: str
    text: str  # what the claims' offsets point into
    text_from: str  # "page" or "entry"
    language: str | None
