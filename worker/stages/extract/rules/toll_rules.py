"""Rules for tolls: a toll of, deaths climb to, lost their lives, a crash claims nine."""

from __future__ import annotations

from collections.abc import Iterator

from worker.model import Count, Kind, Qualifier, Realis, Scope
from worker.stages.extract.counts.updates import update_of
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import ANIMALS, HARM_NOUNS
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import ZERO, Mention, add
from worker.stages.extract.phrases.objects import following, objects
from worker.stages.extract.phrases.predicates import subject
from worker.stages.extract.rules.figures import figure_count
from worker.stages.extract.rules.noun_rules import noun_mention
from worker.stages.extract.rules.sight import Sight, build, is_loose
from worker.stages.extract.rules.verb_moods import set_modal

MEETS = frozenset("met meet meets meeting".split())
DEATHS_MET = frozenset("death deaths".split())
_LIFE_VERBS = frozenset(
    "claim claims claimed claiming take takes took taken taking cost costs costing end ended lose lost losing".split()
)
_COSTS = frozenset("cost costs costing".split())
PAID = _COSTS | {"paid", "short"}  # one of these is in every such sentence
_CUT_SHORT = ["cut", "short"]
_TOLL_STOPS = frozenset("from by".split())  # rose by two to 14
_TO_COME = frozenset("could may might would".split())
_CAN = frozenset({"can"})
_PASSES = frozenset(
    "passes passed crosses crossed tops topped exceeds exceeded surpasses surpassed pass cross top exceed surpass above past".split()
)
CLAIMS = frozenset("claims claimed claim".split())
DISASTERS = frozenset(
    "crash crashes accident accidents mishap collision pile-up pileup fire fires blaze inferno flood floods landslide landslides mudslide blast explosion collapse quake"
    " earthquake storm storms cyclone typhoon hurricane tornado stampede lightning avalanche heatwave cold outbreak fever cholera dengue malaria virus disease tragedy disaster"
    " smash capsize shipwreck derailment bomb bombing attack shooting clash clashes violence hooch liquor rain rains fog sea waves wave river undertow rapids bushfire bushfires wildfire wildfires eruption volcano".split()
)
CLIMBERS = frozenset("deaths fatalities injuries injured wounded missing".split())
_STATES = frozenset("injured wounded missing".split())  # the injured stood at 32
_CLIMBS = _PASSES | frozenset(
    "climb climbs climbed rise rises rose risen reach reaches reached hit hits jump jumps jumped soar soars soared mount mounted stand stands stood now at".split()
)
_TOLL_LEADS = frozenset("to at of".split())
_SEASONS = frozenset("season monsoon winter summer year month war conflict annual monthly yearly".split())  # the season's toll
_NEARS = frozenset("nears neared nearing approaches approached approaching".split())


def toll(sight: Sight, i: int) -> Iterator[Mention]:
    """death toll rises to 12 from 9, a toll of 40, bringing the toll to 31."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in ("toll", "tolls") or any(b.head in ANIMALS and b.q is not None for b in sight.chunks):
        return
    skip = False
    for other in sight.chunks[i + 1 : i + 12]:
        if (other.kind == "B" and other.word != ":") or other.kind == "R":
            return
        if other.word in _TOLL_STOPS:
            skip = sight.chunks[min(sight.chunks.index(other) + 1, len(sight.chunks) - 1)].q is not None
        elif other.kind == "P" and other.word in _TOLL_LEADS:
            skip = False
        elif other.kind == "N" and other.q is not None and other.sort in ("number", "person", "harm", "unknown"):
            if skip:
                skip = False
                continue
            if _is_of_others(sight, other):
                return
            count = _passed(_with_next(sight, other, figure_count(sight.s, other.q)), sight.s.low[c.end : other.start])
            low = sight.s.low[c.start : c.end]
            kind = Kind.INJURED if "injury" in low or "injured" in low else Kind.KILLED
            mention = Mention(kind, count, "toll", sight.s, c.start, other.end, chunk=other, explicit=True, total=True)
            mention.generic = True
            mention.update = _update(sight, c.end, other.start)
            _foresee(mention, sight.s.low[c.end : other.start])
            if not _SEASONS.isdisjoint(low):
                mention.scope, mention.reason = Scope.CUMULATIVE, "period"
            yield mention
            return


def _is_of_others(sight: Sight, c: Chunk) -> bool:
    """The toll rose, with 23 | unaccounted for: the missing, and no toll."""
    at = next(k for k, other in enumerate(sight.chunks) if other is c)
    after = sight.chunks[at + 1] if at + 1 < len(sight.chunks) else None
    form = after.form if after is not None and after.kind == "V" and not after.auxiliaries else None
    return form is not None and form.verb.side in ("state", "object") and form.verb.kind is not Kind.KILLED


_HITS = frozenset({"hit", "hits"})


def _with_next(sight: Sight, c: Chunk, count: Count) -> Count:
    """A toll of 49 civilians | and | 15 soldiers: both."""
    at = next(k for k, other in enumerate(sight.chunks) if other is c)
    after = sight.chunks[at + 1 : at + 3]
    joined = [b.kind for b in after] == ["&", "N"] and c.sort == after[1].sort == "person" and not after[1].other
    q = after[1].q if joined else None
    return count if q is None else add(count, Count(q.low, q.best, q.high, q.qualifier))


def _update(sight: Sight, start: int, end: int) -> str | None:
    """What the sentence says of a toll's change; a toll that hits 40 has risen, what a storm hits has not."""
    return update_of(set(sight.s.low)) or ("rise" if _HITS & set(sight.s.low[start:end]) else None)


def _foresee(mention: Mention, between: list[str]) -> None:
    """The toll could reach 250: nobody has counted them."""
    if not _TO_COME.isdisjoint(between):
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "forecast"


def _passed(count: Count, between: list[str]) -> Count:
    """The toll crosses 2,000: at least so many; it nears 90: as "nearly 90" is read."""
    if count.qualifier is not Qualifier.EXACT:
        return count
    if not _NEARS.isdisjoint(between):
        return Count(9 * count.best // 10, count.best, count.best, Qualifier.APPROX)
    if _PASSES.isdisjoint(between):
        return count
    return Count(count.low, count.best, None, Qualifier.AT_LEAST)


def climbing(sight: Sight, i: int) -> Iterator[Mention]:
    """Wildfire deaths climb to 80; flood fatalities pass 200."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in CLIMBERS or c.q is not None or (c.head in _STATES and c.det != "the"):
        return
    rest = sight.chunks[i + 1 : i + 8]
    at = next((k for k, b in enumerate(rest) if b.word in _CLIMBS and b.kind != "N"), None)
    figure = next((b for b in rest[at + 1 :] if b.kind == "N"), None) if at is not None else None
    if (
        figure is None
        or figure.q is None
        or figure.sort not in ("number", "person")
        or any(b.kind in "BR" for b in rest[: at or 0])
    ):
        return
    kind = Kind(HARM_NOUNS[c.head])
    count = _passed(figure_count(sight.s, figure.q), sight.s.low[c.end : figure.start])
    mention = Mention(kind, count, "toll", sight.s, c.start, figure.end, chunk=figure, explicit=True, total=True)
    mention.generic, mention.update = True, _update(sight, c.end, figure.start)
    _foresee(mention, sight.s.low[c.end : figure.start])
    yield mention


def lives(sight: Sight, i: int) -> Iterator[Mention]:
    """claimed 96 lives, claimed the lives of two men, lost their lives, 12 lives lost, loss of five lives."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in ("lives", "life"):
        return
    before = sight.chunks[max(0, i - 3) : i]
    verbs = [b for b in before if b.kind == "V" and b.word in _LIFE_VERBS]
    at = (c.start, c.end)
    if verbs and (verbs[-1].negated or verbs[-1].modal in _CAN):
        return  # storms like this can claim scores of lives
    if c.q is not None and not (c.extra and verbs):
        after = sight.chunks[i + 1 : i + 3]
        if (
            verbs
            or any(a.word in ("lost", "claimed", "taken") for a in after)
            or any(b.word in ("loss", "of") for b in before[-2:])
        ):
            yield noun_mention(sight, c, Kind.KILLED, Count(c.q.low, c.q.best, c.q.high, c.q.qualifier), "claim-lives")
    elif c.extra and verbs:
        mention = build(sight, following(sight.chunks, c.extra[0], i + 1), Kind.KILLED, "claim-lives", at)
        if mention is not None:
            yield mention
    elif c.det == "possessive" and verbs and verbs[-1].word in ("lose", "lost", "losing"):
        mention = build(
            sight, subject(sight.chunks, sight.chunks.index(verbs[-1])), Kind.KILLED, "lose-lives", at, FORMS["died"].verb
        )
        if mention is not None:
            yield mention
    elif _has_none(sight.s.low, c) or _none_lost(sight, i):
        yield Mention(Kind.KILLED, ZERO, "no-loss-of-life", sight.s, c.start, c.end, chunk=c)


def lives_paid(sight: Sight, i: int) -> Iterator[Mention]:
    """A bomb cost ten people their lives; ten people paid with their lives; the lives of ten people were cut short."""
    c = sight.chunks[i]
    if c.kind != "N" or c.head not in ("lives", "life"):
        return
    if c.extra and sight.words(c.end, 3)[-2:] == _CUT_SHORT:
        victims = [c.extra[0]]
    else:
        victims = _payers(sight, i) if c.det == "possessive" else []
    mention = build(sight, victims, Kind.KILLED, "lose-lives", (c.start, c.end), FORMS["gunned"].verb) if victims else None
    yield from [mention] if mention is not None else []


def met_death(sight: Sight, i: int) -> Iterator[Mention]:
    """Nine hikers met their deaths on the ridge."""
    c = sight.chunks[i]
    before = sight.chunks[i - 1] if i else None
    if c.kind != "N" or c.head not in DEATHS_MET or c.det != "possessive" or before is None or before.word not in MEETS:
        return
    if before.kind == "V" and not (before.negated or before.passive):
        mention = build(
            sight, subject(sight.chunks, i - 1), Kind.KILLED, "met-death", (before.start, c.end), FORMS["died"].verb
        )
        if mention is not None and not is_loose(mention):
            set_modal(mention, before, sight)
            yield mention


def _payers(sight: Sight, i: int) -> list[Chunk]:
    before = sight.chunks[max(0, i - 2) : i]
    if len(before) < 2 or before[0].kind != "V" or before[0].negated or before[0].modal:
        return []
    if before[0].word in _COSTS and before[1].kind == "N":
        return [before[1]]
    return subject(sight.chunks, i - 2) if before[0].word == "paid" and before[1].word == "with" else []


def _none_lost(sight: Sight, i: int) -> bool:
    """No lives were lost; not a single life lost."""
    c = sight.chunks[i]
    behind = sight.chunks[i + 1] if i + 1 < len(sight.chunks) else None
    none = c.det == "no" or (c.det == "a" and c.start > 0 and sight.words(c.start - 1, 1) == ["not"])
    return none and behind is not None and behind.kind == "V" and behind.word in ("lost", "claimed", "taken")


def claimed(sight: Sight, i: int) -> Iterator[Mention]:
    """Auto crash claims nine; floods claimed 12 more in Sylhet: what claims lives kills those whom it claims."""
    c = sight.chunks[i]
    if c.word not in CLAIMS or c.negated or c.modal or i == 0 or i + 1 >= len(sight.chunks) or sight.chunks[i - 1].kind != "N":
        return
    victims = sight.chunks[i + 1]
    before = sight.chunks[i - 1]
    next_one = before.head in ("another", "other")  # a first blast killed three, and a second | claimed | another five
    deadly = not DISASTERS.isdisjoint(sight.s.low[0 if next_one else before.start : before.end])
    counted = victims.q is not None and victims.sort in ("number", "person") and victims.head not in ("lives", "life")
    if deadly and counted:
        mention = build(sight, objects(sight.chunks, i + 1), Kind.KILLED, "claims", (c.start, c.end), FORMS["gunned"].verb)
        yield from [mention] if mention is not None else []


def _has_none(low: list[str], c: Chunk) -> bool:
    before = low[max(0, c.start - 6) : c.start]  # without injury or loss of life
    return before[-2:] == ["loss", "of"] and bool({"no", "without"} & set(before))
