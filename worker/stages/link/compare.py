"""Places, days and tolls of two tellings against each other: how far apart, and whether they can be the same."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from worker.model import Count, DatePrecision, DateSpan, Kind, Place, PlacePrecision, Qualifier
from worker.stages.link.features import Profile
from worker.stages.link.kinds import MANY
from worker.stages.names import plain_name
from worker.stages.published import UNSET

CLOSE_TOLLS = 0.15  # 16 and 17 wounded are one count, 3 and 4 dead are two
NEAR_TOLL = 0.8  # of many dead, as an early and a later count of one event
VAGUE_TIMES = 8  # more than so many times "dozens" are hundreds
_ARTICLE = re.compile(r"\b(?:a[dlnrstz]|e[dlnrstz]|[ou]l)[ -]", re.IGNORECASE)


# --- place -----------------------------------------------------------------------------------------------------------


def is_town(place: Place | None) -> bool:
    return place is not None and place.precision in (PlacePrecision.SITE, PlacePrecision.CITY)


def is_within_region(place: Place | None) -> bool:
    return place is not None and place.adm1 is not None and place.precision != PlacePrecision.COUNTRY


def is_region(place: Place | None) -> bool:
    """A first-level division itself; a district named in its stead is a place of its own."""
    return (
        place is not None
        and place.precision == PlacePrecision.ADM1
        and (place.adm1 is None or plain_name(place.name) in plain_name(place.adm1))
    )


def may_be_region(place: Place | None) -> bool:
    """Whether a town bears the name of its region: "in Elm" may say either."""
    return is_town(place) and place is not None and place.adm1 is not None and _bare(place.name) == _bare(place.adm1)


def _bare(name: str) -> str:
    """Without an article, which each desk spells in its own way: Deir ez-Zor, Deir al-Zor."""
    return plain_name(_ARTICLE.sub(" ", name))


def same_region(ours: Place | None, theirs: Place | None) -> bool:
    return same_country(ours, theirs) and ours is not None and theirs is not None and ours.adm1 == theirs.adm1


def other_country(ours: Place | None, theirs: Place | None) -> bool:
    """A name that no gazetteer knows has its country by guess."""
    known = ours is not None and theirs is not None and ours.lat is not None and theirs.lat is not None
    return bool(known and ours and theirs and ours.country and theirs.country and ours.country != theirs.country)


def may_be_abroad(ours: Place | None, theirs: Place | None) -> bool:
    """Whether two names are told of two countries, and no index has one of them: its country is but a guess."""
    if ours is None or theirs is None or None not in (ours.lat, theirs.lat) or same_name(ours, theirs):
        return False
    return bool(ours.country and theirs.country) and ours.country != theirs.country


def same_country(ours: Place | None, theirs: Place | None) -> bool:
    """A name that no gazetteer knows lies where another text puts it; of two guesses at its country, one may be wrong."""
    if ours is None or theirs is None:
        return False
    guessed = None in (ours.country, theirs.country) or None in (ours.lat, theirs.lat)
    return (guessed and same_name(ours, theirs)) or (ours.country is not None and ours.country == theirs.country)


def may_be_within(ours: Place | None, theirs: Place | None) -> bool:
    """Whether one of the two is a region of the other's country, and no gazetteer tells which region the other lies in."""
    unknown = [place for place in (ours, theirs) if is_town(place) and place is not None and place.adm1 is None]
    return bool(unknown) and (is_region(ours) or is_region(theirs)) and same_country(ours, theirs)


def is_in_district(ours: Place | None, theirs: Place | None) -> bool:
    """Whether one of the two is a district of the other's region, and the other a town."""
    districts = [
        place
        for place in (ours, theirs)
        if place is not None and place.precision == PlacePrecision.ADM1 and place.adm1 is not None and not is_region(place)
    ]
    return len(districts) == 1 and (is_town(ours) or is_town(theirs)) and same_region(ours, theirs)


def same_name(ours: Place | None, theirs: Place | None) -> bool:
    return ours is not None and theirs is not None and ours.name.casefold() == theirs.name.casefold()


def same_town(ours: Place | None, theirs: Place | None) -> bool:
    if ours is None or theirs is None or not (is_town(ours) and is_town(theirs)):
        return False
    if ours.geo_id is not None and ours.geo_id == theirs.geo_id:
        return True  # spelt in two ways
    if not same_name(ours, theirs):
        return False
    unknown = None in (ours.lat, theirs.lat)  # its country is but a guess, and few names of villages are told twice
    return (unknown and None in (ours.adm1, theirs.adm1)) or (ours.country, ours.adm1) == (theirs.country, theirs.adm1)


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


def is_precise(span: DateSpan | None) -> bool:
    return span is not None and span.precision == DatePrecision.DAY and span.end - span.start <= timedelta(days=1)


def happened(told: Profile) -> DateSpan | None:
    """The days that are told; where none are, shortly before the telling."""
    if told.date is not None or told.as_of is None or told.as_of < UNSET:
        return told.date
    day = told.as_of.date()
    return DateSpan(day - timedelta(days=2), day, DatePrecision.WEEK)


# --- tolls -----------------------------------------------------------------------------------------------------------


def told_by_both(report: Profile, event: Profile) -> list[Kind]:
    return [kind for kind in (Kind.KILLED, Kind.INJURED) if kind in report.counts and kind in event.counts]


def overlap(ours: Count, theirs: Count) -> bool:
    our_high = math.inf if ours.high is None else ours.high
    their_high = math.inf if theirs.high is None else theirs.high
    return ours.low <= their_high and theirs.low <= our_high


def tolls_differ(report: Profile, event: Profile) -> bool:
    """Whether two tolls are those of different events, if nothing says that one updates the other."""
    shared, harmed = told_by_both(report, event), people(report)
    if harmed and harmed == people(event):
        return False  # "four shot" and "one dead, three wounded"; "a girl shot" and "the girl has died"
    if not shared:
        return True
    return any(_differ(report.counts[kind], event.counts[kind]) for kind in shared)


def _differ(ours: Count, theirs: Count) -> bool:
    return not (overlap(ours, theirs) or _close(ours.best, theirs.best))


def tolls_agree(report: Profile, event: Profile) -> bool:
    """Whether both count the dead, and could mean the same number; whom one only fears for are not counted."""
    ours, theirs = report.counts.get(Kind.KILLED), event.counts.get(Kind.KILLED)
    return ours is not None and theirs is not None and min(ours.low, theirs.low) > 0 and overlap(ours, theirs)


def near_tolls(report: Profile, event: Profile) -> bool:
    """Whether both count many dead, and hardly more the one than the other."""
    fewer, more = sorted((killed(report), killed(event)))
    return fewer >= MANY and (fewer >= NEAR_TOLL * more or _is_vague_of(report, event) or _is_vague_of(event, report))


def _is_vague_of(told: Profile, other: Profile) -> bool:
    """Whether one knows no more than that dozens died, and the dead of the other are some dozens."""
    ours = told.counts.get(Kind.KILLED)
    return ours is not None and ours.qualifier == Qualifier.VAGUE and ours.low <= killed(other) <= ours.low * VAGUE_TIMES


def toll_is_lower(report: Profile, event: Profile) -> bool:
    """Whether fewer are dead than the event is known to have, and the report does not say that this is a correction."""
    ours, theirs = report.counts.get(Kind.KILLED), event.counts.get(Kind.KILLED)
    if ours is None or theirs is None or report.update == "correction":
        return False
    return ours.best < theirs.low and not overlap(ours, theirs)


def people(told: Profile) -> int:
    return sum(told.counts[kind].best for kind in (Kind.KILLED, Kind.INJURED) if kind in told.counts)


def killed(told: Profile) -> int:
    return told.counts[Kind.KILLED].best if Kind.KILLED in told.counts else 0


def _close(ours: int, theirs: int) -> bool:
    return abs(ours - theirs) <= max(ours, theirs) * CLOSE_TOLLS
