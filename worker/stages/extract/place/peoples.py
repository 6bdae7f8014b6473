"""Names of peoples: what they say for their country, where their armies fight and their tourists travel elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.stages.extract.place import cues

_INCLUDED = re.compile(r"\bincluding (?:(?:at least|some|about) )?(?:\w+ )?$")  # the dead, including one American
_AT_HOME = 2.0  # a Pakistani factory fire was in Pakistan
_OF_ITS_SERVANTS = 1.2  # who are at work in their own country
_FORCES = re.compile(
    r"[- ](?:led|backed|forces|troops|dollars|military|army|soldiers|convoy|marines|troop|base|warplanes?|drone)\b",
    re.IGNORECASE,
)
# who strikes from afar: Russia rains rockets on Elm, but no Russia fires rage
_STRIKES = re.compile(
    r" (?:(?:rain|pound|shell|bomb|bombard|pummel|batter)(?:s|ed|ing)|(?:strike|hit|attack|target)s|struck|attacked|targeted|fires? (?=(?:\w+ )?(?:rockets|missiles|drones|shells))"
    r"|(?:launche[sd]|unleashe[sd])(?: [\w-]{1,20}){0,3} (?:strikes?|airstrikes?|attacks?|barrages?|missiles?|drones?|rockets?|raids?|offensive|assault))\b"
    r"(?= [\w'’])(?! (?:kill|leave|left|claim|injure|wound|hit|rock|shake|shook|spark|cause|toll|death|victim|suspect|blamed|in|at|on|near|by|back|hard|that|which"
    r"|ha[sd]|have|was|were|are|as|and|or|amid|after|say|rise|probe)(?:s|d|ed|ing)?\b)"
)
# armies that mostly fight abroad
_SENDERS = frozenset(
    "american british french german dutch nato us u.s uk israeli israel russian saudi saudi-led emirati turkish iranian".split()
)
SENDER_CODES = frozenset("US GB FR DE NL IL RU SA AE TR IR".split())
# of those, who guard borders of their own too
_BORDERERS = frozenset("israeli russian saudi turkish iranian".split())
_AT_BORDER = re.compile(  # Turkish soldiers killed on the Syrian border stood on their side of it
    r"\s+(?:border )?(?:soldiers?|troops|guards?|guardsm[ae]n|police|police(?:m[ae]n|wom[ae]n)|servicem[ae]n|marines?|officers?)\s+"
    r"(?:(?:was|were|have|has|been)\s+){0,2}(?:killed|shot|wounded|injured|hurt|dies?|died|dead)\b[^.;:]{0,80}\b(?:border|frontier)\b"
)
_GUARDED = re.compile(r"\s+border (?:police|guards?|officers?|patrols?|forces|agents?|troops|soldiers?)\b")
_BEYOND = 0.3  # a border is named after the country on its other side
_ON_ITS_SIDE = 1.0
_ARMS = frozenset(
    "forces troops soldiers soldier marines marine military army convoy patrol base warplanes jets policies official officials envoy senator senators citizen"
    " strike strikes air airstrike airstrikes raid raids missile missiles drone drones shelling bombardment bombing bombs rockets fire attacks".split()
)
_SERVANTS = frozenset(
    "police policemen policewomen firefighters firemen rescuers paramedics prosecutors coastguard gendarmes emergency"
    " officials official authorities government ministry minister president state".split()
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
    if not after and cues.is_border(tail) and not _GUARDED.match(tail):
        return _BEYOND
    sent = name.casefold().strip(".,") in _SENDERS
    if not after and (not sent or name.casefold() in _BORDERERS) and _AT_BORDER.match(tail):
        return _ON_ITS_SIDE
    if word in _ARMS and sent:
        return 0.01
    if word in _SERVANTS and name.casefold().strip(".,") not in _SENDERS:
        return _OF_ITS_SERVANTS
    if word in _ABROAD:
        return 0.1
    if _INCLUDED.search(ahead):
        return 0.05
    return _AT_HOME if cues.is_at_home(" ".join(["", *after]) + tail) else 0.5


def is_of_forces(tail: str) -> bool:
    """Whether the words behind a country's name are its forces, or what it leads or backs."""
    return _FORCES.match(tail) is not None


def strikes(tail: str) -> bool:
    """Whether the words behind a country's name are what it does to a place from afar."""
    return _STRIKES.match(tail) is not None
