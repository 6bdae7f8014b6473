"""When it happened: the date words nearest to the event, resolved against the time of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from worker.model import DatePrecision, DateSpan
from worker.stages.extract.grammar.lexicon import MONTHS, WEEKDAYS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = "|".join(name for name in WEEKDAYS if len(name) > 4)
_MODAL = r"may\s+(?:be|have|not|still|yet|well|already|also|now|never|remain|lie|die|face|need|soon|only|even)\b"  # 30 may be buried: no day
SMALL_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
# These are asked of texts in small letters.
_FULL = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y1>(?:19|20)\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?!{_MODAL})(?P<m2>{_MONTH})\.?(?:,?\s+(?P<y2>(?:19|20)?\d\d))?"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))\b",
)
_RELATIVE = re.compile(
    rf"\b(?P<today>today|tonight|this\s+(?:morning|afternoon|evening)|earlier\s+today)\b|\b(?P<yesterday>yesterday|last\s+night)\b"
    rf"|\b(?P<overnight>overnight)\b(?!(?:\s+[a-z-]+){{0,4}}\s+(?:on|into|to)\s+(?:{_DAY})\b)"
    r"|\b(?P<weekend>(?:(?:over|at|during)\s+the|this(?:\s+past)?|last)\s+weekend|weekend(?=\s+(?:attacks?|raids?|violence|clashes|strikes|storms?|crashes|shootings?)))\b"
    r"|\b(?:past|last|previous)\s+(?P<n>\d{1,3}|few|couple\s+of|two|three|four|five|six|seven|ten)?[\s-]*(?P<unit>hours?|days?|nights?|weeks?)\b"
    r"|\b(?:within|in|over)\s+(?:(?:a|the|under|just|the\s+space\s+of)\s+)?(?P<hours>\d\d)[\s-]hours?\b"
    rf"|\b(?P<ago>\d{{1,2}}|a\s+couple\s+of|{'|'.join(SMALL_NUMBERS)})\s+days?\s+ago\b"
    r"|\b(?P<week>(?:earlier\s+|late\s+|later\s+)?this\s+week)\b"
    rf"|\b(?P<since>since\s+)?(?P<last>last\s+)?(?P<day>{_DAY})\b(?!\s+(?:market|bazaar|mosque|island|street|road|times|herald|post|mail|magazine|league)\b)(?:\s+(?:and|to|through|until|till)\s+(?:\w+\s+(?:on\s+)?)?(?P<until>{_DAY})\b)?",
)
_DAY_BEFORE = re.compile(r"\b(\d{1,2})\s*(?:[-–/]|to|and)\s*$")
_DAY_BEHIND = re.compile(r"\s*(?:[-–/]|to|and)\s*(\d{1,2})\b(?!:)")
_MONTH_ALONE = re.compile(rf"\b(?:in|last)\s+({_MONTH})\b(?!\.?\s*\d)")
_AS_OF = re.compile(r"\bas of\s+$")  # the day of the figure, not of the event
_TOLD = re.compile(  # when a figure was told, or the search given up: the event was then or shortly before
    r"\b(?:said|says|told|confirmed|announced|reported|gave|ended|continued|called off|mourning (?:began|begins|starts|started)|resumed|detained|arrested|identified|declared|condemned|visited|buried|vowed)"
    r"(?:\s+(?!that\b|when\b|after\b|killed\b|struck\b|hit\b|fell\b|broke\b|shot\b|sank\b|died\b|burst\b|set\b|went\b|took\b|came\b|blew\b|\w+ed\b)[\w’'-]+){0,3}"
    r"\s+(?:(?:late|early|later)\s+)?(?:on\s+)?$"
)
_GIVEN_UP = re.compile(  # on Sunday ended the search for those whom it buried on Tuesday
    r",?\s+(?:called off|ended|gave up|halted|stopped|suspended|abandoned|wound up|closed)\s+(?:(?:the|its|their|a)\s+)?(?:[\w-]+\s+){0,2}?(?:search|rescue|recovery|hunt|searches)\b"
)
# What comes days after an event: a day in court, a vigil, a name made known. Such a day is its date only where no other is told.
_AFTERMATH = re.compile(
    r"\b(?:court|magistrates?|appearance|hearing|remanded|arraigned|vigil|gathered|flowers|tributes?|funeral|identity|identities|names? of)\b"
    r"(?:(?!\b(?:killed|shot|died|stabbed|struck|crash\w*|attack\w*|fire|accused|after|when|over)\b)[^.;]){0,40}$"
)
_MADE_KNOWN = re.compile(
    r"\s+(?:released|identified|named) (?:the|a|two|three|four)\b"
)  # authorities on Thursday released the identity
# What officials and mourners do on a day, days after the event that a clause behind it tells of: visited on Monday the market where a bomb killed 14.
_ACT = r"(?:spoke|speaks|reappeared|visit(?:ed|s)|tour(?:ed|s)|addressed|attended|laid|lit|prayed|apologi[sz]ed|met|protested|rallied|marched|gathered|inspected|paid|returned to)"
_ACTED = re.compile(rf"\b{_ACT}\b(?:\s+[\w’'-]+){{0,4}}\s+(?:on\s+)?$")
_ACTS = re.compile(rf",?(?:\s+(?!where|which|that|when|as)[\w’'-]+){{1,5}}\s+{_ACT}\b")
_WHERE = re.compile(r"[^.;]{1,160}?\bthe (?:[\w-]+ ){1,3}(?:in which|where|that|which|whose)\b")
_SHORTLY = timedelta(days=2)
_ELSEWHERE = re.compile(
    r"\bafter (?:killing|claiming|leaving|injuring|battering|devastating)\b[^.;]*$", re.IGNORECASE
)  # the storm's earlier dead
_PLANNED = re.compile(  # still to come; but not the day of what they will be charged with
    r"\b(?:will|(?:is|are|due|set|expected|plans?) to|scheduled (?:to|for))\b"
    r"(?:(?!\b(?:after|that|who|when|which|death|killing|shooting|attack|suspects? in|victims of|killed|injured|died|shot)\b)[^.;!?]){0,60}$"
)
_NUMBER = {**SMALL_NUMBERS, "few": 3, "couple of": 2}
_TOMORROW = timedelta(
    days=6
)  # back to the weekday that comes next: where the clocks differ it is today's, or it is still to come
_SATURDAY = 5  # the weekend of its news began the night before
_AHEAD = timedelta(days=180)  # a date without a year that comes so soon is still to come, and none of last year's
_HOURS = {"hour": 1, "day": 24, "night": 24, "week": 168}


def find_date(
    texts: Iterable[str], published: datetime | None, oldest: timedelta = timedelta.max, aftermath: bool = True
) -> DateSpan | None:
    """The first date that the texts give, the nearest to the event first; None where they give none that is no older."""
    for text in map(str.lower, texts):
        found = _relative(text, published.date(), aftermath) if published is not None else None
        full = _full(text, published.date() if published is not None else None)
        if full is not None and published is not None and published.date() - full[0].start > oldest:
            full = None
        if full is not None and (found is None or full[1] <= found[1]):
            return full[0]
        if found is not None:
            return found[0]
    return None


def find_month(text: str, published: datetime) -> DateSpan | None:
    """The month, without a day or year, that a text names for what is long over: the latest one of that name."""
    match = _MONTH_ALONE.search(text.lower())
    if match is None:
        return None
    month = MONTHS[match[1]]
    year = published.year - (month > published.month or (month == published.month and match[0].startswith("last")))
    return DateSpan(date(year, month, 1), date(year, month, monthrange(year, month)[1]), DatePrecision.MONTH)


def _full(text: str, today: date | None) -> tuple[DateSpan, int] | None:
    for match in _FULL.finditer(text):
        day = _resolve(match, today)
        if day is not None and (today is None or day <= today + timedelta(days=1)):
            return _with_other(text, match, day), match.start()
    return None


def _with_other(text: str, match: re.Match[str], day: date) -> DateSpan:
    """The night of 17-18 November, May 3-4: two days that follow each other."""
    before, behind = _DAY_BEFORE.search(text[max(0, match.start() - 8) : match.start()]), _DAY_BEHIND.match(text, match.end())
    if before is not None and match["d2"] and int(before[1]) == day.day - 1:
        return DateSpan(day - timedelta(days=1), day, DatePrecision.DAY)
    if behind is not None and match["d1"] and int(behind[1]) == day.day + 1:
        return DateSpan(day, day + timedelta(days=1), DatePrecision.DAY)
    return DateSpan(day, day, DatePrecision.DAY)


def _resolve(match: re.Match[str], today: date | None) -> date | None:
    if match["y3"]:
        return _make(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    month = MONTHS[match["m1"] or match["m2"]]
    day = int(match["d1"] or match["d2"])
    year = match["y1"] or match["y2"]
    if year is not None:
        return _make(int(year) + (1900 if len(year) == 2 and int(year) > 50 else 2000 if len(year) == 2 else 0), month, day)
    if today is None:
        return None
    here = _make(today.year, month, day)
    if here is None or here <= today + timedelta(days=1):
        return here
    return None if here - today <= _AHEAD else _make(today.year - 1, month, day)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative(text: str, today: date, aftermath: bool) -> tuple[DateSpan, int] | None:
    told: re.Match[str] | None = None
    for match in _RELATIVE.finditer(text):
        if _is_other_day(text, match.start()) or _is_of_mourners(text, match) or (not aftermath and _is_aftermath(text, match)):
            continue
        if not (_TOLD.search(text[max(0, match.start() - 60) : match.start()]) or _GIVEN_UP.match(text, match.end())):
            start, end = _span(match, today)
            return DateSpan(max(start, today - timedelta(days=31)), end, DatePrecision.DAY), match.start()
        told = told or match
    if told is None:
        return None
    end = _span(told, today)[1]
    return DateSpan(end - _SHORTLY, end, DatePrecision.DAY), told.start()


def _is_other_day(text: str, at: int) -> bool:
    """As of Monday: the figure's day; after killing a dozen in Spain last week: what the storm did before; will meet on Friday."""
    if _AS_OF.search(text[max(0, at - 8) : at]) or _PLANNED.search(text[max(0, at - 80) : at]):
        return True
    return _ELSEWHERE.search(text[max(0, at - 120) : at]) is not None


def _is_of_mourners(text: str, match: re.Match[str]) -> bool:
    acted = _ACTED.search(text[max(0, match.start() - 80) : match.start()]) or _ACTS.match(text, match.end())
    return acted is not None and _WHERE.match(text, match.end()) is not None


def _is_aftermath(text: str, match: re.Match[str]) -> bool:
    return bool(_AFTERMATH.search(text[max(0, match.start() - 100) : match.start()]) or _MADE_KNOWN.match(text, match.end()))


def _span(match: re.Match[str], today: date) -> tuple[date, date]:
    if match["yesterday"]:
        return (today - timedelta(days=1),) * 2
    if match["overnight"]:
        return today - timedelta(days=1), today
    if match["weekend"]:
        end = today if today.weekday() == _SATURDAY else today - timedelta(days=(today.weekday() + 1) % 7)
        return end - timedelta(days=1), end
    if match["ago"]:
        said = match["ago"]
        return (today - timedelta(days=int(said) if said.isdecimal() else SMALL_NUMBERS.get(said, 2)),) * 2
    if match["week"]:
        return today - timedelta(days=today.weekday()), today
    if match["unit"]:
        said = " ".join((match["n"] or "").lower().split())
        number = int(said) if said.isdecimal() else _NUMBER.get(said, 1)
        hours = number * _HOURS[match["unit"].lower().rstrip("s")]
        return today - timedelta(days=(hours + 23) // 24), today
    if match["hours"]:
        return today - timedelta(days=(int(match["hours"]) + 23) // 24), today
    if match["day"]:
        return _weekdays(match, today)
    return today, today


def _weekdays(match: re.Match[str], today: date) -> tuple[date, date]:
    """The latest such day; with "since" up to now, with a second day up to that one."""
    start = _latest(match["day"], today)
    if match["last"] is None and today - start == _TOMORROW:
        start = today
    elif match["last"] is not None and start == today:  # on a Friday, last Friday
        start = today - timedelta(days=7)
    if match["since"]:
        return start, today
    if match["until"] is None:
        return start, start
    end = _latest(match["until"], today)
    return (start if start <= end else start - timedelta(days=7)), end


def _latest(name: str, today: date) -> date:
    return today - timedelta(days=(today.weekday() - WEEKDAYS[name.lower()]) % 7)
