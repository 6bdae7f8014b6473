"""What a sentence is cut into."""

from __future__ import annotations

from dataclasses import dataclass, field

from worker.stages.extract.grammar.quantities import Quantity
from worker.stages.extract.grammar.verbs import Form


@dataclass(slots=True, eq=False)
class Chunk:
    """`kind`: N noun phrase, V verb group, A auxiliary or copula alone, P preposition, "," pause, & conjunction, R relative word,
    B clause break, I "including", T time word or adverb, O anything else."""

    kind: str
    start: int
    end: int
    word: str = ""
    # noun phrases
    head: str = ""
    sort: str = ""  # person, thing, name, unknown, number, pronoun, harm
    plural: bool | None = None
    role: str = ""
    q: Quantity | None = None
    det: str = ""
    other: bool = False  # another, others, more, further
    attributes: tuple[str, ...] = ()  # wounded soldiers: the state verbs' words before the head
    fraction: bool = False
    ordinal: int = 0  # a second man: 2
    names: bool = False  # holds a proper name
    names_first: bool = False  # begins with one
    # verb groups
    form: Form | None = None
    passive: bool = False
    finite: bool = False  # has an auxiliary or a finite form
    negated: bool = False
    modal: str = ""
    agrees: bool | None = None  # was: False, were: True
    auxiliaries: tuple[str, ...] = ()
    reflexive: bool = False
    extra: list[Chunk] = field(default_factory=list)
