"""How well a report fits an event: named parts, each between -1 and 1, and the odds that both tell of one event."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from worker.model import Kind, Place, PlacePrecision
from worker.stages.link.compare import (
    days_apart,
    happened,
    is_in_district,
    is_region,
    is_town,
    killed,
    may_be_abroad,
    may_be_within,
    near_tolls,
    other_country,
    people,
    same_country,
    same_name,
    same_region,
    same_town,
)
from worker.stages.link.features import Profile, Terms, cosine, has_many, is_vague, names, says, shared_weight, strangers
from worker.stages.link.kinds import (
    ACCIDENTS,
    BOMBINGS,
    DISASTERS,
    GREAT,
    MANY,
    VIOLENCE,
    clash,
    kind_of,
    may_be_blast,
    may_be_lone,
    may_be_one,
    may_be_one_accident,
    may_be_told_as,
    same_class,
)
from worker.stages.link.marks import Mark, shared_marks
from worker.stages.link.own_words import own_weight, share_too_little
from worker.stages.link.veto import (
    Veto,
    is_in_namesake,
    is_named_storm,
    is_one_quake,
    is_one_storm,
    is_overruled,
    is_retold,
    on_scale,
    reaches_far,
    same_rare_kind,
    towns_apart,
    veto_of,
)
from worker.stages.link.villages import is_raid_of_region

SIGMA_DAYS = 3.0
LASTING_SIGMA_DAYS = 6.0
FULL = 5.0  # natural logarithm of what words and known come to at most
MANY_PEOPLE, MANY_ARTICLES = 10, 10
NEAR_PEOPLE = 20
SOME_NAMES = 2
NAMED = 0.5  # what the name of somebody of whom no harm is told says beside one of the harmed
DEVELOPING_DAYS = 7
MOURNING_DAYS = 10  # for so long funerals and silences are held, on days of their own
NAMED_DAYS = 3
UNTOLD_DAYS = 1
ALIKE = 1.75  # times as much as a kind of which there is no other says where both count about as many dead
HUNDRED, ONLY_ONE = 100, 2.5  # killed; times as much: no town sees two such tolls on one day
MOURNED_LATE = -0.2
MOST_RISEN = 2  # times what was known before

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
        "near": _near(report, event),
        "wide": (wide := _wide(report, event)),
        "lone": _lone(report, event, wide),
        "changed": _changed(report, event),
        "risen": float(wide >= 1 and report.update == "rise" and not _may_be_lone(report, event)),
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
        "abroad": float(strange and other_country(ours, theirs) and not _is_country(ours) and not _is_country(theirs)),
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


def _is_country(place: Place | None) -> bool:
    return place is not None and place.precision == PlacePrecision.COUNTRY


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


def _near(report: Profile, event: Profile) -> float:
    """One kind of event in one town at one time: the more people it harmed, the surer there is no other."""
    if not (
        same_town(report.place, event.place)
        and may_be_told_as(report.type, event.type)
        and _in_time(report, event, MOURNING_DAYS if _is_mourned(report) else 1)
    ):
        return 0.0
    if min(killed(report), killed(event)) >= HUNDRED and near_tolls(report, event):
        return ONLY_ONE
    return min(1.0, math.log1p(min(people(report), people(event))) / math.log1p(NEAR_PEOPLE)) ** 2


def _wide(report: Profile, event: Profile) -> float:
    """One kind of event at one time, of which one tells only the country or the region: the more died, the fewer have two such."""
    ours, theirs = report.place, event.place
    alike = may_be_one(report.type, event.type) or (may_be_blast(report.type, event.type) and same_name(ours, theirs))
    alike = alike or (may_be_one_accident(report.type, event.type) and (near_tolls(report, event) or _has_risen(report, event)))
    if not (same_country(ours, theirs) and alike and _in_time(report, event, _days_of_naming(report, event))):
        return 0.0
    died = min(killed(report), killed(event))
    # a raid on a village that no gazetteer knows is none on another
    vague = is_vague if died >= MANY and (_may_be_lone(report, event) or _has_risen(report, event)) else _is_country
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


def _is_of_its_district(report: Profile, event: Profile) -> bool:
    """Whether one tells a town and names the district in which the other counts about as many dead."""
    if not (is_in_district(report.place, event.place) and near_tolls(report, event)):
        return False
    town, other = (report, event) if is_town(report.place) else (event, report)
    return names(town.terms, other.place)


def _has_risen(report: Profile, event: Profile) -> bool:
    """Whether it tells of a toll of many that rose, and to what the event's may have risen."""
    return report.update == "rise" and MANY <= killed(event) <= killed(report) <= MOST_RISEN * killed(event)


def _days_of_naming(report: Profile, event: Profile) -> int:
    """Days within which a text still tells of what it names: the army disputes the 185 dead of a village.

    Where it gives a day of its own, that may be the dateline's; but only a GREAT toll is sure to be no other's.
    """
    sure = report.date is None or killed(report) >= GREAT
    if report.date is None and report.type in VIOLENCE and killed(report) >= killed(event) and _may_be_lone(report, event):
        return NAMED_DAYS  # days of terror in a country that knows no war, summed up
    if not near_tolls(report, event):
        return 0
    if sure and names(report.terms, event.place):
        return NAMED_DAYS
    return UNTOLD_DAYS if None in (report.date, event.date) else 0  # when it happened is a guess by when it was told


def _may_be_lone(report: Profile, event: Profile) -> bool:
    return may_be_lone(report.type, event.type, report.place.country if report.place is not None else None)


def _lone(report: Profile, event: Profile, wide: float) -> float:
    """The same where MANY died, of a kind that the country does not see twice at one time; or an accident of a rare kind, near by.

    More where both count about as many: even at war no country has two such bombings or accidents a day.
    """
    many = min(killed(report), killed(event)) >= MANY
    rare = many and kind_of(report.type) != "quake" and same_rare_kind(report, event)
    alike = wide >= 1 and near_tolls(report, event)
    if alike and (_may_be_lone(report, event) or _is_of_one_cause(report, event)):
        return ALIKE
    return float(rare or (wide >= 1 and _may_be_lone(report, event)))


def _is_of_one_cause(report: Profile, event: Profile) -> bool:
    """Whether both tell of bombings, or of one kind of accident, and one of the country alone: of a region, towns have their own.

    But no region has two accidents of one kind and a GREAT toll, where neither tells a town.
    """
    country = _is_country(report.place) or _is_country(event.place)
    alike = BOMBINGS.issuperset((report.type, event.type)) or (report.type in ACCIDENTS and report.type == event.type)
    great = not (is_town(report.place) or is_town(event.place)) and min(killed(report), killed(event)) >= GREAT
    return alike and (country or (great and report.type in ACCIDENTS))


def _changed(report: Profile, event: Profile) -> float:
    """1 where a text says no more than that a toll rose or fell, to what the event's is already; 0 from a hundredfold on.

    Less than nothing where it rose to far fewer.
    """
    alike = same_class(report.type, event.type) or may_be_blast(report.type, event.type)
    if report.place is not None or report.update is None or event.place is None or not (alike and _in_time(report, event, 2)):
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


def _in_time(report: Profile, event: Profile, days: int) -> bool:
    """Whether the two are at most so many days apart; what lasts may be told of for a week."""
    apart = days_apart(happened(report), happened(event))
    known = _may_be_lone(report, event) or (report.update == "rise" and has_many(report) and has_many(event))
    untold = (
        (report.date is None or report.aftermath) and report.type not in VIOLENCE and known
    )  # its dead are counted for weeks
    late = _lasts(report) or untold
    return apart is not None and apart <= (DEVELOPING_DAYS if late else days)


# --- time ------------------------------------------------------------------------------------------------------------


def _late(days: int | None, report: Profile, event: Profile) -> float:
    """1 on the same day, 0 two days apart, -1 well apart. Where a date is unknown, it is taken to be shortly before it was told."""
    if _is_mourned(report) and days is not None and 0 < days <= MOURNING_DAYS:
        return MOURNED_LATE  # the day is that of the funeral
    sigma = LASTING_SIGMA_DAYS if _lasts(report) and _lasts(event) else SIGMA_DAYS
    if days is not None:
        return 2 * math.exp(-((days / sigma) ** 2) * 1.5) - 1
    apart = days_apart(happened(report), happened(event))
    return 0.0 if apart is None else 1.3 * math.exp(-((apart / sigma) ** 2)) - 1


def _is_mourned(report: Profile) -> bool:
    """Whether it tells of what was done after MANY came to harm; where few did, the court of a town has another such case."""
    return report.aftermath and people(report) >= MANY


def _lasts(told: Profile) -> bool:
    """Fires and floods go on, and are told of while they do; a quake is over at once."""
    return DISASTERS.get(told.type) not in (None, "quake")


# --- how many --------------------------------------------------------------------------------------------------------


def _counts(report: Profile, event: Profile) -> dict[str, float]:
    """Tolls that agree say more the greater they are. Those that differ say nothing: tolls rise, and early ones are wrong."""
    return {"killed": _agreed(Kind.KILLED, report, event), "injured": _agreed(Kind.INJURED, report, event)}


def _agreed(kind: Kind, report: Profile, event: Profile) -> float:
    ours, theirs = report.counts.get(kind), event.counts.get(kind)
    if ours is None or theirs is None or ours.best != theirs.best:
        return 0.0
    return min(1.0, math.log1p(ours.best) / math.log1p(MANY_PEOPLE))
