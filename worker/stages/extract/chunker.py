"""Tokens to chunks: noun phrases with their heads and numbers, verb groups with their voice, and the small words between.

One pass from left to right, no grammar beyond what casualty sentences need.
"""

from __future__ import annotations

from worker.stages.extract import lexicon as lex
from worker.stages.extract.chunks import Chunk
from worker.stages.extract.noun_phrases import noun_phrase
from worker.stages.extract.quantities import Reader
from worker.stages.extract.sentences import Sentence
from worker.stages.extract.verb_groups import verb_group
from worker.stages.extract.words import Words

_SKIPPED = frozenset("\"“”'‘’*_«»#|•")
_COMMAS = frozenset(",()[]{}/…")
_DASHES = frozenset({"--", "---", "—", "–", "-"})
_LONGEST_ASIDE = 8  # chunks between parentheses or dashes
_BEFORE_YET = frozenset("not n't hasn't haven't hadn't isn't aren't have has had as".split())  # has not yet been named
_JOINING = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"), ("besides",))
_SMALL_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("I", lex.SUBSETS),
    ("R", lex.RELATIVES),
    ("B", lex.BREAKS),
    ("&", lex.CONJUNCTIONS),
    ("P", lex.PREPOSITIONS),
    ("T", lex.TIME_WORDS),
)


def chunk(sentence: Sentence, reader: Reader) -> list[Chunk]:
    w = Words(sentence, reader)
    out: list[Chunk] = []
    i = 0
    while i < w.n:
        item = _next(w, i)
        out.append(item)
        i = item.end
    return _without_asides([c for c in out if c.kind != "Q"])


def _next(w: Words, i: int) -> Chunk:
    word = w.low[i]
    if word in _SKIPPED or w.is_joint(i, word) or w.is_correlative(i):
        return Chunk("Q", i, i + 1, word)
    if i in w.masked and not (w.masked[i] == "age" and w.old_follows(i)):
        return Chunk("T", i, i + 1, word)
    if word in _COMMAS:
        return Chunk(",", i, i + 1, word)
    if word in _DASHES:
        return Chunk("B", i, i + 1, word)
    phrase = noun_phrase(w, i)
    if phrase is not None:
        return phrase
    return _small(w, i, word)


def _small(w: Words, i: int, word: str) -> Chunk:
    if word in lex.AUXILIARIES or w.is_verb(i) or (word == "to" and i + 1 < w.n and w.is_base(i + 1)):
        return verb_group(w, i)
    for joined in _JOINING:
        if tuple(w.low[i : i + len(joined)]) == joined:
            return Chunk("&", i, i + len(joined), "and")
    for kind, words in _SMALL_WORDS:
        if word in words and not (word == "yet" and i and w.low[i - 1] in _BEFORE_YET):
            return Chunk(kind, i, i + 1, word)
    if w.is_adverb(i) or word == "yet":
        return Chunk("T", i, i + 1, word)
    if word in lex.WEEKDAYS or word in lex.MONTHS:
        return Chunk("T", i, i + 1, word)
    return Chunk("O", i, i + 1, word)


def _without_asides(chunks: list[Chunk]) -> list[Chunk]:
    """Drops what stands in parentheses: (one gunman and two bombers), (BLA)."""
    out: list[Chunk] = []
    i = 0
    while i < len(chunks):
        word = chunks[i].word
        if word in ("(", "[") or (word in _DASHES and i):
            ends = (")", "]") if word in ("(", "[") else _DASHES
            close = next((j for j in range(i + 1, min(i + _LONGEST_ASIDE + 2, len(chunks))) if chunks[j].word in ends), None)
            if close is not None:
                i = close + 1
                continue
        out.append(chunks[i])
        i += 1
    return out
