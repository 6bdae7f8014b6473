"""OPML: lists of feeds, to and from other readers. The file is hostile: no entity is expanded, nothing outside is read."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from xml.parsers import expat

from worker.errors import InputError
from worker.model import FeedConfig

MAX_BYTES = 10 * 1024 * 1024
MAX_FEEDS = 20_000
MAX_URL = 2_000
_MAX_WORDS = 300  # of a name
_OURS = "tollwatch"  # attributes that OPML has no word for carry this prefix


@dataclass(frozen=True, slots=True)
class Outline:
    """What an OPML file lists: a feed, or why it can't be one."""

    url: str
    feed: FeedConfig | None


def is_feed_url(url: str) -> bool:
    return url.lower().startswith(("http://", "https://")) and len(url) <= MAX_URL and not any(c.isspace() for c in url)


# --- in --------------------------------------------------------------------------------------------------------------


def parse(body: bytes) -> list[Outline]:
    """The feeds of an OPML file in its order, each once. InputError where it is none, or was made to do harm."""
    found: dict[str, Outline] = {}
    parser = _parser(found)
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise InputError(f"not OPML: {expat.ErrorString(error.code)}, line {error.lineno}") from None
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise InputError(f"not OPML: {_printable(str(error))[:200]}") from None
    return list(found.values())


def _parser(found: dict[str, Outline]) -> expat.XMLParserType:
    begun = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal begun
        if not begun and name.lower() != "opml":
            raise InputError(f"not OPML: it begins with <{_printable(name)[:80]}>")
        begun = True
        given = {key.lower(): value for key, value in attributes.items()}
        url = given.get("xmlurl", "").strip()
        if name.lower() == "outline" and url and url not in found:
            if len(found) >= MAX_FEEDS:
                raise InputError(f"more than {MAX_FEEDS} feeds")
            found[url] = Outline(url, _feed(url, given) if is_feed_url(url) else None)

    def refuse(*_: object) -> None:
        raise InputError("not read: it declares entities or attributes, which no list of feeds needs")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = parser.AttlistDeclHandler = parser.ExternalEntityRefHandler = refuse  # type: ignore[assignment]
    return parser


def _feed(url: str, given: Mapping[str, str]) -> FeedConfig:
    def words(key: str) -> str | None:
        return _printable(given.get(key, ""))[:_MAX_WORDS].strip() or None

    interval = given.get(f"{_OURS}:interval", "")
    return FeedConfig(
        url,
        name=words("title") or words("text"),
        publisher=words(f"{_OURS}:publisher"),
        country=words(f"{_OURS}:country"),
        language=words("language"),
        interval=timedelta(seconds=int(interval)) if interval.isdecimal() and len(interval) < 8 and int(interval) else None,
        full_text=given.get(f"{_OURS}:fulltext") == "true",
    )


# --- out -------------------------------------------------------------------------------------------------------------


def render(feeds: Iterable[FeedConfig]) -> Iterator[str]:
    """An OPML 2.0 file; what only Tollwatch knows stands in attributes of its own."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<opml version="2.0" xmlns:{_OURS}="urn:tollwatch:opml">\n  <head><title>Tollwatch feeds</title></head>\n  <body>\n'
    for feed in feeds:
        written = "".join(f' {key}="{_escaped(value)}"' for key, value in _attributes(feed).items() if value)
        yield f'    <outline type="rss"{written}/>\n'
    yield "  </body>\n</opml>\n"


def _attributes(feed: FeedConfig) -> dict[str, str | None]:
    return {
        "text": feed.name or feed.url,
        "title": feed.name,
        "xmlUrl": feed.url,
        "language": feed.language,
        f"{_OURS}:publisher": feed.publisher,
        f"{_OURS}:country": feed.country,
        f"{_OURS}:interval": str(round(feed.interval.total_seconds())) if feed.interval else None,
        f"{_OURS}:fullText": "true" if feed.full_text else None,
    }


def _escaped(value: str) -> str:
    return html.escape(_printable(value), quote=True)


def _printable(value: str) -> str:
    """On one line, without what neither XML nor a terminal can hold."""
    return "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in value)
