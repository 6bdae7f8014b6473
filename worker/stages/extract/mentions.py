"""What a sentence says of harmed people, before the text as a whole is weighed: one Mention per predicate and victim phrase."""

from __future__ import annotations

from dataclasses import dataclass, field

from worker.model import Count, Kind, Qualifier, Realis, Scope, Source
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.sentences import Sentence


@dataclass(slots=True, eq=False)
class Mention:
    kind: Kind
    count: Count
    rule: str
    sentence: Sentence
    start: int  # tokens [start, end) of the sentence
    end: int
    head: str = ""
    role: str = ""
    generic: bool = True  # covers anyone
    explicit: bool = False  # the text gives a number, not only a noun
    other: bool = False  # another, others, more: beside those already counted
    anaphoric: bool = False  # speaks of people already mentioned
    subset: bool = False  # including, among them, of whom
    reflexive: bool = False  # killed himself
    pronoun: str = ""  # they, their: as many as were spoken of before
    also: bool = False  # "was also killed"
    beside_dead: bool = False  # and six others hurt: other than the dead of its sentence
    secondary: bool = False  # "the death of": speaks of a death rather than reporting it
    quoted: bool = False
    perfect: bool = False  # "have been killed", further down: so far, where the text has told of an event
    pluperfect: bool = False  # "had killed": before something else
    total: bool = False  # a toll: stands for everyone
    names: bool = False
    scope: Scope = Scope.EVENT
    realis: Realis = Realis.ACTUAL
    reason: str = ""
    source: Source = field(default_factory=Source)
    speaker: str = ""  # the source in enough words to tell two ministries apart
    merged: Count | None = None  # the joint interval of this and of other sources' figures
    side: str | None = None
    update: str | None = None
    parts: list[Mention] = field(default_factory=list)  # of a conjoined list
    chunk: Chunk | None = None
    whole: Mention | None = None  # the figure that a subset is a part of

    @property
    def counts(self) -> bool:
        return self.scope is Scope.EVENT and self.realis in (Realis.ACTUAL, Realis.FEARED)


def exact(n: int) -> Count:
    return Count(n, n, n)


def add(a: Count, b: Count) -> Count:
    """The sum of two intervals; "at least" and open ends survive."""
    high = None if a.high is None or b.high is None else a.high + b.high
    order = (Qualifier.VAGUE, Qualifier.AT_LEAST, Qualifier.APPROX, Qualifier.RANGE, Qualifier.AT_MOST, Qualifier.EXACT)
    qualifier = min(a.qualifier, b.qualifier, key=lambda q: order.index(q) if q in order else len(order))
    return Count(a.low + b.low, a.best + b.best, high, qualifier)


ANOTHER = "another event"  # reason: a blast and another that killed eight
LOSSES = "lose-men"  # rule: a side has lost so many
MURDER_SUICIDE = "murder-suicide"  # rule: he who did it and another are dead
FATAL_DEED = "fatal-deed"  # rule: a deadly shooting, of which somebody died
PAST_PERFECT = "past perfect"  # reason: "had killed", before the event
ZERO = Count(0, 0, 0, Qualifier.NONE_REPORTED)


def is_generic(chunk: Chunk) -> bool:
    return chunk.sort in ("number", "pronoun", "harm") or chunk.head in lex.GENERIC
