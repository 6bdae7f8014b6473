"""Names of places in a text, and what the words around them say."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


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


Votes = defaultdict[
    str, float
]  # country, or country/region -> how much the text speaks for it  # country, or country/region -> how much the text speaks for it


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


@dataclass(slots=True)
class _Context:
    """What the search for names in one text shares."""

    places: Gazetteer
    votes: Votes
    order: int


@dataclass(slots=True)
class _Run:
    """A run of capitalised words, what follows it, and how much the words before it say "place"."""

    words: list[str]
    tail: str
    before: float
    after: re.Match[str] | None = None

    def __post_init__(self) -> None:
        self.after = _AFTER.match(self.tail)


_CAPITAL = r"(?:[A-ZÀ-Þ](?:[\w`]|['’](?!s\b))*(?:[-.][A-Za-zÀ-ÿ](?:\w|['’](?!s\b))*)*\.?|al-[A-Z](?:[\w-]|['’](?!s\b))+)"
_SEQUENCE = re.compile(
    rf"{_CAPITAL}(?:[ \t\n]+(?:(?:de|del|la|las|los|el|al|ad|of|the|and|i|e|da|do|dos|du|bin|ez|ul|ash|as)[ \t\n]+)?{_CAPITAL}){{0,5}}"
)
_BEFORE = re.compile(
    r"(?:\b(?P<in>in|at|inside|within|across|throughout|outside|outside of|near|around|between)|\b(?P<to>into|to|from|toward|towards)"
    r"|\b(?P<noun>city|town|village|district|province|area|state|capital|region|neighborhood|neighbourhood|suburb|outskirts|settlement|municipality"
    r"|department|county|governorate|centre|center|part|parts|port|island|hamlet|township|communities|towns|villages|cities|residents|people)\s+of"
    r"|\b(?P<side>south|north|east|west|southeast|southwest|northeast|northwest|kilometers|kilometres|km|miles)\s+of)"
    r"\s+(?:the\s+|downtown\s+|central\s+|(?:north|south|east|west)(?:ern|east|west|eastern|western)?\s+|upper\s+|lower\s+|nearby\s+|rural\s+|far\s+"
    r"|(?:\w+\s+){0,2}(?:city|town|village|district|province|capital|region|suburb|settlement|neighborhood|neighbourhood|port|county|state)\s+of\s+"
    r"|(?:city|town|village|capital|port|suburb)\s+)*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:['’]s)?\s*(?P<noun>village|town|city|district|area|province|settlement|neighborhood|neighbourhood|region|governorate|county|municipality|suburb|camp|island"
    r"|department|state|division|subdistrict|sub-district|valley|agency|tehsil|township|airport)\b",
    re.IGNORECASE,
)
_CHAIN = re.compile(
    rf"\s*,\s*(?:in\s+|(?:north|south|east|west)(?:ern|east|west)*\s+)?(?:the\s+)?({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})"
)
_DATELINE = re.compile(
    r"(?:^|[\s)])([A-Z][A-Z.'’]{2,}(?:[ -][A-Z.'’]{2,}){0,3})(?:,\s*([A-Z][\w.' ]{1,30}?))?\s*(?:,\s*\d[^—–-]{0,30})?(?:\([^)]{0,60}\)\s*)?(?:\[[^]]*\]\s*)?(?:--|—|–|-\s)"
)
_PREFIX = re.compile(r"^\s*([A-Z][A-Z/ .'-]{2,40})\.(?:\s|$)")
_GENERIC = frozenset(
    "Province District Governorate City Region Village State Department Town Municipality Agency Oblast Prefecture".split()
)
_REGIONAL = frozenset("province governorate region state department county".split())
_LOCALS = re.compile(r"\s+(?:[Pp]olice|man|woman|teen|teenager|boy|girl|residents?|father|mother|couple|family)\b")
_OF_REGION = re.compile(r"\b(?:province|region|governorate|state|department|county)\s+of\s+$", re.IGNORECASE)
_LEADING = frozenset(
    "in at near from on the a an after when outside inside around to of for by two three four five six seven".split()
)
_NOT_PLACES = frozenset(
    "police sunday monday tuesday wednesday thursday friday saturday january february march april may june july august september october"
    " november december jan feb mar apr jun jul aug sep sept oct nov dec basque islam islamic muslim the a an he she it they we i army state university hospital college school church court"
    " ministry minister president general colonel captain sergeant major lieutenant sheriff officer governor senator mr mrs ms dr taliban hamas"
    " hezbollah fatah al-qaeda al-qaida isis eta ira farc plo christmas ramadan easter street road avenue park house center centre"
    " county city town village north south east west western eastern northern southern central attack attacks bomb news channel fox"
    " according however after before during when while no not in on at one two three four five six seven eight nine ten twitter facebook"
    " interstate highway suv abc nbc cbs cnn ap afp reuters god lord green brown black white young hill long day man men woman"
    " best victory liberty union republic national international united first second red blue gold golden crescent cross eagle".split()
)
_STREET = re.compile(r"\s+(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Highway|Hwy|Court|Ct|Place|Way|Parkway|Police|University|Hospital|High|School|Medical|County|Times|Post|News|Daily|Party|Church|Mosque|Brigade|Brigades|Airlines|Airport|Hotel|Bank|Company|Inc|Park)\b")  # fmt: skip
_LOCAL = re.compile(
    rf"\b(?:[Ii]n|IN|near|NEAR|at|AT|of|OF)\s+(?:the\s+|THE\s+)?(?:(?:city|town|village|district|province|state)\s+of\s+)?({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})"
)


def names(passage: Passage, places: Gazetteer, votes: Votes, order: int) -> list[Named]:
    """The places that a passage names; countries, peoples and the like vote for their country on the way."""
    text = passage.text
    shouted = len(text) > 40 and text.isupper()
    context = _Context(places, votes, order)
    found = _head(passage, context)
    if shouted:
        return found + _shouted(passage, places, order + len(found))
    for match in _SEQUENCE.finditer(text):
        words, start = match[0].split(), match.start()
        while len(words) > 1 and words[0].casefold() in _LEADING:  # In Jos, a bomb ...
            start = text.index(words[1], start + len(words[0]))
            del words[0]
        before = _BEFORE.search(text[max(0, start - 60) : start])
        context.order = order + len(found)
        named = _windows(words, match, passage, _cue(before), context)
        if named and _OF_REGION.search(text[max(0, start - 20) : start]):
            named[0].generic = True  # the province of Latakia
        found += named
    return found


def _shouted(passage: Passage, places: Gazetteer, order: int) -> list[Named]:
    """Names in a text in capitals, where only the words before them tell."""
    found: list[Named] = []
    for match in _LOCAL.finditer(passage.text[:800]):
        words = match[1].split()
        for length in range(min(3, len(words)), 0, -1):
            name = " ".join(words[:length]).strip(".,").title()
            meanings = places.lookup(name) if name.casefold() not in _NOT_PLACES else ()
            if meanings:
                found.append(Named(name, meanings, passage.weight, 2.0, "", order + len(found)))
                break
    return found


def _cue(before: re.Match[str] | None) -> float:
    """How much the words before a name say that it is where something happened."""
    if before is None:
        return 0.0
    if before["noun"] is not None:
        return 3.0
    if before["in"] is not None:
        return 2.0 if before["in"].lower() == "in" else 1.8
    return 1.0 if before["side"] is not None else 0.5


def _head(passage: Passage, context: _Context) -> list[Named]:
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
        return []
    chain = (dateline[2] or "").strip(" .")
    for meaning in chain_meanings(chain, places)[:1]:
        votes[meaning.country] += 2
    return [Named(dateline[1].strip().title(), meanings, passage.weight, 0.5, chain, context.order, dateline=True)]


def _windows(words: list[str], match: re.Match[str], passage: Passage, before: float, context: _Context) -> list[Named]:
    """The longest pieces of a run of capitalised words that the gazetteer knows."""
    run = _Run(words, passage.text[match.end() : match.end() + 60], before)
    out: list[Named] = []
    i = 0
    while i < len(words):
        for length in range(min(4, len(words) - i), 0, -1):
            if (found := _piece(run, i, length, context)) is None:
                continue
            if isinstance(found, Named):
                found.weight, found.title, found.order = passage.weight, passage.title, context.order + len(out)
                out.append(found)
            i += length - 1
            break
        i += 1
    for word in words:
        if "-" in word:
            _vote_compound(word, context.places, context.votes)
    return out


def _piece(run: _Run, i: int, length: int, context: _Context) -> Named | bool | None:
    """A place, True for the name of a people (it votes), None where words [i, i + length) are neither."""
    name = " ".join(run.words[i : i + length]).strip(".,")
    if name.casefold() in _NOT_PLACES or (len(name) < 3 and name.upper() not in ("UK", "US")):
        return None
    people = context.places.lookup(f"people {name}")
    if people and length <= 3:
        context.votes[people[0].country] += 0.5
        return True
    meanings = context.places.lookup(name)
    if not meanings and length > 1 and run.words[i + length - 1] in _GENERIC:
        return None
    whole = i == 0 and length == len(run.words)
    cue, generic = _weigh(run, i, i + length)
    if not meanings and (cue < 2 or length > 3 or not whole or _is_vague_site(run.after)):
        return None
    chain = _CHAIN.match(run.tail) if i + length == len(run.words) else None
    return Named(name, meanings, 0.0, cue, chain[1].strip(".") if chain else "", 0, generic=generic)


def _weigh(run: _Run, i: int, end: int) -> tuple[float, bool]:
    """(how much the words around say "place", whether they say "region")."""
    cue = run.before if i == 0 else 0.0
    if end < len(run.words):
        follows = run.words[end].strip(".,")
        return cue + (-4.0 if follows == "County" else 1.5 if follows in _GENERIC else -2.0), follows in _GENERIC
    after = run.after
    if after is not None:
        cue += -4.0 if after["noun"] == "County" else -1.5 if _is_vague_site(after) else 1.5
    if _STREET.match(run.tail):
        cue -= 2
    if _LOCALS.match(run.tail):
        cue += 1.5
    return cue, after is not None and after["noun"].casefold() in _REGIONAL


def _vote_compound(word: str, places: Gazetteer, votes: Votes) -> None:
    """Communist Party of India-Maoists, Israeli-occupied."""
    for part in word.split("-"):
        for meaning in [*places.lookup(f"people {part}"), *places.lookup(part)][:1] if len(part) > 3 else ():
            if meaning.kind == "country":
                votes[meaning.country] += 1


def _is_vague_site(after: re.Match[str] | None) -> bool:
    return after is not None and after["noun"].casefold() in (
        "neighborhood",
        "neighbourhood",
        "area",
        "region",
        "airport",
        "camp",
        "state",
        "department",
    )


def chain_meanings(chain: str, places: Gazetteer) -> Sequence[NamedPlace]:
    if not chain:
        return ()
    return places.lookup(f"state {chain}") or [m for m in places.lookup(chain) if m.kind != "city"] or places.lookup(chain)


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
            if name.casefold() in _NOT_PLACES or len(name) < 3:
                continue
            meanings = places.lookup(name)
            if meanings and meanings[0].kind != "country" and (meanings[0].population > 5_000 or length > 1):
                found.add(plain_name(name))
                break
    return found
