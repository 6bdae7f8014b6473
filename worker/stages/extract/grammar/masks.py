"""Numbers that count no people: dates, times, ages, money, measures, names. Found before any number is read."""

from __future__ import annotations

import re

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.ages import mark_ages
from worker.stages.extract.grammar.numerals import SMALL
from worker.stages.extract.grammar.sentences import Sentence

_CURRENCY = frozenset("$ £ € ¥ ₹ rs usd".split())
_YEAR_CUES = frozenset("in since of until from by during before after early late mid and between year for through".split())
_OLD = frozenset("year years month months week weeks yr yrs day days".split())
_PLACE_WORDS = frozenset("in at near outside around on".split())
_STRICT_NAMES = frozenset("number route flight highway article no interstate brigade battalion".split())
_BEHIND_AGES = frozenset(", . of — – --".split())
_OF_A_NAME = frozenset("of both is has had who was were remains from and".split())
_NUMBERED = frozenset("junctions exits routes highways platforms gates rooms lots wards districts numbers".split())
_RANGES = frozenset("between from".split())
_SCORES = frozenset("shot shoots shooting shoot carded carding fired posted".split())
_WAS, _ONE, _ENDS = (
    frozenset("is was".split()),
    frozenset("who he she".split()),
    frozenset({",", ".", ";", ")", "", "when", "and"}),
)
_GIVEN_AS = frozenset("as at to be is was were about around estimated".split())
_GIVEN = _GIVEN_AS | frozenset(
    "been has have had given put listed reported stated thought believed said recorded not but first".split()
)
_GALLERY = frozenset("image photo picture slide page".split())
_DIRECTIONS = frozenset("north south east west".split())
_PEOPLES = ("ans", "ese", "ns", "is")
_TELEPHONE = re.compile(r"\d{3}-(?:\d{3,4}|\d{3}-\d{4}|[a-z]+)")
_CALLS = frozenset(
    "call calls calling phone telephone tel contact hotline tip tips tipline stoppers witness text texting".split()
)


def masked_numbers(s: Sentence) -> dict[int, str]:
    """Token index -> why the number there counts nobody."""
    if s.masks is None:
        s.masks = _masks(s)
    return s.masks


def _masks(s: Sentence) -> dict[int, str]:
    masked: dict[int, str] = {}
    for i, word in enumerate(s.low):
        if word in lex.MONTHS and _beside_day(s, i):
            masked[i] = "date"
        if word[0].isdecimal():
            reason = _judge(s, i, word)
            if reason:
                masked[i] = reason
        elif word in SMALL and s.raw[i][:1].isupper() and _is_title(s, i):
            masked[i] = "name"
        if word in ("old", "olds") and i >= 2 and s.low[i - 1] in _OLD and _is_number(s, i - 2):
            masked[i - 2] = masked[i - 1] = "age"
            masked[i] = "old"
            if s.low[max(0, i - 5) : i - 3] and s.low[i - 5] in _RANGES:  # a woman between 15 and 20 years old
                masked |= dict.fromkeys(range(i - 4, i + 1), "ages")
    return masked | mark_ages(s)


def _beside_day(s: Sentence, i: int) -> bool:
    """May 5, 5 May, on March 3: a month, not the verb; "may 5" in small letters is none."""
    if not s.raw[i][:1].isupper():
        return False
    near = (s.low[i - 1] if i else "", _next(s, i))
    return any(word[:2].rstrip("stndrh").isdecimal() and len(word) <= 4 for word in near if word)


def _is_number(s: Sentence, i: int) -> bool:
    word = s.low[i]
    return word[0].isdecimal() or all(part in SMALL for part in word.split("-"))


def _next(s: Sentence, i: int) -> str:
    return s.low[i + 1] if i + 1 < len(s.low) else ""


def _judge(s: Sentence, i: int, word: str) -> str:
    before = s.low[i - 1] if i else ""
    after = _next(s, i)
    if before.isalpha() and s.touches(i):
        return "name"  # the M1, an A380
    if ":" in word or "/" in word or after == "/" or before == "/":
        return "time"
    if before in _CURRENCY:
        return "money"
    if word == "911" or (before in ("a", "an") and not _SCORES.isdisjoint(s.low[i - 2 : i - 1])):
        return "name"  # shot a 66 in the first round
    if word.endswith("%") or after in ("%", "percent", "per"):
        return "percent"
    if (
        before in lex.MONTHS
        or (before == "." and i > 1 and s.low[i - 2] in lex.MONTHS and s.raw[i - 2][:1].isupper())
        or (after in lex.MONTHS and word.isdecimal() and int(word[:4]) <= 31 and (after != "may" or s.raw[i + 1][:1].isupper()))
    ):
        return "date"
    if _is_year(s, i, word, before):
        return "year"
    if _is_age(s, i, word, before, after):
        return "age"
    if after in lex.UNITS or (after == "-" and i + 2 < len(s.low) and s.low[i + 2] in lex.UNITS):
        return "unit" if after not in _OLD or s.low[i + 2 : i + 3] != ["old"] else ""
    if _is_address(s, i, word, after) or _is_telephone(s, word) or _is_of_gallery(s.low, i) or _is_of_road(s.low, i):
        return "name"
    if before in _STRICT_NAMES or (before in lex.BEFORE_NAMES and s.raw[i - 1][:1].isupper() and not s.shouting and i > 1):
        return "name"
    return ""


def _is_title(s: Sentence, i: int) -> bool:
    """The band Nine Corpses, the play Two Dead Men: a number with a capital, behind a word of the sentence, before another capital."""
    held = s.raw[i : i + 2]
    named = len(held) == 2 and held[0][:1].isupper() and held[1][:1].isupper() and s.low[i + 1] not in lex.MONTHS
    return named and i > 1 and not s.in_title and not s.shouting and s.raw[i - 1].isalpha() and s.raw[i - 1].islower()


def _is_address(s: Sentence, i: int, word: str, after: str) -> bool:
    """3740 West: a street in a city of numbers; 300 South Africans are people."""
    return (
        word.isdecimal()
        and len(word) > 2
        and after in _DIRECTIONS
        and s.raw[i + 1][:1].isupper()
        and not s.shouting
        and not any(w.endswith(_PEOPLES) for w in s.low[i + 2 : i + 3])
    )


def _is_of_gallery(low: list[str], i: int) -> bool:
    """Image 2 of 9, photo 3 of 12: both numbers."""
    first = i - 2 if low[i - 1 : i] == ["of"] else i
    numbered = low[first + 1 : first + 2] == ["of"] and all(w.isdecimal() for w in (low[first], *low[first + 2 : first + 3]))
    return first > 0 and numbered and low[first - 1] in _GALLERY


def _is_of_road(low: list[str], i: int) -> bool:
    """Between junctions 26 and 27: the second number."""
    return i > 2 and low[i - 1] in ("and", "to", "or") and low[i - 3] in _NUMBERED and low[i - 2].isdecimal()


def _is_telephone(s: Sentence, word: str) -> bool:
    return _TELEPHONE.fullmatch(word) is not None and not _CALLS.isdisjoint(s.low)


def _is_year(s: Sentence, i: int, word: str, before: str) -> bool:
    if not (len(word) == 4 and word.isdecimal() and "1900" <= word <= "2099"):
        return False
    following = s.low[i + 1 : i + 3]
    people = any(w in lex.PLURAL for w in following[:1]) or (
        len(following) == 2 and following[1] in lex.PLURAL and before not in _YEAR_CUES
    )
    return before in _YEAR_CUES or before in lex.MONTHS or before == "," or not people


def _is_after_name(s: Sentence, i: int) -> bool:
    """Aldo Marsh Jr., 21 of Millbrook: two words of a name before the comma."""
    name = [raw for raw in s.raw[max(0, i - 4) : i + 1] if raw != "."][-2:]
    return len(name) == 2 and all(raw[:1].isupper() for raw in name) and s.low[i] not in lex.MONTHS


def _is_given(low: list[str], i: int) -> bool:
    """Whose age was given as 17, his age listed as 40: behind "age" and words that say who says so."""
    return next((low[k] in ("age", "ages") for k in range(i - 1, max(-1, i - 7), -1) if low[k] not in _GIVEN), False)


def _is_age(s: Sentence, i: int, word: str, before: str, after: str) -> bool:
    if not (word.isdecimal() and len(word) <= 3 and int(word) <= 115):
        return False
    if before in ("aged", "age", "ages") or (before in ("and", ",") and {"aged", "ages"} & set(s.low[max(0, i - 6) : i])):
        return True
    if before in _GIVEN_AS and _is_given(s.low, i):
        return True
    if before in _WAS and s.low[i - 2] in _ONE and after in _ENDS:
        return True  # the gunman, who was 28, also died
    if (before == "(" and after == ")") or (before == "both" and s.low[i - 2] == "," and after in _BEHIND_AGES):
        return True
    if (before == "one" and s.low[i + 1 : i + 4] == ["and", "the", "other"]) or (
        before == "other" and s.low[i - 5 : i - 4] == ["one"]
    ):
        return True  # one 16 and the other 17
    two = s.low[i + 2 : i + 4] if after == "and" else s.low[i - 2 : i - 4 : -1] if before == "and" and i > 3 else []
    if (
        len(two) == 2
        and two[0].isdecimal()
        and len(two[0]) < 3
        and two[1] == ","
        and (before == "," if after == "and" else after == ",")
    ):
        return True  # her sons, 7 and 8, were
    if (
        before == ","
        and after in _OF_A_NAME
        and len(word) < 3
        and s.low[i - 2] not in lex.WEEKDAYS
        and _is_after_name(s, i - 2)
    ):
        return True
    if before == "," and s.low[i - 2] in lex.WEEKDAYS:
        return False  # On Thursday, 14 of the passengers died
    if before == "," and s.low[0] in _PLACE_WORDS and "," not in s.low[: i - 1]:
        return False  # At Mthatha in the Eastern Cape, 14 died
    if before in (",", "-") and (
        after in (",", ".", ";", ")", "", "-", "–", "—", ":")
        or (after in ("and", "of", "was", "were", "died") and i >= 2 and s.raw[i - 2][:1].isupper())
    ):
        return i >= 2 and s.low[i - 2] not in lex.MONTHS and not s.low[i - 2][0].isdecimal()
    return False
