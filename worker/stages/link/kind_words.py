"""The words for each kind of event by which a short text names one that all know: the quake, the crash, the shooting."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from worker.stages.link.features import Terms, hashed, normal
from worker.stages.link.kinds import class_of

# class of events -> words
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "violence": "attack attacks attacked attacker bomb bombs bombing bombings bomber blast explosion grenade shooting shootings shot shots gunman gunmen"
        " gunfire shooter sniper rifle stabbing stabbings stabbed knife machete strike strikes airstrike airstrikes raid raids drone drones missile missiles"
        " rocket rockets warplane warplanes shelling shelled artillery mortar clash clashes fighting battle ambush massacre killing killings execution"
        " hostage hostages abduction kidnapping riot riots rioting mob protest protests unrest violence siege assault war offensive",
        "quake": "earthquake quake aftershock aftershocks tremor tremors magnitude epicentre epicenter tsunami",
        "water": "flood floods flooding flooded storm hurricane typhoon cyclone tornado monsoon rain rains deluge dam",
        "landslide": "landslide landslides mudslide mudslides mudflow rockfall slope",
        "avalanche": "avalanche avalanches glacier snow",
        "wildfire": "wildfire wildfires bushfire bushfires fire fires blaze flames",
        "volcano": "volcano eruption lava ash",
        "heatwave": "heatwave heat",
        "drought": "drought famine hunger",
        "epidemic": "epidemic outbreak virus disease cholera ebola",
        "fire": "fire blaze inferno flames burned arson",
        "explosion": "explosion explosions blast blasts exploded",
        "building_collapse": "collapse collapses collapsed rubble",
        "mine_accident": "mine miner miners pit colliery",
        "industrial_accident": "fire blaze explosion blast factory plant",
        "stampede": "stampede crush crowd",
        "aviation_accident": "crash plane jet aircraft airliner helicopter flight",
        "maritime_accident": "ferry boat ship shipwreck vessel wreck capsized sinking",
        "rail_accident": "train trains rail railway crash derailment derailed collision",
        "transport_accident": "crash bus coach truck lorry car collision",
        "poisoning": "poisoning poisoned alcohol liquor methanol gas",
        "drowning": "drowned drowning swimmers",
    }
)

# violence whose weapon nobody takes for an accident: type of event -> words
_WORDS_OF_ARMS: Mapping[str, str] = MappingProxyType(
    {
        "shooting": "shooting shootings shot shots gunman gunmen gunfire shooter sniper rifle attack attacker attackers massacre siege",
        "stabbing": "stabbing stabbings stabbed knife machete attack attacker attackers massacre",
    }
)


# from the air, and by hand: what is told of as the one is hardly ever the other
_AERIAL = "airstrike airstrikes strike strikes struck drone drones missile missiles rocket rockets shelling shelled artillery jet jets warplane warplanes aerial"
_BY_HAND = "bomb bombs bombing bombings bombed bomber bombers blast blasts explosion explosives suicide gunman gunmen gunfire shooting shot attacker attackers knife"
AERIAL = frozenset({"air_strike", "shelling"})
BY_HAND = frozenset({"bombing", "suicide_bombing", "shooting", "stabbing"})


def speaks_of_deed(event_type: str, terms: Terms) -> bool:
    """Whether a text has a word for a deed from the air, or by hand, as `event_type` is."""
    return not _words_of_deed(event_type in AERIAL).isdisjoint(terms)


@lru_cache(maxsize=2)
def _words_of_deed(aerial: bool) -> frozenset[int]:
    return frozenset(hashed("term", normal(word)) for word in (_AERIAL if aerial else _BY_HAND).split())


def are_confused(ours: str, our_terms: Terms, theirs: str, their_terms: Terms) -> bool:
    """Whether one of two texts has words for the other's kind of event, as early reports of one event do that take it for another."""
    return not (_own_words(ours).isdisjoint(their_terms) and _own_words(theirs).isdisjoint(our_terms))


@lru_cache(maxsize=64)
def _own_words(event_type: str) -> frozenset[int]:
    arms = _WORDS_OF_ARMS.get(event_type)
    return terms_of_kind(event_type) if arms is None else frozenset(hashed("term", normal(word)) for word in arms.split())


@lru_cache(maxsize=64)
def terms_of_kind(event_type: str) -> frozenset[int]:
    """The words for a kind of event and what it is taken for, as terms; none where it is not told."""
    return frozenset(hashed("term", normal(word)) for word in _WORDS.get(class_of(event_type), "").split())
