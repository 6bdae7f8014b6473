"""Text to sentences, sentences to tokens; every token knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from worker.stages.extract.run_ons import pieces

MAX_TITLE = 1_000
MAX_TEXT = 200_000
MAX_TOKENS = 2_000  # of one sentence
_MAX_SENTENCE = 8_000  # characters
_APOSTROPHES = frozenset("'’")
_NO_ONE = frozenset(("no-one", "no‑one"))  # the British spelling of two words

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:y(?:ea)?rs?(?=-))?(?:[-‑–](?=[^\W_])[^\W_]+)*[A-Za-z]*(?:[%+])?"  # with its unit: 135kms, 9pm, 12k
    r"|(?:[A-Za-z]\.){2,}"
    r"|[^\W\d_]+(?:[-‑'’.&][^\W_]+)*"
    r"|[$£€¥₹]|--+|[^\s\w]"
)
# Each kind of break begins with one of a few marks: the search passes quickly over what lies between. Of a row of marks only
# the first can begin an end.
_BREAK = re.compile(
    r"[.!?…\n](?:(?<=\n)\s*(?P<line>)"
    r"|(?<![.!?…][.!?…])(?<!\n)[.!?…]*[\"”’')\]]*(?P<end>)(?=\s+[\"“‘'(\[]*[A-Z0-9À-Þ]|\s*$)"
    r"|(?<=[a-z)\]]\.)(?P<tight>)(?=[A-Z][a-z]))"
)
_LAST_WORD = re.compile(r"(?:^|[\s(\"“'‘.-])([A-Za-z]{1,6})$")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st sgt lt col gen capt cpl maj cmdr gov sen rep rev prof pres det supt insp jr sr vs"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun no nos approx est inc ltd co"
    " corp ave blvd rd hwy mt ft calif fla ga ill ind ky md mich minn miss mo neb nev okla ore pa penn tenn tex va wash wis conn"
    " ala ariz ark colo mass wyo".split()
)  # and single letters, of u.s., a.m. and middle names
_AFTER_NOON = re.compile(r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|EST|EDT|local)")


@dataclass(slots=True)
class Sentence:
    """Tokens side by side: as written, in lower case, and their offsets into the text (or the title)."""

    index: int  # 0 for the title where there is one, then on through the text
    raw: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    start: int
    end: int
    in_title: bool
    text: str
    shouting: bool = False  # capitals throughout: case says nothing
    masks: dict[int, str] | None = None  # masks.masked_numbers, once asked for

    def __len__(self) -> int:
        return len(self.low)


class Span(NamedTuple):
    """Where a sentence stands in the text or the title."""

    number: int  # among all sentences, the title's first
    start: int
    end: int
    in_title: bool
    text: str


def split(title: str, text: str) -> list[Span]:
    """Every sentence, the title's first."""
    found: list[Span] = []
    for in_title, source in ((True, title[:MAX_TITLE]), (False, text[:MAX_TEXT])):
        for start, end in _spans(source):
            found.append(Span(len(found), start, end, in_title, source[start:end]))
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    wrapped = _is_wrapped(text)
    start = 0
    for match in _BREAK.finditer(text):
        kind = match.lastgroup
        if kind == "line":
            if wrapped and match[0].count("\n") < 2:
                continue
        elif kind == "end" and match[0] == "." and _is_abbreviated(text, start, match):
            continue
        yield from _bounded(text, start, match.end())
        start = match.end()
    yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without the white space around it, in pieces of a bearable length."""
    words = text[start:end].strip()
    if words:
        start = text.index(words[0], start)
        end = start + len(words)
        for first, last in pieces(text, start, end):
            last -= len(text[first:last]) - len(text[first:last].rstrip())
            for piece in range(first, last, _MAX_SENTENCE):
                yield piece, min(piece + _MAX_SENTENCE, last)


def _is_abbreviated(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[max(start, match.start() - 10) : match.start()]
    last = _LAST_WORD.search(before)
    if last is None or not (len(last[1]) == 1 or last[1].lower() in _ABBREVIATIONS):
        return False
    if before[-3:].lower() in ("a.m", "p.m"):
        return _AFTER_NOON.match(text, match.end()) is not None
    return True


def _is_wrapped(text: str) -> bool:
    """Whether lines were cut at a fixed width, so that a single line end means nothing."""
    lines = [len(line) for line in text[:5_000].split("\n")[:-1] if line.strip()]
    return len(lines) > 3 and max(lines) <= 90 and sum(lines) / len(lines) > 50


def tokenise(source: str, span: Span) -> Sentence:
    """The tokens of a sentence of `source`, the text or the title."""
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(source, span.start, span.end):
        word = match[0]
        first, last = match.span()
        if word[-1] in "sS" and word[-2:-1] in _APOSTROPHES and len(word) > 2:
            raw += (word[:-2], "'s")
            starts += (first, last - 2)
            ends += (last - 2, last)
        elif len(word) == 6 and word.lower() in _NO_ONE:
            raw += (word[:2], word[3:])
            starts += (first, first + 3)
            ends += (first + 2, last)
        else:
            raw.append(word)
            starts.append(first)
            ends.append(last)
        if len(raw) >= MAX_TOKENS:
            break
    low = [word.lower() for word in raw]
    if "’" in span.text or "‑" in span.text:
        low = [word.replace("’", "'").replace("‑", "-") for word in low]
        _mark_owners(low, starts, ends, source)
    elif "s' " in span.text:
        _mark_owners(low, starts, ends, source)
    return Sentence(span.number, raw, low, starts, ends, span.start, span.end, span.in_title, span.text, span.text.isupper())


def _mark_owners(low: list[str], starts: list[int], ends: list[int], source: str) -> None:
    """The soldiers' bodies: the apostrophe of a plural owner, where no quotation is open, is read as "'s"."""
    quoted = False
    for i, word in enumerate(low):
        if word != "'" and word != "‘":
            continue
        behind = i > 0 and starts[i] == ends[i - 1]
        if behind and not quoted and low[i - 1][-1] == "s" and source[ends[i] : ends[i] + 2].strip().isalpha():
            low[i] = "'s"
        quoted = not behind or word == "‘"
