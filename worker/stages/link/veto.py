"""Why a report can't be about an event however alike the words are, and when the words speak louder than that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from worker.model import Kind, Place, PlacePrecision
from worker.stages.link.compare import (
    days_apart,
    distance_km,
    is_precise,
    is_town,
    is_within_region,
    killed,
    near_tolls,
    other_country,
    same_name,
    same_region,
    same_town,
    toll_is_lower,
    tolls_differ,
)
from worker.stages.link.features import Profile, is_great, names, strangers
from worker.stages.link.hours import other_hour
from worker.stages.link.kinds import DISASTERS, GREAT, LASTING, MANY, same_class
from worker.stages.link.marks import Mark, is_second, is_second_of_day, shared_marks, was_elsewhere
from worker.stages.link.one_event import (
    DEVELOPING_VETO_DAYS,
    SHOCK_DAYS,
    TOWN_KM,
    has_rare_toll,
    has_spread,
    is_beside,
    is_in_namesake,
    is_long_told,
    is_named_storm,
    is_one_quake,
    is_one_storm,
    is_risen_near,
    is_shock,
    is_wide_storm,
    on_scale,
    reaches_far,
    same_rare_kind,
)
from worker.stages.link.outbreaks import is_one_outbreak
from worker.stages.link.own_words import OWN_OF_OTHERS
from worker.stages.link.twins import (
    LASTING_DAYS,
    are_of_two_kinds,
    are_of_two_sites,
    is_fresh,
    is_of_another_deed,
    is_struck_again,
)
from worker.stages.link.villages import other_villages

VETO_DAYS = 7
REGION_KM = 250.0  # between the middle of a region and a place of another
HALF = 2
SERIES = timedelta(days=1)
HOURS = timedelta(hours=2)


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
    if _is_next_of_day(report, event):
        return Veto.ANOTHER_INCIDENT
    outbreak = is_one_outbreak(report, event)
    great = outbreak or is_beside(report, event) or on_scale(report, event)
    great = great or is_one_storm(report, event) or is_wide_storm(report, event)
    if other_country(report.place, event.place) and not great:
        return Veto.OTHER_COUNTRY
    if towns_apart(report, event) and not great:
        return Veto.FAR_APART
    if twin := _twin(report, event):
        return twin
    if days is None or outbreak or (is_long_told(report, event) and same_rare_kind(report, event)):
        return None
    precise = is_precise(report.date) and is_precise(event.date)
    if days == 0:
        return Veto.ANOTHER_HOUR if precise and not report.update and other_hour(report.terms, event.terms) else None
    if is_shock(report) and days >= SHOCK_DAYS and precise and _is_another_shock(report, event):
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
    if is_of_another_deed(report, event) or (are_of_two_kinds(report, event) and not is_named_storm(report, event)):
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
    return _is_told_before(event, report, SERIES) and tolls_differ(report, event)


def _is_next_of_day(report: Profile, event: Profile) -> bool:
    """Whether the report names the event's town as that of another event shortly before, or speaks of one hours ago in its own."""
    if report.update is not None or killed(report) == killed(event):
        return False
    if _are_towns(report, event) and not same_name(report.place, event.place):
        return was_elsewhere(report.terms, event.place) and not was_elsewhere(report.terms, report.place)
    if not is_second_of_day(report.terms) or is_second_of_day(event.terms) or not same_town(report.place, event.place):
        return False
    return _is_told_before(event, report, HOURS) and tolls_differ(report, event)


def _is_told_before(event: Profile, report: Profile, by: timedelta) -> bool:
    return report.as_of is not None and event.as_of is not None and report.as_of - event.as_of > by


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
            or is_risen_near(report, event)
            or has_rare_toll(report, event)
        )
        return apart > TOWN_KM and not wide
    return (
        is_within_region(report.place)
        and is_within_region(event.place)
        and not same_region(report.place, event.place)
        and apart > REGION_KM
    )


def _is_another_shock(report: Profile, event: Profile) -> bool:
    """Whether fewer are dead than before; as many as those of one of its countries, where the magnitude is not told anew, are the first's."""
    told = Mark.MAGNITUDE in shared_marks(report.terms, report.terms)
    return toll_is_lower(report, event) and (told or not is_great(report) or killed(report) * HALF < killed(event))


def is_overruled(veto: Veto, sure: float, own: float, report: Profile, event: Profile) -> bool:
    """`sure`: how likely the two are one event by all that speaks for and against it; `own`: what they share beside names of places."""
    few = _harmed(report) <= FEW and _harmed(event) <= FEW
    if veto == Veto.ANOTHER_DAY and (
        is_shock(report) or is_struck_again(report, event, days_apart(report.date, event.date) or 0)
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
