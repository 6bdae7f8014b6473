"""Rules for set phrases: suffered burns, fatally injured, in critical condition, including."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.verbs import BODY, LIMBS
from worker.stages.extract.mentions import ZERO, Mention
from worker.stages.extract.phrases.objects import beyond_inclusion, objects
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.bedside import one_of_headline
from worker.stages.extract.rules.noun_rules import GRADES
from worker.stages.extract.rules.sight import Sight, build, describe, is_loose

WOUNDS = frozenset(
    "injury injuries wound wounds burn burns fracture fractures inhalation concussion lacerations bruises graze grazes cuts scratches scrapes gashes poisoning hypothermia".split()
)
GASHES = frozenset("cut gash laceration".split())  # of a part of the body
GRADED = frozenset("lightly slightly seriously severely gravely badly critically".split())
_ARRIVED = frozenset(
    "escaped escapes survived survives emerged emerges found arrived arrives arrive showed shows walked came comes turned dropped located discovered admitted brought taken seen".split()
)
_HURT = frozenset("injured wounded hurt".split())
_HAS = frozenset("had has have".split())
_ESCAPES = frozenset("escaped escapes survived survives emerged emerges".split())  # with minor injuries
_CAME = _ESCAPES | frozenset("arrived arrives arrive showed shows walked came comes turned".split())
_LEAVES = frozenset("left leaves leaving leave".split())
_ASIDE = 10  # chunks between a wound and who has it
_SUFFER = frozenset(
    "suffer suffers suffered suffering sustain sustains sustained sustaining receive received receiving treated treat had have"
    " nursing nursed nurses has incurred recovering".split()
)
_DEGREES = frozenset("degrees degree".split())  # sustained varying degrees of injury

_GRAVE = frozenset("serious critical grave bad poor".split())


def fatally(sight: Sight, i: int) -> Iterator[Mention]:
    """Five people were shot, two fatally."""
    c = sight.chunks[i]
    if c.word not in ("fatally", "mortally") or i == 0 or sight.chunks[i - 1].kind != "N" or sight.chunks[i - 1].q is None:
        return
    if i + 1 < len(sight.chunks) and sight.chunks[i + 1].kind in "VN":
        return
    mention = build(sight, [sight.chunks[i - 1]], Kind.KILLED, "fatally", (c.start, c.end))
    if mention is not None:
        yield mention


def lightly(sight: Sight, i: int) -> Iterator[Mention]:
    """One usher fatally injured, six spectators lightly: hurt as well; not "ten were hurt, two of them seriously"."""
    c = sight.chunks[i]
    people = sight.chunks[i - 1] if i > 2 else None
    if c.word not in GRADED or people is None or people.kind != "N" or people.q is None or sight.chunks[i - 2].kind not in ",&":
        return
    if sight.words(c.end, 1) not in ([], ["."], [","], [";"]) or people.sort not in ("person", "number"):
        return
    before = [b for b in sight.chunks[: i - 1] if b.kind == "V" and b.form is not None]
    if before and before[-1].form is not None and before[-1].form.verb.kind is Kind.KILLED and before[-1].word in _HURT:
        yield from filter(None, [build(sight, [people], Kind.INJURED, "injure-gapped", (people.start, c.end))])


def wounds(sight: Sight, i: int) -> Iterator[Mention]:
    """suffered injuries, sustained a gunshot wound, with burns, treated for smoke inhalation."""
    c = sight.chunks[i]
    words = set(sight.s.low[c.start : c.end])
    if c.kind != "N" or not (WOUNDS & words or _is_gash(sight, i)) or c.det == "no":
        return
    bare = not c.det or sight.s.low[c.start : c.start + 2] == ["a", "further"]
    if c.q is not None and bare and sight.s.low[c.q.end] in _SUFFER:  # 70 suffered burns: read as one phrase
        number = Chunk("N", c.start, c.q.end, c.word, sort="number", plural=c.q.best != 1, q=c.q)
        mention = build(sight, [number], Kind.INJURED, "suffer-wounds", (c.start, c.end))
        if mention is not None:
            yield mention
        return
    for j in range(i - 1, max(-1, i - 6), -1):
        b = sight.chunks[j]
        if (
            b.kind == "B"
            or _kills(b)
            or b.word == "to"
            or (b.word == "of" and not (j and sight.chunks[j - 1].head in _DEGREES))
            or b.det == "no"
        ):
            return
        told = b.word == "reported" and not b.passive and any(n.q is not None for n in subject(sight.chunks, j))
        if (b.kind == "V" or (b.kind == "A" and b.word in _HAS)) and (b.word in _SUFFER or told) and not b.negated:
            yield from _suffered(sight, j, c)
            return
        if b.word == "with" and j and sight.chunks[j - 1].word == "left" and sight.chunks[j - 1].kind == "V":
            mention = build(sight, subject(sight.chunks, j - 1), Kind.INJURED, "left-with-wounds", (b.start, c.end))
            if mention is not None and not is_loose(mention):
                yield mention
            return
        graded = b.word == "with" and sight.chunks[j + 1].head in _DEGREES  # escaped with various degrees of injury
        if b.word == "with" and j and (graded or not (sight.chunks[j - 1].word in _ESCAPES and j < i - 1)):
            who = _bearers(sight, j)
            mention = build(sight, who, Kind.INJURED, "with-wounds", (who[0].start, c.end)) if who else None
            if mention is not None and not is_loose(mention):
                yield mention
            return


def _is_gash(sight: Sight, i: int) -> bool:
    """Suffered a cut to his forearm; not a cut in pay."""
    c = sight.chunks[i]
    after = sight.words(c.end, 3)
    suffered = c.head in GASHES and i > 0 and sight.chunks[i - 1].word in _SUFFER - _HAS
    return suffered and after[:1] in (["to"], ["on"], ["in"]) and not (BODY | LIMBS).isdisjoint(after)


def _suffered(sight: Sight, j: int, c: Chunk) -> Iterator[Mention]:
    """Those who have the wounds `c` by the verb at `j`; those whom somebody treats for them."""
    b = sight.chunks[j]
    if b.word in _HAS and _have_died(sight, j):
        return
    active = b.word == "treated" and not b.passive and not _has_no_object(sight, j)
    who = [n for n in sight.chunks[j + 1 : j + 2] if n.kind == "N" and n is not c] if active else subject(sight.chunks, j)
    if who and any(_kills(v) for v in sight.chunks[:j] if v.start >= who[-1].end):
        return  # a man died after suffering burns
    mention = build(sight, who, Kind.INJURED, "suffer-wounds", (b.start, c.end))
    graded = not GRADES.isdisjoint(sight.s.low[c.start : c.end])
    if mention is not None and not is_loose(mention) and not (mention.count == ZERO and graded):
        yield mention


def _kills(b: Chunk) -> bool:
    return b.kind == "V" and b.form is not None and b.form.verb.kind is Kind.KILLED


def _have_died(sight: Sight, j: int) -> bool:
    """The children died of smoke and had | burns: told of the dead."""
    if sight.chunks[j - 1].kind != "&":
        return False
    verb = next((b for b in reversed(sight.chunks[: j - 1]) if b.kind == "V"), None)
    return verb is not None and _kills(verb)


def wounds_of(sight: Sight, i: int) -> Iterator[Mention]:
    """Injuries suffered by a boy, wounds sustained by two officers."""
    c = sight.chunks[i]
    after = sight.chunks[i + 1 : i + 4]
    if c.head not in WOUNDS or c.det == "no" or [b.kind for b in after] != ["V", "P", "N"] or after[1].word != "by":
        return
    if after[0].word in _SUFFER and after[0].word != "treated" and not after[0].negated:
        mention = build(sight, objects(sight.chunks, i + 3), Kind.INJURED, "suffer-wounds", (c.start, c.end))
        if mention is not None and not is_loose(mention):
            yield mention


def _has_no_object(sight: Sight, j: int) -> bool:
    """Three treated for burns: no object follows, so that those before it are the treated."""
    return j + 1 >= len(sight.chunks) or sight.chunks[j + 1].kind != "N"


def _bearers(sight: Sight, j: int) -> list[Chunk]:
    """A woman with a wound; found a passenger in a van with a wound; a man arrived at the clinic with a wound."""
    chunks = sight.chunks
    k = j - 1
    while k >= max(0, j - _ASIDE):
        b = chunks[k]
        if b.kind == "V":
            return _who_came(chunks, k)
        if b.kind not in "NPT":
            return []
        if k == j - 1 and (left := _left_with(chunks, k)):
            return left
        if (
            k == j - 1
            and k
            and b.sort == "number"
            and b.q is not None
            and (chunks[k - 1].kind == "&" or _is_behind_dead(chunks, k))
        ):
            return [b]  # killed six and eleven with bullet wounds; four killed, 15 with injuries
        if b.sort == "person" and (k == j - 1 or b.det == "a"):
            bringers = _by(chunks, k)
            if bringers == k:
                return [b]
            k = bringers
        k -= 1
    return []


def _is_behind_dead(chunks: list[Chunk], k: int) -> bool:
    """4 killed, 1 missing, | 15: not the five of those who were taken to hospital."""
    before = chunks[k - 2] if k > 1 and chunks[k - 1].kind == "," else None
    return (
        before is not None
        and before.form is not None
        and not before.auxiliaries
        and before.form.verb.kind in (Kind.KILLED, Kind.MISSING)
    )


def _left_with(chunks: list[Chunk], k: int) -> list[Chunk]:
    """The attack left her daughter, her sister and her husband with wounds: the list that the verb begins."""
    begun = k
    while begun > 0 and chunks[begun].kind in "N,&":
        begun -= 1
    verb = chunks[begun]
    return (
        objects(chunks, begun + 1) if begun < k - 1 and verb.kind == "V" and verb.word in _LEAVES and not verb.passive else []
    )


def _who_came(chunks: list[Chunk], k: int) -> list[Chunk]:
    """Who arrived, was found, or whom they found."""
    b = chunks[k]
    if b.word == "got" and not b.negated and not b.modal and chunks[k + 1].word in ("off", "away"):
        return subject(chunks, k)
    if b.word not in _ARRIVED or b.negated or b.modal:
        return []
    if b.passive or b.word in _CAME:
        return subject(chunks, k)
    found = objects(chunks, k + 1)
    return subject(chunks, k) if found and found[0].reflexive else found


def _by(chunks: list[Chunk], k: int) -> int:
    """Where "by his girlfriend and two neighbours" begins: they brought him; `k` where nobody did."""
    start = k
    while start > 0 and chunks[start].kind in "N&,":
        start -= 1
    return start if chunks[start].word == "by" else k


def condition(sight: Sight, i: int) -> Iterator[Mention]:
    """is in critical condition."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in ("condition", "surgery", "coma") or i < 2 or not _is_patient(sight, i):
        return
    lying = sight.chunks[i - 2] if sight.chunks[i - 1].word == "in" else None
    if lying is not None and lying.kind == "N" and lying.q is not None and i == 2:  # Two in critical condition
        mention = build(sight, [lying], Kind.INJURED, "condition", (lying.start, c.end))
        yield from [mention] if mention is not None and not is_loose(mention) else []
        return
    one = one_of_headline(sight, i - 1) if lying is not None else None
    if one is not None:
        yield from filter(None, [build(sight, [one], Kind.INJURED, "condition", (one.start, c.end))])
        return
    if lying is not None and (_is_beside_dead(sight, i - 2) or _is_with_counted(sight, i - 2)):
        mention = build(sight, [lying], Kind.INJURED, "condition", (lying.start, c.end))
        yield from [mention] if mention is not None and not is_loose(mention) else []
        return
    for j in range(i - 1, max(-1, i - 5), -1):
        if sight.chunks[j].word in _LEAVES and j < i - 2:  # left another man in critical condition
            mention = build(sight, objects(sight.chunks, j + 1), Kind.INJURED, "condition", (sight.chunks[j].start, c.end))
            yield from [mention] if mention is not None and not is_loose(mention) else []
            return
        if sight.chunks[j].kind in "AV":
            if _harms(sight.chunks[j], sight.s.low[c.start : c.end]) or sight.chunks[j].negated:
                return
            mention = build(sight, subject(sight.chunks, j), Kind.INJURED, "condition", (sight.chunks[j].start, c.end))
            if mention is not None and not is_loose(mention):
                yield mention
            return


def _harms(verb: Chunk, state: list[str]) -> bool:
    """A verb with a rule of its own; who is rescued in a serious condition is hurt as well."""
    hurt = verb.form is not None and verb.form.verb.kind is Kind.RESCUED and verb.passive and not _GRAVE.isdisjoint(state)
    return verb.form is not None and not hurt


def _is_with_counted(sight: Sight, i: int) -> bool:
    """Put the dead at 21, with | 45 people | in a critical condition."""
    c = sight.chunks[i]
    return sight.chunks[i - 1].word == "with" and c.q is not None and c.sort in ("person", "number")


def _is_beside_dead(sight: Sight, i: int) -> bool:
    """Left the imam dead and | two followers | in critical condition; the owner dead, | another customer | in critical condition."""
    before = sight.chunks[max(0, i - 4) : i]
    c = sight.chunks[i]
    if c.other and [b.kind for b in before[-2:]] in (["V", ","], ["V", "&"]) and before[-2].word == "dead":
        return c.sort in ("person", "number", "pronoun")
    return len(before) == 4 and before[0].word in _LEAVES and [b.kind for b in before[1:]] == ["N", "V", "&"]


def _is_patient(sight: Sight, i: int) -> bool:
    """In a serious condition, in or out of surgery: not a genetic condition, not surgery to lose weight."""
    before = sight.chunks[i - 1].word
    if sight.chunks[i].head in ("condition", "coma"):
        return before == "in" or bool(GRADES & set(sight.s.low[sight.chunks[i].start : sight.chunks[i].end]))
    if before == "of":
        return sight.s.low[max(0, sight.chunks[i].start - 2) : sight.chunks[i].start - 1] == ["out"]
    return before in ("in", "into", "through") or before.startswith(("underw", "underg"))


def included(sight: Sight, i: int) -> Iterator[Mention]:
    """including 31 militants: a part of what was counted before it in the sentence."""
    c = sight.chunks[i]
    if not (
        c.kind == "I" or (c.word == "among" and i + 1 < len(sight.chunks) and sight.chunks[i + 1].word in ("them", "whom"))
    ):
        return
    at = i + 1 if c.kind == "I" else i + 2
    beyond = beyond_inclusion(sight.chunks, i)
    for phrase in objects(sight.chunks, at) if beyond is None else ():
        count = sight.counter.count(phrase)
        if count is not None and phrase.q is not None and phrase.sort in ("person", "number", "unknown"):
            mention = Mention(
                Kind.CASUALTIES, count, "including", sight.s, phrase.start, phrase.end, chunk=phrase, subset=True, explicit=True
            )
            describe(mention, phrase, False)
            yield mention
