"""Verb groups: auxiliaries, adverbs and the main verb as one chunk, with its voice."""

from __future__ import annotations

from worker.stages.extract import lexicon as lex
from worker.stages.extract.chunks import Chunk
from worker.stages.extract.verbs import FORMS, OTHER_VERBS, Form
from worker.stages.extract.words import Words

_BE = frozenset("was were is are be been being am get got gets getting remain remains remained".split())

_GETS = frozenset("get gets got getting".split())
_WAYS = frozenset("out into in off on onto away back up down inside to from".split())  # getting out of a car: no auxiliary
_WAY_DOWN = 8  # words between a fall and the death it ends in
_MOVES = frozenset(
    "send sends sent sending carry carries carried carrying push pushes pushed pushing throw throws threw throwing hurl hurls hurled hurling"
    " drag drags dragged dragging lead leads led leading pull pulls pulled pulling take takes took taking sweep sweeps swept sweeping".split()
)
_BURNED = frozenset("burned burnt burning buried".split())
_CHARRED = frozenset("burned burnt charred".split())
_TO_ASHES = (["to", "ashes"], ["to", "cinders"], ["beyond", "recognition"])
_MOWN = {"mowed": "down", "mown": "down", "mowing": "down", "cut": "down"}
_PASSES = frozenset("pass passes passed passing".split())  # away
# The verbs, the words behind them and the verb that both together stand for.
_PHRASES: tuple[tuple[frozenset[str], tuple[str, ...], str], ...] = (
    (_PASSES, ("away",), "died"),
    (frozenset({"declared", "pronounced"}), ("brain", "dead"), "killed"),
    (frozenset({"taken"}), ("off", "life", "support"), "killed"),
)
# What makes a predicate of harm of any other verb, see _compound: found dead, torn to pieces; fell to their deaths, were cut down.
COMPOUNDS = frozenset("dead deceased hanging hanged support pieces bits shreds alive mowed mown mowing".split())
ENDINGS = dict.fromkeys(("death", "deaths"), frozenset("to his her their".split())) | {
    "down": frozenset({"cut"}),
    "away": _PASSES,
}
_SHREDS = frozenset("pieces bits shreds".split())
_WAY_ENDS = frozenset(", . ; : and but who which that".split())


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
        elif not (
            auxiliaries and (word in ("all", "both", "each", "also", "later", "then", "since", "now", "yet") or w.is_adverb(i))
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
    if adverb in ("fatally", "mortally") and out.form is not None and out.form.verb.kind == "injured":
        out.form = Form(FORMS["killed"].verb, out.form.form)
    i = out.end
    if (end := _end_of_fall(low, i)) and (out.form is None or out.form.verb.name == "hospital"):
        moved = out.word in _MOVES and not out.passive and end > i + 3  # carrying seven to their deaths: not who carries
        out.form = Form(FORMS["killed" if moved or out.passive else "died"].verb, OTHER_VERBS.get(out.word, "pastpart"))
        out.end = i if moved else end
    elif low[i : i + 2] == ["to", "death"] and out.word not in ("sentenced", "condemned", "put", "sentencing"):
        out.form = Form(FORMS["killed"].verb, out.form.form if out.form else OTHER_VERBS.get(out.word, "pastpart"))
        out.end = i + 2
    elif low[i : i + 1] in (["dead"], ["deceased"]) and out.word in (
        "shot",
        "shooting",
        "shoots",
        "shoot",
        "found",
        "declared",
        "pronounced",
        "gunned",
        "discovered",
        "confirmed",
    ):
        out.form = Form(FORMS["killed"].verb, out.form.form if out.form else "pastpart")
        out.end = i + 1
    elif phrase := next((p for p in _PHRASES if tuple(low[i : i + len(p[1])]) == p[1] and out.word in p[0]), None):
        out.form = Form(FORMS[phrase[2]].verb, OTHER_VERBS.get(out.word, "pastpart"))
        out.end = i + len(phrase[1])
    elif end := _end_of_deadly(out, low[i : i + 2]):
        out.form = Form(FORMS["gunned"].verb, out.form.form if out.form else "pastpart")
        out.end = i + end
    elif low[i : i + 1] in (["hanging"], ["hanged"]) and out.word in ("found", "discovered"):
        out.form = Form(FORMS["hanged"].verb, "pastpart")
        out.end = i + 1
    elif low[i : i + 1] == ["to"] and low[i + 1 : i + 2] and low[i + 1] in _SHREDS and out.word in ("blown", "torn", "ripped"):
        out.form = Form(FORMS["gunned"].verb, "part")
        out.end = i + 2
    elif low[i : i + 1] == ["down"] and out.word in ("gunned", "gunning", "guns", "gun"):
        out.end = i + 1
    elif low[i : i + 1] == ["and"] and out.form is not None and i + 1 < w.n:
        _second_verb(w, out, i + 1)


def _end_of_deadly(out: Chunk, following: list[str]) -> int:
    """Burned alive, burnt to ashes, mowed down, were cut down by machine-gun fire: how many words it takes; 0 where nobody died."""
    if out.word in _CHARRED and following in _TO_ASHES:
        return 2
    if following[:1] == ["alive"]:
        return int(out.word in _BURNED)
    mown = following[:1] == [_MOWN.get(out.word)]
    return int(mown and (not _BE.isdisjoint(out.auxiliaries) or out.word.startswith("mow")))


def _end_of_fall(low: list[str], i: int) -> int:
    """The end of "to their deaths" behind fell, plunged, were swept, with a height or a way between; else 0."""
    for k in range(i, min(i + _WAY_DOWN, len(low) - 2)):
        if low[k] in _WAY_ENDS:
            return 0
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
