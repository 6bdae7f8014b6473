"""Nobody survived: the dead are as many as the text says were aboard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Count, Kind
from worker.stages.extract.grammar.lexicon import PLURAL
from worker.stages.extract.grammar.masks import masked_numbers
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention, add, exact

_ALL_ABOARD = r"(?:everyone|everybody|(?:the other [\w,-]+|all(?: (?:of )?(?:the|those))?(?: [\w,-]+)?)(?: people| passengers| occupants)?) (?:aboard|on board)"
_CRAFT = r"(?: (?:[\w'’-]+ ){0,3}(?:plane|aircraft|flight|jet|helicopter|ferry|boat|ship|train|bus))?"
_ALL_DEAD = re.compile(
    r"\b(?<!\bnot )(?:no survivors(?! (?:have|had|were|has|was|expected|likely)\b)|(?:none|neither|nobody|no one)(?: (?:of (?:them|those|the [\w,-]+(?: (?:people|passengers|crew|occupants|men|women|soldiers|sailors|miners|climbers|workers|migrants))?)|on the [\w-]+(?:, [^.;,]{0,60},)?)(?: (?:aboard|on board))?)? (?:had |have |has )?survived(?! the (?:[a-z]+ )?(?:crunch|crisis|recession|downturn|cuts?|cull|reshuffle|purge|vote|election|round|season)\b)"
    r"|neither (?:the|his|her|its|their|a) [^.;,]{1,40}? nor (?:the|his|her|its|their|a) [^.;,]{1,40}? (?:had )?survived"
    r"|kill(?:ed|ing|s) (?:everyone|everybody|all(?: (?:of )?those| people| passengers(?: and crew)?)?) (?:aboard|on board)"
    rf"|{_ALL_ABOARD}(?: [\w'’-]+){{0,14}} (?:died|perished|(?:was|were|have been|had been|is|are) (?:killed|dead|drowned))"
    rf"|{_ALL_ABOARD}{_CRAFT},? (?:killed|dead|drowned|perish|die))\b",  # a headline leaves the verb out
    re.IGNORECASE,
)
_VANISHED = re.compile(
    r"\b(?:planes?|aircraft|airliner|jet|helicopters?|flight|boats?|ferry|vessel|ship|trawler|canoe|dinghy|submarine|submersible)\b[^.;]{0,80}?"
    r"\b(?:vanish(?:ed|es)|disappear(?:ed|s)|(?:went|goes|gone|going|go) missing|(?:lost|loses) contact|(?:is|was|reported|still|aboard|on board) missing)\b",
    re.IGNORECASE,
)
_GONE = frozenset("vanished vanishes disappeared disappears missing contact".split())  # one of these is in every such sentence
_LONE = re.compile(r"\b(?:lone|only|sole) survivor\b", re.IGNORECASE)
_FATE = re.compile(r"\b(?:surviv\w+|wreck\w*|crash\w*|found|safe|alive|years?|decades?)\b", re.IGNORECASE)  # or of long ago
_UNKNOWN = re.compile(
    r"\b(?:if|whether|feared|may|might|likely|believed?|believes|thought|presumed|unlikely|hopes?|no (?:word|information) )\b",
    re.IGNORECASE,
)
_WHO = ("every", "all", "the other")
# One of these words is in every such sentence, with one of those beside it.
_TOLD_SO = {"surviv": ("no survivors", "none", "neither", "nobody", "no one"), "aboard": _WHO, "on board": _WHO}
_ABOARD = frozenset("aboard board carrying carried ferrying flying bringing taking transporting".split())
_CREW = frozenset("crew members staff occupants passengers".split())
_TRAVELLERS = frozenset("passengers crew occupants".split())
_PEOPLE = PLURAL.keys() | _CREW | _TRAVELLERS
_ONLY = frozenset("only just".split())
_NEAR = 5  # words between the figure and the word that puts them aboard
BACK = 4  # sentences back to the figure


def all_dead(text: str) -> bool:
    low = text.lower()
    told = any(word in low and any(one in low for one in who) for word, who in _TOLD_SO.items())
    return told and _ALL_DEAD.search(text) is not None and not _UNKNOWN.search(text)


def none_survived(s: Sentence, reader: Reader, found: Sequence[Mention], near: Sequence[Sentence]) -> list[Mention]:
    """`found` with those who were aboard, unless the sentence gives its own figure of the dead. `near`: the sentences up to this one."""
    match = _ALL_DEAD.search(s.text)
    if match is None or any(m.kind is Kind.KILLED and m.explicit and m.count.best for m in found):
        return list(found)
    count = next((count for sentence in reversed(near) if (count := _people(sentence, reader))), None)
    if count is None and match[0].lower().startswith("neither"):
        count = Count(2, 2, 2)
    if count is None:
        return list(found)
    tokens = [k for k in range(len(s)) if match.start() <= s.begin(k) - s.start < match.end()]
    rest = [m for m in found if m.kind is not Kind.KILLED or m.start > tokens[-1] or m.end <= tokens[0]]
    own = Mention(Kind.KILLED, count, "none-survived", s, tokens[0], tokens[-1] + 1, explicit=True, anaphoric=True)
    return sorted([*rest, own], key=lambda m: (m.start, m.end))


def spared(s: Sentence, reader: Reader, found: Sequence[Mention]) -> list[Mention]:
    """`found` with all who were aboard but one, where one alone survived; but two, where only two of them did."""
    if any(m.kind is Kind.KILLED for m in found):
        return list(found)
    if "survived" in s.low and (dead := _all_but(s, reader)):
        return [*found, Mention(Kind.KILLED, exact(dead), "lone-survivor", s, 0, len(s), explicit=True)]
    aboard = _people(s, reader) if ("urvivor" in s.text or "URVIVOR" in s.text) and _LONE.search(s.text) is not None else None
    if aboard is not None and aboard.best > 1 and aboard.high == aboard.low:
        return [*found, Mention(Kind.KILLED, exact(aboard.best - 1), "lone-survivor", s, 0, len(s), explicit=True)]
    return list(found)


def _all_but(s: Sentence, reader: Reader) -> int:
    """Only two of the 31 passengers survived: 29; with 181 aboard; two survived; 0 where the sentence says no such thing."""
    for at in (k for k, word in enumerate(s.low) if word == "of" and k > 1 and s.low[k - 2] in _ONLY):
        left, whole = reader.read(s.low, at - 1), reader.read(s.low, at + 1 + (s.low[at + 1 : at + 2] == ["the"]))
        exactly = left is not None and whole is not None and left.low == left.high and whole.low == whole.high
        behind = s.low[whole.end : whole.end + _NEAR] if whole is not None else []
        people = not _PEOPLE.isdisjoint(behind) or behind[:1] == ["survived"]
        if left is not None and whole is not None and exactly and people and "survived" in behind:
            return max(0, whole.best - left.best)
    at = s.low.index("survived")
    left, aboard = reader.read(s.low, at - 1) if at else None, _people(s, reader)
    if (
        left is None
        or aboard is None
        or left.end != at
        or s.low[left.start - 1] == "and"
        or left.high != left.low
        or aboard.high != aboard.low
    ):
        return 0
    return max(0, aboard.best - left.best)


def vanished(s: Sentence, reader: Reader, found: Sequence[Mention]) -> list[Mention]:
    """`found` with those aboard a plane or boat that has vanished, unless the sentence tells what became of them."""
    match = _VANISHED.search(s.text) if not _GONE.isdisjoint(s.low) else None
    if match is None or _FATE.search(s.text) or any(m.kind in (Kind.KILLED, Kind.MISSING, Kind.RESCUED) for m in found):
        return list(found)
    count = _people(s, reader)
    if count is None:
        return list(found)
    tokens = [k for k in range(len(s)) if match.start() <= s.begin(k) - s.start < match.end()]
    own = Mention(Kind.MISSING, count, "vanished", s, tokens[0], tokens[-1] + 1, explicit=True)
    return sorted([*found, own], key=lambda m: (m.start, m.end))


def _is_among_survivors(s: Sentence, i: int) -> bool:
    """No survivors among the | 176."""
    before = s.low[max(0, i - 3) : i]
    return "among" in before and "survivors" in s.low[max(0, i - 5) : i]


def _people(s: Sentence, reader: Reader) -> Count | None:
    """72 people aboard; carrying 60 passengers and five crew."""
    masked = masked_numbers(s)
    total: Count | None = None
    i = 0
    while i < len(s):
        q = reader.read(s.low, i) if i not in masked else None
        if q is None:
            i += 1
            continue
        who = next((k for k in range(q.end, min(q.end + 3, len(s))) if s.low[k] in PLURAL or s.low[k] in _CREW), q.end - 1)
        near = set(s.low[max(0, i - _NEAR) : who + 1 + _NEAR])
        linked = total is not None and s.low[i - 1] == "and"
        if (
            linked
            or _ABOARD & near
            or _is_among_survivors(s, i)
            or ("with" in near and set(s.low[q.end : who + 1]) & _TRAVELLERS)
        ):
            count = Count(q.low, q.best, q.high, q.qualifier)
            total = count if total is None else add(total, count) if linked else total
        i = max(who + 1, q.end)
    return total
