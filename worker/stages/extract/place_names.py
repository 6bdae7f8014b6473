"""Names of places in a text, and what the words around them say."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from worker.stages.extract import place_cues as cues
from worker.stages.extract.place_words import (
    COMMON,
    DIRECTIONS,
    FACILITIES,
    GENERIC,
    LEADING,
    MEDIA,
    NEUTRAL,
    NOT_NAMES,
    NOT_PLACES,
    OFFICES,
    REGIONAL,
    STREETS,
)

_ORDINARY = NEUTRAL | NOT_PLACES | COMMON
_NAMELESS = OFFICES | MEDIA | FACILITIES


class NamedPlace(Protocol):
    """One meaning of a name, as the gazetteer gives it."""

    @property
    def geo_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...  # city, adm1 or country
    @property
    def country(self) -> str: ...
    @property
    def adm1(self) -> str | None: ...
    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def population(self) -> int: ...


class Gazetteer(Protocol):
    """What extract needs of worker.gazetteer.Gazetteer."""

    def lookup(self, name: str, /) -> Sequence[NamedPlace]: ...


Votes = defaultdict[str, float]  # country, or country/region -> how much the text speaks for it


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text to look for places in; `weight` says how near it is to the event."""

    text: str
    weight: float
    title: bool = False


@dataclass(slots=True)
class Named:
    """A name found in the text."""

    name: str
    meanings: Sequence[NamedPlace]
    weight: float
    cue: float  # how much the words around it say "place"
    chain: str  # what follows after a comma: "Tupelo, Mississippi"
    order: int
    dateline: bool = False
    title: bool = False
    generic: bool = False  # Farah Province
    part: bool = False  # the Bronx neighborhood: part of a town
    passage: int = 0
    seat: bool = False  # the town of, the village of


@dataclass(slots=True)
class Context:
    """What the search for names in one text shares."""

    places: Gazetteer
    votes: Votes
    lower: frozenset[str]  # words that the text also writes small
    people: set[str] = field(default_factory=set)  # last words of names that are no places
    found: list[Named] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """A run of capitalised words and what stands around it; `weight` is that of its passage."""

    words: list[str]
    ahead: str
    tail: str
    passage: Passage
    number: int
    before: float = 0.0
    after: re.Match[str] | None = None
    asked: bool = False

    def ask(self) -> None:
        """Read the words around, once, when a name is there to ask for."""
        if not self.asked:
            self.asked = True
            self.before, self.after = cues.before(self.ahead), cues.AFTER.match(self.tail)


_CAPITAL = r"(?:[A-ZÀ-Þ](?:[\w`]|['’](?!s\b))*(?:[-.][A-Za-zÀ-ÿ](?:\w|['’](?!s\b))*)*\.?|(?:al|el|ez|ad|ar|as|at|an|ash|es|er|ul|us|bin)-[A-Z](?:[\w-]|['’](?!s\b))+)"
_SEQUENCE = re.compile(
    rf"{_CAPITAL}(?:[ \t\n]+(?:(?:de|del|la|las|los|el|al|ad|of|the|and|i|e|da|do|dos|du|bin|ez|ul|ash|as)[ \t\n]+)?{_CAPITAL}){{0,5}}"
)
_CHAIN = re.compile(
    rf"\s*,\s*(?:in\s+|(?:north|south|east|west)(?:ern|east|west)*\s+)?(?:the\s+)?({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})"
)
_DATELINE = re.compile(
    r"(?:^|[\s)])([A-Z][A-Z.'’]{2,}(?:[ -][A-Z.'’]{2,}){0,3})(?:,\s*([A-Z][\w.' ]{1,30}?))?\s*(?:,\s*\d[^—–-]{0,30})?(?:\([^)]{0,60}\)\s*)?(?:\[[^]]*\]\s*)?(?:--|—|–|-\s)"
)
_PREFIX = re.compile(r"^\s*([A-Z][A-Z/ .'-]{2,40})\.(?:\s|$)")
_PART_OF = re.compile(r"\s+(?:section|neighbou?rhood|quarter|district|suburb|area)\s+of\s+(?:the\s+)?(?:[a-z]+\s+)?[A-Z]")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\"“”(])\W*$")
_LOCAL = re.compile(
    rf"\b(?:[Ii]n|IN|near|NEAR|at|AT|of|OF)\s+(?:the\s+|THE\s+)?(?:(?:city|town|village|district|province|state)\s+of\s+)?({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})"
)


def names(passage: Passage, context: Context, number: int) -> None:
    """Add the places that a passage names to the context's; peoples and the like vote for their country on the way."""
    text = passage.text
    _head(passage, context, number)
    if len(text) > 40 and text.isupper():
        _shouted(passage, context, number)
        return
    text = NOT_NAMES.sub(lambda match: match[0].lower(), text)
    if passage.title:
        text = _small(text, context.lower)
    for match in _SEQUENCE.finditer(text):
        words, start = match[0].split(), match.start()
        ahead = text[max(0, start - 60) : start]
        begins = _SENTENCE_END.search(ahead) is not None
        while words and (_is_leading(words, context) or (begins and len(words) > 1 and _is_ordinary(words[0], context))):
            following = text.index(words[1], start + len(words[0])) if len(words) > 1 else start
            start, begins = following, False
            del words[0]
        if words and not (begins and len(words) == 1 and _is_ordinary(words[0], context)):
            tail = text[match.end() : match.end() + 60]
            _windows(_Run(words, text[max(0, start - 60) : start], tail, passage, number), context)


def _is_leading(words: list[str], context: Context) -> bool:
    """Whether the run's name begins after its first word: "In Jos", "East Mosul", but not "South Bend"."""
    low = words[0].casefold()
    if low not in LEADING:
        return False
    if low not in DIRECTIONS or len(words) == 1:
        return True
    return not any(context.places.lookup(" ".join(words[:n]).strip(".,")) for n in range(2, min(len(words), 3) + 1))


def _is_ordinary(word: str, context: Context) -> bool:
    low = word.casefold().strip(".,")
    return low in context.lower or low in COMMON or low in NOT_PLACES


def _small(title: str, lower: frozenset[str]) -> str:
    """A headline that capitalises every word, as a sentence would write it."""
    words = re.findall(r"[A-Za-z][\w'’-]{3,}", title)
    if len(words) < 3 or sum(word[0].isupper() for word in words) < 0.75 * len(words):
        return title

    def shrink(match: re.Match[str]) -> str:
        low = match[0].lower()
        return low if low in lower or low in COMMON or low in _HEADLINE or low in NOT_PLACES else match[0]

    return re.sub(r"[A-Z][a-z'’-]*", shrink, title)


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
                _add(context, Named(name, meanings, passage.weight, 2.0, "", 0, passage=number))
                break


def _add(context: Context, named: Named) -> None:
    named.order = len(context.found)
    context.found.append(named)


def _head(passage: Passage, context: Context, number: int) -> None:
    """A dateline (KABUL, Afghanistan --) or a country before the text (LEBANON.)."""
    places, votes = context.places, context.votes
    if prefix := _PREFIX.match(passage.text):
        for name in prefix[1].split("/"):
            for meaning in places.lookup(name.strip())[:1]:
                if meaning.kind == "country":
                    votes[meaning.country] += 6
    dateline = _DATELINE.search(passage.text[:400])
    meanings = places.lookup(dateline[1].strip().title()) if dateline else ()
    if dateline is None or not meanings:
        return
    chain = (dateline[2] or "").strip(" .")
    for meaning in chain_meanings(chain, places)[:1]:
        votes[meaning.country] += 2
    _add(context, Named(dateline[1].strip().title(), meanings, passage.weight, 0.5, chain, 0, dateline=True, passage=number))


def _windows(run: _Run, context: Context) -> None:
    """The longest pieces of a run of capitalised words that the gazetteer knows."""
    pieces = list(_pieces(run, context))
    covered = sum(end - start for start, end, _ in pieces) + sum(
        word.strip(".,").casefold() in NEUTRAL
        for n, word in enumerate(run.words)
        if not any(start <= n < end for start, end, _ in pieces)
    )
    whole = covered >= len(run.words)
    if not whole and len(run.words) > 1:
        context.people.add(run.words[-1].strip(".,").casefold())
    before = len(context.found)
    for start, end, meanings in pieces:
        _note(run, start, end, meanings, whole, context)
    if len(context.found) == before and not whole and not _is_known_word(run):
        _unknown(run, context)
    for word in run.words:
        if "-" in word:
            _vote_compound(word, context.places, context.votes)


def _pieces(run: _Run, context: Context) -> Iterator[tuple[int, int, Sequence[NamedPlace]]]:
    """(start, end, meanings) of the places of a run; none of the names of peoples, which vote."""
    i, words = 0, run.words
    while i < len(words):
        for length in range(min(4, len(words) - i), 0, -1):
            name = " ".join(words[i : i + length]).strip(".,")
            low = name.casefold()
            if low in NOT_PLACES or (len(name) < 3 and name.upper() not in ("UK", "US")):
                continue
            if length <= 2 and (people := context.places.lookup(f"people {name}")):
                context.votes[people[0].country] += _share(run, i + length)
                yield i, i + length, ()
                i += length - 1
                break
            if low == "county" or (low in COMMON and not _is_plain(run, i)):
                continue
            if meanings := context.places.lookup(name):
                yield i, i + length, meanings
                i += length - 1
                break
        i += 1


def _is_plain(run: _Run, i: int) -> bool:
    """Whether an English word stands alone after "in" or "near"."""
    run.ask()
    return i == 0 and len(run.words) == 1 and run.before >= 1.6


def _share(run: _Run, end: int) -> float:
    """What the name of a people says for its country: little where it says whose charity or tourists they are."""
    follows = run.words[end].casefold() if end < len(run.words) else (re.match(r"\s+([\w-]+)", run.tail) or [""] * 2)[1]
    if follows.casefold().strip(".,") in ("charity", "charities", "ngo", "firm", "company"):
        return 0.0
    return 0.1 if follows.casefold().strip(".,") in _ABROAD else 0.5


_FORCES = re.compile(
    r"[- ](?:led|backed|forces|troops|dollars|military|army|soldiers|convoy|marines|troop|base|warplanes?|drone)\b",
    re.IGNORECASE,
)
_ABROAD = frozenset(
    "companies tourist tourists national nationals embassy ambassador airline airlines consulate climbers climber hikers"
    " pilgrims pilgrim peacekeepers peacekeeper contractors contractor engineers engineer diplomat diplomats backpackers expatriates embassy aid born"
    " journalist missionary missionaries businessman workers worker citizens citizen visitors holidaymakers consul hotel restaurant food".split()
)


def _is_known_word(run: _Run) -> bool:
    return all(word.strip(".,").casefold() in _ORDINARY for word in run.words)


def _unknown(run: _Run, context: Context) -> None:
    """A name that the index lacks, where the words before it call it a place."""
    name = " ".join(run.words).strip(".,")
    if len(run.words) > 3 or len(name) < 3 or (run.words[-1].strip(".,").casefold() in _NAMELESS):
        county(run, context)
        return
    if any(word.strip(".,").casefold() in NOT_PLACES for word in run.words):
        return
    run.ask()
    if run.before >= 1.6 and not cues.is_vague(run.after) and cues.follows(run.tail, "") >= 0:
        chain = _CHAIN.match(run.tail)
        cue = run.before + (1.0 if run.after is not None else 0.0)
        seat = run.before >= 3 or (run.after is not None and run.after["noun"].casefold() in ("village", "town"))
        _add(context, Named(name, (), run.passage.weight, cue, chain[1].strip(".") if chain else "", 0, title=run.passage.title, passage=run.number, seat=seat))  # fmt: skip


def county(run: _Run, context: Context) -> None:
    """Stark County: every state that has one gets its share of a vote."""
    for n, word in enumerate(run.words[1:], start=1):
        if word.strip(".,").casefold() in ("county", "co", "parish"):
            states = context.places.lookup(f"county {' '.join(run.words[max(0, n - 2) : n])}") or context.places.lookup(
                f"county {run.words[n - 1]}"
            )
            for state in states:
                context.votes["US"] += 1.0 / len(states)
                context.votes[f"US/{state.adm1}"] += 1.0 / len(states)


def _note(run: _Run, start: int, end: int, meanings: Sequence[NamedPlace], whole: bool, context: Context) -> None:
    """Add one piece of a run to what was found, unless its neighbours make it a person's or a company's."""
    if not meanings:
        return
    run.ask()
    follower = run.words[end].strip(".,").casefold() if end < len(run.words) else ""
    if follower in ("county", "co", "parish"):
        county(run, context)
        return
    if run.after is not None and _PART_OF.match(run.tail):  # the Ifo section of Dadaab
        return
    if run.after is not None and (start, end) != (0, len(run.words)) and run.after["noun"].casefold() in cues.DISTRICTS:
        return  # Marquette Park neighborhood
    if meanings[0].kind == "country" and _is_of_abroad(run, end, whole):
        context.votes[meanings[0].country] += 0.1 if whole else 1.0
        return
    if follower in STREETS or follower in MEDIA or (follower == "" and cues.is_road(run.tail)):
        return
    cue, generic = _weigh(run, start, end, follower, whole)
    if cue <= -3:
        return
    chain = _CHAIN.match(run.tail) if end == len(run.words) else None
    name = " ".join(run.words[start:end]).strip(".,")
    after = run.after if end == len(run.words) else None
    noun = after["noun"].casefold() if after is not None else ""
    _add(
        context,
        Named(
            name.title() if name.isupper() and len(name) > 3 else name,
            meanings,
            run.passage.weight,
            cue,
            chain[1].strip(".") if chain else "",
            0,
            title=run.passage.title,
            generic=generic or (start == 0 and cues.is_of_region(run.ahead)),
            part=noun in cues.DISTRICTS or cues.is_of_district(run.ahead),
            passage=run.number,
            seat=run.before >= 3 and start == 0,
        ),
    )


def _is_of_abroad(run: _Run, end: int, whole: bool) -> bool:
    """Whether a country's name only says whose embassy, troops or party something is."""
    return not whole or _share(run, end) < 0.5 or _FORCES.match(run.tail) is not None


def _weigh(run: _Run, start: int, end: int, follower: str, whole: bool) -> tuple[float, bool]:
    """(how much the words around say "place", whether they say "region")."""
    first = start == 0 or all(word.casefold() in NEUTRAL for word in run.words[:start])
    cue = run.before if first else 0.0
    if follower:
        if follower in GENERIC:
            return cue + 1.5, follower in REGIONAL
        if follower in OFFICES:
            return max(cue, 0.0) * 0.5 + 0.9, False
        last = run.words[-1].strip(".,").casefold()
        if first and (last in FACILITIES or whole):
            return cue * 0.5 + (0.5 if last in FACILITIES else 0.0), False
        return (-3.0 if not whole else cue - 1.0), False
    if not whole and not first:
        return -3.0, False
    if (after := run.after) is not None:
        return cue + (-0.5 if cues.is_vague(after) else 1.5), after["noun"].casefold() in REGIONAL
    return cue + max(cues.follows(run.tail, run.ahead), -2.0 if run.before == 0 else 0.0), False


def _vote_compound(word: str, places: Gazetteer, votes: Votes) -> None:
    """Communist Party of India-Maoists, Israeli-occupied."""
    for part in word.split("-"):
        for meaning in [*places.lookup(f"people {part}"), *places.lookup(part)][:1] if len(part) > 3 else ():
            if meaning.kind == "country":
                votes[meaning.country] += 1.5


def chain_meanings(chain: str, places: Gazetteer) -> Sequence[NamedPlace]:
    if not chain:
        return ()
    return places.lookup(f"state {chain}") or [m for m in places.lookup(chain) if m.kind != "city"] or places.lookup(chain)


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def local_names(text: str, places: Gazetteer) -> set[str]:
    """Towns and regions that the sentence places something in, by their folded names; countries are too wide to tell events apart."""
    found: set[str] = set()
    for match in _LOCAL.finditer(text[:600]):
        words = match[1].split()
        for length in range(len(words), 0, -1):
            name = " ".join(words[:length]).strip(".,")
            if name.casefold() in NOT_PLACES or len(name) < 3:
                continue
            meanings = places.lookup(name)
            if meanings and meanings[0].kind != "country" and (meanings[0].population > 5_000 or length > 1):
                found.add(plain_name(name))
                break
    return found
