"""What a figure covers and whether it happened: how far a cue reaches."""

from __future__ import annotations

from datetime import datetime

from worker.model import Kind, Realis, Scope
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import ANOTHER, Mention
from worker.stages.extract.scope.cues import BACKWARD, BOTH, FORWARD, Cue
from worker.stages.extract.scope.date_cues import is_new_attack
from worker.stages.extract.scope.found_cues import COMPARES, FRESH, NUMBERS, find_cues
from worker.stages.extract.scope.fresh_days import fresh_days, is_dated_apart
from worker.stages.extract.scope.moods import is_asked, is_definition, is_finite, is_ongoing, is_result
from worker.stages.extract.scope.sources import attribute_sources
from worker.stages.extract.scope.windows import covers_a_time

_TURNED = frozenset("turned leaving turning".split())
_AGAINST = (("protest", "against"), ("protests", "against"))
_WRONGS = frozenset(
    "killing killings death deaths murder murders massacre shooting shootings attack attacks bombing lynching raid strike blast fire crash".split()
)
_TIPS = frozenset("information info details footage video dashcam".split())  # what police ask witnesses for
_MEANWHILE = frozenset("as while with".split())
STOPS = frozenset("but however although though meanwhile ; yet whereas".split())
_OF_A_TIME = frozenset("since between weekend".split())
_BEGINNING = 3  # tokens
_CLAUSE = 14  # tokens from "another" to what it did
SOFT = frozenset({"charged", "summary", "other date", "other month"})  # background unless the text tells of the event itself
_PRIORITY = ("hypothetical", "denied", "rate", "background", "cumulative", "summary", "feared")
_OF_NO_ONE_EVENT = 1_000_000  # dead: of a plague, a famine or a war, over years
_RAISING = frozenset("bringing taking raising pushing".split())
_COMPARED = 6  # tokens of what a figure is compared with
_BESIDE_FIGURES = frozenset(NUMBERS) | frozenset("a an the just only some about around those dead killed people deaths".split())
_DEGREES = (["most"], ["much"], ["the"], ["a"], ["long"], ["widely"])
_DEATHS = frozenset("dead killed drowned lost deaths".split())  # what is feared, of these and not of those beside them
_BODIES = frozenset({"bodies", "own-body"})
_TAKEN = frozenset(
    "kidnapped abducted captured seized snatched taken held missing disappeared vanished arrested detained".split()
)
_SURE = frozenset("confirmed declared pronounced".split())
_TO_COME = frozenset("expected likely forecast projected expects".split())
_LAST_YEAR = ("last", "year")
_FOLLOWS = frozenset("follows followed".split())
_WORLD_WAR = ("world", "war")
_ANNIVERSARY = ("anniversary",)
_MEANTIME = frozenset({"as", "while"})  # what the sentence's first clause begins with
_OF_RELATIVES = frozenset({"rate", "natural death"})
_RELATIVES = frozenset("who which where".split())
_WHO = frozenset("who whose which".split())
_DENIAL = 2  # tokens of what is denied
_AGO = frozenset({"other date", "other month", "past year", "past", "earlier", "court"})
_HE = frozenset("he she".split())
_THOSE = frozenset("them those these which".split())
_TIMES = frozenset({"other date", "other month", "past year", "past"})
_LINKS = frozenset(
    "linked related connected link connection links involvement responsibility responsible role involved complicity hand".split()
)


def judge(mentions: list[Mention], s: Sentence, published: datetime | None) -> None:
    """Sets scope, realis and reason of a sentence's mentions."""
    if not mentions:
        return
    cues = find_cues(s, published)
    days = fresh_days(s, published) if any(c.name in _AGO for c, _, _ in cues) else []
    for m in mentions:
        m.quoted = _is_quoted(s, m)
        reached = [
            c
            for c, start, end in cues
            if _reaches(c, start, end, m, s, mentions)
            and not (days and c.name in _AGO and is_dated_apart(m, start, end, days))
            and not (c.name == "charged" and FRESH.intersection(s.low))
            and not (c.name == "court" and not m.quoted and _is_in_quotes(s, start))  # a note: "the verdict of the people"
        ]
        if m.reason:  # the verb itself has said so
            continue
        if is_ongoing(m) or (m.kind is Kind.KILLED and m.count.best >= _OF_NO_ONE_EVENT):
            m.scope, m.reason = Scope.CUMULATIVE, "ongoing"
            continue
        if (asked := is_asked(s)) or is_definition(m):
            m.realis, m.reason = Realis.HYPOTHETICAL, "question" if asked else "definition"
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
    told = low[start - 1] == "among" or low[start - 2] in NUMBERS
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


def _reaches(cue: Cue, start: int, end: int, m: Mention, s: Sentence, beside: list[Mention]) -> bool:
    """Whether a cue at tokens [start, end) reaches a mention: on its side, near enough, with no stop between."""
    if cue.effect == "hypothetical" and end <= m.start and _is_of_the_event(cue, s.low[end : m.start]):
        return False
    if cue.name == "speaker" and m.kind is not Kind.KILLED:
        return False  # eleven were hurt, me included
    if _speaks_of_others(cue, start, end, m) or _is_of_a_relative(cue, start, end, m):
        return False
    if cue.name == "averted" and _is_another_s(s, start, end, m):
        return False
    if cue.effect == "feared" and start >= m.end and (m.kind is Kind.MISSING or "," in s.low[m.end : start]):
        return False  # missing and feared dead: it is the death that is feared; six dead, 11 feared drowned
    if start >= m.start and end <= m.end and cue.name != "forecast":
        return _reaches_within(cue, m) or (m.rule == "figure" and cue.words == _LAST_YEAR and s.low[end] != "'s")
    if start >= m.start and end <= m.end and _is_toll_to_come(cue, m):
        return True
    if (cue.name in _TIMES or (cue.name == "earlier" and m.rule in _BODIES)) and _is_of_others(start, m, s.low, beside):
        return False
    if (cue.name == "charged" and _is_told_apart(m, s, end)) or (cue.name == "days after" and _is_with_others(m)):
        return False
    apart = m.total and not _MEANWHILE.isdisjoint(s.low[end : m.start])  # trying to reach them as the toll passes 2,000
    if cue.words[-1] == "to" and cue.effect == "hypothetical" and (apart or is_finite(m) or is_result(cue.words[0], m)):
        return False  # seeking to kill one man, he killed another; tried to stop them and was stabbed
    if cue.direction in (FORWARD, BOTH) and start < m.end and m.start >= start - 1 and _is_open(s, end, m.start, cue):
        return not (cue.name == "condition" and "," in s.low[end : m.start])
    behind = cue.direction in (BACKWARD, BOTH) and m.end <= end and _is_open(s, m.end, start, cue)
    return behind or (cue.effect in ("cumulative", "background") and _goes_on_of_those(s.low, end, m))


def _goes_on_of_those(low: list[str], end: int, m: Mention) -> bool:
    """23 shootings in two years | ; three people died in them; 21 children were shot this year; five of them died."""
    between = low[end : m.start]
    last = low[m.end - 1 : m.end + 3]
    those = [*low[m.start : m.end], *(last if last[1:2] == ["in"] else [])]
    return end <= m.start and between.count(";") == 1 and len(between) < _CLAUSE and not _THOSE.isdisjoint(those)


def _is_of_a_relative(cue: Cue, start: int, end: int, m: Mention) -> bool:
    """A school fire killed 21 where fires kill dozens every year; mourners of a man who died of cancer; a driver who denied drinking."""
    low = m.sentence.low
    if cue.effect == "denied" and low[start - 1 : start] == ["who"]:
        return m.start > end + _DENIAL
    return cue.name in _OF_RELATIVES and start >= m.end and not _RELATIVES.isdisjoint(low[m.end : start])


def _is_another_s(s: Sentence, start: int, end: int, m: Mention) -> bool:
    """While he escaped unhurt, two others were injured; is to survive after someone shot him; three did not survive and 28 are in hospital."""
    denied = "not" in s.low[max(0, start - 2) : start]
    return not ({",", "after", "and"} if denied else {",", "after"}).isdisjoint(s.low[end : m.start])


def _speaks_of_others(cue: Cue, start: int, end: int, m: Mention) -> bool:
    """50 feared dead and 100 hurt, 12 feared dead and four confirmed dead; the toll stands at 62, up from 50 a day earlier."""
    low = m.sentence.low
    if cue.name == "feared":
        return _is_beside_the_feared(low, start, end, m) or (cue.words == ("feared",) and _is_attribute(low, start))
    return cue.name == "earlier" and start >= m.end and _is_compared(low, m.end, start)


def _is_with_others(m: Mention) -> bool:
    """Died hours after he and three others were shot: the event itself, and of those he is one."""
    return m.kind is Kind.INJURED and len(m.parts) > 1 and m.parts[0].head in _HE and m.parts[1].explicit


def _is_compared(low: list[str], begin: int, start: int) -> bool:
    """Up from 50 | a day earlier, more than the 30 | of the week before: the day is that of the figure beside it."""
    k = start - 1
    while k >= begin and start - k <= _COMPARED and (low[k][:1].isdigit() or low[k] in _BESIDE_FIGURES):
        k -= 1
    return k >= begin and low[k] in ("from", "than")


def _is_attribute(low: list[str], start: int) -> bool:
    """The town's most feared | warlord was killed; "most feared dead" fears it."""
    return low[start - 1 : start] in _DEGREES and low[start + 1] not in _DEATHS and low[start + 1] != "to"


def _is_of_others(start: int, m: Mention, low: list[str], beside: list[Mention]) -> bool:
    """Whether a date at token `start` says when others came to harm, or what came before.

    Two who had left the party in March were killed and one was hurt; the blast, which killed four, follows attacks in 2009.
    """
    between = low[m.end : start]
    if m.rule in _BODIES and not _TAKEN.isdisjoint(between):
        return True  # the bodies of 20 farmers kidnapped two weeks ago: it is today that they were found
    if _is_told_of_them(between):
        return True
    follows = "," in between and not _FOLLOWS.isdisjoint(between)
    return follows or any(o is not m and o.start < start < o.end <= m.start for o in beside)


def _is_told_of_them(between: list[str]) -> bool:
    """Killed a governor, who had survived an ambush | last year: "had" tells of what came before."""
    at = next((k for k in range(len(between) - 1, -1, -1) if between[k] in _WHO), None)
    return at is not None and "had" in between[at + 1 : at + 4] and "," not in between[at:]


def _reaches_within(cue: Cue, m: Mention) -> bool:
    """A cue among the mention's own words: 2,000 are feared to have died; a family who hid them in the world war and were killed."""
    if cue.name == "feared" or cue.words == _WORLD_WAR or _is_toll_to_come(cue, m):
        return True
    return cue.effect in ("cumulative", "rate", "hypothetical", "feared") and cue.direction != FORWARD


def _is_toll_to_come(cue: Cue, m: Mention) -> bool:
    """The toll is expected to rise to 250."""
    return m.rule == "toll" and cue.words[0] in _TO_COME


def _is_beside_the_feared(low: list[str], start: int, end: int, m: Mention) -> bool:
    """Whether a fear that names the deaths is of others than `m`: of the hurt nobody fears that they died."""
    if m.start <= start < m.end or _DEATHS.isdisjoint(low[start : end + 1]):
        return False
    return m.kind is not Kind.KILLED or (end <= m.start and not _SURE.isdisjoint(low[m.start : m.end]))


def _is_of_the_event(cue: Cue, between: list[str]) -> bool:
    """Sabotage could have led to the crash that killed 275; if anyone has information about the deaths: that it happened is not in doubt."""
    if cue.name == "condition" and not _TIPS.isdisjoint(between):
        return True
    return between[-1:] in (["that"], ["which"]) and "the" in between[-5:-2]


def _is_told_apart(m: Mention, s: Sentence, end: int) -> bool:
    """Charged with murder after a man was found dead, of a woman whose body was found; accused of theft, and both had died."""
    own = m.rule.endswith(("subject", "passive")) and s.low[m.start - 2 : m.start] == [",", "and"]
    found = m.rule in _BODIES and "whose" in s.low[end : m.start + 1]
    return own or found or "after" in s.low[end : m.start]


def _is_open(s: Sentence, start: int, end: int, cue: Cue) -> bool:
    between = s.low[start:end]
    if (
        cue.name == "days after"
        and "," in between
        and not (between.index(",") == len(between) - 1 and s.low[end].endswith("ing"))
    ):
        return False  # two years after the blast, another killed 17; not "a day after a blast, killing 17"
    if cue.name == "threat" and ":" in between:
        return False  # attackers tried to storm the gate: three dead
    if cue.effect == "denied" and _LINKS.intersection(between):
        return False  # denied that the delay is linked to the murder; denied a part in it
    if cue.name in ("after earlier", "aftermath") and start - len(cue.words) < _BEGINNING and "," in between:
        return False  # in revenge for the arrests, they killed two
    begun = start - len(cue.words) <= _BEGINNING or s.low[0] in _MEANTIME
    if cue.words == _ANNIVERSARY and begun and is_new_attack(between):
        return False  # on the anniversary of the war's end, a bomb exploded, killing two
    if cue.name == "after earlier" and not _TURNED.isdisjoint(between):
        return False  # a protest against the law turned violent, leaving four dead
    if cue.words in _AGAINST and between[-1:] in ([","], [":"]) and _WRONGS.isdisjoint(between):
        return False  # police fire on a protest against the smelter, 11 dead
    if cue.words[:2] in COMPARES and _leaves(between):
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
