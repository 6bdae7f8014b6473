"""How well a report fits an event: named parts, each between -1 and 1, and the odds that both tell of one event."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from worker.model import Kind, Place
from worker.stages.link.compare import (
    days_apart,
    happened,
    may_be_abroad,
    near_tolls,
    other_country,
)
from worker.stages.link.features import Profile, Terms, cosine, has_many, names, says, shared_weight, strangers
from worker.stages.link.kinds import (
    DISASTERS,
    clash,
)
from worker.stages.link.marks import Mark, shared_marks
from worker.stages.link.near import MOURNING_DAYS, changed, is_country, is_lone_kind, is_mourned, lasts, lone, near, wide
from worker.stages.link.one_event import is_named_storm, is_one_quake, is_one_storm, is_retold, on_scale, same_rare_kind
from worker.stages.link.outbreaks import is_one_outbreak
from worker.stages.link.own_words import own_weight, share_too_little
from worker.stages.link.veto import Veto, is_overruled, towns_apart, veto_of

SIGMA_DAYS = 3.0
LASTING_SIGMA_DAYS = 6.0
FULL = 5.0  # natural logarithm of what words and known come to at most
MANY_PEOPLE, MANY_ARTICLES = 10, 10
SOME_NAMES = 2
NAMED = 0.5  # what the name of somebody of whom no harm is told says beside one of the harmed
MOURNED_LATE = -0.2

# Log odds. `make tune` seeks better ones from these, by what becomes of the reports of all labelled streams: no move of one of them pays
# that also pays on events that it did not see.
BIAS = -6.2
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "text": 6.0,  # words of the report and of the event, or of what opened it
        "words": 4.2,  # how many they share
        "known": 0.4,  # how many the event has
        "late": 1.9,  # days that the two name, or were told on
        "far": -1.5,  # towns far apart, and neither text names the other's
        "abroad": -3.6,  # the same of two countries
        "unplaced": 1.2,
        "named": 0.5,  # the report names the event's place
        "storm": 2.0,  # the name of a storm, where the report says no more of it
        "rare": 3.5,  # two deadly mine accidents of one region and day are one
        "clash": -3.0,  # kinds of event that nobody takes for one another
        "scale": 0.8,  # a great disaster or accident has no twin, nor has one of which only the country and the toll are told
        "killed": 2.5,
        "injured": 1.5,
        "told": 2.9,  # how many articles the event has
        "near": 2.0,  # one kind of event in one town at one time, the more people it harmed
        "wide": 2.0,  # the same with many killed, where one of the two tells only of the country or the region
        "people": 2.3,  # names that both give of those harmed or accused
        "others": -0.7,  # both give such names, and share none at all
        "magnitude": 2.5,  # of quakes: one that may be the same, or another
        "changed": 3.0,  # a changed toll that names no place, of an event with as many dead of which readers are taken to know
        "lone": 2.0,  # and of a kind that no country sees twice at one time
        "risen": 3.0,  # the same, where the report says that it tells a toll anew
        "site": 1.4,  # a market, a mosque, a bus: the same or another
        "age": 1.1,  # ages of people, some shared or none
        "street": 0.8,  # streets and quarters, none shared
    }
)


@dataclass(frozen=True, slots=True)
class Score:
    total: float
    parts: Mapping[str, float]
    veto: Veto | None = None
    overruled: Veto | None = None  # a veto that the words spoke louder than

    @property
    def odds(self) -> float:
        """Their logarithm: it tells two near certainties apart."""
        return BIAS + sum(WEIGHTS[name] * value for name, value in self.parts.items())


def score(report: Profile, event: Profile, opening: Terms | None = None, articles: int = 1) -> Score:
    """How well `report` fits `event`, which began with a report of the terms `opening` and has so many articles now."""
    days = days_apart(report.date, event.date)
    now, first = cosine(report.terms, event.terms), cosine(report.terms, event.terms if opening is None else opening)
    parts = {
        "text": math.sqrt(max(now, first)),
        "words": min(1.0, math.log1p(shared_weight(report.terms, event.terms)) / FULL),
        "known": min(1.0, math.log1p(len(event.terms)) / FULL),
        "late": min(0.0, _late(days, report, event)),
        **_place(report, event),
        **_marks(report.terms, event.terms),
        **_counts(report, event),
        "near": near(report, event),
        "wide": (alone := wide(report, event)),
        "lone": lone(report, event, alone),
        "changed": changed(report, event),
        "risen": float(alone >= 1 and report.update == "rise" and not is_lone_kind(report, event)),
        "told": _told(articles),
    }
    total = _probability(parts)
    veto = veto_of(report, event, days)
    # A great event must not swallow what happens elsewhere: how many tell of it says nothing about a place that differs.
    unheard = _probability({**parts, "told": _told(1)})
    own = own_weight(report.terms, event.terms, report.place, event.place)
    overruled = veto if veto is not None and is_overruled(veto, unheard, own, report, event) else None
    standing = veto if overruled is None else None
    if standing is None and report.counts and share_too_little(report, event, parts, own):
        standing, overruled = Veto.NOTHING_SHARED, None
    return Score(round(total, 4), {name: round(value, 3) for name, value in parts.items()}, standing, overruled)


def _probability(parts: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in parts.items())))


def _told(articles: int) -> float:
    return min(1.0, math.log1p(articles) / math.log1p(MANY_ARTICLES))


# --- place -----------------------------------------------------------------------------------------------------------


def _place(report: Profile, event: Profile) -> dict[str, float]:
    """Places that contradict each other do so less where one of the two texts names the other's."""
    ours, theirs = report.place, event.place
    named, great = names(report.terms, theirs) or _names_region(report, event), _is_one_great(report, event)
    heard = _is_nowhere(ours) and names(event.terms, ours)
    strange = not great and strangers(report, event)
    return {
        "far": float(strange and (towns_apart(report, event) or _is_village_abroad(report, event))),
        "abroad": float(strange and other_country(ours, theirs) and not is_country(ours) and not is_country(theirs)),
        "unplaced": float(bool(report.counts) and (ours is None or theirs is None or heard)),
        "named": float(named or heard),
        "scale": float(great or is_retold(report, event)),
        "storm": float(is_named_storm(report, event)),
        "rare": float(same_rare_kind(report, event) or is_one_quake(report, event)),
        "clash": clash(report.type, event.type),
    }


def _is_village_abroad(report: Profile, event: Profile) -> bool:
    """Whether one of the two tells of a village that no index has, in another country, and of another toll."""
    if DISASTERS.keys() & {report.type, event.type} or report.update is not None:
        return False  # these cross borders
    return may_be_abroad(report.place, event.place) and not near_tolls(report, event)


def _is_one_great(report: Profile, event: Profile) -> bool:
    return is_one_storm(report, event) or on_scale(report, event) or is_one_quake(report, event)


def _names_region(report: Profile, event: Profile) -> bool:
    """Whether a text of no place of its own names the region in which many died: the quake in Elm province."""
    region = event.place.adm1 if event.place is not None else None
    return report.place is None and region is not None and has_many(event) and says(report.terms, region)


def _is_nowhere(place: Place | None) -> bool:
    """Whether a place is but a name, of no country: readers are taken to know it."""
    return place is not None and place.country is None and place.lat is None


def _marks(ours: Terms, theirs: Terms) -> dict[str, float]:
    """What both name of one class, and whether it is the same: an event has one site, but more than one street and quarter."""
    shared = shared_marks(ours, theirs)
    agreed = {mark: 1.0 if number else -1.0 for mark, number in shared.items()}
    streets = [agreed[mark] for mark in (Mark.STREET, Mark.QUARTER) if mark in agreed]
    return {
        "site": agreed.get(Mark.SITE, 0.0),
        "age": agreed.get(Mark.AGE, 0.0),
        "street": min(0.0, max(streets, default=0.0)),
        "people": min(1.0, (shared.get(Mark.CONCERNED, 0) + shared.get(Mark.NAME, 0) * NAMED) / SOME_NAMES),
        "magnitude": agreed.get(Mark.MAGNITUDE, 0.0),
        "others": float(shared.get(Mark.CONCERNED) == 0 and shared.get(Mark.NAME) == 0),
    }


# --- time ------------------------------------------------------------------------------------------------------------


def _late(days: int | None, report: Profile, event: Profile) -> float:
    """1 on the same day, 0 two days apart, -1 well apart. Where a date is unknown, it is taken to be shortly before it was told."""
    if is_one_outbreak(report, event):
        return 0.0
    if is_mourned(report) and days is not None and 0 < days <= MOURNING_DAYS:
        return MOURNED_LATE  # the day is that of the funeral
    sigma = LASTING_SIGMA_DAYS if lasts(report) and lasts(event) else SIGMA_DAYS
    if days is not None:
        return 2 * math.exp(-((days / sigma) ** 2) * 1.5) - 1
    apart = days_apart(happened(report), happened(event))
    return 0.0 if apart is None else 1.3 * math.exp(-((apart / sigma) ** 2)) - 1


# --- how many --------------------------------------------------------------------------------------------------------


def _counts(report: Profile, event: Profile) -> dict[str, float]:
    """Tolls that agree say more the greater they are. Those that differ say nothing: tolls rise, and early ones are wrong."""
    return {"killed": _agreed(Kind.KILLED, report, event), "injured": _agreed(Kind.INJURED, report, event)}


def _agreed(kind: Kind, report: Profile, event: Profile) -> float:
    ours, theirs = report.counts.get(kind), event.counts.get(kind)
    if ours is None or theirs is None or ours.best != theirs.best:
        return 0.0
    return min(1.0, math.log1p(ours.best) / math.log1p(MANY_PEOPLE))
