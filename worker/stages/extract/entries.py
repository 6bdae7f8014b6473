"""Lists by date: an entry that begins with the date of an earlier year tells of that year, whatever its sentences leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from worker.model import Scope
from worker.stages.extract import lexicon as lex
from worker.stages.extract.mentions import Mention

_MONTH = rf"(?:{'|'.join(lex.MONTHS)})"
_DATED = re.compile(
    rf"\W{{0,3}}(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}\.?(?: \d{{1,2}})?,? )?(?P<year>(?:19|20)\d\d)\b(?! people)",
    re.IGNORECASE,
)
_HEAD = 40  # characters in which a date stands
_PADDED = 200  # with the white space that tags have left


def mark_dated_entries(text: str, mentions: Sequence[Mention], published: datetime | None) -> None:
    """Figures of paragraphs that begin "12 January 2010 -" are history where they are more than a year old."""
    for m in mentions:
        if published is None or m.sentence.in_title or not m.counts:
            continue
        begins = text.rfind("\n", 0, m.sentence.starts[m.start]) + 1
        dated = _DATED.match(text[begins : begins + _PADDED].lstrip()[:_HEAD])
        if dated is not None and int(dated["year"]) < published.year and not _is_turn_of_year(dated[0], published):
            m.scope, m.reason = Scope.BACKGROUND, "past year"


def _is_turn_of_year(date: str, published: datetime) -> bool:
    return published.month == 1 and "dec" in date.lower()
