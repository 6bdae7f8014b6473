"""Numbers of people as news writes them: plain and vague ones, with their ranges and bounds, as intervals."""

from __future__ import annotations

import re
from typing import NamedTuple

from worker.model import Qualifier
from worker.stages.extract.grammar.numerals import LARGEST, SCALES, SMALL, read_plain
from worker.stages.extract.grammar.vague_words import PROFILES, TOLLWATCH


class Quantity(NamedTuple):
    """An interval and the tokens it stands on: [start, end)."""

    start: int
    end: int
    low: int
    best: int
    high: int | None
    qualifier: Qualifier
    vague: str = ""  # the vague word, for those who code it otherwise


_COUNTABLE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_AFTER_ARTICLE = frozenset("few handful couple number large great high growing small".split())
_RANGE_WORDS = frozenset({"to", "or", "-", "–", "and/or"})
_UNTOLD = frozenset("unknown unspecified undisclosed undetermined unconfirmed uncertain".split())
_DEFINITE = frozenset("the its total exact confirmed same overall official".split())  # "the number of dead" is no number
_MULTIPLES = {"thousands": 1_000, "millions": 1_000_000}

# What stands before a number: (words, how it bounds). Longest first.
_BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("a", "minimum", "of"), "at_least"), (("minimum", "of"), "at_least"), (("maximum", "of"), "at_most"), (("a", "total", "of"), ""), (("as", "many", "as"), "at_most"), (("as", "few", "as"), "at_least"),
    (("a", "maximum", "of"), "at_most"), (("no", "fewer", "than"), "at_least"), (("no", "less", "than"), "at_least"),
    (("not", "less", "than"), "at_least"), (("not", "fewer", "than"), "at_least"), (("no", "more", "than"), "at_most"),
    (("well", "over"), "more"), (("in", "excess", "of"), "more"), (("upwards", "of"), "at_least"), (("upward", "of"), "at_least"),
    (("at", "least"), "at_least"), (("atleast",), "at_least"), (("more", "than"), "more"), (("greater", "than"), "more"), (("over",), "more"),
    (("up", "to"), "at_most"), (("at", "most"), "at_most"), (("fewer", "than"), "fewer"), (("less", "than"), "fewer"), (("under",), "fewer"),
    (("close", "to"), "nearly"), (("just", "under"), "nearly"), (("nearly",), "nearly"), (("almost",), "nearly"),
    (("an", "estimated"), "about"), (("estimated",), "about"), (("about",), "about"), (("around",), "about"), (("some",), "about"),
    (("approximately",), "about"), (("roughly",), "about"), (("perhaps",), "about"), (("circa",), "about"), (("possibly",), "about"),
    (("just", "over"), "more"), (("exactly",), ""), (("only",), ""), (("just",), ""), (("all",), ""), (("another",), ""),
    (("nearby",), ""), (("anywhere", "from"), ""), (("anywhere",), ""),
)  # fmt: skip
_BOUND_BY_WORD: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _bound in _BOUNDS:
    _BOUND_BY_WORD.setdefault(_words[0], []).append((_words, _bound))

_HUNDREDS = (["hundred"], ["thousand"], ["million"], ["lakh"])
_ABOUT = frozenset(
    "probe probes probed inquiry investigation investigated investigating charged arrest arrested arrests detained sued sues suing protest protests outrage anger"
    " fury jailed apologises apologizes resigns resigned quits questioned fined blamed row concern concerns grief answers".split()
)

_PLUS = re.compile(r"(\d{1,7}(?:,\d{3})*)(?:\+|[-–]plus)")
_RANGE = re.compile(r"(\d{1,7})[-–](\d{1,7})")


_FIRST_WORDS = (
    frozenset(_BOUND_BY_WORD)
    | frozenset(SMALL)
    | frozenset(TOLLWATCH)
    | _AFTER_ARTICLE
    | frozenset("a an all half half-dozen dozen between couple".split())
)


def may_begin(word: str) -> bool:
    """Whether a quantity can begin with `word`: the cheap look before the careful one."""
    return word in _FIRST_WORDS or word[0].isdecimal() or ("-" in word and word.partition("-")[0] in SMALL)


COUNTING = (
    frozenset(SMALL)
    | frozenset(SCALES)
    | frozenset(TOLLWATCH)
    | _AFTER_ARTICLE
    | frozenset("half half-dozen dozen score".split())
)


def may_count(low: list[str]) -> bool:
    """Whether any quantity can stand among the tokens: each holds one of these words, or digits."""
    if not COUNTING.isdisjoint(low):
        return True
    for w in low:  # noqa: SIM110 - a generator takes twice as long, and every sentence is asked
        if w[0].isdecimal() or ("-" in w and w.partition("-")[0] in SMALL):
            return True
    return False


def _range(start: int, end: int, first: int, second: int) -> Quantity:
    return Quantity(start, end, min(first, LARGEST), min(first, LARGEST), min(second, LARGEST), Qualifier.RANGE)


class Reader:
    """Reads quantities by one profile of vague words."""

    def __init__(self, profile: str) -> None:
        self.vague = PROFILES[profile]

    def read(self, low: list[str], i: int) -> Quantity | None:
        """The quantity that begins at token `i`, with the bound before it and the range or "or more" after it."""
        if not may_begin(low[i]):
            return None
        if low[i] == "over" and not _ABOUT.isdisjoint(low[:i]):
            return None  # charged over three deaths
        if low[i : i + 2] == ["over", "one"] and low[i + 2 : i + 3] not in _HUNDREDS:
            return None  # before it was over one man was hurt
        for words, bound in _BOUND_BY_WORD.get(low[i], ()):
            if tuple(low[i : i + len(words)]) == words:
                inner = self._core(low, i + len(words))
                if inner is None and bound and i + len(words) < len(low):
                    nested = self.read(low, i + len(words)) if low[i + len(words)] in ("a", "an", "another") else None
                    inner = nested
                if inner is not None:
                    return self._bounded(inner, bound, i)
        if low[i] == "between":
            return self._between(low, i)
        return self._all_but(low, i) if low[i] == "all" else self._core(low, i)

    def _all_but(self, low: list[str], i: int) -> Quantity | None:
        """All but two of the 68."""
        spared = read_plain(low, i + 2) if low[i + 1 : i + 2] == ["but"] else None
        if spared is None or low[spared[1] : spared[1] + 1] != ["of"]:
            return None
        j = spared[1] + 1
        if "'s" in low[j : j + 4]:  # all but three of the ferry's 47
            j += low[j : j + 4].index("'s") + 1
        while low[j : j + 1] in (["the"], ["those"], ["its"], ["some"], ["all"]):
            j += 1
        whole = read_plain(low, j)
        if whole is None or whole[0] <= spared[0]:
            return None
        left = whole[0] - spared[0]
        return Quantity(i, whole[1], left, left, left, Qualifier.EXACT)

    def _core(self, low: list[str], i: int) -> Quantity | None:
        if i >= len(low):
            return None
        if low[i].endswith("-odd") and (odd := read_plain([low[i][:-4]], 0)) is not None:
            return self._bounded(Quantity(i, i + 1, odd[0], odd[0], odd[0], Qualifier.EXACT), "about", i)
        if found := _RANGE.fullmatch(low[i]):
            first, second = int(found[1]), int(found[2])
            return _range(i, i + 1, first, second) if first < second else None
        if found := _PLUS.fullmatch(low[i]):
            value = int(found[1].replace(",", ""))
            return Quantity(i, i + 1, value, value, None, Qualifier.AT_LEAST)
        if (vague := self._read_vague(low, i)) is not None:
            return vague
        plain = read_plain(low, i)
        if plain is None:
            return None
        value, end = plain
        return self._tail(low, i, end, value)

    def _tail(self, low: list[str], i: int, end: int, value: int) -> Quantity:
        """What may follow a number: a range's other end, "or more", "-plus", "+"."""
        following = low[end] if end < len(low) else ""
        if following in _RANGE_WORDS and (other := read_plain(low, end + 1)) and value < other[0] <= 20 * value + 20:
            near = following != "or" or other[0] - value <= max(value, 10)
            if near:
                return _range(i, other[1], value, other[0])
        if following == "or" and low[end + 1 : end + 2] == ["more"]:
            return Quantity(i, end + 2, value, value, None, Qualifier.AT_LEAST)
        if following == "or" and low[end + 1 : end + 2] == ["so"]:
            return self._bounded(Quantity(i, end + 2, value, value, value, Qualifier.EXACT), "about", i)
        if low[end : end + 4] == ["at", "the", "very", "least"] or (
            following == "at" and low[end + 1 : end + 3] in (["least"], ["least", "."], ["least", ","])
        ):
            return Quantity(i, end, value, value, None, Qualifier.AT_LEAST)
        if following in ("+", "plus") or (following == "-" and low[end + 1 : end + 2] == ["plus"]):
            return Quantity(i, end + (2 if following == "-" else 1), value, value, None, Qualifier.AT_LEAST)
        return Quantity(i, end, value, value, value, Qualifier.EXACT)

    def _between(self, low: list[str], i: int) -> Quantity | None:
        first = read_plain(low, i + 1)
        if first is None or low[first[1] : first[1] + 1] not in (["and"], ["to"]):
            return None
        second = read_plain(low, first[1] + 1)
        return _range(i, second[1], first[0], second[0]) if second and first[0] < second[0] else None

    def _read_vague(self, low: list[str], i: int) -> Quantity | None:
        word, end = low[i], i + 1
        if word == "an" and low[i + 1 : i + 2] and low[i + 1] in _UNTOLD and low[i + 2 : i + 4] == ["number", "of"]:
            return self._vague(i, i + 4, "plural", 1)
        if word == "a" and i + 1 < len(low) and low[i + 1] in _AFTER_ARTICLE:
            word, end = low[i + 1], i + 2
        if word == "couple":
            if end == i + 1 or low[end : end + 1] != ["of"]:
                return None
            scale = {"dozen": 12, "hundred": 100, "thousand": 1_000}.get("".join(low[end + 1 : end + 2]), 1)
            return Quantity(i, end + (1 if scale == 1 else 2), 2 * scale, 2 * scale, 2 * scale, Qualifier.VAGUE, "a couple")
        if word in ("large", "great", "high", "growing", "small") and low[end : end + 2] == ["number", "of"]:
            return self._vague(i, end + 2, "few" if word == "small" else "many", 1)
        if word in ("few", "many") and i and low[i - 1] in ("so", "how", "too", "as", "very"):
            return None
        if word == "number":
            indefinite = not (i and low[i - 1] in _DEFINITE)
            return self._vague(i, end + 1, "several", 1) if indefinite and low[end : end + 1] == ["of"] else None
        if word not in self.vague or word in ("plural", "family"):
            return None
        if word in _COUNTABLE:
            return self._countable(low, i, end, word)
        scale = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}.get("".join(low[end : end + 1]), 1)
        end += scale > 1
        end += low[end : end + 1] == ["of"] and word == "handful"
        return self._vague(i, end, word, scale)

    def _countable(self, low: list[str], i: int, end: int, word: str) -> Quantity:
        """dozens, hundreds of thousands, dozens of people."""
        if low[end : end + 1] == ["of"]:
            scale = _MULTIPLES.get("".join(low[end + 1 : end + 2]))
            if scale:
                end += 2 + (low[end + 2 : end + 3] == ["of"])
                return self._vague(i, end, word, scale)
            return self._vague(i, end + 1, word, 1)
        return self._vague(i, end, word, 1)

    def _vague(self, start: int, end: int, word: str, scale: int) -> Quantity:
        row = self.vague[word]
        high = None if row.high is None else min(row.high * scale, LARGEST)
        return Quantity(start, end, min(row.low * scale, LARGEST), min(row.best * scale, LARGEST), high, Qualifier.VAGUE, word)

    def _bounded(self, q: Quantity, bound: str, start: int) -> Quantity:
        q = q._replace(start=start)
        if not bound or q.qualifier in (Qualifier.RANGE, Qualifier.AT_LEAST):
            return q
        n = q.best
        if q.qualifier is Qualifier.VAGUE:
            return q._replace(high=None) if bound in ("at_least", "more") else q
        if bound == "at_least":
            return q._replace(high=None, qualifier=Qualifier.AT_LEAST)
        if bound == "more":
            return q._replace(low=n + 1, best=n + 1, high=None, qualifier=Qualifier.AT_LEAST)
        if bound == "at_most":
            return q._replace(low=min(1, n), best=n, high=n, qualifier=Qualifier.AT_MOST)
        if bound == "fewer":
            return q._replace(low=min(1, n), best=max(n - 1, 0), high=max(n - 1, 0), qualifier=Qualifier.AT_MOST)
        low = 9 * n // 10  # a tenth either way, rounded outward
        high = n if bound == "nearly" else -(-11 * n // 10)
        return q._replace(low=low, best=n, high=high, qualifier=Qualifier.APPROX)
