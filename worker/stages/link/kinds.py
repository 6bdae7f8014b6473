"""Kinds of event that tell of one and the same thing, and how rare they are: what a bombing shares with the next, a quake does not."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# A disaster's toll develops over weeks, under changing names of places.
DISASTERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("earthquake", "tsunami"), "quake"),
        **dict.fromkeys(("flood", "storm", "landslide"), "water"),
        **{name: name for name in ("wildfire", "heatwave", "volcano", "drought", "avalanche", "epidemic")},
    }
)
ACCIDENTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("transport_accident", "rail_accident"), "land"),
        **dict.fromkeys(("fire", "explosion", "industrial_accident", "building_collapse", "mine_accident"), "building"),
        **{name: name for name in ("aviation_accident", "maritime_accident", "stampede")},
    }
)
# Of these no region sees two deadly ones a day.
RARE = frozenset(
    {
        "quake",
        "volcano",
        "avalanche",
        "aviation_accident",
        "maritime_accident",
        "mine_accident",
        "rail_accident",
        "stampede",
        "building_collapse",
    }
)
# Of these no country sees two at one time that kill many.
LONE = RARE | frozenset({"water", "wildfire", "poisoning"})
# Where many are killed on many days, by more than one hand: countries of war, insurgency or gang war in the 2020s. Made by hand, on the
# wide side: a country too many only leaves an event opened twice, one too few may join two massacres.
AT_WAR = frozenset(
    "AF BD BF BI BR CD CF CM CO EC EG ET GT HN HT IL IN IQ IR JM KE LB LY ML MM MX MZ NE NG PE PH PK PS RU SD SO SS SY TD TR UA UG VE YE ZA".split()
)
VIOLENCE = frozenset(
    "attack bombing suicide_bombing armed_clash air_strike shelling shooting stabbing execution riot protest_violence abduction".split()
)
BOMBINGS = frozenset({"bombing", "suicide_bombing"})
# What goes on for days: a siege ends on another day than it began, a protest that turned violent goes on the next.
LASTING = frozenset({"abduction", "riot", "protest_violence"})
# What is taken for one another in early reports, or brings the other about; violence stands for every kind of it.
_CONFUSED = frozenset(
    frozenset(pair.split())
    for pair in (
        "violence explosion|violence fire|violence building_collapse|violence aviation_accident|violence transport_accident|violence stampede"
        "|violence maritime_accident|violence rail_accident|violence mine_accident|violence industrial_accident|quake landslide|quake building_collapse|quake fire"
        "|fire explosion|fire industrial_accident|fire transport_accident|fire rail_accident|fire aviation_accident|fire maritime_accident|fire mine_accident"
        "|fire stampede|fire wildfire|explosion industrial_accident|explosion transport_accident|explosion rail_accident|explosion aviation_accident"
        "|explosion maritime_accident|explosion mine_accident|explosion building_collapse|rail_accident transport_accident|aviation_accident transport_accident"
        "|maritime_accident drowning|maritime_accident water|drowning water|drowning heatwave|mine_accident water|mine_accident landslide|mine_accident industrial_accident"
        "|landslide water|landslide transport_accident|landslide building_collapse|landslide avalanche|building_collapse water|transport_accident water"
        "|stampede transport_accident|building_collapse industrial_accident|poisoning industrial_accident|poisoning epidemic|heatwave wildfire|heatwave drought"
    ).split("|")
)
MANY = 10  # killed: of a rare kind, no country sees two such events a day
GREAT = 30  # killed: two disasters or accidents as great, of one kind, in one country, at one time, are one
GREAT_CASUALTIES = 100  # killed or injured: the dead are counted late
GREAT_AT_ANY_TOLL = frozenset({"quake"})  # no country has two deadly ones a day


def clash(ours: str, theirs: str) -> float:
    """1 where no event is told of as both: an epidemic and a shooting; half where hardly one is: a tanker's fire and a collapse."""
    mine, yours = class_of(ours), class_of(theirs)
    if "unknown" in (mine, yours) or mine == yours:
        return 0.0
    if frozenset((mine, yours)) in _CONFUSED:
        return HARDLY if "violence" in (mine, yours) and {mine, yours} & _TRAFFIC else 0.0
    return 1.0 if {mine, yours} & _ALONE or "violence" in (mine, yours) else 0.5


def same_class(ours: str, theirs: str) -> bool:
    """Whether both are violence, or one kind of disaster or accident."""
    return class_of(ours) == class_of(theirs) != "unknown"


def same_deed(ours: str, theirs: str) -> bool:
    """Kinds that early reports take for one another. They know a gun from a knife; and what is told without its kind may be any."""
    if {ours, theirs} == _ARMS or clash(ours, theirs) > 0:
        return False
    return ours == theirs or "unknown" not in (ours, theirs)


def are_two_kinds(ours: str, theirs: str) -> bool:
    """Whether both are told, and of two classes; or one is a shooting, and the other a stabbing."""
    return "unknown" not in (ours, theirs) and (class_of(ours) != class_of(theirs) or {ours, theirs} == _ARMS)


def may_be_one(ours: str, theirs: str) -> bool:
    """The same, or one of the two says nothing of its kind."""
    return same_class(ours, theirs) or "unknown" in (ours, theirs)


def may_be_lone(ours: str, theirs: str, country: str | None) -> bool:
    """Whether both are of kinds that the country does not see twice at one time."""
    if VIOLENCE.intersection((ours, theirs)) and (may_be_one(ours, theirs) or may_be_blast(ours, theirs)):
        return country is not None and country not in AT_WAR
    return {kind_of(ours) or ours, kind_of(theirs) or theirs} <= LONE  # a poisoning is neither disaster nor accident


def may_be_blast(ours: str, theirs: str) -> bool:
    """Whether one calls an explosion what the other calls a bombing."""
    return {class_of(ours), class_of(theirs)} == {"violence", "explosion"}


def may_be_told_as(ours: str, theirs: str) -> bool:
    """As may_be_one, or two kinds that early reports confuse: a bombing that was a gas explosion."""
    return may_be_one(ours, theirs) or frozenset((class_of(ours), class_of(theirs))) in _CONFUSED


def may_be_one_accident(ours: str, theirs: str) -> bool:
    """A tanker's crash that was an explosion, a bus under a landslide: accidents of two kinds that early reports confuse."""
    return {ours, theirs} <= ACCIDENTS.keys() | DISASTERS.keys() and frozenset((class_of(ours), class_of(theirs))) in _CONFUSED


_ARMS = {"shooting", "stabbing"}
HARDLY = 0.3  # an attack on a bus is told of as a crash now and then
_TRAFFIC = frozenset({"transport_accident", "rail_accident", "maritime_accident", "mine_accident"})
_ALONE = frozenset({"epidemic", "quake", "heatwave", "drought", "volcano", "poisoning"})


def class_of(event_type: str) -> str:
    """Violence, whatever its weapon; else the kind, as early reports confuse it least."""
    if event_type in VIOLENCE:
        return "violence"
    disaster = DISASTERS.get(event_type)
    return disaster if disaster is not None and event_type != "landslide" else event_type


def rare(event_type: str) -> str | None:
    """The kind, where it is one of which no region sees two deadly ones a day."""
    found = DISASTERS.get(event_type, event_type)
    return found if found in RARE else None


def kind_of(event_type: str) -> str | None:
    """The kind of a disaster or an accident; None for violence and for what is unknown."""
    return DISASTERS.get(event_type) or ACCIDENTS.get(event_type)
