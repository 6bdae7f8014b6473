"""The skip's words: a text without one of them reports no casualties, whatever else it says.

The words are extract's own, so none can be missing here. A few stand in every other text ("life", "body", "hit"): these count
only where a word that extract needs beside them stands near. Near is wider here than extract looks, never narrower.
"""

from __future__ import annotations

import re
from itertools import islice

from worker.stages.extract.triggers import TRIGGERS
from worker.stages.extract.verbs import FORMS

# What extract counts from beside any of its words: treatment, wounds, flight.
_HARM = {word for form in FORMS.values() if form.verb.name == "hospital" for word in form.verb.after} | set(
    "fracture fractures inhalation concussion lacerations bruises cuts condition forced driven".split()
)
_HIT = {word: form.verb.after for word, form in FORMS.items() if form.verb.name == "hit"}
_FOUND = r"f(?:ound|ind\w*)|recover\w*|pulled|retriev\w*|discover\w*|locat\w*|discarded|dumped|decapitated|buried|left|wash\w*"
_TAKEN = r"claim\w*|take[sn]?|taking|took|cost\w*|end(?:ed)?|lose|lost|losing|loss"
_OWN = "his|her|my|our|your|its|their|a"  # the story of her life

_DRIVEN = r"driv(?:en|es|ing)|drove|forc(?:ed|es|ing)|chased|uprooted|los(?:t|e|es|ing)|left|leav\w+|abandon\w*|destroyed"
_STAYS = r"gym|halls?|church\w*|schools?|tents?|cent(?:er|re)s?|camp\w*"
_RELIEF = "relief|evacuation|displacement|transit|emergency|temporary|makeshift|cyclone|rescue"

# word -> what may stand before it, what may stand behind it. Windows in characters.
_NEEDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("life", "lives"),
        (
            rf"\b(?:{_TAKEN})\b.{{0,100}}$|\bof\s(?!(?:{_OWN})\s)(?:\S+\s){{1,4}}$",
            r".{0,80}?\b(?:lost|claimed|taken)\b",
        ),
    ),
    **dict.fromkeys(("homes", "houses"), (rf"\b(?:{_DRIVEN})\b.{{0,120}}$", rf".{{0,120}}?\b(?:{_STAYS})\b")),
    **dict.fromkeys(("camp", "camps"), (rf"\b(?:{_RELIEF})\s(?:\S+\s)?$|\b(?:homes|houses)\b.{{0,120}}$", "(?!)")),
    "body": (rf"\b(?:{_FOUND}|no|nor|without|any|not)\b.{{0,240}}$", rf"\sof\b|.{{0,240}}?\b(?:{_FOUND})\b"),
} | {
    word: (rf"\b(?:{'|'.join(after)})\b.{{0,80}}$", rf".{{0,160}}?\b(?:{'|'.join(after)})\b")
    for word, after in ((word, sorted(words)) for word, words in _HIT.items())
}
_WINDOW = 260  # the widest of them
_MOST = 300  # looks at words that say little alone: what holds more of them is not worth the looking
_PATTERNS = {word: (re.compile(before, re.DOTALL), re.compile(behind, re.DOTALL)) for word, (before, behind) in _NEEDS.items()}
_WORD = re.compile(r"[a-z]+")
_LOOKS = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(_NEEDS))})(?![a-z])")
_CLEAR = TRIGGERS - _NEEDS.keys()
AMBIGUOUS = frozenset(_NEEDS)  # words that count only beside others


def has_casualty_word(text: str) -> bool:
    """Whether `text` holds a word from which extract could read that somebody came to harm."""
    lowered = text.lower()
    words = set(_WORD.findall(lowered))
    if not _CLEAR.isdisjoint(words):
        return True
    if words.isdisjoint(_NEEDS):
        return False
    found = list(islice(_LOOKS.finditer(lowered), _MOST))
    return len(found) == _MOST or any(_counts(lowered, match) for match in found)


def _counts(lowered: str, match: re.Match[str]) -> bool:
    before, behind = _PATTERNS[match[0]]
    left = lowered[max(0, match.start() - _WINDOW) : match.start()]
    right = lowered[match.end() : match.end() + _WINDOW]
    return bool(before.search(left) or behind.match(right)) or not _HARM.isdisjoint(_WORD.findall(f"{left} {right}"))
