"""When two tellings must be of one event, wherever and however it is told: great disasters, rare accidents, storms with a name."""

from __future__ import annotations

import math

from worker.model import Kind
from worker.stages.link.compare import (
    days_apart,
    distance_km,
    happened,
    is_in_district,
    is_town,
    is_within_region,
    killed,
    may_be_region,
    near_tolls,
    other_country,
    same_country,
    same_region,
    tolls_agree,
)
from worker.stages.link.features import Profile, has_many, is_great, is_nationwide, names
from worker.stages.link.kinds import ACCIDENTS, DISASTERS, GREAT, MANY, kind_of, rare, same_class
from worker.stages.link.marks import Mark, agreement, heads_storm
from worker.stages.link.outbreaks import is_one_outbreak
from worker.stages.link.twins import LASTING_DAYS

TOWN_KM = 50.0
DEVELOPING_VETO_DAYS = 14
DISASTER_KM = 500.0
STORM_KM = 1500.0  # what one storm crosses in a country; beyond a border and DISASTER_KM it is news of its own
NEAR_KM = 150.0  # within which the names of one place of an accident lie
RARE_DAYS = 1
RARE_TOLL = 20  # killed: no country has another such accident with just as many
LONG_TOLD, LONG_TOLD_DAYS = 100, 30  # killed; days in which the dead are counted
ACCIDENT_DAYS = 2
SPREADING = frozenset({"water", "wildfire"})
CARRIERS = frozenset({"aviation_accident", "rail_accident"})
TERRIBLE = 500  # killed by a quake: no other is told of beside it for days
SHOCK_DAYS = 2  # between two quakes of one place; what is told of one later keeps its day
TERRIBLE_KM = 1000.0  # a desk in the capital may be where it is taken to be


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
    if (
        is_known_crash(report, event)
        or is_risen_near(report, event)
        or has_spread(report, event)
        or is_beside(report, event)
        or is_one_outbreak(report, event)
    ):
        return True
    if kind is None and same_class(report.type, event.type) and report.type in ACCIDENTS:
        near = apart is not None and apart <= TOWN_KM and is_within_region(report.place) and is_within_region(event.place)
        told = names(event.terms, report.place) or is_in_district(report.place, event.place)  # as others call the place
        return near and told and near_tolls(report, event) and days is not None and days <= RARE_DAYS
    if kind is None or kind != rare(event.type):
        return False
    near = apart is not None and apart <= NEAR_KM
    if near and is_long_told(report, event):
        return days is not None and days <= LONG_TOLD_DAYS
    great = has_many(report) and has_many(event)
    somewhere = is_nationwide(report) or is_nationwide(event)  # the middle of a country is no place
    somewhere = somewhere or report.update is not None  # a toll that changed is that of an event already told
    somewhere = somewhere or has_rare_toll(report, event)
    return (near or (great and (somewhere or on_scale(report, event)))) and days is not None and days <= RARE_DAYS


def has_rare_toll(report: Profile, event: Profile) -> bool:
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


def is_risen_near(report: Profile, event: Profile) -> bool:
    """Whether it tells how the toll of a day's accident rose by a few, and calls it by the next large town: the Lima crash."""
    same = ACCIDENTS.get(report.type) is not None and ACCIDENTS.get(report.type) == ACCIDENTS.get(event.type)
    days = days_apart(happened(report), happened(event))
    near = same and (distance_km(report.place, event.place) or math.inf) <= NEAR_KM and days is not None and days <= RARE_DAYS
    return near and report.update == "rise" and killed(event) <= killed(report) and near_tolls(report, event)


def is_known_crash(report: Profile, event: Profile) -> bool:
    """Whether it calls by no more than a crash the plane or train whose hundred dead were counted in the country days before."""
    called = report.type == "transport_accident" and event.type in CARRIERS and same_country(report.place, event.place)
    days = days_apart(happened(report), happened(event))
    many = min(killed(report), killed(event)) >= LONG_TOLD and near_tolls(report, event)
    return called and many and days is not None and days <= LASTING_DAYS


def is_beside(report: Profile, event: Profile) -> bool:
    """Whether both count many dead of one day's floods, of a district and of a town beside its border.

    Or about as many, where one names the place of the other: a shrine's pilgrims are told of by the shrine or by its region.
    """
    kinds = {DISASTERS.get(report.type), DISASTERS.get(event.type)}
    water = kinds == {"water"}  # of a land's "fires" two mills may have burned
    if not (water and same_country(report.place, event.place)):
        return False
    days = days_apart(happened(report), happened(event))
    named = names(event.terms, report.place) or names(report.terms, event.place)
    if named and near_tolls(report, event):
        return days is not None and days <= RARE_DAYS
    wide = is_town(report.place) != is_town(event.place) and is_within_region(report.place) and is_within_region(event.place)
    near = wide and (distance_km(report.place, event.place) or math.inf) <= NEAR_KM
    return near and days == 0 and has_many(report) and has_many(event)


def is_long_told(report: Profile, event: Profile) -> bool:
    """Whether both count the hundred dead of an accident that no region sees twice a month: its ruins are searched for weeks."""
    kind = rare(report.type)
    return kind in ACCIDENTS and kind == rare(event.type) and min(killed(report), killed(event)) >= LONG_TOLD


def is_shock(report: Profile) -> bool:
    """A quake is over in a minute, and the next one is another event."""
    return kind_of(report.type) == "quake"


def is_one_quake(report: Profile, event: Profile) -> bool:
    """Whether both tell of a quake with many dead that shook two countries at one time: each desk begins with its own.

    After one that killed TERRIBLE numbers, hundreds in the ruins near by are its dead, called so or not.
    """
    if not other_country(report.place, event.place) and not (is_shock(report) and is_shock(event) and _is_placeless(report)):
        return False
    terrible = is_shock(event) and killed(event) >= TERRIBLE
    shocks = is_shock(event) and is_shock(report)
    ruins = terrible and report.type == "building_collapse" and killed(report) >= LONG_TOLD
    if not (shocks or ruins) or min(killed(report), killed(event)) < MANY:
        return False
    apart, days = distance_km(report.place, event.place), days_apart(happened(report), happened(event))
    near = (apart or 0) <= (TERRIBLE_KM if terrible else DISASTER_KM) and (apart is not None or killed(report) >= TERRIBLE)
    return near and days is not None and days <= (SHOCK_DAYS if terrible else RARE_DAYS)


def _is_placeless(report: Profile) -> bool:
    """Whether the report's place is but a name that no index has."""
    return report.place is not None and report.place.lat is None


def on_scale(report: Profile, event: Profile) -> bool:
    """Whether both tell of a great disaster or accident of one kind in one region at one time: that alone is almost a name."""
    kind = kind_of(report.type)
    if kind is None or kind != kind_of(event.type) or not (is_great(report) and is_great(event)):
        return False
    apart = days_apart(happened(report), happened(event))
    limit = DEVELOPING_VETO_DAYS if report.type in DISASTERS else ACCIDENT_DAYS
    wide = report.type == event.type == "storm"
    shocks = is_shock(report) and min(killed(report), killed(event)) >= MANY  # deadly: wherever its towns are taken to lie
    near = shocks or (distance_km(report.place, event.place) or 0) <= (STORM_KM if wide else DISASTER_KM)
    return near and apart is not None and apart <= limit and same_country(report.place, event.place)


def is_one_storm(report: Profile, event: Profile) -> bool:
    """Whether both tell of what a storm of one name did: in the next country and days later it is still the same."""
    if is_named_storm(report, event):
        return True
    wet = {DISASTERS.get(report.type), DISASTERS.get(event.type)} == {"water"}
    near = same_country(report.place, event.place) or (distance_km(report.place, event.place) or math.inf) <= DISASTER_KM
    return wet and near and agreement(report.terms, event.terms).get(Mark.STORM) == 1


def is_wide_storm(report: Profile, event: Profile) -> bool:
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
