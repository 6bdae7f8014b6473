"""Words that are of one class wherever they stand: most are, and need no look at those beside them."""

from __future__ import annotations

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.quantities import may_begin
from worker.stages.extract.grammar.verbs import FALLS, FORMS, OTHER_VERBS

NO_VERBS = lex.SUBSETS | lex.PREPOSITIONS | {"according"}
_NEVER_NOUNS = (
    lex.PREPOSITIONS | lex.CONJUNCTIONS | lex.AUXILIARIES | lex.RELATIVES | lex.BREAKS | lex.SUBSETS | frozenset("the a an not no to n't there".split())
    | frozenset("his her its their my our this that these those every each either neither any some".split())
)  # fmt: skip
TIMES = lex.TIME_WORDS | lex.WEEKDAYS.keys() | (lex.MONTHS.keys() - set("may march mark sun sat mar dec".split()))
_OF_CONTEXT = frozenset(
    "age ages cost costs battle battles fight fights axe axes club clubs stone stones knife knifes hammer hammers".split()
)


def _is_only_thing(word: str) -> bool:
    """Whether nothing else can be read from the name of a thing: no verb, number or adverb."""
    adverb = word.endswith("ly") and word not in lex.NOT_ADVERBS
    return not (
        word in FORMS
        or word in FALLS
        or word in TIMES
        or word in lex.PRONOUNS
        or may_begin(word)
        or adverb
        or word in _OF_CONTEXT
    )


# Most words are of one class wherever they stand.
_CLASSES = (
    dict.fromkeys(filter(_is_only_thing, lex.THINGS), "noun")
    | dict.fromkeys((*lex.SINGULAR, *lex.PLURAL), "noun")
    | dict.fromkeys(_NEVER_NOUNS, "small")
)
FIXED = {word: kind for word, kind in _CLASSES.items() if word[0].isalpha()}


def is_never_noun(word: str) -> bool:
    """Whether a word stands in no noun phrase, whatever is beside it; a mark neither."""
    return FIXED.get(word) == "small" or not word[0].isalnum()


def is_never_verb(word: str) -> bool:
    known = (
        word in FORMS or word in FALLS or word in OTHER_VERBS or word in lex.AUXILIARIES or word in _OF_CONTEXT or word == "to"
    )
    return not known and (word in NO_VERBS or not word.endswith(("ing", "ed")))
