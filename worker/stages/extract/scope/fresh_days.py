"""The days of this week that a sentence names, and which of its figures they date."""

from __future__ import annotations

import re
from datetime import datetime

from worker.stages.extract.grammar.lexicon import MONTHS, WEEKDAYS
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention
from worker.stages.extract.scope.moods import is_finite

TOLD = frozenset(
    "said say says saying told tell tells announced reported report reports released published presented opened opens sentenced jailed convicted ruled rules found"
    " marked marks mark marking remembered remember remembers remembering held hold holds unveiled visited laid gathered observed commemorated honoured honored paid"
    " appeared pleaded agreed upheld acquitted extradited heard hear hears began adjourned filmed beatified canonised canonized showed shown shows screened reopened closed handed awarded ordered"
    " staged rehearsed practised practiced simulated sounded fell mourned lit rang recalled recalls according statement warned estimated filed sued settled".split()
)  # what a court, a study or a choir does on a day is not the event
_CLAUSE = frozenset("that which who whose whom where after over since because into about".split())
_WHICH = frozenset("that which who whose whom where".split())
_NOT_A_DAY = frozenset("easter bloody black good super ash palm each every most that".split())
_ANY_WEEKEND = frozenset("a one single every each".split())
_DAYS = frozenset(
    {"today", "yesterday", "tonight", "overnight", "weekend", "last night", "last week", "hours ago", "hour ago", "minutes ago"}
    | {f"this {part}" for part in ("morning", "afternoon", "evening", "week")}
)
_NAMES_A_DAY = MONTHS.keys() | WEEKDAYS.keys() | {said.split()[-1] for said in _DAYS}  # most words need no second look
_OPENERS = _WHICH | {",", "when", "while"}
_GLUE = frozenset(", on in of a one the last during early late back".split()) | MONTHS.keys()  # on a Sunday in March 2019
_HURT = frozenset("wounded injured".split())
_FRONT = 3  # tokens before a date with which a sentence begins
_SERVICES = frozenset("prayer prayers mass sermon worship service services".split())  # Friday prayers: any Friday's
_VERBS = ("active", "passive", "subject")  # ends of the names of rules
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_anchored(m: Mention, published: datetime | None) -> bool:
    """Whether the mention's own clause says that it happened these days: a man shot five on Sunday, not jailed on Sunday."""
    s = m.sentence
    if (m.anaphoric and m.explicit) or m.secondary:
        return False
    return any(belongs(s, day, m) for day in fresh_days(s, published))


def belongs(s: Sentence, day: int, m: Mention) -> bool:
    if TOLD & set(s.low[max(0, day - 5) : day]):
        return False
    if day < m.start:
        between = s.low[day + 1 : m.start]
        return not (_CLAUSE | TOLD) & set(between) and not _WHICH & set(s.low[m.start : m.end])
    return day < m.end or not (TOLD | _WHICH) & set(s.low[m.end : day])


def is_dated_apart(m: Mention, start: int, end: int, days: list[int]) -> bool:
    """Whether the mention has a day of its own, so that a date of the past at tokens [start, end) is that of something else.

    Killed 15 on Sunday in a town that was raided last month; the boat that had left three days earlier sank on Sunday, killing 40.
    """
    if m.head in _HURT:
        return False  # two of the wounded died on Wednesday: of the bombing on 10 October
    if start <= _FRONT and m.sentence.low[end : end + 1] == [","]:
        return False  # in February 2010, a minaret fell during Friday prayers
    return any(_is_between(m, day, start, end) and belongs(m.sentence, day, m) for day in days)


def _is_between(m: Mention, day: int, start: int, end: int) -> bool:
    low = m.sentence.low
    if start >= m.end:
        if day < m.start:  # on Sunday 15 were killed in a town | that was raided last month; not on Sunday: 15 killed in 2019
            told = day + 1 == m.start and m.rule.endswith(_VERBS) and start > m.end + 1
            return told or not _OPENERS.isdisjoint(low[m.end : start])
        return day < m.end or not _GLUE.issuperset(low[day + 1 : start])
    if end > m.start:
        return False
    return (day < m.start and not _GLUE.issuperset(low[end:day])) or (
        day >= m.start and is_finite(m) and "," not in low[m.end : day]
    )


def fresh_days(s: Sentence, published: datetime | None) -> list[int]:
    """Tokens that name a day of this week."""
    return [i for i, word in enumerate(s.low) if word in _NAMES_A_DAY and _is_day(s, i, published)]


def _is_day(s: Sentence, i: int, published: datetime | None) -> bool:
    word, before = s.low[i], s.low[i - 1] if i else ""
    if before == "of" and s.low[i - 2 : i - 1] == ["as"]:
        return False  # as of Friday: the day of the figure
    if word in WEEKDAYS and len(word) > 3:
        rest = s.low[i + 1 : i + 2]
        return before not in _NOT_A_DAY and _SERVICES.isdisjoint(rest) and not _is_dated(s.low, i, published)
    if word in MONTHS:
        return published is not None and _is_now(s, i, published)
    if word == "weekend" and before in _ANY_WEEKEND:
        return False  # three drowned in a single weekend last July
    return word in _DAYS or f"{before} {word}" in _DAYS


def _is_dated(low: list[str], i: int, published: datetime | None) -> bool:
    """Sunday, 14 March 2010."""
    return published is not None and any(_YEAR.fullmatch(w) and int(w) < published.year for w in low[i + 1 : i + 6])


def _is_now(s: Sentence, i: int, published: datetime) -> bool:
    """A date within the last days."""
    if not s.raw[i][:1].isupper() or _is_dated(s.low, i, published):
        return False
    near = (s.low[i + 1] if i + 1 < len(s) else "", s.low[i - 1] if i else "")
    day = next((int(w) for w in (n.rstrip("stndrh,") for n in near) if w.isdigit() and 0 < int(w) <= 31), None)
    if day is None:
        return False
    behind = ((published.month - MONTHS[s.low[i]]) % 12) * 30.4 + published.day - day
    return -1.5 <= behind <= 8
