"""Why a report can't be about an event however alike the words are, and when the words speak louder than that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from worker.model import PlacePrecision
from worker.stages.link.compare import distance_km, is_precise, is_town, other_country, toll_is_lower, tolls_differ
from worker.stages.link.features import Profile, names, shared_words
from worker.stages.link.kinds import DISASTERS, kind_of

TOWN_KM = 50.0
VETO_DAYS = 7
DEVELOPING_VETO_DAYS = 14
DISASTER_KM = 500.0
SHOCK_DAYS = 2  # between two quakes of one place; what is told of one later keeps its day


class Veto(StrEnum):
    """Why a report can't be about an event."""

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
NO_TOWN_AT = 0.6  # cosine from which a country is no contradiction where one of the two has no town in it: a guess from a word
RISEN_AT = 0.5  # cosine from which a higher toll a day later is the same one, risen
TWIN_AT = 0.6  # cosine that it takes where the tolls differ as well: twins of one morning share many words
TOLD_TOGETHER = timedelta(days=4)
BOTH_NAMED_AT = 0.22  # cosine from which two places contradict each other no more, where each text names the other's
ONE_NAMED_AT = 0.40  # ... where one does


def veto_of(report: Profile, event: Profile, days: int | None) -> Veto | None:
    """`days` between what the two tell of."""
    if other_country(report.place, event.place):
        return Veto.OTHER_COUNTRY
    if is_town(report.place) and is_town(event.place) and (distance_km(report.place, event.place) or 0) > TOWN_KM:
        return Veto.FAR_APART
    if days is None or days == 0:
        return None
    precise = is_precise(report.date) and is_precise(event.date)
    if _is_shock(report) and days >= SHOCK_DAYS and precise and toll_is_lower(report, event):
        return Veto.ANOTHER_DAY
    if report.update:
        return None
    developing = event.type in DISASTERS or report.type in DISASTERS
    if days > (DEVELOPING_VETO_DAYS if developing else VETO_DAYS):
        return Veto.OTHER_DATE
    return Veto.ANOTHER_DAY if not developing and precise and tolls_differ(report, event) else None


def _is_shock(report: Profile) -> bool:
    """A quake is over in a minute, and the next one is another event."""
    return kind_of(report.type) == "quake"


def is_overruled(veto: Veto, text: float, on_scale: bool, report: Profile, event: Profile) -> bool:
    """`text`: the cosine of the two; `on_scale`: both tell of one great disaster."""
    if veto == Veto.ANOTHER_DAY and _is_shock(report):
        return False
    if veto in (Veto.FAR_APART, Veto.ANOTHER_DAY) and on_scale:
        return (distance_km(report.place, event.place) or 0) <= DISASTER_KM
    if veto in (Veto.FAR_APART, Veto.OTHER_COUNTRY) and _is_named(text, report, event):
        return True
    if veto == Veto.OTHER_COUNTRY and text >= NO_TOWN_AT and not (is_town(report.place) and is_town(event.place)):
        return True
    if veto == Veto.ANOTHER_DAY and text >= RISEN_AT and _has_risen(report, event):
        return True
    if not _same_words(veto, text, report, event) or _are_strangers(veto, report, event):
        return False
    if veto == Veto.FAR_APART:
        return text >= TWIN_AT or _same_toll(report, event)
    if veto != Veto.OTHER_DATE:
        return True
    return report.as_of is not None and event.as_of is not None and abs(report.as_of - event.as_of) <= TOLD_TOGETHER


def _same_words(veto: Veto, text: float, report: Profile, event: Profile) -> bool:
    cosine_needed, words_needed = OVERRULED_AT[veto]
    return text >= cosine_needed and shared_words(report.terms, event.terms) >= words_needed


def _are_strangers(veto: Veto, report: Profile, event: Profile) -> bool:
    """Regions of two countries, and neither text names the other's: one desk's usual words, not one event."""
    ours, theirs = report.place, event.place
    if veto != Veto.OTHER_COUNTRY or ours is None or theirs is None:
        return False
    if PlacePrecision.COUNTRY in (ours.precision, theirs.precision):
        return False
    return not (names(event.terms, ours) or names(report.terms, theirs))


def _is_named(text: float, report: Profile, event: Profile) -> bool:
    """Whether each text names the other's place; or the event's texts the report's, which may well be theirs, and the tolls agree."""
    if not names(event.terms, report.place):
        return False
    if names(report.terms, event.place):
        return text >= BOTH_NAMED_AT
    return text >= ONE_NAMED_AT and _same_toll(report, event)


def _has_risen(report: Profile, event: Profile) -> bool:
    """Whether it tells a higher toll than the event's, of the day after."""
    assert report.date is not None and event.date is not None
    a_day_later = (report.date.start - event.date.end).days == 1
    return a_day_later and toll_is_lower(event, report)


def _same_toll(report: Profile, event: Profile) -> bool:
    return report.update is not None or not tolls_differ(report, event)
