"""How well a report fits an event: named parts, each from -1 (speaks against) over 0 (says nothing) to 1, and vetoes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from worker.model import Count, DatePrecision, DateSpan, Kind, Place, PlacePrecision
from worker.stages.link.features import Profile, cosine, is_great, names, shared_words
from worker.stages.link.kinds import DISASTERS, kind_of

TOWN_KM = 50.0
VETO_DAYS = 7
DEVELOPING_VETO_DAYS = 14
SIGMA_DAYS = 3.0
CLOSE_TOLLS = 0.15  # 16 and 17 wounded are one count, 3 and 4 dead are two
ENOUGH_TEXT = 0.20  # cosine at which the other parts count in full

DISASTER_KM = 500.0
ACCIDENT_DAYS = 2

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"text": 1.0, "place": 0.04, "time": 0.10, "type": 0.02, "actors": 0.02, "counts": 0.06, "update": 0.02, "scale": 0.15}
)


class Veto(StrEnum):
    """Why a report can't be about an event, however alike the words are."""

    FAR_APART = "far_apart"  # both known to a town, more than TOWN_KM between them
    OTHER_COUNTRY = "other_country"
    OTHER_DATE = "other_date"
    ANOTHER_DAY = "another_day"  # another day, another toll, and nothing says that it is an update


# Where so many rare words agree, it is more likely that a place or a day was read wrongly than that two events share them all:
# (cosine, rare words) from which a veto falls.
OVERRULED_AT: Mapping[Veto, tuple[float, int]] = MappingProxyType(
    {
        Veto.FAR_APART: (0.30, 8),
        Veto.OTHER_COUNTRY: (0.30, 8),
        Veto.ANOTHER_DAY: (0.35, 10),
        Veto.OTHER_DATE: (0.40, 12),  # and told of within TOLD_TOGETHER
    }
)
TOLD_TOGETHER = timedelta(days=4)
BOTH_NAMED_AT = 0.22  # cosine from which two places contradict each other no more, where each text names the other's


@dataclass(frozen=True, slots=True)
class Score:
    total: float
    parts: Mapping[str, float]
    veto: Veto | None = None
    overruled: Veto | None = None  # a veto that the words spoke louder than


def score(report: Profile, event: Profile) -> Score:
    """How well `report` fits `event`: its aggregate, or the report that founded it."""
    days = days_apart(report.date, event.date)
    parts = {
        "text": cosine(report.terms, event.terms),
        "place": _place(report.place, event.place),
        "time": _time(days, report, event),
        "type": _type(report.type, event.type),
        "actors": _actors(report.actors, event.actors),
        "counts": _counts(report, event),
        "update": 1.0 if report.update else 0.0,
        "scale": _scale(report, event),
    }
    veto = _veto(report, event, days)
    overruled = veto if veto is not None and _is_overruled(veto, parts, report, event) else None
    rounded = {name: round(value, 3) for name, value in parts.items()}
    return Score(round(_total(parts), 4), rounded, None if overruled else veto, overruled)


def _total(parts: Mapping[str, float]) -> float:
    """What fits counts only as far as the words agree: many events share a day, a country and a kind. A great one has no twin."""
    weighed = {name: WEIGHTS[name] * value for name, value in parts.items() if name not in ("text", "scale")}
    against = sum(value for value in weighed.values() if value < 0)
    in_favour = sum(value for value in weighed.values() if value > 0)
    by_itself = parts["text"] + WEIGHTS["scale"] * parts["scale"]
    return by_itself + against + in_favour * min(1.0, parts["text"] / ENOUGH_TEXT)


def _veto(report: Profile, event: Profile, days: int | None) -> Veto | None:
    if _other_country(report.place, event.place):
        return Veto.OTHER_COUNTRY
    if _is_town(report.place) and _is_town(event.place) and (distance_km(report.place, event.place) or 0) > TOWN_KM:
        return Veto.FAR_APART
    if days is None or days == 0 or report.update:
        return None
    developing = event.type in DISASTERS or report.type in DISASTERS
    if days > (DEVELOPING_VETO_DAYS if developing else VETO_DAYS):
        return Veto.OTHER_DATE
    if not developing and _precise(report.date) and _precise(event.date) and _tolls_differ(report, event):
        return Veto.ANOTHER_DAY
    return None


def _is_overruled(veto: Veto, parts: Mapping[str, float], report: Profile, event: Profile) -> bool:
    text = parts["text"]
    if veto in (Veto.FAR_APART, Veto.ANOTHER_DAY) and parts["scale"] > 0:
        return (distance_km(report.place, event.place) or 0) <= DISASTER_KM
    if veto in (Veto.FAR_APART, Veto.OTHER_COUNTRY) and _name_each_other(report, event):
        return text >= BOTH_NAMED_AT
    cosine_needed, words_needed = OVERRULED_AT[veto]
    if text < cosine_needed or shared_words(report.terms, event.terms) < words_needed:
        return False
    if veto != Veto.OTHER_DATE:
        return True
    return report.as_of is not None and event.as_of is not None and abs(report.as_of - event.as_of) <= TOLD_TOGETHER


def _name_each_other(report: Profile, event: Profile) -> bool:
    return names(event.terms, report.place) and names(report.terms, event.place)


# --- place -----------------------------------------------------------------------------------------------------------


def _place(ours: Place | None, theirs: Place | None) -> float:
    """An unknown place says nothing; a country alone says little: it would glue together everything that happens there."""
    if ours is None or theirs is None or ours.country is None or theirs.country is None:
        return 0.0
    if ours.country != theirs.country:
        return -1.0
    if _is_town(ours) and _is_town(theirs):
        return _towns(ours, theirs)
    if ours.adm1 and theirs.adm1:
        return 0.5 if ours.adm1.casefold() == theirs.adm1.casefold() else -0.8
    return 0.1


def _towns(ours: Place, theirs: Place) -> float:
    if ours.name.casefold() == theirs.name.casefold() and ours.adm1 == theirs.adm1:
        return 1.0
    distance = distance_km(ours, theirs)
    if distance is None:
        return 0.0
    return 0.7 if distance < 5 else max(-1.0, 0.2 - distance / 25)


def _is_town(place: Place | None) -> bool:
    return place is not None and place.precision in (PlacePrecision.SITE, PlacePrecision.CITY)


def _other_country(ours: Place | None, theirs: Place | None) -> bool:
    """A name that no gazetteer knows has its country by guess."""
    known = ours is not None and theirs is not None and ours.lat is not None and theirs.lat is not None
    return bool(known and ours and theirs and ours.country and theirs.country and ours.country != theirs.country)


def distance_km(ours: Place | None, theirs: Place | None) -> float | None:
    """The great circle between two places; None where one has no coordinates."""
    if ours is None or theirs is None or None in (ours.lat, ours.lon, theirs.lat, theirs.lon):
        return None
    assert ours.lat is not None and ours.lon is not None and theirs.lat is not None and theirs.lon is not None
    lat1, lon1, lat2, lon2 = map(math.radians, (ours.lat, ours.lon, theirs.lat, theirs.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


# --- time ------------------------------------------------------------------------------------------------------------


def days_apart(ours: DateSpan | None, theirs: DateSpan | None) -> int | None:
    """Days between two spans, 0 where they touch; None where one is unknown."""
    if ours is None or theirs is None:
        return None
    return max(0, _days(ours.start, theirs.end), _days(theirs.start, ours.end))


def _days(later: date, earlier: date) -> int:
    return (later - earlier).days


def _precise(span: DateSpan | None) -> bool:
    return span is not None and span.precision == DatePrecision.DAY and span.end - span.start <= timedelta(days=1)


def _time(days: int | None, report: Profile, event: Profile) -> float:
    """1 on the same day, 0 two days apart, -1 well apart. Where a date is unknown, it is taken to be shortly before it was told."""
    if days is not None:
        return 2 * math.exp(-((days / SIGMA_DAYS) ** 2) * 1.5) - 1
    ours, theirs = _happened(report), _happened(event)
    apart = days_apart(ours, theirs)
    return 0.0 if apart is None else 1.3 * math.exp(-((apart / SIGMA_DAYS) ** 2)) - 1


def _happened(told: Profile) -> DateSpan | None:
    if told.date is not None or told.as_of is None:
        return told.date
    day = told.as_of.date()
    return DateSpan(day - timedelta(days=2), day, DatePrecision.WEEK)


# --- who, what, how many ---------------------------------------------------------------------------------------------


def _type(ours: str, theirs: str) -> float:
    if "unknown" in (ours, theirs):
        return 0.0
    return 1.0 if ours == theirs else -0.5


def _scale(report: Profile, event: Profile) -> float:
    """1 where both tell of a great disaster or accident of one kind in one country at one time: that alone is almost a name."""
    kind = kind_of(report.type)
    if kind is None or kind != kind_of(event.type) or not (is_great(report) and is_great(event)):
        return 0.0
    apart = days_apart(_happened(report), _happened(event))
    limit = DEVELOPING_VETO_DAYS if report.type in DISASTERS else ACCIDENT_DAYS
    together = apart is not None and apart <= limit and _same_country(report.place, event.place)
    return 1.0 if together else 0.0


def _same_country(ours: Place | None, theirs: Place | None) -> bool:
    return ours is not None and theirs is not None and ours.country is not None and ours.country == theirs.country


def _actors(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    if not ours or not theirs:
        return 0.0
    return 1.0 if set(ours) & set(theirs) else -0.5


def _counts(report: Profile, event: Profile) -> float:
    """Tolls that agree, or rise as tolls do. Never a veto by itself: tolls rise, and early ones are wrong."""
    told = [_fit(report.counts[kind], event.counts[kind]) for kind in _both(report, event)]
    return sum(told) / len(told) if told else 0.0


def _both(report: Profile, event: Profile) -> list[Kind]:
    return [kind for kind in (Kind.KILLED, Kind.INJURED) if kind in report.counts and kind in event.counts]


def _fit(ours: Count, theirs: Count) -> float:
    if ours.best == theirs.best:
        return 1.0
    if overlap(ours, theirs):
        return 0.5
    return 0.0 if theirs.best < ours.best <= 3 * theirs.best + 5 else -0.5


def overlap(ours: Count, theirs: Count) -> bool:
    our_high = math.inf if ours.high is None else ours.high
    their_high = math.inf if theirs.high is None else theirs.high
    return ours.low <= their_high and theirs.low <= our_high


def _tolls_differ(report: Profile, event: Profile) -> bool:
    """Whether two tolls are those of different events, if nothing says that one updates the other."""
    shared = _both(report, event)
    if not shared:
        return True
    ours, theirs = report.counts[shared[0]], event.counts[shared[0]]
    everybody = _people(report) == _people(event)  # "four shot" and "one dead, three wounded"
    return not (everybody or overlap(ours, theirs) or _close(ours.best, theirs.best))


def _people(told: Profile) -> int:
    return sum(told.counts[kind].best for kind in (Kind.KILLED, Kind.INJURED) if kind in told.counts)


def _close(ours: int, theirs: int) -> bool:
    return abs(ours - theirs) <= max(ours, theirs) * CLOSE_TOLLS
