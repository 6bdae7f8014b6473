"""Which country a text speaks of, by everything in it that points to one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from worker.stages.extract.place.cues import FAR
from worker.stages.extract.place.steps import Gazetteer, Named, NamedPlace, Passage, Votes, chain_meanings
from worker.stages.names import plain_name

_AMERICAN = re.compile(
    r"\b(?:County Sheriff|Sheriff['’]s (?:Office|Department|Deputies)|\d{2,5} block of|called 911|911 call|State Police|County coroner|Police Department|FBI)"
)
_AMERICAN_WORDS = ("Sheriff", "block of", "911", "State Police", "County coroner", "Police Department", "FBI")
# armed groups and words of one country: they speak for it
_WORDS = {
    "AF": "taliban", "CO": "farc|eln|auc|epl", "ES": "eta|basque|guardia civil|ertzaintza", "TR": "pkk", "LK": "ltte|tamil tiger|tamil tigers", "PS": "hamas|fatah",
    "NG": "boko haram|iswap|local government area|naira|frsc|efcc|nema|nscdc|amotekun|civilian jtf", "SO": "al-shabaab|al-shabab|al shabaab|al shabab|shabaab|shabab", "LB": "hezbollah|hizbullah",
    "PH": "milf|moro|new people's army|abu sayyaf|barangay|barangays|ndrrmc|pdea|phivolcs|npa rebel|npa rebels|shabu", "YE": "houthi|houthis", "PE": "shining path|sendero luminoso", "SV": "fmln",
    "IN": "kashmiri|naxalite|naxalites|naxal|naxals|jawan|jawans|iaf|bsf|lakh|crore|panchayat|district collector|crpf", "SD": "janjaweed|rapid support forces",
    "DZ": "aqim|gspc|gia|wilaya", "TH": "tambon|muang", "IQ": "zarqawi|baath|sahwa|peshmerga",
    "UG": "lord's resistance army", "RU": "chechen|chechens", "AO": "unita", "MZ": "renamo", "FR": "corsican|corsicans|gendarmes|parisian",
    "GB": "irish republican army|dashcam|constabulary|police scotland|northumbria|west midlands|greater manchester|west mercia|avon and somerset|devon and cornwall|british transport police|scotland yard|rnli|psni|humberside|merseyside|thames valley|motorway", "XK": "kosovo liberation army",
    "CD": "m23|codeco", "IL": "idf|magen david adom", "IE": "gardaí|gardai|garda", "PK": "tehsil|levies|jirga|ispr|edhi|khwarij|rescue 1122", "IT": "carabinieri", "CA": "rcmp",
    "KE": "matatu|matatus|kenya wildlife|ntsa|kdf|boda boda", "BD": "upazila|awami league|fire service men", "ID": "bnpb|basarnas", "ZA": "saps", "AU": "bushfire|triple zero",
}  # fmt: skip
_BY_FIRST: dict[str, list[tuple[str, str]]] = {}
for _code, _row in _WORDS.items():
    for _entry in _row.split("|"):
        _BY_FIRST.setdefault(_entry.split()[0], []).append((_entry, _code))
_RULED = re.compile(r"-(?:run|led|held|controlled|ruled|affiliated|linked)$")  # the Hamas-run health ministry
# abbreviations that are words when written small, or stand for another country's as well
_CASED: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (  # the second: one of these is in each of them
    ("IN", ("J&K", "UP", "LoC"), re.compile(r"\bJ&K\b|\b(?:in|from|of|across|eastern|western) UP\b|\bUP['’]s\b|\bLoC\b")),
    ("CF", ("CAR",), re.compile(r"\b(?:in|from|of) (?:the )?CAR\b|\bCAR(?:['’]s\b|: | [a-z])")),
    ("PK", ("IBO", "KP", "K-P"), re.compile(r"\bIBOs?\b|\bK-?P['’]s\b")),
    ("GB", (" A", " M"), re.compile(r"\b(?:on|the|after) [AM]\d{1,3}\b")),
)
_TOKEN = re.compile(r"[\w'-]+")
_STATION = re.compile(r"\((?:[WK][A-Z]{2,3})(?:[ /)-])|\b[WK][A-Z]{3}(?:-TV|-DT|\.com|\d)|\b(?:[Ss]heriff|[Cc]oroner)\b")
_STATION_WORDS = ("K", "W", "heriff", "oroner")  # one of these is in each of them
_SPELT = re.compile(r"\bRs\.? ?\d")


_KNOWN = 100_000  # people of a town that a building is named after because it stands there
_TOLD = 0.5  # votes of a country of which the text speaks in other words
_LARGE = 500_000  # people of a town that speaks for its country although others bear its name
_NAMESAKE = 10  # times as many people as another place of its name has one that is meant wherever nothing else is told


def vote(named: Sequence[Named], passages: Sequence[Passage], votes: Votes, places: Gazetteer) -> None:
    """Add what words, countries, regions and towns that exist once say for their country."""
    _vote_words(passages, votes)
    of_several: list[Named] = []
    for n in named:
        if n.chain:
            for meaning in chain_meanings(n.chain, places)[:1]:
                votes[meaning.country] += 2
                votes[f"{meaning.country}/{meaning.adm1}"] += meaning.kind == "adm1"
        if n.meanings and n.meanings[0].kind != "country" and len({m.country for m in n.meanings}) > 1:
            of_several.append(n)
        elif n.meanings:
            _vote_name(n, first_meaning(n, votes), None, votes)
    told = {code: votes[code] for code in votes if "/" not in code}
    for n in of_several:
        _vote_name(n, first_meaning(n, votes), _told_meaning(n, votes, told), votes)


def _told_meaning(n: Named, votes: Votes, told: Mapping[str, float]) -> NamedPlace | None:
    """The meaning of a name in a country of which the text tells, where it does not tell of that of the first: Tripoli in Lebanon."""
    first = first_meaning(n, votes)
    if told.get(first.country, 0.0) >= _TOLD:
        return None
    others = [m for m in n.meanings if told.get(m.country, 0.0) >= _TOLD and m.population * _NAMESAKE >= first.population]
    return max(others, key=lambda m: told[m.country], default=None)


def _vote_words(passages: Sequence[Passage], votes: Votes) -> None:
    hints = [_hints(passage.text) for passage in passages]
    if any(hint.american for hint in hints):
        votes["US"] += 2
    if any(hint.station for hint in hints):
        votes["US"] += 0.8
    for hint in hints:
        for code in hint.countries:
            votes[code] += 0.8
    if any(hint.rupees for hint in hints):
        for code in ("IN", "PK", "NP", "LK"):
            votes[code] += 0.3


class _Hints(NamedTuple):
    """What the words of a text say of its country."""

    american: bool
    station: bool
    rupees: bool
    countries: tuple[str, ...]  # of its armed groups and the like, one for each


@lru_cache(maxsize=64)  # a text is read again for each of its events, and with what stands further down
def _hints(text: str) -> _Hints:
    countries = _countries(text.lower())
    if not text.isupper():
        countries += tuple(
            code for code, words, pattern in _CASED if any(word in text for word in words) and pattern.search(text)
        )
    american = any(word in text for word in _AMERICAN_WORDS) and _AMERICAN.search(text) is not None
    station = any(word in text for word in _STATION_WORDS) and _STATION.search(text) is not None
    return _Hints(american, station, "Rs" in text and _SPELT.search(text) is not None, countries)


def _countries(low: str) -> tuple[str, ...]:
    words = _TOKEN.findall(low)
    joined = [word for word in words if "-" in word or "'" in word]
    if _BY_FIRST.keys().isdisjoint(words) and _BY_FIRST.keys().isdisjoint(map(_root, joined)):
        return ()  # most texts
    return tuple(
        code
        for match in _TOKEN.finditer(low)
        for entry, code in _BY_FIRST.get(match[0], _BY_FIRST.get(_root(match[0]), ()))
        if low.startswith(entry, match.start())
    )


def _root(word: str) -> str:
    """Hamas of Hamas-run, and of Hamas's."""
    return _RULED.sub("", word).removesuffix("'s") if "-" in word or "'" in word else ""


def _vote_name(n: Named, first: NamedPlace, told: NamedPlace | None, votes: Votes) -> None:
    """A name speaks for the country of what it means `first`, or of what is `told`."""
    large, first = first.population > _LARGE, told or first
    near = 0.5 + min(n.weight, 2.0) / 4  # what stands far below says less
    if first.kind == "country":
        votes[first.country] += near * (3 if n.cue >= 1.5 else 2 if n.cue > -1 else 1)
    elif first.kind == "adm1" and len({m.country for m in n.meanings if m.population > first.population / 20}) == 1:
        votes[first.country] += 2 * near if n.cue > -1 else 0.5
        votes[f"{first.country}/{first.adm1}"] += 1 if n.cue > -1 else 0.2
    elif n.generic and (region := next((m for m in n.meanings if m.kind == "adm1"), None)) is not None:
        votes[region.country] += 2
    elif n.cue > -1 and (len({m.country for m in n.meanings}) == 1 or large):
        a_name = n.house and not n.chain and first.population < _KNOWN  # Chippenham Hospital may stand anywhere
        votes[first.country] += (
            0.2 if a_name else 0.6 if n.dateline else near if n.cue >= 0.5 or first.population > 100_000 else 0.3
        )
    elif n.cue <= -1:
        little = near if n.cue == FAR else 0.2
        votes[first.country] += little if len({m.country for m in n.meanings}) == 1 or large else 0


def first_meaning(n: Named, votes: Votes) -> NamedPlace:
    """The country, else the largest of exactly that name unless another is far larger."""
    if n.meanings[0].kind == "country":
        own = n.meanings[0].country  # Mexico is the country, unless the text says that it means the state
        region = next(
            (m for m in n.meanings if m.kind == "adm1" and votes[m.country] >= 0.5 and (n.generic or m.country != own)), None
        )
        return region or n.meanings[0]
    if n.meanings[0].kind == "adm1" and not n.generic:  # a region of a town's name, where the town is meant
        town = next(
            (
                m
                for m in n.meanings
                if m.kind == "city"
                and m.population * 3 >= n.meanings[0].population
                and plain_name(m.name) == plain_name(n.name)
            ),
            None,
        )
        if town is not None and town.country != n.meanings[0].country:
            return town
    exact = next((m for m in n.meanings if plain_name(m.name) == plain_name(n.name)), n.meanings[0])
    return exact if exact.population * 100 >= n.meanings[0].population else n.meanings[0]
