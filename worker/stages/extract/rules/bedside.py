"""Rules for the hurt of whom only their state is told: 17 critical, fell ill after a meal, fighting for their lives, under treatment."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import PLURAL, SINGULAR
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.sight import Sight, build, is_loose

CRITICAL = frozenset("critical serious".split())  # "nine serious" in headlines alone
ILL = frozenset("ill sick unwell".split())
FALLS = frozenset("fall falls fell fallen falling took taken taking".split())
MAKES = frozenset("make makes made making left leaves leaving".split())
STRUGGLES = frozenset("fighting fights fight fought battling battles battle battled".split())
TREATMENT = frozenset("treatment observation".split())
SURVIVAL = frozenset("survive recover live".split())
UNDERGO = frozenset("undergoing undergo underwent receiving".split())
_ARE = frozenset("are is were was".split())
_ENDS = frozenset(", . ; : - – — ) after as in following when at".split())  # what may stand behind a headline's "two critical"
_DISEASES = frozenset(
    "cancer malaria cholera measles dengue covid ebola flu virus mpox diphtheria typhoid outbreak disease hiv aids tb tuberculosis"
    " lassa meningitis hepatitis plague".split()
)
_POSSESSIVE = frozenset("his her their".split())


def critical(sight: Sight, i: int) -> Iterator[Mention]:
    """Two dead, five critical; three men killed, woman critical; four are critical."""
    c = sight.chunks[i]
    low = sight.s.low
    if low[c.end - 1] not in CRITICAL or (low[c.end - 1] == "serious" and not sight.s.in_title):
        return
    if low[c.end : c.end + 1] and low[c.end] not in _ENDS:
        return
    people = _before_critical(sight, i)
    yield from _hurt(sight, people, "condition", c) if people is not None else ()


def _before_critical(sight: Sight, i: int) -> Chunk | None:
    """The number or the person before the word, in its own phrase or as the subject of "are"."""
    c, low = sight.chunks[i], sight.s.low
    if c.q is not None and c.q.end == c.end - 1:
        return Chunk("N", c.start, c.end, c.word, sort="number", plural=c.q.best != 1, q=c.q)
    known = low[c.end - 2] if c.end - c.start > 1 else ""
    if c.q is not None and known in PLURAL:
        return Chunk("N", c.start, c.end, c.word, head=known, sort="person", role=PLURAL[known], plural=True, q=c.q)
    if sight.s.in_title and c.q is None and known in SINGULAR:
        return Chunk("N", c.start, c.end, c.word, head=known, sort="person", role=SINGULAR[known], plural=False)
    if not known and (one := one_of_headline(sight, i)) is not None:
        return one
    before = sight.chunks[i - 2] if i > 1 and sight.chunks[i - 1].kind == "A" and not known else None
    if before is None or before.kind != "N" or before.sort not in ("number", "person"):
        return None
    in_hospital = low[c.end : c.end + 2] == ["in", "hospital"]  # who else is critical may be so of a plan
    return before if before.q is not None or (in_hospital and not before.plural) else None


def one_of_headline(sight: Sight, i: int) -> Chunk | None:
    """Girl | in critical condition; boy, 3, | critical: the person with whom a headline begins, right before chunk `i`."""
    aged = [c.kind for c in sight.chunks[1:i]] == [",", "T", ","]
    c = sight.chunks[0]
    one = c.kind == "N" and c.sort == "person" and not (c.plural or c.det or c.q or c.names)
    return c if sight.s.in_title and one and (i == 1 or aged) else None


def fallen_ill(sight: Sight, i: int) -> Iterator[Mention]:
    """Sixty pupils fell ill after a school meal; not of a disease, and not one who died of it."""
    c = sight.chunks[i]
    if c.word in FALLS and ILL.intersection(sight.words(c.end, 1)) and not (c.negated or c.modal):
        yield from _hurt(sight, _only(subject(sight.chunks, i)), "ill", c)


def made_ill(sight: Sight, i: int) -> Iterator[Mention]:
    """Tainted water has made 300 children ill; a leak left dozens sick."""
    c, behind = sight.chunks[i], sight.chunks[i + 1 : i + 2]
    if c.word not in MAKES or c.negated or c.modal or not behind or behind[0].kind != "N" or behind[0].q is None:
        return
    people, low = behind[0], sight.s.low
    if people.sort == "person" and ILL.intersection(sight.words(people.end, 1)):
        yield from _hurt(sight, people, "ill", c)
    elif low[people.end - 1] in ILL and people.q is not None and people.q.end == people.end - 1:
        number = Chunk("N", people.start, people.end - 1, people.word, sort="number", plural=people.q.best != 1, q=people.q)
        yield from _hurt(sight, number, "ill", c)


def struggling(sight: Sight, i: int) -> Iterator[Mention]:
    """Four others are fighting for their lives; a boy was left battling for life."""
    c = sight.chunks[i]
    after = sight.words(c.end, 3)
    if c.word not in STRUGGLES or c.negated or after[:1] != ["for"]:
        return
    if after[1:2] == ["life"] or (after[1:2] and after[1] in _POSSESSIVE and after[2:] in (["life"], ["lives"])):
        yield from _hurt(sight, _only(subject(sight.chunks, i)), "condition", c)


def under_treatment(sight: Sight, i: int) -> Iterator[Mention]:
    """As many as 110 are under treatment."""
    c = sight.chunks[i]
    led = i > 2 and sight.chunks[i - 1].word == "under" and sight.chunks[i - 2].kind == "A" and not sight.chunks[i - 2].negated
    if c.head in TREATMENT and led:
        yield from _hurt(sight, _only(subject(sight.chunks, i - 2)), "hospital-treated", c)


def out_of_danger(sight: Sight, i: int) -> Iterator[Mention]:
    """Two have died, the other seven are out of danger: they are hurt, or nobody would say so."""
    c = sight.chunks[i]
    out = next((k for k in range(i - 1, max(0, i - 3), -1) if sight.chunks[k].word == "out"), i - 1)
    if c.head != "danger" or c.start < 3 or sight.words(c.start - 2, 2) != ["out", "of"] or sight.chunks[out - 1].kind != "A":
        return
    people = sight.chunks[out - 2] if out > 1 else None
    if people is not None and people.q is not None and people.sort in ("person", "number", "pronoun"):
        yield from _hurt(sight, people, "condition", c)


def to_survive(sight: Sight, i: int) -> Iterator[Mention]:
    """Two other victims are expected to | survive: hurt, if nothing else tells of them."""
    c = sight.chunks[i]
    expected = sight.chunks[i - 1] if i > 1 else None
    if c.word not in SURVIVAL or c.modal != "to" or expected is None or expected.word != "expected" or expected.negated:
        return
    people = _only(subject(sight.chunks, i - 1)) if expected.passive and not expected.modal else None
    if people is None or not (people.q is not None or people.other) or people.sort not in ("person", "number"):
        return
    for mention in _hurt(sight, people, "condition", c):
        mention.secondary, mention.reason = True, "event"
        yield mention


def undergoing(sight: Sight, i: int) -> Iterator[Mention]:
    """Another 12 are undergoing treatment; six are still receiving treatment in hospital: perhaps of those told of before."""
    c = sight.chunks[i]
    if c.word not in UNDERGO or c.negated or c.modal or TREATMENT.isdisjoint(sight.words(c.end, 3)):
        return
    still = i > 1 and sight.chunks[i - 1].kind == "T" and sight.chunks[i - 2].word in _ARE and not sight.chunks[i - 2].negated
    people = _only(subject(sight.chunks, i)) if c.finite or still else None
    receives = c.word == "receiving"
    if receives and (people is None or people.q is None):
        return
    for mention in _hurt(sight, people, "hospital-treated", c):
        mention.secondary = receives
        yield mention


def still_undergoing(sight: Sight, i: int) -> Iterator[Mention]:
    """Nine are still | undergoing treatment: read as one phrase."""
    c = sight.chunks[i]
    low = sight.s.low[c.start : c.end]
    if i < 3 or low[0] not in UNDERGO or c.head not in TREATMENT or sight.chunks[i - 1].kind != "T":
        return
    be = sight.chunks[i - 2]
    people = _only(subject(sight.chunks, i - 2)) if be.word in _ARE and not be.negated and not be.modal else None
    if people is not None and people.q is not None:
        for mention in _hurt(sight, people, "hospital-treated", c):
            mention.secondary = True
            yield mention


def _only(found: list[Chunk]) -> Chunk | None:
    return found[0] if len(found) == 1 else None


def _hurt(sight: Sight, people: Chunk | None, rule: str, at: Chunk) -> Iterator[Mention]:
    if people is None or not _DISEASES.isdisjoint(sight.s.low):
        return
    mention = build(sight, [people], Kind.INJURED, rule, (people.start, at.end))
    told = mention is not None and (mention.explicit or people.sort == "person")
    if mention is not None and told and not is_loose(mention) and mention.count.best > 0:
        yield mention
