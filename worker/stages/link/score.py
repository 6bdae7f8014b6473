"""How well a report fits an event: named parts, each from -1 (speaks against) over 0 (says nothing) to 1, and vetoes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from worker.model import Count, Place
from worker.stages.link.compare import (
    days_apart,
    distance_km,
    happened,
    is_town,
    overlap,
    same_country,
    same_town,
    told_by_both,
)
from worker.stages.link.features import Profile, cosine, is_great
from worker.stages.link.kinds import DISASTERS, kind_of
from worker.stages.link.veto import DEVELOPING_VETO_DAYS, Veto, is_overruled, veto_of

SIGMA_DAYS = 3.0
ENOUGH_TEXT = 0.20  # cosine at which the other parts count in full
ACCIDENT_DAYS = 2

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"text": 1.0, "place": 0.04, "time": 0.10, "type": 0.02, "actors": 0.02, "counts": 0.06, "update": 0.02, "scale": 0.15}
)


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
    veto = veto_of(report, event, days)
    overruled = veto if veto is not None and is_overruled(veto, parts["text"], parts["scale"] > 0, report, event) else None
    rounded = {name: round(value, 3) for name, value in parts.items()}
    return Score(round(_total(parts), 4), rounded, None if overruled else veto, overruled)


def _total(parts: Mapping[str, float]) -> float:
    """What fits counts only as far as the words agree: many events share a day, a country and a kind. A great one has no twin."""
    weighed = {name: WEIGHTS[name] * value for name, value in parts.items() if name not in ("text", "scale")}
    against = sum(value for value in weighed.values() if value < 0)
    in_favour = sum(value for value in weighed.values() if value > 0)
    by_itself = parts["text"] + WEIGHTS["scale"] * parts["scale"]
    return by_itself + against + in_favour * min(1.0, parts["text"] / ENOUGH_TEXT)


# --- place -----------------------------------------------------------------------------------------------------------


def _place(ours: Place | None, theirs: Place | None) -> float:
    """An unknown place says nothing; a country alone says little: it would glue together everything that happens there."""
    if ours is None or theirs is None or ours.country is None or theirs.country is None:
        return 0.0
    if ours.country != theirs.country:
        return -1.0
    if is_town(ours) and is_town(theirs):
        return _towns(ours, theirs)
    if ours.adm1 and theirs.adm1:
        return 0.5 if ours.adm1.casefold() == theirs.adm1.casefold() else -0.8
    return 0.1


def _towns(ours: Place, theirs: Place) -> float:
    if same_town(ours, theirs):
        return 1.0
    distance = distance_km(ours, theirs)
    if distance is None:
        return 0.0
    return 0.7 if distance < 5 else max(-1.0, 0.2 - distance / 25)


# --- time ------------------------------------------------------------------------------------------------------------


def _time(days: int | None, report: Profile, event: Profile) -> float:
    """1 on the same day, 0 two days apart, -1 well apart. Where a date is unknown, it is taken to be shortly before it was told."""
    if days is not None:
        return 2 * math.exp(-((days / SIGMA_DAYS) ** 2) * 1.5) - 1
    apart = days_apart(happened(report), happened(event))
    return 0.0 if apart is None else 1.3 * math.exp(-((apart / SIGMA_DAYS) ** 2)) - 1


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
    apart = days_apart(happened(report), happened(event))
    limit = DEVELOPING_VETO_DAYS if report.type in DISASTERS else ACCIDENT_DAYS
    together = apart is not None and apart <= limit and same_country(report.place, event.place)
    return 1.0 if together else 0.0


def _actors(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    if not ours or not theirs:
        return 0.0
    return 1.0 if set(ours) & set(theirs) else -0.5


def _counts(report: Profile, event: Profile) -> float:
    """Tolls that agree, or rise as tolls do. Never a veto by itself: tolls rise, and early ones are wrong."""
    told = [_fit(report.counts[kind], event.counts[kind]) for kind in told_by_both(report, event)]
    return sum(told) / len(told) if told else 0.0


def _fit(ours: Count, theirs: Count) -> float:
    if ours.best == theirs.best:
        return 1.0
    if overlap(ours, theirs):
        return 0.5
    return 0.0 if theirs.best < ours.best <= 3 * theirs.best + 5 else -0.5
