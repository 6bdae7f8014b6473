"""Where a sentence has lost its end: a headline or a caption, and the text that was pasted behind it.

Man shot dead in Springfield A man was shot dead on Monday: two sentences, and one man.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.stages.extract.grammar.lexicon import PLURAL, SINGULAR

_WIDE = re.compile(r"(?<=[a-z])  (?=[A-Z][a-z]+ [a-z])")
_WIDE_STYLE = re.compile(r"[a-z][.!?]  [A-Z]")
_NUMBERS = frozenset(
    "One Two Three Four Five Six Seven Eight Nine Ten Twenty Thirty Forty Fifty Dozens Scores Hundreds".split()
)
# What only opens a sentence where it has a capital and the word behind it has none.
_OPENING = re.compile(
    r"(?P<word>[ADEFGHINOSTW](?<=[A-Za-z0-9%)]\s.)"  # no mark ends what stands before: most words fail here
    r"(?:(?<=A)(?:n?|fter|ccording|t\sleast)|(?<=T)(?:he|hey|wo|hree|en|wenty|hirty)|(?<=S)(?:he|omeone|everal|hots|ix|even|cores)|(?<=F)(?:our|ive|ifty|orty)|(?<=D)ozens"
    r"|(?<=H)(?:e|undreds)|(?<=I)t|(?<=W)hen|(?<=G)unfire|(?<=O)ne|(?<=E)ight|(?<=N)ine))"
    r"(?=\s(?P<next>[a-z\d][\w-]*))"
)
# Furniture of a page that stands in the line: what follows it, or it itself, begins anew.
_FURNITURE = re.compile(
    r"\s(?=[A-Z0-9])(?:(?<=[Rr]ights [Rr]eserved\s)|(?<=Caption Close\s)|(?<=Back to Gallery\s)|(?<=Buy Photo\s)|(?<=Advertisement\s)|(?<=More News Videos\s)|(?<=Now Playing\s)"
    r"|(?=Photo: |Media: |Copyright (?:\d|by )|Image \d|Now Playing:|\d{1,2} / \d{1,2} Back to|Advertisement [A-Z]))"
)
_ASIDE = re.compile(r"\([^()\n]{1,160}\)(?=\s?[A-Z])")  # a sentence in brackets: (Published Monday) Police are looking
_FURNISHED = ("eserved", "Caption Close", "Back to", "Buy Photo", "Advertisement", "More News", "Now Playing", "Photo:", "Media:", "Copyright", "Image ")  # fmt: skip
_BRACKET = re.compile(r"\((?=[^()\n]{1,160}\))")
# One headline behind another without a mark: 19 dead in Lahore fire Ministers meet again 34 killed in bus crash.
_HEADLINE = re.compile(r"(?<=[a-z] )(?=[1-9]\d{0,3} (?:dead|killed|wounded|injured) in [A-Z])")
_LEADS_TO = frozenset(
    "leave leaves left leaving and but while with as of about nearly over than least most some around approximately almost to estimated"
    " further another other additional the all its their these those or killing kills claims takes in at".split()
)
_LETTERED = frozenset(  # class A substance, Formula One driver: the word belongs to what stands before it
    "hepatitis vitamin influenza flu type group grade class category plan serie series level tier phase stage part division formula"
    " league channel section schedule annex exhibit item block camp building gate terminal zone platform runway tower ward wing pier"
    " force air war stop marine big chapter page day week round unit team squad army line plot flat apartment apt suite room world"
    " street avenue and or the of in at to for from with by on".split()
)
_AFTER_NUMBER = frozenset(
    "of dead killed injured wounded hurt shot stabbed arrested missing more other others armed young masked people".split()
)


def may_end(text: str, wide: bool) -> list[int]:
    """Where a sentence may have lost its end: the cheap look at a whole text. `pieces` is for what holds one of these."""
    found = [match.start() for match in _BRACKET.finditer(text)]
    found += [match.start() for match in _OPENING.finditer(text)]
    found += [match.start() for match in _HEADLINE.finditer(text)]
    if any(words in text for words in _FURNISHED):
        found += [match.start() for match in _FURNITURE.finditer(text)]
    if wide:
        found += [match.end() for match in _WIDE.finditer(text)]
    return sorted(found)


def is_wide(text: str) -> bool:
    """Whether the text has two spaces between its sentences: two before a capital then begin one. Asked once of a text."""
    return "  " in text and _WIDE_STYLE.search(text) is not None


def pieces(text: str, start: int, end: int, wide: bool) -> Iterator[tuple[int, int]]:
    """The sentences of which `text[start:end]`, without a mark between them, is made. `wide`: what is_wide says of the text."""
    for at in sorted(_ends(text, start, end, wide)):
        if at > start:
            yield start, at
            start = at
    yield start, end


def _ends(text: str, start: int, end: int, wide: bool) -> set[int]:
    found = {match.end() for match in _FURNITURE.finditer(text, start, end)}
    if text[start] == "(" and (aside := _ASIDE.match(text, start, end)):
        found.add(aside.end())
    if wide:
        found |= {match.end() for match in _WIDE.finditer(text, start, end)}
    found |= {
        match.start()
        for match in _HEADLINE.finditer(text, start, end)
        if _last_word(text, start, match.start()) not in _LEADS_TO
    }
    return found | {match.start() for match in _OPENING.finditer(text, start, end) if _opens(text, start, match)}


def _last_word(text: str, start: int, end: int) -> str:
    before = text[max(start, end - 31) : end - 1].rsplit(None, 1)
    return before[-1].lower() if before else ""


def _opens(text: str, start: int, match: re.Match[str]) -> bool:
    if _last_word(text, start, match.start()) in _LETTERED:
        return False
    if match["word"] not in _NUMBERS:
        return True
    word = match["next"]
    return word in _AFTER_NUMBER or word in PLURAL or word in SINGULAR or word[0].isdigit()
