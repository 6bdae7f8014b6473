"""One sentence as the rules see it, and how they make a mention of a victim phrase."""

from __future__ import annotations

from dataclasses import dataclass

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import FAMILIES
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.grammar.verbs import Verb
from worker.stages.extract.mentions import ZERO, Mention, add, is_generic
from worker.stages.extract.phrases.victims import Counter

DEFINITE = frozenset({"the", "possessive", "all", "of"})
_PERSONAL = ("er", "or", "ist", "ian", "eer", "man", "woman", "ers", "ors", "ists", "ians")


@dataclass(slots=True)
class Sight:
    """One sentence as the rules see it."""

    s: Sentence
    chunks: list[Chunk]
    counter: Counter

    def words(self, start: int, length: int) -> list[str]:
        return self.s.low[start : start + length]


_WIPED_OUT = 60  # members of families that died whole; more households than that have lost their power


def build(
    sight: Sight, phrases: list[Chunk], kind: Kind, rule: str, at: tuple[int, int], verb: Verb | None = None
) -> Mention | None:
    """One mention of a victim phrase or conjoined list; None where it counts no people."""
    parts = [(c, n) for c in phrases if (n := sight.counter.count(c, verb)) is not None]
    if kind is Kind.KILLED:
        parts = [(c, n) for c, n in parts if not (c.head in FAMILIES and n.best > _WIPED_OUT)]
    unsure = parts != [] and phrases[0].sort == "thing" and all(c.sort == "unknown" for c, _ in parts)
    if unsure and "with" in sight.s.low[phrases[0].end : parts[0][0].start]:
        return None  # rats with scissors and a blunt blade
    if any(c.q is not None for c, _ in parts):  # 51 soldiers of the army and its auxiliaries, and 45 fighters
        parts = [(c, n) for c, n in parts if c.q is not None or c.sort != "unknown" or not c.plural]
    if not parts or (parts[0][0].det == "all" and sight.words(parts[0][0].start - 1, 1) == ["not"]):  # not all 54 were killed
        return None
    if sight.words(parts[0][0].start, 1) == ["each"]:  # each victim was shot in the head: those told of
        return None
    if parts[0][1] == ZERO:
        parts = parts[:1]
    total = parts[0][1]
    for _, n in parts[1:]:
        total = add(total, n)
    first = parts[0][0]
    start, end = min(at[0], first.start), max(at[1], parts[-1][0].end)
    mention = Mention(kind, total, rule, sight.s, start, end, chunk=first)
    describe(mention, first, len(parts) > 1)
    if len(parts) > 1:
        for c, n in parts:
            part = Mention(kind, n, rule, sight.s, c.start, c.end, chunk=c, subset=True)
            describe(part, c, False)
            mention.parts.append(part)
        mention.explicit = any(p.explicit for p in mention.parts)
        mention.other = all(p.other for p in mention.parts)
        mention.anaphoric = all(p.anaphoric for p in mention.parts)
        mention.generic = any(p.generic for p in mention.parts)
        mention.reflexive = any(p.reflexive for p in mention.parts)
        mention.names = any(p.names for p in mention.parts)
    return mention


def describe(mention: Mention, c: Chunk, listed: bool) -> None:
    mention.head, mention.role = c.head, c.role
    mention.generic = is_generic(c)
    mention.explicit = c.q is not None
    mention.other = c.other or (c.head == "others" and c.q is not None)
    mention.names = c.names
    mention.reflexive = c.reflexive
    if mention.other and c.det in DEFINITE:
        mention.other, mention.anaphoric = False, True
        return
    if c.ordinal == 2 or (c.ordinal and c.det == "a"):
        mention.other = True
    mention.pronoun = c.head if c.head in ("they", "them") else ""
    pronoun = c.sort == "pronoun" and c.head not in (
        "another",
        "others",
        "one",
        "someone",
        "somebody",
        "many",
        "several",
        "nobody",
        "none",
    )
    mention.anaphoric = not c.reflexive and not c.other and (pronoun or (c.det in DEFINITE and c.det != "possessive"))


def is_loose(mention: Mention) -> bool:
    """For verbs that also harm things: an unknown noun is no person."""
    c = mention.chunk
    if c is None or c.sort != "unknown" or c.names:
        return False
    return not (c.head.endswith(_PERSONAL) if c.det in ("a", "the") else c.q is not None and c.head.endswith(("s", "men")))
