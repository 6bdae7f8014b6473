"""Places by a name that no gazetteer knows: how far apart two lie is not known, but whose names they are is."""

from __future__ import annotations

from worker.model import Place, PlacePrecision
from worker.stages.link.compare import days_apart, happened, is_town, killed, same_name, tolls_differ
from worker.stages.link.features import Profile, strangers
from worker.stages.link.kinds import DISASTERS

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


def _are_unknown(ours: Place | None, theirs: Place | None) -> bool:
    """Whether no distance between two says anything: one has no coordinates, or both have those of their region."""
    known = [place for place in (ours, theirs) if place is not None and place.lat is not None]
    return len(known) < 2 or all(place.precision == PlacePrecision.SITE for place in known)
