"""Where a report says that another such event was shortly before its own: a day after gunmen attacked a bar in Elm."""

from __future__ import annotations

import re
from collections.abc import Iterator

_EVENT = (
    r"(?:attack|bomb|blast|explosion|strike|airstrike|raid|shoot|massacre|ambush|clash|killing|riot|crash|accident|fire|blaze|collapse"
    r"|landslide|mudslide|avalanche|quake|earthquake|derailment|disaster|stampede|crush|sinking|shipwreck|wreck|capsiz|flood|assault|fighting|leak)"
)
_BEFORE = re.compile(  # what follows, as far as the clause goes, is of the other event
    r"\b(?:minutes|hours|days?|night|week|morning|evening|shortly|just|barely) after (?P<clause>[^.;:,\n]{3,110})",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}), where [^.;,\n]{0,40}\b(?:died|killed|perished|drowned)\b"
)
_TOLD = re.compile(_EVENT, re.IGNORECASE)
_NAME = re.compile(
    r"\b(?:in|at|near|on|off|outside|of|hit|struck|neighbou?ring|nearby|central) (?:the )?(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})"
)
_TODAY = re.compile(
    rf"\b(?:second|third|fourth) (?:[\w-]+ ){{0,3}}?{_EVENT}\w* (?:of|on|in) (?:the|a|one|that|as many|so many)(?: same| single)? (?:day|hours)\b"
    rf"|\bhours after (?:an?|another) (?:[\w-]+ ){{0,4}}?{_EVENT}",
    re.IGNORECASE,
)
_MOST = 4


def other_scenes(words: str) -> Iterator[str]:
    """The places of which `words` say that another event was there, in lower case."""
    for number, match in enumerate(_BEFORE.finditer(words)):
        if number >= _MOST:
            return
        if _TOLD.search(match["clause"]):
            yield from (name["name"].lower() for name in _NAME.finditer(match["clause"]))
    yield from (match["name"].lower() for match, _ in zip(_WHERE.finditer(words), range(_MOST), strict=False))


def is_second_today(words: str) -> bool:
    """Whether they speak of another such event hours before."""
    return _TODAY.search(words) is not None
