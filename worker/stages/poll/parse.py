"""Feed bytes -> entries as plain text, however broken or hostile the bytes."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from worker.model import Entry
from worker.stages.fetch import canonical_url
from worker.stages.poll.guard import refusal, trim
from worker.stages.poll.plain import one_line, plain_text

TITLE_LIMIT, SUMMARY_LIMIT, CONTENT_LIMIT = 1_000, 20_000, 200_000
_NAME_LIMIT = 2_000  # of guids and URLs
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_FUTURE = timedelta(minutes=15)  # clocks differ by so much; more is wrong or made up
_LONGEST_TTL = timedelta(days=7)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(r"""^(\s*<\?xml[^<>]*?)\s+encoding\s*=\s*["'][^"'<>]*["']""")
_LOOSE_DATE = re.compile(
    r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3})[a-z]* (?P<year>\d{4}) (?P<time>\d{1,2}:\d{1,2}(?::\d{1,2})?)"
    r"(?: (?:GMT|UTC)(?P<hours>[+-]\d{1,2}))?$"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

_Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a body holds. `kind`: feed, empty (no bytes at all) or not_a_feed; `reason` says why it is not a feed."""

    kind: str
    reason: str = ""
    title: str = ""
    entries: tuple[Entry, ...] = ()
    dropped: int = 0  # items past the cap
    malformed: bool = False
    ttl: timedelta | None = None


def parse_feed(body: bytes, content_type: str, base_url: str, max_entries: int) -> ParsedFeed:
    """The feed in `body`; costs CPU in proportion to hostility, so call it in a process that may be killed."""
    if not body.strip(b" \t\r\n\0"):
        return ParsedFeed("empty", "empty_body")
    body, content_type = _decode_marked(body, content_type)
    if reason := _not_a_feed(body) or refusal(body):
        return ParsedFeed("not_a_feed", reason)
    body, dropped = trim(body, max_entries)
    headers = {"content-type": content_type or "application/xml"}
    # BytesIO only: feedparser opens a str or bytes that looks like a path or URL. Markup is stripped by plain_text, not cleaned.
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        return ParsedFeed("not_a_feed", "unknown_format")
    entries = tuple(entry for item in parsed.entries if (entry := _entry(item, base_url)))
    title = _text(parsed.feed, "title", TITLE_LIMIT)
    return ParsedFeed(
        "feed",
        title=title,
        entries=entries[:max_entries],
        dropped=dropped + len(entries[max_entries:]),
        malformed=_malformed(parsed),
        ttl=_ttl(parsed.feed),
    )


def clamp_published(published: datetime | None, now: datetime) -> datetime | None:
    """A date from the future says nothing about when a story was published."""
    return published if published and published <= now + _FUTURE else None


def _decode_marked(body: bytes, content_type: str) -> tuple[bytes, str]:
    """A byte order mark wins over what header and declaration say; feedparser takes UTF-16 for UTF-8 with NULs in it."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            return _DECLARED.sub(r"\1", text, count=1).encode("utf-8", "replace"), "application/xml; charset=utf-8"
    return body, content_type


def _not_a_feed(body: bytes) -> str | None:
    start = body[:1024].replace(b"\0", b"").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    return "json" if start.startswith((b"{", b"[")) else None


def _malformed(parsed: _Item) -> bool:
    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return bool(parsed["bozo"]) and not isinstance(parsed.get("bozo_exception"), harmless)


def _entry(item: _Item, base_url: str) -> Entry | None:
    entry = Entry(
        guid=str(_get(item, "id") or "").strip()[:_NAME_LIMIT] or None,
        url=_link(item, base_url),
        title=_text(item, "title", TITLE_LIMIT),
        summary=_text(item, "summary", SUMMARY_LIMIT),
        content=_content(item),
        published=_published(item),
    )
    return entry if entry.title or entry.summary or entry.content or entry.url else None


def _text(item: _Item, name: str, limit: int) -> str:
    value = _get(item, name)
    if not isinstance(value, str):
        return ""
    detail = _get(item, f"{name}_detail") or {}
    markup = _get(detail, "type") != "text/plain"
    return (one_line if name == "title" else plain_text)(value, limit, markup=markup)


def _content(item: _Item) -> str:
    """The longest of an entry's bodies that are words."""
    bodies = [body for body in _get(item, "content") or () if str(body.get("type", "")).startswith(("text/", "application/x"))]
    longest = max(bodies, key=lambda body: len(body.get("value") or ""), default=None)
    if longest is None:
        return ""
    return plain_text(longest.get("value") or "", CONTENT_LIMIT, markup=longest.get("type") != "text/plain")


def _link(item: _Item, base_url: str) -> str | None:
    """The first usable of: the publisher's own link behind a feed service, the entry's link, its alternates; canonical."""
    alternates = [link.get("href") for link in _get(item, "links") or () if link.get("rel") == "alternate"]
    for candidate in (_get(item, "feedburner_origlink"), _get(item, "link"), *alternates):
        if isinstance(candidate, str) and len(candidate) <= _NAME_LIMIT and (url := canonical_url(candidate, base_url)):
            return url
    return None


def _published(item: _Item) -> datetime | None:
    for name in ("published", "updated", "created"):
        when = _get(item, f"{name}_parsed")
        if when is None:
            when = _loose_date(_get(item, name))
        if when is not None:
            year, month, day, hour, minute, second = when[:6]
            try:
                published = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)  # leap seconds
            except ValueError:
                continue
            return published if published >= _EARLIEST else None
    return None


def _loose_date(text: object) -> tuple[int, ...] | None:
    """What feedparser can't read but sites write: "Mon,2 Mar 2026 4:35:5 GMT+9"."""
    found = _LOOSE_DATE.search(text) if isinstance(text, str) and len(text) < 60 else None
    if found is None or found["month"].lower() not in _MONTHS:
        return None
    hour, minute, second = ([int(part) for part in found["time"].split(":")] + [0])[:3]
    try:
        month = _MONTHS.index(found["month"].lower()) + 1
        local = datetime(int(found["year"]), month, int(found["day"]), hour, minute, second, tzinfo=UTC)
        return (local - timedelta(hours=int(found["hours"] or 0))).timetuple()[:6]
    except (ValueError, OverflowError):
        return None


def _ttl(feed: _Item) -> timedelta | None:
    value = str(_get(feed, "ttl") or "").strip()
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        return None
    return min(timedelta(minutes=int(value)), _LONGEST_TTL) or None


def _get(item: _Item, name: str) -> Any:
    """feedparser's dicts fall back from one name to another, with warnings, when they are asked directly."""
    return dict.get(item, name)
