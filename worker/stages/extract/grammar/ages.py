"""Ages in every way they are written: they count nobody, but a list of them says how many people there are."""

from __future__ import annotations

import re

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.numerals import SMALL
from worker.stages.extract.grammar.sentences import Sentence

_UNITS = "year|month|week|day|yr"
_JOINED = re.compile(rf"(?:{_UNITS})s?-olds?")  # 12 year-old
_HALF = re.compile(rf"(?:\d{{1,3}}|[a-z]+)-(?:{_UNITS})s?")  # 18-month old
_AGE = r"(?:\d{1,2}|1[01]\d)"
_TOGETHER = re.compile(
    rf"{_AGE}(?: -)?(?: , {_AGE}(?: -)?){{0,6}}(?: ,)? (?:and|or|&) (?:an? )?{_AGE}-(?:{_UNITS})s?-olds?(?: |$)"
)
_YEARS = re.compile(rf"{_AGE}(?: , {_AGE}){{0,6}}(?: ,)? (?:and|or|to) {_AGE} (?=(?:{_UNITS})s? old(?: |$))")
_BEHIND = re.compile(rf", (?:aged? |ages )?{_AGE}(?: , {_AGE}){{0,6}}(?: ,)? and {_AGE}(?: [,.);]|$)")
_SHORT = frozenset("yoa yo y/o y.o y.o.".split())  # a 20 y/o
_DECADES = frozenset("teens 20s 30s 40s 50s 60s 70s 80s 90s".split())
_WITHIN = frozenset("early late mid middle mid- his her their".split())
_AFTER = frozenset(", . ; : ) - – — and".split())
_ASKED = (
    frozenset("old olds".split()) | _SHORT | _DECADES | SMALL.keys()
)  # of the words in letters alone: most need no further look
_BOUNDS = frozenset("under over below above".split())
_BOUND = frozenset("children kids toddlers infants youngsters boys girls child aged".split())
_REACH = 24  # tokens of the longest list of ages


def mark_ages(s: Sentence) -> dict[int, str]:
    """Token index -> "age" for numbers, "old" for the words that make ages of them."""
    low = s.low
    marked: dict[int, str] = {}
    for i, word in enumerate(low):
        if word.isalpha() and word not in _ASKED:
            continue
        if i and "-" in word and _JOINED.fullmatch(word):
            at = i - 2 if low[i - 1] in "-–" and i > 1 else i - 1
            if _is_number(low[at]):
                marked |= dict.fromkeys(range(at, i), "age") | {i: "old"}
        elif (word in ("old", "olds") and i and _HALF.fullmatch(low[i - 1])) or (
            word in _SHORT and i and low[i - 1].isdecimal()
        ):
            marked[i - 1], marked[i] = "age", "old"
        elif word in _DECADES and i and low[i - 1] in _WITHIN:
            marked[i] = "decade"
        elif word[0].isdecimal() and (end := _are_ages_behind(low, i)):
            marked |= dict.fromkeys(range(i, end + 2), "ages")
        elif word[0].isdecimal() and (together := ages_together(low, i)) is not None:
            marked |= {k: "age" for k in range(i, together[1]) if low[k].isdecimal()}
        elif word in SMALL and (_is_behind_one(low, i) or _is_aged(low, i) or _is_bound(low, i)):
            marked[i] = "age"
    return marked


def _is_behind_one(low: list[str], i: int) -> bool:
    """Girl, four, and boy, nine: a number between a person and the next comma."""
    return i > 1 and low[i - 1] == "," and low[i - 2] in lex.SINGULAR and (i + 1 == len(low) or low[i + 1] in _AFTER)


def _is_aged(low: list[str], i: int) -> bool:
    """A girl aged seven and four adults: the seven are her years."""
    return (
        i > 0
        and low[i - 1] in ("aged", "age")
        and low[i + 1 : i + 2] != ["-"]
        and "".join(low[i + 1 : i + 2]) not in lex.PLURAL
    )


def _is_bound(low: list[str], i: int) -> bool:
    """19 children under five drowned; aged under ten."""
    return i > 1 and low[i - 1] in _BOUNDS and low[i - 2] in _BOUND


def _is_number(word: str) -> bool:
    return (word.isdecimal() and len(word) <= 3) or all(part in SMALL for part in word.split("-"))


def _are_ages_behind(low: list[str], i: int) -> int:
    """Where the list of ages ends that begins at token `i`: 13 and 19 years old; 0 where none does."""
    match = _YEARS.match(" ".join(low[i : i + _REACH])) if low[i].isdecimal() else None
    return i + len(match[0].split()) if match is not None else 0


def ages_together(low: list[str], i: int) -> tuple[int, int] | None:
    """(people, token of the last age) of the list that begins at token `i`: 11- and 12-year-old boys; a 16 and 17-year-old."""
    if not low[i].isdecimal():
        return None
    match = _TOGETHER.match(" ".join(low[i : i + _REACH]))
    if match is None:
        return None
    words = match[0].split()
    return sum(word[0].isdecimal() for word in words), i + len(words) - 1


def ages_behind(low: list[str], i: int) -> int:
    """How many ages stand behind the noun that ends at token `i`: her sons, 7 and 8, were hurt; 0 where there are none."""
    if low[i : i + 1] != [","]:
        return 0
    match = _BEHIND.match(" ".join(low[i : i + _REACH]))
    return 0 if match is None else sum(word[0].isdecimal() for word in match[0].split())
