"""Text to sentences, sentences to tokens; every token knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TITLE = 1_000
MAX_TEXT = 200_000
MAX_TOKENS = 2_000  # of one sentence
_MAX_SENTENCE = 8_000  # characters

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:y(?:ea)?rs?(?=-))?(?:[-‑–](?=[^\W_])[^\W_]+)*[A-Za-z]*(?:[%+])?"  # with its unit: 135kms, 9pm, 12k
    r"|(?:[A-Za-z]\.){2,}"
    r"|[^\W\d_]+(?:[-‑'’.&][^\W_]+)*"
    r"|[$£€¥₹]|--+|[^\s\w]"
)
_BREAK = re.compile(
    r"(?P<end>[.!?…]+[\"”’')\]]*)(?=\s+[\"“‘'(\[]*[A-Z0-9À-Þ]|\s*$)"
    r"|(?<=[a-z)\]])(?P<tight>\.)(?=[A-Z][a-z])"
    r"|(?P<line>\n\s*)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'‘.-])(?:[A-Za-z]|mr|mrs|ms|dr|st|sgt|lt|col|gen|capt|cpl|maj|cmdr|gov|sen|rep|rev|prof|pres|det|supt|insp|jr|sr|vs"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|tues|wed|thu|thurs|fri|sat|sun|no|nos|approx|est|inc|ltd|co"
    r"|corp|ave|blvd|rd|hwy|mt|ft|calif|fla|ga|ill|ind|ky|md|mich|minn|miss|mo|neb|nev|okla|ore|pa|penn|tenn|tex|va|wash|wis|conn"
    r"|ala|ariz|ark|colo|mass|wyo|a\.m|p\.m|u\.s|u\.n|u\.k|e\.g|i\.e|d\.c|n\.c|s\.c|n\.j|n\.y|n\.m|w\.va)$",
    re.IGNORECASE,
)
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

    def __len__(self) -> int:
        return len(self.low)


def split(title: str, text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, in_title) of every sentence, the title's first."""
    for in_title, source in ((True, title[:MAX_TITLE]), (False, text[:MAX_TEXT])):
        for start, end in _spans(source):
            yield start, end, in_title


def _spans(text: str) -> Iterator[tuple[int, int]]:
    wrapped = _is_wrapped(text)
    start = 0
    for match in _BREAK.finditer(text):
        if match["line"] is not None:
            if wrapped and match["line"].count("\n") < 2:
                continue
        elif match["end"] == "." and _is_abbreviated(text, start, match):
            continue
        if match.end() > start:
            yield from _bounded(text, start, match.end())
        start = match.end()
    yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without the white space around it, in pieces of a bearable length."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for piece in range(start, end, _MAX_SENTENCE):
        yield piece, min(piece + _MAX_SENTENCE, end)


def _is_abbreviated(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[max(start, match.start() - 10) : match.start()]
    if not _ABBREVIATION.search(before):
        return False
    if before[-3:].lower() in ("a.m", "p.m"):
        return _AFTER_NOON.match(text, match.end()) is not None
    return True


def _is_wrapped(text: str) -> bool:
    """Whether lines were cut at a fixed width, so that a single line end means nothing."""
    lines = [len(line) for line in text[:5_000].split("\n")[:-1] if line.strip()]
    return len(lines) > 3 and max(lines) <= 90 and sum(lines) / len(lines) > 50


def tokenise(text: str, start: int, end: int, index: int, in_title: bool) -> Sentence:
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        first = match.start()
        cut = len(word) - 2 if word[-2:] in ("'s", "’s", "'S", "’S") and len(word) > 2 else len(word)
        raw.append(word[:cut])
        starts.append(first)
        ends.append(first + cut)
        if cut < len(word):
            raw.append("'s")
            starts.append(first + cut)
            ends.append(match.end())
        if len(raw) >= MAX_TOKENS:
            break
    low = [word.lower().replace("’", "'").replace("‑", "-") for word in raw]
    whole = text[start:end]
    return Sentence(index, raw, low, starts, ends, start, end, in_title, whole, whole.isupper())
