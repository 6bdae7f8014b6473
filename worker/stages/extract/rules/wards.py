"""Rules for the fate that a plain phrase tells: they have burns, hospitals treat them, they were crushed, they have not been found."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.verbs import BODY, BONES, FORMS, LIMBS
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.objects import objects
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.losses import LOSES
from worker.stages.extract.rules.sight import Sight, build, is_loose

BURNS = frozenset("burns poisoning cuts".split())
BREAKS = frozenset("broke breaks breaking fractured fractures fracturing dislocated shattered shattering".split())
CUT = frozenset("cut lacerated slashed".split())
_UPON = (["across"], ["in"], ["on"])
_BE = frozenset("was were been being".split())
SHARP = frozenset("glass shards splinters debris shrapnel".split())
BROKEN = frozenset("broken fractured dislocated shattered".split())
ADMITTED = frozenset("admitted hospitalised hospitalized".split())
AILMENTS = frozenset("heatstroke hypothermia dehydration sunstroke frostbite burns wounds injuries fractures".split())
TREATS = frozenset("treating treat treats treated".split())
HEALERS = frozenset("hospital hospitals clinic clinics doctors medics surgeons paramedics".split())
CRUSHED = frozenset({"crushed"})
LISTED = frozenset("listed registered recorded counted logged".split())
BULLETS = frozenset("bullet bullets".split())
_GOT = frozenset("got received took caught".split())
TORN = frozenset("blown torn ripped severed amputated shot".split())
_HAVE = frozenset("have has had".split())
_SUFFERS = frozenset("suffer suffers suffered suffering sustained received had has have".split())
_ON_SKIN = BODY | frozenset("bruises glass scratches wounds burns debris splinters shock".split())  # no cuts of a budget
_BLASTS = frozenset(
    "bomb blast explosion exploded explodes mine landmine grenade device ied shell detonated rocket off".split()
)
_HAD = frozenset("had having".split())
_SENSES = frozenset("sight eyesight hearing".split())
_NO_WOUND = (["to"], ["of"], ["as"])
_LIVED = frozenset("survived survives survive escaped escapes emerged hospital left".split())
_ALIVE = frozenset(
    "injured injuries hurt hospital hospitals survived survive rescued alive treated legs leg hopes dreams".split()
)
_DISEASES = frozenset(
    "cancer malaria cholera measles dengue depression addiction diabetes covid ebola mpox malnutrition hiv aids flu".split()
)
_UNDER = frozenset(". under beneath by when as in inside between against and after while".split())


def _counted(sight: Sight, who: list[Chunk], kind: Kind, rule: str, span: tuple[int, int]) -> Iterator[Mention]:
    mention = build(sight, who, kind, rule, span)
    if mention is not None and mention.count.best > 0 and not is_loose(mention):
        yield mention


def has_burns(sight: Sight, i: int) -> Iterator[Mention]:
    """At least 40 have burns; a neighbour suffered smoke poisoning, a pupil cuts to the arm: nouns that look like verbs."""
    c = sight.chunks[i]
    if c.word not in BURNS or i == 0 or c.negated or c.modal:
        return
    if c.word == "burns" and set(c.auxiliaries) and _HAVE.issuperset(c.auxiliaries):
        yield from _counted(sight, subject(sight.chunks, i), Kind.INJURED, "suffer-wounds", (c.start, c.end))
        return
    before = sight.chunks[i - 1]
    if c.word == "burns" and before.kind == "V" and before.word in _SUFFERS and not (before.negated or before.modal):
        yield from _counted(sight, subject(sight.chunks, i - 1), Kind.INJURED, "suffer-wounds", (before.start, c.end))
        return
    if c.word == "cuts" and before.kind == "V" and before.word in _SUFFERS and not (before.negated or before.modal):
        if _ON_SKIN.intersection(sight.words(c.end, 5)):
            yield from _counted(sight, subject(sight.chunks, i - 1), Kind.INJURED, "suffer-wounds", (before.start, c.end))
        return
    led = i > 1 and sight.chunks[i - 1].kind == "N" and sight.chunks[i - 2].kind == "V"
    if c.word == "poisoning" and led and sight.chunks[i - 2].word in _SUFFERS and not sight.chunks[i - 2].negated:
        yield from _counted(sight, subject(sight.chunks, i - 2), Kind.INJURED, "suffer-wounds", (c.start, c.end))


def broken_bones(sight: Sight, i: int) -> Iterator[Mention]:
    """Ten survived with broken bones; two suffered broken legs; he was treated for a broken arm."""
    c = sight.chunks[i]
    low = sight.s.low
    if c.head not in BONES or BROKEN.isdisjoint(low[max(0, c.start - 1) : c.end]):
        return
    for j in range(i - 1, max(-1, i - 5), -1):
        b = sight.chunks[j]
        treated = b.word == "treated" and b.passive and "for" in low[b.end : c.start + 1]
        if treated or b.word in _SUFFERS or (b.word in _LIVED and b.kind == "V" and "with" in low[b.end : c.start]):
            if not b.negated and not b.modal:
                yield from _counted(sight, subject(sight.chunks, j), Kind.INJURED, "suffer-wounds", (b.start, c.end))
            return


def breaks_bones(sight: Sight, i: int) -> Iterator[Mention]:
    """A hiker broke her ankle; a fall fractured his skull is of him, and nobody's heart is a bone."""
    c = sight.chunks[i]
    part = sight.chunks[i + 1] if i + 1 < len(sight.chunks) else None
    if c.kind != "V" or c.word not in BREAKS or c.passive or c.negated or c.modal or part is None or part.head not in BONES:
        return
    who = [v for v in subject(sight.chunks, i) if v.sort in ("person", "number", "pronoun") or v.names]
    if who and (part.det in ("possessive", "a", "both") or part.head == "bones"):
        yield from _counted(sight, who, Kind.INJURED, "suffer-wounds", (c.start, part.end))


def loses_limbs(sight: Sight, i: int) -> Iterator[Mention]:
    """His comrade lost a leg; not a survivor who lost one, told of later, a leg of the tie, nor what one loses to a disease."""
    c = sight.chunks[i]
    part = sight.chunks[i + 1] if i + 1 < len(sight.chunks) else None
    if c.kind != "V" or c.word not in LOSES or c.passive or c.negated or c.modal or _HAD.intersection(c.auxiliaries):
        return
    if part is None or part.head not in LIMBS or sight.words(part.end, 1) in _NO_WOUND:
        return
    if part.head in _SENSES and part.det != "possessive":
        return
    if sight.words(c.start - 1, 1) == ["who"] and _BLASTS.isdisjoint(sight.s.low):
        return
    yield from _maimed(sight, i, (c.start, part.end))


def limbs_torn_off(sight: Sight, i: int) -> Iterator[Mention]:
    """The clerk had two fingers blown off."""
    c = sight.chunks[i]
    if c.kind != "A" or c.word not in _HAVE or c.negated or c.modal or i + 2 >= len(sight.chunks):
        return
    part, verb = sight.chunks[i + 1 : i + 3]
    if part.head in LIMBS and verb.word in TORN:
        yield from _maimed(sight, i, (c.start, verb.end))


def bullet_in(sight: Sight, i: int) -> Iterator[Mention]:
    """His trainer got a bullet in the foot; a seventh fled with a bullet in his shoulder."""
    c = sight.chunks[i]
    if c.head not in BULLETS or sight.words(c.end, 1) not in (["in"], ["to"]) or i == 0:
        return
    before, part = sight.chunks[i - 1], sight.chunks[i + 2 : i + 3]
    if not part or part[0].head not in BODY or before.negated or before.modal:
        return
    verb = next((k for k in range(i - 1, max(-1, i - 4), -1) if sight.chunks[k].kind in "VA"), None)
    led = before.word == "with" or (before.kind in "VA" and before.word in _GOT)
    if verb is not None and led and not _is_deadly(sight.chunks[verb]):
        yield from _maimed(sight, verb, (c.start, part[0].end))


def _is_deadly(verb: Chunk) -> bool:
    return verb.form is not None and verb.form.verb.kind is Kind.KILLED


def _maimed(sight: Sight, i: int, span: tuple[int, int]) -> Iterator[Mention]:
    who = [v for v in subject(sight.chunks, i) if v.sort in ("person", "number", "pronoun")]
    for mention in _counted(sight, who, Kind.INJURED, "suffer-wounds", span) if who else ():
        mention.secondary = who[0].det != "a"  # of the hurt told of elsewhere, how they are
        yield mention


def cut_by(sight: Sight, i: int) -> Iterator[Mention]:
    """A boy was cut by flying glass, a teacher was slashed across the arm."""
    c = sight.chunks[i]
    if c.word in CUT and not _BE.isdisjoint(c.auxiliaries) and not (c.negated or c.modal):
        by = sight.words(c.end, 4)
        who = [v for v in subject(sight.chunks, i) if v.sort in ("person", "number") or v.names]
        slashed = c.word == "slashed" and by[:1] in _UPON and not BODY.isdisjoint(by)
        if who and (slashed or (by[:1] == ["by"] and not SHARP.isdisjoint(by))):
            yield from _counted(sight, who, Kind.INJURED, "injure-passive", (c.start, c.end))


def admitted_with(sight: Sight, i: int) -> Iterator[Mention]:
    """Another 140 were admitted with heatstroke."""
    c = sight.chunks[i]
    if c.word not in ADMITTED or not c.passive or c.negated or c.modal or not _DISEASES.isdisjoint(sight.s.low):
        return
    after = sight.words(c.end, 4)
    if after[:1] == ["with"] and not AILMENTS.isdisjoint(after):
        yield from _counted(sight, subject(sight.chunks, i), Kind.INJURED, "hospital-treated", (c.start, c.end))


def treating(sight: Sight, i: int) -> Iterator[Mention]:
    """Hospitals are treating 150 people; not patients of a disease."""
    c = sight.chunks[i]
    if c.word not in TREATS or c.negated or c.modal or c.passive or not _DISEASES.isdisjoint(sight.s.low):
        return
    if HEALERS.isdisjoint(s.head for s in subject(sight.chunks, i)):
        return
    patients = [v for v in objects(sight.chunks, i + 1) if v.q is not None and v.sort in ("person", "number")]
    for mention in _counted(sight, patients[:1], Kind.INJURED, "hospital-treated", (c.start, c.end)) if patients else ():
        mention.secondary = True
        yield mention


def crushed(sight: Sight, i: int) -> Iterator[Mention]:
    """Fourteen were crushed under the canopy; not where anything says that they live, nor one's hopes."""
    c = sight.chunks[i]
    after = sight.words(c.end, 1)
    if c.word not in CRUSHED or c.form is not None or not c.passive or c.negated or c.modal:
        return
    if (after and after[0] not in _UNDER) or not _ALIVE.isdisjoint(sight.s.low):
        return
    who = [v for v in subject(sight.chunks, i) if v.q is not None and v.sort in ("person", "number")]
    if who:
        mention = build(sight, who, Kind.KILLED, "to-death", (c.start, c.end), FORMS["gunned"].verb)
        yield from [mention] if mention is not None and not is_loose(mention) else []


def listed_missing(sight: Sight, i: int) -> Iterator[Mention]:
    """Twenty-six are listed as missing."""
    c = sight.chunks[i]
    if i > 1 and c.word == "missing" and sight.chunks[i - 1].word == "as":
        verb = sight.chunks[i - 2]
        if verb.word in LISTED and verb.passive and not verb.negated and not verb.modal:
            yield from _counted(sight, subject(sight.chunks, i - 2), Kind.MISSING, "missing-state", (verb.start, c.end))


def not_found(sight: Sight, i: int) -> Iterator[Mention]:
    """Four others have not been found, have not been accounted for; not money that has not been accounted for."""
    c = sight.chunks[i]
    sought = c.word == "found" or (c.word == "accounted" and sight.words(c.end, 1) == ["for"])
    if not sought or not c.negated or c.modal or "been" not in c.auxiliaries or sight.words(c.end, 1)[:1] == ["guilty"]:
        return
    who = [v for v in subject(sight.chunks, i) if v.q is not None and v.sort in ("person", "number")]
    for mention in _counted(sight, who, Kind.MISSING, "searched-for", (c.start, c.end)) if who else ():
        if mention.role != "perpetrator":
            yield mention
