"""Plain numbers: digits, words, 1.5 million, 12k, a hundred."""

from __future__ import annotations

import re

LARGEST = 999_999_999
ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
} | {"fourty": 40}
TENS = {word: 10 * (value + 2) for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "lakh": 100_000, "lakhs": 100_000,
          "crore": 10_000_000, "crores": 10_000_000}  # fmt: skip
SMALL = ONES | TENS | {ten + one: TENS[ten] + ONES[one] for ten in TENS for one in list(ONES)[1:10]}  # thirtythree

_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+|\d{1,3}(?:\.\d{3})+|\d{1,9}")
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}")
_BEHIND_METRES = frozenset(
    "to into from away down off above below deep long high tall wide north south east west ( , .".split()
)
_SHORT = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)(k|m)")


def read_plain(low: list[str], i: int) -> tuple[int, int] | None:
    """(value, end) of the plain number that begins at token `i`: digits, words, 1.5 million, 12k, a hundred."""
    if i >= len(low):
        return None
    word = low[i]
    if word[0].isdecimal():
        return _read_digits(low, i)
    if word in ("a", "an") and i + 1 < len(low) and (low[i + 1] in SCALES or low[i + 1] == "dozen"):
        return _read_words(low, i + 1, 1) if low[i + 1] in SCALES else (12, i + 2)
    if word == "a" and low[i + 1 : i + 3] == ["score", "of"] and low[i + 3 : i + 4] and low[i + 3].isalpha():
        return (20, i + 3) if low[i + 3] not in SMALL else None  # people, and not by a score of three to one
    if word == "half" and low[i + 1 : i + 3] == ["a", "dozen"]:
        return 6, i + 3
    if word == "half-dozen":
        return 6, i + 1
    if word == "dozen" and i == 0:  # Dozen killed in raid
        return 12, i + 1
    if word == "half" and low[i + 1 : i + 2] == ["a"] and low[i + 2 : i + 3] and low[i + 2] in SCALES:
        return SCALES[low[i + 2]] // 2, i + 3
    return _read_words(low, i, 0)


def _read_digits(low: list[str], i: int) -> tuple[int, int] | None:
    word = low[i]
    if short := _SHORT.fullmatch(word):
        if short[2] == "m" and low[i + 1 : i + 2] and low[i + 1] in _BEHIND_METRES:
            return None  # fell 200m to their deaths
        return _capped(float(short[1]) * (1_000 if short[2] == "k" else 1_000_000)), i + 1
    following = low[i + 1] if i + 1 < len(low) else ""
    if following in SCALES and (_DECIMAL.fullmatch(word) or _DIGITS.fullmatch(word)):
        scaled = float(word.replace(",", "")) * SCALES[following]
        return _capped(scaled), i + 2
    if not _DIGITS.fullmatch(word):
        return None
    if len(word) <= 3 and len(following) == 3 and following.isdecimal() and low[i + 2 : i + 3] and low[i + 2].isalpha():
        return int(word + following), i + 2  # 1 200 people
    value = int(word.replace(",", "").replace(".", ""))
    if following in ("dozen", "score"):
        return _capped(value * (12 if following == "dozen" else 20)), i + 2
    return _capped(value), i + 1


def _capped(value: float) -> int:
    return min(round(value), LARGEST)


def _read_words(low: list[str], i: int, begun: int) -> tuple[int, int] | None:
    """Number words from token `i`; `begun` is what an article before a scale word stands for."""
    total, current, end = 0, begun, i
    seen = bool(begun)
    while end < len(low):
        word = low[end]
        parts = word.split("-") if "-" in word else [word]
        if all(part in SMALL for part in parts) and not (seen and current % 100 and current % 100 < 20 and len(parts) == 1):
            if seen and current % 10 and parts[0] in SMALL:
                break
            current += sum(SMALL[part] for part in parts)
        elif word in SCALES and seen:
            scale = SCALES[word]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total, current = total + max(current, 1) * scale, 0
        elif word == "dozen" and seen:
            return _capped((total + current) * 12), end + 1
        elif word == "and" and seen and end + 1 < len(low) and low[end - 1] in SCALES and _is_small(low[end + 1]):
            end += 1
            continue
        else:
            break
        seen = True
        end += 1
    return (_capped(total + current), end) if seen and end > i else None


def _is_small(word: str) -> bool:
    return all(part in SMALL for part in word.split("-"))
