"""A piece of a run of capitalised words: what the words around it make of it, a place of the text or a vote for its country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from worker.stages.extract.place import cues
from worker.stages.extract.place.near import ENGLISH
from worker.stages.extract.place.peoples import SENDER_CODES, is_of_forces, share, strikes
from worker.stages.extract.place.steps import Context, Gazetteer, Named, NamedPlace, Passage, Votes, chain_meanings
from worker.stages.extract.place.words import (
    FACILITIES,
    GENERIC,
    MEDIA,
    NEUTRAL,
    NOT_PLACES,
    OFFICES,
    REGIMENTS,
    REGIONAL,
    STREETS,
)

_NAMELESS = OFFICES | MEDIA | FACILITIES | REGIMENTS
CAPITAL = r"(?:[A-ZÀ-Þ](?:[\w`]|['’](?!s\b))*(?:[-.][A-Za-zÀ-ÿ](?:\w|['’](?!s\b))*)*\.?|(?:al|el|ez|ad|ar|as|at|an|ash|es|er|ul|us|bin)-[A-Z](?:[\w-]|['’](?!s\b))+)"
_CHAIN = re.compile(
    rf"\s*,\s*(?:in\s+|(?:north|south|east|west)(?:ern|east|west)*\s+)?(?:the\s+)?({CAPITAL}(?:\s+{CAPITAL}){{0,2}})"
)
_NAME = re.compile(rf"{CAPITAL}(?:\s+{CAPITAL}){{0,2}}")
_CAPITAL_CITY = re.compile(r"(?:['’]s)? capital\b(?! (?:city )?of\b)")
_PART_OF = re.compile(r"\s+(?:section|neighbou?rhood|quarter|suburb)\s+of\s+(?:the\s+)?(?:[a-z]+\s+)?[A-Z]")
# what bears the name of its country or region: the Aceh Movement, the Liberation Front of Assam
_GROUPS = frozenset(
    "movement front army party express ltd council union congress organization organisation association federation".split()
)
_HOUSING = re.compile(
    r"\s+(?:apartments?|condominiums?|condos?|housing|subdivision|mobile home|trailer park|shopping)\b"
)  # Elm Village
_RULE = re.compile(r"-(?:held|backed|led|run|controlled|occupied|ruled|supported|administered|allied|trained|born)$")
_DIRECTED = re.compile(r"[NESWC](?:\. ?| )?[A-Z][a-z]")  # N. Ireland, SKorea, W.Bank
_STRIKER = 0.04  # less than says anything: where its rockets fell is not told
_ON_ISLAND = 2.0  # as in a town
_INITIAL = re.compile(r" (?!I )[A-Z]\.? $")
_KNOWN_TOWN = 50_000  # people of a town that a river may have its name from
_END_OF_ROAD = 50_000  # people of a town that a highway has its name from


@dataclass(slots=True)
class Run:
    """A run of capitalised words and what stands around it; `weight` is that of its passage."""

    words: list[str]
    ahead: str
    tail: str
    passage: Passage
    number: int
    before: float = 0.0
    after: re.Match[str] | None = None
    asked: bool = False
    fragment: bool = False  # of a longer name: no name by itself

    def ask(self) -> None:
        """Read the words around, once, when a name is there to ask for."""
        if not self.asked:
            self.asked = True
            self.before, self.after = cues.before(self.ahead), cues.AFTER.match(self.tail)
            if self.after is not None and cues.is_wider(self.ahead):
                self.before = cues.WIDER
            elif self.before > cues.AWAY and cues.is_on_island(self.ahead, self.after):
                self.before = max(self.before, _ON_ISLAND)


def note_capital(run: Run, end: int, country: str, context: Context) -> None:
    """The Kenyan capital is a town too."""
    if end == len(run.words) and _CAPITAL_CITY.match(run.tail) and (meanings := context.places.lookup(f"capital {country}")):
        run.ask()
        context.votes[country] += 1.0
        cue = min(run.before, 1.6) if run.before > 0 else 0.0
        context.add(Named(meanings[0].name, meanings, run.passage.weight, cue, "", 0, passage=run.number))


def share_of(run: Run, end: int) -> float:
    return share(run.words[end - 1], run.words[end:], run.ahead, run.tail)


def note_unknown(run: Run, context: Context) -> None:
    """A name that the index lacks, where the words before it call it a place."""
    if run.words[-1].strip(".,").casefold() in GENERIC and len(run.words) > 1:  # Tarwa District
        run = replace(run, words=run.words[:-1], tail=f" {run.words[-1].lower()}{run.tail}", asked=False)
    name = " ".join(run.words).strip(".,")
    if (
        len(run.words) > 3
        or len(name) < 3
        or not any(c.islower() for c in name)
        or (run.words[-1].strip(".,").casefold() in _NAMELESS)
        or cues.is_road(f" {run.words[-1]}")
    ):
        county(run, context)
        return
    if any(word.strip(".,").casefold() in NOT_PLACES for word in run.words):
        return
    run.ask()
    if cues.is_adjective(run.tail) or cues.is_occasion(run.tail) or cues.is_cause(run.tail) or _is_in_town(run, context):
        return
    if run.before >= 1.6 and not cues.is_vague(run.after) and cues.follows(run.tail, "", 1.0) >= 0:
        chain = _CHAIN.match(run.tail)
        beside = run.before >= 2 and cues.is_beside(run.tail)
        cue = run.before + (1.0 if run.after is not None or beside else 0.0)
        named = Named(name, (), run.passage.weight, cue, chain[1].strip(".") if chain else "", 0)
        named.title, named.passage = run.passage.title, run.number
        named.seat = (
            run.before >= 3 or beside or (run.after is not None and run.after["noun"].casefold() in ("village", "town"))
        )
        named.part = cues.is_facility(run.tail)
        context.add(named)


def county(run: Run, context: Context) -> bool:
    """Stark County: every state that has one gets its share of a vote; False where no state has one, as of Garissa County."""
    found = False
    for n, word in enumerate(run.words[1:], start=1):
        if word.strip(".,").casefold() in ("county", "co", "parish"):
            states = context.places.lookup(f"county {' '.join(run.words[max(0, n - 2) : n])}") or context.places.lookup(
                f"county {run.words[n - 1]}"
            )
            if chain := _CHAIN.match(run.tail) if n + 1 == len(run.words) else None:  # Stark County, Ohio
                states = [state for state in states if state.adm1 in _adm1s(chain[1], context)] or states
            found = found or bool(states)
            for state in states:
                context.votes["US"] += 1.0 / len(states)
                context.votes[f"US/{state.adm1}"] += 1.0 / len(states)
    return found


def _is_in_region(run: Run, context: Context) -> bool:
    """Xiangshui county, Jiangsu: the region behind it says where it is, and a town of the county's name may be another."""
    chain = _CHAIN.match(re.sub(r"^ [Cc]ounty", "", run.tail))
    meanings = chain_meanings(chain[1].strip("."), context.places) if chain is not None else ()
    return any(meaning.kind != "country" for meaning in meanings[:1])


def _adm1s(name: str, context: Context) -> set[str | None]:
    return {meaning.adm1 for meaning in chain_meanings(name.strip("."), context.places)}


def note(run: Run, start: int, end: int, meanings: Sequence[NamedPlace], whole: bool, context: Context) -> None:
    """Add one piece of a run to what was found, unless its neighbours make it a person's or a company's."""
    if not meanings:
        return
    run.ask()
    follower = _follower(run, end)
    if follower in ("county", "co", "parish") and (county(run, context) or follower != "county" or _is_in_region(run, context)):
        return
    small = run.after is not None and end == len(run.words) and run.after["noun"] == "county"  # a headline's, written small
    if small and (county(replace(run, words=[*run.words, "County"]), context) or _is_in_region(run, context)):
        return
    if _is_of_another(run, start, end, meanings[0], context) or _is_island(run, end, follower, meanings[0]):
        return
    meanings = _with_noun(run, start, end, meanings, context)
    if meanings[0].kind == "country":
        note_capital(run, end, meanings[0].country, context)
    if meanings[0].kind == "country" and cues.is_border(run.tail):
        context.votes[meanings[0].country] += 0.3
        return
    if meanings[0].kind == "country" and _is_of_abroad(run, end, whole):
        context.votes[meanings[0].country] += _vote_of_abroad(run, end, whole, meanings[0].country)
        return
    if follower in STREETS or follower in MEDIA or (follower == "" and cues.is_road(run.tail)):
        if follower in STREETS:
            context.streets.add(" ".join(run.words[start:end]).casefold())
        _vote_road(follower, meanings[0], context.votes)
        return
    cue, generic = _weigh(run, start, end, follower, whole)
    if cue <= -3:
        if run.words[-1].strip(".,").casefold() in _GROUPS:
            context.votes[meanings[0].country] += 0.4 if meanings[0].kind != "city" else 0.0
        return
    context.add(_named(run, start, end, meanings, cue, generic))


def _is_of_another(run: Run, start: int, end: int, meaning: NamedPlace, context: Context) -> bool:
    """Whether a piece tells a part of a place from its others, or mountains; or a building's town is told beside it."""
    if _INITIAL.search(" ".join(["", *run.words[:start], ""]) if start else run.ahead):  # A. J. Wharton
        return True
    if start == 0 and cues.is_name_of_storm(run.ahead):
        return True
    if run.after is not None and _PART_OF.match(run.tail):  # the Ifo section of Dadaab
        return True
    if run.after is not None and (start, end) != (0, len(run.words)) and run.after["noun"].casefold() in cues.DISTRICTS:
        return True  # Marquette Park neighborhood
    if end < len(run.words) and _HOUSING.match(run.tail):
        return True
    return end == len(run.words) and (_is_in_town(run, context) or _is_of_terrain(run, meaning))


def _is_island(run: Run, end: int, follower: str, meaning: NamedPlace) -> bool:
    """Whether an island only bears the name of a town: there are Roosevelts and Cooks everywhere."""
    island = follower == "island" or (end == len(run.words) and run.after is not None and run.after["noun"] == "Island")
    return island and meaning.kind == "city" and meaning.country in ENGLISH and meaning.population < _KNOWN_TOWN


def _named(run: Run, start: int, end: int, meanings: Sequence[NamedPlace], cue: float, generic: bool) -> Named:
    """A piece with all that the words around it say of it."""
    chain = _CHAIN.match(run.tail) if end == len(run.words) else None
    name = _name_of(run.words[start:end], meanings)
    noun = run.after["noun"].casefold() if run.after is not None and end == len(run.words) else ""
    named = Named(name, meanings, run.passage.weight, cue, "", 0)
    named.chain = chain[1].strip(".") if chain else ""
    named.title, named.passage = run.passage.title, run.number
    if named.title and ";" in run.ahead:
        named.cue -= 1.0  # the headline's next item
    named.generic = generic or (start == 0 and cues.is_of_region(run.ahead))
    named.part = noun in cues.DISTRICTS or cues.is_of_district(run.ahead)
    in_district = run.before >= 1.6 and end == len(run.words) and cues.is_in_district(run.tail)
    named.seat = (run.before >= 3 and start == 0) or in_district
    named.house = end == len(run.words) and cues.is_house(run.tail)
    named.lead = run.passage.title and not run.ahead and end == len(run.words) and run.tail.startswith(":")
    named.street = end == len(run.words) and cues.is_street(run.tail)
    named.office = _follower(run, end) in OFFICES or (end == len(run.words) and cues.is_office(run.tail))
    return named


def _follower(run: Run, end: int) -> str:
    """The word of the run after a piece; "" at its end."""
    return run.words[end].strip(".,").casefold() if end < len(run.words) else ""


def _with_noun(run: Run, start: int, end: int, meanings: Sequence[NamedPlace], context: Context) -> Sequence[NamedPlace]:
    """What a country's name means with the noun after it: Niger state is no country."""
    if meanings[0].kind != "country" or run.after is None or end != len(run.words):
        return meanings
    name = " ".join(run.words[start:end]).strip(".,")
    return context.places.lookup(f"{name} {run.after['noun']}") or meanings


def _name_of(words: list[str], meanings: Sequence[NamedPlace]) -> str:
    """The name as it is shown: neither in capitals nor, of a state, short."""
    name = " ".join(words).strip(".,").replace("`", "'")
    if (meanings[0].kind, meanings[0].country) == ("adm1", "US") and words[-1].endswith(".") and len(name) < 6:
        return meanings[0].name
    if _DIRECTED.match(name) and meanings[0].kind != "city":
        return meanings[0].name
    return name.title() if name.isupper() and len(name) > 3 else name


def _vote_road(follower: str, named: NamedPlace, votes: Votes) -> None:
    """A road of a region's name lies in its country: Ogun road; streets of English towns bear any name."""
    if follower not in MEDIA and named.kind == "adm1" and named.country not in ENGLISH:
        votes[named.country] += 0.5


def _is_in_town(run: Run, context: Context) -> bool:
    """Whether a name is a building's, and the text says in or near which town: the Victoria works outside Guadalajara."""
    housed = cues.housed_in(run.tail)
    name = _NAME.match(housed) if housed is not None else None
    meanings = context.places.lookup(name[0].strip(".,")) if name is not None else ()
    return bool(meanings) and meanings[0].kind != "country"


def _is_of_terrain(run: Run, meaning: NamedPlace) -> bool:
    """Whether a name is that of mountains or waters, which have it from no small town: the Atlas mountains, on the Volga."""
    named = cues.is_terrain(run.tail) or (run.after is None and len(run.words) == 1 and cues.is_on_water(run.ahead))
    return meaning.kind == "city" and meaning.population < _KNOWN_TOWN and named


def _is_of_abroad(run: Run, end: int, whole: bool) -> bool:
    """Whether a country's name only says whose embassy, troops or party something is."""
    return not whole or share_of(run, end) < 0.5 or is_of_forces(run.tail) or strikes(run.tail)


def _vote_of_abroad(run: Run, end: int, whole: bool, country: str) -> float:
    """What it says all the same: an army fights at home, but for those that are sent abroad."""
    if country not in SENDER_CODES and is_of_forces(run.tail):
        return 1.5
    told = share_of(run, end) if country not in SENDER_CODES or not strikes(run.tail) else _STRIKER
    return min(0.1, told) if whole or told < 0.05 else 1.0


def _weigh(run: Run, start: int, end: int, follower: str, whole: bool) -> tuple[float, bool]:
    """(how much the words around say "place", whether they say "region")."""
    first = start == 0 or all(word.casefold() in NEUTRAL for word in run.words[:start])
    cue = run.before if first else 0.0
    if follower:
        if follower in GENERIC:
            return cue + 1.5, follower in REGIONAL
        if follower in OFFICES:
            return max(cue, 0.0) * 0.5 + 1.4, False
        last = run.words[-1].strip(".,").casefold()
        if first and (last in FACILITIES or whole):
            return cue * 0.5 + (0.5 if last in FACILITIES else 0.0), False
        return (-3.0 if not whole else cue - 1.0), False
    if not whole and not first:
        return -3.0, False
    if (after := run.after) is not None and not cues.is_adjective(run.tail):
        return cue + (-0.5 if cues.is_vague(after) else 1.5), after["noun"].casefold() in REGIONAL
    return cue + cues.follows(run.tail, run.ahead, cue), False


def is_rule(word: str) -> bool:
    """Whether a compound says who holds or backs what follows: Turkish-held."""
    return _RULE.search(word) is not None


def vote_compound(word: str, places: Gazetteer, votes: Votes) -> None:
    """Communist Party of India-Maoists; whose rule or help a place has is not where it is; the road between two towns: Agra-Lucknow."""
    ends: list[set[str]] = []
    if is_rule(word):
        return
    for part in word.split("-"):
        known = [*places.lookup(f"people {part}"), *places.lookup(part)] if len(part) > 3 else []
        if known and known[0].kind == "country":
            votes[known[0].country] += 1.5
        elif part[:1].isupper():
            ends.append({m.country for m in known if m.kind != "country" and m.population >= _END_OF_ROAD})
    shared = ends[0] & ends[1] if len(ends) == 2 else set()
    if len(shared) == 1:
        votes[shared.pop()] += 1.0
