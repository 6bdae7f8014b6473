"""Markup of a feed -> plain text, in time linear in its length whatever it holds."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(/?+)([a-zA-Z][a-zA-Z0-9:]*+)[^<>]*+>|<[!?][^<>]*+>")
_BLOCKS = frozenset(
    "address article aside blockquote br dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tr ul".split()
)
_SPACED = frozenset(("td", "th", "img", "option"))
_HIDDEN = frozenset(("script", "style", "template"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BLANK = re.compile(r"[^\S\n]++")
_LINES = re.compile(r" ?\n[ \n]*+")


def plain_text(value: str, limit: int, *, markup: bool) -> str:
    """At most `limit` characters of `value`, paragraphs on lines of their own; `markup`: it is HTML, not text."""
    value = value[: limit * 10]  # markup is rarely nine tenths of a text
    if markup:
        value = html.unescape(_without_tags(_without_comments(value)))
    else:
        value = re.sub(r"\r\n?+", "\n", value)
        value = re.sub(r"(?<!\n)\n(?!\n)", " ", value)  # a wrapped line, not a paragraph
    value = _BLANK.sub(" ", _CONTROL.sub("", value))
    return _LINES.sub("\n", value).strip()[:limit].rstrip()


def one_line(value: str, limit: int, *, markup: bool) -> str:
    """plain_text for a title."""
    return " ".join(plain_text(value, limit, markup=markup).split())


def _without_comments(value: str) -> str:
    first, *rest = value.split("<!--")
    return first + "".join(part[part.find("-->") + 3 :] if "-->" in part else part for part in rest)


def _without_tags(value: str) -> str:
    pieces: list[str] = []
    position = 0
    hidden = ""  # the script or style that we are in
    value = value.replace("\n", " ").replace("\r", " ")
    for tag in _TAG.finditer(value):
        name = (tag[2] or "").lower()
        if not hidden:
            pieces.append(value[position : tag.start()])
            pieces.append("\n" if name in _BLOCKS else " " if name in _SPACED else "")
        position = tag.end()
        if hidden == name and tag[1]:
            hidden = ""
        elif name in _HIDDEN and not hidden and not tag[1]:
            hidden = name
    if not hidden:
        pieces.append(value[position:])
    return "".join(pieces)
