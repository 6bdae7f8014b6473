"""Dates as cues: a year or a month's day that says of when a figure is."""

from __future__ import annotations

import re
from datetime import datetime

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.scope.cues import BOTH, Cue
from worker.stages.extract.scope.windows import is_compared, is_other_month

YEAR = re.compile(r"(?:19|20)\d\d")
MADE = frozenset("made built dug founded opened laid bought constructed".split())
ATTACKS = frozenset("attacks bombings bombs blasts explosions shootings incidents strikes raids".split())
_ONE_ATTACK = ATTACKS | {attack.removesuffix("s") for attack in ATTACKS}
_ONE_ACCIDENT = frozenset(
    "fire blaze crash collision accident collapse landslide quake earthquake storm flood floods avalanche stampede crush gunman gunmen"
    " bomber bombers".split()
)
_NEW = frozenset("a an another two three".split())
_DRAWN = frozenset(
    "line lines border borders boundary boundaries law accord accords agreement ceasefire truce treaty pact".split()
)
_ROADS = frozenset("street st avenue ave road rd boulevard blvd drive lane".split())
_NAME = 5  # tokens behind the year in which what it names stands
_TOLD_OF = frozenset("that which when where who remember remembered".split())
_OTHER_DATE = Cue("other date", ("on",), "background", BOTH)
_OTHER_MONTH = Cue("other month", ("in",), "background", BOTH)
_THAT_DAY = Cue("that day's attack", ("the",), "background", BOTH, 12)
_THIS_YEAR = Cue("this year", ("in",), "cumulative", BOTH)
_PAST_YEAR = Cue("past year", ("in",), "background", BOTH)


def dated(s: Sentence, i: int, published: datetime) -> Cue | None:
    """The cue of a year or a month's day at token `i`, seen from the text's date."""
    word = s.low[i]
    if word in lex.MONTHS and s.low[max(0, i - 3) : i] == ["so", "far", "in"]:
        return _THIS_YEAR
    if word in lex.MONTHS and _is_that_days(s, i, published):
        return _THAT_DAY
    if word in lex.MONTHS:
        if _is_other_date(s, i, published):
            return _OTHER_DATE
        return _OTHER_MONTH if is_other_month(s, i, published) else None
    if "born" in s.low[max(0, i - 8) : i]:
        return None  # who was born on Dec. 27, 2000
    if not YEAR.fullmatch(word) or _is_block(s.low, i) or (i > 1 and s.low[i - 2] in MADE) or is_compared(s.low, i):
        return None
    if s.low[i - 1 : i] == ["the"] and not _DRAWN.isdisjoint(s.low[i + 1 : i + _NAME]):
        return None  # near the 1967 Green Line
    if _is_past_year(s.low, i, published):
        return _PAST_YEAR
    return _THIS_YEAR if word == str(published.year) and _in_year(s.low, i) else None


def _is_block(low: list[str], i: int) -> bool:
    """In the 1900 block of a street, at 1925 Elm Street: a house number."""
    if low[i - 1 : i] == ["at"] and not _ROADS.isdisjoint(low[i + 2 : i + 5]):
        return True
    return any(word.startswith("block") for word in low[i + 1 : i + 3]) or low[i - 1 : i] == ["block"]


def _is_that_days(s: Sentence, i: int, published: datetime) -> bool:
    """Killed in the July 13 attack, days later: a date before the noun speaks of what is known, unless the text begins with it."""
    behind = _ONE_ATTACK
    if s.low[i - 1 : i] != ["the"] or behind.isdisjoint(s.low[i + 2 : i + 5]):
        return False
    days = _days_behind(s, i, published)
    return days is not None and (10 if s.index <= 1 and i == 1 else 1) < days < 355


def _days_behind(s: Sentence, i: int, published: datetime) -> float | None:
    """How many days before `published` the day beside the month at token `i` lies."""
    after = [w for w in s.low[i + 1 : i + 3] if w != "."][:1]  # Jan. 9
    near = [w.rstrip("stndrh,") for w in (*s.low[max(0, i - 1) : i], *after)]
    day = next((int(w) for w in near if w.isdecimal() and 0 < int(w) <= 31), None)
    return None if day is None else ((published.month - lex.MONTHS[s.low[i]]) * 30.4 + published.day - day) % 365


def _is_other_date(s: Sentence, i: int, published: datetime) -> bool:
    """On 11 January, in a text of 28 January: another event, unless the year says more."""
    behind = _days_behind(s, i, published)
    if (
        "since" in s.low[max(0, i - 3) : i]
        or behind is None
        or not s.raw[i][:1].isupper()
        or any(YEAR.fullmatch(w) and int(w) != published.year for w in s.low[i + 1 : i + 4])
    ):
        return False
    return 10 < behind < 355


def _in_year(low: list[str], i: int) -> bool:
    """ "have been killed in 2014": so far."""
    return (
        i > 0
        and low[i - 1] in ("in", "during", "of")
        and bool({"have", "has", "had", "so"} & set(low))
        and low[max(0, i - 2)] not in lex.MONTHS
    )


def _is_past_year(low: list[str], i: int, published: datetime) -> bool:
    if i == 0:
        return False
    return int(low[i]) < published.year and not (
        int(low[i]) == published.year - 1 and published.month == 1 and "december" in low
    )


def is_new_attack(between: list[str]) -> bool:
    """Behind a comma, an attack that is told of for the first time: on the anniversary of a war's end, a bomb exploded."""
    told = between[between.index(",") :] if "," in between else []
    return not ((_ONE_ATTACK | _ONE_ACCIDENT).isdisjoint(told) or _NEW.isdisjoint(told)) and _TOLD_OF.isdisjoint(told)
