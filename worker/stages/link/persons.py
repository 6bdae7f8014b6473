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
# What is said of those who are hurt, killed, missing, wanted, tried or jailed.
_HARM = (
    r"(?:shot|stabbed|killed|died|dead|found|pronounced|injured|wounded|hit|struck|murder\w*|missing|rescued|buried|mourned|charged|arrested"
    r"|accused|suspected|custody|taken|held|jailed|convicted|sentenced|indicted|serving|wanted|captured|escaped|acquitted)"
)
_AGED = re.compile(r",? (?:aged |age )?\(?\d{1,2}\b(?! (?:people|were|of))")
_AFTER = re.compile(
    rf"(?:, [^,.;]{{1,60}},)? (?:was|were|is|are|had|has|who)\b[^.;]{{0,40}}?\b{_HARM}\b"
    r"|,? (?:died|fell|drowned|disappeared|escaped|confessed|faces|pleaded|pled)\b"
)
_LED_TO = re.compile(
    r"\b(?:identified|named|known|victims?|suspects?|gunm[ae]n|shooters?|attackers?|killers?|convicts?|inmates?|prisoners?|fugitives?|escapees?"
    r"|defendants?|accused|arrested|charged|convicted|sentenced|wanted|killed|shot|stabbed|murdered|deaths?|killings?|murders?|shooting"
    r"|body|bodies|funerals?|trial|widow)\b[^.;]*$",
    re.IGNORECASE,
)


# Who only speaks of it, and in what office.
_SPEAKS = re.compile(
    r",? (?:[^.;,]{1,40}, )?(?:said|says|told|tells|added|adds|reports?|reported|explained|confirmed|tweeted|wrote)\b"
)
_SPOKEN = re.compile(r"\b(?:said|says|told|added|according to|by|photo|courtesy of)[ :]*$", re.IGNORECASE)
_THERE = re.compile(r"\b(?:in|at|near|from|outside|around|across|into|north|south|east|west)(?: the)? $", re.IGNORECASE)
# What makes a name one of a place or a body.
_PLACES = frozenset(
    normal(word)
    for word in (
        "los las san santa saint mount mt fort lake port cape new north south east west upper lower hospital medical center centre clinic"
        " county city town village island river valley beach hills heights park gardens plaza street avenue ave road rd drive lane boulevard"
        " university college school academy elementary church mosque temple department division district company corporation inc agency"
        " broadcasting"
    ).split()
)
_OFFICES = frozenset(
    normal(word)
    for word in (
        "chief sgt sergeant lt lieutenant capt captain sheriff deputy det detective officer cpl corporal maj major col colonel gen general"
        " inspector commissioner superintendent mayor gov governor president minister premier secretary senator rep judge justice attorney"
        " prosecutor coroner examiner director spokesman spokeswoman spokesperson dr doctor rev pastor reporter correspondent editor"
    ).split()
)


def full_names(text: str) -> Iterator[tuple[str, bool]]:
    """Each two rare capitalised words in a row, without initials and titles, and whether it is of someone harmed or accused.

    Of the others, those who hold an office or speak of it are left out: they speak of the next event as well.
    """
    for run in _RUN.finditer(text):
        words = [normal(word) for word in run[0].split(" ") if len(word.rstrip(".")) > 1]
        if len(words) > LONGEST:
            continue
        names = [pair for pair in pairwise(words) if _may_name(*pair)]
        if not names or _THERE.search(text[max(0, run.start() - _BEFORE) : run.start()]):
            continue
        concerned = _is_concerned(text, run.start(), run.end())
        if concerned or not _speaks(text, run.start(), run.end(), words):
            for first, last in names:
                yield f"{first} {last}", concerned


def _may_name(first: str, last: str) -> bool:
    return WEIGHT_OF.get(first, 1.0) >= FIRST and WEIGHT_OF.get(last, 1.0) >= LAST and _PLACES.isdisjoint((first, last))


def _is_concerned(text: str, start: int, end: int) -> bool:
    if _AGED.match(text, end) or _AFTER.match(text, end):
        return True
    return _LED_TO.search(text[max(0, start - _BEFORE) : start]) is not None


def _speaks(text: str, start: int, end: int, words: list[str]) -> bool:
    if not _OFFICES.isdisjoint(word.rstrip(".") for word in words) or _SPEAKS.match(text, end):
        return True
    return _SPOKEN.search(text[max(0, start - _BEFORE) : start]) is not None
