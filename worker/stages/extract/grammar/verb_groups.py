"""Verb groups: auxiliaries, adverbs and the main verb as one chunk, with its voice."""

from __future__ import annotations

from typing import NamedTuple

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.quantities import may_begin
from worker.stages.extract.grammar.verbs import FALLS, FORMS, OTHER_VERBS, Form
from worker.stages.extract.grammar.words import Words

_BE = frozenset("was were is are be been being am get got gets getting remain remains remained".split())

_DONE = frozenset("part pastpart".split())
_DAYTIMES = frozenset("early late today yesterday morning afternoon evening night midnight noon dawn".split())
_BEFORE_TIMES = frozenset(lex.WEEKDAYS) | _DAYTIMES | {"on", "in", "so"}
_GETS = frozenset("get gets got getting".split())
_WAYS = frozenset("out into in off on onto away back up down inside to from".split())  # getting out of a car: no auxiliary
_WAY_DOWN = 8  # words between a fall and the death it ends in
_MOVES = frozenset(
    "send sends sent sending carry carries carried carrying push pushes pushed pushing throw throws threw throwing hurl hurls hurled hurling"
    " drag drags dragged dragging lead leads led leading pull pulls pulled pulling take takes took taking sweep sweeps swept sweeping".split()
)
_PASSES = frozenset("pass passes passed passing".split())  # away
_OF_COURTS = frozenset("sentenced condemned put sentencing".split())
_LEFT_DEAD = frozenset("shot shooting shoots shoot found declared pronounced gunned discovered confirmed struck".split())
_CHARRED = frozenset("burned burnt charred".split())


_BOUNDS = frozenset("nearly almost roughly approximately".split())  # has nearly 300 dead: they speak of the number


class _Ending(NamedTuple):
    """Words behind a verb that make a predicate of harm of both."""

    words: tuple[str, ...]
    verbs: frozenset[str]  # empty: any but those of a court
    becomes: str  # the verb that both together stand for; empty: it stays what it is
    form: str = ""  # of that verb; empty: the form of the one that stands there, "pastpart" where that does no harm by itself
    passive: bool = False  # only behind a form of "be"


def _any(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENDING_ROWS = (
    _Ending(("to", "death"), FALLS, "died"),
    _Ending(("to", "deaths"), FALLS, "died"),
    _Ending(("to", "death"), frozenset(), "killed"),
    _Ending(("dead",), _LEFT_DEAD, "killed"),
    _Ending(("deceased",), _LEFT_DEAD, "killed"),
    _Ending(("over",), _any("ran"), "knifed", "past"),
    _Ending(("over",), _any("run"), "knifed", "pastpart", passive=True),
    _Ending(("up", "dead"), _any("turned turn turns turning wound wind winds ended ends"), "died"),
    _Ending(("dead",), _any("brought"), "killed", passive=True),
    _Ending(("brought", "dead"), _any("declared pronounced"), "killed"),
    _Ending(("away",), _PASSES, "died"),
    _Ending(("brain", "dead"), _any("declared pronounced"), "killed"),
    _Ending(("off", "life", "support"), _any("taken"), "killed"),
    _Ending(("to", "ashes"), _CHARRED, "gunned"),
    _Ending(("to", "cinders"), _CHARRED, "gunned"),
    _Ending(("beyond", "recognition"), _CHARRED, "gunned"),
    _Ending(("alive",), _any("burned burnt burning buried"), "gunned"),
    _Ending(("down",), _any("mow mows mowed mown mowing"), "gunned"),
    _Ending(("down",), _any("cut"), "gunned", "pastpart", passive=True),
    _Ending(("up",), _any("blown"), "gunned", "part", passive=True),
    _Ending(("down",), _any("gunned gunning guns gun"), ""),
    _Ending(("out",), _any("wipe wipes wiped wiping"), ""),
    _Ending(("hanging",), _any("found discovered"), "hanged", "pastpart"),
    _Ending(("hanged",), _any("found discovered"), "hanged", "pastpart"),
    *(_Ending(("to", shreds), _any("blown torn ripped hacked"), "gunned", "part") for shreds in ("pieces", "bits", "shreds")),
)
_BY_FIRST: dict[str, list[_Ending]] = {}
for _row in _ENDING_ROWS:
    _BY_FIRST.setdefault(_row.words[0], []).append(_row)
# What makes a predicate of harm of any other verb, see _compound: found dead, torn to pieces; fell to their deaths, were cut down.
COMPOUNDS = frozenset(
    "fatally mortally dead deceased hanging hanged support pieces bits shreds alive mow mows mowed mown mowing".split()
)
ENDINGS = dict.fromkeys(("death", "deaths"), frozenset("to his her their".split())) | {
    "down": frozenset({"cut"}),
    "up": frozenset({"blown"}),
    "over": frozenset({"ran", "run"}),
    "away": _PASSES,
}
_OVER = frozenset("over off down into out".split())
_WAY_ENDS = frozenset(", . ; : and but who which that after before when while as how".split())


def verb_group(w: Words, i: int) -> Chunk:
    low, start = w.low, i
    auxiliaries: list[str] = []
    negated = False
    while i < w.n:
        word = low[i]
        if word in _GETS and low[i + 1 : i + 2] and low[i + 1] in _WAYS:
            return Chunk("V", start, i + 1, word, finite=word != "getting" or bool(auxiliaries), negated=negated,
                         modal=_modal(auxiliaries), auxiliaries=tuple(auxiliaries))  # fmt: skip
        if word in lex.AUXILIARIES or word == "to":
            auxiliaries.append(word)
            negated = negated or word.endswith("n't")
        elif word in ("not", "never", "n't") or word.endswith("n't"):
            negated = True
        elif auxiliaries and word in _BEFORE_TIMES and (end := _past_time(low, i)) > i:
            i = end - 1
        elif not (
            auxiliaries
            and not _is_bound(w, i)
            and (word in ("all", "both", "each", "also", "later", "then", "since", "now", "yet") or w.is_adverb(i))
        ):
            break
        i += 1
        if i - start > 8:
            break
    if i < w.n and (w.is_verb(i) or (auxiliaries and (low[i] in FORMS or low[i] in OTHER_VERBS or w.is_also_noun(i)))):
        return _main_verb(w, start, i, auxiliaries, negated)
    if i < w.n and any(a in _BE or a in ("has", "have", "had") for a in auxiliaries) and w.is_unknown_participle(i):
        passive = any(a in _BE for a in auxiliaries) and low[i].endswith("ed")
        out = Chunk("V", start, i + 1, low[i], passive=passive, finite=True, negated=negated,
                    modal=_modal(auxiliaries), agrees=_agreement(auxiliaries), auxiliaries=tuple(auxiliaries))  # fmt: skip
        if low[i + 1 : i + 3] == ["to", "death"]:  # hacked, crushed to death
            _compound(w, out)
        return out
    return Chunk("A", start, max(i, start + 1), low[start], negated=negated, auxiliaries=tuple(auxiliaries), agrees=_agreement(auxiliaries),
                 modal=_modal(auxiliaries))  # fmt: skip


def _past_time(low: list[str], i: int) -> int:
    """Where "on Thursday night", "in the early hours of Friday", "so far" ends between an auxiliary and its participle; else `i`."""
    if low[i : i + 2] == ["so", "far"]:
        k = begun = i + 2
    else:
        k = i + 5 if low[i : i + 2] == ["in", "the"] and low[i + 3 : i + 5] == ["hours", "of"] else i + (low[i] == "on")
        begun = k + 1
        while k < len(low) and (low[k] in lex.WEEKDAYS or low[k] in _DAYTIMES):
            k += 1
    if k < begun or k >= len(low):
        return i
    form = FORMS.get(low[k])
    shape = form.form if form is not None else OTHER_VERBS.get(low[k], "")
    return k if shape in _DONE or low[k] in ("been", "being") else i


def _is_bound(w: Words, i: int) -> bool:
    """Whether the adverb speaks of a number behind it, and not of the verb."""
    return w.low[i] in _BOUNDS and i + 1 < w.n and may_begin(w.low[i + 1])


def _main_verb(w: Words, start: int, i: int, auxiliaries: list[str], negated: bool) -> Chunk:
    word = w.low[i]
    form = FORMS.get(word)
    shape = form.form if form else OTHER_VERBS.get(word, "ger" if word.endswith("ing") else "pastpart")
    has_be = any(a in _BE for a in auxiliaries)
    passive = has_be and shape in ("part", "pastpart", "past") and not (shape == "past" and form is None)
    finite = bool(auxiliaries) or shape in ("past", "pres", "pastpart")
    out = Chunk("V", start, i + 1, word, form=form, passive=passive, finite=finite, negated=negated, modal=_modal(auxiliaries),
                agrees=_agreement(auxiliaries), auxiliaries=tuple(auxiliaries))  # fmt: skip
    _compound(w, out)
    return out


def _compound(w: Words, out: Chunk) -> None:
    """shot and killed, shot dead, stabbed to death, found dead, fatally shot: one predicate."""
    low = w.low
    adverb = low[out.end - 2] if out.end - out.start > 1 else low[out.start - 1] if out.start else ""
    if adverb in ("fatally", "mortally") and (out.form is None or out.form.verb.kind == "injured"):
        out.form = Form(FORMS["killed"].verb, out.form.form if out.form else OTHER_VERBS.get(out.word, "pastpart"))
    i = out.end
    if (end := _end_of_fall(low, i)) and (out.form is None or out.form.verb.name == "hospital"):
        # carrying seven to their deaths: not who carries; six swept over the falls to their deaths are who dies
        moved = out.word in _MOVES and not out.passive and end > i + 3 and low[i] not in _OVER
        out.form = Form(FORMS["killed" if moved or out.passive else "died"].verb, OTHER_VERBS.get(out.word, "pastpart"))
        out.end = i if moved else end
    elif ending := _ending(out, low, i):
        if ending.becomes:
            form = ending.form or (out.form.form if out.form else OTHER_VERBS.get(out.word, "pastpart"))
            out.form = Form(FORMS[ending.becomes].verb, form)
            out.passive = out.passive or ending.passive  # "cut" looks like an infinitive
        out.end = i + len(ending.words)
    elif low[i : i + 1] == ["and"] and out.form is not None and i + 1 < w.n:
        _second_verb(w, out, i + 1)


def _ending(out: Chunk, low: list[str], i: int) -> _Ending | None:
    """What stands at token `i`, behind the group."""
    for row in _BY_FIRST.get(low[i], ()) if i < len(low) else ():
        if tuple(low[i : i + len(row.words)]) == row.words and (
            out.word in row.verbs if row.verbs else out.word not in _OF_COURTS
        ):
            return row if not row.passive or not _BE.isdisjoint(out.auxiliaries) else None
    return None


def _end_of_fall(low: list[str], i: int) -> int:
    """The end of "to their deaths" behind fell, plunged, were swept, with a height or a way between; else 0."""
    for k in range(i, min(i + _WAY_DOWN, len(low) - 2)):
        moves = low[k] in FALLS or OTHER_VERBS.get(low[k], "base") != "base"
        if low[k] in _WAY_ENDS or (moves and low[k] != "falls"):
            return 0  # survived after seeing his brother | fall to his death
        if low[k] == "to" and low[k + 1] in ("his", "her", "their") and low[k + 2] in ("death", "deaths"):
            return k + 3
    return 0


def _second_verb(w: Words, out: Chunk, i: int) -> None:
    assert out.form is not None
    while i < w.n and (w.is_adverb(i) or w.low[i] in ("then", "later", "subsequently")):
        i += 1
    second = FORMS.get(w.low[i]) if i < w.n else None
    if second is None or second.verb.side != "object" or out.form.verb.side != "object":
        return
    if (
        second.form in ("past", "part", "pastpart") and out.form.form in ("past", "part", "pastpart")
    ) or second.form == out.form.form:
        kinds = {str(second.verb.kind), str(out.form.verb.kind)}
        if kinds == {"killed", "injured"} and out.word not in (
            "shot",
            "stabbed",
            "shooting",
            "stabbing",
            "hit",
            "struck",
            "shoots",
            "beaten",
        ):
            return  # killed and wounded 20: another rule's
        if w.low[i - 1] in ("fatally", "mortally"):
            out.form = Form(FORMS["killed"].verb, second.form)
        elif w.low[i + 1 : i + 2] == ["dead"] and second.verb.name == "shoot":
            out.form, i = Form(FORMS["killed"].verb, second.form), i + 1  # kidnapped and later shot dead
        elif second.verb.kind == "killed" or second.verb.name == "injure":
            out.form = second
        out.end = i + 1


def _modal(auxiliaries: list[str]) -> str:
    for word in auxiliaries:
        if word in lex.MODALS:
            return word
    return "to" if auxiliaries and auxiliaries[0] == "to" else ""


def _agreement(auxiliaries: list[str]) -> bool | None:
    for word in auxiliaries:
        if word in ("was", "is", "has"):
            return False
        if word in ("were", "are"):
            return True
    return None
