"""Characters that nobody sees: soft hyphens, zero-width spaces and direction marks cut words and numbers in two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from worker.model import Claim

# Overrides of direction (U+202D, U+202E) stay: what stands behind them is shown backwards, and is no number as it is written.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]")


def without_unseen(text: str) -> str:
    return text if text.isascii() else _UNSEEN.sub("", text)


def as_given(claims: Sequence[Claim], title: str, text: str) -> tuple[Claim, ...]:
    """Claims read without the unseen characters, with their words and offsets in the title and the text as they were given."""
    gone = {True: _gone(title), False: _gone(text)}
    return tuple(_moved(claim, gone[claim.in_title], title if claim.in_title else text) for claim in claims)


def _gone(given: str) -> list[int]:
    """Of each unseen character where it would stand in what was read."""
    return [match.start() - before for before, match in enumerate(_UNSEEN.finditer(given))]


def _moved(claim: Claim, gone: Sequence[int], given: str) -> Claim:
    start = claim.start + bisect_right(gone, claim.start)
    end = claim.end + bisect_right(gone, claim.end - 1)
    return replace(claim, text=given[start:end], start=start, end=end)
