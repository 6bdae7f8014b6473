"""Tokens to chunks: noun phrases with their heads and numbers, verb groups with their voice, and the small words between.

One pass from left to right, no grammar beyond what casualty sentences need.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from worker.stages.extract import lexicon as lex
from worker.stages.extract.masks import masked_numbers
from worker.stages.extract.quantities import Quantity, Reader
from worker.stages.extract.sentences import Sentence
from worker.stages.extract.verbs import FORMS, OTHER_VERBS, Form

_LONGEST_PHRASE = 9
_SKIPPED = frozenset("\"“”'‘’*_«»#|•")
_COMMAS = frozenset(",()[]{}/…")
_DASHES = frozenset({"--", "---", "—", "–", "-"})


@dataclass(slots=True, eq=False)
class Chunk:
    """`kind`: N noun phrase, V verb group, A auxiliary or copula alone, P preposition, "," pause, & conjunction, R relative word,
    B clause break, I "including", T time word or adverb, O anything else."""

    kind: str
    start: int
    end: int
    word: str = ""
    # noun phrases
    head: str = ""
    sort: str = ""  # person, thing, name, unknown, number, pronoun, harm
    plural: bool | None = None
    role: str = ""
    q: Quantity | None = None
    det: str = ""
    other: bool = False  # another, others, more, further
    attributes: tuple[str, ...] = ()  # wounded soldiers: the state verbs' words before the head
    fraction: bool = False
    ordinal: int = 0  # a second man: 2
    names: bool = False  # holds a proper name
    # verb groups
    form: Form | None = None
    passive: bool = False
    finite: bool = False  # has an auxiliary or a finite form
    negated: bool = False
    modal: str = ""
    agrees: bool | None = None  # was: False, were: True
    auxiliaries: tuple[str, ...] = ()
    reflexive: bool = False
    extra: list[Chunk] = field(default_factory=list)


def chunk(sentence: Sentence, reader: Reader) -> list[Chunk]:
    return _Chunker(sentence, reader).run()


class _Chunker:
    def __init__(self, sentence: Sentence, reader: Reader) -> None:
        self.s = sentence
        self.low = sentence.low
        self.reader = reader
        self.n = len(sentence.low)
        self.masked = masked_numbers(sentence)

    def run(self) -> list[Chunk]:
        out: list[Chunk] = []
        i = 0
        while i < self.n:
            item = self._next(i, out[-1] if out else None)
            out.append(item)
            i = item.end
        return _without_asides([c for c in out if c.kind != "Q"])

    def _next(self, i: int, previous: Chunk | None) -> Chunk:
        word = self.low[i]
        if word in _SKIPPED or self._is_joint(i, word):
            return Chunk("Q", i, i + 1, word)
        if i in self.masked and not (self.masked[i] == "age" and self._old_follows(i)):
            return Chunk("T", i, i + 1, word)
        if word in _COMMAS:
            return Chunk(",", i, i + 1, word)
        if word in _DASHES:
            return Chunk("B", i, i + 1, word)
        phrase = self._noun_phrase(i, previous)
        if phrase is not None:
            return phrase
        return self._small(i, word, previous)

    def _is_joint(self, i: int, word: str) -> bool:
        """The dot of an abbreviation, or a hyphen at a word: no pause."""
        return (word == "." and i + 1 < self.n) or (word == "-" and i > 0 and self.s.starts[i] == self.s.ends[i - 1])

    def _old_follows(self, i: int) -> bool:
        return self.masked.get(i + 2) == "old" or self.masked.get(i + 1) == "old"

    def _small(self, i: int, word: str, previous: Chunk | None) -> Chunk:
        if word in lex.AUXILIARIES or self._is_verb(i) or (word == "to" and i + 1 < self.n and self._is_base(i + 1)):
            return self._verb_group(i)
        for joined in _JOINING:
            if tuple(self.low[i : i + len(joined)]) == joined:
                return Chunk("&", i, i + len(joined), "and")
        for kind, words in _SMALL_WORDS:
            if word in words:
                return Chunk(kind, i, i + 1, word)
        if self._is_adverb(i):
            return Chunk("T", i, i + 1, word)
        if word in lex.WEEKDAYS or word in lex.MONTHS:
            return Chunk("T", i, i + 1, word)
        return Chunk("O", i, i + 1, word)

    # --- verbs -------------------------------------------------------------------------------------------------------

    def _is_verb(self, i: int) -> bool:
        """A harm verb or another; nouns that look like one (wounds, a shooting, the murder) are not."""
        word = self.low[i]
        form = FORMS.get(word)
        if form is None:
            return word in OTHER_VERBS and word not in lex.THINGS
        before = self.low[i - 1] if i else ""
        if form.form in ("base", "pres") and word in ("murder", "murders"):
            return False
        if form.form == "state":
            return before != "the"
        if form.form in ("past", "part", "pastpart"):
            return not (before == "the" and word in lex.HARM_NOUNS)
        if form.form == "ger":
            if before in lex.DETERMINERS or before in _NOMINAL or self._follows(i, ("of",)):
                return False
            if form.verb.kind == "killed" or form.verb.name == "injure":
                return True
            return (before in _BEFORE_GERUND or before.endswith("ly") or not before) and self._takes_object(i + 1, plain=False)
        return not self._noun_before(i, before) and self._takes_object(i + 1)

    def _noun_before(self, i: int, before: str) -> bool:
        return before in lex.DETERMINERS or before in (
            "gunshot",
            "stab",
            "head",
            "'s",
            "of",
            "bullet",
            "shrapnel",
            "serious",
            "multiple",
        )

    def _takes_object(self, i: int, plain: bool = True) -> bool:
        """Whether a number, article, pronoun or person stands at `i`, as after a verb in the present tense."""
        if i >= self.n:
            return False
        word = self.low[i]
        return (
            word in lex.DETERMINERS
            or (plain and (word in lex.SINGULAR or word in lex.PLURAL))
            or word in lex.PRONOUNS
            or self.reader.read(self.low, i) is not None
            or (self.s.raw[i][:1].isupper() and not self.s.in_title and not self.s.shouting)
            or (plain and self.s.raw[i][:1].isupper())
            or (i + 1 < self.n and (self.low[i + 1] in lex.PLURAL or self.low[i + 1] in lex.SINGULAR))
            or word in ("in", "at", "after", "as", "from", "of", "when")
            and FORMS[self.low[i - 1]].verb.side == "subject"
        )

    def _is_base(self, i: int) -> bool:
        word = self.low[i]
        form = FORMS.get(word)
        return (
            (form is not None and form.form in ("base", "pastpart", "past"))
            or OTHER_VERBS.get(word) == "base"
            or word in ("be", "have")
        )

    def _follows(self, i: int, words: tuple[str, ...]) -> bool:
        return i + 1 < self.n and self.low[i + 1] in words

    def _verb_group(self, i: int) -> Chunk:
        low, start = self.low, i
        auxiliaries: list[str] = []
        negated = False
        while i < self.n:
            word = low[i]
            if word in lex.AUXILIARIES or word == "to":
                auxiliaries.append(word)
            elif word in ("not", "never", "n't") or word.endswith("n't"):
                negated = True
            elif not (auxiliaries and (word in ("all", "both", "each", "also", "later", "then", "since", "now") or self._is_adverb(i))):
                break
            i += 1
            if i - start > 8:
                break
        if i < self.n and (self._is_verb(i) or (auxiliaries and (low[i] in FORMS or low[i] in OTHER_VERBS))):
            return self._main_verb(start, i, auxiliaries, negated)
        if i < self.n and any(a in _BE or a in ("has", "have", "had") for a in auxiliaries) and self._is_unknown_participle(i):
            return Chunk("V", start, i + 1, low[i], passive=any(a in _BE for a in auxiliaries), finite=True, negated=negated,
                         modal=_modal(auxiliaries), agrees=_agreement(auxiliaries), auxiliaries=tuple(auxiliaries))  # fmt: skip
        return Chunk("A", start, max(i, start + 1), low[start], negated=negated, auxiliaries=tuple(auxiliaries), agrees=_agreement(auxiliaries),
                     modal=_modal(auxiliaries))  # fmt: skip

    def _is_adverb(self, i: int) -> bool:
        """critically, reportedly; a name such as Kelly is none."""
        word = self.low[i]
        if not (word.endswith("ly") and len(word) > 4) or word in lex.NOT_ADVERBS:
            return False
        return i == 0 or self.s.shouting or self.s.in_title or not self.s.raw[i][:1].isupper()

    def _is_unknown_participle(self, i: int) -> bool:
        """was forced, had exited: a verb that the lexicon lacks; "was wounded people" does not occur, "was armed" does no harm."""
        word = self.low[i]
        return word.endswith("ed") and len(word) > 4 and word not in lex.THINGS and not (i + 1 < self.n and self._is_person(i + 1))

    def _main_verb(self, start: int, i: int, auxiliaries: list[str], negated: bool) -> Chunk:
        word = self.low[i]
        form = FORMS.get(word)
        shape = form.form if form else OTHER_VERBS[word]
        has_be = any(a in _BE for a in auxiliaries)
        passive = has_be and shape in ("part", "pastpart", "past") and not (shape == "past" and form is None)
        finite = bool(auxiliaries) or shape in ("past", "pres", "pastpart")
        out = Chunk("V", start, i + 1, word, form=form, passive=passive, finite=finite, negated=negated, modal=_modal(auxiliaries),
                    agrees=_agreement(auxiliaries), auxiliaries=tuple(auxiliaries))  # fmt: skip
        self._compound(out)
        return out

    def _compound(self, out: Chunk) -> None:
        """shot and killed, shot dead, stabbed to death, found dead, fatally shot: one predicate."""
        low = self.low
        adverb = low[out.end - 2] if out.end - out.start > 1 else low[out.start - 1] if out.start else ""
        if adverb in ("fatally", "mortally") and out.form is not None and out.form.verb.kind == "injured":
            out.form = Form(FORMS["killed"].verb, out.form.form)
        i = out.end
        if low[i : i + 2] == ["to", "death"] and out.word not in ("sentenced", "condemned", "put", "sentencing"):
            out.form = Form(FORMS["killed"].verb, out.form.form if out.form else OTHER_VERBS.get(out.word, "pastpart"))
            out.end = i + 2
        elif low[i : i + 1] in (["dead"], ["deceased"]) and out.word in (
            "shot",
            "shooting",
            "found",
            "declared",
            "pronounced",
            "gunned",
            "discovered",
            "confirmed",
        ):
            out.form = Form(FORMS["killed"].verb, out.form.form if out.form else "pastpart")
            out.end = i + 1
        elif low[i : i + 1] == ["down"] and out.word in ("gunned", "gunning", "guns"):
            out.end = i + 1
        elif low[i : i + 1] == ["and"] and out.form is not None and i + 1 < self.n:
            self._second_verb(out, i + 1)

    def _second_verb(self, out: Chunk, i: int) -> None:
        assert out.form is not None
        while i < self.n and (self._is_adverb(i) or self.low[i] in ("then", "later", "subsequently")):
            i += 1
        second = FORMS.get(self.low[i]) if i < self.n else None
        if second is None or second.verb.side != "object" or out.form.verb.side != "object":
            return
        if (
            second.form in ("past", "part", "pastpart")
            and out.form.form in ("past", "part", "pastpart")
            or second.form == out.form.form
        ):
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
            out.form = second if second.verb.kind == "killed" else out.form
            out.end = i + 1

    # --- noun phrases ------------------------------------------------------------------------------------------------

    def _noun_phrase(self, i: int, previous: Chunk | None) -> Chunk | None:
        low = self.low
        word = low[i]
        if word in lex.PRONOUNS and not self._determines(i) and not (word in ("us", "it") and self.s.raw[i].isupper()):
            reflexive = word in ("himself", "herself", "themselves", "itself")
            other = word in ("another", "others")
            return Chunk(
                "N", i, i + 1, word, head=word, sort="pronoun", plural=_pronoun_plural(word), reflexive=reflexive, other=other
            )
        out = Chunk("N", i, i + 1, word)
        j = self._leading(i, out)
        if j == i and not self._may_begin(i):
            return None
        end = self._collect(j, out)
        if end == j and out.q is None:
            return None
        self._settle(out, j, end)
        return out if out.sort else None

    def _determines(self, i: int) -> bool:
        """Whether a word that can be a pronoun stands before its noun: her son, another man, both brothers, one man, many people."""
        word = self.low[i]
        if word not in ("her", "another", "both", "one", "many", "most", "those", "others") or i + 1 >= self.n:
            return False
        if i + 1 in self.masked:
            return False
        following = self.low[i + 1]
        if word in ("another", "both", "one", "many", "most") and following in (
            "of",
            "and",
            "was",
            "were",
            "is",
            "are",
            "in",
            "died",
        ):
            return word == "one" and following == "of"
        return (
            following in lex.SINGULAR
            or following in lex.PLURAL
            or following in lex.THINGS
            or following in lex.HARM_NOUNS
            or self.reader.read(self.low, i + 1) is not None
            or self.reader.read(self.low, i) is not None
            or (following not in lex.PREPOSITIONS and self._word_class(i + 1) == "noun")
        )

    def _may_begin(self, i: int) -> bool:
        return self._word_class(i) == "noun" or (self.masked.get(i) == "age" and self._old_follows(i))

    def _leading(self, i: int, out: Chunk) -> int:
        """Reads determiners and the number; returns where the modifiers begin."""
        low, j = self.low, i
        while j < self.n and j - i < 6:
            q = None if j in self.masked or out.q else self.reader.read(low, j)
            if q is not None and not any(k in self.masked for k in range(q.start, q.end)):
                if low[j] == "another" or low[q.start : q.start + 1] == ["another"]:
                    out.other = True
                if low[j] == "all":
                    out.det = "all"
                out.q = q
                j = q.end
                continue
            word = low[j]
            if word in ("other", "others", "another", "more", "further", "additional", "remaining") and (
                out.q or j > i or word in ("another", "other")
            ):
                if word == "others" or (word == "more" and not out.q):
                    break
                out.other = True
            elif word == "else" and out.q is not None:
                out.other = True
            elif word in lex.ORDINALS and out.det in ("a", "the", "possessive") and out.q is None:
                out.ordinal = lex.ORDINALS[word]
            elif word in ("the", "his", "her", "its", "their", "my", "our", "all", "these", "those", "both", "a", "an", "no", "some", "any",
                          "every", "each", "this", "that", "several", "first", "last", "same", "either", "neither", "such"):  # fmt: skip
                if word in ("that", "this") and (j + 1 >= self.n or self._word_class(j + 1) != "noun"):
                    break
                if word == "that" and j and self.low[j - 1] not in lex.PREPOSITIONS:
                    break
                if word in ("first", "last", "such", "same") and j == i:
                    break
                out.det = _DETERMINER.get(word, out.det or word)
            else:
                break
            j += 1
        return j

    def _collect(self, j: int, out: Chunk) -> int:
        """Where the run of modifiers and nouns that begins at `j` ends."""
        k = j
        while k < self.n and k - j < _LONGEST_PHRASE:
            if self._word_class(k) == "noun" or self.low[k] == "'s":
                k += 1
                continue
            if self.masked.get(k) in ("age", "old"):
                k += 1
                continue
            if self._is_state_modifier(k, j, out):
                out.attributes = (*out.attributes, self.low[k])
                k += 1
                continue
            break
        while k > j and (self.low[k - 1] == "'s" or self.masked.get(k - 1) == "age" and False):
            k -= 1
        return k

    def _is_state_modifier(self, k: int, j: int, out: Chunk) -> bool:
        """two wounded soldiers, the missing girls, five dead bodies; also "two seriously injured men"."""
        word = self.low[k]
        if (word.endswith("ly") and self._is_state(k + 1)) and (out.q or out.det) and k == j:
            return self._is_noun_after(k + 2)
        if not (out.q is not None or out.det or k > j):
            return False
        if self._is_state(k):
            return self._is_noun_after(k + 1)
        other = OTHER_VERBS.get(word, "")
        return k == j and other in ("part", "pastpart", "ger") and k + 1 < self.n and self._word_class(k + 1) == "noun"

    def _is_state(self, k: int) -> bool:
        form = FORMS.get(self.low[k]) if k < self.n else None
        return form is not None and form.form in ("part", "pastpart", "state")

    def _is_noun_after(self, k: int) -> bool:
        if k >= self.n:
            return False
        word = self.low[k]
        return word in lex.SINGULAR or word in lex.PLURAL or word in ("body", "bodies")

    def _word_class(self, i: int) -> str:
        """ "noun" for anything that may stand in a noun phrase."""
        word = self.low[i]
        if i in self.masked:
            return "noun" if self.masked[i] in ("age", "old") and self.low[i][0].isdigit() is False else "number"
        first = word[0]
        if not (first.isalpha() or first.isdigit()):
            return "mark"
        if first.isdigit():
            return (
                "noun"
                if "old" in word or word.endswith(("st", "nd", "rd", "th")) or "-" in word and not word[-1].isdigit()
                else "number"
            )
        if word in _NEVER_NOUNS:
            return "small"
        if word in lex.SINGULAR or word in lex.PLURAL:
            return "noun"
        if word in FORMS:
            return "verb" if self._is_verb(i) else "noun"
        if word in OTHER_VERBS and word not in lex.THINGS:
            return "noun" if OTHER_VERBS[word] == "base" and i and self.low[i - 1] in lex.DETERMINERS else "verb"
        if (
            word in lex.TIME_WORDS
            or word in lex.WEEKDAYS
            or (word in lex.MONTHS and word not in ("may", "march", "mark", "sun", "sat", "mar", "dec"))
        ):
            return "time"
        if word in lex.PRONOUNS and not (word in ("us", "it") and self.s.raw[i].isupper()):
            return "small"
        if self._is_adverb(i):
            return "time"
        if self.reader.read(self.low, i) is not None:
            return "number"
        return "noun"

    def _settle(self, out: Chunk, j: int, end: int) -> None:
        """Finds the head among tokens [j, end) and cuts what is behind it."""
        low = self.low
        first = j
        for k in range(j, end):
            if low[k] == "'s":
                first = k + 1
                out.det = "possessive"
        if first == end and out.q is not None:
            out.sort, out.end, out.plural = "number", j if end == j else end, out.q.best != 1
            return
        head = self._head(first, end)
        if head is None:
            self._unknown_head(out, first, end)
            return
        if low[head] in lex.ADJECTIVAL and end - head > 1 and not any(self._is_name(k) for k in range(head + 1, end)):
            last = low[end - 1]
            if out.q is not None and last.endswith("s") or out.det == "a" and not last.endswith("s"):
                head = end - 1  # six Shiite rag collectors
        out.head, out.end = low[head], head + 1
        self._classify(out, low[head] not in lex.SINGULAR and low[head] not in lex.PLURAL and low[head] not in lex.THINGS and low[head] not in lex.HARM_NOUNS)
        while out.end < end and self._is_name(out.end) and out.sort == "person":
            out.end += 1
            out.names = True
        if out.sort == "thing" and self._is_name(head):
            out.names = True
        if out.names and out.q is None and out.head == "police":
            out.plural = False

    def _head(self, first: int, end: int) -> int | None:
        """The last of the first unbroken run of known nouns; words between that look like adjectives do not break it."""
        head = None
        for k in range(first, end):
            word = self.low[k]
            if self.masked.get(k) == "age":
                continue
            if (
                word in lex.SINGULAR
                or word in lex.PLURAL
                or word in lex.THINGS
                or word in lex.HARM_NOUNS
                or word in lex.FAMILIES
                or word in lex.COUPLES
                or (self.masked.get(k) == "old" and k + 1 == end)
                or word.endswith(("-old", "-olds"))
            ):
                if head is not None and k - head > 1 and not (self._is_person(k) and not self._is_person(head)):
                    break
                head = k
            elif head is not None and not self._continues(k, head):
                break
        return head

    def _is_person(self, k: int) -> bool:
        return self.low[k] in lex.SINGULAR or self.low[k] in lex.PLURAL

    def _continues(self, k: int, head: int) -> bool:
        if self.low[head] in lex.ADJECTIVAL or self.low[head].endswith("-old"):
            return True
        return not self.low[k].endswith(("ed", "ing", "s")) and not self._is_name(k)

    def _is_name(self, k: int) -> bool:
        raw = self.s.raw[k]
        if raw[:3] in ("al-", "el-", "ul-", "as-", "ad-", "ar-", "at-", "az-", "an-") and raw[3:4].isupper():
            return True
        return raw[:1].isupper() and not self.s.shouting and k > 0 and self.low[k] not in lex.TIME_WORDS

    def _is_first_name(self, end: int) -> bool:
        """Whether an unknown word that begins the sentence is a name: a verb follows it."""
        follows = self.low[end] if end < self.n else ""
        return end == 1 and self.s.raw[0][:1].isupper() and (follows in lex.AUXILIARIES or follows in FORMS)

    def _unknown_head(self, out: Chunk, first: int, end: int) -> None:
        """No known noun: a name, or a word that the lexicon lacks."""
        if first >= end:
            if out.q is not None:
                out.sort, out.end, out.plural = "number", max(end, out.q.end), out.q.best != 1
            return
        k = first
        while k < end and not (k > first and self.low[k].endswith(("ing",)) and not self._is_name(k)):
            k += 1
        out.head, out.end = self.low[k - 1], k
        out.names = not self.s.shouting and any(self._is_name(x) or (x == 0 and self._is_first_name(k)) for x in range(first, k))
        if self.s.shouting and not out.det and out.q is None:
            out.names = True
        out.sort = "name" if out.names and out.q is None else "unknown"
        out.plural = out.head.endswith("s") and not out.head.endswith("ss") if not out.names else False
        if out.q is not None:
            out.plural = out.q.best != 1

    def _classify(self, out: Chunk, guessed: bool = False) -> None:
        word = out.head
        if guessed and not word.endswith(("-old", "-olds")) and word != "old" and word not in lex.FAMILIES and word not in lex.COUPLES:
            out.sort, out.role, out.plural = "person", "person", word.endswith("s")
        elif word.endswith(("-old", "-olds")) or word == "old":
            out.sort, out.role, out.plural = "person", "person", word.endswith("s")
        elif word in lex.SINGULAR or word in lex.PLURAL:
            out.sort = "person"
            out.role = lex.SINGULAR.get(word) or lex.PLURAL[word]
            out.plural = word in lex.PLURAL and not (word in lex.SINGULAR and out.det in ("a", "one"))
        elif word in lex.FAMILIES or word in lex.COUPLES:
            out.sort, out.role, out.plural = "person", "person", word.endswith("ies") or word.endswith("lds")
        elif word in lex.HARM_NOUNS:
            out.sort, out.plural = (
                "harm",
                word.endswith("s") or word in ("dead", "wounded", "injured", "missing", "displaced", "homeless"),
            )
        else:
            out.sort, out.plural = "thing", word.endswith("s")
        if out.q is not None and out.q.best != 1 and out.sort == "person":
            out.plural = True


_LONGEST_ASIDE = 8  # chunks between parentheses or dashes
_BEFORE_GERUND = frozenset(
    ", after before for and of by while then from or started began began opened accused without is was were are been including - — – \" '".split()
)
_NOMINAL = frozenset("mass fatal deadly 's drive-by triple double contract revenge honor honour mercy serial extrajudicial targeted recent".split())


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


_JOINING = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"), ("besides",))
_BE = frozenset("was were is are be been being am get got gets getting".split())
_NEVER_NOUNS = (
    lex.PREPOSITIONS | lex.CONJUNCTIONS | lex.AUXILIARIES | lex.RELATIVES | lex.BREAKS | lex.SUBSETS | frozenset("the a an not no to n't there".split())
    | frozenset("his her its their my our this that these those every each either neither any some".split())
)  # fmt: skip
_SMALL_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("I", lex.SUBSETS),
    ("R", lex.RELATIVES),
    ("B", lex.BREAKS),
    ("&", lex.CONJUNCTIONS),
    ("P", lex.PREPOSITIONS),
    ("T", lex.TIME_WORDS),
)
_DETERMINER = {"an": "a", "his": "possessive", "her": "possessive", "its": "possessive", "their": "possessive", "my": "possessive",
               "our": "possessive", "those": "the", "these": "the", "this": "the", "that": "the"}  # fmt: skip


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


def _pronoun_plural(word: str) -> bool | None:
    if word in ("he", "she", "him", "her", "himself", "herself", "one", "another", "someone", "somebody", "it", "itself"):
        return False
    if word in ("they", "them", "themselves", "both", "others", "many", "most", "those", "we", "us"):
        return True
    return None
