"""Headlines of other reports that stand between a report's paragraphs: lines without a full stop that share no word with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from worker.model import Scope
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import Mention

_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
_TIMED = re.compile(r"\d{1,2}:\d\d [A-Z]")  # 1:43 Mayor opens bridge: one of a list of films
_LINK = re.compile(
    r"(?:^|[\s\[(])(?:(?i:read (?:more|also|next)|related(?: stor(?:y|ies))?|see also|also read|more news|previous story)|More|MORE|Crime|Watch|WATCH):\s"
)
_UPDATE = re.compile(r"updated?\b", re.IGNORECASE)  # of this report, at whichever end of it
_ENDS = tuple(".!?:;,…\"”’')—-")
_LIVE = re.compile(r"\blive\b|as it happen(?:s|ed)\b|\bupdates\b|\blatest\b", re.IGNORECASE)
_CAPTION = "CAPTION "
_BEGINNING = 2  # sentences: what stands there is the report's own headline
_STORY = 12  # sentences that say what the report is about
_FEWEST, _MOST = 5, 25  # words of a headline
_SHARED = 0.3  # of its words, from which on it is of the same event
_ANYWHERE = frozenset(
    "police said after with from this that they have were been into near over more than about when their says officer officers fatally fatal"
    " shooting shootings shot stabbing crash fire attack death deaths homicide murder suspect suspects arrested charged".split()
)
REASON = "another headline"


def set_aside_headlines(mentions: Sequence[Mention], sentences: Sequence[tuple[int, str]], title: str) -> None:
    """Figures of such lines are no part of the report, nor are those of teasers, which a page with a title gives twice."""
    _set_aside_links(mentions)
    told = {m.sentence.index for m in mentions if m.counts}
    times = Counter(text for _, text in sentences) if title else Counter()
    again = {text for text, often in times.items() if often > 1 and len(text.split()) >= _FEWEST}
    again |= {text.removeprefix(_CAPTION) for n, text in sentences if text.startswith(_CAPTION) and n > _BEGINNING}
    live = _LIVE.search(title) is not None  # whose entries begin with a time
    lines = [
        (n, text)
        for n, text in sentences
        if n in told and n and (text in again or (_is_headline(n, text) and not (live and _TIMED.match(text))))
    ]
    if not lines:
        return
    others = {n for n, text in sentences if n and text in again} | {n for n, _ in lines}
    own = [text for n, text in sentences if n not in others]
    story = {word for text in own[:_STORY] for word in _content(text)}
    strange = {n for n, text in lines if _is_strange(_content(text), story)}
    for m in mentions:
        if m.sentence.index in strange and m.counts:
            m.scope, m.reason = Scope.BACKGROUND, REASON


def _set_aside_links(mentions: Sequence[Mention]) -> None:
    """Read more: two men die in a crash, related: a fire kills three: what stands behind the label is another report's headline."""
    for m in mentions:
        if m.counts and not m.sentence.in_title and m.sentence.index > _BEGINNING:
            before = m.sentence.text[: m.sentence.begin(m.start) - m.sentence.start]
            if _LINK.search(before):
                m.scope, m.reason = Scope.BACKGROUND, REASON


def _is_headline(n: int, text: str) -> bool:
    if _TIMED.match(text) or (n > _BEGINNING and text.startswith(_CAPTION)):
        return True
    if _UPDATE.match(text):
        return False
    return n > _BEGINNING and not text.rstrip().endswith(_ENDS) and _FEWEST <= len(text.split()) <= _MOST


def _content(text: str) -> set[str]:
    found = {word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower())}
    return {
        word
        for word in found
        if word not in _ANYWHERE and word not in lex.SINGULAR and word not in lex.PLURAL and word not in FORMS
    }


def _is_strange(line: set[str], story: set[str]) -> bool:
    return bool(line) and len(line & story) < _SHARED * len(line)
