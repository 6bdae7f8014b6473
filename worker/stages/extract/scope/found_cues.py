"""The cues of a sentence: its set phrases, dates and windows, but for those that say nothing of when."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.numerals import SMALL
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.scope.cues import BACKWARD, BOTH, CUES, FORWARD, Cue
from worker.stages.extract.scope.date_cues import ATTACKS, MADE, YEAR, dated
from worker.stages.extract.scope.windows import SUPERLATIVES, is_compared, is_every, is_record, is_since_death, since_event

_BY_WORD: dict[str, list[Cue]] = {}
for _cue in CUES:
    _BY_WORD.setdefault(_cue.words[0], []).append(_cue)

_OF_YEAR = ("of", "the", "year")
_SUPERLATIVE = 3  # words from it to "of the year"
_PARTS_OF_YEAR = frozenset("day night time weekend week part".split())
FRESH = frozenset("yesterday today morning overnight dawn night midnight noon early late afternoon evening".split()) | set(
    lex.WEEKDAYS
)
_SEASONS = re.compile(r"(?:19|20)\d\d[-/–](?:\d\d|(?:19|20)\d\d)")  # 2024-25, of statistics
_BEFORE_SEASONS = frozenset("in during for".split())
_BEFORE_MONTHS = frozenset("in between from".split())
_OWN_AGE = (["he", "was"], ["she", "was"], ["they", "were"], ["i", "was"])
_AFTER_AGE = frozenset({".", ",", ";", "and", "years", ""})
_ENDING = frozenset("to ending until through up".split())
_SPAN = {"hour": 1 / 24, "hours": 1 / 24, "day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365,
         "decade": 3650, "decades": 3650}  # fmt: skip
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "few": 3, "several": 4,
            "couple": 2, "24": 24, "48": 48, "72": 72}  # fmt: skip
_WHOLES = frozenset("100 1,000 1000 10,000 100,000".split())
_EVERY = Cue("rate", ("every",), "rate", BOTH, 15)
_SINCE = Cue("since", ("since",), "cumulative", BOTH)
_SINCE_EVENT = Cue("since an event", ("since",), "background", FORWARD, 25)
_SINCE_DEATH = Cue("since an event", ("since",), "background", FORWARD, 4)
_IN_WAR = Cue("in the war", ("in", "which"), "cumulative", FORWARD, 15)
_WINDOW = Cue("window", ("past",), "cumulative", BOTH)
_SEASON = Cue("past", ("in",), "background", BOTH)
_AS_A_CHILD = Cue("past", ("when",), "background", BACKWARD, 20)
_DAY_BEFORE = ("the", "day", "before")
_ANNOUNCED = frozenset("announced reported stated given said thought feared believed put".split())
_LASTING = frozenset(
    "war insurgency feud campaign struggle vendetta".split()
)  # goes on for years; clashes and a conflict may not
_OF_WAR = 6  # tokens from the war to "in which"
_NTH = frozenset(
    "first second third fourth fifth sixth latest another most record deadliest worst biggest largest highest heaviest bloodiest strongest".split()
)
_EARLIER = frozenset("similar previous earlier past recent".split())
_MOMENTS = frozenset("after before later earlier ago to old".split())
_THIS_TIME = (
    ("this", "year"),
    ("this", "month"),
    ("this", "summer"),
    ("this", "winter"),
    ("this", "season"),
    ("so", "far", "this", "year"),
)
_OCCASIONS = frozenset(
    "pilgrimage hajj haj umrah yatra mela festival carnival parade procession marathon race rally regatta derby fair feast show concert"
    " tour expedition summit election elections vote final finals cup games".split()
)
_NTH_OF = 14  # words from the fifth killed to "this year"
_YEARS_THAT = ("years", "that")
_OVER_THE_PAST = ("over", "the", "past")
_DAYS = frozenset("hours day days night nights weekend".split())
_COMPARING = frozenset("in by as".split())  # hurt in the worst clash in a decade: of the report's first sentences
COMPARES = (("the", "worst"), ("the", "deadliest"))
_REFUSED = frozenset(
    "entry entrance access permission passage bail visa visas responsibility involvement role charges accusations".split()
)
_SUSPECTED = ("suspected", "of")
_IN_A_DAY = ["in", "a", "day"]
_IS = frozenset("was were been being is are".split())
_NAMES = frozenset("memorial fears".split())
_FEW = frozenset("two three several many a".split())
_RULINGS = frozenset("sentencing sentenced trial verdict convicted jailed acquitted war tribunal".split())
_UNREST = frozenset("riot riots rioting clash clashes protest protests unrest violence violent".split())
_THIS_IS = (["this", "was"], ["this", "is"])
_RECORD = 6  # words between a superlative and its "since"
_CLAUSE = 9  # words of what happened since when
_RECORDS = frozenset("history memory record decade decades century years".split())
_BEGINNINGS = frozenset(
    "coups wars ouster ousted toppled overthrow overthrown began started broke erupted start beginning independence escalated escalation launched truce ceasefire armistice accord silent coup takeover".split()
)
# What a cue, a window or a date may begin with; years and numbers beside them.
_ASKED = (
    _BY_WORD.keys()
    | lex.MONTHS.keys()
    | {"every", "since", "in", "past", "last", "previous", "between", "from", "when", "within"}
)


def find_cues(s: Sentence, published: datetime | None) -> list[tuple[Cue, int, int]]:
    """(cue, first token, last token + 1) of every cue in the sentence, dates and windows included."""
    found: list[tuple[Cue, int, int]] = []
    low = s.low
    for i, word in [(i, word) for i, word in enumerate(low) if word in _ASKED or word[0].isdecimal()]:
        for cue in _BY_WORD.get(word, ()):
            end = i + len(cue.words)
            if tuple(low[i:end]) == cue.words and not _is_void(cue, s, i, end) and not (word in _NAMES and _is_name(s, i)):
                found.append((cue, i, end))
        if word == "every" and is_every(low, i):
            found.append((_EVERY, i, i + 2))
        elif word == "since" and (since := _since_cue(low, i)) is not None:
            found.append(since)
        elif (span := _span(low, i)) is not None:
            found.append(span)
        elif published is not None and (date := dated(s, i, published)) is not None and not _is_since_then(low, i):
            found.append((date, i, i + 1))
    return found


def _span(low: list[str], i: int) -> tuple[Cue, int, int] | None:
    """The time or the war that a figure is of, told from token `i` on."""
    word = low[i]
    if word in _BEFORE_MONTHS and _is_span_of_months(low, i):
        return _WINDOW, i, i + 4
    if word == "in":
        return _in_a_time(low, i)
    if word == "when" and _is_of_childhood(low, i):
        return _AS_A_CHILD, i, i + 4
    if word in ("past", "last", "previous") and _window(low, i):
        return _WINDOW, i, i + 2
    if word == "within" and _is_months(low, i) and low[i + 3 : i + 4] != ["of"]:
        return _WINDOW, i, i + 3  # two crashes that killed 346 within five months
    if low[i - 1] in _BEFORE_SEASONS and _SEASONS.fullmatch(word):
        return _SEASON, i - 1, i + 1
    return None


def _in_a_time(low: list[str], i: int) -> tuple[Cue, int, int] | None:
    if low[i + 1 : i + 2] == ["which"] and not _LASTING.isdisjoint(low[max(0, i - _OF_WAR) : i]):
        return _IN_WAR, i, i + 2
    if _is_share(low, i):
        return _EVERY, i - 1, i + 2
    return (_WINDOW, i, i + 3) if _is_months(low, i) else None


def _since_cue(low: list[str], i: int) -> tuple[Cue, int, int] | None:
    """A total since then; or what happened then: the deaths, the attack that is spoken of."""
    if _since(low, i) and not is_record(low, i):
        return _SINCE, i, i + 2
    if is_since_death(low, i):
        return _SINCE_DEATH, i, i + 1
    end = since_event(low, i)
    return (_SINCE_EVENT, i, end) if end else None


def _is_since_then(low: list[str], i: int) -> bool:
    """Reached 253 since the hillside fell on | Oct. 1: the event's own day."""
    if low[i - 1] != "on":
        return False
    begun = next((k for k in range(i - 1, max(-1, i - _CLAUSE), -1) if low[k] == "since"), None)
    return begun is not None and low[begun + 1] in ("the", "a", "an") and not _since(low, begun)


def _is_moment(low: list[str], end: int) -> bool:
    """A day later, a year to the day after: no rate."""
    return bool(_MOMENTS.intersection(low[end : end + 1]))


def _is_no_rate(low: list[str], i: int, end: int) -> bool:
    """A day later, eleven in a day; the second raid in a week; in a year in which thousands died."""
    if low[i - 1] == "in" and low[end : end + 1] in (["in"], ["when"], ["that"]):
        return True
    if low[i - 1] == "in" and not lex.ORDINALS.keys().isdisjoint(low[max(0, i - _CLAUSE) : i]):
        return True
    return _is_moment(low, end) or low[i - 1 : end] == _IN_A_DAY or low[i - 1] == "on"


def _is_of_a_record(low: list[str], i: int) -> bool:
    """The hottest day | of the year, the worst fire of the year."""
    return low[max(0, i - 1)] in _PARTS_OF_YEAR or not SUPERLATIVES.isdisjoint(low[max(0, i - _SUPERLATIVE) : i])


def _is_void(cue: Cue, s: Sentence, i: int, end: int) -> bool:
    """Words of a cue that say nothing of when: a day later, made in the 1970s, the worst attack since the invasion."""
    low = s.low
    if (cue.effect == "rate" and _is_no_rate(low, i, end)) or (cue.words == _OF_YEAR and _is_of_a_record(low, i)):
        return True
    if (cue.words[0] == "such" and SUPERLATIVES & set(low[max(0, i - 2) : i])) or (
        cue.words[0] == "this" and is_record(low, i)
    ):
        return True  # the worst such crash in years, the deadliest attack this year
    if (
        _is_measured_by(cue, s, i)
        or _is_of_one(cue, low, i)
        or (cue.words[0] == "investigate" and "scene" in low[end : end + 3])
    ):
        return True  # investigate the scene of a shooting where one was hurt
    if cue.words == _OVER_THE_PAST and not _window(low, end - 1) and _DAYS.intersection(low[end : end + 2]):
        return True  # over the past two days: the event
    if (cue.words == _DAY_BEFORE and not _ANNOUNCED.isdisjoint(low[max(0, i - 2) : i])) or (
        cue.words[-1] == "ago" and "records" in low[max(0, i - 4) : i]
    ):
        return True  # not 22, as announced the day before; the heaviest rain since records began 140 years ago
    if cue.name == "court" and _UNREST.intersection(low if cue.words[0] in _RULINGS else low[end : end + 1]):
        return True  # riots after the sentencing of a party's leader; a war crimes protest
    if cue.words[-1] == "war" and low[end : end + 1] == ["crimes"]:
        return True  # hurt in the war crimes protest
    if cue.name == "averted" and low[end : end + 1] == ["with"]:
        return True  # escaped with minor injuries
    if (cue.effect == "denied" or cue.words == _SUSPECTED) and (_REFUSED.intersection(low[end : end + 2]) or low[i - 1] in _IS):
        return True  # denied entry, denied responsibility; rebels are suspected of killing two: no charge
    if cue.effect == "summary" and cue.words[:2] == ("one", "of"):
        if cue.words[2] not in _FEW and ATTACKS.isdisjoint(low[end : end + 3]):
            return True
        return lex.PLURAL.keys() & set(low[end : end + 2]) != set()  # one of two climbers, not of two attacks
    return _is_of_a_thing(low, i) or (cue.words[0] == "since" and (is_compared(low, end) or is_record(low, i)))


def _is_of_one(cue: Cue, low: list[str], i: int) -> bool:
    """The fifth killed by dogs this year; this year after rules changed; the worst crash in 20 years that left 28 dead; this year's race."""
    behind = low[i + len(cue.words) :]
    if cue.words in _THIS_TIME and behind[:1] == ["'s"] and not _OCCASIONS.isdisjoint(behind[1:4]):
        return True
    if cue.name == "days after":
        return low[i - 1] == "this"
    if cue.words == _YEARS_THAT:
        return not SUPERLATIVES.isdisjoint(low[:i])
    before = low[max(0, i - _NTH_OF) : i]
    return cue.words in _THIS_TIME and any(_is_ordinal(a) and b in lex.SINGULAR for a, b in pairwise(before))


def _is_ordinal(word: str) -> bool:
    return word in lex.ORDINALS or (word[0].isdecimal() and word.endswith(("st", "nd", "rd", "th")))


def _is_measured_by(cue: Cue, s: Sentence, i: int) -> bool:
    """The deadliest fire in the country's history killed 62; left 40 dead, the worst crash in years; killed 12 on Tuesday, four weeks after a similar attack."""
    low = s.low
    if cue.words in COMPARES:
        begins = (
            low[i - 1 : i] in ([], ["-"], ["--"], ["—"], ["–"])
            and s.index <= 1
            and not _RECORDS.isdisjoint(low)
            and not any(map(YEAR.fullmatch, low))
        ) or "since" in low[i + 2 : i + 2 + _RECORD]
        return begins or low[i - 1 : i] == [","] or (s.index <= 1 and low[i - 1] in _COMPARING) or low[:i] in _THIS_IS
    return cue.name == "past" and cue.words[0] in _EARLIER and "after" in low[max(0, i - 3) : i]


def _is_name(s: Sentence, i: int) -> bool:
    """At Lee Memorial, Memorial Day, Officer Fears: a hospital, a day, a man of that name."""
    return not (s.in_title or s.shouting) and s.raw[i][:1].isupper() and i > 0


def _is_of_a_thing(low: list[str], i: int) -> bool:
    """Made in the 1970s: what is old is the thing, not the event. In July this year: a month, and no total."""
    return i > 0 and (low[i - 1] in MADE or (low[i - 1] in lex.MONTHS and low[i] == "this"))


def _since(low: list[str], i: int) -> bool:
    """ "since April 30", "since 2011", "since the war began": a total; "since Friday" is the event."""
    following = low[i + 1 : i + 4]
    if following[:1] in (["early"], ["late"]) and not lex.MONTHS.keys().isdisjoint(following[1:2]):  # since late April
        return True
    if not following or following[0] in FRESH or following[0] in ("records", "record-keeping"):
        return False
    if following[1:2] == ["fell"]:
        return True  # since Assad fell
    if any(w in lex.MONTHS or YEAR.fullmatch(w) for w in following):
        return True
    return following[0] in ("last", "mid", "then", "early", "late", "that") or bool(
        _BEGINNINGS.intersection(low[i + 1 : i + 9])
    )


def _is_months(low: list[str], i: int) -> bool:
    """4,800 drowned in five months; not: the second attack in two years. An outbreak may be told of for weeks."""
    number, unit = "".join(low[i + 1 : i + 2]), "".join(low[i + 2 : i + 3])
    count = NUMBERS.get(number) or (int(number) if number.isdecimal() and len(number) < 4 else 0)
    return (
        not unit.startswith("week")
        and count * _SPAN.get(unit, 0) > 3
        and _NTH.isdisjoint(low[:i])
        and low[i + 3 : i + 4] not in (["time"], ["'"])
    )


def _is_span_of_months(low: list[str], i: int) -> bool:
    """Between January and October, from May to July, in the 12 months to June: statistics; "between March 3 and 5" is an event's."""
    if low[i] == "in":
        spans = low[i + 1 : i + 2] == ["the"] and low[i + 3 : i + 4] == ["months"]
        return spans and not _ENDING.isdisjoint(low[i + 4 : i + 5])
    middle = ["and"] if low[i] == "between" else ["to"]
    months = low[i + 1 : i + 2] + low[i + 3 : i + 4]
    return low[i + 2 : i + 3] == middle and len(months) == 2 and lex.MONTHS.keys() >= set(months)


def _is_of_childhood(low: list[str], i: int) -> bool:
    """His brother had drowned | when he was 12: long before."""
    age = "".join(low[i + 3 : i + 4])
    return low[i + 1 : i + 3] in _OWN_AGE and (age.isdecimal() or age in SMALL) and "".join(low[i + 4 : i + 5]) in _AFTER_AGE


def _is_share(low: list[str], i: int) -> bool:
    """Kills 10 in 100: no toll."""
    return i > 0 and low[i - 1].isdecimal() and "".join(low[i + 1 : i + 2]) in _WHOLES


def _window(low: list[str], i: int) -> bool:
    """ "in the past 48 hours" is the event, "in the last three months" a total."""
    if low[i + 1 : i + 2] and low[i + 1] in ("decade", "decades", "years", "months", "weeks"):
        return True
    if i + 2 >= len(low) or low[i + 2] not in _SPAN:
        return False
    number = NUMBERS.get(low[i + 1]) or (int(low[i + 1]) if low[i + 1].isdecimal() and len(low[i + 1]) < 5 else 0)
    return number * _SPAN[low[i + 2]] > 3
