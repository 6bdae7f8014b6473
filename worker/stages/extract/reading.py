"""A sentence to its mentions: every rule is a function over the chunks, listed by name in RULES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from worker.model import Count, Kind, Realis, Scope
from worker.stages.extract.chunks import Chunk, chunk
from worker.stages.extract.mentions import ZERO, Mention, add, exact, is_generic
from worker.stages.extract.predicates import following, is_bare, objects, subject
from worker.stages.extract.quantities import Reader
from worker.stages.extract.sentences import Sentence
from worker.stages.extract.verbs import FORMS, Verb
from worker.stages.extract.victims import Counter, merge_phrases

_WEAK = frozenset({"shoot", "hit", "hospital"})
_WOUNDS = frozenset(
    "injury injuries wound wounds burn burns fracture fractures inhalation concussion lacerations bruises cuts".split()
)
_DEATH_NOUNS = frozenset(
    "death deaths killing killings murder murders slaying slayings assassination massacre slaughter execution homicide lynching beheading".split()
)
_LIFE_VERBS = frozenset(
    "claim claims claimed claiming take takes took taken taking cost costs costing end ended lose lost losing".split()
)
_TOLL_STOPS = frozenset("from".split())
_FOUND = frozenset("found find finds recovered recover pulled retrieved discovered discover finding recovering located".split())
_HOMES = frozenset("home homes house houses village villages town towns city cities area areas region".split())
_DEFINITE = frozenset({"the", "possessive", "all", "of"})


@dataclass(slots=True)
class Sight:
    """One sentence as the rules see it."""

    s: Sentence
    chunks: list[Chunk]
    counter: Counter

    def words(self, start: int, length: int) -> list[str]:
        return self.s.low[start : start + length]


def look(sentence: Sentence, reader: Reader, counter: Counter) -> Sight:
    return Sight(sentence, merge_phrases(chunk(sentence, reader), sentence.low), counter)


def read(sight: Sight) -> list[Mention]:
    """Every mention of the sentence, in reading order, each victim phrase once per kind."""
    found: list[Mention] = []
    taken: set[tuple[str, int]] = set()
    for i, c in enumerate(sight.chunks):
        for rule in _RULES_BY_KIND.get(c.kind, ()):
            for mention in rule(sight, i):
                key = (str(mention.kind), mention.chunk.start if mention.chunk is not None else mention.start)
                if key not in taken:
                    taken.add(key)
                    found.append(mention)
    found.sort(key=lambda m: (m.start, m.end))
    for m in found:
        m.subset = m.subset or _is_among(sight, m)
    _attach(found)
    for i, m in enumerate(found):  # two killed and seven others hurt: other than the dead
        if m.other and any(b.kind != m.kind for b in found[:i]) and not any(b.kind == m.kind for b in found[:i]):
            m.other = False
    return found


def _is_among(sight: Sight, m: Mention) -> bool:
    """Among the dead were five children: a part of those already counted."""
    low = sight.s.low
    return low[:1] == ["among"] and bool({"dead", "killed", "victims", "wounded", "injured", "them", "casualties", "those", "deceased"} & set(low[1:6]))


def _attach(found: list[Mention]) -> None:
    """Gives "including 31 militants" the kind of the figure that it is a part of."""
    whole = [m for m in found if not m.subset]
    for m in found:
        if not m.subset:
            continue
        if m.rule != "including":
            continue
        before = [w for w in whole if w.start < m.start]
        m.whole = before[-1] if before else whole[0] if whole else None
        if m.whole is not None:
            m.kind = m.whole.kind
    found[:] = [m for m in found if m.rule != "including" or m.whole is not None]


def build(
    sight: Sight, phrases: list[Chunk], kind: Kind, rule: str, at: tuple[int, int], verb: Verb | None = None
) -> Mention | None:
    """One mention of a victim phrase or conjoined list; None where it counts no people."""
    parts = [(c, n) for c in phrases if (n := sight.counter.count(c, verb)) is not None]
    if not parts:
        return None
    if parts[0][1] == ZERO:
        parts = parts[:1]
    total = parts[0][1]
    for _, n in parts[1:]:
        total = add(total, n)
    first = parts[0][0]
    start, end = min(at[0], first.start), max(at[1], parts[-1][0].end)
    mention = Mention(kind, total, rule, sight.s, start, end, chunk=first)
    _describe(mention, first, len(parts) > 1)
    if len(parts) > 1:
        for c, n in parts:
            part = Mention(kind, n, rule, sight.s, c.start, c.end, chunk=c, subset=True)
            _describe(part, c, False)
            mention.parts.append(part)
        mention.explicit = any(p.explicit for p in mention.parts)
        mention.other = all(p.other for p in mention.parts)
        mention.anaphoric = all(p.anaphoric for p in mention.parts)
        mention.generic = any(p.generic for p in mention.parts)
        mention.reflexive = any(p.reflexive for p in mention.parts)
        mention.names = any(p.names for p in mention.parts)
    return mention


def _describe(mention: Mention, c: Chunk, listed: bool) -> None:
    mention.head, mention.role = c.head, c.role
    mention.generic = is_generic(c)
    mention.explicit = c.q is not None
    mention.other = c.other
    mention.names = c.names
    mention.reflexive = c.reflexive
    if mention.other and c.det in _DEFINITE:
        mention.other, mention.anaphoric = False, True
        return
    if c.ordinal == 2:
        mention.other = True
    mention.pronoun = c.head if c.head in ("they", "them") else ""
    pronoun = c.sort == "pronoun" and c.head not in (
        "another",
        "others",
        "one",
        "someone",
        "somebody",
        "many",
        "several",
        "nobody",
        "none",
    )
    mention.anaphoric = not c.reflexive and not c.other and (pronoun or (c.det in _DEFINITE and c.det != "possessive"))


# --- verbs -----------------------------------------------------------------------------------------------------------


def _verb(sight: Sight, i: int) -> Iterator[Mention]:
    c = sight.chunks[i]
    if c.kind != "V" or c.form is None or (c.negated and c.form.verb.side != "state"):
        return
    verb = c.form.verb
    if verb.after and not verb.after & set(sight.s.low[max(0, c.start - 4) : c.end + 9]):
        return
    if verb.name == "shoot" and sight.words(c.end, 1) in (["at"], ["down"], ["up"], ["video"]):
        return
    kind, args, voice = _arguments(sight, i, c, verb)
    if args and voice == "active" and verb.name == "shoot" and _to_death(sight, args[-1]):
        kind = Kind.KILLED
    judged = FORMS["killed"].verb if kind is Kind.KILLED and verb.kind is not kind else verb
    mention = build(sight, args, kind, f"{verb.name}-{voice}", (c.start, c.end), judged)
    if mention is None and voice == "active" and is_bare(c) and args and args[0].head in _MEASURES:
        mention = build(sight, subject(sight.chunks, i), kind, f"{verb.name}-participle", (c.start, c.end), verb)
    if mention is not None and not (judged.strict and _is_loose(mention)) and not (voice == "participle" and _is_doer(mention, c)):
        _mood(mention, c, sight)
        yield from _spread(mention, verb)


def _has_killed(sight: Sight, c: Chunk) -> bool:
    """Whether a verb before `c` killed or hurt others: its subject is the attacker."""
    before = sight.chunks[: sight.chunks.index(c)]
    return any(b.kind == "V" and b.form is not None and b.form.verb.side == "object" and not b.passive and not is_bare(b) or b.word in ("killed", "wounded", "shot") and not b.passive for b in before)


def _is_earlier(sight: Sight, c: Chunk) -> bool:
    """after five people had been killed, which had killed three: before the event."""
    i = sight.chunks.index(c)
    for b in reversed(sight.chunks[max(0, i - 10) : i]):
        if b.kind in "BR":
            return b.word in ("after", "who", "which", "where", "whose")
    return False


_MEASURES = frozenset("mile miles km kilometers kilometres meters metres feet day days hour hours minute minutes week weeks monday tuesday".split())
_OFFICERS = frozenset("agent agents sniper snipers soldiers forces troops".split())


def _is_doer(mention: Mention, c: Chunk) -> bool:
    """He shot, the gunman fired: the one before a bare verb without object is who did it."""
    return mention.head in ("he", "she", "they", "i", "we", "someone", "somebody", "who") or (
        mention.role == "perpetrator" and not mention.explicit and c.word in ("shot", "stabbed", "hit", "struck")
    )


def _is_by_officers(c: Chunk, sight: Sight, active: bool) -> bool:
    """Whether officers killed them: then those killed are the attackers, as far as the text tells."""
    i = sight.chunks.index(c)
    beside = sight.chunks[i - 1 : i] if active else sight.chunks[i + 2 : i + 3] if sight.chunks[i + 1 : i + 2] and sight.chunks[i + 1].word == "by" else []
    return any(b.kind == "N" and (b.role == "police" or b.head in _OFFICERS) for b in beside)


def _mood(mention: Mention, c: Chunk, sight: Sight) -> None:
    """A modal makes it hypothetical: could kill, to kill; "may have died" is feared."""
    if c.modal and not (c.modal == "to" and ("have" in c.auxiliaries or sight.s.low[c.start - 1] in _ACHIEVED)):
        perfect = "have" in c.auxiliaries and c.modal in ("may", "might", "must")
        mention.realis, mention.reason = (Realis.FEARED if perfect else Realis.HYPOTHETICAL), f"modal {c.modal}"
    elif c.auxiliaries[:1] == ("be",):
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "infinitive"
    elif "do" in c.auxiliaries or (c.form is not None and c.form.form == "base" and not mention.explicit and not mention.sentence.in_title):
        mention.scope, mention.reason = Scope.BACKGROUND, "habit"
    if (
        mention.kind is Kind.KILLED
        and mention.count.best == 1
        and mention.role in ("person", "", "perpetrator")
        and not mention.parts
        and _is_by_officers(c, sight, mention.rule.endswith("active"))
    ):
        mention.role = "perpetrator"
    if c.form is not None and c.form.verb.kind is Kind.KILLED and mention.chunk is not None and mention.explicit:
        if {"wounded", "injured"} & {*mention.chunk.attributes, mention.chunk.head}:
            mention.other, mention.anaphoric = True, False
    if "had" in c.auxiliaries and mention.realis is Realis.ACTUAL and _is_earlier(sight, c):
        mention.scope, mention.reason = Scope.BACKGROUND, "past perfect"
    if c.auxiliaries[:1] == ("being",):
        mention.anaphoric = True
        if mention.count.best == 1 and _has_killed(sight, c):
            mention.role = "perpetrator"
    mention.also = "also" in sight.s.low[c.start : c.end] or "also" in sight.s.low[max(0, mention.start - 1) : mention.start]


_ACHIEVED = frozenset("on managed used went proceeded continued continues".split())


def _arguments(sight: Sight, i: int, c: Chunk, verb: Verb) -> tuple[Kind, list[Chunk], str]:
    chunks = sight.chunks
    kind = verb.kind
    following = chunks[i + 1 : i + 3]
    before_or = c.passive or verb.side == "state"
    if (
        len(following) == 2
        and following[0].kind == "&"
        and following[1].kind == "V"
        and following[1].form
        and not following[1].auxiliaries
    ):
        other = following[1].form.verb.kind
        own = before_or and i + 3 < len(chunks) and chunks[i + 3].kind == "N"
        if {kind, other} == {Kind.KILLED, Kind.INJURED} and verb.name not in _WEAK and not own:
            return Kind.CASUALTIES, _either(chunks, i), "or"
    if i >= 2 and chunks[i - 1].kind == "&" and chunks[i - 2].kind == "V" and chunks[i - 2].form and not c.auxiliaries:
        if {kind, chunks[i - 2].form.verb.kind} == {Kind.KILLED, Kind.INJURED} and chunks[i - 2].form.verb.name not in _WEAK:
            if not ((chunks[i - 2].passive or chunks[i - 2].form.verb.side == "state") and i + 1 < len(chunks) and chunks[i + 1].kind == "N"):
                return Kind.CASUALTIES, [], "or"
    if verb.side == "object":
        if c.passive or c.form is not None and c.form.form == "part":
            return kind, subject(chunks, i) + _appended(chunks, i), "passive"
        if is_bare(c) and not (i + 1 < len(chunks) and chunks[i + 1].kind == "N"):
            return kind, _inverted(chunks, i) or subject(chunks, i), "participle"
        return kind, objects(chunks, i + 1), "active"
    if verb.side == "passive" and not c.passive:
        named = i + 1 < len(chunks) and chunks[i + 1].kind == "N"
        if named and (c.word in ("sent", "sending", "sends", "send") or c.form.form == "ger" or chunks[i + 1].sort == "pronoun"):
            return kind, objects(chunks, i + 1), "active"
        return kind, [] if named or not is_bare(c) else subject(chunks, i), "participle"
    return kind, subject(chunks, i) + (_appended(chunks, i) if verb.side == "subject" else []), verb.side


def _to_death(sight: Sight, last: Chunk) -> bool:
    """shot a woman to death, shot two men dead."""
    return sight.words(last.end, 2) == ["to", "death"] or sight.words(last.end, 1) == ["dead"]


def _inverted(chunks: list[Chunk], i: int) -> list[Chunk]:
    """Also killed in the attack were four guards."""
    if any(c.kind not in "T," for c in chunks[:i]):
        return []
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].kind == "P" and chunks[j + 1].kind == "N":
        j += 2
    return objects(chunks, j + 1) if j < len(chunks) and chunks[j].kind == "A" else []


def _appended(chunks: list[Chunk], i: int) -> list[Chunk]:
    """... were killed, as well as a woman."""
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].kind == "P" and chunks[j + 1].kind == "N":
        j += 2
    while j < len(chunks) and chunks[j].kind in ",T":
        j += 1
    if j + 1 < len(chunks) and chunks[j].kind == "&" and chunks[j].end - chunks[j].start > 1:
        return objects(chunks, j + 1)
    return []


def _either(chunks: list[Chunk], i: int) -> list[Chunk]:
    c = chunks[i]
    if c.passive or not (i + 3 < len(chunks) and chunks[i + 3].kind == "N"):
        return subject(chunks, i)
    return objects(chunks, i + 3)


_PERSONAL = ("er", "or", "ist", "ian", "eer", "man", "woman", "ers", "ors", "ists", "ians")


def _is_loose(mention: Mention) -> bool:
    """For verbs that also harm things: an unknown noun is no person."""
    c = mention.chunk
    if c is None or c.sort != "unknown" or c.names:
        return False
    return not (c.head.endswith(_PERSONAL) if c.det in ("a", "the") else c.q is not None and c.head.endswith(("s", "men")))


def _spread(mention: Mention, verb: Verb) -> Iterator[Mention]:
    """ "nobody was hurt" says that nobody was killed either."""
    yield mention
    if mention.count == ZERO and mention.kind is Kind.INJURED:
        yield Mention(Kind.KILLED, ZERO, mention.rule, mention.sentence, mention.start, mention.end, chunk=mention.chunk)


# --- nouns -----------------------------------------------------------------------------------------------------------


def _harm_noun(sight: Sight, i: int) -> Iterator[Mention]:
    """five deaths, 30 casualties, no injuries, the bodies of two men."""
    c = sight.chunks[i]
    if c.kind != "N" or c.sort != "harm" or c.head in ("toll", "tolls", "lives", "life", "death"):
        return
    kind = Kind(_HARM_KIND[c.head])
    if c.det == "no" or _is_without(sight, i):
        if c.q is None and not (_GRADES | {"other", "additional", "more"}) & set(
            sight.s.low[c.start : c.end]
        ):
            for each in _ZERO_KINDS.get(c.head, (kind,)):
                yield Mention(each, ZERO, "no-casualties", sight.s, c.start, c.end, chunk=c)
        return
    if c.head in ("bodies", "body", "corpses", "corpse") and c.det == "possessive" and not c.extra:
        yield from _own_body(sight, c)
        return
    if c.head in ("bodies", "body", "corpses", "corpse") and c.extra:
        inner = sight.counter.count(c.extra[0])
        if inner is not None and c.extra[0].det not in _DEFINITE:
            yield _noun(
                sight, c, Kind.KILLED, inner if c.q is None else Count(c.q.low, c.q.best, c.q.high, c.q.qualifier), "bodies"
            )
        return
    if c.q is not None and c.head not in ("injury", "death", "body"):
        yield _noun(sight, c, kind, Count(c.q.low, c.q.best, c.q.high, c.q.qualifier), "harm-noun")
    elif c.head in ("body", "corpse") and c.det == "a" and _FOUND & set(sight.s.low):
        yield _noun(sight, c, Kind.KILLED, exact(1), "bodies")


def _own_body(sight: Sight, c: Chunk) -> Iterator[Mention]:
    """his body was found: he is dead; their bodies: as many as were spoken of before."""
    after = set(sight.s.low[c.end : c.end + 6]) | set(sight.s.low[max(0, c.start - 4) : c.start])
    if not (_FOUND | {"discarded", "dumped", "decapitated", "buried", "left", "washed"}) & after:
        return
    owner = sight.s.low[c.start]
    mention = Mention(Kind.KILLED, exact(1), "own-body", sight.s, c.start, c.end, chunk=c, anaphoric=True)
    mention.pronoun = owner if owner in ("his", "her", "their") else ""
    if c.head in ("body", "corpse") or owner == "their":
        yield mention


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


def _noun(sight: Sight, c: Chunk, kind: Kind, count: Count, rule: str) -> Mention:
    mention = Mention(kind, count, rule, sight.s, c.start, c.end, chunk=c)
    _describe(mention, c, False)
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
    if "no" in before or "any" in before and "not" in before:
        between = before[len(before) - before[::-1].index("no") :] if "no" in before else before
        return all(w in _ZERO_PATH or w in _HARM_KIND for w in between)
    return c.det == "any" and bool({"not", "without", "nor", "n't", "didn't", "no"} & set(low[: c.start]))


_ZERO_PATH = frozenset(
    "or and nor reports report of immediate reported known other information on word about damage confirmed any".split()
)


def _attribute(sight: Sight, i: int) -> Iterator[Mention]:
    """two wounded soldiers: the phrase itself says what happened."""
    c = sight.chunks[i]
    if c.kind != "N" or not c.attributes or c.q is None:
        return
    for word in c.attributes:
        form = FORMS.get(word)
        if form is not None and form.form in ("part", "pastpart", "state"):
            count = sight.counter.count(c)
            if c.sort == "harm":
                return
            if count is not None:
                yield _noun(sight, c, form.verb.kind, count, "attribute")
            return


def _death_of(sight: Sight, i: int) -> Iterator[Mention]:
    """the death of 51 members, the killing of two men."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in _DEATH_NOUNS:
        return
    inner = c.extra[0] if c.extra else None
    at = (c.start, c.end)
    if inner is None and i + 2 < len(sight.chunks) and sight.chunks[i + 1].word == "of" and sight.chunks[i + 2].kind == "N":
        victims = objects(sight.chunks, i + 2)
    elif inner is not None:
        victims = following(sight.chunks, inner, i + 1)
    else:
        return
    mention = build(sight, victims, Kind.KILLED, "death-of", at, FORMS["killed"].verb)
    if mention is not None and mention.count != ZERO:
        mention.secondary = True
        yield mention


def _toll(sight: Sight, i: int) -> Iterator[Mention]:
    """death toll rises to 12 from 9, a toll of 40, bringing the toll to 31."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in ("toll", "tolls"):
        return
    skip = False
    for other in sight.chunks[i + 1 : i + 9]:
        if other.kind == "B" and other.word != ":" or other.kind == "R":
            return
        if other.word in _TOLL_STOPS:
            skip = True
        elif other.kind == "N" and other.q is not None and other.sort in ("number", "person", "harm", "unknown"):
            if skip:
                skip = False
                continue
            count = Count(other.q.low, other.q.best, other.q.high, other.q.qualifier)
            low = sight.s.low[c.start : c.end]
            kind = Kind.INJURED if "injury" in low or "injured" in low else Kind.KILLED
            mention = Mention(kind, count, "toll", sight.s, c.start, other.end, chunk=other, explicit=True, total=True)
            mention.generic = True
            mention.update = _update(set(sight.s.low))
            yield mention
            return


_RISES = frozenset("rises rose risen rise rising climbs climbed climbing jumped jumps soared soars increased increases grew mounts passes now up".split())
_FALLS = frozenset("lowered revised reduced corrected cut downward down lower fell falls".split())


def _update(words: set[str]) -> str | None:
    """Whether a toll says that it changes an earlier figure."""
    if words & {"revised", "lowered", "corrected", "reduced"} and words & _FALLS and not words & {"upward", "upwards", "rises", "rose"}:
        return "correction"
    return "rise" if words & _RISES else None


def _lives(sight: Sight, i: int) -> Iterator[Mention]:
    """claimed 96 lives, claimed the lives of two men, lost their lives, 12 lives lost, loss of five lives."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in ("lives", "life"):
        return
    before = sight.chunks[max(0, i - 3) : i]
    verbs = [b for b in before if b.kind == "V" and b.word in _LIFE_VERBS]
    at = (c.start, c.end)
    if verbs and verbs[-1].negated:
        return
    if c.q is not None:
        after = sight.chunks[i + 1 : i + 3]
        if (
            verbs
            or any(a.word in ("lost", "claimed", "taken") for a in after)
            or any(b.word in ("loss", "of") for b in before[-2:])
        ):
            yield _noun(sight, c, Kind.KILLED, Count(c.q.low, c.q.best, c.q.high, c.q.qualifier), "claim-lives")
    elif c.extra and verbs:
        rest = objects(sight.chunks, i + 2) if i + 1 < len(sight.chunks) and sight.chunks[i + 1].kind == "&" else []
        mention = build(sight, [*c.extra, *rest], Kind.KILLED, "claim-lives", at)
        if mention is not None:
            yield mention
    elif c.det == "possessive" and verbs and verbs[-1].word in ("lose", "lost", "losing"):
        mention = build(
            sight, subject(sight.chunks, sight.chunks.index(verbs[-1])), Kind.KILLED, "lose-lives", at, FORMS["died"].verb
        )
        if mention is not None:
            yield mention
    elif _has_none(sight.s.low, c):
        yield Mention(Kind.KILLED, ZERO, "no-loss-of-life", sight.s, c.start, c.end, chunk=c)


def _has_none(low: list[str], c: Chunk) -> bool:
    before = low[max(0, c.start - 4) : c.start]
    return before[-2:] == ["loss", "of"] and bool({"no", "without"} & set(before))


def _fatally(sight: Sight, i: int) -> Iterator[Mention]:
    """Five people were shot, two fatally."""
    c = sight.chunks[i]
    if c.word not in ("fatally", "mortally") or i == 0 or sight.chunks[i - 1].kind != "N" or sight.chunks[i - 1].q is None:
        return
    if i + 1 < len(sight.chunks) and sight.chunks[i + 1].kind in "VN":
        return
    mention = build(sight, [sight.chunks[i - 1]], Kind.KILLED, "fatally", (c.start, c.end))
    if mention is not None:
        yield mention


def _wounds(sight: Sight, i: int) -> Iterator[Mention]:
    """suffered injuries, sustained a gunshot wound, with burns, treated for smoke inhalation."""
    c = sight.chunks[i]
    words = set(sight.s.low[c.start : c.end])
    if c.kind != "N" or not _WOUNDS & words or i == 0 or c.det == "no":
        return
    for j in range(i - 1, max(-1, i - 6), -1):
        b = sight.chunks[j]
        if (
            b.kind == "B"
            or b.kind == "V"
            and b.form is not None
            and b.form.verb.kind is Kind.KILLED
            or b.word == "to"
            or b.word == "of"
        ):
            return
        if b.kind == "V" and b.word in _SUFFER and not b.negated:
            mention = build(sight, subject(sight.chunks, j), Kind.INJURED, "suffer-wounds", (b.start, c.end))
            if mention is not None and not _is_loose(mention) and not (mention.count == ZERO and words & _GRADES):
                yield mention
            return
        if b.word == "with" and j and sight.chunks[j - 1].kind == "N":
            person = sight.chunks[j - 1]
            if person.sort == "person":
                mention = build(sight, [person], Kind.INJURED, "with-wounds", (person.start, c.end))
                if mention is not None:
                    yield mention
            return


_GRADES = frozenset("serious major critical significant visible life-threatening non-life-threatening life threatening severe further".split())
_SUFFER = frozenset(
    "suffer suffers suffered suffering sustain sustains sustained sustaining receive received receiving treated treat had have"
    " nursing has incurred".split()
)


def _condition(sight: Sight, i: int) -> Iterator[Mention]:
    """is in critical condition."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in ("condition", "surgery") or i < 2:
        return
    for j in range(i - 1, max(-1, i - 5), -1):
        if sight.chunks[j].kind in "AV":
            if sight.chunks[j].form is not None or sight.chunks[j].negated:
                return
            mention = build(sight, subject(sight.chunks, j), Kind.INJURED, "condition", (sight.chunks[j].start, c.end))
            if mention is not None and not _is_loose(mention):
                yield mention
            return


def _flight(sight: Sight, i: int) -> Iterator[Mention]:
    """1.2 million people fled, thousands were forced from their homes."""
    c = sight.chunks[i]
    if c.kind != "V" or c.negated:
        return
    after = set(sight.words(c.end, 5))
    if c.word in ("fled", "flee", "flees", "fleeing") or (
        c.word in ("forced", "driven") and c.passive and {"flee", "homes", "leave"} & after
    ):
        mention = build(sight, subject(sight.chunks, i), Kind.DISPLACED, "flee", (c.start, c.end))
        if mention is not None and mention.role in ("person", "civilian", "child", "") and mention.sentence is sight.s:
            if (mention.explicit and mention.count.best >= 20) or (_HOMES & after and mention.explicit):
                yield mention


def _included(sight: Sight, i: int) -> Iterator[Mention]:
    """including 31 militants: a part of what was counted before it in the sentence."""
    c = sight.chunks[i]
    if not (c.kind == "I" or c.word == "among" and i + 1 < len(sight.chunks) and sight.chunks[i + 1].word == "them"):
        return
    at = i + 1 if c.kind == "I" else i + 2
    for phrase in objects(sight.chunks, at):
        count = sight.counter.count(phrase)
        if count is not None and phrase.q is not None and phrase.sort in ("person", "number", "unknown"):
            mention = Mention(
                Kind.CASUALTIES, count, "including", sight.s, phrase.start, phrase.end, chunk=phrase, subset=True, explicit=True
            )
            _describe(mention, phrase, False)
            yield mention


Rule = Callable[[Sight, int], Iterator[Mention]]
RULES: tuple[tuple[str, str, Rule], ...] = (  # name, the kinds of chunk that it begins at, the rule
    ("included", "IP", _included),
    ("lives", "N", _lives),
    ("toll", "N", _toll),
    ("death-of", "N", _death_of),
    ("harm-noun", "N", _harm_noun),
    ("attribute", "N", _attribute),
    ("verb", "V", _verb),
    ("fatally", "T", _fatally),
    ("wounds", "N", _wounds),
    ("condition", "N", _condition),
    ("flight", "V", _flight),
)
_RULES_BY_KIND = {kind: [rule for _, kinds, rule in RULES if kind in kinds] for kind in "IPNVT"}
