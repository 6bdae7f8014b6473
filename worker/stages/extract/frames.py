"""One text, several events: a change of place with a figure of its own opens a new frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from worker.model import Kind
from worker.stages.extract.mentions import FATAL_DEED, Mention
from worker.stages.extract.place.names import Gazetteer, local_names
from worker.stages.extract.scope.days import own_days
from worker.stages.extract.scope.round_ups import (
    leads,
    names_several,
    restore_told,
    restore_worst,
    second_clause,
    set_aside_sums,
)

_OPENS = re.compile(
    r"^\W*(?:meanwhile|separately|elsewhere|in addition(?=,)|finally(?=,)|on another front|it was also reported|in (?:a|an|one|two|another) (?:(?:\w+ )?(?:separate|different|other|unrelated)|other)|in another|in other"
    r"|in separate|(?:another|an? (?:second|third)) (?:\w+ )?(?:attack|bomb|blast|shooting|incident|explosion|clash|ambush|raid|assault)|in a second (?:attack|incident|shooting)|on the same day|also on \w+day"
    r"|earlier(?: on| in the day|,)|hours (?:earlier|later)|a day earlier|the day before)\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"\b(?:separate|unrelated|different|another|other) (?:\w+ ){0,2}(?:attack|incident|shooting|bombing|explosion|clash|raid|accident|crash|case|blast|assault|ambush|stabbing)s?\b",
    re.IGNORECASE,
)
_APART = re.compile(r"^\W*(?:separately|in an? (?:\w+ )?(?:separate|unrelated))\b", re.IGNORECASE)
_ATTACK = r"(?:attack|bomb|bombing|blast|explosion|incident|shooting|ambush|raid|assault|strike|grenade|device)s?"
_EVENT = rf"(?:{_ATTACK}|(?:fire|blaze|crash|accident|collision|landslide|collapse|stampede|sinking|shipwreck|massacre)s?)"
_SAME_TOWN = re.compile(r"\bin (?:the|that) same (?:city|town|village|neighbou?rhood|suburb)\b")
_ANOTHER = re.compile(  # says of whom it has told that they came to harm elsewhere, or tells of one more attack
    rf"\bin (?:another|a separate|an unrelated|a different|an earlier|a previous|a similar) (?:\w+ ){{0,2}}{_ATTACK}\b"
    rf"|^\W*(?:note\W+)?there (?:was|were|had been) (?:also )?(?:another|a second|a separate|an earlier|two other) (?:\w+ ){{0,2}}{_ATTACK}\b"
    rf"|\ban? similar (?:\w+ ){{0,2}}{_EVENT} (?:in|at|near|on|outside|off) [^.;]{{1,60}}\b(?:killed|kills|left|claimed)\b"
    rf"|^\W*on the previous day\b|^\W*another (?:\w+ ){{0,2}}{_ATTACK}\b.{{0,60}}\belsewhere\b",
    re.IGNORECASE,
)
_STRIKES_BACK = re.compile(
    r"\bretaliat(?:ed|es|ing) (?:by|with|against)\b|\b(?:reprisal|retaliatory) (?:attack|raid|strike|bombing|killing|operation)s?\b"
    r"|\b(?:raids?|operations?|sweeps?) (?:\w+ )?(?:following|after) the (?:attack|bombing|blast|killing|incident)s?\b",
)
_OF_STRIKES = ("retalia", "reprisal", "following the", "after the")  # one of these is in each of them
_THIS_ONE = re.compile(
    r"^\W*in (?:this|that) (?:particular )?(?:attack|incident|case|explosion|blast|bombing|shooting|raid)\b", re.IGNORECASE
)
_SIMILAR = re.compile(
    r"\b(?:similar|earlier|previous|unrelated|separate) (?:attack|incident|explosion|blast|bombing|shooting|raid)\b",
    re.IGNORECASE,
)
_PLACE_FIRST = re.compile(
    r"^\W*(?:[Aa]nd |[Bb]ut |[Aa]lso |AND |BUT |ALSO )?(?:[Ii]n|IN) (?:the )?(?:\w+ (?:city|town|village|district|province|state) of )?[A-Z]"
)


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_DAY = re.compile(
    rf"\b(?:(?P<day>[0-3]?\d) (?P<month>{_MONTH})\b|(?P<first>{_MONTH})\.? (?P<behind>[0-3]?\d)\b)", re.IGNORECASE
)


@dataclass(slots=True)
class Frame:
    """An event as the text tells it: its mentions and the places named with them."""

    mentions: list[Mention] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # its sentences, until somebody asks for the places
    places: set[str] = field(default_factory=set)
    days: set[tuple[str, str]] = field(default_factory=set)  # dates that its sentences with figures give: ("31", "oct")
    happened: set[int] = field(default_factory=set)  # days on which its people came to harm, as ordinals

    def names(self, places: Gazetteer) -> set[str]:
        """The places that its sentences name (local_names): few texts have a second event that asks for them."""
        while self.unread:
            self.places |= local_names(self.unread.pop(), places)
        return self.places


def is_of_same_town(frame: Frame) -> bool:
    """Whether it says no more of its place than that it is that of the event before."""
    return any(_SAME_TOWN.search(m.sentence.text) for m in frame.mentions)


def split_frames(
    mentions: list[Mention], sentences: list[tuple[int, str]], places: Gazetteer, today: date | None = None
) -> list[Frame]:
    """The frames in reading order; the first holds the title and the lede. `sentences`: (index, text) of every sentence."""
    frames = [Frame()]
    by_sentence: dict[int, list[Mention]] = {}
    for m in mentions:
        by_sentence.setdefault(m.sentence.index, []).append(m)
        restore_worst(m)
    behind = _behind_stop(by_sentence.get(0, []), places)
    by_sentence[0] = [m for m in by_sentence.get(0, []) if m not in behind]
    led = leads(sentences, by_sentence, places)
    told = False  # whether the text has told of somebody: a title's event goes on in it
    for index, text in sentences:
        own = by_sentence.get(index, [])
        days = {day for m in own if m.counts for day in own_days(m, today)}
        current = _earlier(own, frames)
        if current is None:
            told_before = sentences[index - 1][1] if 0 < index <= len(sentences) and own else ""
            apart = (told and not led) and (
                _is_another_death(own, text, frames[-1], days, today, places)
                or _is_another_shooting(own, frames[-1], days)
                or _is_of_other_attack(text, told_before)
                or _opens(text, frames[-1], own, places)
            )
            if index and told and (index in led or apart):
                frames.append(Frame())
                restore_told(own)
            current = frames[-1]
        if own or (index < 2 and not (index == 0 and names_several(text))) or (index and not current.mentions):
            current.unread.append(text)
        if own:
            current.days |= _days(text)
            current.happened |= days
        later = _of_second_event(text, own, places) if own else []
        current.mentions += [m for m in own if m not in later]
        if later:
            frames.append(Frame(later, [text]))
        told = told or any(not m.sentence.in_title and m.rule != FATAL_DEED for m in own)
    _put_back(behind, frames)
    if set_aside_sums([f.mentions for f in frames], sentences):
        return [Frame(mentions)]
    return frames


def _behind_stop(headline: Sequence[Mention], places: Gazetteer) -> list[Mention]:
    """What a headline tells behind a ";" of another town: seven die as Elm is hit; toll of Cedar now 51."""
    text = next((m.sentence.text for m in headline if m.sentence.in_title), "")
    at = text.find("; ")
    if at < 0:
        return []
    first, second = _towns(text[:at], places), _towns(text[at:], places)
    if not first or not second or first & second:
        return []
    return [m for m in headline if m.sentence.begin(m.start) - m.sentence.start > at]


def _towns(text: str, places: Gazetteer) -> set[str]:
    return {
        name for name in _CAPITAL.findall(text) if any(m.kind == "city" and m.population > _TOWN for m in places.lookup(name))
    }


def _put_back(behind: Sequence[Mention], frames: Sequence[Frame]) -> None:
    """Each with the event of which the text tells as much, else with the first."""
    for m in reversed(behind):
        same = (f for f in frames[1:] if any(o.kind is m.kind and o.count.best == m.count.best for o in f.mentions))
        next(same, frames[0]).mentions.insert(0, m)


_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w'’-]{2,25}(?: [A-ZÀ-Þ][\w'’-]{2,25})?\b")
_TOWN = 50_000  # people: smaller ones bear names that are words
_ALSO = re.compile(
    r"\balso (?:said|reported|announced|stated|told|learned|indicated)|(?:reported|said|announced) also", re.IGNORECASE
)
_SHOT = ("shoot-passive", "hit-passive", "injure-passive")
_OTHERS = frozenset("others other another people victims victim".split())
_APART_DAYS = 2
_OLD_DAYS = 5
_SURNAMES = 2  # words of a name that may be all that is said of it
_AGAIN = frozenset(
    "that which who whose pronounced declared".split()
)  # the shooting that killed her; pronounced dead on Friday


def _is_another_death(
    own: Sequence[Mention], text: str, current: Frame, days: set[int], today: date | None, places: Gazetteer
) -> bool:
    """A mayor was killed on 3 May, where the text has told of deaths of 7 May; he also reported a death in another town."""
    told = [m for m in current.mentions if m.kind is Kind.KILLED and m.counts]
    if not told or not own:
        return False
    fresh = [m for m in own if _is_own_death(m) and not _is_named_before(m, current) and not _is_counted_before(m, current)]
    if all(m.names for m in told) and any(_is_spoken_of(m) and not _is_named_before(m, current) for m in own):
        return True
    if not fresh or _shares_out(list(own), current):
        return False
    names = local_names(text, places)
    elsewhere = bool(names) and bool(current.names(places)) and names.isdisjoint(current.names(places))
    if days and _are_apart(days, current, today, elsewhere):
        return True
    placed = _PLACE_FIRST.match(text) is not None or _ALSO.search(text) is not None
    return placed and elsewhere


def _is_another_shooting(own: Sequence[Mention], current: Frame, days: set[int]) -> bool:
    """Two other men were shot on Sunday, where the text has told of Monday's: people of their own, and a day of their own."""
    if not days or not current.happened or not days.isdisjoint(current.happened):
        return False
    fresh = [m for m in own if m.counts and m.rule.startswith(_SHOT) and _is_first_told(m)]
    return any(not (_is_named_before(m, current) or _is_counted_before(m, current)) for m in fresh)


def _is_first_told(m: Mention) -> bool:
    if m.chunk is None or m.anaphoric or m.subset or m.pronoun or m.secondary or m.perfect or m.reflexive:
        return False
    told = m.chunk.sort == "person" and m.head not in _OTHERS and not m.also
    return told and (m.chunk.det == "a" or m.explicit) and m.role != "perpetrator"


def _are_apart(days: set[int], current: Frame, today: date | None, elsewhere: bool) -> bool:
    """Two days lie between; one is enough for two places. An event without a day is of these days."""
    if not current.happened:
        return today is not None and all(today.toordinal() - day >= _OLD_DAYS for day in days)
    apart = min(abs(a - b) for a in days for b in current.happened)
    return apart >= _APART_DAYS or (apart > 0 and elsewhere)


def _is_own_death(m: Mention) -> bool:
    """A death told for the first time: a counted, indefinite or named victim of a killing."""
    if m.kind is not Kind.KILLED or not m.counts or m.count.best < 1 or m.chunk is None:
        return False
    if m.anaphoric or m.subset or m.secondary or m.perfect or m.reflexive or m.total or m.pronoun:
        return False
    if _AGAIN.intersection(m.sentence.low[max(0, m.start - 1) : m.end]):
        return False
    if m.explicit or m.chunk.det == "a" or m.parts:
        return True
    return not m.rule.startswith("die") and (m.names or (m.chunk.det == "" and bool(m.chunk.plural)))


def _is_spoken_of(m: Mention) -> bool:
    """The murder of Ana Ruiz: of somebody else than those told of before."""
    return m.kind is Kind.KILLED and m.counts and m.secondary and m.names


def _earlier(own: Sequence[Mention], frames: Sequence[Frame]) -> Frame | None:
    """The event before the current one that a sentence comes back to: it speaks of the death of somebody named there."""
    for m in own:
        if _is_spoken_of(m) and not _is_named_before(m, frames[-1]):
            return next((frame for frame in reversed(frames[:-1]) if _is_named_before(m, frame)), None)
    return None


def _is_named_before(m: Mention, current: Frame) -> bool:
    """A name, or what stands for one, that the event's sentences hold already: Juan Vega, Juan Vega Soto."""
    if m.chunk is None or not (m.names or m.chunk.sort == "unknown"):
        return False
    words = {m.head, *m.sentence.low[max(m.chunk.start, m.chunk.end - _SURNAMES) : m.chunk.end]}
    return any(not words.isdisjoint(o.sentence.low) for o in current.mentions)


def _is_counted_before(m: Mention, current: Frame) -> bool:
    """As many as the event has: 54 killed on 26 May, at least 54 killed last week."""
    same = (o for o in current.mentions if o.kind is m.kind and o.counts and o.count.best == m.count.best)
    return m.explicit and m.count.best > 1 and any(same)


def _of_second_event(text: str, own: list[Mention], places: Gazetteer) -> list[Mention]:
    """The mentions of another event in the sentence's second clause: 5 die in Bihar; boat leaves 3 missing in Assam."""
    at = second_clause(text) if len(own) > 1 else None
    if at is None:
        return []
    later = [m for m in own if m.sentence.begin(m.start) - m.sentence.start >= at]
    first, second = local_names(text[:at], places), local_names(text[at:], places)
    fresh = any(m.explicit and not m.anaphoric and m.counts for m in later)
    return later if fresh and len(later) < len(own) and first and second and not first & second else []


def _is_of_other_attack(text: str, before: str) -> bool:
    """In this incident 20 died: the similar attack of another day, of which the sentence before has told."""
    return _THIS_ONE.match(text) is not None and _SIMILAR.search(before) is not None


def _opens(text: str, current: Frame, own: list[Mention], places: Gazetteer) -> bool:
    """Whether the sentence leaves the current place or event."""
    begins = _OPENS.match(text) is not None
    if begins and _SURE.search(text[:120]):
        return True
    fresh = [
        m for m in own if m.explicit and not m.anaphoric and not m.subset and m.counts and not _is_named_before(m, current)
    ]
    if fresh and (_APART.match(text) or _ANOTHER.search(text)):
        return True
    if any(m.counts and m.count.best > 0 for m in current.mentions) and _strikes_back(text):
        return not any(m.total or m.update for m in own)
    if _shares_out(own, current):
        return False
    if not begins and not fresh:
        return False
    if _is_of_another_day(text, current, fresh) or (_SAME_TOWN.search(text) and _is_news(fresh, current)):
        return True
    if not begins and not _PLACE_FIRST.match(text) and not _is_news(fresh, current):
        return False
    names = local_names(text, places)
    return bool(names) and (begins or bool(current.names(places))) and names.isdisjoint(current.names(places))


def _strikes_back(text: str) -> bool:
    low = text.lower()
    return any(word in low for word in _OF_STRIKES) and _STRIKES_BACK.search(low) is not None


def _days(text: str) -> set[tuple[str, str]]:
    """Days of a month that a sentence names: 31 October, Oct. 31."""
    return {(m["day"] or m["behind"], (m["month"] or m["first"])[:3].lower()) for m in _DAY.finditer(text)}


def _is_of_another_day(text: str, current: Frame, fresh: list[Mention]) -> bool:
    """An attack of 24 May where the text has told of one of 11 May, with deaths of its own."""
    days = _days(text)
    return bool(days) and bool(current.days) and not days & current.days and _is_news(fresh, current)


def _shares_out(own: list[Mention], current: Frame) -> bool:
    """Fourteen of them were buried, six drowned: the total that has been told, by places."""
    killed = [m.count.best for m in own if m.kind is Kind.KILLED and (m.counts or m.subset)]
    return len(killed) > 1 and any(m.kind is Kind.KILLED and m.count.best == sum(killed) for m in current.mentions)


def _is_news(fresh: list[Mention], current: Frame) -> bool:
    """Figures of deaths that the frame does not hold yet."""
    known = {(m.kind, m.count.best) for m in current.mentions}
    if not any(m.kind is Kind.KILLED and m.counts and not m.secondary for m in current.mentions):
        return False
    return any(m.kind is Kind.KILLED and (m.kind, m.count.best) not in known for m in fresh)
