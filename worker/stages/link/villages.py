"""Places by a name that no gazetteer knows: how far apart two lie is not known, but whose names they are is."""

from __future__ import annotations

from worker.model import Place, PlacePrecision
from worker.stages.link.compare import days_apart, happened, is_town, killed, near_tolls, same_country, same_name, tolls_differ
from worker.stages.link.features import Profile, says, strangers
from worker.stages.link.kinds import DISASTERS, VIOLENCE

SOME = 20  # dead; of fewer, a region at war has two raids a day
OTHER_DAYS = 2  # within which two desks may call one scene by the names of two villages


def other_villages(report: Profile, event: Profile) -> bool:
    """Whether two tell, days apart, other tolls of places of other names: gunmen raid a village of the same region every week.

    A flood is in many villages; and what says that a toll rose may name another part of the scene.
    """
    if report.update is not None or min(killed(report), killed(event)) == 0 or DISASTERS.keys() & {report.type, event.type}:
        return False
    ours, theirs = report.place, event.place
    if not (is_town(ours) and is_town(theirs) and _are_unknown(ours, theirs)) or same_name(ours, theirs):
        return False
    days = days_apart(happened(report), happened(event))
    return days is not None and days >= OTHER_DAYS and tolls_differ(report, event) and strangers(report, event)


def is_raid_of_region(report: Profile, event: Profile) -> bool:
    """Whether both count about as many dead, more than SOME, of one day's violence in one region, and no index knows where one was."""
    ours, theirs = report.place, event.place
    if not (VIOLENCE.issuperset((report.type, event.type)) and near_tolls(report, event) and is_town(ours) and is_town(theirs)):
        return False
    if days_apart(happened(report), happened(event)) != 0 or min(killed(report), killed(event)) <= SOME:
        return False
    return _is_in_region_of(report, theirs) or _is_in_region_of(event, ours)


def _is_in_region_of(told: Profile, place: Place | None) -> bool:
    """Whether it tells of a village that no index knows in the region of `place`, or names that region with it."""
    village = told.place
    if village is None or village.precision != PlacePrecision.SITE or place is None or place.adm1 is None:
        return False
    return same_country(village, place) and (village.adm1 or place.adm1) == place.adm1 and says(told.terms, place.adm1)


def _are_unknown(ours: Place | None, theirs: Place | None) -> bool:
    """Whether no distance between two says anything: one has no coordinates, or both have those of their region."""
    known = [place for place in (ours, theirs) if place is not None and place.lat is not None]
    return len(known) < 2 or all(place.precision == PlacePrecision.SITE for place in known)
