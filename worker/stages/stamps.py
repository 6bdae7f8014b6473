"""The day that a page itself gives as that of its publication: a line of its own above the news, "Posted: Nov 27, 2005 8:20 AM ET"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from worker.stages.extract.grammar.lexicon import MONTHS, WEEKDAYS

_HEAD = 500  # characters in which it stands
_LINES = 6
_LONGEST = 100  # characters of such a line
_PIVOT = 50  # two digits of a year above it are of the last century
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? ?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{_MONTH})\.?,? ?(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d) ?[-./] ?(?P<m3>\d\d) ?[-./] ?(?P<d3>\d\d)"
    r"|(?P<one>\d{1,2}) ?[/.] ?(?P<two>\d{1,2}) ?[/.] ?(?P<y4>(?:(?:19|20)\d\d|\d\d)))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LABELS = frozenset(
    "published posted updated modified created filed edited issued first last story article on at by time date in".split()
)
_CLOCKS = frozenset(
    "am pm a p m noon gmt utc bst est edt et cst cdt ct mst mdt mt pst pdt pt akdt akst aest aedt ist uk hkt cet cest sast".split()
)
_AMERICAN = frozenset("am pm est edt et cst cdt ct mst mdt mt pst pdt pt akdt akst".split())  # where the month comes first
_STAMP = frozenset({*_LABELS, *_CLOCKS, *MONTHS, *WEEKDAYS, "st", "nd", "rd", "th"})


def stamped(text: str) -> datetime | None:
    """The end of the day that the first such line gives; None where its day and month could be either."""
    for line in text[:_HEAD].splitlines()[:_LINES]:
        found = _DATE.search(line) if len(line) <= _LONGEST else None
        words = [word.lower() for word in _WORD.findall(line)] if found else []
        if found is not None and _STAMP.issuperset(words):
            day = _day(found, american=not _AMERICAN.isdisjoint(words))
            return None if day is None else datetime.combine(day, time(23, 59), UTC)
    return None


def _day(match: re.Match[str], american: bool) -> date | None:
    if match["one"]:
        one, two = int(match["one"]), int(match["two"])
        month_first = two > 12 or one == two or (american and one <= 12)
        known = month_first or one > 12
        return _make(match["y4"], *((one, two) if month_first else (two, one))) if known else None
    month = match["m1"] or match["m2"]
    number = MONTHS[month.lower()] if month else int(match["m3"])
    return _make(match["y1"] or match["y2"] or match["y3"], number, int(match["d1"] or match["d2"] or match["d3"]))


def _make(year: str, month: int, day: int) -> date | None:
    century = 0 if len(year) == 4 else 1900 if int(year) > _PIVOT else 2000
    try:
        return date(int(year) + century, month, day)
    except ValueError:
        return None
