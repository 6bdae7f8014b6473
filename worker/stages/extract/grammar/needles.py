"""What a text must hold for a pattern to match: of many hundred patterns a text need be asked only for a few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LENGTH = 4  # of a needle: every text holds too many of the shorter ones
_PART = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?[-i]*:)?)|(?P<close>\))|(?P<bar>\|)|(?P<maybe>[*?]\??|\{0[^}]*\}\??)|(?P<times>\+\??|\{[^}]*\}\??)"
    r"|(?P<any>\\[A-Za-z]|\[\^?\]?(?:\\.|[^]\\])*\]|[.^$])|\\?(?P<letter>.)",
    re.DOTALL,
)
Needles = frozenset[str]
_NONE: Needles = frozenset()


class Index:
    """Numbered patterns by their needles."""

    def __init__(self, patterns: Iterable[tuple[int, Needles]]) -> None:
        self._always: list[int] = []
        self._numbers: dict[str, list[int]] = {}
        for number, own in patterns:
            for needle in own:
                self._numbers.setdefault(needle, []).append(number)
            if not own:
                self._always.append(number)

    def asked(self, text: str) -> set[int]:
        """The numbers of the patterns that may match the text (in small letters)."""
        held = self._numbers.keys() & {text[i : i + LENGTH] for i in range(len(text) - LENGTH + 1)}
        return {*self._always, *(number for needle in held for number in self._numbers[needle])}


def needles(pattern: str) -> Needles:
    """Short strings, one of which stands in every text (in small letters) that the pattern matches; empty where none is sure."""
    return frozenset(_rarest(literal)[:LENGTH] for literal in _choice(_PART.finditer(pattern)))


def _choice(parts: Iterator[re.Match[str]]) -> Needles:
    """The literals of the alternatives up to the closing parenthesis: each alternative must have some."""
    found: list[Needles] = []
    bar = True
    while bar:
        own, bar = _sequence(parts)
        found.append(own)
    return frozenset().union(*found) if all(found) else _NONE


def _sequence(parts: Iterator[re.Match[str]]) -> tuple[Needles, bool]:
    """The best literals of one alternative, and whether another follows."""
    found: list[Needles] = []
    run = ""
    for part in parts:
        kind = part.lastgroup
        if kind == "letter":
            run += part[kind].lower()
            continue
        if kind == "maybe":  # what it follows need not be there
            if run:
                run = run[:-1]
            elif found:
                found.pop()
        found.append(_literal(run))
        run = ""
        if kind in ("close", "bar"):
            return _best(found), kind == "bar"
        own = _choice(parts) if kind in ("open", "look") else _NONE
        found.append(own if kind == "open" else _NONE)
    return _best([*found, _literal(run)]), False


def _literal(run: str) -> Needles:
    return frozenset({run} if len(run) >= LENGTH else ())


def _best(found: list[Needles]) -> Needles:
    """The literals whose shortest is the longest."""
    return max(filter(None, found), key=lambda own: min(len(_rarest(literal)) for literal in own), default=_NONE)


def _rarest(literal: str) -> str:
    """The longest of its words; all of it where each is short."""
    longest = max(literal.split(), key=len, default="")
    return longest if len(longest) >= LENGTH else literal[:LENGTH]
