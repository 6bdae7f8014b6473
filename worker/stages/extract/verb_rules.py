"""Rules that begin at a verb: killed, died, was wounded, were taken to hospital."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Count, Kind, Qualifier, Realis
from worker.stages.extract.chunks import Chunk
from worker.stages.extract.lexicon import ANIMALS
from worker.stages.extract.mentions import ZERO, Mention
from worker.stages.extract.moods import is_execution, is_nth
from worker.stages.extract.no_harm import is_no_harm, is_told
from worker.stages.extract.predicates import LEFT, has_verb, is_bare, is_gerund, objects, subject
from worker.stages.extract.sight import Sight, build, is_loose
from worker.stages.extract.struck import is_hit_outright, whose
from worker.stages.extract.toll_rules import DISASTERS
from worker.stages.extract.verb_moods import is_doer, set_mood
from worker.stages.extract.verb_runs import is_continued, is_first_of_two
from worker.stages.extract.verbs import FORMS, Verb

WEAK = frozenset({"shoot", "hit", "hospital"})
_MEASURES = frozenset(
    "mile miles km kilometers kilometres meters metres feet day days hour hours minute minutes week weeks monday tuesday".split()
)
_SENT = frozenset("sent sending sends send".split())
_ARTICLES = frozenset("a an".split())
_IDENTIFIES = frozenset("confirm confirms identify identifies name names mourn mourns".split())
_ASIDE = 9  # tokens of an aside behind a name
_ENDS_ASIDE = frozenset(", who which that from in at".split())
_HANGS = frozenset("hang hangs".split())
_HURTS = frozenset("hurt hurts".split())
_PEOPLE = frozenset("person number pronoun".split())
_WHOM = frozenset("that who whom".split())
_BURNED = frozenset("burned burnt burns".split())
_WITH = (["with"], ["by"], ["from"], ["in"], ["off"], ["for"])
_PARTICLES = frozenset("out up off down".split())  # dug out | dead | and
_MURDERED = frozenset("slain murdered assassinated executed".split())
_IS = frozenset("are is were was".split())
_AS_WERE = frozenset("were was did".split())
_APPENDED = 12  # chunks between a verb's victims and those named after them
_NOT_SURELY_DEAD = ({Kind.KILLED, Kind.MISSING}, {Kind.KILLED, Kind.DETAINED})  # dead or missing, killed or captured
_PUT_OUT = ("neutrali", "eliminat")  # an army's words for killing: contestants and threats are put out as well
_ENEMIES = frozenset("militant military police perpetrator".split())
_HURRIED = frozenset("rushed flew".split())


def verb_rule(sight: Sight, i: int) -> Iterator[Mention]:
    c = sight.chunks[i]
    if c.kind != "V" or c.form is None or (c.negated and c.form.verb.side != "state"):
        return
    verb = c.form.verb
    if verb.after and not is_told(sight, c, verb) and not is_hit_outright(sight, i, c, verb):
        return
    if is_no_harm(sight, i, c, verb):
        return
    kind, args, voice = _arguments(sight, i, c, verb)
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
        _is_unnumbered_flight(mention) or _is_beast(sight, mention) or _is_place_or_thing(sight, mention, c, voice)
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
        mention.secondary = mention.secondary or (voice == "participle" and is_nth(mention))
        if voice == "or" and _is_lost(sight.chunks, i):
            mention.kind, mention.realis, mention.reason = Kind.KILLED, Realis.FEARED, "dead or missing"
        yield from _spread(mention, verb)


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


def _arguments(sight: Sight, i: int, c: Chunk, verb: Verb) -> tuple[Kind, list[Chunk], str]:
    """(kind, victim phrases, voice) of the verb at chunk `i`."""
    chunks = sight.chunks
    if (either := _casualties(chunks, i, verb)) is not None:
        return Kind.CASUALTIES, either, "or"
    assert c.form is not None
    if (verb.side == "state" or (c.word in _MURDERED and not c.auxiliaries)) and _is_attributive(chunks, i):
        lost = verb.kind is Kind.MISSING  # the name of a dead poet: he died before
        return (
            verb.kind,
            [b for b in chunks[i + 1 : i + 2] if lost and b.sort == "person" and b.det != "possessive"],
            "attribute",
        )
    kind = Kind.KILLED if verb.name == "shoot" and is_execution(sight.s.low, c.start, c.end) else verb.kind
    named = i + 1 < len(chunks) and chunks[i + 1].kind == "N"
    if verb.side == "object":
        if c.passive or c.form.form == "part":
            return kind, _prepended(chunks) + subject(chunks, i) + _appended(chunks, i), "passive"
        if is_bare(c) and (is_continued(chunks, i) or is_first_of_two(chunks, i)):
            return kind, [], "active"
        if is_bare(c) and not named and _past_aside(chunks, i) == i:
            return kind, _inverted(chunks, i) or subject(chunks, i) + _appended(chunks, i), "participle"
        return kind, _with_appended(chunks, _past_aside(chunks, i)), "active"
    if verb.side == "passive" and not c.passive:
        if named and chunks[i + 1].reflexive and len(objects(chunks, i + 1)) == 1:
            return kind, subject(chunks, i), "active"  # she drove herself to hospital
        if named and (c.word in _SENT or c.form.form == "ger" or chunks[i + 1].sort == "pronoun"):
            return kind, objects(chunks, i + 1), "active"
        return kind, [] if named or not is_bare(c) or c.form.form == "past" else subject(chunks, i), "participle"
    if (
        c.word in ("drowned", "drowning", "drowns")
        and named
        and chunks[i + 1].q is not None
        and not c.auxiliaries
        and chunks[i - 1].kind != "R"
    ):
        return kind, objects(chunks, i + 1), "active"
    if verb.side == "state" and not c.auxiliaries and i == 0 and (behind := _inverted(chunks, i)):
        return kind, behind, "state"
    beside = _appended(chunks, i) if verb.side == "subject" else []
    return kind, (_prepended(chunks) if verb.side == "subject" else []) + subject(chunks, i) + beside, verb.side


def _is_attributive(chunks: list[Chunk], i: int) -> bool:
    """The family of | missing | nurse Ada Venn; a | dead | boy's uncle; family confirms | missing | tenant: said of those behind it."""
    if i == 0 or chunks[i].auxiliaries or chunks[i + 1 : i + 2] == [] or chunks[i + 1].kind not in "N&":
        return False
    before = chunks[i - 1]
    behind = chunks[i + 1]
    one = behind.kind == "N" and behind.q is None and not (behind.det and behind.det != "possessive")
    if (before.kind == "P" and before.word not in _PARTICLES) or (before.kind == "O" and before.word in _ARTICLES):
        return one or behind.kind == "&"
    return one and before.word in _IDENTIFIES and behind.sort == "person"


def _past_aside(chunks: list[Chunk], i: int) -> int:
    """They murdered, at gunpoint, a guard: the pause before the objects of the verb at `i`."""
    aside = [b.kind for b in chunks[i + 1 : i + 5]] == [",", "P", "N", ","] and chunks[i + 3].sort != "person"
    behind = chunks[i + 5] if aside and i + 5 < len(chunks) else None
    people = behind is not None and behind.kind == "N" and behind.sort == "person" and bool(behind.det or behind.q)
    return i + 4 if people and not has_verb(chunks, i + 5) else i


def _casualties(chunks: list[Chunk], i: int, verb: Verb) -> list[Chunk] | None:
    """ "20 killed or wounded", "killed and wounded 20": victims that can't be told apart; [] at the second verb, None elsewhere."""
    if _is_pair(chunks, i) and verb.name not in WEAK:
        own = chunks[i + 1].word != "or" and _has_victims(chunks[i]) and i + 3 < len(chunks) and chunks[i + 3].kind == "N"
        return None if own else _either(chunks, i)
    if i >= 2 and _is_pair(chunks, i - 2):
        first = chunks[i - 2].form
        own = chunks[i - 1].word != "or" and _has_victims(chunks[i - 2]) and i + 1 < len(chunks) and chunks[i + 1].kind == "N"
        return [] if first is not None and first.verb.name not in WEAK and not own else None
    return None


def _is_pair(chunks: list[Chunk], i: int) -> bool:
    """killed | and | wounded; dead | or | missing."""
    if i + 2 >= len(chunks) or chunks[i + 1].kind != "&" or chunks[i + 2].kind != "V" or chunks[i + 2].auxiliaries:
        return False
    first, second = chunks[i].form, chunks[i + 2].form
    if first is None or second is None:
        return False
    kinds = {first.verb.kind, second.verb.kind}
    return kinds == {Kind.KILLED, Kind.INJURED} or (chunks[i + 1].word == "or" and kinds in _NOT_SURELY_DEAD)


def _is_lost(chunks: list[Chunk], i: int) -> bool:
    """dead or missing: nobody is surely dead, all may be."""
    pair = {f.verb.kind for f in (chunks[i].form, chunks[i + 2].form) if f is not None}
    return chunks[i + 1].word == "or" and pair == {Kind.KILLED, Kind.MISSING}


def _has_victims(c: Chunk) -> bool:
    """A passive or an adjective has its victims before it, so that what follows the second verb belongs to that one alone."""
    return c.passive or (c.form is not None and c.form.verb.side == "state")


def _either(chunks: list[Chunk], i: int) -> list[Chunk]:
    c = chunks[i]
    if c.passive or (chunks[i + 1].word == "or" and _has_victims(c)) or not (i + 3 < len(chunks) and chunks[i + 3].kind == "N"):
        return subject(chunks, i)
    return objects(chunks, i + 3)


def _appended(chunks: list[Chunk], i: int) -> list[Chunk]:
    """... were killed in the fight which followed, as well as a woman; ..., identified as X, along with his brother."""
    for j in range(i + 1, min(i + _APPENDED, len(chunks) - 1)):
        c = chunks[j]
        if c.kind == "&":
            also = c.end - c.start > 1 and not has_verb(chunks, j + 1)
            return [each for each in objects(chunks, j + 1) if not each.attributes] if also else []
        if c.word == "as" and chunks[j + 1].kind == "A" and chunks[j + 1].word in _AS_WERE:
            return objects(chunks, j + 2)  # was injured, as were a mother and her children
        held = c.kind == "V" and (c.auxiliaries or (chunks[j + 1].kind == "N" and not is_gerund(c)))
        if (c.kind in "BAI" and c.word != "as") or held:
            return []
    return []


def _prepended(chunks: list[Chunk]) -> list[Chunk]:
    """In addition to nine villagers, two policemen were killed."""
    joins = chunks[0].kind == "&" and chunks[0].end - chunks[0].start > 1
    return [c for c in objects(chunks, 1) if c.sort == "person" and c.q is not None and not c.det] if joins else []


def _with_appended(chunks: list[Chunk], i: int) -> list[Chunk]:
    """The objects of the verb at `i`, and those that stand after a name or place: along with his brother."""
    found = objects(chunks, i + 1)
    if not found:
        return found
    last = next(k for k, c in enumerate(chunks) if c.end >= found[-1].end)
    after = _appended(chunks, last) or _behind_relative(chunks, last)
    return [*found, *(c for c in after if c.sort != "thing")]


def _behind_relative(chunks: list[Chunk], i: int) -> list[Chunk]:
    """Killed a clerk who worked for the court | and his son: not the one whom the clause speaks of."""
    at = i + 1 if i + 1 < len(chunks) and is_gerund(chunks[i + 1]) else i + 2  # the farmer driving it | and his son
    if at >= len(chunks) or chunks[at].kind != "V" or chunks[at].form is not None or (at > i + 1 and chunks[i + 1].kind != "R"):
        return []
    for j in range(at + 2, min(i + _APPENDED, len(chunks) - 1)):
        c = chunks[j + 1]
        if chunks[j].kind == "&":
            own = (
                (chunks[j - 2].kind == "P" or chunks[j - 1].head == "it")
                and c.det == "possessive"
                and c.sort == "person"
                and not c.plural
            )
            return [c] if own and not has_verb(chunks, j + 1) else []
        if chunks[j].kind not in "NPT":
            return []
    return []


def _inverted(chunks: list[Chunk], i: int) -> list[Chunk]:
    """Also killed in the attack were four guards; missing since their boat sent a distress call are three fishermen."""
    if any(c.kind not in "T," for c in chunks[:i]):
        return []
    if i == 0 and i + 1 < len(chunks) and chunks[1].word == "since":
        return next((objects(chunks, k + 1) for k, c in enumerate(chunks) if c.kind == "A" and c.word in _IS), [])
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].kind == "P" and chunks[j + 1].kind == "N":
        j += 2
    return objects(chunks, j + 1) if j < len(chunks) and chunks[j].kind == "A" else []


def _to_death(sight: Sight, last: Chunk) -> bool:
    """shot a woman to death, shot two men dead."""
    return sight.words(last.end, 2) == ["to", "death"] or sight.words(last.end, 1) in (["dead"], ["alive"])


def _spread(mention: Mention, verb: Verb) -> Iterator[Mention]:
    """ "nobody was hurt" says that nobody was killed either."""
    yield mention
    if mention.count == ZERO and mention.kind is Kind.INJURED:
        yield Mention(Kind.KILLED, ZERO, mention.rule, mention.sentence, mention.start, mention.end, chunk=mention.chunk)
