"""Whom a verb speaks of: its victims' phrases, wherever they stand, and in which voice it says so."""

from __future__ import annotations

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.verbs import Verb
from worker.stages.extract.phrases.objects import has_verb, is_gerund, objects
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.phrases.subject_phrases import is_bare
from worker.stages.extract.phrases.verb_runs import is_continued, is_first_of_two
from worker.stages.extract.rules.sight import Sight
from worker.stages.extract.scope.moods import is_execution

WEAK = frozenset({"shoot", "hit", "hospital"})
_FLARES = frozenset("flames sparks smoke steam embers".split())  # shot through a roof, nobody shot them
_SENT = frozenset("sent sending sends send".split())
_AMBULANCES = frozenset("ambulance ambulances helicopter helicopters ems".split())
_OF_SUCH = frozenset("for of among with".split())
_ARTICLES = frozenset("a an".split())
_IDENTIFIES = frozenset("confirm confirms identify identifies name names mourn mourns".split())
_PARTICLES = frozenset("out up off down".split())  # dug out | dead | and
_MURDERED = frozenset("slain murdered assassinated executed".split())
_IS = frozenset("are is were was".split())
_AS_WERE = frozenset("were was did".split())
_APPENDED = 12  # chunks between a verb's victims and those named after them
_NOT_SURELY_DEAD = ({Kind.KILLED, Kind.MISSING}, {Kind.KILLED, Kind.DETAINED})  # dead or missing, killed or captured


def arguments_of(sight: Sight, i: int, c: Chunk, verb: Verb) -> tuple[Kind, list[Chunk], str]:
    """(kind, victim phrases, voice) of the verb at chunk `i`."""
    chunks = sight.chunks
    if (either := _casualties(chunks, i, verb)) is not None:
        return Kind.CASUALTIES, either, "or"
    assert c.form is not None
    if (verb.side == "state" or (c.word in _MURDERED and not c.auxiliaries)) and _is_attributive(chunks, i):
        lost = verb.kind is Kind.MISSING  # the name of a dead poet: he died before
        lost_ones = [b for b in chunks[i + 1 : i + 2] if lost and b.sort == "person" and b.det != "possessive"]
        behind = [b for b in lost_ones if not (b.plural and sight.s.raw[b.end - 1][:1].isupper())]  # faces of missing Americans
        return verb.kind, behind, "attribute"
    kind = Kind.KILLED if verb.name == "shoot" and is_execution(sight.s.low, c.start, c.end) else verb.kind
    named = i + 1 < len(chunks) and chunks[i + 1].kind == "N"
    if verb.side == "object":
        if c.passive or c.form.form == "part":
            return kind, _prepended(chunks) + subject(chunks, i) + _appended(chunks, i), "passive"
        flares = i > 0 and chunks[i - 1].head in _FLARES
        if is_bare(c) and (flares or is_continued(chunks, i) or is_first_of_two(chunks, i) or _is_of_such(chunks, i)):
            return kind, [], "active"
        if is_bare(c) and (_is_pasted(chunks, i) if named else _past_aside(chunks, i) == i):
            return kind, _inverted(chunks, i) or subject(chunks, i) + ([] if named else _appended(chunks, i)), "participle"
        return kind, _with_appended(chunks, _past_aside(chunks, i)), "active"
    if verb.side == "passive" and not c.passive:
        if named and chunks[i + 1].reflexive and len(objects(chunks, i + 1)) == 1:
            return kind, subject(chunks, i), "active"  # she drove herself to hospital
        sent = c.word in _SENT or c.form.form == "ger" or _is_by_medics(chunks, i)
        if named and (sent or chunks[i + 1].sort == "pronoun"):
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
    if verb.side == "state" and not c.auxiliaries and i == 0 and (victims := _inverted(chunks, i)):
        return kind, victims, "state"
    beside = _appended(chunks, i) if verb.side == "subject" else _as_were(chunks, i + 2) if verb.name == "dead" else []
    return kind, (_prepended(chunks) if verb.side == "subject" else []) + subject(chunks, i) + beside, verb.side


def _is_pasted(chunks: list[Chunk], i: int) -> bool:
    """12 dead, | 50 | wounded | Harbour Tribune: a number is who was hurt, and the name behind it whose page that is, or where."""
    before, behind = chunks[i - 1] if i else None, chunks[i + 1]
    counted = before is not None and before.sort == "number" and before.q is not None and not before.det
    return counted and behind.sort in ("name", "thing") and behind.names and not behind.det and behind.q is None


def _is_of_such(chunks: list[Chunk], i: int) -> bool:
    """A camp for | displaced, a ward of | wounded: it tells of nobody before the preposition."""
    named = i + 1 < len(chunks) and chunks[i + 1].kind == "N"
    return i > 0 and chunks[i - 1].kind == "P" and chunks[i - 1].word in _OF_SUCH and not named


def _is_by_medics(chunks: list[Chunk], i: int) -> bool:
    """Paramedics took a man, an ambulance rushed two girls, to a hospital: whoever else does may bring them on a visit."""
    before = chunks[i - 1] if i else None
    return before is not None and before.kind == "N" and (before.role == "medical" or before.head in _AMBULANCES)


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
        if c.kind == "P" and c.word == "alongside":
            return _died_beside(chunks, i, j)
        if as_were := _as_were(chunks, j):
            return as_were
        held = c.kind == "V" and (c.auxiliaries or (chunks[j + 1].kind == "N" and not is_gerund(c)))
        if (c.kind in "BAI" and c.word != "as") or held:
            return []
    return []


def _as_were(chunks: list[Chunk], j: int) -> list[Chunk]:
    """Was injured, | as were a mother and her children; four dead, | as was their driver."""
    told = j + 1 < len(chunks) and chunks[j].word == "as" and chunks[j + 1].kind == "A" and chunks[j + 1].word in _AS_WERE
    return objects(chunks, j + 2) if told else []


def _died_beside(chunks: list[Chunk], i: int, j: int) -> list[Chunk]:
    """A girl died in the lake | alongside her brother; not at work or in a fight alongside others."""
    verb = chunks[i].form
    if verb is None or verb.verb.side != "subject" or any(c.kind == "V" or c.sort == "person" for c in chunks[i + 1 : j]):
        return []
    return [c for c in objects(chunks, j + 1) if c.sort == "person" and (c.q is not None or not c.plural)]


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
