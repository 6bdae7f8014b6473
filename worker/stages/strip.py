"""Strip: a page becomes title, text, language and date. The only importer of trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import trafilatura
from lxml.etree import ElementDefaultClassLookup, LxmlError, XPath, strip_elements
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Extractor
from w3lib.encoding import html_to_unicode

from worker.model import Outcome, Stripped
from worker.stages import language, notarticle, visible
from worker.stages.boilerplate import blank, find_boilerplate, remove
from worker.stages.extract.grammar.triggers import has_casualty_word
from worker.stages.notarticle import judge_page, judge_text
from worker.stages.stamps import stamped

# It warns about every page that holds no article, which is an outcome here and no news.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)

_MOST_MARKUP = 5_000_000  # characters; the fetcher's own cap is as large
_MOST_TEXT = 200_000  # characters: the longest live blogs have 150,000
_MOST_TAGS = 40_000  # "<" signs; trafilatura takes 50 microseconds for each element
# What a terminal acts on, as a whole: of "ESC [ 2 J" the number would stay behind and count people.
_ESCAPES = r"\x1b\[[0-?]{0,40}[ -/]{0,9}[@-~]|\x1b\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\)"
_ESCAPE = re.compile(_ESCAPES + r"|\x9b[0-?]{0,40}[ -/]{0,9}[@-~]")
_ESCAPE_BYTES = re.compile(_ESCAPES.encode())
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# libxml2 compares each attribute with all before it: 300,000 on one tag take it 90 seconds.
_LONG = 6000  # bytes
_LONG_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{%d,}>" % _LONG)
_MOST_ATTRIBUTES = 400
# A feed that escapes its text twice: the words keep their places, what an entity leaves over stands behind the whole word.
_ENTITIES = re.compile(r"(?:&(?:#[0-9]{2,5}|#x[0-9a-f]{2,5}|[a-z]{2,8});[^\s&<>]{0,60})+", re.IGNORECASE)
_STRAY = re.compile(r"(?<=[a-z])Â(?=\s)")  # what is left of a space that does not break, read as Latin-1
_MARKUP = re.compile(
    r"</?(?:(?P<block>p|br|ul|ol|li|div|h[1-6]|blockquote|figure|figcaption|table|tr)|a|b|i|em|strong|span|img|u|sup|td)\b[^<>]{0,3000}>",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"""["'](?:datePublished|article:published_time)["'](?:\s*:\s*|\s[^<>]{0,80}?content=)["']([^"']{10,40})["']"""
)
_SITE = XPath("string(//meta[@property='og:site_name']/@content)")
_TITLES = tuple(
    map(XPath, ("string(//meta[@property='og:title']/@content)", "string(//h1[normalize-space()])", "string(//title)"))
)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})", re.IGNORECASE)
_ARTICLE = 3  # whole sentences: what has fewer may be a wall or an index, which strip tells apart
_SENTENCE = 40  # characters of a text between two tags that may be one
_FIRST_YEAR = 1900  # a template that was not filled in says year 1
_HEAD = 400_000  # characters in which a page says when it was published
# Without comments: readers quote other tolls. Token F1 on 100 real pages: .967, .952 with them, .965 favouring precision.
_OPTIONS = Extractor(fast=True, comments=False)  # built once: reading its settings takes 0.2 ms
# What trafilatura copies, walks and throws away in each of its ways to a text.
_NEVER_TEXT = ("style", "svg", "iframe", "noscript", "select", "button", "nav", "footer", "aside", "textarea")
_EMPTY = ("link", "meta", "input", "source", "embed")
_SCRIPTS = XPath("//script")
# What a script of linked data holds where trafilatura reads it: the text of an article, of posts, of what is for sale or shown.
_TOLD_IN_DATA = re.compile(
    'articleBody|reviewBody|recipeInstructions|acceptedAnswer|DiscussionForumPosting|"Product"|"VideoObject"|"HowTo"'
)
# All that any of trafilatura's ways could bring up: text, JSON of articles and of forum posts.
_TEXTS = XPath("//text() | //@data-preloaded", smart_strings=False)
_PLAIN_ELEMENTS = ElementDefaultClassLookup(element=HtmlElement)  # lxml.html's own lookup asks Python about each element
_BACKSLASHED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_EXPECTED = (LxmlError, ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, AssertionError)


def strip_html(html: str | bytes, url: str = "", *, skip: bool = False) -> Stripped:
    """A page's article, without boilerplate lines; claims' offsets point into its text.

    `skip`: prose without a casualty word goes no further: NO_CASUALTY or UNSUPPORTED_LANGUAGE, and no text.
    """
    markup = _decode(html)
    tree = _parse(markup)
    title = _title(tree) if tree is not None else _title_of(markup)
    if tree is not None:
        _prune(tree)
        skipped = _skipped(tree, title, markup) if skip else None
        if skipped is not None:
            return skipped
    raw = _article(tree, markup)
    if not raw.strip():
        return Stripped(title, "", None, None, Outcome.NOT_ARTICLE, judge_text(title, "") or _why_empty(markup))
    text = remove(raw, find_boilerplate(raw))
    stripped = _stripped(title, text, _published(markup) or stamped(raw), judge_text(title, raw))
    reason = "" if stripped.outcome else judge_page(markup, text)
    return replace(stripped, outcome=Outcome.NOT_ARTICLE, reason=reason) if reason else stripped


def strip_text(title: str, text: str) -> Stripped:
    """Plain text as it was given, boilerplate blanked with spaces: offsets into the result are offsets into `text`."""
    if not (title.strip() or text.strip()):
        return Stripped(title, text, None, None, Outcome.NOT_ARTICLE, "empty")
    title, text = without_escapes(title), _STRAY.sub(" ", _without_tags(without_escapes(text)))
    article = blank(text, find_boilerplate(text))
    # Where there is no title, and every line is a caption or a video's teaser, these are all that is told.
    return _stripped(title, article if article.strip() or title.strip() else text, stamped(text), judge_text(title, text))


def _without_tags(text: str) -> str:
    """A description's markup as white space of the same length, block tags as line ends."""
    if "</" not in text and "<br" not in text:
        return text
    return _MARKUP.sub(lambda tag: ("\n" if tag["block"] else " ").ljust(len(tag[0])), text)


def without_escapes(text: str) -> str:
    """`text` with spaces for the sequences that a terminal acts on, and with signs for their entities: offsets stay true."""
    if "&" in text and ";" in text:
        text = _ENTITIES.sub(lambda match: unescape(match[0]).replace("\xa0", " ")[: len(match[0])].ljust(len(match[0])), text)
    return _ESCAPE.sub(lambda match: " " * len(match[0]), text) if "\x1b" in text or "\x9b" in text else text


def _stripped(title: str, text: str, published: datetime | None, reason: str) -> Stripped:
    if reason:
        return Stripped(title, text, None, published, Outcome.NOT_ARTICLE, reason)
    found = language.detect(f"{title}\n{text}")
    if found not in (None, "en"):
        return Stripped(title, text, found, published, Outcome.UNSUPPORTED_LANGUAGE, f"language:{found}")
    return Stripped(title, text, "en", published)


# --- the page ----------------------------------------------------------------------------------------------------------


def _decode(html: str | bytes) -> str:
    """The page's characters, up to a bearable number, without those that no text has."""
    if isinstance(html, bytes):
        try:
            # Bytes that are valid UTF-8 are hardly ever something else, whatever the page says. Taken out of them, control
            # characters cost a quarter.
            plain = _ESCAPE_BYTES.sub(b"", html) if b"\x1b" in html else html
            text = plain.translate(None, _CONTROL_BYTES).decode("utf-8-sig")[:_MOST_MARKUP]
            # To look for them is a tenth of the cost of replacing what is not there.
            return _CONTROL.sub("", text) if "\ufffe" in text or "\uffff" in text else text
        except UnicodeDecodeError:
            html = str(html_to_unicode(None, html, default_encoding="cp1252")[1])
    return _CONTROL.sub("", _ESCAPE.sub("", html[:_MOST_MARKUP]))


def _parse(markup: str) -> HtmlElement | None:
    """The page's tree; None where it would cost too much or lose text."""
    data = markup.encode("utf-8")
    tags = data.split(b"<", _MOST_TAGS + 1)
    if not data or data.isspace() or len(tags) > _MOST_TAGS + 1:
        return None
    if any(len(tag) > _LONG and tag.find(b">") > _LONG for tag in tags):
        data = _LONG_TAG.sub(_tame, data)
    # huge_tree lifts the depth below which libxml2 drops text from 256 to 2,048.
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    parser.set_element_class_lookup(_PLAIN_ELEMENTS)
    try:
        tree = document_fromstring(data, parser=parser)
    except (LxmlError, ValueError):
        return None
    cut_off = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    return None if cut_off else tree


def _tame(tag: re.Match[bytes]) -> bytes:
    return tag[0] if len(tag[0].split(None, _MOST_ATTRIBUTES)) < _MOST_ATTRIBUTES else b"<%b>" % tag[1]


def _prune(tree: HtmlElement) -> None:
    """Takes out early what trafilatura takes out late: a fifth of its time, the same text on 100 real pages."""
    strip_elements(tree, *_NEVER_TEXT, *_EMPTY, with_tail=False)
    for script in _SCRIPTS(tree):
        if script.getparent() is not None and not _tells(script):
            script.drop_tree()


def _tells(script: HtmlElement) -> bool:
    return script.get("type") == "application/ld+json" and _TOLD_IN_DATA.search(script.text or "") is not None


def _skipped(tree: HtmlElement, title: str, markup: str) -> Stripped | None:
    """The page's outcome where it is an article that can be told to report nothing; None where it must be stripped."""
    texts = [text for text in _TEXTS(tree) if not text.isspace()]
    everything = "\n".join([title, *texts, *_across_tags(texts)])
    if has_casualty_word(_BACKSLASHED.sub(" ", everything) if "\\" in everything else everything):
        return None
    prose = "\n".join(text for text in texts if len(text) >= _SENTENCE)
    found = language.detect(prose)
    if found is None or notarticle.shape(prose).sentences < _ARTICLE or judge_text(title, prose):
        return None
    if found != "en":
        return Stripped(title, "", found, None, Outcome.UNSUPPORTED_LANGUAGE, f"language:{found}")
    return Stripped(title, "", "en", _published(markup), Outcome.NO_CASUALTY, "no_casualty_word")


def _across_tags(texts: list[str]) -> Iterator[str]:
    """Texts side by side between which a word goes on: <b>k</b>illed."""
    run: list[str] = []
    for text in texts:
        if run and not (run[-1][-1].isalpha() and text[0].isalpha()):
            if len(run) > 1:
                yield "".join(run)
            run = []
        run.append(text)
    if len(run) > 1:
        yield "".join(run)


def _article(tree: HtmlElement | None, markup: str) -> str:
    """The article as trafilatura sees it; the visible prose where there is no tree for it, or it fails."""
    if tree is None:
        return visible.paragraphs(markup, _MOST_TEXT)
    try:
        text = trafilatura.extract(tree, options=_OPTIONS)
    except _EXPECTED:
        text = None
    return (text or visible.paragraphs(markup, _MOST_TEXT))[:_MOST_TEXT]


def _why_empty(markup: str) -> str:
    return judge_text("", "\n".join(visible.visible_lines(markup[:_HEAD]))) or judge_page(markup, "").replace(
        "too_short", "empty"
    )


def _title(tree: HtmlElement) -> str:
    """og:title, the first h1 or the title element, without the site's name at its end."""
    site = " ".join(_SITE(tree).split())
    for path in _TITLES:
        if title := " ".join(path(tree).split())[:1000]:
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
    says = [at for name in ("datePublished", "article:published_time") if (at := markup.find(name, 0, _HEAD)) > 0]
    match = _PUBLISHED.search(markup, min(says) - 1, _HEAD) if says else None
    if match is None:
        return None
    try:
        published = datetime.fromisoformat(match[1].strip())
        published = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return published if published.year >= _FIRST_YEAR else None
