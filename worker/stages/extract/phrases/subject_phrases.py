"""Phrases before a verb: which of them can't be its subject, and where the search goes on then."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.phrases.asides import aside, inclusion, is_told_apart
from worker.stages.extract.phrases.relatives import is_who, is_who_did
from worker.stages.extract.phrases.whole_lists import is_object

_AT = frozenset("in at near from for to".split())  # girls in Herat poisoned: not Herat
LEFT = frozenset(
    "left leaving made rendered pulled reported listed plucked dragged brought dug".split()
)  # "people left homeless"
BELIEVED = frozenset(
    "believed thought feared presumed understood reported estimated".split()
)  # with dozens believed to be missing
_OF_PEOPLE = frozenset({"kill", "abduct", "detain"})
_BARE = frozenset("past part pastpart".split())
_LONGEST = 12  # chunks of a headline's first phrase with its places


def is_bare(c: Chunk) -> bool:
    """A participle without auxiliary: "five killed in" or "gunmen killed five"; what follows decides."""
    return c.form is not None and not c.auxiliaries and c.form.form in _BARE


def past_phrase(chunks: list[Chunk], j: int, i: int, trailing_comma: bool) -> int | None:
    """Where to look on before the phrase at `j`; None where that is the subject of the verb at `i`."""
    c, verb = chunks[j], chunks[i]
    if (
        _is_noise(c)
        or not _agrees(verb, c)
        or _is_passed(verb, c)
        or _is_site_of(chunks, j, i)
        or _is_beside_subject(chunks, j)
        or (trailing_comma and _is_name_of_owner(verb, chunks, j))
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
    if verb.auxiliaries and not _is_thought(chunks, j, i) and (is_object(chunks, j) or _is_object_before_and(chunks, j, i)):
        return _before_verb(chunks, j)
    return None


def _is_within(chunks: list[Chunk], first: int, j: int, i: int) -> bool:
    """Whether what the preposition before `first` leads is a part of another phrase: girls in | Herat | poisoned."""
    verb = chunks[i]
    beside = (
        not (verb.form is None and _begins_with_people(chunks, first - 2))
        and (verb.auxiliaries[:1] in ((), ("being",)) or (verb.modal == "to" and chunks[i - 1].word in BELIEVED))
        and not (verb.form and verb.form.verb.side == "subject")
        and all(b.kind == "T" or b.word in LEFT or b.word in BELIEVED or _is_age_aside(chunks, j, b) for b in chunks[j + 1 : i])
        and not _is_thought_state(chunks, i)
    )
    return (
        not (beside and not (chunks[j].sort == "name" and chunks[first - 1].word in _AT))
        and not is_who_did(chunks, j, i)
        and not (chunks[j + 1].kind == "R" and chunks[j - 1].word == "of")
        and not is_who(chunks, j, i)
    )


def _begins_with_people(chunks: list[Chunk], k: int) -> bool:
    """Two colleagues | in the room | escaped with bruises: a clause of its own, and no participle's."""
    own = k == 0 or (k > 0 and chunks[k - 1].kind not in "VAPI")
    return (
        own
        and chunks[k].kind == "N"
        and chunks[k].sort in ("person", "number")
        and (chunks[k].q is not None or bool(chunks[k].det))
    )


def _is_thought_state(chunks: list[Chunk], i: int) -> bool:
    """The crew of a trawler | are presumed | dead: of the crew, as the "are" says."""
    before = chunks[i - 1]
    return is_state(chunks[i]) and before.kind == "V" and before.word in BELIEVED and bool(before.auxiliaries)


def is_state(c: Chunk) -> bool:
    return c.form is not None and c.form.verb.side == "state"


def _is_age_aside(chunks: list[Chunk], j: int, c: Chunk) -> bool:
    """Tribute to a girl, 12, | killed near the pier."""
    one = chunks[j].sort == "person" and not chunks[j].plural
    return (
        one and c.kind == "," and [b.kind for b in chunks[j + 1 : j + 4]] == [",", "T", ","] and chunks[j + 2].word.isdecimal()
    )


def _is_thought(chunks: list[Chunk], j: int, i: int) -> bool:
    """Searched for | a hiker | suspected | to have been hit: it is of the hiker that this is thought."""
    return j + 2 == i and chunks[i].auxiliaries[0] == "to" and chunks[j + 1].kind == "V" and not chunks[j + 1].auxiliaries


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


def _is_passed(verb: Chunk, c: Chunk) -> bool:
    """A thing can't be killed, kidnapped or dead: "the chief of the district, Kunar Province, was killed"."""
    if c.sort != "thing" or verb.form is None:
        return False
    return (verb.passive and verb.form.verb.name in _OF_PEOPLE) or (
        verb.form.verb.name == "dead" and c.q is None and not (c.names or c.plural)
    )


def _is_site_of(chunks: list[Chunk], j: int, i: int) -> bool:
    """27 pupils at a summer | camp | confirmed dead: a headline's first phrase, and where they were."""
    if chunks[j].sort != "thing" or not is_bare(chunks[i]) or j < 2 or chunks[j - 1].kind != "P":
        return False
    begun = next(
        (k + 1 for k in range(j - 1, max(-1, j - _LONGEST), -1) if chunks[k].kind not in "NP&"), max(0, j - _LONGEST + 1)
    )
    first = chunks[begun].q is not None and chunks[begun].sort == "person"
    return first and begun < j and (begun == 0 or chunks[begun - 1].kind == "B")


def _is_office(chunks: list[Chunk], j: int) -> bool:
    """Ali Muna, an assistant branch of the ministry: a thing beside a name is what that person is."""
    if chunks[j].sort != "thing" or j < 2 or chunks[j - 1].kind != ",":
        return False
    return chunks[j - 2].kind == "N" and chunks[j - 2].sort in ("name", "person") and not chunks[j - 2].plural


def _is_beside_subject(chunks: list[Chunk], j: int) -> bool:
    """What a person is or belongs to: four people accused of being | spies | were shot."""
    named = chunks[j - 1].word == "being" and chunks[j - 2].kind == "P"
    return named or _is_office(chunks, j) or _is_company(chunks, j) or _is_rest_of_name(chunks[j - 1], chunks[j])


def _is_rest_of_name(before: Chunk, c: Chunk) -> bool:
    """Two employees of the al-Sabah satellite | TV channel were kidnapped."""
    bare = c.sort == "thing" and not c.det and c.q is None and not c.plural
    return bare and before.kind == "N" and before.sort == "person" and bool(before.plural) and before.end == c.start


def _is_name_of_owner(verb: Chunk, chunks: list[Chunk], j: int) -> bool:
    """The sons of a councillor, | Adel Murad |, were killed: one name between commas, which a plural verb can't be about."""
    one = verb.agrees is True and chunks[j].names and not chunks[j].plural and chunks[j].q is None and not chunks[j].det
    return one and [b.kind for b in chunks[max(0, j - 3) : j]] == ["P", "N", ","] and chunks[j - 3].word == "of"


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
