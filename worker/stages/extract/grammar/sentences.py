"""Text to sentences, sentences to tokens; every token knows where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from worker.stages.extract.grammar.run_ons import is_wide, may_end, pieces

MAX_TITLE = 1_000
MAX_TEXT = 200_000
MAX_TOKENS = 2_000  # of one sentence
_MAX_SENTENCE = 8_000  # characters
_APOSTROPHES = frozenset("'’")
_QUOTES = frozenset("'‘")
_OWNERS = re.compile(r"[’‑]|s' ")  # one of these is in a text with a plural owner
_NO_ONE = frozenset(("no-one", "no‑one"))  # the British spelling of two words
_DIVIDED = re.compile(r"['’]|[Nn][Oo][-‑][Oo]")  # what a text holds where a word of it is two tokens

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:y(?:ea)?rs?(?=-))?(?:[-‑–](?=[^\W_])[^\W_]+)*[A-Za-z]*(?:[%+])?"  # with its unit: 135kms, 9pm, 12k
    r"|[Pp]istol[ -]whip[a-z]*"  # one verb, with or without its hyphen
    r"|[A-Za-z]\.(?:[A-Za-z]\.)+|[Yy]/[Oo]\b"
    r"|[^\W\d_]+(?:[-‑'’.&][^\W_]+)*"
    r"|[$£€¥₹]|--+|[^\s\w]"
)
# Each kind of break begins with one of a few marks: the search passes quickly over what lies between. Of a row of marks only
# the first can begin an end.
_BREAK = re.compile(
    r"[.!?…\n](?:(?<=\n)\s*(?P<line>)"
    r"|(?<![.!?…][.!?…])(?<!\n)[.!?…]*[\"”’')\]]*(?P<end>)(?=\s+[\"“‘'(\[]*[A-Z0-9À-Þ]|\s*$)"
    r"|(?<=[a-z)\]]\.)(?P<tight>)(?=[A-Z][a-z]|A [\w]|\d\d?-year-old))"
)
_WORD_ENDS = str.maketrans(dict.fromkeys([*"(\"“'‘.-", *filter(str.isspace, map(chr, range(0x3001)))], " "))
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st sgt lt col gen capt cpl maj cmdr gov sen rep rev prof pres det supt insp jr sr vs"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun no nos approx est inc ltd co"
    " corp ave blvd rd hwy mt ft calif fla ga ill ind ky md mich minn miss mo neb nev okla ore pa penn tenn tex va wash wis conn"
    " ala ariz ark colo mass wyo".split()
)  # and single letters, of u.s., a.m. and middle names
_LONGEST = max(map(len, _ABBREVIATIONS))
_AFTER_NOON = re.compile(r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|EST|EDT|local)")


@dataclass(slots=True)
class Sentence:
    """Tokens side by side: as written and in lower case; their offsets are those into the text (or the title)."""

    index: int  # 0 for the title where there is one, then on through the text
    raw: list[str]
    low: list[str]
    start: int
    end: int
    in_title: bool
    text: str
    shouting: bool = False  # capitals throughout: case says nothing
    masks: dict[int, str] | None = None  # masks.masked_numbers, once asked for
    offsets: list[tuple[int, int]] | None = None  # of the tokens, once asked for: most sentences tell of nobody

    def __len__(self) -> int:
        return len(self.low)

    def begin(self, i: int) -> int:
        """Where token `i` begins in the text (or the title)."""
        return self._offsets()[i][0]

    def finish(self, i: int) -> int:
        """Where token `i` ends."""
        return self._offsets()[i][1]

    def touches(self, i: int) -> bool:
        """Whether nothing stands between token `i` and the one before."""
        if i == 0 or (self.raw[i - 1] != "'s" and self.raw[i - 1] + self.raw[i] not in self.text):
            return False
        return self.begin(i) == self.finish(i - 1)

    def _offsets(self) -> list[tuple[int, int]]:
        if self.offsets is None:
            self.offsets = [
                (self.start + match.start() + begin, self.start + match.start() + end)
                for match in _TOKEN.finditer(self.text)
                for _, begin, end in _parts(match[0])
            ]
        return self.offsets


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


def spans_with(words: Iterable[str], spans: Sequence[Span], title: str, text: str) -> set[int]:
    """The numbers of the sentences that hold one of the words, or may: each word is looked for in the whole text at once."""
    found: set[int] = set()
    for in_title, source in ((True, title.lower()), (False, text.lower())):
        own = [span for span in spans if span.in_title is in_title]
        if len(source) != len(title if in_title else text):  # a letter whose small form is two
            found.update(span.number for span in own)
            continue
        starts = [span.start for span in own]
        for word in words if own else ():
            at = source.find(word)
            while at >= 0:
                k = bisect_right(starts, at)
                found.add(own[max(k - 1, 0)].number)
                at = source.find(word, starts[k]) if k < len(starts) else -1
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    wrapped = _is_wrapped(text)
    wide = is_wide(text)
    ends = may_end(text, wide)
    start = 0
    for match in _BREAK.finditer(text):
        kind = match.lastgroup
        if kind == "line":
            if wrapped and match[0].count("\n") < 2:
                continue
        elif kind == "end" and match[0] == "." and _is_abbreviated(text, start, match):
            continue
        yield from _bounded(text, start, match.end(), ends, wide)
        start = match.end()
    yield from _bounded(text, start, len(text), ends, wide)


def _bounded(text: str, start: int, end: int, ends: Sequence[int], wide: bool) -> Iterator[tuple[int, int]]:
    """The span without the white space around it, in pieces of a bearable length. `ends`: where it may be more than one sentence."""
    words = text[start:end].strip()
    if words:
        start = text.index(words[0], start)
        end = start + len(words)
        whole = bisect_left(ends, start) == bisect_left(ends, end)
        if whole and len(words) <= _MAX_SENTENCE:
            yield start, end
            return
        for first, last in [(start, end)] if whole else pieces(text, start, end, wide):
            last -= len(text[first:last]) - len(text[first:last].rstrip())
            for piece in range(first, last, _MAX_SENTENCE):
                yield piece, min(piece + _MAX_SENTENCE, last)


def _is_abbreviated(text: str, start: int, match: re.Match[str]) -> bool:
    at = match.start()
    if at - start > _LONGEST and text[at - _LONGEST - 1 : at].isalpha():
        return False  # most sentences end so
    before = text[max(start, at - 10) : at]
    last = before.rpartition(" ")[2]
    if not last.isalpha():
        last = before.translate(_WORD_ENDS).rpartition(" ")[2]
    if not (len(last) == 1 and last.isascii() and last.isalpha()) and last.lower() not in _ABBREVIATIONS:
        return False
    if before[-3:].lower() in ("a.m", "p.m"):
        return _AFTER_NOON.match(text, match.end()) is not None
    return True


def _is_wrapped(text: str) -> bool:
    """Whether lines were cut at a fixed width, so that a single line end means nothing."""
    lines = [len(line) for line in text[:5_000].split("\n")[:-1] if line.strip()]
    return len(lines) > 3 and max(lines) <= 90 and sum(lines) / len(lines) > 50


def tokenise(span: Span) -> Sentence:
    """The tokens of a sentence."""
    raw: list[str] = _TOKEN.findall(span.text)
    if _DIVIDED.search(span.text):
        raw = [
            part
            for word in raw
            for part in ((word,) if word.isalpha() or len(word) < 3 else [part for part, _, _ in _parts(word)])
        ]
    del raw[MAX_TOKENS:]
    low = [word.lower() for word in raw]
    if "’" in span.text or "‑" in span.text:
        low = [word.replace("’", "'").replace("‑", "-") for word in low]
    if "istol whip" in span.text:
        low = [word.replace(" ", "-") for word in low]
    out = Sentence(span.number, raw, low, span.start, span.end, span.in_title, span.text, span.text.isupper())
    if not _QUOTES.isdisjoint(low) and _OWNERS.search(span.text):
        _mark_owners(out)
    return out


def _mark_owners(s: Sentence) -> None:
    """The soldiers' bodies: the apostrophe of a plural owner, where no quotation is open, is read as "'s"."""
    quoted = False
    for i, word in enumerate(s.low):
        if word not in _QUOTES:
            continue
        behind, at = s.touches(i), s.finish(i) - s.start
        if behind and not quoted and s.low[i - 1][-1] == "s" and s.text[at : at + 3].strip()[:1].isalpha():
            s.low[i] = "'s"
        quoted = not behind or word == "‘"


def _parts(word: str) -> tuple[tuple[str, int, int], ...]:
    """The tokens of a word, each with its beginning and end in it: the town's, no-one."""
    if word[-1] in "sS" and word[-2:-1] in _APOSTROPHES and len(word) > 2:
        return (word[:-2], 0, len(word) - 2), ("'s", len(word) - 2, len(word))
    if len(word) == 6 and word.lower() in _NO_ONE:
        return (word[:2], 0, 2), (word[3:], 3, 6)
    return ((word, 0, len(word)),)
