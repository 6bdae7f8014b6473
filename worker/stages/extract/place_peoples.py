"""Names of peoples: what they say for their country, where their armies fight and their tourists travel elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.stages.extract import place_cues as cues

_INCLUDED = re.compile(r"\bincluding (?:(?:at least|some|about) )?(?:\w+ )?$")  # the dead, including one American
_AT_HOME = 2.0  # a Pakistani factory fire was in Pakistan
_FORCES = re.compile(
    r"[- ](?:led|backed|forces|troops|dollars|military|army|soldiers|convoy|marines|troop|base|warplanes?|drone)\b",
    re.IGNORECASE,
)
# armies that mostly fight abroad
_SENDERS = frozenset(
    "american british french german dutch nato us u.s uk israeli israel russian saudi saudi-led emirati turkish iranian".split()
)
_ARMS = frozenset(
    "forces troops soldiers soldier marines marine military army convoy patrol base warplanes jets policies official officials envoy senator senators citizen"
    " strike strikes airstrike airstrikes raid raids missile missiles drone drones shelling bombardment bombing bombs rockets fire attacks".split()
)
_ABROAD = frozenset(
    "companies tourist tourists national nationals embassy ambassador airline airlines consulate climbers climber hikers"
    " pilgrims pilgrim peacekeepers peacekeeper contractors contractor engineers engineer diplomat diplomats backpackers expatriates embassy aid born"
    " journalist missionary missionaries businessman workers worker citizens citizen visitors holidaymakers consul hotel restaurant food".split()
)


_BREEDS = frozenset(
    "bully bullies pit pitbull pitbulls bull bulldog bulldogs terrier terriers mastiff mastiffs hound hounds husky huskies spaniel retriever xl".split()
)
_SHEPHERDS = frozenset("german belgian australian".split())  # dogs


def share(name: str, after: Sequence[str], ahead: str, tail: str) -> float:
    """What a people's name says for its country: little where it says whose charity or tourists they are.

    `after`: the capitalised words behind it; `ahead` and `tail`: the text around them all.
    """
    follows = after[0] if after else (re.match(r"\s+([\w-]+)", tail) or [""] * 2)[1]
    word = follows.casefold().strip(".,")
    if word in ("charity", "charities", "ngo", "firm", "company"):
        return 0.0
    if word in _BREEDS or (word.startswith("shepherd") and name.casefold() in _SHEPHERDS):
        return 0.0
    if word in ("international", "internationals"):  # plays for its team
        return 0.02
    if word in _ARMS and name.casefold().strip(".,") in _SENDERS:
        return 0.01
    if word in _ABROAD:
        return 0.1
    if _INCLUDED.search(ahead):
        return 0.05
    return _AT_HOME if cues.is_at_home(" ".join(["", *after]) + tail) else 0.5


def is_of_forces(tail: str) -> bool:
    """Whether the words behind a country's name are its forces, or what it leads or backs."""
    return _FORCES.match(tail) is not None
