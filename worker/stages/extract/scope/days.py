"""The day on which people came to harm, as the clause that tells of them says it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from worker.stages.extract.grammar.lexicon import AUXILIARIES, MONTHS, WEEKDAYS
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention
from worker.stages.extract.scope.fresh_days import belongs

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATELINE = re.compile(
    rf"\W*[A-Z][A-Za-z .'()/-]{{2,60}},\s+(?:(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\.?|(?P<first>{_MONTH})\.?\s+(?P<behind>\d{{1,2}}),?)\s+(?P<year>(?:19|20)?\d\d)\b",
    re.IGNORECASE,
)
_WIRE_DAY = rf"(?i:(?:{_MONTH})\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTH})\.?)"
_WIRE = re.compile(  # LIMA, March 3 (ABC) -; a sentence may begin: On Saturday, March 3 -
    rf"\W*(?:[A-Z][A-Z.'’-]+(?: [A-Z.'’-]+){{0,3}},\s+(?:[A-Z][A-Za-z .]{{2,30}},\s+)?{_WIRE_DAY}\s*(?:\([^)]{{1,40}}\)\s*)?"
    rf"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}},\s+(?:[A-Z][A-Za-z .]{{2,30}},\s+)?{_WIRE_DAY}\s*\([^)]{{1,40}}\)\s*)(?:--?|–|—)\s"
)
_LONGEST = 120  # characters of a dateline
_BACK = {"today": 0, "tonight": 0, "yesterday": 1, "overnight": 1}
_PARTS = frozenset("morning afternoon evening".split())
_NAMES_A_DAY = MONTHS.keys() | WEEKDAYS.keys() | _BACK.keys() | _PARTS | {"night", "week"}  # most words need no second look
_TOLD = frozenset("said says reported added announced indicated stated learned told noted confirmed".split())
_REACH = 6  # words between "reported" and "that on 3 May"
_PIVOT = 50  # two digits of a year above it are of the last century
_TOMORROW = 6  # days back to the weekday that comes next: where the clocks differ it is today's
_YEAR = 2000  # stands for a year that nothing tells


def dateline_day(text: str) -> datetime | None:
    """When a text with a dateline that gives its year was written, LOME, 3 JAN 90 --: at the end of that day."""
    match = _DATELINE.match(text[:_LONGEST])
    if match is None:
        return None
    year = int(match["year"])
    year += 0 if year > 99 else 1900 if year > _PIVOT else 2000
    day = _make(year, match["month"] or match["first"], match["day"] or match["behind"])
    return None if day is None else datetime.combine(day, time(23, 59), UTC)


def past_dateline(text: str) -> str:
    """What follows the dateline, whose day is the report's and not the event's."""
    match = _DATELINE.match(text[:_LONGEST]) or _WIRE.match(text[:_LONGEST])
    return text if match is None else text[match.end() :]


def own_days(m: Mention, today: date | None) -> set[int]:
    """The days that a mention's own clause names, as ordinals; days of the week and the like only where `today` is known."""
    found: set[int] = set()
    for i, word in enumerate(m.sentence.low):
        day = _day(m.sentence, i, today) if word in _NAMES_A_DAY else None
        if day is not None and (belongs(m.sentence, i, m) or _is_told_of(m, i)) and not _is_of_later(m, i):
            found.add(day)
    return found


def _is_of_later(m: Mention, i: int) -> bool:
    """Four children killed by a fire were buried on Saturday: the day of what was done later."""
    return not AUXILIARIES.isdisjoint(m.sentence.low[m.end : i])


def _is_told_of(m: Mention, i: int) -> bool:
    """Reported that on 3 May guerrillas killed a mayor: the day stands in what is reported."""
    low = m.sentence.low
    before = low[max(0, i - _REACH) : i]
    if "that" not in before or not i < m.start:
        return False
    between = low[i + 1 : m.start]
    return not _TOLD.intersection([*before[before.index("that") :], *between]) and ";" not in between


def _day(s: Sentence, i: int, today: date | None) -> int | None:
    word, before = s.low[i], s.low[i - 1] if i else ""
    if word in MONTHS:
        return _date(s, i, today)
    if today is None or before == "of":
        return None
    if word in _BACK:
        return (today - timedelta(days=_BACK[word])).toordinal()
    if word in _PARTS and before == "this":
        return today.toordinal()
    if word == "night" and before == "last":
        return today.toordinal() - 1
    if word == "week" and before == "last":
        return today.toordinal() - 7
    if word in WEEKDAYS and len(word) > 3:
        back = (today.weekday() - WEEKDAYS[word]) % 7
        return None if back == _TOMORROW else today.toordinal() - back
    return None


def _date(s: Sentence, i: int, today: date | None) -> int | None:
    if not s.raw[i][:1].isupper():
        return None
    near = [s.low[i - 1] if i else "", s.low[i + 1] if i + 1 < len(s) else ""]
    number = next((w for w in (n.rstrip("stndrh,") for n in near) if w.isdecimal() and 0 < int(w) <= 31), None)
    if number is None:
        return None
    year = next((int(w) for w in s.low[i + 1 : i + 4] if len(w) == 4 and w.isdecimal()), None)
    return _ordinal(s.low[i], number, year, today)


def _ordinal(month: str, number: str, year: int | None, today: date | None) -> int | None:
    """Without a year, the last such day."""
    day = _make(year or (today.year if today else _YEAR), month, number)
    if day is not None and year is None and today is not None and day > today + timedelta(days=1):
        day = _make(today.year - 1, month, number)
    return None if day is None else day.toordinal()


def _make(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, MONTHS[month.lower().rstrip(".")], int(day))
    except ValueError:
        return None
