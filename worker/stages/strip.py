"""Strip: a page becomes title, text, language and date. The only importer of trafilatura."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_to_unicode

from worker.model import Outcome, Stripped
from worker.stages import language, visible
from worker.stages.boilerplate import blank, find_boilerplate, remove
from worker.stages.notarticle import judge_page, judge_text

# It warns about every page that holds no article, which is an outcome here and no news.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)

_MOST_MARKUP = 5_000_000  # characters; the fetcher's own cap is as large
_MOST_TEXT = 200_000  # characters: the longest live blogs have 150,000
_MOST_TAGS = 40_000  # "<" signs; trafilatura takes 50 microseconds for each element
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# libxml2 compares each attribute with all before it: 300,000 on one tag take it 90 seconds.
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{6000,}>")
_MOST_ATTRIBUTES = 400
_PUBLISHED = re.compile(
    r"""["'](?:datePublished|article:published_time)["'](?:\s*:\s*|\s[^<>]{0,80}?content=)["']([^"']{10,40})["']"""
)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})", re.IGNORECASE)
_FIRST_YEAR = 1900  # a template that was not filled in says year 1
_HEAD = 400_000  # characters in which a page says when it was published
_EXPECTED = (LxmlError, ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, AssertionError)


def strip_html(html: str | bytes, url: str = "") -> Stripped:
    """A page's article, without boilerplate lines; claims' offsets point into its text."""
    markup = _CONTROL.sub("", _decode(html)[:_MOST_MARKUP])
    tree = _parse(markup)
    title = _title(tree) if tree is not None else _title_of(markup)
    raw = _article(tree, markup)
    if not raw.strip():
        return Stripped(title, "", None, None, Outcome.NOT_ARTICLE, judge_text(title, "") or _why_empty(markup))
    text = remove(raw, find_boilerplate(raw))
    stripped = _stripped(title, text, _published(markup), judge_text(title, raw))
    reason = "" if stripped.outcome else judge_page(markup, text)
    return replace(stripped, outcome=Outcome.NOT_ARTICLE, reason=reason) if reason else stripped


def strip_text(title: str, text: str) -> Stripped:
    """Plain text as it was given, boilerplate blanked with spaces: offsets into the result are offsets into `text`."""
    if not (title.strip() or text.strip()):
        return Stripped(title, text, None, None, Outcome.NOT_ARTICLE, "empty")
    return _stripped(title, blank(text, find_boilerplate(text)), None, judge_text(title, text))


def _stripped(title: str, text: str, published: datetime | None, reason: str) -> Stripped:
    if reason:
        return Stripped(title, text, None, published, Outcome.NOT_ARTICLE, reason)
    found = language.detect(f"{title}\n{text}")
    if found not in (None, "en"):
        return Stripped(title, text, found, published, Outcome.UNSUPPORTED_LANGUAGE, f"language:{found}")
    return Stripped(title, text, "en", published)


# --- the page ----------------------------------------------------------------------------------------------------------


def _decode(html: str | bytes) -> str:
    if isinstance(html, str):
        return html
    try:
        return html.decode("utf-8-sig")  # bytes that are valid UTF-8 are hardly ever something else, whatever the page says
    except UnicodeDecodeError:
        return str(html_to_unicode(None, html, default_encoding="cp1252")[1])


def _parse(markup: str) -> HtmlElement | None:
    """The page's tree; None where it would cost too much or lose text."""
    if not markup.strip() or markup.count("<") > _MOST_TAGS:
        return None
    # huge_tree lifts the depth below which libxml2 drops text from 256 to 2,048.
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = document_fromstring(_LONG_TAG.sub(_tame, markup).encode("utf-8"), parser=parser)
    except (LxmlError, ValueError):
        return None
    cut_off = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    return None if cut_off else tree


def _tame(tag: re.Match[str]) -> str:
    return tag[0] if len(tag[0].split(None, _MOST_ATTRIBUTES)) < _MOST_ATTRIBUTES else f"<{tag[1]}>"


def _article(tree: HtmlElement | None, markup: str) -> str:
    """The article as trafilatura sees it; the visible prose where there is no tree for it, or it fails."""
    if tree is None:
        return visible.paragraphs(markup, _MOST_TEXT)
    try:
        # Without comments: readers quote other tolls. Token F1 on 100 real pages: .967, .952 with them, .965 favouring precision.
        text = trafilatura.extract(tree, fast=True, include_comments=False)
    except _EXPECTED:
        text = None
    return (text or visible.paragraphs(markup, _MOST_TEXT))[:_MOST_TEXT]


def _why_empty(markup: str) -> str:
    return judge_text("", "\n".join(visible.visible_lines(markup[:_HEAD]))) or judge_page(markup, "").replace(
        "too_short", "empty"
    )


def _title(tree: HtmlElement) -> str:
    """og:title, the first h1 or the title element, without the site's name at its end."""
    site = " ".join(tree.xpath("string(//meta[@property='og:site_name']/@content)").split())
    for path in ("string(//meta[@property='og:title']/@content)", "string(//h1[normalize-space()])", "string(//title)"):
        if title := " ".join(tree.xpath(path).split())[:1000]:
            break
    else:
        return ""
    if site and title.lower().endswith(site.lower()) and len(title) > len(site):
        title = title[: -len(site)].rstrip(" -–—|:•·»/")
    return title


def _title_of(markup: str) -> str:
    """The title element's text where there is no tree."""
    match = _TITLE.search(markup, 0, _HEAD)
    return " ".join(unescape(match[1]).split()) if match else ""


def _published(markup: str) -> datetime | None:
    """When the page says it was published, UTC. Read from the markup: full metadata would cost half as much as the text."""
    says = "datePublished" in markup or "article:published_time" in markup
    match = _PUBLISHED.search(markup, 0, _HEAD) if says else None
    if match is None:
        return None
    try:
        published = datetime.fromisoformat(match[1].strip())
        published = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return published if published.year >= _FIRST_YEAR else None
