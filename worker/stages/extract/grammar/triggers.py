"""The words without which a text reports no casualties, whatever else it says: the first, cheap look.

The skip asks it of a page before it is stripped, extract of every sentence before any rule reads it: none can be missing in
one of them. A few of the words stand in every other text ("life", "body", "hit"): these count only where a word that a rule
needs beside them stands near. Near is wider here than the rules look, never narrower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from string import ascii_letters

from worker.stages.extract.grammar.numerals import SMALL
from worker.stages.extract.grammar.verbs import BONES, FIRED, FORMS, LIMBS, VEHICLES

_LETTERS = bytes(ord(chr(code).lower()) if chr(code) in ascii_letters else ord(" ") for code in range(256))
_VERBS = frozenset(word for word, form in FORMS.items() if form.verb.name not in ("hospital",))
_NOUNS = frozenset(
    "deaths death toll tolls casualties casualty fatal fatally fatality fatalities injuries injury bodies body corpse corpses lives life"
    " killings killing murders slayings homicide homicides massacre victims victim wounds wound homeless fled flee fleeing hospital"
    " hospitals hospitalized hospitalised loss shelters martyred dead wounded survivors survived survive mow mows mowed mown make mourn mourns mourning mourned gunshot condition suicide assassination assassinations gunned"
    " broke broken breaks breaking fractured dislocated shattered danger lost lose loses losing cuts bruises fractures scratches scrapes gashes gash laceration lacerated slashed expected surgery alive crushed charred admitted mortally treated inhalation unharmed uninjured unhurt remains killer evacuated manslaughter burns poisoning hypothermia genocide rounded"
    " cut blown coma shreds bits bullet bullets ran intensive icu ventilator ventilators throat throats pieces severed whipped whipping blew blows medical trauma passed passes passing ill sick unwell treatment critical serious fighting battling battle battles fight fights claim claimed alive survivor claims vanished vanishes disappeared disappears searching search searched looking look bury buries buried burying".split()
)
_FLIGHT = frozenset(
    "homes houses camp camps shelter sheltered sheltering evacuation".split()
)  # who had to leave, and where they are
TRIGGERS = _VERBS | _FLIGHT | _NOUNS


def letters(text: str) -> list[bytes]:
    """The runs of letters a to z, in lower case and as bytes: a page is cut into them far sooner than by a pattern."""
    return text.encode("utf-8", "replace").translate(_LETTERS).split()


def encoded(words: Iterable[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


# What the rules count from beside any of their words: treatment, wounds, flight.
_HARM = encoded(word for form in FORMS.values() if form.verb.name == "hospital" for word in form.verb.after) | encoded(
    "fracture fractures inhalation concussion lacerations bruises cuts condition forced driven".split()
)
_HIT = {
    word: (form.verb.after - VEHICLES) | FIRED | {"fire"}
    for word, form in FORMS.items()
    if form.verb.name == "hit" and form.verb.after
}
_BATTLES = (
    "(?:ambush|attack|assault|fighting|battle|clash|clashes|raid|strikes?|blast|explosion|bombing|shelling|fire|operation)"
)
_RUN_OVER = rf"\sby\s(?:\S+\s){{0,4}}(?:{'|'.join(sorted(VEHICLES))})\b"
_FOUND = r"f(?:ound|ind\w*)|recover\w*|pulled|retriev\w*|discover\w*|locat\w*|discarded|dumped|decapitated|buried|left|wash\w*"
_TAKEN = r"claim\w*|take[sn]?|taking|took|cost\w*|end(?:ed)?|lose|lost|losing|loss|paid"
_HAD_A = r"\b(?:with|had|has|having|suffer\w*|sustain\w*|receiv\w*)\s(?:\S+\s){1,3}"
_BY_GLASS = r"\s+by\s(?:\S+\s){0,3}(?:glass|shards|splinters|debris|shrapnel)\b"
_OWN = "his|her|my|our|your|its|their|a"  # the story of her life

_NUMBER = "|".join(sorted(SMALL)) + "|dozens|scores|several|many|hundreds|a|another|at|more|over|nearly|about|some|around|up|as"
_DRIVEN = r"driv(?:en?|es|ing)|drove|forc(?:ed|es|ing)|chased|uprooted|los(?:t|e|es|ing)|left|leav\w+|abandon\w*|destroyed"
_CARRIED = r"t(?:ake[ns]?|aking|ook)|rush\w*|transport\w*|transfer\w*|airlift\w*|flown|flew|sen[dt]|admitted|brought|evacuated"
_STAYS = r"gym|halls?|church\w*|schools?|tents?|cent(?:er|re)s?|camp\w*"
_RELIEF = "relief|evacuation|displacement|transit|emergency|temporary|makeshift|cyclone|rescue"

# word -> what may stand before it, what may stand behind it. Windows in characters.
_NEEDS: dict[str, tuple[str, str]] = {
    "alive": (r"\b(?:bur\w+|pulled|brought|dug)\b.{0,80}$", "(?!)"),
    **dict.fromkeys(
        ("lost", "lose", "loses", "losing"),
        (
            "(?!)",
            rf"\s+(?:(?:\d+|{'|'.join(sorted(SMALL))})\s+)(?:of\s)?(?:\S+\s)?(?:(?:soldiers|troops|fighters|officers|policemen)\b"
            rf"|(?:men|comrades|people)\s(?:in|to)\s(?:\S+\s){{0,2}}{_BATTLES}\b)"
            rf"|\s+(?:\S+\s){{0,3}}(?:{'|'.join(sorted(LIMBS))})\b",
        ),
    ),
    **dict.fromkeys(
        ("cuts", "bruises", "fractures", "scratches", "scrapes", "gashes"),
        (r"\b(?:with|had|suffered|sustained|received)\s(?:\S+\s){0,3}$", "(?!)"),
    ),
    **dict.fromkeys(
        ("broke", "broken", "breaks", "breaking", "fractured", "dislocated", "shattered"),
        ("(?!)", rf"\s(?:\S+\s){{0,2}}(?:{'|'.join(sorted(BONES))})\b"),
    ),
    "danger": (r"\bout\sof\s$", "(?!)"),
    "survivor": (r"\b(?:lone|only|sole)\s$", "(?!)"),
    **dict.fromkeys(("blew", "blows"), ("(?!)", r"\s(?:himself|herself|themselves)")),
    **dict.fromkeys(
        ("life", "lives"),
        (
            rf"\b(?:{_TAKEN})\b.{{0,100}}$|\bof\s(?!(?:{_OWN})\s)(?:\S+\s){{1,4}}$",
            r".{0,80}?\b(?:lost|claimed|taken|cut\s+short)\b",
        ),
    ),
    **dict.fromkeys(("critical", "serious"), ("(?!)", r"\s*(?:$|[.,;:)–—-]|(?:after|as|in|following|when|at)\b)")),
    **dict.fromkeys(("claim", "claims", "claimed"), ("(?!)", rf"\s+(?:\d|(?:{_NUMBER})\b)")),
    **dict.fromkeys(
        ("vanished", "vanishes", "disappeared", "disappears"),
        (r"\b(?:aboard|board|carrying)\b.{0,160}$", r".{0,160}?\b(?:aboard|board|carrying)\b"),
    ),
    **dict.fromkeys(("searching", "search", "searched", "looking", "look"), ("(?!)", rf"\s+for\s+(?:\d|(?:{_NUMBER})\b)")),
    "treatment": (r"\b(?:under|underg\w+|underwent|receiving)\s(?:\w+\s){0,2}$", "(?!)"),
    **dict.fromkeys(
        ("ill", "sick", "unwell"),
        (
            r"\b(?:f[ae]ll(?:s|en|ing)?|t(?:ook|aken|aking))\s$|\b(?:ma(?:kes?|de|king)|le(?:ft|aves?|aving))\s(?:\S+\s){1,5}$",
            "(?!)",
        ),
    ),
    **dict.fromkeys(("mourn", "mourns", "mourning", "mourned"), ("(?!)", rf"\s+(?:\d|(?:{_NUMBER})\b)")),
    "make": (r"n(?:o|['’])t\s$", r"\s+it\b"),
    **dict.fromkeys(
        ("fighting", "battling", "battle", "battles", "fight", "fights"),
        ("(?!)", r"\s+for\s+(?:(?:his|her|their)\s+)?li(?:fe|ves)\b"),
    ),
    **dict.fromkeys(("homes", "houses"), (rf"\b(?:{_DRIVEN})\b.{{0,120}}$", rf".{{0,120}}?\b(?:{_STAYS})\b")),
    **dict.fromkeys(("camp", "camps"), (rf"\b(?:{_RELIEF})\s(?:\S+\s)?$|\b(?:homes|houses)\b.{{0,120}}$", "(?!)")),
    **dict.fromkeys(("passed", "passes", "passing"), ("(?!)", r"\s+away\b")),
    **dict.fromkeys(("bury", "buries", "buried", "burying"), ("(?!)", rf"\s+(?:\d|(?:{_NUMBER})\b)|.{{0,40}}?\bgraves?\b")),
    "blown": ("(?!)", r"\s+(?:off|up)\b"),
    "cut": (rf"{_HAD_A}$", rf"\s+down\b(?!\s+(?:on|to)\b)|{_BY_GLASS}"),
    **dict.fromkeys(("gash", "laceration"), (rf"{_HAD_A}$", "(?!)")),
    "lacerated": ("(?!)", _BY_GLASS),
    "slashed": (
        "(?!)",
        rf"{_BY_GLASS}|\s+(?:\d|(?:{_NUMBER})\b)|\s(?:\S+\s){{1,6}}(?:throat|face|neck|arm|hand|knife|machete|razor)\b",
    ),
    "expected": ("(?!)", r"\s+to\s+(?:survive|recover|live)\b"),
    **dict.fromkeys(("shreds", "bits"), (r"\b(?:blown|torn|ripped|hacked)\sto\s$", "(?!)")),
    **dict.fromkeys(("bullet", "bullets"), (r"\b(?:with|got|received|took)\s(?:\S+\s){1,2}$", "(?!)")),
    "ran": ("(?!)", r"\s+over\b"),
    "intensive": ("(?!)", r"\s+care\b"),
    **dict.fromkeys(("medical", "trauma"), (rf"\b(?:{_CARRIED})\b.{{0,120}}$", "(?!)")),  # taken to a medical center
    "body": (rf"\b(?:{_FOUND}|no|nor|without|any|not)\b.{{0,240}}$", rf"\sof\b|.{{0,240}}?\b(?:{_FOUND})\b"),
} | {
    word: (rf"\b(?:{'|'.join(after)})\b.{{0,160}}$", rf"\s*(?:[.,;]|but\b)|{_RUN_OVER}|.{{0,160}}?\b(?:{'|'.join(after)})\b")
    for word, after in ((word, sorted(words)) for word, words in _HIT.items())
}
_WINDOW = 260  # the widest of them
_MOST = 300  # looks at words that say little alone: what holds more of them is not worth the looking
_PATTERNS = {word: (re.compile(before, re.DOTALL), re.compile(behind, re.DOTALL)) for word, (before, behind) in _NEEDS.items()}
_LOOKS = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(_NEEDS))})(?![a-z])")
AMBIGUOUS = frozenset(_NEEDS)  # words that count only beside others
_IN_COMPANY = AMBIGUOUS - {
    "critical",
    "serious",
}  # what stands near them is near in the text too; these count at a sentence's end
_CLEAR, _UNCLEAR, _ANY = encoded(TRIGGERS - AMBIGUOUS), encoded(AMBIGUOUS), encoded(TRIGGERS)


def casualty_words(text: str) -> frozenset[str]:
    """Those of the words that `text` holds, whatever stands beside them."""
    return frozenset(word.decode() for word in _ANY.intersection(letters(text)))


def is_quiet(words: frozenset[str], text: str) -> bool:
    """Whether none of a text's casualty words counts where it stands: then no sentence of it can tell of anybody."""
    return words <= _IN_COMPANY and not has_casualty_word(text)


def has_casualty_word(text: str) -> bool:
    """Whether `text` holds a word from which a rule could read that somebody came to harm."""
    words = letters(text)
    if not _CLEAR.isdisjoint(words):
        return True
    if _UNCLEAR.isdisjoint(words):
        return False
    lowered = text.lower()
    found = list(islice(_LOOKS.finditer(lowered), _MOST))
    return len(found) == _MOST or any(_counts(lowered, match) for match in found)


def _counts(lowered: str, match: re.Match[str]) -> bool:
    before, behind = _PATTERNS[match[0]]
    left = lowered[max(0, match.start() - _WINDOW) : match.start()]
    right = lowered[match.end() : match.end() + _WINDOW]
    return bool(before.search(left) or behind.match(right)) or not _HARM.isdisjoint(letters(f"{left} {right}"))
