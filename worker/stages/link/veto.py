"""Why a report can't be about an event however alike the words are, and when the words speak louder than that."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from worker.model import Kind, Place, PlacePrecision
from worker.stages.link.compare import (
    days_apart,
    distance_km,
    happened,
    is_in_district,
    is_precise,
    is_town,
    is_within_region,
    killed,
    may_be_region,
    near_tolls,
    other_country,
    same_country,
    same_name,
    same_region,
    toll_is_lower,
    tolls_agree,
    tolls_differ,
)
from worker.stages.link.features import Profile, has_many, is_great, is_nationwide, names, strangers
from worker.stages.link.hours import other_hour
from worker.stages.link.kinds import ACCIDENTS, DISASTERS, GREAT, LASTING, MANY, kind_of, rare, same_class
from worker.stages.link.marks import Mark, agreement, heads_storm, is_second, shared_marks
from worker.stages.link.own_words import OWN_OF_OTHERS
from worker.stages.link.twins import LASTING_DAYS, are_of_two_kinds, are_of_two_sites, is_fresh, is_struck_again
from worker.stages.link.villages import other_villages

TOWN_KM = 50.0
VETO_DAYS = 7
DEVELOPING_VETO_DAYS = 14
DISASTER_KM = 500.0
STORM_KM = 1500.0  # what one storm crosses in a country; beyond a border and DISASTER_KM it is news of its own
REGION_KM = 250.0  # between the middle of a region and a place of another
HALF = 2
NEAR_KM = 150.0  # within which the names of one place of an accident lie
RARE_DAYS = 1
RARE_TOLL = 20  # killed: no country has another such accident with just as many
LONG_TOLD, LONG_TOLD_DAYS = 100, 30  # killed; days in which the dead are counted
ACCIDENT_DAYS = 2
SERIES = timedelta(days=1)
SPREADING = frozenset({"water", "wildfire"})
TERRIBLE = 500  # killed by a quake: no other is told of beside it for days
TERRIBLE_KM = 1000.0  # a desk in the capital may be where it is taken to be
SHOCK_DAYS = 2  # between two quakes of one place; what is told of one later keeps its day


class Veto(StrEnum):
    """Why a report can't be about an event."""

    FAR_APART = "far_apart"  # both known to a town, more than TOWN_KM between them
    OTHER_COUNTRY = "other_country"
    OTHER_DATE = "other_date"
    ANOTHER_HOUR = "another_hour"  # the morning of a day, and its evening
    ANOTHER_INCIDENT = "another_incident"  # the report itself tells of the event, as of another one
    ANOTHER_DAY = "another_day"  # another day, another toll, and nothing says that it is an update
    ANOTHER_KIND = "another_kind"  # one place, other tolls, and neither text has a word for the other's kind of event
    ANOTHER_SITE = "another_site"  # many dead at two sites of one town, other tolls, and few words for both
    NOTHING_SHARED = "nothing_shared"  # hardly a word of the event, beside those for the place and its country


FEW = 4  # people harmed: no alert hangs on two such events being told apart, and most are of one town's courts and hospitals


class _Sure(NamedTuple):
    few: float  # where both tell of FEW people at most
    many: float


# How surely the two must tell of one event by all else, for a place or a day that differs to be taken for an error of reading.
OVERRULED_AT: Mapping[Veto, _Sure] = MappingProxyType(
    {
        Veto.FAR_APART: _Sure(0.6, 0.75),
        Veto.OTHER_COUNTRY: _Sure(0.75, 0.75),
        Veto.OTHER_DATE: _Sure(0.6, 0.6),  # and told of within TOLD_TOGETHER
        Veto.ANOTHER_HOUR: _Sure(0.9, 0.9),
        Veto.ANOTHER_INCIDENT: _Sure(2.0, 2.0),  # never: these are the text's own words
        Veto.ANOTHER_DAY: _Sure(0.6, 0.8),
        Veto.ANOTHER_KIND: _Sure(2.0, 2.0),  # never: one desk has the same words for all that happens in a town
        Veto.ANOTHER_SITE: _Sure(2.0, 2.0),  # never: that few words are shared is part of it
        Veto.NOTHING_SHARED: _Sure(2.0, 2.0),  # never: it is by words alone that a place is overruled
    }
)
NAMESAKES = _Sure(0.6, 0.75)  # towns of one name: rather one town wrongly placed than two
NAMESAKES_NEAR = _Sure(0.5, 0.5)  # with GREAT tolls, one about as many as the other
NAMESAKES_ABROAD = _Sure(0.5, 0.5)  # a house that the event's texts name, and a small town of that name elsewhere
NAMED_BY_ALL = 2  # dead: of more, each text may name another
OTHERS = _Sure(0.9, 0.9)  # of other people on another day: a desk has the same words for both
TWINS = _Sure(0.92, 0.92)  # of towns far apart whose tolls differ: twins of one morning share many words
LATER = _Sure(0.6, 0.9)  # of another date, told of later: charged, buried; but the same place and many people may be hit again
IN_COURT = _Sure(0.5, 0.9)  # the same of what courts, coroners and mourners do: the day that such a text names is theirs
FRESH = _Sure(
    0.6, 2.0
)  # and told of as of these days: a market is bombed again after a month, and no alert may be lost to the first
TOLD_TOGETHER = timedelta(days=7)


def veto_of(report: Profile, event: Profile, days: int | None) -> Veto | None:
    """`days` between what the two tell of."""
    if is_one_quake(report, event):
        return None
    great = on_scale(report, event) or is_one_storm(report, event) or _is_wide_storm(report, event)
    if other_country(report.place, event.place) and not great:
        return Veto.OTHER_COUNTRY
    if towns_apart(report, event) and not great:
        return Veto.FAR_APART
    if twin := _twin(report, event):
        return twin
    if days is None or (_is_long_told(report, event) and same_rare_kind(report, event)):
        return None
    precise = is_precise(report.date) and is_precise(event.date)
    if days == 0:
        return Veto.ANOTHER_HOUR if precise and not report.update and other_hour(report.terms, event.terms) else None
    if _is_shock(report) and days >= SHOCK_DAYS and precise and _is_another_shock(report, event):
        return Veto.ANOTHER_DAY
    if report.update:
        return None
    developing = event.type in DISASTERS or report.type in DISASTERS
    if days > (DEVELOPING_VETO_DAYS if developing else VETO_DAYS):
        return Veto.OTHER_DATE
    if developing or great or (days <= LASTING_DAYS and LASTING.intersection((report.type, event.type))):
        return None
    other = tolls_differ(report, event) or are_others(report, event) or is_struck_again(report, event, days)
    return Veto.ANOTHER_DAY if precise and other else None


def _twin(report: Profile, event: Profile) -> Veto | None:
    """What the two texts themselves tell apart, whatever place and day they have in common."""
    if _is_told_beside(report, event) or _is_first_of_series(report, event):
        return Veto.ANOTHER_INCIDENT
    if are_of_two_kinds(report, event):
        return Veto.ANOTHER_KIND
    return Veto.ANOTHER_SITE if are_of_two_sites(report, event) else None


def are_others(report: Profile, event: Profile) -> bool:
    """Whether both name the one or two who died, and these have other names and ages; who is arrested later is another as well."""
    if report.aftermath or max(killed(report), killed(event)) > NAMED_BY_ALL:
        return False
    shared = shared_marks(report.terms, event.terms)
    return all(shared.get(mark) == 0 for mark in (Mark.NAME, Mark.CONCERNED, Mark.AGE))


def _is_told_beside(report: Profile, event: Profile) -> bool:
    """Whether the event's toll is one that the report gives to another incident, or such a one is greater and the report's own lower."""
    ours, theirs = report.counts.get(Kind.KILLED), event.counts.get(Kind.KILLED)
    if report.update is not None or ours is None or theirs is None or not report.beside or ours.best == theirs.best:
        return False
    return theirs.best in report.beside or (toll_is_lower(report, event) and report.beside[-1] >= theirs.low)


def _is_first_of_series(report: Profile, event: Profile) -> bool:
    """Whether a report of the second such event in so many days has another toll than one that was told a day before or earlier."""
    if not is_second(report.terms) or is_second(event.terms) or report.update is not None:
        return False
    before = report.as_of is not None and event.as_of is not None and report.as_of - event.as_of > SERIES
    return before and tolls_differ(report, event)


def towns_apart(report: Profile, event: Profile) -> bool:
    """Whether the two tell of towns, or of a region and what lies in another, too far apart for one event."""
    apart = distance_km(report.place, event.place) or 0
    if other_villages(report, event):
        return True
    if _are_towns(report, event):
        wide = (
            reaches_far(report, event)
            or is_in_namesake(report, event)
            or has_spread(report, event)
            or _has_rare_toll(report, event)
        )
        return apart > TOWN_KM and not wide
    return (
        is_within_region(report.place)
        and is_within_region(event.place)
        and not same_region(report.place, event.place)
        and apart > REGION_KM
    )


def is_in_namesake(report: Profile, event: Profile) -> bool:
    """Whether, of two with many dead, one names a region's chief town, or that region by one name, and the other what lies in it."""
    ours, theirs = report.place, event.place
    one = same_region(ours, theirs) and may_be_region(ours) != may_be_region(theirs)
    return one and has_many(report) and has_many(event)


def reaches_far(report: Profile, event: Profile) -> bool:
    """Whether both tell of one kind of disaster, with many dead, in one region: a flood is in many of its towns at once."""
    kind = DISASTERS.get(report.type)
    regional = kind is not None and kind == DISASTERS.get(event.type) and is_within_region(report.place)
    return regional and same_region(report.place, event.place) and has_many(report) and has_many(event)


def same_rare_kind(report: Profile, event: Profile) -> bool:
    """Whether both tell of a rare kind of event in one region at one time; in one country, where both are great.

    Of accidents of other kinds with about as many dead, no town sees two a day.
    """
    kind = rare(report.type)
    apart = distance_km(report.place, event.place)
    days = days_apart(happened(report), happened(event))
    if not same_country(report.place, event.place):
        return False
    if has_spread(report, event):
        return True
    if kind is None and same_class(report.type, event.type) and report.type in ACCIDENTS:
        near = apart is not None and apart <= TOWN_KM and is_within_region(report.place) and is_within_region(event.place)
        told = names(event.terms, report.place) or is_in_district(report.place, event.place)  # as others call the place
        return near and told and near_tolls(report, event) and days is not None and days <= RARE_DAYS
    if kind is None or kind != rare(event.type):
        return False
    near = apart is not None and apart <= NEAR_KM
    if near and _is_long_told(report, event):
        return days is not None and days <= LONG_TOLD_DAYS
    great = has_many(report) and has_many(event)
    somewhere = is_nationwide(report) or is_nationwide(event)  # the middle of a country is no place
    somewhere = somewhere or report.update is not None  # a toll that changed is that of an event already told
    somewhere = somewhere or _has_rare_toll(report, event)
    return (near or (great and (somewhere or on_scale(report, event)))) and days is not None and days <= RARE_DAYS


def _has_rare_toll(report: Profile, event: Profile) -> bool:
    """Whether both count the same RARE_TOLL of a rare accident of one country at one time, wherever a shaft's or a ship's name may lie."""
    kind = rare(report.type)
    same = kind in ACCIDENTS and kind == rare(event.type) and killed(report) == killed(event) >= RARE_TOLL
    days = days_apart(happened(report), happened(event))
    return same and days is not None and days <= RARE_DAYS and same_country(report.place, event.place)


def has_spread(report: Profile, event: Profile) -> bool:
    """Whether it tells how the toll of floods or fires rose, which have reached another region of the country since."""
    kind = DISASTERS.get(report.type)
    if kind not in SPREADING or kind != DISASTERS.get(event.type) or report.update != "rise":
        return False
    days = days_apart(happened(report), happened(event))
    near = (distance_km(report.place, event.place) or 0) <= DISASTER_KM and days is not None and days <= LASTING_DAYS
    return near and MANY <= killed(event) <= killed(report)


def _is_long_told(report: Profile, event: Profile) -> bool:
    """Whether both count the hundred dead of an accident that no region sees twice a month: its ruins are searched for weeks."""
    kind = rare(report.type)
    return kind in ACCIDENTS and kind == rare(event.type) and min(killed(report), killed(event)) >= LONG_TOLD


def _is_shock(report: Profile) -> bool:
    """A quake is over in a minute, and the next one is another event."""
    return kind_of(report.type) == "quake"


def _is_another_shock(report: Profile, event: Profile) -> bool:
    """Whether fewer are dead than before; as many as those of one of its countries, where the magnitude is not told anew, are the first's."""
    told = Mark.MAGNITUDE in shared_marks(report.terms, report.terms)
    return toll_is_lower(report, event) and (told or not is_great(report) or killed(report) * HALF < killed(event))


def is_one_quake(report: Profile, event: Profile) -> bool:
    """Whether both tell of a quake with many dead that shook two countries at one time: each desk begins with its own.

    After one that killed TERRIBLE numbers, hundreds in the ruins near by are its dead, called so or not.
    """
    if not other_country(report.place, event.place) and not (_is_shock(report) and _is_shock(event) and _is_placeless(report)):
        return False
    terrible = _is_shock(event) and killed(event) >= TERRIBLE
    shocks = _is_shock(event) and _is_shock(report)
    ruins = terrible and report.type == "building_collapse" and killed(report) >= LONG_TOLD
    if not (shocks or ruins) or min(killed(report), killed(event)) < MANY:
        return False
    apart, days = distance_km(report.place, event.place), days_apart(happened(report), happened(event))
    near = (apart or 0) <= (TERRIBLE_KM if terrible else DISASTER_KM) and (apart is not None or killed(report) >= TERRIBLE)
    return near and days is not None and days <= (SHOCK_DAYS if terrible else RARE_DAYS)


def _is_placeless(report: Profile) -> bool:
    """Whether the report's place is but a name that no index has."""
    return report.place is not None and report.place.lat is None


def is_overruled(veto: Veto, sure: float, own: float, report: Profile, event: Profile) -> bool:
    """`sure`: how likely the two are one event by all that speaks for and against it; `own`: what they share beside names of places."""
    few = _harmed(report) <= FEW and _harmed(event) <= FEW
    if veto == Veto.ANOTHER_DAY and (
        _is_shock(report) or is_struck_again(report, event, days_apart(report.date, event.date) or 0)
    ):
        return False
    if veto in (Veto.FAR_APART, Veto.OTHER_COUNTRY) and own < OWN_OF_OTHERS and not _is_known_by_more(report, event):
        return False
    told = _are_towns(report, event) or (_is_country(report.place) and _is_country(event.place))
    if veto in (Veto.FAR_APART, Veto.OTHER_COUNTRY) and not few and told and strangers(report, event):
        return False  # one desk's words on two towns, or a copy made for another town: no alert may be lost to that
    asked = _sure_of(veto, report, event)
    return sure >= (asked.few if few else asked.many)


def _is_known_by_more(report: Profile, event: Profile) -> bool:
    """Whether a text that shares few words with an event of another place names that place, or has its very toll of many.

    Or it tells how a toll changed, of a kind of which the country has no other.
    """
    if (report.update is not None and same_rare_kind(report, event)) or _is_named_with_toll(report, event):
        return True
    return killed(report) == killed(event) >= MANY or names(report.terms, event.place)


def _is_named_with_toll(report: Profile, event: Profile) -> bool:
    """Whether a report of another country or town of the region names the event's town, or is named there, and has its kind and toll.

    So are a boat's passengers from abroad told of by the shore, and a bomb on the road by the town at either end.
    """
    if not same_class(report.type, event.type) or strangers(report, event) or report.beside:
        return False
    if other_country(report.place, event.place):
        return _is_country(report.place) and names(report.terms, event.place) and near_tolls(report, event)
    return killed(report) == killed(event) > FEW and same_region(report.place, event.place)


def _is_country(place: Place | None) -> bool:
    return place is not None and place.precision == PlacePrecision.COUNTRY


def _are_towns(report: Profile, event: Profile) -> bool:
    return is_town(report.place) and is_town(event.place)


def _sure_of(veto: Veto, report: Profile, event: Profile) -> _Sure:
    if veto in (Veto.FAR_APART, Veto.OTHER_COUNTRY) and _is_named_with_toll(report, event):
        return NAMESAKES_NEAR
    if veto == Veto.OTHER_COUNTRY and names(event.terms, report.place) and same_class(report.type, event.type):
        return NAMESAKES_ABROAD
    if veto == Veto.FAR_APART and same_name(report.place, event.place):
        great = killed(report) >= GREAT and near_tolls(report, event)
        return NAMESAKES_NEAR if great else NAMESAKES
    if veto == Veto.FAR_APART and report.update is None and tolls_differ(report, event):
        return TWINS
    if veto == Veto.ANOTHER_DAY and are_others(report, event):
        return OTHERS
    if veto == Veto.OTHER_DATE and report.aftermath:
        return IN_COURT
    if veto == Veto.OTHER_DATE and not _told_together(report, event):
        return FRESH if is_fresh(report) else LATER
    return OVERRULED_AT[veto]


def _harmed(told: Profile) -> int:
    return sum(count.best for count in told.counts.values())


def _told_together(report: Profile, event: Profile) -> bool:
    return report.as_of is not None and event.as_of is not None and abs(report.as_of - event.as_of) <= TOLD_TOGETHER


def on_scale(report: Profile, event: Profile) -> bool:
    """Whether both tell of a great disaster or accident of one kind in one region at one time: that alone is almost a name."""
    kind = kind_of(report.type)
    if kind is None or kind != kind_of(event.type) or not (is_great(report) and is_great(event)):
        return False
    apart = days_apart(happened(report), happened(event))
    limit = DEVELOPING_VETO_DAYS if report.type in DISASTERS else ACCIDENT_DAYS
    wide = report.type == event.type == "storm"
    shocks = _is_shock(report) and min(killed(report), killed(event)) >= MANY  # deadly: wherever its towns are taken to lie
    near = shocks or (distance_km(report.place, event.place) or 0) <= (STORM_KM if wide else DISASTER_KM)
    return near and apart is not None and apart <= limit and same_country(report.place, event.place)


def is_one_storm(report: Profile, event: Profile) -> bool:
    """Whether both tell of what a storm of one name did: in the next country and days later it is still the same."""
    if is_named_storm(report, event):
        return True
    wet = {DISASTERS.get(report.type), DISASTERS.get(event.type)} == {"water"}
    near = same_country(report.place, event.place) or (distance_km(report.place, event.place) or math.inf) <= DISASTER_KM
    return wet and near and agreement(report.terms, event.terms).get(Mark.STORM) == 1


def _is_wide_storm(report: Profile, event: Profile) -> bool:
    """Whether both count MANY dead of storms in one country within days: each desk begins with a state of its own."""
    if not (report.type == event.type == "storm") or min(killed(report), killed(event)) < MANY:
        return False
    days = days_apart(happened(report), happened(event))
    near = (distance_km(report.place, event.place) or 0) <= STORM_KM
    return near and days is not None and days <= LASTING_DAYS and same_country(report.place, event.place)


def is_named_storm(report: Profile, event: Profile) -> bool:
    """Whether the report's headline calls the event's storm by no more than its name, whatever it says that fell or sank."""
    if DISASTERS.get(event.type) != "water" or not heads_storm(report.terms, event.terms):
        return False
    return report.place is None or event.place is None or same_country(report.place, event.place)


def is_retold(report: Profile, event: Profile) -> bool:
    """Whether one of the two tells only of a country's accident or disaster, and both give it one toll at one time.

    Or the report names no place at all: its readers know which attack killed so many.
    """
    if report.place is None and same_class(report.type, event.type) and has_many(report):
        apart = days_apart(happened(report), happened(event))
        ours, theirs = report.counts.get(Kind.KILLED), event.counts.get(Kind.KILLED)
        same = ours is not None and theirs is not None and ours.best == theirs.best >= GREAT
        return same and apart is not None and apart <= ACCIDENT_DAYS
    kind = kind_of(report.type)
    if kind is None or kind != kind_of(event.type) or not (is_nationwide(report) or is_nationwide(event)):
        return False
    apart = days_apart(happened(report), happened(event))
    return (
        same_country(report.place, event.place) and apart is not None and apart <= ACCIDENT_DAYS and tolls_agree(report, event)
    )
