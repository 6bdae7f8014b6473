"""The words without which a text can't report casualties: the first, cheap look."""

from __future__ import annotations

import re

from worker.stages.extract.verbs import FORMS

_WORD = re.compile(r"[a-z]+")
_VERBS = frozenset(word for word, form in FORMS.items() if form.verb.name not in ("hospital",))
_NOUNS = frozenset(
    "deaths death toll tolls casualties casualty fatal fatally fatality fatalities injuries injury bodies body corpse corpses lives life"
    " killings killing murders slayings homicide homicides massacre victims victim wounds wound homeless fled flee fleeing hospital"
    " hospitals hospitalized hospitalised loss shelters martyred dead wounded survivors survived gunshot condition suicide assassination gunned"
    " mortally treated inhalation unharmed uninjured unhurt remains killer evacuated burns genocide rounded".split()
)
_FLIGHT = frozenset(
    "homes houses camp camps shelter sheltered sheltering evacuation".split()
)  # who had to leave, and where they are
TRIGGERS = _VERBS | _FLIGHT | _NOUNS


def has_casualty_word(text: str) -> bool:
    return not TRIGGERS.isdisjoint(_WORD.findall(text.lower()))
