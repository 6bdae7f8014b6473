"""Where it happened: names in the text, settled by the gazetteer, by each other and by what stands around them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from worker.model import Place, PlacePrecision


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


_CAPITAL = r"(?:[A-ZÀ-Þ](?:[\w`]|['’](?!s\b))*(?:[-.][A-Za-zÀ-ÿ](?:\w|['’](?!s\b))*)*\.?|al-[A-Z](?:[\w-]|['’](?!s\b))+)"
_SEQUENCE = re.compile(rf"{_CAPITAL}(?:[ \t\n]+(?:(?:de|del|la|las|los|el|al|ad|of|the|and|i|e|da|do|dos|du|bin|ez|ul|ash|as)[ \t\n]+)?{_CAPITAL}){{0,5}}")
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
_CHAIN = re.compile(rf"\s*,\s*(?:in\s+|(?:north|south|east|west)(?:ern|east|west)*\s+)?(?:the\s+)?({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})")
_DATELINE = re.compile(r"(?:^|[\s)])([A-Z][A-Z.'’]{2,}(?:[ -][A-Z.'’]{2,}){0,3})(?:,\s*([A-Z][\w.' ]{1,30}?))?\s*(?:,\s*\d[^—–-]{0,30})?(?:\([^)]{0,60}\)\s*)?(?:\[[^]]*\]\s*)?(?:--|—|–|-\s)")
_PREFIX = re.compile(r"^\s*([A-Z][A-Z/ .'-]{2,40})\.(?:\s|$)")
_AMERICAN = re.compile(r"\b(?:County Sheriff|Sheriff['’]s (?:Office|Department|Deputies)|\d{2,5} block of|called 911|911 call|State Police|County coroner|Police Department)")
_GENERIC = frozenset("Province District Governorate City Region Village State Department Town Municipality Agency Oblast Prefecture".split())
_REGIONAL = frozenset("province governorate region state department county".split())
_GROUPS = {  # armed groups of one country: their name speaks for it
    "taliban": "AF", "farc": "CO", "eln": "CO", "eta": "ES", "pkk": "TR", "ltte": "LK", "tamil tigers": "LK", "hamas": "PS", "fatah": "PS",
    "boko haram": "NG", "shabaab": "SO", "shabab": "SO", "new people's army": "PH", "abu sayyaf": "PH", "hezbollah": "LB", "houthi": "YE",
    "shining path": "PE", "sendero luminoso": "PE", "fmln": "SV", "naxalite": "IN", "janjaweed": "SD", "rapid support forces": "SD",
    "lord's resistance army": "UG", "chechen": "RU", "unita": "AO", "renamo": "MZ", "corsican": "FR", "basque": "ES", "baath": "IQ",
    "irish republican army": "GB", "kosovo liberation army": "XK", "m23": "CD", "idf": "IL",
}  # fmt: skip
_GROUP = re.compile(r"\b(?:" + "|".join(_GROUPS) + r")s?\b")
_LOCALS = re.compile(r"\s+(?:[Pp]olice|man|woman|teen|teenager|boy|girl|residents?|father|mother|couple|family)\b")
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


def find_place(passages: Sequence[Passage], places: Gazetteer) -> Place | None:
    """The place that the passages speak of, as closely as they tell."""
    named: list[Named] = []
    votes: Votes = defaultdict(float)
    for passage in passages:
        named += _names(passage, places, votes, len(named))
    if any(_AMERICAN.search(passage.text) for passage in passages):
        votes["US"] += 2
    for passage in passages:
        for match in _GROUP.finditer(passage.text.lower()):
            votes[_GROUPS[match[0]] if match[0] in _GROUPS else _GROUPS[match[0][:-1]]] += 0.6
    _vote(named, votes, places)
    country = max((code for code in votes if "/" not in code), key=lambda code: votes[code], default=None)
    best = max((n for n in named if _is_local(n)), key=lambda n: _score(n, votes, country, places), default=None)
    if best is not None and _score(best, votes, country, places) >= (1.0 if best.dateline or best.title else 2.0):
        return _settle(best, votes, country, places)
    regions = [n for n in named if n.meanings and n.meanings[0].kind == "adm1"]
    if regions:
        region = max(regions, key=lambda n: (n.weight + n.cue, -n.order))
        return _place(region.name, _meaning(region, votes, places) or region.meanings[0])
    return _country_place(country, places)


def _names(passage: Passage, places: Gazetteer, votes: Votes, order: int) -> list[Named]:
    found: list[Named] = []
    text = passage.text
    shouted = len(text) > 40 and text.isupper()
    _head(passage, places, votes, found, order)
    if shouted:
        found += _shouted(passage, places, order + len(found))
    for match in () if shouted else _SEQUENCE.finditer(text):
        words = match[0].split()
        before = _BEFORE.search(text[max(0, match.start() - 60) : match.start()])
        found += _windows(words, match, passage, _cue(before), places, votes, order + len(found))
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


def _head(passage: Passage, places: Gazetteer, votes: Votes, found: list[Named], order: int) -> None:
    """A dateline (KABUL, Afghanistan --) or a country before the text (LEBANON.)."""
    if prefix := _PREFIX.match(passage.text):
        for name in re.split(r"[/]", prefix[1]):
            for meaning in places.lookup(name.strip())[:1]:
                if meaning.kind == "country":
                    votes[meaning.country] += 6
    if dateline := _DATELINE.search(passage.text[:400]):
        meanings = places.lookup(dateline[1].strip().title())
        if meanings:
            found.append(Named(dateline[1].strip().title(), meanings, passage.weight, 0.5, (dateline[2] or "").strip(" ."), order, True))
            for meaning in _chain_meanings((dateline[2] or "").strip(" ."), places)[:1]:
                votes[meaning.country] += 2


def _windows(words: list[str], match: re.Match[str], passage: Passage, before: float, places: Gazetteer, votes: Votes, order: int) -> list[Named]:  # noqa: PLR0913
    """The longest pieces of a run of capitalised words that the gazetteer knows."""
    out: list[Named] = []
    i = 0
    text = passage.text
    while i < len(words):
        for length in range(min(4, len(words) - i), 0, -1):
            name = " ".join(words[i : i + length]).strip(".,")
            plain = name.casefold()
            if plain in _NOT_PLACES or len(name) < 3 and name.upper() not in ("UK", "US", "UAE"):
                continue
            people = places.lookup(f"people {name}")
            if people and length <= 3:
                votes[people[0].country] += 0.5
                i += length - 1
                break
            meanings = places.lookup(name)
            if not meanings and length > 1 and words[i + length - 1] in _GENERIC:
                continue
            at_start, at_end = i == 0, i + length == len(words)
            cue = 0.0
            if at_start:
                cue = before
            tail = text[match.end() : match.end() + 60]
            after = _AFTER.match(tail) if at_end else None
            if after is not None:
                cue += -1.5 if _is_vague_site(after) else 1.5
            if at_end and _STREET.match(tail):
                cue -= 2
            if (not at_end and words[i + length].strip(".,") == "County") or (after is not None and after["noun"] == "County"):
                cue -= 4
            elif not at_end and words[i + length].strip(".,") in _GENERIC:
                cue += 1.5
            elif not at_end:
                cue -= 2.0
            if at_end and _LOCALS.match(tail):
                cue += 1.5
            if not meanings and (cue < 2 or not at_start or length > 3 or length < len(words) or _is_vague_site(after)):
                continue
            chain = _CHAIN.match(tail) if at_end else None
            generic = (not at_end and words[i + length].strip(".,") in _GENERIC) or (after is not None and after["noun"].casefold() in _REGIONAL)
            out.append(Named(name, meanings, passage.weight, cue, chain[1].strip(".") if chain else "", order + len(out), False, passage.title, generic))
            i += length - 1
            break
        i += 1
    for word in words:
        if "-" in word:
            _vote_compound(word, places, votes)
    return out


def _vote_compound(word: str, places: Gazetteer, votes: Votes) -> None:
    """Communist Party of India-Maoists, Israeli-occupied."""
    for part in word.split("-"):
        for meaning in [*places.lookup(f"people {part}"), *places.lookup(part)][:1] if len(part) > 3 else ():
            if meaning.kind == "country":
                votes[meaning.country] += 1


def _is_vague_site(after: re.Match[str] | None) -> bool:
    return after is not None and after["noun"].casefold() in ("neighborhood", "neighbourhood", "area", "region", "airport", "camp", "state", "department")


def _vote(named: list[Named], votes: Votes, places: Gazetteer) -> None:
    """Countries and regions vote for their country; so do cities that exist once."""
    for n in named:
        if n.chain:
            for meaning in _chain_meanings(n.chain, places)[:1]:
                votes[meaning.country] += 2
                votes[f"{meaning.country}/{meaning.adm1}"] += meaning.kind == "adm1"
        if not n.meanings:
            continue
        first = _first_meaning(n, votes)
        if first.kind == "country":
            votes[first.country] += 3 if n.cue > 0 else 2
        elif first.kind == "adm1" and len({m.country for m in n.meanings if m.population > first.population / 20}) == 1:
            votes[first.country] += 2
            votes[f"{first.country}/{first.adm1}"] += 1
        elif n.generic and (region := next((m for m in n.meanings if m.kind == "adm1"), None)) is not None:
            votes[region.country] += 2
        elif n.cue > -1 and (len({m.country for m in n.meanings}) == 1 or first.population > 500_000):
            votes[first.country] += 1


def _first_meaning(n: Named, votes: Votes) -> NamedPlace:
    """A name of a country that is also a region's is the region's where the text is about that region's country."""
    if n.meanings[0].kind == "country":
        region = next((m for m in n.meanings if m.kind == "adm1" and votes[m.country] >= 1), None)
        return region or n.meanings[0]
    return n.meanings[0]


def _is_local(n: Named) -> bool:
    if not n.meanings:
        return True
    if n.meanings[0].kind == "country" or not any(m.kind == "city" for m in n.meanings):
        return False
    return n.cue >= 1 or n.dateline or bool(n.chain) or (n.cue >= 0 and n.title and n.meanings[0].population > 50_000)


def _chain_meanings(chain: str, places: Gazetteer) -> Sequence[NamedPlace]:
    if not chain:
        return ()
    return places.lookup(f"state {chain}") or [m for m in places.lookup(chain) if m.kind != "city"] or places.lookup(chain)


def _meaning(n: Named, votes: Votes, places: Gazetteer) -> NamedPlace | None:
    """The meaning that the chain, else the other names, else the population speak for."""
    chained = _chain_meanings(n.chain, places)[:1]
    best: NamedPlace | None = None
    best_score = float("-inf")
    for m in n.meanings:
        score = math.log10(m.population + 1) + 1.5 * min(votes[m.country], 4) + (0.5 if m.kind == "city" else 0)
        score += 1.0 if _plain(m.name) == _plain(n.name) else 0
        score += 3.0 if m.adm1 is not None and votes[f"{m.country}/{m.adm1}"] else 0
        for c in chained:
            if c.country == m.country:
                score += 6 + (6 if c.kind == "adm1" and c.adm1 == m.adm1 else 0)
        if score > best_score:
            best, best_score = m, score
    return best


def _score(n: Named, votes: Votes, country: str | None, places: Gazetteer) -> float:
    score = n.weight + n.cue - 0.05 * n.order
    if n.dateline:
        score -= 1.0
    meaning = _meaning(n, votes, places)
    if meaning is None:
        return score - (0.5 if n.cue >= 3 else 1.8)
    if country is not None and meaning.country == country:
        score += 1.5
    elif country is not None:
        score -= 1.5
    chained = bool(n.chain and _chain_meanings(n.chain, places))
    if votes[meaning.country] < 1 and not chained:
        score -= 0.5 if meaning.population > 200_000 else 1.5 if meaning.population > 50_000 else 3.5
    if meaning.population < 3_000 and n.cue < 2:
        score -= 2
    score += chained
    if meaning.kind == "adm1" and n.cue < 3.5:
        score -= 0.5
    return score


def _settle(n: Named, votes: Votes, country: str | None, places: Gazetteer) -> Place:
    meaning = _meaning(n, votes, places)
    if meaning is not None:
        return _place(n.name, meaning)
    chained = next(iter(_chain_meanings(n.chain, places)), None)
    code = chained.country if chained is not None else country
    return Place(n.name, chained.adm1 if chained is not None else None, code, None, None, PlacePrecision.SITE)


def _place(name: str, found: NamedPlace) -> Place:
    return Place(name, found.adm1, found.country, round(found.lat, 4), round(found.lon, 4), PlacePrecision(found.kind), found.geo_id)


def _country_place(country: str | None, places: Gazetteer) -> Place | None:
    for found in places.lookup(f"iso {country}") if country else ():
        return _place(found.name, found)
    return None


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


_LOCAL = re.compile(rf"\b(?:[Ii]n|IN|near|NEAR|at|AT|of|OF)\s+(?:the\s+|THE\s+)?(?:(?:city|town|village|district|province|state)\s+of\s+)?({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})")


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
                found.add(_plain(name))
                break
    return found
