"""A page's visible text without a parser: for pages that are too deep, too large or too broken for one.

One pass over the markup, linear in its length whatever it holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|<[!?/][^<>]*>")
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "nav",
        "footer",
        "aside",
        "form",
        "select",
        "button",
        "iframe",
        "textarea",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    ]
)
_SPACES = re.compile(r"[^\S\n]+")


def without_comments(markup: str) -> str:
    """`markup` without comments; one that never ends takes the rest with it."""
    if "<!--" not in markup:
        return markup
    pieces = markup.split("<!--")
    return pieces[0] + " ".join(piece.partition("-->")[2] for piece in pieces[1:])


def visible_lines(markup: str) -> list[str]:
    """The lines a reader would see outside of navigation and forms, in order, whitespace collapsed."""
    text = html.unescape("".join(_seen(without_comments(markup))))
    return [line for raw in text.split("\n") if (line := _SPACES.sub(" ", raw).strip())]


def paragraphs(markup: str, at_most: int) -> str:
    """The visible lines that read like prose, up to `at_most` characters: all that can be told from links without a tree."""
    kept, size = [], 0
    for line in visible_lines(markup):
        if line[-1] not in '.!?"”’)' or line.count(" ") < 5:
            continue
        size += len(line) + 1
        if size > at_most:
            break
        kept.append(line)
    return "\n".join(kept)


def _seen(markup: str) -> Iterator[str]:
    position, hidden = 0, ""
    for match in _TAG.finditer(markup):
        closing, name = match[1], (match[2] or "").lower()
        if hidden:
            if closing and name == hidden:
                hidden, position = "", match.end()
            continue
        # A line break inside of a paragraph's source is a space to the reader.
        yield markup[position : match.start()].replace("\n", " ")
        if name not in _INLINE:
            yield "\n"
        position = match.end()
        if name in _UNSEEN and not closing and not match[0].endswith("/>"):
            hidden = name
    if not hidden:
        yield markup[position:].replace("\n", " ")
