"""Rules that begin at a noun which is itself the harm: deaths, casualties, bodies, wounded soldiers."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Count, Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import ANIMALS, MODALS, PLURAL
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import ZERO, Mention, exact
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.sight import DEFINITE, Sight, build, describe

_FOUND = frozenset("found find finds recovered recover pulled retrieved discovered discover finding recovering located".split())
_SEEN_AGAIN = _FOUND | frozenset(
    "thrown tossed strewn floating abandoned mutilated headless discarded dumped decapitated buried left washed turned surfaced lying".split()
)
_FETCHES = frozenset("pick collect retrieve fetch claim bury transport recover examine".split())
GRADES = frozenset(
    "serious major critical significant visible life-threatening non-life-threatening life threatening severe further".split()
)
_HARM_KIND = {
    "deaths": "killed", "fatalities": "killed", "fatality": "killed", "dead": "killed", "martyrs": "killed", "killings": "killed",
    "murders": "killed", "homicides": "killed", "slayings": "killed", "bodies": "killed", "corpses": "killed", "body": "killed",
    "corpse": "killed", "deceased": "killed", "injuries": "injured", "injury": "injured", "wounded": "injured", "injured": "injured", "casualties": "casualties",
    "casualty": "casualties", "missing": "missing", "displaced": "displaced", "homeless": "displaced",
}  # fmt: skip
_ZERO_KINDS = {
    "casualties": (Kind.KILLED, Kind.INJURED),
    "casualty": (Kind.KILLED, Kind.INJURED),
    "injuries": (Kind.INJURED, Kind.KILLED),
}
_ZERO_PATH = frozenset(
    "or and nor reports report of immediate reported known other information on word about damage confirmed any".split()
)
_UNTOLD = frozenset("immediate information word".split())  # no immediate word on casualties: nobody knows yet

_ALONG = (["along", "with"], ["together", "with"], ["well", "as"])  # were found, along with the bodies of two boys
_LISTED = 6  # phrases of a list of the dead

_NOT_HARM = ANIMALS | {"nearly", "almost"}
_VICTIMS = frozenset("victim victims".split())
BY_SHOT = frozenset("gunshot shooting stabbing".split())


def harm_noun(sight: Sight, i: int) -> Iterator[Mention]:
    """five deaths, 30 casualties, no injuries, the bodies of two men."""
    c = sight.chunks[i]
    if c.kind != "N" or c.sort != "harm" or c.head in ("toll", "tolls", "lives", "life", "death"):
        return
    if not _NOT_HARM.isdisjoint(sight.s.low[c.start : c.end]):
        return  # 12 horse deaths, his nearly lifeless body
    kind = Kind(_HARM_KIND[c.head])
    if c.head in ("bodies", "body", "corpses", "corpse") and _is_fetched(sight, i):
        return
    if c.det == "no" or _is_without(sight, i):
        if c.q is None and not (GRADES | {"other", "additional", "more"}) & set(sight.s.low[c.start : c.end]):
            for each in _ZERO_KINDS.get(c.head, (kind,)):
                yield Mention(each, ZERO, "no-casualties", sight.s, c.start, c.end, chunk=c)
        return
    if c.head in ("bodies", "body", "corpses", "corpse") and c.det == "possessive" and not c.extra:
        yield from _own_body(sight, c)
        return
    if c.head in ("bodies", "body", "corpses", "corpse") and c.extra:
        yield from _bodies_of(sight, i)
        return
    if c.head == "deaths" and c.extra and c.extra[0].q is c.q:
        return  # the deaths of two women and a girl: a list of victims
    if c.q is not None and c.head not in ("injury", "death", "body") and not _is_one_of_such(sight, c):
        yield noun_mention(sight, c, kind, Count(c.q.low, c.q.best, c.q.high, c.q.qualifier), "harm-noun")
    elif c.head in ("body", "corpse"):
        yield from _one_body(sight, c)


def _one_body(sight: Sight, c: Chunk) -> Iterator[Mention]:
    """A body was found; a man whose body was found in a ditch."""
    if sight.s.low[c.end - 2 : c.end - 1] in (["last"], ["final"]):
        return  # one of those that the toll counts
    if (c.det == "a" or c.q is not None or _is_headline_body(sight, c)) and _FOUND & set(sight.s.low):
        yield noun_mention(sight, c, Kind.KILLED, exact(1), "bodies")
    elif sight.s.low[c.start - 1 : c.end] == ["whose", c.head] and _FOUND & _around(sight, c):
        yield noun_mention(sight, c, Kind.KILLED, exact(1), "own-body")


ONE_DEATH = frozenset("death fatality".split())
ONLY = frozenset("only sole lone".split())
FIRST = frozenset({"first"})
CONFIRMED = frozenset("reported reports confirmed confirms recorded records announced announces".split())


def first_death(sight: Sight, i: int) -> Iterator[Mention]:
    """First death reported in protests; Tokyo confirms first fatality: one so far."""
    c = sight.chunks[i]
    if c.head in ONE_DEATH and not c.extra and "first" in sight.s.low[max(0, c.start - 1) : c.end]:
        yield noun_mention(sight, c, Kind.KILLED, exact(1), "first-death")


def only_death(sight: Sight, i: int) -> Iterator[Mention]:
    """A guard was the only fatality."""
    c = sight.chunks[i]
    if c.head not in ONE_DEATH or c.extra or ONLY.isdisjoint(sight.s.low[max(0, c.start - 1) : c.end]) or i < 2:
        return
    verb = next((k for k in range(i - 1, max(0, i - 4), -1) if _is_being(sight, k)), 0)
    mention = (
        build(sight, subject(sight.chunks, verb), Kind.KILLED, "only-death", (c.start, c.end), FORMS["gunned"].verb)
        if verb
        else None
    )
    if mention is not None and mention.count.best == 1:
        yield mention


def _is_being(sight: Sight, k: int) -> bool:
    c = sight.chunks[k]
    return c.kind == "A" and c.word in ("was", "is") and not c.negated and not c.modal


def _is_headline_body(sight: Sight, c: Chunk) -> bool:
    """Body found in river; body of missing boater found."""
    behind = sight.s.low[c.end : c.end + 2]
    return (
        sight.s.in_title and not c.det and not c.extra and (behind[:1] not in (["of"], ["parts"]) or behind[1:] == ["missing"])
    )


def _is_one_of_such(sight: Sight, c: Chunk) -> bool:
    """one of four such killings: the one just told of."""
    return "such" in sight.s.low[c.start : c.end]


def _bodies_of(sight: Sight, i: int) -> Iterator[Mention]:
    """The bodies of two men and a woman; of seven of the workers. Those whom somebody goes to fetch died before."""
    c = sight.chunks[i]
    inner = sight.counter.count(c.extra[0])
    if inner is None and c.head in ("body", "corpse") and c.extra[0].sort == "unknown" and c.extra[0].det == "a":
        inner = exact(1)  # the body of a tracker
    if inner is None or _is_fetched(sight, i) or _is_listed(sight.chunks, i):
        return
    numbered = c.q is not None and c.q is not c.extra[0].q  # 107 bodies of the victims of the crash
    if c.extra[0].det in DEFINITE and not numbered and not (c.extra[0].det == "of" and c.extra[0].q):
        yield from _bodies_of_known(sight, c, inner)
        return
    if not numbered and (others := _other_bodies(sight.chunks, i)):
        mention = build(sight, [c.extra[0], *others], Kind.KILLED, "bodies", (c.start, c.end))
        if mention is None:
            return
        mention.generic, mention.explicit = True, True
    else:
        count = inner if c.q is None else Count(c.q.low, c.q.best, c.q.high, c.q.qualifier)
        mention = noun_mention(sight, c, Kind.KILLED, count, "bodies")
    if i > 0 and sight.chunks[i - 1].kind == "&" and sight.s.low[c.start - 2 : c.start] in _ALONG:
        mention.also, mention.anaphoric = True, False
    yield mention


def _is_listed(chunks: list[Chunk], i: int) -> bool:
    """The bodies of three men and | the bodies of two women: read with the first."""
    k = next((n for n in range(i - 1, -1, -1) if chunks[n].kind not in ",&"), i - 1)
    return 0 <= k < i - 1 and chunks[k].sort == "harm" and bool(chunks[k].extra) and bool(_other_bodies(chunks, k))


def _bodies_of_known(sight: Sight, c: Chunk, inner: Count) -> Iterator[Mention]:
    """The bodies of the two drivers were found: those who were abducted are dead; where their death has been told, the same."""
    if not _SEEN_AGAIN & _around(sight, c):
        return
    mention = noun_mention(sight, c, Kind.KILLED, inner, "bodies")
    mention.anaphoric, mention.other = True, False
    if c.extra[0].plural and c.extra[0].q is None:
        mention.pronoun, mention.explicit = "their", False
    yield mention


def _around(sight: Sight, c: Chunk) -> set[str]:
    """The words beside a body, which say what became of it."""
    return set(sight.s.low[c.end : c.end + 9]) | set(sight.s.low[max(0, c.start - 4) : c.start])


def _other_bodies(chunks: list[Chunk], i: int) -> list[Chunk]:
    """The bodies of a cook, a guard and three porters were found, along with those of two boys; not "and three were hurt"."""
    found: list[Chunk] = []
    k = i + 1
    if k < len(chunks) and chunks[k].kind == "R":  # of a cook who worked there and three others
        k = next((n for n in range(k + 1, min(k + 7, len(chunks))) if chunks[n].kind == "&"), k)
    joined = False
    while k + 1 < len(chunks) and len(found) < _LISTED:
        joint = k
        while k < len(chunks) and chunks[k].kind in ",&":
            k += 1
        if k == joint or k >= len(chunks) or chunks[k].kind != "N":
            break
        joined = joined or any(b.kind == "&" for b in chunks[joint:k])
        found.append(chunks[k].extra[0] if chunks[k].sort == "harm" and chunks[k].extra else chunks[k])
        k += 1
    after = next((b for b in chunks[k : k + 3] if b.kind == "V"), None)
    return found if joined and (after is None or after.form is None) else []


def _is_fetched(sight: Sight, i: int) -> bool:
    """came to pick up six dead bodies, sent to collect the bodies of four men."""
    before = sight.chunks[max(0, i - 2) : i]
    return any(b.kind == "V" and b.modal == "to" and b.word in _FETCHES for b in before) or _fetches_word(sight, i)


def _fetches_word(sight: Sight, i: int) -> bool:
    start = sight.chunks[i].start
    low = sight.s.low[max(0, start - 3) : start]
    return "to" in low and bool(_FETCHES.intersection(low))


def _own_body(sight: Sight, c: Chunk) -> Iterator[Mention]:
    """his body was found: he is dead; their bodies, the men's bodies: as many as were spoken of before."""
    around = _around(sight, c)
    if not _SEEN_AGAIN & around or ("not" in around and not around.isdisjoint(MODALS)):
        return  # a place where her body might not be found
    owner = "their" if sight.s.low[c.end - 2] == "'s" and sight.s.low[c.end - 3] in PLURAL else sight.s.low[c.start]
    mention = Mention(Kind.KILLED, exact(1), "own-body", sight.s, c.start, c.end, chunk=c, anaphoric=True)
    mention.pronoun = owner if owner in ("his", "her", "their") else ""
    if c.q is not None:
        mention.anaphoric, mention.explicit, mention.head = False, True, sight.s.low[c.end - 3]  # one rebel's body
    if c.head in ("body", "corpse") or owner == "their":
        yield mention


def noun_mention(sight: Sight, c: Chunk, kind: Kind, count: Count, rule: str) -> Mention:
    mention = Mention(kind, count, rule, sight.s, c.start, c.end, chunk=c)
    describe(mention, c, False)
    mention.generic, mention.explicit = True, c.q is not None or bool(c.extra)
    mention.role = c.role
    return mention


def _is_without(sight: Sight, i: int) -> bool:
    """without casualties, no deaths or injuries, no reports of casualties."""
    low = sight.s.low
    c = sight.chunks[i]
    before = low[max(0, c.start - 5) : c.start]
    if before[-1:] == ["without"]:
        return True
    if "no" in before or ("any" in before and "not" in before):
        between = before[len(before) - before[::-1].index("no") :] if "no" in before else before
        return _UNTOLD.isdisjoint(between) and all(w in _ZERO_PATH or w in _HARM_KIND for w in between)
    return c.det == "any" and bool({"not", "without", "nor", "n't", "didn't", "no"} & set(low[: c.start]))


def attribute(sight: Sight, i: int) -> Iterator[Mention]:
    """two wounded soldiers: the phrase itself says what happened."""
    c = sight.chunks[i]
    if c.kind != "N" or c.q is None:
        return
    if (
        c.head in _VICTIMS
        and not BY_SHOT.isdisjoint(sight.s.low[c.start : c.end])
        and (count := sight.counter.count(c)) is not None
    ):
        yield noun_mention(sight, c, Kind.INJURED, count, "shoot-victims")
        return
    for word in c.attributes:
        form = FORMS.get(word) if word != "homeless" else None  # no event made them so
        if form is not None and form.form in ("part", "pastpart", "state") and not form.verb.after:
            count = sight.counter.count(c)
            if c.sort == "harm" or (word == "deceased" and c.det == "possessive"):
                return  # the owner's deceased father: long dead
            if count is not None:
                yield noun_mention(sight, c, form.verb.kind, count, "attribute")
            return
