"""Names of people as a text gives them, first and last: two events of one kind in one town have others.

Who died, did it or was hurt is told from those who only speak of it by what stands beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from worker.stages.link.features import normal
from worker.stages.link.words import WEIGHT_OF

FIRST, LAST = 0.4, 0.6  # least weights of a first name, of which there are few, and of a last one
LONGEST = 5  # capitalised words in a row; more of them are a headline
_BEFORE = 50  # characters
_RUN = re.compile(r"\b[A-Z][\w'’-]*(?: [A-Z](?:\.|[\w'’-]*))+")
_HARM = r"(?:shot|stabbed|killed|died|dead|found|pronounced|injured|wounded|hit|struck|murder\w*|charged|arrested|accused|custody|taken|held)"
_AGED = re.compile(r",? (?:aged |age )?\(?\d{1,2}\b(?! (?:people|were|of))")
_AFTER = re.compile(
    rf"(?:, [^,.;]{{1,60}},)? (?:was|were|is|are|had|has|who)\b[^.;]{{0,40}}?\b{_HARM}\b|,? (?:died|fell|drowned|faces|pleaded)\b"
)
_LED_TO = re.compile(
    r"\b(?:identified|named|known|victims?|suspects?|gunm[ae]n|shooters?|arrested|charged|killed|shot|stabbed|murdered|deaths?|killings?"
    r"|murders?|shooting)\b[^.;]*$",
    re.IGNORECASE,
)


def full_names(text: str) -> Iterator[tuple[str, bool]]:
    """Each two rare capitalised words in a row, without initials and titles, and whether it is of someone harmed or accused."""
    for run in _RUN.finditer(text):
        words = [normal(word) for word in run[0].split(" ") if len(word.rstrip(".")) > 1]
        if len(words) > LONGEST:
            continue
        names = [pair for pair in pairwise(words) if _may_name(*pair)]
        concerned = bool(names) and _is_concerned(text, run.start(), run.end())
        for first, last in names:
            yield f"{first} {last}", concerned


def _may_name(first: str, last: str) -> bool:
    return WEIGHT_OF.get(first, 1.0) >= FIRST and WEIGHT_OF.get(last, 1.0) >= LAST


def _is_concerned(text: str, start: int, end: int) -> bool:
    if _AGED.match(text, end) or _AFTER.match(text, end):
        return True
    return _LED_TO.search(text[max(0, start - _BEFORE) : start]) is not None
