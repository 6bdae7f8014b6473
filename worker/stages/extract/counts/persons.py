"""What a phrase says of the one person it speaks of: age, name, sex, and what sets one person apart from another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from worker.model import Kind
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention

_AGED = re.compile(r"(?:^| )(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:-| - | )(?P<unit>year|yr|month|week|day)s?-olds?(?: |$)")
_BEHIND = re.compile(r"^[,(] (?:(?:aged? )?(?P<n>\d{1,3}) (?:[,.;)]|$|of )|an? (?P<old>\d{1,3})(?:-| - )years?-olds?\b)")
_OF_AGE = re.compile(r"\w+ of (?P<n>[1-9]\d?)(?: |$)")  # a farmer of 58
_NUMBERS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve thirteen".split(), start=1)
}
_CHILDREN = frozenset("boy girl child baby toddler infant newborn".split())
_ADULTS = frozenset("man woman father mother grandfather grandmother husband wife officer deputy trooper".split())
_OF_THOSE = (["people"], ["victims"], ["others"], ["men"], ["women"])
_TITLES = frozenset("mr mrs ms dr sgt lt cpl det capt officer deputy jr sr ii iii".split())
_SEXED = {**dict.fromkeys(("male", "man", "boy"), "m"), **dict.fromkeys(("female", "woman", "girl"), "f")}
_ROLES = frozenset("police military militant civilian".split())
_PRONOUNS = frozenset("he she him her himself herself".split())
_SEATS = {  # who was where in a crash: a passenger is no driver; who rides may be said to drive
    **dict.fromkeys("driver motorist motorcyclist motorbiker biker rider".split(), "driver"),
    "passenger": "passenger",
    "pedestrian": "pedestrian",
}
_COMPANIONS = frozenset(
    "friend neighbour neighbor cousin colleague coworker co-worker passer-by passerby bystander companion classmate roommate housemate"
    " teammate relative passenger uncle aunt nephew niece firefighter paramedic rescuer".split()
)
_TEENS = (13, 20)  # of whom boys and men are spoken alike
_SHORTEST_NAME = 3  # letters; shorter ones are initials
LIVES = re.compile(
    r"\b(?:non ?-?life ?-?threatening|not (?:\w+ ){0,3}life ?-?threatening|minor (?:injuries|injury|wounds)|expected to (?:survive|recover|live|be (?:ok|okay))"
    r"|(?:stable|good|fair|satisfactory) condition|condition (?:was |is |has |had )?(?:been )?stabili[sz]ed|(?:treated|has|have|was|were)(?: since)?(?: been)? (?:and )?released"
    r"|survived|recovering|graze[sd]?|superficial|remain(?:s|ed) in (?:the )?(?:hospital|(?:critical|serious|grave|guarded)))\b"
)
_DIES = re.compile(
    r"\b(?:but|and|where|he|she|they) (?:(?:he|she|they|later|then|also|eventually|soon|subsequently|has|have|had) ){0,3}(?:died|succumbed|passed away)\b"
    r"|\b(?:was|were) (?:\w+ )?(?:pronounced|declared) (?:dead|deceased)\b"
)


@dataclass(slots=True)
class Person:
    """One person as far as the text has told."""

    ages: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    sex: str = ""
    stage: str = ""  # child, adult
    role: str = ""  # police, military ...; civilian
    kin: str = ""  # her brother: brother
    other: bool = False  # told of as another one
    also: bool = False
    elsewhere: bool = False  # in an incident of its own
    lives: bool = False
    dead: bool = False
    surely_dead: bool = False
    sentence: int = 0  # where last told of
    seat: str = ""  # driver, passenger, pedestrian
    ride: str = ""  # the driver of the pickup: pickup

    @property
    def told(self) -> bool:
        """Whether anything is known by which to tell them from others."""
        return bool(self.ages or self.names or self.sex or self.stage or self.ride)


def person_of(m: Mention) -> Person | None:
    """The person that a mention of one speaks of."""
    c = m.chunk
    if c is None:
        return None
    low = m.sentence.low
    words = low[c.start : c.end]
    head = c.head
    sex = "m" if head in lex.MALE else "f" if head in lex.FEMALE else next((_SEXED[w] for w in words if w in _SEXED), "")
    ages = _ages(m.sentence, c)
    stage = (
        "child"
        if head in _CHILDREN or min(ages, default=99) < _TEENS[0]
        else "adult"
        if head in _ADULTS or max(ages, default=0) >= _TEENS[-1]
        else ""
    )
    role = "civilian" if head in _SEXED else c.role if c.role in _ROLES else ""
    return Person(
        ages,
        _names(m.sentence, c),
        sex,
        stage,
        role,
        head if c.det == "possessive" else "",
        m.other or is_other(m) or _is_companion(m),
        m.also,
        seat=_SEATS.get(head, ""),
        ride=_ride(words) if head in _SEATS else "",
        lives=lives(m),
        dead=_is_dead(m),
        sentence=m.sentence.index,
    )


def _is_companion(m: Mention) -> bool:
    """A friend was taken to hospital: none of those told of before."""
    told = m.kind is Kind.INJURED and m.count.best == 1 and m.chunk is not None
    return told and m.chunk is not None and m.chunk.det == "a" and m.head in _COMPANIONS and not _is_dead(m)


def _ride(words: Sequence[str]) -> str:
    """The driver of the other car: car."""
    return words[-1] if "of" in words[:-1] else ""


def lives(m: Mention) -> bool:
    """Whether the sentence says that they are not in danger."""
    return LIVES.search(m.sentence.text.lower()) is not None


def _is_dead(m: Mention) -> bool:
    return m.kind is Kind.KILLED or _DIES.search(" ".join(m.sentence.low[m.end :])) is not None


def is_other(m: Mention) -> bool:
    """The other victim, the second one."""
    return m.anaphoric and m.chunk is not None and (m.chunk.other or m.chunk.ordinal > 1)


def is_pronoun(m: Mention) -> bool:
    return m.head in _PRONOUNS


def _ages(s: Sentence, c: Chunk) -> set[int]:
    within = _AGED.search(" ".join(s.low[c.start : c.end]))
    if within is not None:
        n = _NUMBERS.get(within["n"]) or (int(within["n"]) if within["n"].isdecimal() else 0)
        return {0} if within["unit"] in ("month", "week", "day") else {n} if n else set()
    of_age = _OF_AGE.search(" ".join(s.low[c.start : c.end + 2])) if not c.plural else None
    if of_age is not None and s.low[c.end + 2 : c.end + 3] not in _OF_THOSE:
        return {int(of_age["n"])}
    behind = _BEHIND.match(" ".join(s.low[c.end : c.end + 5]))
    return {int(behind["n"] or behind["old"])} if behind is not None else set()


def _names(s: Sentence, c: Chunk) -> set[str]:
    if not c.names or s.shouting:
        return set()
    start = c.start
    if c.sort == "person":
        start = next((k + 1 for k in range(c.end - 1, c.start - 1, -1) if s.low[k] == c.head), c.start)
    found = (k for k in range(start, c.end) if s.raw[k][:1].isupper() and len(s.low[k]) >= _SHORTEST_NAME)
    return {s.low[k] for k in found if s.low[k] not in _TITLES and s.low[k] not in lex.SINGULAR}


def are_same(a: Person, b: Person) -> bool:
    """Whether age or name says that they are one."""
    if a.names and b.names:
        return _is_one_name(a.names, b.names)
    return bool(a.ages & b.ages) and not _clash(a, b)


def are_apart(a: Person, b: Person) -> bool:
    """Whether age, name or sex says that they are two."""
    if a.names and b.names and _is_one_name(a.names, b.names):
        return False
    return bool(a.names and b.names and len(a.names) + len(b.names) > 2) or _clash(a, b)


def _is_one_name(a: set[str], b: set[str]) -> bool:
    """Arlo Venn and Venn; not Arlo Venn and Mira Venn."""
    return a <= b or b <= a or len(a & b) > 1


def likeness(a: Person, b: Person) -> int:
    """How much of what is told of two who may be one is the same."""
    return (bool(a.sex) and a.sex == b.sex) + (bool(a.stage) and a.stage == b.stage) + 2 * are_same(a, b)


def _clash(a: Person, b: Person) -> bool:
    if a.ages and b.ages and not a.ages & b.ages:
        return True
    if a.sex and b.sex and a.sex != b.sex:
        return True
    if a.stage and b.stage and a.stage != b.stage:
        return True
    if a.seat and b.seat and (a.seat != b.seat or (a.ride and b.ride and a.ride != b.ride)):
        return True
    if (a.kin and b.ride) or (b.kin and a.ride):
        return True  # his wife, and the driver of the pickup
    return bool(a.role and b.role) and a.role != b.role


def join(known: Person, more: Person) -> None:
    """What `more` says of the same person."""
    known.ages |= more.ages
    known.names |= more.names
    known.sex, known.stage, known.role = known.sex or more.sex, known.stage or more.stage, known.role or more.role
    known.lives, known.dead = known.lives or more.lives, known.dead or more.dead
    known.kin, known.seat, known.ride = known.kin or more.kin, known.seat or more.seat, known.ride or more.ride
    known.sentence = max(known.sentence, more.sentence)
