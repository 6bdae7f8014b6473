"""Rules that begin at a verb: killed, died, was wounded, were taken to hospital."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Count, Kind, Qualifier, Realis
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import ANIMALS, FAMILIES
from worker.stages.extract.grammar.verbs import FORMS, Verb
from worker.stages.extract.mentions import ZERO, Mention
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.phrases.subject_phrases import LEFT, is_bare
from worker.stages.extract.rules.no_harm import is_no_harm, is_told
from worker.stages.extract.rules.sight import Sight, build, is_loose
from worker.stages.extract.rules.struck import is_hit_outright, whose
from worker.stages.extract.rules.toll_rules import DISASTERS
from worker.stages.extract.rules.verb_moods import is_doer, set_mood
from worker.stages.extract.rules.verb_victims import arguments_of
from worker.stages.extract.scope.moods import is_nth

_MEASURES = frozenset(
    "mile miles km kilometers kilometres meters metres feet day days hour hours minute minutes week weeks monday tuesday".split()
)
_ASIDE = 9  # tokens of an aside behind a name
_ENDS_ASIDE = frozenset(", who which that from in at".split())
_HANGS = frozenset("hang hangs".split())
_HURTS = frozenset("hurt hurts".split())
_PEOPLE = frozenset("person number pronoun".split())
_WHOM = frozenset("that who whom".split())
_BURNED = frozenset("burned burnt burns".split())
_WITH = (["with"], ["by"], ["from"], ["in"], ["off"], ["for"])
_PUT_OUT = ("neutrali", "eliminat")  # an army's words for killing: contestants and threats are put out as well
_ENEMIES = frozenset("militant military police perpetrator".split())
_BODIES = frozenset("body bodies corpse corpses".split())
_LEAVES = LEFT | {"leave"}
_HURRIED = frozenset("rushed flew".split())


def verb_rule(sight: Sight, i: int) -> Iterator[Mention]:
    c = sight.chunks[i]
    if c.kind != "V" or c.form is None or (c.negated and (c.form.verb.side != "state" or c.form.verb.name == "hurt")):
        return
    verb = c.form.verb
    if verb.after and not is_told(sight, c, verb) and not is_hit_outright(sight, i, c, verb):
        return
    if is_no_harm(sight, i, c, verb):
        return
    kind, args, voice = arguments_of(sight, i, c, verb)
    if verb.name == "hit" and voice == "active":
        args = [whose(sight, a, c) for a in args]
    if args and voice == "active" and verb.kind is Kind.INJURED and _to_death(sight, args[-1]):
        kind = Kind.KILLED
    judged = FORMS["killed"].verb if kind is Kind.KILLED and verb.kind is not kind else verb
    mention = build(sight, args, kind, f"{verb.name}-{voice}", (c.start, c.end), judged)
    if mention is not None and mention.pronoun == "them":
        _name_them(mention, sight.chunks[:i])
    if mention is None and voice == "active" and is_bare(c) and args and args[0].head in _MEASURES:
        mention = build(sight, subject(sight.chunks, i), kind, f"{verb.name}-participle", (c.start, c.end), verb)
    if mention is not None and voice == "participle" and c.word in _HURRIED and _is_definite(mention):
        return  # her parents rushed to the hospital
    if mention is not None and (
        _is_unnumbered_flight(mention)
        or _is_beast(sight, mention)
        or _is_place_or_thing(sight, mention, c, voice)
        or _is_corpse(sight, mention)
        or (c.word.startswith("wip") and not _is_wiped_out(sight, mention))
    ):
        return
    if (
        mention is not None
        and not (judged.strict and is_loose(mention))
        and not (voice == "participle" and (is_doer(mention, c) or _is_in_relative(sight, i, args)))
        and not (c.word.startswith(_PUT_OUT) and mention.role not in _ENEMIES)
        and not (voice == "active" and _is_figurative(sight, i, mention))
    ):
        set_mood(mention, c, sight)
        _set_possible(mention, sight, i)
        mention.secondary = mention.secondary or (voice == "participle" and is_nth(mention))
        if voice == "or" and _is_lost(sight.chunks, i):
            mention.kind, mention.realis, mention.reason = Kind.KILLED, Realis.FEARED, "dead or missing"
        yield from _spread(mention, verb)


def _set_possible(mention: Mention, sight: Sight, i: int) -> None:
    """A quake of that size can leave hundreds | dead, can claim lives and leave hundreds | homeless: it has not, this time."""
    before = sight.chunks[i - 2] if i > 1 and mention.chunk is sight.chunks[i - 1] else None
    if before is None or before.word not in _LEAVES or mention.reason:
        return
    joined = [b for b in sight.chunks[max(0, i - 8) : i - 3] if b.kind == "V"] if sight.chunks[i - 3].kind == "&" else []
    if any(b.modal == "can" for b in (before, *joined[-1:])):
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "modal can"


def _is_in_relative(sight: Sight, i: int, victims: list[Chunk]) -> bool:
    """Babies that | a nurse | murdered: the one before the verb is who did it."""
    before = sight.chunks[max(0, i - 3) : i]
    return [c.kind for c in before] == ["N", "R", "N"] and before[1].word in _WHOM and before[2] is victims[0]


def _is_figurative(sight: Sight, i: int, mention: Mention) -> bool:
    """Cuts hurt families, a crash hangs a show in the balance: nobody's hand, and nobody in particular."""
    c = sight.chunks[i]
    if c.word in _HANGS:
        return mention.chunk is not None and mention.chunk.sort not in _PEOPLE
    if c.word not in _HURTS:
        return False
    before = sight.chunks[:i]
    done = any(b.sort == "person" for b in before) or not DISASTERS.isdisjoint(sight.s.low[: c.start])
    return mention.count.qualifier is Qualifier.VAGUE and bool(before) and not done


def _is_unnumbered_flight(mention: Mention) -> bool:
    """The war displaces residents yet again: how many is not said."""
    return mention.kind is Kind.DISPLACED and not mention.explicit and mention.count != ZERO


def _is_place_or_thing(sight: Sight, mention: Mention, c: Chunk, voice: str) -> bool:
    """Vina del Mar burned; won it with one shot."""
    victim = mention.chunk
    if victim is None or voice != "participle":
        return False
    burned = c.word in _BURNED and victim.sort == "name" and not c.auxiliaries
    return burned or (
        c.word == "shot" and sight.s.low[victim.start : victim.end] == ["one"] and sight.words(victim.start - 1, 1)[:1] in _WITH
    )


def _is_corpse(sight: Sight, mention: Mention) -> bool:
    """The bodies of four men were found burned: nobody was hurt by that."""
    c = mention.chunk
    return mention.kind is Kind.INJURED and c is not None and not _BODIES.isdisjoint(sight.s.low[c.start : c.end])


def _is_wiped_out(sight: Sight, mention: Mention) -> bool:
    """A family of six, 40 militants wiped out; not investors, a lead, a team."""
    c = mention.chunk
    family = c is not None and not FAMILIES.isdisjoint(sight.s.low[c.start : c.end])
    owner = c is not None and "'s" in sight.s.low[c.start : c.end]  # a family of four's savings
    return mention.explicit and not owner and (family or mention.role in ("military", "militant"))


def _is_definite(mention: Mention) -> bool:
    c = mention.chunk
    return c is not None and c.det in ("the", "possessive") and c.q is None and not mention.sentence.in_title


def _is_beast(sight: Sight, mention: Mention) -> bool:
    """K-9 Bruno, the elephant Rani: a name behind an animal is the animal's."""
    c = mention.chunk
    if c is None or c.sort != "name":
        return False
    return _is_apposed_beast(sight, c) or any(b.end in (c.start, c.start - 1) and b.head in ANIMALS for b in sight.chunks)


def _is_apposed_beast(sight: Sight, c: Chunk) -> bool:
    """Pippa, a much-loved swan who lived there; Rusty, the family's old terrier, died."""
    if sight.words(c.end, 1) != [","]:
        return False
    aside = sight.words(c.end + 1, _ASIDE)
    end = next((k for k, word in enumerate(aside) if word in _ENDS_ASIDE), len(aside))
    return 1 < end < len(aside) and aside[end - 1] in ANIMALS


def _name_them(mention: Mention, before: list[Chunk]) -> None:
    """Lined up eleven men and killed them; hit a car of three men who were passing, leaving them hurt: whom the sentence counts."""
    leaves = len(before) > 1 and before[-1].head == "them" and before[-2].word in LEFT
    for c in reversed(before):
        if c.kind in "BR" and not (leaves and c.kind == "R"):
            return
        if c.kind == "N" and c.sort == "person" and c.q is not None and c.q.best > 1 and c.role != "perpetrator":
            mention.count, mention.pronoun, mention.explicit = Count(c.q.low, c.q.best, c.q.high, c.q.qualifier), "", True
            return


def _is_lost(chunks: list[Chunk], i: int) -> bool:
    """dead or missing: nobody is surely dead, all may be."""
    pair = {f.verb.kind for f in (chunks[i].form, chunks[i + 2].form) if f is not None}
    return chunks[i + 1].word == "or" and pair == {Kind.KILLED, Kind.MISSING}


def _to_death(sight: Sight, last: Chunk) -> bool:
    """shot a woman to death, shot two men dead."""
    return sight.words(last.end, 2) == ["to", "death"] or sight.words(last.end, 1) in (["dead"], ["alive"])


def _spread(mention: Mention, verb: Verb) -> Iterator[Mention]:
    """ "nobody was hurt" says that nobody was killed either."""
    yield mention
    if mention.count == ZERO and mention.kind is Kind.INJURED:
        yield Mention(Kind.KILLED, ZERO, mention.rule, mention.sentence, mention.start, mention.end, chunk=mention.chunk)
