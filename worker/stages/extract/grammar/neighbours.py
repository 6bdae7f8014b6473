"""The words beside a word that say what it is there: a noun, a verb, a name."""

from __future__ import annotations

BEHIND_HURT = frozenset(". , ; in at on near by when after during".split())
RELATIVES = frozenset("who which that".split())
LENGTHS = ("-metre", "-meter", "-foot", "-ft", "-storey", "-story")  # a 500-metre fall
ARAB_ARTICLES = frozenset("al el ul as ad ar at az an".split())  # al-Qaida
CLOSES = frozenset(".,;:|–—-?!\"'")  # man hit by train dies | Valley Herald
TO_DEATH = 8  # words of those who are done to death
SEEN = 12  # tokens from seeing to the death
WITH_PARTICLE = {"dead": "shoot", "down": "gun", "out": "wipe"}  # shoots dead, guns down, wipes out 12 fighters
STRUGGLES = frozenset("battle battles fight fights".split())
LIFE = frozenset("life lives".split())
APOSTROPHES = ("'", "’")
PLAIN_ENDINGS = tuple("ed ing tion tions sion sions ment ments ness ity ities able ible ful less ism".split())
ALSO_NOUNS = frozenset(
    "board patrol guard fuel film staff man load house park fish farm water repair escort inspect rent".split()
)
ARTICLES = ("a", "an", "the", "his", "her", "their")  # waiting to board a bus
BEFORE_GERUND = frozenset(
    ", after before for and of by while then from or started began began opened accused without is was were are been including - — – \" '".split()
)
HURT = frozenset("wounded injured".split())
STATES = frozenset("dead killed missing injured hurt wounded".split())
WITH = frozenset("of for with by to".split())
WENT = ("had", "was", "went", "rang", "hit", "struck", "into", "through", "which", "that")  # what a shot does
FIRES = frozenset("fired fire fires firing heard hear discharged".split())
DEEDS = frozenset("shooting stabbing homicide murder slaying killing drowning death fatality fatal".split())
NOMINAL = frozenset(
    "mass fatal deadly 's drive-by triple double contract revenge honor honour mercy serial extrajudicial targeted recent".split()
)
AFTER_DIES = frozenset("in at after as from of when aged near while on during following".split())
BEFORE_DEAD = frozenset(
    "the bury buries burying mourn mourns mourning honour honours honor honors remember remembers count counts identify".split()
)

DEAD_THINGS = tuple(
    "heat heats end ends sea weight ringer wood zone letter letters rubber ball calm lock skin battery planet".split()
)


SHIFTS = frozenset("night day evening morning weekend".split())
OF_ONE = frozenset("a an the his her their 's".split())
