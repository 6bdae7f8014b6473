"""Lists by date: an entry that begins with an earlier date tells of that day, whatever its sentences leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from worker.model import Scope
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.mentions import Mention

_DATED = re.compile(
    rf"\W{{0,3}}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?:(?P<month>{'|'.join(lex.MONTHS)})\.?(?: (?P<behind>\d{{1,2}}))? ?,? )?"
    r"(?:(?P<year>(?:19|20)\d\d)\b(?! [a-z])|(?<=[a-z.] )'?(?P<short>3[2-9]|[4-9]\d) ?[:\u2013\u2014-])",
    re.IGNORECASE,
)
DATED = "dated entry"  # reason
_HEAD = 40  # characters in which a date stands
_PADDED = 200  # with the white space that tags have left
_OLD_DAYS = 14
_MONTH_DAYS = 30.4


def mark_dated_entries(text: str, mentions: Sequence[Mention], published: datetime | None) -> None:
    """Figures of paragraphs that begin "12 January 2010 -" are history where that is well before the text."""
    for m in mentions:
        if published is None or m.sentence.in_title or not m.counts:
            continue
        begins = text.rfind("\n", 0, m.sentence.begin(m.start)) + 1
        dated = _DATED.match(text[begins : begins + _PADDED].lstrip()[:_HEAD])
        if dated is not None and _days_before(published, dated) > _OLD_DAYS:
            m.scope, m.reason = Scope.BACKGROUND, DATED


def _days_before(published: datetime, dated: re.Match[str]) -> float:
    """About how many; a date without a month or a day is taken at its latest."""
    month = lex.MONTHS[dated["month"].lower()] if dated["month"] else 12
    day = int(dated["day"] or dated["behind"] or 31)
    year = int(dated["year"] or f"19{dated['short']}")  # Jan 91: no day of a month
    return ((published.year - year) * 12 + published.month - month) * _MONTH_DAYS + published.day - day
