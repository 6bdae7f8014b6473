"""The short names of rows that people type: e7 an event, a12 an article, d3 a delivery, n5 an alert, s3 a silence."""

from __future__ import annotations

import re

from worker.errors import InputError

EVENT, ARTICLE, DELIVERY, ALERT, SILENCE = "e", "a", "d", "n", "s"
_WORDS = {
    EVENT: "an event such as e7",
    ARTICLE: "an article such as a12",
    DELIVERY: "a delivery such as d3",
    ALERT: "an alert such as n5",
    SILENCE: "a silence such as s3",
}
_HIGHEST = 2**63 - 1


def number(name: str, letter: str) -> int:
    """7 for "e7" (or "7"). InputError says what was expected."""
    match = re.fullmatch(rf"{letter}?([0-9]{{1,19}})", name.strip().lower())
    if match is None or int(match[1]) > _HIGHEST:
        raise InputError(f"{name[:80]!r} does not name {_WORDS[letter]}")
    return int(match[1])


def missing(name: str, letter: str, listing: str) -> InputError:
    return InputError(f"there is no {name}", hint=f"{_WORDS[letter]}: see `tollwatch {listing}`")
