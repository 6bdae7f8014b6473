"""Noun phrases: determiners, number, modifiers and the head, which says whether they are people."""

from __future__ import annotations

from worker.model import Qualifier
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.ages import ages_behind, ages_together
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.phrase_heads import settle_head
from worker.stages.extract.grammar.quantities import Quantity, may_begin
from worker.stages.extract.grammar.verbs import OTHER_VERBS
from worker.stages.extract.grammar.words import Words

_DETERMINERS = frozenset(
    "the his her its their my our all these those both a an no some any every each this that several first last same either neither"
    " such".split()
)
_SHARES = frozenset("half most majority third quarter".split())  # half of the fighters: of how many, nobody says
_ADDITIONS = frozenset("another other additional further remaining more else".split())
_LONGEST_PHRASE = 9
_WAS = frozenset("was is has had".split())
_SHIFTS = frozenset("night evening morning afternoon".split())  # the night guard
_DETERMINER = {"an": "a", "his": "possessive", "her": "possessive", "its": "possessive", "their": "possessive", "my": "possessive",
               "our": "possessive", "those": "the", "these": "the", "this": "the", "that": "the"}  # fmt: skip


def may_lead(word: str) -> bool:
    """Whether a phrase can begin with `word` before its first noun: a determiner, a number, "other"."""
    return word in _DETERMINERS or word in _ADDITIONS or may_begin(word)


def noun_phrase(w: Words, i: int) -> Chunk | None:
    low = w.low
    word = low[i]
    if word in lex.PRONOUNS and not w.determines(i) and not (word in ("us", "it") and w.s.raw[i].isupper()):
        reflexive = word in ("himself", "herself", "themselves", "itself")
        other = word in ("another", "others")
        if word == "many" and i and low[i - 1] == "how":
            return Chunk("N", i, i + 1, word, sort="pronoun", plural=True)  # how many were hurt: no figure
        return Chunk(
            "N", i, i + 1, word, head=word, sort="pronoun", plural=_pronoun_plural(word), reflexive=reflexive, other=other
        )
    leads = may_lead(word) or i in w.masked
    if not leads and w.word_class(i) != "noun":
        return None
    out = Chunk("N", i, i + 1, word)
    j = _leading(w, i, out) if leads else i
    if j == i and not w.may_begin(i):
        return None
    end = _collect(w, j, out)
    if end == j and out.q is None and not _is_bare_ordinal(w, out, end):
        return _bare_other(w, i, j, out)
    settle_head(w, out, j, end)
    out.fraction = ("how" in low[max(0, i - 2) : i] and "many" in (word, low[i - 1])) or (
        word in _SHARES and w.low[i + 1 : i + 2] == ["of"] and out.q is None and out.end > i + 2
    )
    if out.sort == "person" and out.plural and out.q is None and (aged := ages_behind(low, out.end)):
        out.q = _of_ages(out.start, out.end, aged)
    if out.sort == "person" and w.low[out.end : out.end + 1] == ["aged"] and w.masked.get(out.end + 1) == "age":
        out.end += 2  # a boy aged four
    return out if out.sort else None


def _bare_other(w: Words, i: int, j: int, out: Chunk) -> Chunk | None:
    """Seven were killed and another | wounded; they released one and shot the other | dead; two died, the third | was hurt."""
    goes_on = j < w.n and (w.low[j] in _WAS or w.is_verb(j))
    if w.low[i] == "another" and j == i + 1 and goes_on:
        return Chunk("N", i, j, "another", head="another", sort="pronoun", plural=False, other=True)
    if out.det == "the" and ((out.other and w.low[j - 1] == "other") or (out.ordinal > 1 and goes_on)):
        return Chunk("N", i, j, "the", head="other", sort="pronoun", plural=False, det="the")
    return None


def _is_bare_ordinal(w: Words, out: Chunk, end: int) -> bool:
    """A third was hurt: one more person; "a third were children" is a share."""
    return bool(out.ordinal) and out.det == "a" and end < w.n and w.low[end] not in ("of", "were", "are", "have")


def _of_ages(start: int, end: int, people: int) -> Quantity:
    return Quantity(start, end, people, people, people, Qualifier.EXACT)


def _leading(w: Words, i: int, out: Chunk) -> int:
    """Reads determiners and the number; returns where the modifiers begin."""
    j = i
    while j < w.n and j - i < 6:
        after = _quantity(w, j, out)
        if after is not None:
            j = after
            continue
        if not (_is_addition(w, i, j, out) or _is_determiner(w, i, j, out)):
            break
        j += 1
    return j


def _quantity(w: Words, j: int, out: Chunk) -> int | None:
    """Reads the phrase's number at token `j`; returns where it ends."""
    if w.masked.get(j) == "age" and out.q is None and (together := ages_together(w.low, j)) is not None:
        out.q = _of_ages(j, together[1], together[0])
        return together[1]
    if j in w.masked or out.q is not None:
        return None
    q = w.reader.read(w.low, j)
    if q is None or any(k in w.masked for k in range(q.start, q.end)):
        return None
    out.other = out.other or w.low[j] == "another"
    out.det = "all" if w.low[j] == "all" else out.det
    out.q = q
    return q.end


def _is_addition(w: Words, i: int, j: int, out: Chunk) -> bool:
    """another, other, fellow, more, else: beside those already counted."""
    word = w.low[j]
    if (
        word in ("another", "other")
        or (word == "fellow" and out.q is not None and out.q.best > 1)
        or (word in ("additional", "further", "remaining") and (out.q or j > i))
        or ((word == "more" or word == "else") and out.q is not None)
    ):
        out.other = True
    else:
        return False
    return True


def _is_determiner(w: Words, i: int, j: int, out: Chunk) -> bool:
    """Articles, possessives, ordinals."""
    word = w.low[j]
    if word in lex.ORDINALS and out.det in ("a", "the", "possessive") and out.q is None:
        out.ordinal = lex.ORDINALS[word]
        return True
    if word not in _DETERMINERS or (word in ("first", "last", "such", "same") and j == i):
        return False
    if word in ("that", "this") and (j + 1 >= w.n or w.word_class(j + 1) != "noun"):
        return False
    if word == "that" and j and w.low[j - 1] not in lex.PREPOSITIONS:
        return False
    out.det = _DETERMINER.get(word, out.det or word)
    return True


def _collect(w: Words, j: int, out: Chunk) -> int:
    """Where the run of modifiers and nouns that begins at `j` ends."""
    k = j
    while k < w.n and k - j < _LONGEST_PHRASE:
        if w.word_class(k) == "noun" or w.low[k] == "'s":
            k += 1
            continue
        if w.masked.get(k) in ("age", "old") or (k == j and out.det and w.low[k] in _SHIFTS and w.is_noun_after(k + 1)):
            k += 1
            continue
        if k > j and w.is_acronym(k) and k + 3 < w.n and w.word_class(k + 3) == "noun":
            k += 3
            continue
        if _is_superlative(w, k, j, out):
            k += 2
            continue
        if _is_state_modifier(w, k, j, out):
            out.attributes = (*out.attributes, w.low[k])
            k += 1
            continue
        break
    while k > j and w.low[k - 1] == "'s":
        k -= 1
    return k


def _is_superlative(w: Words, k: int, j: int, out: Chunk) -> bool:
    """The town's | most wanted | smugglers, its most respected doctors."""
    owned = w.low[k - 1 : k] == ["'s"] if k > j else out.det in ("the", "possessive")
    return owned and w.low[k] == "most" and w.low[k + 1 : k + 2] != ["of"] and k + 2 < w.n and w.word_class(k + 2) == "noun"


def _is_state_modifier(w: Words, k: int, j: int, out: Chunk) -> bool:
    """two wounded soldiers, the missing girls, five dead bodies; also "two seriously injured men"."""
    word = w.low[k]
    if (word.endswith("ly") and w.is_state(k + 1)) and (out.q or out.det) and k == j:
        return w.is_noun_after(k + 2)
    if not (out.q is not None or out.det or k > j):
        return False
    if k > j and not out.det and out.q is None and w.is_name(k - 1) and not w.is_name(k) and not w.s.in_title:
        return False  # Venn shot Sgt. Marsh
    if w.is_state(k):
        named = k == j and bool(out.det) and k + 2 < w.n and w.is_name(k + 1) and w.word_class(k + 2) == "noun"
        return named or w.is_noun_after(k + 1)  # a missing Ohio kayaker
    other = OTHER_VERBS.get(word, "")
    return k == j and other in ("part", "pastpart", "ger") and k + 1 < w.n and w.word_class(k + 1) == "noun"


def _pronoun_plural(word: str) -> bool | None:
    if word in ("he", "she", "him", "her", "himself", "herself", "one", "another", "someone", "somebody", "it", "itself"):
        return False
    if word in ("they", "them", "themselves", "both", "others", "many", "most", "those", "we", "us"):
        return True
    return None
