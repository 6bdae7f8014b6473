"""How sure it is that no second such event happened there and then: in one town, in one country, or by how a toll changed."""

from __future__ import annotations

import math

from worker.model import Place, PlacePrecision
from worker.stages.link.compare import (
    days_apart,
    happened,
    is_in_district,
    is_region,
    is_town,
    killed,
    may_be_within,
    near_tolls,
    people,
    same_country,
    same_name,
    same_region,
    same_town,
)
from worker.stages.link.features import Profile, has_many, is_vague, names
from worker.stages.link.kinds import (
    ACCIDENTS,
    BOMBINGS,
    DISASTERS,
    GREAT,
    MANY,
    VIOLENCE,
    kind_of,
    may_be_blast,
    may_be_lone,
    may_be_one,
    may_be_one_accident,
    may_be_told_as,
    same_class,
)
from worker.stages.link.one_event import TERRIBLE, is_in_namesake, reaches_far, same_rare_kind
from worker.stages.link.villages import is_raid_of_region

NEAR_PEOPLE = 20
DEVELOPING_DAYS = 7
MOURNING_DAYS = 10  # for so long funerals and silences are held, on days of their own
NAMED_DAYS = 3
UNTOLD_DAYS = 1
ALIKE = 1.75  # times as much as a kind of which there is no other says where both count about as many dead
HUNDRED, ONLY_ONE = 100, 2.5  # killed; times as much: no town sees two such tolls in a week
MOST_RISEN = 2  # times what was known before
FRONT = 10  # times as many: no toll of one attack grows so unless the text says that it rose


def is_country(place: Place | None) -> bool:
    return place is not None and place.precision == PlacePrecision.COUNTRY


def near(report: Profile, event: Profile) -> float:
    """One kind of event in one town at one time: the more people it harmed, the surer there is no other."""
    if not (same_town(report.place, event.place) and may_be_told_as(report.type, event.type)):
        return 0.0
    if _is_counted_on(report, event):
        return ONLY_ONE
    if not in_time(report, event, MOURNING_DAYS if is_mourned(report) else 1):
        return 0.0
    if report.type == "unknown" and MANY <= killed(event) <= killed(report):
        return 1.0  # its readers know what the dead of the town died of
    return min(1.0, math.log1p(min(people(report), people(event))) / math.log1p(NEAR_PEOPLE)) ** 2


def _is_counted_on(report: Profile, event: Profile) -> bool:
    """Whether both count a hundred dead and about as many, or hundreds and more by now: those of a battle are told of for weeks."""
    fewer = min(killed(report), killed(event))
    alike = near_tolls(report, event) or (fewer >= TERRIBLE and fewer == killed(event) and killed(report) <= MOST_RISEN * fewer)
    return fewer >= HUNDRED and alike and in_time(report, event, DEVELOPING_DAYS)


def wide(report: Profile, event: Profile) -> float:
    """One kind of event at one time, of which one tells only the country or the region: the more died, the fewer have two such."""
    ours, theirs = report.place, event.place
    if not (
        same_country(ours, theirs)
        and _are_of_one_kind(report, event)
        and in_time(report, event, _days_of_naming(report, event))
    ):
        return 0.0
    if report.update == "correction" and killed(report) > MOST_RISEN * killed(event):
        return 0.0  # of an event with more dead: hardly a toll is corrected to twice as many
    if is_country(ours) and report.update is None and report.type in VIOLENCE and killed(report) > FRONT * killed(event) > 0:
        return 0.0  # what an army says that its enemy lost along a front
    died = min(killed(report), killed(event))
    # a raid on a village that no gazetteer knows is none on another
    known = is_lone_kind(report, event) or has_risen(report, event) or is_one_building(report, event)
    vague = is_vague if died >= MANY and known else is_country
    if not (
        vague(ours)
        or vague(theirs)
        or _is_same_region(ours, theirs)
        or reaches_far(report, event)
        or is_raid_of_region(report, event)
        or _is_of_its_district(report, event)
        or is_in_namesake(report, event)
    ):
        return 0.0
    return min(1.0, math.log1p(died) / math.log1p(MANY)) ** 2


def _are_of_one_kind(report: Profile, event: Profile) -> bool:
    """The same kind, or two that early reports confuse, where the tolls are about the same or the country hardly sees either."""
    if may_be_one(report.type, event.type):
        return True
    alike = near_tolls(report, event) or has_risen(report, event)
    if not may_be_blast(report.type, event.type):
        return may_be_one_accident(report.type, event.type) and alike
    ours, theirs = report.place, event.place
    if is_country(ours) or is_country(theirs):
        return alike or is_lone_kind(report, event)
    return same_name(ours, theirs) or (alike and _is_same_region(ours, theirs))


def is_one_building(report: Profile, event: Profile) -> bool:
    """Whether both count about as many dead of a day's fire or blast, and one tells only how the club or the mill is called."""
    place = report.place if is_vague(report.place) else event.place
    named = place is not None and place.precision == PlacePrecision.SITE and place.lat is None
    building = report.type == event.type and ACCIDENTS.get(report.type) == "building"
    return named and building and near_tolls(report, event)


def _is_of_its_district(report: Profile, event: Profile) -> bool:
    """Whether one tells a town and names the district in which the other counts about as many dead."""
    if not (is_in_district(report.place, event.place) and near_tolls(report, event)):
        return False
    town, other = (report, event) if is_town(report.place) else (event, report)
    return names(town.terms, other.place)


def has_risen(report: Profile, event: Profile) -> bool:
    """Whether it tells of a toll of many that rose, and to what the event's may have risen."""
    return report.update == "rise" and MANY <= killed(event) <= killed(report) <= MOST_RISEN * killed(event)


def _days_of_naming(report: Profile, event: Profile) -> int:
    """Days within which a text still tells of what it names: the army disputes the 185 dead of a village.

    Where it gives a day of its own, that may be the dateline's; but only a GREAT toll is sure to be no other's.
    """
    sure = report.date is None or killed(report) >= GREAT
    if report.date is None and report.type in VIOLENCE and killed(report) >= killed(event) and is_lone_kind(report, event):
        return NAMED_DAYS  # days of terror in a country that knows no war, summed up
    if not near_tolls(report, event):
        return 0
    if sure and names(report.terms, event.place):
        return NAMED_DAYS
    return UNTOLD_DAYS if None in (report.date, event.date) else 0  # when it happened is a guess by when it was told


def is_lone_kind(report: Profile, event: Profile) -> bool:
    return may_be_lone(report.type, event.type, report.place.country if report.place is not None else None)


def lone(report: Profile, event: Profile, wide: float) -> float:
    """The same where MANY died, of a kind that the country does not see twice at one time; or an accident of a rare kind, near by.

    More where both count about as many: even at war no country has two such bombings or accidents a day.
    """
    many = min(killed(report), killed(event)) >= MANY
    rare = many and kind_of(report.type) != "quake" and same_rare_kind(report, event)
    alike = wide >= 1 and near_tolls(report, event)
    if alike and (is_lone_kind(report, event) or _is_of_one_cause(report, event)):
        return ALIKE
    return float(rare or (wide >= 1 and is_lone_kind(report, event)))


def _is_of_one_cause(report: Profile, event: Profile) -> bool:
    """Whether both tell of bombings, or of one kind of accident, and one of the country alone: of a region, towns have their own.

    But no region has two accidents of one kind and a GREAT toll, where neither tells a town.
    """
    country = is_country(report.place) or is_country(event.place) or is_one_building(report, event)
    alike = BOMBINGS.issuperset((report.type, event.type)) or (report.type in ACCIDENTS and report.type == event.type)
    great = not (is_town(report.place) or is_town(event.place)) and min(killed(report), killed(event)) >= GREAT
    return alike and (country or (great and report.type in ACCIDENTS))


def changed(report: Profile, event: Profile) -> float:
    """1 where a text says no more than that a toll rose or fell, to what the event's is already; 0 from a hundredfold on.

    Less than nothing where it rose to far fewer.
    """
    alike = same_class(report.type, event.type) or may_be_blast(report.type, event.type)
    if report.place is not None or report.update is None or event.place is None or not (alike and in_time(report, event, 2)):
        return 0.0
    now, before = killed(report), killed(event)
    if not now or before < MANY:
        return 0.0
    if now < before and report.update == "rise":
        return -0.5 if now <= before / 2 else 0.0
    return max(0.0, 1 - abs(math.log10(now / before)) / 2)


def _is_same_region(ours: Place | None, theirs: Place | None) -> bool:
    """One of them a region that holds the other, or both the same district."""
    same_district = same_name(ours, theirs) and not is_town(ours)
    if may_be_within(ours, theirs):
        return True
    return same_region(ours, theirs) and (is_region(ours) or is_region(theirs) or same_district)


def in_time(report: Profile, event: Profile, days: int) -> bool:
    """Whether the two are at most so many days apart; what lasts may be told of for a week."""
    apart = days_apart(happened(report), happened(event))
    known = is_lone_kind(report, event) or (report.update == "rise" and has_many(report) and has_many(event))
    untold = (
        (report.date is None or report.aftermath) and report.type not in VIOLENCE and known
    )  # its dead are counted for weeks
    late = lasts(report) or untold
    return apart is not None and apart <= (DEVELOPING_DAYS if late else days)


def is_mourned(report: Profile) -> bool:
    """Whether it tells of what was done after MANY came to harm; where few did, the court of a town has another such case."""
    return report.aftermath and people(report) >= MANY


def lasts(told: Profile) -> bool:
    """Fires and floods go on, and are told of while they do; a quake is over at once."""
    return DISASTERS.get(told.type) not in (None, "quake")
