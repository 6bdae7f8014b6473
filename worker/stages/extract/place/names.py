"""Names of places in a text, and what the words around them say."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from worker.stages.extract.grammar.lexicon import MONTHS, WEEKDAYS
from worker.stages.extract.place.cues import OUTLET
from worker.stages.extract.place.notes import CAPITAL, Run
from worker.stages.extract.place.runs import windows
from worker.stages.extract.place.steps import Context, Gazetteer, Named, Passage, chain_meanings
from worker.stages.extract.place.words import COMMON, DIRECTIONS, LEADING, NOT_NAMES, NOT_PLACES, WATERS
from worker.stages.names import plain_name
from worker.stages.outlets import outlet_at

__all__ = ["Gazetteer", "local_names", "names"]

_SEQUENCE = re.compile(
    rf"{CAPITAL}(?:[ \t\n]+(?:(?:de|del|la|las|los|el|al|ad|of|the|and|i|e|da|do|dos|du|bin|ez|ul|ash|as)[ \t\n]+)?{CAPITAL}){{0,5}}"
)
_MONTH = rf"(?i:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
_DATELINE = re.compile(  # LIMA, Peru, March 3 (ABC) -: the day is no country
    rf"(?:^|[\s)])([A-Z][A-Z.'’]{{2,}}(?:[ -][A-Z.'’]{{2,}}){{0,3}})(?:,\s*(?!{_MONTH}\.?\s*\d)([A-Z][\w.' ]{{1,30}}?))?\s*"
    rf"(?:,\s*(?:{_MONTH}\.?\s*)?\d[^—–-]{{0,30}})?(?:\([^)]{{0,60}}\)\s*)?(?:\[[^]]*\]\s*)?(?:--|—|–|-\s)"
)
_AGENCY = re.compile(r"\([^)]{0,60}\)")  # no place, whatever town bears its name
# what a headline says of the station or paper after a dash: " - KXYZ News 5 - Springfield, Ohio"
_PREFIX = re.compile(r"^\s*(?!(?:[A-Z]\.)+\s)([A-Z][A-Z/ .'-]{2,40})\.(?:\s|$)")
# a page's menu: Home | Sports | U.S. | World
_SECTION = r"(?:Home|Top|News|World|Nation|National|Local|Sports?|Business|Money|Politics|Opinion|Entertainment|Videos?|Photos|Weather|Tech|Technology|Health|Science|Travel|Lifestyle|Arts|Culture|Autos|Jobs|Blogs|Markets)"
_AT_HOME = r"(?:U\.S\.(?:A\.)?|USA?|UK|U\.K\.)"
_MENU = re.compile(
    rf"\b(?:(?:{_SECTION}[\s|/•·»]{{1,3}}){{2,9}}{_AT_HOME}|{_AT_HOME}(?:[\s|/•·»]{{1,3}}{_SECTION}){{2,9}})(?![\w-])"
)
_SENTENCE_ENDS = frozenset('.!?:;"“”(')
_OWNED = re.compile(r"\b[A-Z][a-z]+['’]s(?= [A-Z][a-z]+)")  # Cox's Bazar, King's Lynn
_POSSESSIVE = re.compile(r"['’][sS]$")
_LOCAL = re.compile(
    r"\b(?:[Ii]n|IN|near|NEAR|at|AT|of|OF|on|off|outside|around)\s+(?:the\s+|THE\s+)?"
    r"(?i:(?:(?:city|town|village|district|province|state|department|jurisdiction|area)\s+of\s+|(?:downtown|central|(?:north|south)?(?:east|west|north|south)ern)\s+)?)"
    rf"(?=({CAPITAL}(?:\s+{CAPITAL}){{0,2}}))"  # ahead: in capitals "NEAR HIS HOUSE IN LIMA" holds two
)


def _lowered(match: re.Match[str]) -> str:
    return match[0].lower()


def _joined(match: re.Match[str], context: Context) -> str:
    """A name with an "'s" in it, written as one run where the index has it; else as it stands."""
    following = re.match(r" [\w-]+", match.string[match.end() : match.end() + 40])
    known = following is not None and context.places.lookup(match[0] + following[0])
    return match[0].replace("’", "'").replace("'s", "`s") if known else match[0]


def names(passage: Passage, context: Context, number: int) -> None:
    """Add the places that a passage names to the context's; peoples and the like vote for their country on the way."""
    outlet = outlet_at(passage.text) if passage.title else None
    if outlet is not None:
        before = len(context.found)
        aside = replace(context, votes=defaultdict(float))  # South Georgia News: not the country's
        _names(replace(passage, text=passage.text[outlet:], title=False), aside, number)
        for named in context.found[before:]:
            named.cue, named.title, named.outlet = min(named.cue, OUTLET), True, True
        passage = replace(passage, text=passage.text[:outlet])
    _names(passage, context, number)


def _names(passage: Passage, context: Context, number: int) -> None:
    text = _head(passage, context, number)
    if len(text) > 40 and text.isupper():
        _shouted(passage, context, number)
        return
    text = _without_others(text)
    if "s " in text:
        text = _OWNED.sub(lambda match: _joined(match, context), text)
    begun = len(context.found)
    capitals = False
    if passage.title:
        capitals = _is_in_capitals(text)
        text = _small(text, context) if capitals else text
    for start, end in _sequences(text):
        words, end = _without_day(text, start, end)
        ahead = text[max(0, start - 60) : start]
        begins = _is_begin(ahead)
        while words and (_is_leading(words, context) or (begins and _begins_before(words, context))):
            following = text.index(words[1], start + len(words[0])) if len(words) > 1 else start
            start, begins = following, False
            del words[0]
        if words and not (begins and len(words) == 1 and _is_ordinary(words[0], context)):
            tail = text[end : end + 60]
            windows(Run(words, text[max(0, start - 60) : start], tail, passage, number), context)
    if capitals:  # Train Derailment, Rare Attack: nothing but a headline's capitals
        context.found[begun:] = [n for n in context.found[begun:] if n.meanings or n.house or n.chain or n.seat or n.office]


@lru_cache(maxsize=64)  # a text is read again for each of its events, and with what stands further down
def _without_others(text: str) -> str:
    """The text with what looks like a name of a place, and is none, in small letters."""
    if "U" in text:  # of the U.S. or the UK among a menu's sections
        text = _MENU.sub(_lowered, text)
    return NOT_NAMES.sub(_lowered, text)


@lru_cache(maxsize=64)
def _sequences(text: str) -> tuple[tuple[int, int], ...]:
    """Where runs of capitalised words begin and end."""
    return tuple(match.span() for match in _SEQUENCE.finditer(text))


def _without_day(text: str, start: int, end: int) -> tuple[list[str], int]:
    """The words of a run, and its end, without the day that follows its name: in Cairo Wednesday."""
    words = text[start:end].split()
    if len(words) > 1 and words[-1].strip(".,").casefold() in WEEKDAYS:
        return words[:-1], start + len(text[start : text.rindex(words[-1], start, end)].rstrip())
    return words, end


def _is_begin(ahead: str) -> bool:
    """Whether what stands before a name ends a sentence, or there is nothing but marks."""
    for mark in reversed(ahead):
        if mark in _SENTENCE_ENDS:
            return True
        if mark.isalnum() or mark == "_":
            return False
    return True


def _is_leading(words: list[str], context: Context) -> bool:
    """Whether the run's name begins after its first word: "In Jos", "East Mosul", but not "South Bend"."""
    low = words[0].casefold()
    if low not in LEADING and low not in WATERS:
        return False
    if (low not in DIRECTIONS and low not in WATERS) or len(words) == 1:
        return True
    return not any(context.places.lookup(" ".join(words[:n]).strip(".,")) for n in range(2, min(len(words), 3) + 1))


def _begins_before(words: list[str], context: Context) -> bool:
    """Whether a sentence's first word stands before a name and is none of it: not "South" of South Sudan."""
    may_be = words[0].casefold() in DIRECTIONS or words[0].casefold() in COMMON  # Glen Cove begins with its name
    named = may_be and any(context.places.lookup(" ".join(words[:n]).strip(".,")) for n in range(2, min(len(words), 3) + 1))
    return len(words) > 1 and _is_ordinary(words[0], context) and not named


def _is_ordinary(word: str, context: Context) -> bool:
    low = word.casefold().strip(".,")
    return low in context.lower or low in COMMON or low in NOT_PLACES


def _is_in_capitals(title: str) -> bool:
    """Whether a headline capitalises every word."""
    words = re.findall(r"[A-Za-z][\w'’-]{3,}", title)
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _small(title: str, context: Context) -> str:
    """A headline that capitalises every word, as a sentence would write it."""
    kept = _names_of_words(title, context.places)

    def shrink(match: re.Match[str]) -> str:
        low = match[0].lower()
        if any(start <= match.start() < end for start, end in kept):
            return match[0]
        return low if low in context.lower or low in _HEADLINE or low in COMMON or low in NOT_PLACES else match[0]

    return re.sub(r"[A-Z][a-z'’-]*", shrink, title)


def _names_of_words(title: str, places: Gazetteer) -> list[tuple[int, int]]:
    """Where a headline has names of several words."""
    tokens = list(re.finditer(r"[A-Z][\w.'’-]+", title))
    kept: list[tuple[int, int]] = []
    for length in (3, 2):
        for n in range(len(tokens) - length + 1):
            start, end = tokens[n].start(), tokens[n + length - 1].end()
            if end - start <= 30 and places.lookup(re.sub(r"['’]s$|[.,]+$", "", title[start:end])):
                kept.append((start, end))
    return kept


_HEADLINE = frozenset(
    "in at near on of for after from to by with and or as is are was were has have his her their its a an the over under into during who"
    " shooting shootings shot killed kills dead dies died injured hurt wounded injures police man woman men women teen boy girl people fire crash"
    " attack suspect suspects arrested charged murder homicide officer officers drive-by double triple fatal fatally accidental accidentally"
    " stabbing robbery home house party street victim victims family mother father child children student night morning weekend identified".split()
)


def _shouted(passage: Passage, context: Context, number: int) -> None:
    """Names in a text in capitals, where only the words before them tell."""
    for match in _LOCAL.finditer(passage.text[:800]):
        words = match[1].split()
        for length in range(min(3, len(words)), 0, -1):
            name = " ".join(words[:length]).strip(".,").title()
            meanings = context.places.lookup(name) if name.casefold() not in NOT_PLACES else ()
            if meanings:
                context.add(Named(name, meanings, passage.weight, 2.0, "", 0, passage=number))
                break


def _head(passage: Passage, context: Context, number: int) -> str:
    """Read a dateline (KABUL, Afghanistan --) or a country before the text (LEBANON.); the text with the dateline written small."""
    places, votes = context.places, context.votes
    if prefix := _PREFIX.match(passage.text):
        for name in prefix[1].split("/"):
            for meaning in places.lookup(name.strip())[:1]:
                if meaning.kind == "country":
                    votes[meaning.country] += 6
    beginning = passage.text[:400]
    dateline = _DATELINE.search(beginning) if "-" in beginning or "—" in beginning or "–" in beginning else None
    meanings = places.lookup(dateline[1].strip().title()) if dateline else ()
    if dateline is None or not meanings:
        return passage.text
    if meanings[0].kind == "adm1":  # WASHINGTON is the capital, NEW YORK the city
        meanings = [m for m in meanings if m.kind == "city"] or meanings
    chain = (dateline[2] or "").strip(" .")
    for meaning in chain_meanings(chain, places)[:1]:
        votes[meaning.country] += 2
    context.add(Named(dateline[1].strip().title(), meanings, passage.weight, 0.5, chain, 0, dateline=True, passage=number))
    (start, end), last = dateline.span(1), dateline.end()
    behind = _AGENCY.sub(_lowered, passage.text[end:last])
    return passage.text[:start] + passage.text[start:end].lower() + behind + passage.text[last:]


def local_names(text: str, places: Gazetteer) -> set[str]:
    """Towns and regions that the sentence places something in, by their folded names; countries are too wide to tell events apart."""
    found: set[str] = set()
    for match in _LOCAL.finditer(text[:600]):
        words = match[1].split()
        for length in range(len(words), 0, -1):
            name = _POSSESSIVE.sub("", " ".join(words[:length]).strip(".,"))
            if name.casefold() in NOT_PLACES or len(name) < 3:
                continue
            meanings = places.lookup(name)
            if meanings and meanings[0].kind != "country" and (meanings[0].population > 5_000 or length > 1):
                found.add(plain_name(name))
                break
    return found
