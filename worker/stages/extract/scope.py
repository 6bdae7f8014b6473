"""What a figure covers and whether it happened: how far a cue reaches, and dates and windows as cues."""

from __future__ import annotations

from datetime import datetime

from worker.model import Kind, Realis, Scope
from worker.stages.extract import lexicon as lex
from worker.stages.extract.cues import BACKWARD, BOTH, CUES, FORWARD, Cue
from worker.stages.extract.date_cues import ATTACKS, MADE, YEAR, dated
from worker.stages.extract.mentions import ANOTHER, Mention
from worker.stages.extract.moods import is_definition, is_finite, is_ongoing, is_result
from worker.stages.extract.sentences import Sentence
from worker.stages.extract.sources import attribute_sources
from worker.stages.extract.windows import (
    SUPERLATIVES,
    covers_a_time,
    is_compared,
    is_every,
    is_record,
    since_event,
)

_TURNED = frozenset("turned leaving turning".split())
_MEANWHILE = frozenset("as while with".split())
_OF_YEAR = ("of", "the", "year")
_PARTS_OF_YEAR = frozenset("day night time weekend week part".split())
STOPS = frozenset("but however although though meanwhile ; yet whereas".split())

_BY_WORD: dict[str, list[Cue]] = {}
for _cue in CUES:
    _BY_WORD.setdefault(_cue.words[0], []).append(_cue)

_OF_A_TIME = frozenset("since between weekend".split())
_BEGINNING = 3  # tokens
_CLAUSE = 14  # tokens from "another" to what it did
SOFT = frozenset({"charged", "summary", "other date"})  # background unless the text tells of the event itself
_PRIORITY = ("hypothetical", "denied", "rate", "background", "cumulative", "summary", "feared")
_FRESH = _RECENT = frozenset(
    "yesterday today morning overnight dawn night midnight noon early late afternoon evening".split()
) | set(lex.WEEKDAYS)
_SPAN = {"hour": 1 / 24, "hours": 1 / 24, "day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365,
         "decade": 3650, "decades": 3650}  # fmt: skip
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "few": 3, "several": 4,
            "couple": 2, "24": 24, "48": 48, "72": 72}  # fmt: skip
_WHOLES = frozenset("100 1,000 1000 10,000 100,000".split())


def judge(mentions: list[Mention], s: Sentence, published: datetime | None) -> None:
    """Sets scope, realis and reason of a sentence's mentions."""
    if not mentions:
        return
    cues = find_cues(s, published)
    for m in mentions:
        m.quoted = _is_quoted(s, m)
        reached = [
            c
            for c, start, end in cues
            if _reaches(c, start, end, m, s, mentions)
            and not (c.name == "charged" and _FRESH.intersection(s.low))
            and not (c.name == "court" and not m.quoted and _is_in_quotes(s, start))  # a note: "the verdict of the people"
        ]
        if m.reason:  # the verb itself has said so
            continue
        if is_ongoing(m):
            m.scope, m.reason = Scope.CUMULATIVE, "ongoing"
            continue
        if is_definition(m):
            m.realis, m.reason = Realis.HYPOTHETICAL, "definition"
            continue
        if _is_wider(m, mentions):
            m.scope, m.reason = Scope.SUMMARY, "summary"
            continue
        if _is_of_another(m, s.low):
            m.scope, m.reason = Scope.BACKGROUND, ANOTHER
            continue
        if covers_a_time(m, s, [(c.name, c.effect, c.words) for c in reached]):
            m.scope, m.reason = Scope.CUMULATIVE, next((c.name for c in reached if c.effect == "cumulative"), "so far")
            continue
        for effect in _PRIORITY:
            matching = [c for c in reached if c.effect == effect]
            cue = next((c for c in matching if c.name not in SOFT), next(iter(matching), None))
            if cue is not None and not (m.count.best == 0 and cue.name == "averted"):
                _apply(m, cue)
                break
        else:
            m.reason = m.reason or "event"
    attribute_sources(mentions, s)


def _is_wider(m: Mention, mentions: list[Mention]) -> bool:
    """Two boys were shot, among at least 13 people shot in the city since Tuesday: those of a whole time."""
    low, start = m.sentence.low, m.start
    if m.count.best < 3 or start < 3 or low[start - 1] not in ("among", "of") or _OF_A_TIME.isdisjoint(low[m.end :]):
        return False
    told = low[start - 1] == "among" or low[start - 2] in _NUMBERS
    return told and any(o.kind is m.kind and o.start < start and o.count.best < m.count.best for o in mentions)


def _is_of_another(m: Mention, low: list[str]) -> bool:
    """Claimed this blast and another on a station that injured eight: of the other one."""
    if low[m.start - 1 : m.start] not in (["that"], ["which"]) or m.start < 3:
        return False
    before = low[max(0, m.start - _CLAUSE) : m.start - 1]
    at = len(before) - before[::-1].index("another") if "another" in before else 0
    return bool(at) and before[at - 2 : at - 1] in (["and"], ["after"], ["with"], ["to"])


def _is_quoted(s: Sentence, m: Mention) -> bool:
    """Whether the mention stands inside quotation marks that the sentence opens."""
    return _is_in_quotes(s, m.start)


def _is_in_quotes(s: Sentence, i: int) -> bool:
    before = s.text[: s.begin(i) - s.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def find_cues(s: Sentence, published: datetime | None) -> list[tuple[Cue, int, int]]:
    """(cue, first token, last token + 1) of every cue in the sentence, dates and windows included."""
    found: list[tuple[Cue, int, int]] = []
    low = s.low
    for i, word in enumerate(low):
        for cue in _BY_WORD.get(word, ()):
            end = i + len(cue.words)
            if tuple(low[i:end]) == cue.words and not _is_void(cue, s, i, end) and not (word in _NAMES and _is_name(s, i)):
                found.append((cue, i, end))
        if word == "every" and is_every(low, i):
            found.append((_EVERY, i, i + 2))
        elif word == "since" and _since(low, i) and not is_record(low, i):
            found.append((_SINCE, i, i + 2))
        elif word == "since" and (end := since_event(low, i)):
            found.append((_SINCE_EVENT, i, end))
        elif word == "in" and low[i + 1 : i + 2] == ["which"] and not _LASTING.isdisjoint(low[max(0, i - _OF_WAR) : i]):
            found.append((_IN_WAR, i, i + 2))
        elif word == "in" and _is_share(low, i):
            found.append((_EVERY, i - 1, i + 2))
        elif word == "in" and _is_months(low, i):
            found.append((_WINDOW, i, i + 3))
        elif word in ("past", "last", "previous") and _window(low, i):
            found.append((_WINDOW, i, i + 2))
        elif published is not None and (date := dated(s, i, published)) is not None:
            found.append((date, i, i + 1))
    return found


def _is_moment(low: list[str], end: int) -> bool:
    """A day later, a year to the day after: no rate."""
    return bool(_MOMENTS.intersection(low[end : end + 1]))


def _is_void(cue: Cue, s: Sentence, i: int, end: int) -> bool:
    """Words of a cue that say nothing of when: a day later, made in the 1970s, the worst attack since the invasion."""
    low = s.low
    if (cue.effect == "rate" and (_is_moment(low, end) or low[i - 1 : end] == _IN_A_DAY or low[i - 1] == "on")) or (
        cue.words == _OF_YEAR and low[max(0, i - 1)] in _PARTS_OF_YEAR
    ):
        return True  # a day later, eleven in a day, the hottest day of the year
    if (cue.words[0] == "such" and SUPERLATIVES & set(low[max(0, i - 2) : i])) or (
        cue.words[0] == "this" and is_record(low, i)
    ):
        return True  # the worst such crash in years, the deadliest attack this year
    if _is_measured_by(cue, s, i) or (cue.words[0] == "investigate" and "scene" in low[end : end + 3]):
        return True  # investigate the scene of a shooting where one was hurt
    if cue.words == _OVER_THE_PAST and not _window(low, end - 1) and _DAYS.intersection(low[end : end + 2]):
        return True  # over the past two days: the event
    if cue.words[-1] == "ago" and "records" in low[max(0, i - 4) : i]:
        return True  # the heaviest rain since records began 140 years ago
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


def _is_measured_by(cue: Cue, s: Sentence, i: int) -> bool:
    """Left 40 dead, the worst crash in years; killed 12 on Tuesday, four weeks after a similar attack."""
    low = s.low
    if cue.words in _COMPARES:
        return low[i - 1 : i] == [","] or (s.index <= 1 and low[i - 1] in _COMPARING) or low[:i] in _THIS_IS
    return cue.name == "past" and cue.words[0] in _EARLIER and "after" in low[max(0, i - 3) : i]


def _is_name(s: Sentence, i: int) -> bool:
    """At Lee Memorial, Memorial Day, Officer Fears: a hospital, a day, a man of that name."""
    return not (s.in_title or s.shouting) and s.raw[i][:1].isupper() and i > 0


def _is_of_a_thing(low: list[str], i: int) -> bool:
    """Made in the 1970s: what is old is the thing, not the event. In July this year: a month, and no total."""
    return i > 0 and (low[i - 1] in MADE or (low[i - 1] in lex.MONTHS and low[i] == "this"))


_EVERY = Cue("rate", ("every",), "rate", BOTH, 15)
_SINCE = Cue("since", ("since",), "cumulative", BOTH)
_SINCE_EVENT = Cue("since an event", ("since",), "background", FORWARD, 25)
_IN_WAR = Cue("in the war", ("in", "which"), "cumulative", FORWARD, 15)
_WINDOW = Cue("window", ("past",), "cumulative", BOTH)


_LASTING = frozenset(
    "war insurgency feud campaign struggle vendetta".split()
)  # goes on for years; clashes and a conflict may not
_OF_WAR = 6  # tokens from the war to "in which"
_RAISING = frozenset("bringing taking raising pushing".split())
_NTH = frozenset(
    "first second third fourth fifth sixth latest another most record deadliest worst biggest largest highest heaviest bloodiest strongest".split()
)
_TO_COME = frozenset("expected likely forecast projected expects".split())
_EARLIER = frozenset("similar previous earlier past recent".split())
_MOMENTS = frozenset("after before later earlier ago to old".split())
_OVER_THE_PAST = ("over", "the", "past")
_DAYS = frozenset("hours day days night nights weekend".split())
_COMPARING = frozenset("in by as".split())  # hurt in the worst clash in a decade: of the report's first sentences
_COMPARES = (("the", "worst"), ("the", "deadliest"))
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
_BEGINNINGS = frozenset(
    "coups wars ouster ousted toppled overthrow overthrown began started broke erupted start beginning independence escalated escalation launched truce ceasefire coup takeover".split()
)


def _since(low: list[str], i: int) -> bool:
    """ "since April 30", "since 2011", "since the war began": a total; "since Friday" is the event."""
    following = low[i + 1 : i + 4]
    if not following or following[0] in _RECENT or following[0] in ("records", "record-keeping"):
        return False
    if following[1:2] == ["fell"]:
        return True  # since Assad fell
    if any(w in lex.MONTHS or YEAR.fullmatch(w) for w in following):
        return True
    return following[0] in ("last", "mid", "then", "early", "late", "that") or bool(
        _BEGINNINGS.intersection(low[i + 1 : i + 7])
    )


def _is_months(low: list[str], i: int) -> bool:
    """4,800 drowned in five months; not: the second attack in two years. An outbreak may be told of for weeks."""
    number, unit = "".join(low[i + 1 : i + 2]), "".join(low[i + 2 : i + 3])
    count = _NUMBERS.get(number) or (int(number) if number.isdecimal() and len(number) < 4 else 0)
    return (
        not unit.startswith("week")
        and count * _SPAN.get(unit, 0) > 3
        and _NTH.isdisjoint(low[:i])
        and low[i + 3 : i + 4] not in (["time"], ["'"])
    )


def _is_share(low: list[str], i: int) -> bool:
    """Kills 10 in 100: no toll."""
    return i > 0 and low[i - 1].isdecimal() and "".join(low[i + 1 : i + 2]) in _WHOLES


def _window(low: list[str], i: int) -> bool:
    """ "in the past 48 hours" is the event, "in the last three months" a total."""
    if low[i + 1 : i + 2] and low[i + 1] in ("decade", "decades", "years", "months", "weeks"):
        return True
    if i + 2 >= len(low) or low[i + 2] not in _SPAN:
        return False
    number = _NUMBERS.get(low[i + 1]) or (int(low[i + 1]) if low[i + 1].isdecimal() and len(low[i + 1]) < 5 else 0)
    return number * _SPAN[low[i + 2]] > 3


def _reaches(cue: Cue, start: int, end: int, m: Mention, s: Sentence, beside: list[Mention]) -> bool:
    """Whether a cue at tokens [start, end) reaches a mention: on its side, near enough, with no stop between."""
    if cue.effect == "hypothetical" and end <= m.start and _is_of_the_event(s.low, end, m.start):
        return False  # sabotage could have led to the crash that killed 275
    if cue.name == "speaker" and m.kind is not Kind.KILLED:
        return False  # eleven were hurt, me included
    if cue.name == "averted" and "," in s.low[end : m.start]:
        return False  # while he escaped unhurt, two others were injured
    if cue.effect == "feared" and start >= m.end and (m.kind is Kind.MISSING or "," in s.low[m.end : start]):
        return False  # missing and feared dead: it is the death that is feared; six dead, 11 feared drowned
    if start >= m.start and end <= m.end and cue.name != "forecast":
        return _reaches_within(cue, m)
    if start >= m.start and end <= m.end and _is_toll_to_come(cue, m):
        return True
    if cue.name in _TIMES and any(o is not m and o.start < start < o.end <= m.start for o in beside):
        return False  # two who had left the party in March were killed and one was hurt: says when those left
    if cue.name == "charged" and _is_told_apart(m, s, end):
        return False
    apart = m.total and not _MEANWHILE.isdisjoint(s.low[end : m.start])  # trying to reach them as the toll passes 2,000
    if cue.words[-1] == "to" and cue.effect == "hypothetical" and (apart or is_finite(m) or is_result(cue.words[0], m)):
        return False  # seeking to kill one man, he killed another; tried to stop them and was stabbed
    if cue.direction in (FORWARD, BOTH) and start < m.end and m.start >= start - 1 and _is_open(s, end, m.start, cue):
        return not (cue.name == "condition" and "," in s.low[end : m.start])
    return cue.direction in (BACKWARD, BOTH) and m.end <= end and _is_open(s, m.end, start, cue)


def _reaches_within(cue: Cue, m: Mention) -> bool:
    """A cue among the mention's own words: 2,000 are feared to have died; a family who hid them in the world war and were killed."""
    if cue.name == "feared" or cue.words == _WORLD_WAR or _is_toll_to_come(cue, m):
        return True
    return cue.effect in ("cumulative", "rate", "hypothetical", "feared") and cue.direction != FORWARD


def _is_toll_to_come(cue: Cue, m: Mention) -> bool:
    """The toll is expected to rise to 250."""
    return m.rule == "toll" and cue.words[0] in _TO_COME


def _is_of_the_event(low: list[str], begin: int, verb: int) -> bool:
    """the crash that killed 275, the deadly fire which killed 30: that it happened is not in doubt."""
    return low[verb - 1 : verb] in (["that"], ["which"]) and "the" in low[max(begin, verb - 5) : verb - 2]


def _is_told_apart(m: Mention, s: Sentence, end: int) -> bool:
    """Charged with murder after a man was found dead; accused of theft, and both had died."""
    own = m.rule.endswith(("subject", "passive")) and s.low[m.start - 2 : m.start] == [",", "and"]
    return own or "after" in s.low[end : m.start]


_WORLD_WAR = ("world", "war")
_TIMES = frozenset({"other date", "past year", "past"})
_LINKS = frozenset(
    "linked related connected link connection links involvement responsibility responsible role involved complicity hand".split()
)


def _is_open(s: Sentence, start: int, end: int, cue: Cue) -> bool:
    between = s.low[start:end]
    if (
        cue.name == "days after"
        and "," in between
        and not (between.index(",") == len(between) - 1 and s.low[end].endswith("ing"))
    ):
        return False  # two years after the blast, another killed 17; not "a day after a blast, killing 17"
    if cue.effect == "denied" and _LINKS.intersection(between):
        return False  # denied that the delay is linked to the murder; denied a part in it
    if cue.name in ("after earlier", "aftermath") and start - len(cue.words) < _BEGINNING and "," in between:
        return False  # in revenge for the arrests, they killed two
    if cue.name == "after earlier" and not _TURNED.isdisjoint(between):
        return False  # a protest against the law turned violent, leaving four dead
    if cue.words[:2] in _COMPARES and _leaves(between):
        return False  # in the worst crash in years, leaving 64 dead
    if cue.effect == "cumulative" and _RAISING.intersection(between):
        return False  # killed on Thursday, bringing to 31 the number since January
    if cue.effect == "cumulative" and any(
        between[k] == ","
        and (between[k + 1] in ("where", "which") or (between[k + 1] == "when" and "," not in between[k + 2 :]))
        for k in range(len(between) - 1)
    ):
        return False  # in a valley, where the ground has not been cleared since the war; since 2012, when 40 died
    return end - start <= cue.reach and STOPS.isdisjoint(between)


def _leaves(between: list[str]) -> bool:
    """Whether a comma and what the event did stand between."""
    return any(word == "," and between[k + 1 : k + 2] in (["leaving"], ["killing"], ["with"]) for k, word in enumerate(between))


def _apply(m: Mention, cue: Cue) -> None:
    m.reason = cue.name
    if cue.effect in ("hypothetical", "feared", "denied"):
        m.realis = Realis(cue.effect)
    else:
        m.scope = Scope(cue.effect)
