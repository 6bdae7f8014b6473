"""Which phrases are the subject of a verb."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.verbs import SEES
from worker.stages.extract.phrases.antecedents import of_whom
from worker.stages.extract.phrases.objects import CLAUSE, beyond_clause, is_gerund
from worker.stages.extract.phrases.relatives import past_relatives
from worker.stages.extract.phrases.subject_phrases import BELIEVED, LEFT, is_bare, is_state, past_phrase
from worker.stages.extract.phrases.whole_lists import agreeing, is_land

_ENDURES = frozenset("suffering sustaining receiving".split())
_STEPS = 30  # chunks that the search for a subject may walk over
_GERUND = 7  # chunks that may follow a gerund
_DONE = frozenset(
    "found caught hit struck freed rescued pulled dragged plucked thrown swept bitten beaten pinned trapped crushed run".split()
)  # a girl found in a pond | dies
_WAS_OR_HAD = frozenset("was were had".split())  # a man had a gun held to his head and | was stabbed
_FIRST = 11  # chunks from a verb back to the first of two that share a subject
_WHEN = frozenset("when as after while before".split())
_DEPTH = 4  # verbs that may share one subject
_WITNESSED = 6  # chunks of a list of those whom somebody saw die
_SEEN = frozenset("found seen caught".split())  # a woman found outside was taken to hospital


def subject(chunks: list[Chunk], i: int, depth: int = 0) -> list[Chunk]:
    """The phrases before the verb group at chunk `i` that are its subject, in reading order."""
    found = (
        of_whom(chunks, i)
        or _witnessed(chunks, i)
        or _first_verbs(chunks, i, depth)
        or _past_clause(chunks, i, depth)
        or _past_gerund(chunks, i)
        or _past_relative(chunks, i)
        or _walk_back(chunks, i, depth)
    )
    return _with_first(chunks, i, found)


def _with_first(chunks: list[Chunk], i: int, found: list[Chunk]) -> list[Chunk]:
    """The judge, who had tried the gang's chiefs, and | her driver: with whom the clause between speaks of."""
    if len(found) != 1:
        return found
    j = next((k for k in range(min(i, len(chunks) - 1), max(0, i - 2 * _STEPS), -1) if chunks[k] is found[0]), 0)
    if j < 5 or [c.kind for c in chunks[j - 2 : j]] != [",", "&"]:
        return found
    who = next((k for k in range(j - 3, max(1, j - CLAUSE), -1) if chunks[k].kind == "R"), 0)
    whole = (
        who > 1 and chunks[who - 1].kind == "," and chunks[who - 2].kind == "N" and chunks[who - 2].sort in ("person", "name")
    )
    clause = beyond_clause(chunks, who - 1, of_subject=True) if whole else None
    return [chunks[who - 2], *found] if clause is not None and clause[0] == j else found


def _witnessed(chunks: list[Chunk], i: int) -> list[Chunk]:
    """A climber who saw two friends | fall to their deaths; who watched neighbours | drown; a crash that saw a girl and a boy | die."""
    verb = chunks[i]
    dies = verb.form is not None and verb.form.verb.side == "subject" and verb.form.form in ("base", "pres", "ger")
    if not dies or verb.auxiliaries:
        return []
    k = i
    while k > 0 and i - k < _WITNESSED and (chunks[k - 1].kind == "N" or (k < i and chunks[k - 1].kind in "&,")):
        k -= 1
    seen = [c for c in chunks[k:i] if c.kind == "N"]
    return seen if k > 0 and seen and chunks[k - 1].word in SEES and chunks[k].kind == "N" else []


def _past_gerund(chunks: list[Chunk], i: int) -> list[Chunk]:
    """Woman walking her dog | shot dead; man driving home from work | stabbed: the person with whom the phrase begins."""
    verb = chunks[i]
    if not is_bare(verb) or verb.form is None or verb.form.verb.side != "object":
        return []
    k = i - 1
    while k > 0 and i - k < _GERUND and (chunks[k].kind in "PT" or _is_no_one(chunks, k)):
        k -= 1
    before = chunks[k - 1] if k > 0 else None
    if k < i - 1 and chunks[k].sort == "person" and chunks[k + 1].head == "fighting" and not chunks[k].names:
        return [chunks[k]]  # a Briton fighting in the south | found dead
    doing = k < i - 1 and is_gerund(chunks[k]) and chunks[k].form is None
    return [before] if doing and before is not None and before.sort == "person" and not before.names else []


def _past_relative(chunks: list[Chunk], i: int) -> list[Chunk]:
    """A woman who was burned when the bus caught fire | has died: past both clauses, she of whom the first speaks."""
    verb, first = chunks[i], chunks[i - 1] if i else chunks[i]
    thought = is_state(verb) and first.kind == "V" and first.word in BELIEVED
    died = verb.form is not None and verb.form.verb.side == "subject" and verb.auxiliaries[:1] in (("has",), ("have",))
    who = next((k for k in range(i - 1, max(0, i - _GERUND - 3), -1) if chunks[k].kind == "R"), 0) if died or thought else 0
    between = chunks[who + 1 : i]
    whole = who > 0 and chunks[who].word == "who" and all(c.kind not in ",&" for c in between)
    if not whole or all(c.word not in _WHEN for c in between):
        return []
    of = chunks[who - 1]
    return [of] if of.kind == "N" and of.sort == "person" and (thought or of.plural is (verb.auxiliaries[0] == "have")) else []


def _is_no_one(chunks: list[Chunk], k: int) -> bool:
    """A thing, or a place behind a preposition."""
    c = chunks[k]
    return (
        c.kind == "N" and c.q is None and (c.sort == "thing" or (c.sort in ("name", "unknown") and chunks[k - 1].kind == "P"))
    )


def _first_verbs(chunks: list[Chunk], i: int, depth: int) -> list[Chunk]:
    """Two guards survived the attack but | were wounded: right behind the conjunction, the first verb's subject."""
    verb = chunks[i]
    if i < 3 or chunks[i - 1].kind != "&" or not verb.passive or not verb.auxiliaries or depth >= _DEPTH:
        return []
    k = next((n for n in range(i - 2, max(-1, i - _FIRST), -1) if chunks[n].kind not in "NPT" and chunks[n].word != "the"), -1)
    if (
        k > 2
        and chunks[k].kind == "V"
        and not chunks[k].auxiliaries
        and chunks[k - 1].kind == "N"
        and chunks[k - 2].word == "had"
    ):
        k -= 2  # had a knife | held to her neck
    k = _first_of_row(chunks, k, i)
    before = chunks[k] if k > 0 else None
    was = before is not None and before.kind == "A" and before.word in _WAS_OR_HAD and not before.negated
    if (
        before is None
        or k + 1 == i - 1
        or not (was or (before.kind == "V" and before.finite and not before.passive))
        or before.modal
    ):
        return []
    found = subject(chunks, k, depth + 1)
    return found if all(c.sort in ("person", "number", "pronoun") or c.names for c in found) else []


def _first_of_row(chunks: list[Chunk], k: int, i: int) -> int:
    """He killed one, injured four and | was shot dead: the first of the verbs, each with its object, that share a subject."""
    while k > 3 and _takes_object(chunks, k) and chunks[k - 1].kind == ",":
        first = next((n for n in range(k - 2, max(-1, i - _FIRST), -1) if chunks[n].kind not in "NPT"), 0)
        if not first or not _takes_object(chunks, first):
            break
        k = first
    return k


def _takes_object(chunks: list[Chunk], k: int) -> bool:
    verb = chunks[k]
    return verb.kind == "V" and not verb.auxiliaries and not verb.passive and verb.finite and chunks[k + 1].kind == "N"


def _past_clause(chunks: list[Chunk], i: int, depth: int) -> list[Chunk]:
    """The driver did not get out before it went off, and | died: past the clause between, the main verb's subject."""
    verb = chunks[i]
    dies = verb.form is not None and verb.form.verb.side == "subject" and verb.form.form in ("past", "pastpart")
    if i < 5 or not dies or verb.auxiliaries or [c.kind for c in chunks[i - 2 : i]] != [",", "&"] or depth >= _DEPTH:
        return []
    clause = next((k for k in range(i - 3, max(-1, i - _FIRST), -1) if chunks[k].kind == "B"), 0)
    first = next((k for k in range(clause - 1, 0, -1) if chunks[k].kind == "V" and chunks[k].finite), 0)
    found = subject(chunks, first, depth + 1) if first else []
    return found if all(c.sort == "person" or c.names for c in found) else []


def _walk_back(chunks: list[Chunk], i: int, depth: int) -> list[Chunk]:
    """The subject as the nearest phrase before the verb that is neither within another phrase nor another verb's."""
    verb = chunks[i]
    j, steps = past_relatives(chunks, i) - 1, 0
    trailing_comma = False
    while j >= 0 and steps < _STEPS:
        steps += 1
        c = chunks[j]
        if c.kind == "B" and _is_when_hurt(chunks, j, i):
            j -= 1
            continue
        if c.kind == "B" and not _is_role(chunks, j, i):
            return _of_clause(chunks, j, depth) if _is_of_clause_before(verb) else []
        if c.kind == "N" and j + 2 == i and j > 3 and trailing_comma and is_land(chunks, j) and chunks[j - 4].kind == "N":
            j -= 4
            continue
        if c.kind == "N":
            before = past_phrase(chunks, j, i, trailing_comma)
            if before is None:
                return agreeing(chunks, j, verb, trailing_comma)
            j = before
            continue
        if (
            _is_reduced(verb, c, chunks[j + 1 : i])
            or (c.kind == "A" and (i - j <= 3 or c.modal == "to"))
            or _is_lifted(verb, c, chunks[j + 1 : i])
        ):
            j -= 1
            continue
        if (c.kind == "V" and j < i - 1) or c.kind == "A":
            return subject(chunks, j, depth + 1) if c.kind == "V" and depth < _DEPTH and _shares(chunks, j, i) else []
        if c.kind == ",":
            trailing_comma = True
        j -= 1
    return []


def _is_of_clause_before(verb: Chunk) -> bool:
    """Behind "after" or "before": being shot, suffering a burn."""
    return verb.auxiliaries[:1] == ("being",) or (verb.word in _ENDURES and not verb.auxiliaries)


def _of_clause(chunks: list[Chunk], i: int, depth: int) -> list[Chunk]:
    """The subject of the clause before chunk `i`: the man killed three before being shot; is recovering, is lucky to be alive."""
    near = range(max(0, i - 12), i)
    verbs = [j for j in near if chunks[j].kind == "V" and (chunks[j].auxiliaries or not chunks[j].word.endswith("ing"))]
    verbs = verbs or [j for j in near if chunks[j].kind == "A" and chunks[j].modal != "to"][:1]
    return subject(chunks, verbs[-1], depth + 1) if verbs and depth < _DEPTH else []


def _is_reduced(verb: Chunk, c: Chunk, between: list[Chunk]) -> bool:
    """A man driving along a road was shot; a man identified as X was shot: the participle's phrase is not the subject."""
    done = c.form is not None or c.word in LEFT or c.word in _DONE
    dies = verb.form is not None and verb.form.verb.side == "subject" and done
    if c.kind == "V" and c.auxiliaries == ("to",) and verb.auxiliaries and between:
        return all(b.kind in "NPT" for b in between)  # workers trying to repair a pipeline were killed
    if c.kind != "V" or c.auxiliaries or not (verb.auxiliaries or dies) or not between:
        return False
    is_past = (
        c.word.endswith("ed")
        or (c.word in _DONE and not verb.auxiliaries)
        or (c.word in _SEEN and between[0].word != "guilty")
        or (c.form is not None and c.form.form in ("pastpart", "state"))
    )
    participle = c.word.endswith("ing") or (not any(b.kind in ",&" for b in between) and is_past)
    return participle and not any(b.kind == "&" for b in between)


def _is_lifted(verb: Chunk, c: Chunk, between: list[Chunk]) -> bool:
    """were pulled out | injured; was found fatally | shot; two men found mortally | wounded"""
    found = c.word in ("found", "discovered") and (c.passive or not any(b.kind == "P" for b in between))
    return (c.word in LEFT or found) and not verb.auxiliaries and all(b.kind in "PT" for b in between)


def _is_when_hurt(chunks: list[Chunk], j: int, i: int) -> bool:
    """A woman shot | while sitting on her porch | has died: when she was shot, who died."""
    verb, shot, doing = chunks[i], chunks[j - 1], chunks[j + 1]
    dies = verb.form is not None and verb.form.verb.side == "subject" and "has" in verb.auxiliaries
    hurt = j > 1 and shot.form is not None and not shot.auxiliaries and shot.form.form in ("pastpart", "part")
    return dies and hurt and chunks[j].word == "while" and doing.word.endswith("ing") and chunks[j - 2].kind == "N"


def _is_role(chunks: list[Chunk], j: int, i: int) -> bool:
    """A candidate as part of the bloc: no clause, without a verb of its own."""
    return chunks[j].word == "as" and all(b.kind not in "VA" for b in chunks[j + 1 : i])


def _shares(chunks: list[Chunk], j: int, i: int) -> bool:
    """Verb `i` has no subject between itself and verb `j`: both have the same."""
    between = chunks[j + 1 : i]
    return (
        any(c.kind in "&," or c.word == "but" for c in between)
        or any(c.kind == "R" for c in chunks[max(0, j - 1) : j])
        or not between
    )
