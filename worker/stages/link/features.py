"""What link compares: a report's terms, weighted and hashed, and the keys that find candidate events for it.

No vocabulary grows with the news: a term's weight comes from what kind of word it is, its identity is a hash.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from worker.model import Counts, DateSpan, Kind, Place, PlacePrecision, Report
from worker.stages.link.kinds import GREAT, GREAT_AT_ANY_TOLL, GREAT_CASUALTIES, MANY, class_of, kind_of
from worker.stages.link.words import WEIGHT_OF

Terms = Mapping[int, float]  # hash of a term -> weight

READ_CHARACTERS = 2500  # of the text: what follows is background more often than news
LEDE_CHARACTERS = 400
MAX_TERMS = 64
MAX_KEPT = 32  # names and magnitudes of an event, beside its terms
KEPT = 0xA5A6  # what the last twenty bits of their numbers begin with; no hashed word has them, but for one of sixty thousand
MAX_KEY_TERMS = 14
EVERYWHERE = 1.9  # weight of the key of a kind of event, whatever its country: enough to be found by
TELLING_TOLLS = 20  # killed and injured together

_TITLE, _SENTENCE, _LEDE, _BODY = 1.3, 1.2, 1.2, 1.0
_NAME = 1.3  # a capitalised word within a sentence is a name, and names tell events apart
_RARE = 0.6  # weight of a word that may be part of a name
_WORD = re.compile(r"\d[\d.,:]*(?:-(?:year|month|week|day)-old)?|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”]|--|—)[\s\"“”'‘]*$")
_GUNFIRE = re.compile(r"\b(?:open(?:s|ed|ing)?|exchang(?:es|ed|ing)|return(?:s|ed|ing)?) fire\b")
_AGE = re.compile(r"\d{1,3}-(?:year|month|week|day)-old")


@dataclass(frozen=True, slots=True)
class Profile:
    """What link compares of a report, or of all reports of an event taken together."""

    type: str
    place: Place | None
    date: DateSpan | None
    counts: Counts
    actors: tuple[str, ...]
    terms: Terms
    as_of: datetime | None  # when it was said; of an event: when it was first told
    update: str | None = None
    beside: tuple[int, ...] = ()  # deaths that the report's text tells of other incidents
    aftermath: bool = False  # tells what courts, coroners or mourners did: its days may be theirs


def hashed(*parts: object) -> int:
    """A 63-bit number that is the same in every process and fits a signed column."""
    digest = blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def profile(report: Report, terms: Terms, as_of: datetime | None) -> Profile:
    return Profile(
        report.type, report.place, report.date, report.counts, report.actors, terms, as_of, report.update, report.beside
    )


def weigh_terms(title: str, text: str, sentence: str) -> dict[int, float]:
    """The heaviest terms of one report: names and rare words of title, lede and the sentence that says it best."""
    zone_of: dict[str, float] = {}
    seen: dict[str, int] = {}
    zones = (
        (title, _TITLE, False),
        (sentence, _SENTENCE, True),
        (text[:LEDE_CHARACTERS], _LEDE, True),
        (text[LEDE_CHARACTERS:READ_CHARACTERS], _BODY, True),
    )
    for words, zone, cased in zones:
        for term, weight in _weighed(words, cased):
            if zone * weight > zone_of.get(term, 0.0):
                zone_of[term] = zone * weight
            seen[term] = seen.get(term, 0) + 1
    weighed = {term: weight * (1 + math.log(seen[term])) for term, weight in zone_of.items()}
    heaviest = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    return {hashed("term", term): round(weight, 3) for term, weight in heaviest}


def _weighed(words: str, cased: bool) -> Iterator[tuple[str, float]]:
    """Each term of a stretch of text with the weight of its kind; two rare names in a row are a term as well."""
    previous, end = "", -2
    words = _GUNFIRE.sub("gunfire", words)
    for match in _WORD.finditer(words):
        word = match[0]
        term, weight = _term(word)
        if weight <= 0:
            previous = ""
            continue
        if cased and weight >= _RARE and word[0].isupper():
            if previous and match.start() <= end + 1:
                yield f"{previous} {term}", _NAME
            if not _begins_sentence(words, match.start()):
                weight *= _NAME
            previous, end = term, match.end()
        else:
            previous = ""
        yield term, weight


def _begins_sentence(words: str, at: int) -> bool:
    if words[at - 1 : at] == " " and words[at - 2 : at - 1].isalnum():  # most names: cheaper than the pattern
        return False
    return _SENTENCE_START.search(words, max(0, at - 6), at) is not None


@lru_cache(maxsize=20_000)
def _term(word: str) -> tuple[str, float]:
    """A word as it is compared, and how much it tells: 0 for letters and for small numbers, mostly tolls that change."""
    term = normal(word)
    if term[0].isdigit():
        return term, 1.0 if _AGE.fullmatch(term) or len(term) > 3 else 0.0
    return term, WEIGHT_OF.get(term, 1.0) if len(term) > 1 else 0.0


def normal(word: str) -> str:
    """Lower case, without the 's of possession and of plurals."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "") or word
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def cosine(ours: Terms, theirs: Terms) -> float:
    if not ours or not theirs:
        return 0.0
    small, large = (ours, theirs) if len(ours) < len(theirs) else (theirs, ours)
    shared = sum(weight * large[term] for term, weight in small.items() if term in large)
    return shared / (_norm(ours) * _norm(theirs)) if shared else 0.0


def shared_weight(ours: Terms, theirs: Terms) -> float:
    """What both say, however long they are: what cosine can't tell, a short text from a long one."""
    return sum(min(weight, theirs[term]) for term, weight in ours.items() if term in theirs)


def harmed_nobody(counts: Counts) -> bool:
    """Whether what is told is that nobody was hurt, and nothing else."""
    return bool(counts) and all(count.high == 0 for count in counts.values())


def names(terms: Terms, place: Place | None) -> bool:
    """Whether a text names `place`, wherever it says that its event happened."""
    return place is not None and says(terms, place.name)


def says(terms: Terms, name: str) -> bool:
    """Whether a text holds all words of a name."""
    words = [normal(word) for word in name.split()]
    return bool(words) and all(hashed("term", word) in terms for word in words)


def strangers(ours: Profile, theirs: Profile) -> bool:
    """Whether neither text names the place of the other."""
    return not (names(ours.terms, theirs.place) or names(theirs.terms, ours.place))


def _norm(terms: Terms) -> float:
    return math.sqrt(sum(weight * weight for weight in terms.values()))


def mean_terms(told: Sequence[Terms]) -> dict[int, float]:
    """An event's terms: the mean over its reports, the heaviest kept, and beside them the names that most of them give."""
    if len(told) < 2:
        return dict(told[0]) if told else {}
    mean: dict[int, float] = {}
    for terms in told:
        for term, weight in terms.items():
            mean[term] = mean.get(term, 0.0) + weight / len(told)
    ranked = sorted(mean.items(), key=lambda item: (-item[1], item[0]))
    words = [item for item in ranked if not _is_kept(item[0])][:MAX_TERMS]
    kept = [item for item in ranked if _is_kept(item[0])][:MAX_KEPT]
    return {term: round(weight, 3) for term, weight in [*words, *kept]}


def _is_kept(term: int) -> bool:
    """Whether a term is a name or a magnitude, as marks.py numbers them: however many words an event has, they tell it apart."""
    return term >> 4 & 0xFFFF == KEPT


def is_great(told: Profile) -> bool:
    """Whether it tells of a disaster or an accident such as a country sees one of at a time."""
    kind = kind_of(told.type)
    if kind is None:
        return False
    killed, hurt = (told.counts[of].best if of in told.counts else 0 for of in (Kind.KILLED, Kind.INJURED))
    return kind in GREAT_AT_ANY_TOLL or killed >= GREAT or killed + hurt >= GREAT_CASUALTIES


def has_many(told: Profile) -> bool:
    """Whether it tells of so many killed that a country sees few such events a week."""
    return is_great(told) or (Kind.KILLED in told.counts and told.counts[Kind.KILLED].best >= MANY)


def is_nationwide(told: Profile) -> bool:
    """A disaster or an accident of which only the country is told: the train crash in India, the Greek floods; or a place without coordinates."""
    return kind_of(told.type) is not None and is_vague(told.place)


def is_vague(place: Place | None) -> bool:
    """Whether a place says no more than the country: that itself, or a name that no gazetteer knows."""
    return place is not None and (place.precision == PlacePrecision.COUNTRY or place.lat is None)


def keys(report: Profile) -> dict[int, float]:
    """What finds candidates: the place, who fought, how many died, and the heaviest terms, each with how much it says."""
    found = dict(_place_keys(report.place))
    if report.place is not None and report.place.country is not None and (has_many(report) or is_nationwide(report)):
        found[hashed("kind", class_of(report.type), report.place.country)] = 2.0
        found[hashed("many", report.place.country)] = 1.5  # of whatever kind: an explainer's fire is a wildfire
    if report.place is None and report.update is not None:
        found[hashed("kind", class_of(report.type))] = EVERYWHERE
    if kind_of(report.type) == "quake" and has_many(report):  # each desk begins with a country of its own
        found[hashed("kind", "quake", "")] = 2.0
    found |= {hashed("actor", actor): 1.0 for actor in report.actors[:4]}
    found |= dict(_toll_keys(report.counts))
    heaviest = sorted(report.terms.items(), key=lambda item: (-item[1], item[0]))[:MAX_KEY_TERMS]
    return found | {term: weight for term, weight in heaviest if weight > 0.5}


def index_keys(event: Profile) -> dict[int, float]:
    """What finds an event: its keys, and of one with many dead its kind, for a changed toll that names no place."""
    found = keys(event)
    return found | {hashed("kind", class_of(event.type)): EVERYWHERE} if has_many(event) else found


def _toll_keys(counts: Counts) -> Iterator[tuple[int, float]]:
    """Few events of a month have the same great toll, or the same two tolls: that finds one for a line without place or names."""
    killed, injured = (counts[kind].best if kind in counts else 0 for kind in (Kind.KILLED, Kind.INJURED))
    if killed and injured and killed + injured >= TELLING_TOLLS:
        yield hashed("tolls", killed, injured), 2.0
    if killed >= MANY:  # with a name, that of a smaller one does
        yield hashed("killed", killed), 1.5 if killed >= GREAT else 0.8


def _place_keys(place: Place | None) -> Iterator[tuple[int, float]]:
    if place is not None and place.lat is None and place.precision == PlacePrecision.SITE:
        yield hashed("site", place.name.casefold()), 2.0  # no gazetteer knows it, and few names of villages are told twice
    if place is None or place.country is None:
        return
    if place.precision in (PlacePrecision.SITE, PlacePrecision.CITY):
        yield hashed("place", place.country, place.adm1 or "", place.name.casefold()), 2.0
    if place.adm1:
        yield hashed("adm1", place.country, place.adm1.casefold()), 1.0
