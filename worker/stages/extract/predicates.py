"""Which phrases are the subject of a verb."""

from __future__ import annotations

from worker.stages.extract.antecedents import of_whom
from worker.stages.extract.asides import aside, inclusion, is_told_apart
from worker.stages.extract.chunks import Chunk
from worker.stages.extract.objects import is_gerund
from worker.stages.extract.relatives import is_who, is_who_did, past_relatives
from worker.stages.extract.whole_lists import agreeing, is_object

_STEPS = 30  # chunks that the search for a subject may walk over
_AT = frozenset("in at near from for to".split())  # girls in Herat poisoned: not Herat
_GERUND = 7  # chunks that may follow a gerund
_DONE = frozenset(
    "found caught hit struck thrown swept bitten beaten pinned trapped crushed run".split()
)  # a girl found in a pond | dies
_DEPTH = 4  # verbs that may share one subject
LEFT = frozenset(
    "left leaving made rendered pulled reported listed plucked dragged brought dug".split()
)  # "people left homeless"
BELIEVED = frozenset("believed thought feared presumed understood reported".split())  # with dozens believed to be missing
_OF_PEOPLE = frozenset({"kill", "abduct", "detain"})
_SEEN = frozenset("found seen caught".split())  # a woman found outside was taken to hospital
SEES = frozenset("see sees saw seen seeing watch watches watched watching witness witnesses witnessed witnessing".split())
_BARE = frozenset("past part pastpart".split())


def is_bare(c: Chunk) -> bool:
    """A participle without auxiliary: "five killed in" or "gunmen killed five"; what follows decides."""
    return c.form is not None and not c.auxiliaries and c.form.form in _BARE


def subject(chunks: list[Chunk], i: int, depth: int = 0) -> list[Chunk]:
    """The phrases before the verb group at chunk `i` that are its subject, in reading order."""
    return (
        of_whom(chunks, i)
        or _witnessed(chunks, i)
        or _first_verbs(chunks, i, depth)
        or _past_gerund(chunks, i)
        or _walk_back(chunks, i, depth)
    )


def _witnessed(chunks: list[Chunk], i: int) -> list[Chunk]:
    """A climber who saw two friends | fall to their deaths; who watched neighbours | drown."""
    verb = chunks[i]
    if i < 2 or verb.auxiliaries or chunks[i - 1].kind != "N" or chunks[i - 2].word not in SEES:
        return []
    dies = verb.form is not None and verb.form.verb.side == "subject" and verb.form.form in ("base", "pres", "ger")
    return [chunks[i - 1]] if dies else []


def _past_gerund(chunks: list[Chunk], i: int) -> list[Chunk]:
    """Woman walking her dog | shot dead; man driving home from work | stabbed: the person with whom the phrase begins."""
    verb = chunks[i]
    if verb.auxiliaries or verb.form is None or verb.form.form not in _BARE or verb.form.verb.side != "object":
        return []
    k = i - 1
    while k > 0 and i - k < _GERUND and (chunks[k].kind in "PT" or _is_no_one(chunks, k)):
        k -= 1
    before = chunks[k - 1] if k > 0 else None
    if k < i - 1 and chunks[k].sort == "person" and chunks[k + 1].head == "fighting" and not chunks[k].names:
        return [chunks[k]]  # a Briton fighting in the south | found dead
    doing = k < i - 1 and is_gerund(chunks[k]) and chunks[k].form is None
    return [before] if doing and before is not None and before.sort == "person" and not before.names else []


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
    k = next((n for n in range(i - 2, max(-1, i - 8), -1) if chunks[n].kind not in "NPT"), -1)
    before = chunks[k] if k > 0 else None
    was = before is not None and before.kind == "A" and before.word in ("was", "were") and not before.negated
    if (
        before is None
        or k + 1 == i - 1
        or not (was or (before.kind == "V" and before.finite and not before.passive))
        or before.modal
    ):
        return []
    found = subject(chunks, k, depth + 1)
    return found if all(c.sort in ("person", "number", "pronoun") or c.names for c in found) else []


def _walk_back(chunks: list[Chunk], i: int, depth: int) -> list[Chunk]:
    """The subject as the nearest phrase before the verb that is neither within another phrase nor another verb's."""
    verb = chunks[i]
    j, steps = past_relatives(chunks, i) - 1, 0
    trailing_comma = False
    while j >= 0 and steps < _STEPS:
        steps += 1
        c = chunks[j]
        if c.kind == "B" and not _is_role(chunks, j, i):
            return _of_clause(chunks, j, depth) if verb.auxiliaries[:1] == ("being",) else []
        if c.kind == "N":
            before = _past_phrase(chunks, j, i, trailing_comma)
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


def _past_phrase(chunks: list[Chunk], j: int, i: int, trailing_comma: bool) -> int | None:
    """Where to look on before the phrase at `j`; None where that is the subject of the verb at `i`."""
    c, verb = chunks[j], chunks[i]
    if (
        _is_noise(c)
        or not _agrees(verb, c)
        or _is_passed(verb, c)
        or _is_site_of(chunks, j, i)
        or _is_beside_subject(chunks, j)
    ):
        return j - 1
    if trailing_comma and (begun := aside(chunks, j)) is not None:
        return begun - 1
    if (
        not (is_bare(verb) and j + 1 == i and is_told_apart(chunks, j, trailing_comma))
        and (begun := inclusion(chunks, j, trailing_comma)) is not None
    ):
        return begun - 1
    first = _owner(chunks, j)
    first -= _is_at_time(chunks, first)
    if first and chunks[first - 1].kind == "P" and _is_within(chunks, first, j, i):
        return first - 2
    if verb.auxiliaries and (is_object(chunks, j) or _is_object_before_and(chunks, j, i)):
        return _before_verb(chunks, j)
    return None


def _is_within(chunks: list[Chunk], first: int, j: int, i: int) -> bool:
    """Whether what the preposition before `first` leads is a part of another phrase: girls in | Herat | poisoned."""
    verb = chunks[i]
    beside = (
        (verb.auxiliaries[:1] in ((), ("being",)) or (verb.modal == "to" and chunks[i - 1].word in BELIEVED))
        and not (verb.form and verb.form.verb.side == "subject")
        and all(b.kind == "T" or b.word in LEFT or b.word in BELIEVED or _is_age_aside(chunks, j, b) for b in chunks[j + 1 : i])
    )
    return (
        not (beside and not (chunks[j].sort == "name" and chunks[first - 1].word in _AT))
        and not is_who_did(chunks, j, i)
        and not (chunks[j + 1].kind == "R" and chunks[j - 1].word == "of")
        and not is_who(chunks, j, i)
    )


def _is_age_aside(chunks: list[Chunk], j: int, c: Chunk) -> bool:
    """Tribute to a girl, 12, | killed near the pier."""
    one = chunks[j].sort == "person" and not chunks[j].plural
    return (
        one and c.kind == "," and [b.kind for b in chunks[j + 1 : j + 4]] == [",", "T", ","] and chunks[j + 2].word.isdecimal()
    )


def _is_object_before_and(chunks: list[Chunk], j: int, i: int) -> bool:
    """The woman survived | the attack | and was taken: what follows the "and" is said of her."""
    active = j > 1 and chunks[j - 1].kind == "V" and not chunks[j - 1].passive and chunks[j].sort in ("thing", "unknown")
    return active and "".join(b.kind for b in chunks[j + 1 : i]).strip("T") == "&"


def _owner(chunks: list[Chunk], j: int) -> int:
    """Where "Monday 's explosion" begins."""
    while j >= 2 and (chunks[j - 1].word == "'s" or _is_rest_of_place(chunks, j)):
        j -= 2 if chunks[j - 1].word == "'s" else 1
    return j


def _is_at_time(chunks: list[Chunk], j: int) -> bool:
    """On their way to evening | prayers."""
    bare = chunks[j].sort in ("thing", "unknown") and not chunks[j].det and chunks[j].q is None
    return bare and j > 1 and chunks[j - 1].kind == "T" and chunks[j - 2].kind == "P"


def _is_rest_of_place(chunks: list[Chunk], j: int) -> bool:
    """From Camp Nahal | 'Oz: a name right behind the one that a preposition leads."""
    bare = chunks[j].sort == "name" and not chunks[j].det
    return bare and chunks[j - 1].kind == "N" and chunks[j - 1].names and chunks[j - 1].sort in ("name", "thing")


def _of_clause(chunks: list[Chunk], i: int, depth: int) -> list[Chunk]:
    """The subject of the clause before chunk `i`: the man killed three before being shot."""
    verbs = [j for j in range(max(0, i - 12), i) if chunks[j].kind == "V" and not chunks[j].word.endswith("ing")]
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
    """were pulled out | injured; was found fatally | shot"""
    found = c.passive and c.word in ("found", "discovered")
    return (c.word in LEFT or found) and not verb.auxiliaries and all(b.kind in "PT" for b in between)


def _is_passed(verb: Chunk, c: Chunk) -> bool:
    """A thing can't be killed or kidnapped: "the chief of the district, Kunar Province, was killed"."""
    return c.sort == "thing" and verb.passive and verb.form is not None and verb.form.verb.name in _OF_PEOPLE


def _is_site_of(chunks: list[Chunk], j: int, i: int) -> bool:
    """27 pupils at a summer | camp | confirmed dead: a headline's first phrase, and where they were."""
    site = chunks[j].sort == "thing" and is_bare(chunks[i]) and j > 1 and chunks[j - 1].kind == "P"
    begun = next((k + 1 for k in range(j - 1, -1, -1) if chunks[k].kind == "B"), 0)
    first = chunks[begun].q is not None and chunks[begun].sort == "person"
    return site and first and all(b.kind in "NP&" for b in chunks[begun:j])


def _is_office(chunks: list[Chunk], j: int) -> bool:
    """Ali Muna, an assistant branch of the ministry: a thing beside a name is what that person is."""
    if chunks[j].sort != "thing" or j < 2 or chunks[j - 1].kind != ",":
        return False
    return chunks[j - 2].kind == "N" and chunks[j - 2].sort in ("name", "person") and not chunks[j - 2].plural


def _is_role(chunks: list[Chunk], j: int, i: int) -> bool:
    """A candidate as part of the bloc: no clause, without a verb of its own."""
    return chunks[j].word == "as" and all(b.kind not in "VA" for b in chunks[j + 1 : i])


def _is_beside_subject(chunks: list[Chunk], j: int) -> bool:
    """What a person is or belongs to: four people accused of being | spies | were shot."""
    named = chunks[j - 1].word == "being" and chunks[j - 2].kind == "P"
    return named or _is_office(chunks, j) or _is_company(chunks, j) or _is_rest_of_name(chunks[j - 1], chunks[j])


def _is_rest_of_name(before: Chunk, c: Chunk) -> bool:
    """Two employees of the al-Sabah satellite | TV channel were kidnapped."""
    bare = c.sort == "thing" and not c.det and c.q is None and not c.plural
    return bare and before.kind == "N" and before.sort == "person" and bool(before.plural) and before.end == c.start


def _is_company(chunks: list[Chunk], j: int) -> bool:
    """Guards of the | Nordic Protection and Logistics | company: the first half of a name that goes on."""
    named = chunks[j].sort == "name" and j > 0 and chunks[j - 1].kind == "N" and chunks[j + 1].kind == "&"
    return named and chunks[j + 2].sort == "thing" and chunks[j + 2].names


def _is_noise(c: Chunk) -> bool:
    if c.head in ("times", "time", "hours", "minutes", "days"):
        return True
    return c.sort == "unknown" and not c.det and c.q is None and not c.names and not c.plural


def _agrees(verb: Chunk, c: Chunk) -> bool:
    """was/were against the number of the phrase; lists and unknown words agree with anything."""
    if verb.agrees and c.sort == "name" and c.det == "the" and not c.plural:
        return False  # all aboard the Hindenburg were killed
    if verb.agrees is False and c.plural and c.sort in ("person", "number", "pronoun") and (c.q is not None or c.det != "a"):
        return c.head in ("police", "family") or c.det == "a" or (c.q is not None and c.q.best == 1)
    return True


def _before_verb(chunks: list[Chunk], j: int) -> int:
    """Past the verb before object `j`, and the "who" before that."""
    j -= 2
    while j >= 0 and chunks[j].kind in "RT":
        j -= 1
    return j


def _shares(chunks: list[Chunk], j: int, i: int) -> bool:
    """Verb `i` has no subject between itself and verb `j`: both have the same."""
    between = chunks[j + 1 : i]
    return (
        any(c.kind in "&," or c.word == "but" for c in between)
        or any(c.kind == "R" for c in chunks[max(0, j - 1) : j])
        or not between
    )
