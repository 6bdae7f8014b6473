"""The outlet's name that a headline ends in: Blast kills 12 - WMC Action News 5. It is not the story's."""

from __future__ import annotations

import re

_OUTLET = re.compile(
    r"\s(?:[-–—|«]|::)\s?(?=[^-–—|«]{0,40}(?:\b(?:News|TV|Channel|Radio|Weather|Sports|FM|AM)\b|\b[WK][A-Z]{2,3}\b|\.com\b))"
)


def outlet_at(title: str) -> int | None:
    """Where the outlet's name begins, with the mark before it; None where there is none."""
    found = _OUTLET.search(title)
    return found.start() if found else None


def headline(title: str) -> str:
    """`title` without it."""
    return title[: outlet_at(title)]
