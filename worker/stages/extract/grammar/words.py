"""The tokens of a sentence and what they can be: noun, verb, name, adverb."""

from __future__ import annotations

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar import neighbours as by
from worker.stages.extract.grammar.ages import ages_together
from worker.stages.extract.grammar.masks import masked_numbers
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.grammar.verbs import FALLS, FORMS, OTHER_VERBS, SEES, STRONG_PASTS
from worker.stages.extract.grammar.word_classes import FIXED, NO_VERBS, TIMES


class Words:
    """A sentence's tokens with its masked numbers; every question is about the token at an index."""

    def __init__(self, sentence: Sentence, reader: Reader) -> None:
        self.s = sentence
        self.low = sentence.low
        self.reader = reader
        self.n = len(sentence.low)
        self.masked = masked_numbers(sentence)
        self._title_case: bool | None = None  # asked for by few sentences
        self._has_death = "death" in self.low
        self._classes: dict[int, str] = {}  # of the tokens asked for: each is, more than once

    def is_joint(self, i: int, word: str) -> bool:
        """The dot of an abbreviation, or a hyphen at a word: no pause."""
        return (word == "." and i + 1 < self.n) or (word == "-" and self.s.touches(i))

    def is_correlative(self, i: int) -> bool:
        """both the sheikh and two of his guards: says nothing of how many."""
        if self.low[i] != "both" or "and" not in self.low[i + 2 : i + 12] or self.low[i + 1] == "of":
            return False
        return self.low[i + 1] in lex.DETERMINERS or self.low[i + 1] in ("himself", "herself", "him") or self.is_name(i + 1)

    def is_acronym(self, i: int) -> bool:
        """A short name in parentheses within a phrase: a People's Party (PP) member."""
        return self.low[i] == "(" and self.low[i + 2 : i + 3] == [")"] and self.s.raw[i + 1][:2].isupper()

    def old_follows(self, i: int) -> bool:
        return self.masked.get(i + 2) == "old" or self.masked.get(i + 1) == "old" or ages_together(self.low, i) is not None

    def is_to_death(self, i: int) -> bool:
        """Babies freeze | to death."""
        return self.low[i + 1 : i + 3] == ["to", "death"]

    def is_verb(self, i: int) -> bool:
        """A harm verb or another; nouns that look like one (wounds, a shooting, the murder) are not."""
        word = self.low[i]
        form = FORMS.get(word)
        before = self.low[i - 1] if i else ""
        if form is None or (word in FALLS and self.is_to_death(i)):
            other = word in OTHER_VERBS and word not in lex.THINGS and not self._is_object_of_for(i) and not self._is_twofold(i)
            return other or self.is_unknown_verb(i) or self.is_to_death(i)
        if self.is_part_of_name(i):
            return False
        if form.form in ("base", "pres") and word in ("murder", "murders"):
            return False
        if word == "blind" or (word in ("gun", "guns") and not self.follows(i, ("down",))):
            return False
        if form.form == "state":
            return before not in by.BEFORE_DEAD and not (word == "dead" and self.follows(i, by.DEAD_THINGS))
        if form.form in ("past", "part", "pastpart"):
            return not (
                (before == "the" and word in lex.HARM_NOUNS)
                or (word == "shot" and self.is_shot_fired(i, before))
                or (word in by.HURT and self._is_attribute(i, before))
            )
        if form.form == "ger":
            if before in lex.DETERMINERS or before in by.NOMINAL or before in by.APOSTROPHES or self.follows(i, ("of",)):
                return False
            if form.verb.kind == "killed" or form.verb.name == "injure":
                return True
            led = before in by.BEFORE_GERUND or before.endswith("ly") or not before
            return led and (self.takes_object(i + 1, plain=False) or (word == "shooting" and self.follows(i, ("dead",))))
        if form.verb.side == "subject" and (self._is_many(i - 1) or (self.s.in_title and self._is_pair(i - 1))):
            return True
        if form.verb.side == "subject" and (i + 1 >= self.n or self.low[i + 1] in by.CLOSES):
            return form.form == "pres" or not SEES.isdisjoint(self.low[max(0, i - by.SEEN) : i])  # saw a girl and a boy die
        return not self.noun_before(i, before) and self.takes_object(i + 1)

    def _is_many(self, i: int) -> bool:
        """seven drown, 12 passengers perish: who or how many stands right before."""
        if i > 0 and self.low[i] in ("more", "others"):  # 4 more die
            i -= 1
        return i >= 0 and i not in self.masked and (self.low[i] in lex.PLURAL or self.reader.read(self.low, i) is not None)

    def _is_pair(self, i: int) -> bool:
        """father and son drown; man, 47, and girl, 9, die: the second of two stands right before."""
        if i > 2 and self.low[i] == "," and self.low[i - 2] == "," and self.low[i - 1].isdecimal():
            i -= 3
        return i > 1 and self.low[i] in lex.SINGULAR and self.low[i - 1] in ("and", "&")

    def _is_of_kind(self, i: int) -> bool:
        """Of public order, for civil defence work: a noun that looks like a verb, behind an adjective and a preposition."""
        return i > 1 and self.low[i - 2] in ("of", "for", "in") and self.low[i - 1].endswith(("ic", "al", "il"))

    def _is_object_of_for(self, i: int) -> bool:
        """treated for cuts, no sign of attacks: a noun that looks like a verb in the present tense."""
        return OTHER_VERBS[self.low[i]] == "pres" and i > 0 and self.low[i - 1] in ("for", "of", "with", "from", "by")

    def _is_attribute(self, i: int, before: str) -> bool:
        """Carrying wounded passengers, treatment of injured policemen: what they were before."""
        return (before in by.WITH or OTHER_VERBS.get(before) == "ger") and i + 1 < self.n and self.low[i + 1] in lex.PLURAL

    def is_shot_fired(self, i: int, before: str) -> bool:
        """A warning shot, fired one shot, a gun shot wound: the noun."""
        fired = before in ("one", "single") and not by.FIRES.isdisjoint(self.low[max(0, i - 4) : i])
        went = before == "one" and not self.s.in_title and self.follows(i, by.WENT)
        return (
            before in ("a", "the", "this", "that", "each", "every", "warning", "single")
            or fired
            or went
            or self.follows(i, ("wound", "wounds", "of"))
        )

    def noun_before(self, i: int, before: str) -> bool:
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

    def takes_object(self, i: int, plain: bool = True) -> bool:
        """Whether a number, article, pronoun or person stands at `i`, as after a verb in the present tense."""
        if i >= self.n:
            return False
        word = self.low[i]
        if word in by.WITH_PARTICLE and self.low[i - 1].startswith(by.WITH_PARTICLE[word]):
            return self.takes_object(i + 1, plain)
        return (
            word in lex.DETERMINERS
            or (plain and (word in lex.SINGULAR or word in lex.PLURAL or word in lex.FAMILIES or word in lex.COUPLES))
            or word in lex.PRONOUNS
            or word == "self"
            or word.endswith("-year-old")
            or self.reader.read(self.low, i) is not None
            or (self.s.raw[i][:1].isupper() and not self.s.in_title and not self.s.shouting)
            or (plain and self.s.raw[i][:1].isupper())
            or (i + 1 < self.n and (self.low[i + 1] in lex.PLURAL or self.low[i + 1] in lex.SINGULAR))
            or (word in by.AFTER_DIES and FORMS[self.low[i - 1]].verb.side == "subject")
        )

    def is_base(self, i: int) -> bool:
        word = self.low[i]
        form = FORMS.get(word)
        return (
            (form is not None and form.form in ("base", "pastpart", "past"))
            or OTHER_VERBS.get(word) == "base"
            or word in ("be", "have")
            or self.is_also_noun(i)
        )

    def is_also_noun(self, i: int) -> bool:
        """to board a bus: a noun's word, with the verb's object behind it."""
        return self.low[i] in by.ALSO_NOUNS and self.follows(i, by.ARTICLES)

    def follows(self, i: int, words: tuple[str, ...]) -> bool:
        return i + 1 < self.n and self.low[i + 1] in words

    def is_adverb(self, i: int) -> bool:
        """critically, reportedly; a name such as Kelly is none."""
        word = self.low[i]
        if not (word.endswith("ly") and len(word) > 4) or word in lex.NOT_ADVERBS:
            return False
        return i == 0 or self.s.shouting or self.s.in_title or not self.s.raw[i][:1].isupper()

    def is_unknown_participle(self, i: int) -> bool:
        """was forced, was patrolling: a verb that the lexicon lacks; "was wounded people" does not occur, "was armed" does no harm."""
        word = self.low[i]
        return (
            word.endswith(("ed", "ing"))
            and len(word) > 4
            and word not in lex.THINGS
            and not self.is_person(i)
            and not (i + 1 < self.n and self.is_person(i + 1))
        )

    def is_unknown_verb(self, i: int) -> bool:
        """soldiers patrolling the station, a man who filmed it: a verb that the lexicon lacks, behind a person or "who"."""
        word = self.low[i]
        if self._is_struggle(i) or self._ends_in_death(i):
            return True
        if word in ("cost", "costs"):
            return "lives" in self.low[i + 1 : i + 6]  # the clash cost the lives of two: no price
        before = self.low[i - 1] if i else ""
        if word in STRONG_PASTS:
            return before in by.RELATIVES  # a lorry that caught fire; not civilians caught in crossfire
        if not word.endswith(("ing", "ed")):
            return False
        active = word.endswith("ing") and len(word) > 5 and i > 0 and self.is_person(i - 1)
        told = word.endswith("ed") and len(word) > 4 and before in ("who", "which")
        if not (active or told) or word in lex.THINGS or word in NO_VERBS or not self.s.raw[i].islower():
            return False
        return not (i + 1 < self.n and self.is_person(i + 1))

    def _is_struggle(self, i: int) -> bool:
        """two battle for life: the verb, and no battle."""
        if self.low[i] not in by.STRUGGLES:
            return False
        after = self.low[i + 1 : i + 4]
        return after[:1] == ["for"] and not by.LIFE.isdisjoint(after[1:])

    def _ends_in_death(self, i: int) -> bool:
        """son axes parents to death, rebels hack 14 farmers to death: whatever they do, behind those who do it."""
        if not self._has_death:
            return False
        after = self.low[i + 1 : i + 2 + by.TO_DEATH]
        if "death" not in after or after[after.index("death") - 1] != "to" or not self.low[i].isalpha() or self.low[i] in FIXED:
            return False
        doer = i > 0 and (self.is_person(i - 1) or self.low[i - 1] in lex.ANIMALS or self.low[i - 1] in ("mob", "gang"))
        return doer and not self.is_person(i) and after[0] != "to" and self.takes_object(i + 1)

    def is_part_of_name(self, i: int) -> bool:
        """al-Aqsa Martyrs Brigades, Lynch Road: between or beside capitals, in a sentence that is no headline."""
        if not self.is_name(i) or self.s.in_title or self.is_title_case():
            return False
        return any(word[:1].isupper() for word in (self.s.raw[i - 1], *self.s.raw[i + 1 : i + 2]))

    def is_title_case(self) -> bool:
        """Whether most words begin with a capital, as in a headline."""
        if self._title_case is None:
            letters = [word for word in self.s.raw if word[0].isalpha()]
            self._title_case = 2 * sum(word[0].isupper() for word in letters) > len(letters)
        return self._title_case

    def is_person(self, k: int) -> bool:
        return self.low[k] in lex.SINGULAR or self.low[k] in lex.PLURAL

    def is_name(self, k: int) -> bool:
        raw = self.s.raw[k]
        if raw[2:3] == "-" and raw[:2] in by.ARAB_ARTICLES and raw[3:4].isupper():
            return True
        return raw[:1].isupper() and not self.s.shouting and k > 0 and self.low[k] not in lex.TIME_WORDS

    def is_plain(self, k: int) -> bool:
        """Among capitals throughout: a word whose ending says that it is no name."""
        return self.s.shouting and len(self.low[k]) > 5 and self.low[k].endswith(by.PLAIN_ENDINGS)

    def is_first_name(self, end: int) -> bool:
        """Whether an unknown word that begins the sentence is a name: a verb follows it."""
        follows = self.low[end] if end < self.n else ""
        if follows in ("only", "also", "later") and end + 1 < self.n:
            follows = self.low[end + 1]  # Venn only suffered a cut
        return (
            end == 1
            and self.s.raw[0][:1].isupper()
            and (
                follows in lex.AUXILIARIES
                or follows in FORMS
                or OTHER_VERBS.get(follows) == "pastpart"
                or follows in ("and", ",")
            )
        )

    def is_state(self, k: int) -> bool:
        form = FORMS.get(self.low[k]) if k < self.n else None
        return form is not None and form.form in ("part", "pastpart", "state")

    def _by_neighbours(self, i: int) -> str | None:
        """Babies freeze | to death; a singer | turned preacher."""
        if self.low[i] in FALLS and self.is_to_death(i):
            return "verb"
        turned = self.low[i] == "turned" and self._names_someone(i - 1) and self._names_someone(i + 1)
        return "noun" if turned or self._is_twofold(i) else None

    def _is_twofold(self, i: int) -> bool:
        """A double stabbing; not: the police double the reward."""
        return self.low[i] == "double" and self.low[i + 1 : i + 2] != [] and self.low[i + 1] in by.DEEDS

    def _names_someone(self, k: int) -> bool:
        return 0 <= k < self.n and (self.low[k] in lex.SINGULAR or self.low[k] in lex.PLURAL)

    def is_noun_after(self, k: int) -> bool:
        if k >= self.n:
            return False
        word = self.low[k]
        return word in lex.SINGULAR or word in lex.PLURAL or word in ("body", "bodies")

    def word_class(self, i: int) -> str:
        """ "noun" for anything that may stand in a noun phrase."""
        found = self._classes.get(i)
        if found is None:
            found = self._classes[i] = self._word_class(i)
        return found

    def _word_class(self, i: int) -> str:
        word = self.low[i]
        if i in self.masked:
            return "noun" if self.masked[i] in ("age", "old") and self.low[i][0].isdigit() is False else "number"
        if (fixed := FIXED.get(word)) is not None:
            return fixed
        if (told := self._by_neighbours(i)) is not None:
            return told
        first = word[0]
        if not (first.isalpha() or first.isdigit()):
            return "mark"
        if first.isdigit():
            return (
                "noun"
                if "old" in word or word.endswith(("st", "nd", "rd", "th")) or ("-" in word and not word[-1].isdigit())
                else "number"
            )
        if self._is_name_like_a_word(i) or (word in by.SHIFTS and self._is_of_shift(i)):
            return "noun"
        if word in FORMS:
            return "verb" if self.is_verb(i) else "noun"
        if word in OTHER_VERBS and word not in lex.THINGS:
            nominal = (
                OTHER_VERBS[word] == "base"
                and i
                and (self.low[i - 1] in lex.DETERMINERS or self._is_of_kind(i) or self.low[i - 1].endswith(by.LENGTHS))
            )
            return "noun" if nominal or self._is_object_of_for(i) else "verb"
        if word in TIMES or (word in ("age", "ages", "aged") and self.masked.get(i + 1) == "age"):
            return "time"
        if word in lex.PRONOUNS and not (word in ("us", "it") and self.s.raw[i].isupper()):
            return "small"
        if self.is_adverb(i):
            return "time"
        return "verb" if self.is_unknown_verb(i) else "noun" if self.reader.read(self.low, i) is None else "number"

    def _is_name_like_a_word(self, i: int) -> bool:
        """Omar Said, Gul Jan: by its capital, in a sentence that is no headline; by no day of a month behind it."""
        word = self.low[i]
        if word == "jan":
            return not self.follows(i, (".",)) and not "".join(self.low[i + 1 : i + 2])[:1].isdecimal()
        if word != "said" or i == 0 or not self.s.raw[i][0].isupper():
            return False
        return not (self.s.shouting or self.s.in_title or self.is_title_case())

    def _is_of_shift(self, i: int) -> bool:
        """The night watchman, a night security guard."""
        led = i > 0 and self.low[i - 1] in by.OF_ONE
        return led and any(k < self.n and self.low[k] in lex.SINGULAR for k in (i + 1, i + 2))

    def determines(self, i: int) -> bool:
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
        if word == "both" and following in by.STATES:
            return False  # mayor, driver ambushed; both dead
        if word == "another" and following in by.HURT and (i + 2 >= self.n or self.low[i + 2] in by.BEHIND_HURT):
            return False  # killed three and another wounded at the site
        return (
            following in lex.SINGULAR
            or following in lex.PLURAL
            or following in lex.THINGS
            or following in lex.HARM_NOUNS
            or self.reader.read(self.low, i + 1) is not None
            or self.reader.read(self.low, i) is not None
            or (following not in lex.PREPOSITIONS and self.word_class(i + 1) == "noun")
        )

    def may_begin(self, i: int) -> bool:
        return self.word_class(i) == "noun" or (self.masked.get(i) == "age" and self.old_follows(i))
