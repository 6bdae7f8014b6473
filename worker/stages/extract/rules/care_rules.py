"""Rules for the hurt whom no verb names: 35 in hospital, 15 are nursing injuries, held or rescued people, three men held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import SINGULAR
from worker.stages.extract.grammar.verbs import TREATMENT
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.phrases.whole_lists import whole_list
from worker.stages.extract.rules.sight import Sight, build, is_loose

CARE = frozenset("hospital hospitals clinic care unit icu ventilators ventilator".split())
_INTENSIVE = frozenset("intensive burn burns trauma".split())
_LYING = frozenset(
    "are were remain remained remains stay stayed lie lay still being treated recovering now is was people put placed ended up landed".split()
)
HELD = frozenset("held holding rounded".split())
_CARED_FOR = frozenset({"treatment", "attention"})
NEEDS = frozenset("needed required received".split())
POLICE = frozenset("raid raids police prosecutors custody arrest arrests suspicion march rally protest".split())
CAPTORS = frozenset("gunmen militants rebels kidnappers ransom captors bandits hostage hostages pirates".split())
_DISEASES = frozenset("cancer malaria cholera measles dengue depression addiction diabetes covid ebola shock anxiety".split())
_HARMS = frozenset(
    "smoke burns inhalation poisoning exposure fumes hypothermia dehydration heatstroke".split()
)  # few die of them later
_MODALS = frozenset("could would may might can will".split())
OWN_WOUNDS = frozenset("injury injuries wound wounds".split())
_OWNERS = {"his": "he", "her": "she"}
_GRAVE = frozenset(
    "life-threatening non-life-threatening nonlife-threatening threatening minor serious critical severe grave superficial".split()
)
_NEAR = 10  # tokens behind a wound in which its weight is told
WENT = frozenset("went walked dropped drove".split())
_THEMSELVES = frozenset("himself herself themselves".split())
_WAY = 8  # tokens between going and the hospital
_GUNSHOT = frozenset("gunshot wound wounds injury injuries bullet grazed".split())
_VISITORS = frozenset("police medical official journalist".split())
_FAR = 6  # tokens behind "treated" in which it is told of what
_HURTS = _HARMS | frozenset(
    "injury injuries wound wounds cut cuts bruise bruises bruising broken fractured sprain sprained shock concussion whiplash bite bites"
    " lacerations scratches gunshot stab chest head face leg legs arm arms hand hands".split()
)
_MEDICS = frozenset("paramedics medics doctors crews ambulance surgeons emergency medical ems".split())
_REACH = 7  # chunks between the people and their bed
_AGE = re.compile(r"^, (?:aged )?\d{1,2} ,(?= |$)")


def in_care(sight: Sight, i: int) -> Iterator[Mention]:
    """35 in hospital; about 50 people are in hospital; nineteen remain in hospital; a crash that put six in hospital."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in CARE or i < 2 or sight.chunks[i - 1].word not in ("in", "on", "into"):
        return
    if c.q is not None or (i > 2 and _is_kill(sight.chunks[i - 3])):
        return  # kills eleven on one hospital ward
    if c.head in ("care", "unit") and _INTENSIVE.isdisjoint(sight.s.low[c.start : c.end]):
        return
    people = _who_lies(sight, i - 2, c)
    if people is None or _MODALS & set(sight.s.low[max(0, people.start - 3) : people.start]):
        return
    listed = whole_list(sight.chunks, sight.chunks.index(people), False) if people.q is not None else [people]
    mention = build(sight, listed, Kind.INJURED, "hospital-in", (people.start, c.end))
    if mention is not None and not is_loose(mention) and mention.count.best > 0:
        mention.secondary = True  # of the injured told of elsewhere, where they are
        yield mention


def _is_kill(c: Chunk) -> bool:
    return c.kind == "V" and c.form is not None and c.form.verb.kind is Kind.KILLED and not c.passive


def _who_lies(sight: Sight, last: int, c: Chunk) -> Chunk | None:
    """The counted people right before, with only "are still" or "are being treated" between."""
    for j in range(last, max(-1, last - _REACH), -1):
        b = sight.chunks[j]
        if b.kind == "N" and b.word == "put" and b.q is None:
            continue  # were put in intensive care
        if b.word == "up" and sight.chunks[j - 1].word == "ended":
            continue  # three ended up in hospital
        if b.kind == "N":
            between = _AGE.sub("", " ".join(sight.s.low[b.end : sight.chunks[last].end])).split() if j < last else []
            counted = b.q is not None and b.sort in ("person", "number")
            fits = counted or (not c.det and _is_one_person(b, sight))
            return b if fits and set(between) <= _LYING else None
        if b.kind not in "AVT,":
            return None
    return None


def _is_one_person(c: Chunk, sight: Sight) -> bool:
    """A man is in hospital; a headline's "woman in hospital"."""
    one = c.sort == "person" and not c.plural and c.role not in ("perpetrator", "medical", "official")
    return one and (c.det in ("a", "possessive") or (sight.s.in_title and not c.det and not c.names))


def owned_wounds(sight: Sight, i: int) -> Iterator[Mention]:
    """The man's injuries are not life-threatening: he is hurt, if nothing else tells of it."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in OWN_WOUNDS or c.det != "possessive" or not _is_graded(sight, i):
        return
    low = sight.s.low[c.start : c.end]
    owner = low[low.index("'s") - 1] if low.count("'s") == 1 else _OWNERS.get(low[0], "")
    if owner in SINGULAR or owner in _OWNERS.values():
        sort = "person" if owner in SINGULAR else "pronoun"
        who = replace(
            c, head=owner, sort=sort, role=SINGULAR.get(owner, ""), det="the" if sort == "person" else "", q=None, plural=False
        )
        mention = build(sight, [who], Kind.INJURED, "suffer-wounds", (c.start, c.end))
        if mention is not None:
            mention.secondary = True
            yield mention


def _is_graded(sight: Sight, i: int) -> bool:
    """Were said to be minor, are not considered life-threatening."""
    end = sight.chunks[i].end
    verb = i + 1 < len(sight.chunks) and sight.chunks[i + 1].kind in "AV"
    return verb and not _GRAVE.isdisjoint(sight.s.low[end : end + _NEAR])


def treated(sight: Sight, i: int) -> Iterator[Mention]:
    """A dozen swimmers were treated for chlorine poisoning; ten people were treated at the scene."""
    c = sight.chunks[i]
    if c.word != "treated" or c.kind != "V" or c.negated:
        return
    ends = "being" in c.auxiliaries and sight.words(c.end, 1) in ([], ["."], [","])  # 22 people are being treated.
    if not (ends or {"for", "in", "at", "by"} & set(sight.words(c.end, 1))):
        return
    if _DISEASES & set(sight.s.low) or "like" in sight.words(c.end, 3):
        return
    rule = "treated-for" if _HARMS & set(sight.words(c.end, 8)) else "hospital-treated"
    who = subject(sight.chunks, i)
    mention = build(sight, who, Kind.INJURED, rule, (c.start, c.end))
    one = (
        len(who) == 1 and who[0].det == "a" and who[0].sort == "person" and not who[0].plural
    )  # a neighbour was treated in hospital
    one = one and _is_of_harm(sight.words(c.end, _FAR))
    if mention is not None and (mention.explicit or one) and not is_loose(mention) and mention.count.best > 0:
        yield mention


def _is_of_harm(after: list[str]) -> bool:
    """Treated for a sprained wrist, at the scene, by medics; not for a back problem, nor by the family like a son."""
    if after[:1] == ["for"]:
        return not _HURTS.isdisjoint(after)
    return after[:1] != ["by"] or not _MEDICS.isdisjoint(after)


def came_for_care(sight: Sight, i: int) -> Iterator[Mention]:
    """A girl went to a hospital for treatment of a gunshot wound; a man was dropped off at a hospital."""
    c = sight.chunks[i]
    if c.word not in WENT or c.kind != "V" or c.negated or c.modal or TREATMENT.isdisjoint(sight.words(c.end, _WAY)):
        return
    if c.word == "drove" and _THEMSELVES.isdisjoint(sight.words(c.end, 1)):
        return  # who drove there for another
    brought = c.word == "dropped" and c.passive and sight.words(c.end, 1) == ["off"]
    if (c.word == "dropped" or _GUNSHOT.isdisjoint(sight.s.low)) and not brought:
        return
    mention = build(sight, subject(sight.chunks, i), Kind.INJURED, "hospital-went", (c.start, c.end))
    visitors = _VISITORS | {"perpetrator"} if c.word == "drove" else _VISITORS
    if mention is not None and mention.count.best > 0 and not is_loose(mention) and mention.role not in visitors:
        yield mention


def needing(sight: Sight, i: int) -> Iterator[Mention]:
    """Five people needed hospital treatment, medical attention."""
    c = sight.chunks[i]
    if c.word not in NEEDS or c.kind != "V" or c.negated or c.modal or _CARED_FOR.isdisjoint(sight.words(c.end, 3)):
        return
    mention = build(sight, subject(sight.chunks, i), Kind.INJURED, "hospital-treated", (c.start, c.end))
    if mention is not None and mention.explicit and not is_loose(mention) and mention.count.best > 0:
        yield mention


def held(sight: Sight, i: int) -> Iterator[Mention]:
    """Three men held since a dawn raid; riot police rounded up 60 people; gunmen holding 12 oil workers."""
    c = sight.chunks[i]
    if c.word not in HELD or c.kind != "V" or (c.word == "rounded" and sight.words(c.end, 1) != ["up"]):
        return
    low = set(sight.s.low)
    kind = Kind.ABDUCTED if CAPTORS & low else Kind.DETAINED if POLICE & low else None
    if kind is None:
        return
    behind = next((b for b in sight.chunks[i + 1 : i + 3] if b.kind != "P"), None)
    before = sight.chunks[i - 1] if i else None
    people = behind if c.word != "held" else before if before is not None and before.kind == "N" else None
    if people is None or people.kind != "N" or people.q is None:
        return
    mention = build(sight, [people], kind, "held", (c.start, c.end))
    if mention is not None and not is_loose(mention):
        yield mention


def brought_out(sight: Sight, i: int) -> Iterator[Mention]:
    """Seven people were pulled out alive."""
    c = sight.chunks[i]
    if c.kind != "V" or c.word not in ("pulled", "found", "brought", "dug") or i < 1:
        return
    after = sight.words(c.end, 3)
    before = sight.chunks[i - 1]
    if "alive" not in after or before.kind != "N" or before.q is None:
        return
    mention = build(sight, [before], Kind.RESCUED, "alive", (before.start, c.end))
    if mention is not None and not is_loose(mention):
        yield mention
