"""A sentence to its mentions: every rule (rules.RULES) looks at every chunk of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from worker.model import Kind
from worker.stages.extract.counts.fates import died_there, drop_former
from worker.stages.extract.grammar.chunker import chunk
from worker.stages.extract.grammar.headlines import join_lists
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.grammar.words import Words
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.victims import Counter, merge_phrases
from worker.stages.extract.rules.brought import set_brought
from worker.stages.extract.rules.part_rules import is_told_among
from worker.stages.extract.rules.sight import Sight
from worker.stages.extract.rules.table import LAST, Row, Rule, may_tell, rules_for, told_words

_GRADES = frozenset("critically seriously severely badly gravely".split())
_SAYING = frozenset("said says say told tells reported recalled heard saw".split())
_ANYBODY = frozenset({"", "person", "perpetrator"})
_CARE = ("condition", "hospital")
_VICTIMS = frozenset("victim victims".split())  # six were shot, and one victim was rushed to hospital


def read_sentence(sentence: Sentence, reader: Reader, counter: Counter) -> list[Mention]:
    """What the rules find in the sentence; most sentences with a word of harm hold nothing for any of them."""
    words = Words(sentence, reader)
    told = told_words(sentence)
    rules = rules_for(told)
    return read(look(words, counter), rules) if may_tell(words, told, rules) else []


def look(words: Words, counter: Counter) -> Sight:
    sentence = words.s
    chunks = merge_phrases(chunk(words), sentence.low)
    return Sight(sentence, join_lists(chunks) if sentence.in_title else chunks, counter)


def read(sight: Sight, rules: Collection[Row]) -> list[Mention]:
    """Every mention of the sentence, in reading order, each victim phrase once per kind."""
    found: list[Mention] = []
    taken: set[tuple[str, int]] = set()
    for i, rule in rules_asked(sight, rules):
        for mention in rule(sight, i):
            key = (str(mention.kind), mention.chunk.start if mention.chunk is not None else mention.start)
            if key not in taken:
                taken.add(key)
                found.append(mention)
    found = drop_former(found)
    found.sort(key=lambda m: (m.start, m.end))
    found = died_there(found)
    set_brought(sight, found)
    for m in found:
        m.subset = m.subset or _is_among(sight, m) or _is_graded(m, found) or is_told_among(m, found)
        m.other = m.other and not (_is_set_against(sight, m, found) or _is_next_of_them(m, found))
        m.anaphoric = m.anaphoric and not _is_somebody_else(m, found)
    _attach(found)
    for i, m in enumerate(found):  # two killed and seven others hurt: other than the dead
        if m.other and any(b.kind != m.kind for b in found[:i]) and not any(b.kind == m.kind for b in found[:i]):
            m.other, m.beside_dead = False, True
        if m.also and any(b.kind != m.kind and not b.also for b in found[:i]) and not any(b.kind == m.kind for b in found[:i]):
            m.also = False  # killed a man and also wounded a child; not "they then killed one and wounded another"
    return found


def rules_asked(sight: Sight, rules: Collection[Row]) -> Iterator[tuple[int, Rule]]:
    """Every chunk with the rules for its kind; once more for those of LAST."""
    for last in (False, True):
        by_kind: dict[str, list[Rule]] = {}
        for name, kinds, rule, _ in rules:
            for kind in kinds if (name in LAST) is last else ():
                by_kind.setdefault(kind, []).append(rule)
        for i, c in enumerate(sight.chunks if by_kind else ()):
            for rule in by_kind.get(c.kind, ()):
                yield i, rule


def _is_among(sight: Sight, m: Mention) -> bool:
    """Among the dead were five children: a part of those already counted."""
    low = sight.s.low
    return low[:1] == ["among"] and bool(
        {"dead", "killed", "victims", "wounded", "injured", "them", "casualties", "those", "deceased"} & set(low[1:6])
    )


def _is_graded(m: Mention, found: list[Mention]) -> bool:
    """Four shot, two critically injured; three were shot, and two are in critical condition: of those before."""
    if m.kind is not Kind.INJURED or not m.explicit or m.other or m.parts:
        return False
    in_care = m.rule.startswith(_CARE) and m.chunk is not None and (m.chunk.sort == "number" or m.head in _VICTIMS)
    if not in_care and _GRADES.isdisjoint(m.sentence.low[m.start : m.end]):
        return False
    return any(b.kind is m.kind and b.explicit and b.start < m.start and b.count.best > m.count.best for b in found)


def _is_set_against(sight: Sight, m: Mention, found: list[Mention]) -> bool:
    """A boy of 16 shot another teenager: other than the one who shot him, not than those already counted."""
    if m.count.best != 1 or m.chunk is None or m.parts or m.chunk.ordinal:
        return False
    if any(b.kind is m.kind and b.role == m.role and b.role not in _ANYBODY and b.start < m.start for b in found):
        return False  # a policeman was shot by a man who shot another officer
    counted = {id(b.chunk) for b in found} | {id(p.chunk) for b in found for p in b.parts}
    chunks = sight.chunks
    return any(
        c.kind == "N" and c.sort == "person" and not c.plural and c.role in ("person", "child", "perpetrator") and id(c) not in counted
        and not (i + 1 < len(chunks) and chunks[i + 1].word in _SAYING)
        for i, c in enumerate(chunks)
        if c.end <= m.chunk.start
    )  # fmt: skip


def _is_somebody_else(m: Mention, found: list[Mention]) -> bool:
    """Wounding a boy and injuring the driver; the colonel was hurt, but his bodyguard badly: told apart by what they are."""
    if m.count.best != 1 or m.parts or m.chunk is None or m.chunk.det != "the" or m.pronoun or m.role in _ANYBODY:
        return False
    others = [b for b in found if b is not m and b.kind is m.kind and b.chunk is not None and not b.parts]
    return any(
        b.count.best == 1 and b.role not in _ANYBODY and b.role != m.role and not b.names and b.chunk.det in ("a", "possessive")
        for b in others
        if b.chunk is not None
    )


def _is_next_of_them(m: Mention, found: list[Mention]) -> bool:
    """One of the victims was shot in the hand and another in the leg: both are of those told of before."""
    return m.count.best == 1 and any(
        b.kind is m.kind and b.start < m.start and b.chunk is not None and b.chunk.det == "of" for b in found
    )


def _attach(found: list[Mention]) -> None:
    """Gives "including 31 militants" the kind of the figure that it is a part of."""
    whole = [m for m in found if not m.subset]
    for m in found:
        if not m.subset:
            continue
        if m.rule != "including":
            continue
        before = [w for w in whole if w.start < m.start]
        m.whole = before[-1] if before else whole[0] if whole else None
        if m.whole is not None:
            m.kind = m.whole.kind
    found[:] = [m for m in found if m.rule != "including" or m.whole is not None]
