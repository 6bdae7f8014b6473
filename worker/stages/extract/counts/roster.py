"""The victims whom a text tells of one by one: a man of 19 in one sentence, a woman in the next, he again in the third."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from worker.model import Kind, Realis
from worker.stages.extract.counts.persons import Person, are_apart, are_same, is_other, is_pronoun, join, likeness, person_of
from worker.stages.extract.mentions import FATAL_DEED, Mention

_IS = frozenset("is was becomes became".split())
_NOBODY = frozenset("one other".split())
_FAR = 8  # sentences in which nobody was told of
_MOST = 6  # persons told one by one; a longer list is one of several events
_FULL = 40  # persons after whom nobody is looked up any more
_NEAR = 2  # sentences within which "another" is one more
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SCENE = re.compile(  # a time or place of its own
    r"\b(?:(?:about|around|just before|just after|shortly before|shortly after|at) (?:\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\b)|noon|midnight)|\d+ block of"
    rf"|(?:on|last|that same|earlier) (?:{_DAY}|week|month|year|day|{_MONTH} \d{{1,2}})|earlier (?:this|that) (?:week|month|year|day)"
    rf"|(?:hours?|days?|weeks?|months?) (?:earlier|later|ago|before)|in {_MONTH},|in the [\w ]{{3,30}} (?:neighborhood|section)|{_DAY} (?:morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Roster:
    people: list[Person] = field(default_factory=list)
    last: Person | None = None
    before: Mention | None = None  # the mention that told of the last
    told: dict[int, Person] = field(default_factory=dict)  # id of a mention -> whom it tells of
    sure: set[int] = field(default_factory=set)  # mentions of which it is sure whom they tell of
    phrases: dict[int, Person] = field(default_factory=dict)  # id of a noun phrase -> whom it names

    def enter(self, m: Mention) -> None:
        """Finds the person of a mention, or adds them."""
        new = person_of(m) if len(self.people) < _FULL else None
        if new is None or (m.head in _NOBODY and not new.told):
            return  # the other died: no word of whom
        known = self.phrases.get(id(m.chunk)) or (self._pronoun(new) if is_pronoun(m) else self._find(new, m))
        if known is None and (is_pronoun(m) or (m.anaphoric and not new.told and self.people)):
            return
        if known is None or self._is_surely(known, new, m):
            self.sure.add(id(m))
            (known or new).surely_dead |= new.dead
        if known is None:
            new.elsewhere = self._is_elsewhere(new, m)
            self.people.append(new)
        else:
            join(known, new)
        self._look_back(m, new, known)
        self.before = m
        self.last = self.told[id(m)] = self.phrases[id(m.chunk)] = known or new

    def _look_back(self, m: Mention, new: Person, known: Person | None) -> None:
        """Officers found Venn wounded. She was pronounced dead: it was of her that the wound was told."""
        b = self.before
        if b is None or known is None or not new.dead or not is_pronoun(m) or self.told.get(id(b)) is not known:
            return
        if 0 <= m.sentence.index - b.sentence.index <= 1 and b.kind is Kind.INJURED:
            self.sure.add(id(b))

    def tells_of_dead(self, m: Mention) -> bool:
        """The boy was found wounded; Venn had been hurt: one of those who died, told of once more."""
        person = self.told.get(id(m))
        surely = person is not None and person.surely_dead and id(m) in self.sure
        return surely and not (m.explicit or m.other or m.also or m.sentence.shouting)

    def _is_surely(self, known: Person, new: Person, m: Mention) -> bool:
        """By name or age, by a pronoun, or as the boy, the victim, where no other is known of."""
        if is_pronoun(m) or are_same(known, new) or id(m.chunk) in self.phrases:
            return True
        if new.kin and new.kin == known.kin:
            return True  # killed her brother; shot her brother
        if new.names and not known.names:
            return known.dead and len(self.people) == 1
        return m.anaphoric and not new.names and (likeness(known, new) > 0 or (m.generic and not new.told))

    def _pronoun(self, new: Person) -> Person | None:
        fits = (p for p in reversed(self._by_time()) if not are_apart(p, new))
        return next(fits, None)

    def _by_time(self) -> list[Person]:
        others = [p for p in self.people if p is not self.last]
        return [*others, self.last] if self.last is not None else others

    def _find(self, new: Person, m: Mention) -> Person | None:
        same = next((p for p in self.people if are_same(p, new) and not (p is self.last and _is_another(p, new))), None)
        if same is not None:
            return same
        fits = [p for p in self._by_time() if not (are_apart(p, new) or p.sentence == new.sentence)]
        if new.lives or is_other(m):
            fits = [p for p in fits if not p.dead]
        if m.rule == FATAL_DEED:
            fits = [p for p in fits if p.dead] or fits  # the fatal shooting is that of who died, not of another who was hurt
        if m.chunk is not None and m.chunk.det == "a" and not new.names:
            fits = [p for p in fits if not p.names]  # who has been named is not introduced again
        if new.other or new.also:
            fits = [p for p in fits if _may_be_again(p, new)]
        return max(fits, key=lambda p: (likeness(p, new), fits.index(p))) if fits else None

    def _is_elsewhere(self, new: Person, m: Mention) -> bool:
        """A man of whom no word was said before, with a time and a place of his own: of another incident."""
        if not self.people or self.people[-1].sentence == new.sentence:
            return False
        if self.last is not None and (self.last.elsewhere or new.sentence - self.last.sentence > _FAR):
            return True
        if new.other or new.also:
            return False
        return _SCENE.search(m.sentence.text) is not None


def _is_another(p: Person, new: Person) -> bool:
    """A man of 20 was hurt, and another man of 20: two, whatever their ages."""
    return new.other and not p.other


def _may_be_again(p: Person, new: Person) -> bool:
    """Another man, told of once more further down."""
    if new.other:
        return p.other and new.sentence - p.sentence > _NEAR
    return likeness(p, new) > 0 or new.sentence - p.sentence > _NEAR


def roster_of(mentions: Sequence[Mention]) -> Roster:
    """Those whom the mentions of one event tell of singly, in reading order."""
    out = Roster()
    for m in _single(mentions):
        out.enter(m)
    return out


def _single(mentions: Iterable[Mention]) -> Iterator[Mention]:
    suspect = False
    for m in sorted(mentions, key=lambda m: (m.sentence.index, m.start)):
        if m.kind is Kind.KILLED and m.count.best and not is_pronoun(m):
            suspect = m.role == "perpetrator"
        elif suspect and m.kind is Kind.KILLED:
            continue  # the suspect is dead, a robot found | him dead
        if not m.counts or m.subset or m.quoted or m.realis is not Realis.ACTUAL or m.kind not in (Kind.KILLED, Kind.INJURED):
            continue
        for one in m.parts or [m]:
            if one.count.best == 1 and not one.reflexive and m.role != "perpetrator" and not _is_nth(one):
                yield one


def _is_nth(m: Mention) -> bool:
    """The girl is the second toddler hurt this month."""
    c = m.chunk
    return c is not None and c.ordinal > 0 and c.start > 0 and m.sentence.low[c.start - 1] in _IS


def living(roster: Roster, dead: int) -> int:
    """How many of them live, where `dead` died in all; 0 where they are too many to be of one event."""
    people = [p for p in roster.people if (p.told or p.other) and not p.elsewhere]
    unnamed = max(0, dead - sum(p.dead for p in roster.people))  # of whom any of the others may be
    alive = [p for p in people if not p.dead]
    n = max(len(alive) - unnamed, sum(p.lives for p in alive))
    return n if n <= _MOST else 0


def differing(roster: Roster) -> int:
    """How many of them are surely not each other, where nobody died: by their ages, or as a woman beside a man of some age."""
    people = [p for p in roster.people if not (p.elsewhere or p.dead)]
    aged: list[Person] = []
    for p in people:
        if p.ages and all(p.ages.isdisjoint(other.ages) for other in aged):
            aged.append(p)
    rest = {p.sex for p in people if p.sex and not p.ages} - {p.sex for p in aged}
    n = len(aged) + (len(rest) if aged and all(p.sex for p in aged) else 0)
    return n if n <= _MOST else 0
