"""Tokens to chunks: noun phrases with their heads and numbers, verb groups with their voice, and the small words between.

One pass from left to right, no grammar beyond what casualty sentences need.
"""

from __future__ import annotations

from dataclasses import replace

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.noun_phrases import may_lead, noun_phrase
from worker.stages.extract.grammar.verb_groups import verb_group
from worker.stages.extract.grammar.word_classes import is_never_noun, is_never_verb
from worker.stages.extract.grammar.words import Words

_SKIPPED = frozenset("\"“”'‘’*_«»#|•")
_COMMAS = frozenset(",()[]{}/…")
_DASHES = frozenset({"--", "---", "—", "–", "-"})
_LONGEST_ASIDE = 8  # chunks between parentheses or dashes
_LIST_ITEM = 12  # tokens between two semicolons of a list
_OWNERS = frozenset("their his her its our my".split())
_BEFORE_YET = frozenset("not n't hasn't haven't hadn't isn't aren't have has had as".split())  # has not yet been named
_JOINING = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"), ("besides",))
_JOINING_BY_WORD = {joined[0]: joined for joined in _JOINING}
_SERVING = frozenset(
    "working serving acting employed posing disguised dressed known described identified worked served".split()
)
_GOES_ON = frozenset("was were later died has had".split())
_BY_NEIGHBOUR = frozenset("yet then but as".split())  # what they are is told by the words beside them
_SMALL_WORDS: tuple[tuple[str, frozenset[str]], ...] = (  # the first that a word is found in is its kind
    ("I", lex.SUBSETS),
    ("R", lex.RELATIVES),
    ("B", lex.BREAKS),
    ("&", lex.CONJUNCTIONS),
    ("P", lex.PREPOSITIONS),
    ("T", lex.TIME_WORDS | lex.WEEKDAYS.keys() | lex.MONTHS.keys()),
)
_KIND = {word: kind for kind, words in reversed(_SMALL_WORDS) for word in words}


def _is_alone(word: str) -> bool:
    """Whether a small word is a chunk by itself wherever it stands: it begins no phrase and no group."""
    known = word in _BY_NEIGHBOUR or word in lex.PRONOUNS or word in _JOINING_BY_WORD or may_lead(word)
    return is_never_noun(word) and is_never_verb(word) and not known


# Most words of a sentence are of these, and need no further look.
_ALONE = {word: kind for word, kind in _KIND.items() if _is_alone(word)} | dict.fromkeys(_COMMAS, ",")
_ABOARD = frozenset({"aboard"})
_MARKS = _SKIPPED | {".", "-", "both"}  # what may be left out


def chunk(w: Words) -> list[Chunk]:
    out: list[Chunk] = []
    i = 0
    while i < w.n:
        item = _next(w, i)
        if item is not None:
            out.append(item)
        i = item.end if item is not None else i + 1
    return _without_asides(out)


def _next(w: Words, i: int) -> Chunk | None:
    """The chunk that begins at token `i`; None for a mark that says nothing."""
    word = w.low[i]
    masked = i in w.masked
    if not masked and (alone := _ALONE.get(word)) is not None:
        return Chunk("," if word == ";" and _is_behind_age(w, i) else alone, i, i + 1, word)
    if word in _MARKS and (word in _SKIPPED or w.is_joint(i, word) or w.is_correlative(i)):
        return None
    if masked and not (w.masked[i] == "age" and w.old_follows(i)):
        return Chunk("T", i, i + 1, word)
    if word in _DASHES:
        return Chunk("B", i, i + 1, word)
    return _phrase(w, i) or _small(w, i, word)


def _phrase(w: Words, i: int) -> Chunk | None:
    """The noun phrase that begins at token `i`, with a "not" or "both" that belongs to it, or a figure that is put right."""
    if w.low[i] == "not" and w.low[i + 1 : i + 2] == ["one"]:
        return _not_one(noun_phrase(w, i + 1), i)
    if w.low[i] == "both" and w.low[i + 1 : i + 2] and w.low[i + 1] in _OWNERS:
        theirs = noun_phrase(w, i + 1)
        if theirs is not None and theirs.plural and theirs.q is None and theirs.sort == "person":
            return replace(theirs, start=i, det="both")
    phrase = noun_phrase(w, i)
    wrong = _end_of_wrong(w, phrase.end) if phrase is not None and phrase.sort == "number" else 0
    people = noun_phrase(w, wrong) if wrong else None
    if phrase is not None and people is not None and people.sort == "person" and people.q is None and people.plural:
        return replace(people, start=i, q=phrase.q, other=phrase.other)
    return phrase


def _not_one(one: Chunk | None, i: int) -> Chunk | None:
    """Not one worker was harmed: none was."""
    if one is None or one.sort != "person" or one.q is None or one.q.best != 1:
        return None
    return replace(one, start=i, det="no", q=None)


def _end_of_wrong(w: Words, i: int) -> int:
    """Six | , not eight, | people: where the figure that is denied ends; else 0."""
    figure = w.low[i : i + 4]
    wrong = len(figure) == 4 and figure[:2] == [",", "not"] and figure[3] == "," and w.reader.read(w.low, i + 2) is not None
    return i + 4 if wrong and i + 4 < w.n else 0


def _is_behind_age(w: Words, i: int) -> bool:
    """Ann Bell, 47; Jo Venn, 43; and Tom Orr, 22: it parts those of a list, as another does."""
    behind = w.low[i + 1 : i + _LIST_ITEM]
    return i > 1 and w.masked.get(i - 1) == "age" and w.low[i - 2] == "," and (behind[:1] == ["and"] or ";" in behind)


def _small(w: Words, i: int, word: str) -> Chunk:
    if word in lex.AUXILIARIES or w.is_verb(i) or (word == "to" and i + 1 < w.n and w.is_base(i + 1)):
        return verb_group(w, i)
    if word == "then" and i and w.low[i - 1] in ("and", ","):
        return Chunk("T", i, i + 1, word)  # was shot and then beheaded
    if word == "but" and i + 1 < w.n and w.low[i + 1] in _GOES_ON:
        return Chunk("&", i, i + 1, word)  # survived but was hurt
    if word == "as" and i and w.low[i - 1] in _SERVING:
        return Chunk("P", i, i + 1, word)
    joined = _JOINING_BY_WORD.get(word)
    if joined is not None and tuple(w.low[i : i + len(joined)]) == joined:
        return Chunk("&", i, i + len(joined), "and")
    if word == "yet" and i and w.low[i - 1] in _BEFORE_YET:
        return Chunk("T", i, i + 1, word)
    return Chunk(_KIND.get(word) or ("T" if w.is_adverb(i) else "O"), i, i + 1, word)


def _tells_of_harm(aside: list[Chunk]) -> bool:
    """Was shot (and later died); to a second village (killing two brothers): a predicate of the sentence."""
    first = next((c for c in aside if c.kind not in "&T,B"), None)
    return first is not None and first.kind == "V" and first.form is not None and first.form.verb.side != "state"


def _dateline_dash(chunks: list[Chunk]) -> int:
    """The dash behind a dateline, which begins no aside: the first of an odd number, without a verb before it; else 0."""
    dashes = [i for i, c in enumerate(chunks) if c.word in _DASHES]
    return dashes[0] if len(dashes) % 2 and not any(c.kind in "VA" for c in chunks[: dashes[0]]) else 0


def _without_asides(chunks: list[Chunk]) -> list[Chunk]:
    """Drops what stands in parentheses: (one gunman and two bombers), (BLA)."""
    out: list[Chunk] = []
    i = 0
    alone = _dateline_dash(chunks)
    while i < len(chunks):
        word = chunks[i].word
        if word in ("(", "[") or (word in _DASHES and i > alone):
            ends = (")", "]") if word in ("(", "[") else _DASHES
            close = next((j for j in range(i + 1, min(i + _LONGEST_ASIDE + 2, len(chunks))) if chunks[j].word in ends), None)
            if close is not None and word in ("(", "[") and _tells_of_harm(chunks[i + 1 : close]):
                out += [replace(chunks[i], kind=","), *chunks[i + 1 : close], replace(chunks[close], kind=",")]
                i = close + 1
                continue
            if close is not None and word == "[" and chunks[i + 1].word == "of":
                out += chunks[i + 1 : close]  # the massacre [of six monks]: what an editor has added
                i = close + 1
                continue
            if close is not None:
                i = close + 1
                continue
        if not (word in _ABOARD and i + 1 < len(chunks) and chunks[i + 1].kind == "&"):  # all 19 aboard and two on the ground
            out.append(chunks[i])
        i += 1
    return out
