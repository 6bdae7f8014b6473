"""Who a phrase counts: a noun phrase, or a list of them, as an interval of people."""

from __future__ import annotations

from dataclasses import replace

from worker.model import Count, Kind, Qualifier
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.verbs import Verb
from worker.stages.extract.mentions import ZERO, exact
from worker.stages.extract.phrases.subject_phrases import LEFT

_PARTITIVE_PRONOUNS = frozenset("one both none some all each most many several others another".split())
_NOBODY = frozenset("nobody none".split())
_FRACTIONS = frozenset(
    "half third quarter majority percent percentage percentages most fifth tenth thirds quarters number".split()
)
_PARTS = _FRACTIONS | _PARTITIVE_PRONOUNS | {"two-thirds", "three-quarters"}
_BODIES = frozenset(
    "group groups force forces army navy militia militias faction factions unit units organization organisation family community".split()
)
_ADDRESSES = frozenset("mr mrs ms dr sgt lt cpl det capt rev gen col maj prof supt insp".split())
_CRIMES = frozenset("murder murders manslaughter killing killings homicide".split())  # convicts a man of the murder of two
DEATH_NOUNS = frozenset(
    "death deaths killing killings murder murders slaying slayings assassination assassinations massacre slaughter execution homicide"
    " manslaughter lynching beheading".split()
)
_WHERE = frozenset("in at near on during over".split())  # the killing in Gaza on Monday of a doctor
_TIMES = frozenset("past last hours days weekend week night".split())
_SIZES = {"triplets": 3, "quadruplets": 4, "trio": 3, "quartet": 4, "pair": 2, "duo": 2, "couple": 2, "newlyweds": 2}
_TWO = frozenset("parents twins".split())  # his parents
_CLAUSE = 12  # chunks in which its verb follows


def merge_phrases(chunks: list[Chunk], low: list[str]) -> list[Chunk]:
    """Joins "three of them", "a family of five", "members of the army", "bodies of two men" into one phrase each."""
    far = {id(chunks[of]) for i, c in enumerate(chunks) if c.head in DEATH_NOUNS and (of := far_of(chunks, i))}
    joined: list[Chunk] = []  # from the end to the beginning, so that "bodies of | three of them" comes out right
    for c, before in zip(reversed(chunks), [*reversed(chunks[:-1]), None], strict=False):
        begins = before is None or before.kind in "B,&"
        while (
            c.kind == "N"
            and len(joined) > 1
            and joined[-1].word == "of"
            and joined[-2].kind == "N"
            and id(joined[-1]) not in far
        ):
            merged = (
                None
                if _is_told_of(c, joined, begins) or _are_theirs(c, joined) or _are_parts(c, joined)
                else _join(c, joined[-2])
            )
            if merged is None:
                break
            c = merged
            del joined[-2:]
        joined.append(c)
    out: list[Chunk] = []
    for c in reversed(joined):
        if len(out) > 1 and out[-1].word == "and" and _is_of_two_peoples(out[-2], c):
            first = out[-2]
            out[-2:] = [replace(c, start=first.start, det=first.det, q=first.q, other=first.other)]
        elif not out or c.kind != "N":  # what follows joins noun phrases
            out.append(c)
        elif _is_quoted_noun(out[-1], c, low):
            out[-1] = replace(c, start=out[-1].start, q=out[-1].q, other=out[-1].other, plural=True)
        elif c.reflexive and out[-1].kind == "N":  # the suspect himself
            out[-1] = replace(c, start=out[-1].start) if out[-1].word == "both" else replace(out[-1], end=c.end)
        elif _is_hyphened(out[-1], c, low):
            out[-1] = replace(c, start=out[-1].start, det=out[-1].det, q=out[-1].q)
        elif _is_named(out[-1], c, low) or _is_initial(out[-1], c, low):
            out[-1].end, out[-1].names = c.end, True
            if out[-1].sort == "unknown" and out[-1].q is None:
                out[-1].sort, out[-1].plural = "name", False  # Mr. | Venn, where the sentence begins
        else:
            out.append(c)
    return out


def _is_of_two_peoples(a: Chunk, b: Chunk) -> bool:
    """Seven US | and | Mexican citizens: the number is that of both, for the first word is no noun in the plural."""
    adjective = (
        a.kind == "N" and a.sort == "unknown" and a.names and a.q is not None and a.q.best > 1 and not a.head.endswith("s")
    )
    adjective = adjective or (a.kind == "N" and a.head == "us" and a.q is not None and a.q.best > 1)
    return adjective and b.kind == "N" and b.sort == "person" and bool(b.plural) and b.q is None and not b.det and b.names_first


def far_of(chunks: list[Chunk], i: int) -> int:
    """The killing in Gaza | of | a doctor: where the "of" stands that belongs to a death, behind a place or time; else 0."""
    j = i + 1
    while j < len(chunks) and chunks[j].kind == "P" and chunks[j].word in _WHERE:
        j += 1
        while j < len(chunks) and (chunks[j].kind == "T" or _is_setting(chunks[j])):
            j += 1
    return j if i + 1 < j < len(chunks) - 1 and chunks[j].word == "of" and _is_people(chunks[j + 1]) else 0


def _is_setting(c: Chunk) -> bool:
    """A name or a time; "in the house of the mayor" says whose house it is."""
    return c.kind == "N" and (c.sort == "name" or c.word in _TIMES or c.head in _TIMES)


def _is_people(c: Chunk) -> bool:
    return c.kind == "N" and (c.sort in ("person", "number") or (c.names and c.q is None))


def _is_told_of(c: Chunk, following: list[Chunk], begins: bool) -> bool:
    """Half of the 26 people wounded were women, two of the 14 hurt have died: the second number was wounded or hurt."""
    inner = following[-2]
    after = next((b for b in following[-3:-5:-1] if b.word not in LEFT), None)
    if after is None or after.kind != "V" or after.form is None or after.auxiliaries or inner.q is None or inner.sort == "harm":
        return False
    counted = inner.q.best > 1 and (c.q is not None or c.head in _PARTS)
    told = counted and after.form.form in ("part", "pastpart", "state")
    return told and not (begins and _is_some_of_few(c, inner) and not _goes_on(after, following))


def _is_some_of_few(c: Chunk, inner: Chunk) -> bool:
    """Two of four hostages: numbers both, and nobody speaks of "the four"."""
    return c.sort == "number" and c.q is not None and c.q.best > 1 and not inner.det and inner.q is not None


def _goes_on(told: Chunk, following: list[Chunk]) -> bool:
    """Whether the clause has a verb yet to come; two of four hostages | found dead | in Kano: that was it, and it is of the two."""
    begin = next(k for k in range(len(following) - 1, -1, -1) if following[k] is told)
    for b in following[max(0, begin - _CLAUSE) : begin][::-1]:
        if b.kind in "VAB,":
            return b.kind in "VA"
    return False


def _are_parts(c: Chunk, following: list[Chunk]) -> bool:
    """Three of the nine people | who died in the fire were children: the nine did."""
    if len(following) < 4 or following[-3].word not in ("who", "that"):
        return False
    inner, verb = following[-2], next((b for b in following[-4:-7:-1] if b.kind not in "TA"), None)
    counted = inner.q is not None and inner.q.best > 1 and inner.det == "the" and inner.sort in ("person", "number")
    parts = c.q is not None or c.head in _PARTS or c.head in _FRACTIONS
    return (
        parts and counted and verb is not None and verb.form is not None and verb.form.verb.kind in (Kind.KILLED, Kind.INJURED)
    )


def _are_theirs(c: Chunk, following: list[Chunk]) -> bool:
    """Colleagues of the twelve | who were killed: the twelve were."""
    inner = following[-2]
    counted = inner.q is not None and inner.q.best > 1 and inner.det == "the" and inner.sort == "number"
    return (
        counted and c.sort == "person" and bool(c.plural) and c.q is None and len(following) > 2 and following[-3].word == "who"
    )


def _is_quoted_noun(a: Chunk, b: Chunk, low: list[str]) -> bool:
    """31 'terrorists': a number and the noun that somebody else uses."""
    quoted = b.kind == "N" and a.sort == "number" and b.start == a.end + 1 and low[a.end] in "'‘“\""
    return quoted and b.sort == "person" and b.q is None and not b.det and bool(b.plural)


def _is_named(a: Chunk, b: Chunk, low: list[str]) -> bool:
    """Private First Class | John Smith: a person and the name beside it; leaders | John Smith | and: the first of their names."""
    beside = a.kind == "N" == b.kind and a.sort == "person" and b.sort == "name" and a.end == b.start
    return beside and (
        not a.plural
        or (a.q is None and (low[b.end : b.end + 1] == ["and"] or (b.end - b.start > 1 and low[b.end : b.end + 1] == [","])))
    )


def _is_hyphened(a: Chunk, b: Chunk, low: list[str]) -> bool:
    """The consul- | general: one office, which a loose hyphen has cut."""
    people = a.kind == "N" == b.kind and a.sort == b.sort == "person" and not a.names
    return people and not b.det and b.q is None and low[a.end : b.start] == ["-"]


def _is_initial(a: Chunk, b: Chunk, low: list[str]) -> bool:
    """Carl K. | Dobbs, Sgt. | Dobbs: one name, which its initial or what he is addressed by has cut."""
    if not (a.kind == "N" == b.kind and b.sort == "name" and low[a.end : b.start] == ["."]):
        return False
    return (a.names and len(low[a.end - 1]) == 1) or (low[a.end - 1] in _ADDRESSES and b.q is None and not b.det)


def _join(a: Chunk, b: Chunk) -> Chunk | None:
    if a.head in _FRACTIONS and a.sort in ("unknown", "thing", "number") and a.det in ("a", "the", ""):
        if a.head == "number":
            return None
        return replace(b, start=a.start, fraction=True)
    if a.sort == "number" or (a.sort == "pronoun" and a.head in _PARTITIVE_PRONOUNS):
        return _partitive(a, b)
    if a.sort == "thing" and a.names and b.sort == "person" and b.names_first and not b.det and b.q is None:
        return replace(b, start=a.start, det=a.det, q=a.q)  # a Communist Party of India activist
    if a.head in lex.FAMILIES or a.head in lex.GROUPS:
        return _group(a, b)
    if a.sort == "harm" and a.head in ("bodies", "corpses", "body", "corpse", "lives", "life", "deaths", "death"):
        if b.sort in ("person", "number", "name", "unknown", "pronoun"):
            return replace(a, end=b.end, q=a.q or b.q, extra=[b], role=b.role)
        return None
    if a.sort in ("person", "name") and b.head not in _CRIMES and not (b.sort == "person" and not b.plural):
        return replace(a, end=b.end)
    return None


def _partitive(a: Chunk, b: Chunk) -> Chunk:
    out = replace(b, start=a.start, q=a.q, other=a.other, plural=a.plural, head=b.head if b.sort != "pronoun" else a.head)
    if b.sort == "thing" and a.q is not None and b.head in _BODIES | lex.GROUPS:
        out.sort, out.role, out.plural = "person", "person", True
    if b.head in lex.FAMILIES and not b.plural and (b.q is None or b.q.best == 1):  # five of a family, six of one family
        out.head, out.sort, out.role, out.plural = "people", "person", "person", True
    if b.sort == "pronoun" or b.sort == "number":
        out.sort = "number" if a.q is not None else "pronoun"
    if b.det in ("the", "possessive", "all") or b.sort == "pronoun":
        out.det = "possessive" if b.det == "possessive" else "of"
    if a.sort == "pronoun":
        out.head = a.head
        if a.head in ("all", "both", "each", "most", "many", "some", "several", "others", "another", "one", "none"):
            out.sort = "pronoun" if b.sort != "thing" else "thing"
            out.q = b.q if a.head == "all" else None
    return out


def _group(a: Chunk, b: Chunk) -> Chunk | None:
    if b.q is not None and a.q is None and b.sort in ("person", "number", "unknown"):
        return replace(
            b, start=a.start, det=a.det or b.det, plural=True, sort="person", head=b.head or "people", role=b.role or "person"
        )
    if b.sort == "person" and b.plural and a.head in _SIZES:
        return replace(b, start=a.start, extra=[], head=b.head, attributes=(*b.attributes, a.head))
    if b.sort == "person" and b.plural:
        return replace(b, start=a.start, det=a.det, other=a.other)
    return None


def _is_nobody(c: Chunk, verb: Verb | None) -> bool:
    """Things, fractions, "no other", and police without article or number, which is the force."""
    if c.sort == "thing":
        return not (c.q is not None and c.names and verb is not None and verb.name == "kill")
    if c.det == "the" and c.sort == "name" and c.q is None and verb is not None and verb.side == "state":
        return True  # the Utøya dead: those of a place
    return c.fraction or (c.det == "no" and c.other) or (c.head == "police" and c.q is None and not c.det and not c.names)


class Counter:
    """Counts phrases by one profile of vague words."""

    def __init__(self, reader: Reader) -> None:
        self.plural = Count(*reader.vague["plural"], Qualifier.VAGUE)
        self.vague = {word: Count(*reader.vague[word], Qualifier.VAGUE) for word in ("several", "many")}
        self.family = Count(*reader.vague["family"], Qualifier.VAGUE)

    def count(self, c: Chunk, verb: Verb | None = None) -> Count | None:
        """The people of `c`, or None where it is not people or says nothing of how many."""
        return None if _is_nobody(c, verb) else self._count(c, verb)

    def _count(self, c: Chunk, verb: Verb | None) -> Count | None:
        if c.det == "neither":
            return ZERO
        if (c.det == "no" and c.q is None) or (c.sort == "number" and c.det == "no") or c.head in _NOBODY:
            return ZERO
        if c.sort == "pronoun":
            return self._pronoun(c)
        if c.q is not None:
            return self._number(c, verb)
        if c.sort == "harm":
            return None
        if c.head in lex.FAMILIES:
            return self.family if not c.plural else Count(4, 6, None, Qualifier.VAGUE)
        if c.head in _SIZES:
            return exact(_SIZES[c.head])
        if c.det == "both":
            return exact(2)
        if c.sort == "unknown" and not self._may_be_person(c, verb):
            return None
        if c.head == "twins" or (c.plural and c.head in _TWO and c.det in ("possessive", "the") and not c.extra):
            return exact(2)
        if c.plural:
            sizes = [_SIZES[a] for a in c.attributes if a in _SIZES]
            return exact(sizes[0]) if sizes else self.plural
        return exact(1)

    def _number(self, c: Chunk, verb: Verb | None) -> Count | None:
        assert c.q is not None
        count = Count(c.q.low, c.q.best, c.q.high, c.q.qualifier)
        if c.head in lex.FAMILIES or (c.head in _SIZES and c.head != "couple"):
            n = _SIZES.get(c.head)
            return Count(
                count.low * (n or 2),
                count.best * (n or 3),
                None if n is None or count.high is None else count.high * n,
                Qualifier.VAGUE,
            )
        if c.head == "couple":
            return Count(2 * count.low, 2 * count.best, None if count.high is None else 2 * count.high, count.qualifier)
        return count

    def _pronoun(self, c: Chunk) -> Count | None:
        if c.head in ("he", "she", "him", "her", "one", "another", "other", "someone", "somebody", "himself", "herself"):
            return exact(1)
        if c.head == "both":
            return exact(2)
        if c.q is not None:
            return Count(c.q.low, c.q.best, c.q.high, c.q.qualifier)
        if c.head in ("others", "several", "many", "some", "they", "them"):
            return self.vague.get(c.head, self.plural)
        return None

    def _may_be_person(self, c: Chunk, verb: Verb | None) -> bool:
        """An unknown noun without a number: a person where the verb only takes people and an article or name stands there."""
        if verb is None or verb.strict or verb.side == "state":
            return False
        return bool(c.det in ("a", "the", "possessive") or c.names) and not c.head.endswith(
            ("ing", "tion", "ment", "ness", "ism", "ity")
        )
