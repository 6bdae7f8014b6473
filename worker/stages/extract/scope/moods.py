"""What the words around a verb make of it: whether it happened, or was only meant to; whether a shooting was an execution."""

from __future__ import annotations

import re
from itertools import pairwise

from worker.model import Qualifier
from worker.stages.extract.grammar.lexicon import ORDINALS
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.grammar.verbs import FORMS
from worker.stages.extract.mentions import Mention

_WAS = frozenset("was were".split())
_BEFORE, _BEHIND = 8, 8  # tokens around a shooting that tell how it was done
_TRIED = ("tried", "trying", "attempt", "failed")
_GOING_ON = frozenset({("are", "being"), ("is", "being"), ("are", "dying"), ("keep", "dying")})
_IN_WHICH = (["in", "which"], ["attacks", "where"], ["incidents", "where"], ["those", "where"])
_ASKING = frozenset("could would can will might may should".split())
_MANAGED = frozenset("managed managing manages".split())
_IN_TURN = frozenset({("one", "by", "one"), ("one", "after", "the"), ("one", "after", "another")})
_PAST = frozenset("past pastpart".split())
_NTH = frozenset("first last latest only youngest oldest".split())
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


def is_execution(low: list[str], start: int, end: int) -> bool:
    """Lined up eleven men and shot them; shot them execution-style, one by one, by firing squad."""
    if low[end - 1] not in ("shot", "shooting", "shoot"):
        return False
    before = zip(low[max(0, start - _BEFORE) : start], low[max(0, start - _BEFORE) + 1 : start], strict=False)
    lined = any(verb in ("lined", "rounded") and up == "up" for verb, up in before)
    behind = low[end : end + _BEHIND]
    one_by_one = any(tuple(behind[k : k + 3]) in _IN_TURN for k in range(3))
    return lined or one_by_one or "execution-style" in behind or ("firing" in behind and "squad" in behind)


def is_ongoing(m: Mention) -> bool:
    """Journalists are being killed, babies dying needlessly: what goes on, in no number and on no day."""
    if m.explicit or m.count.qualifier is not Qualifier.VAGUE:
        return False
    low = m.sentence.low[m.start : m.end]
    return low[-1:] == ["dying"] or any(pair in _GOING_ON for pair in pairwise(low))


def is_definition(m: Mention) -> bool:
    """Incidents in which four or more people are shot: what they are called by."""
    low = m.sentence.low
    return low[m.start - 2 : m.start] in _IN_WHICH and ("or", "more") in pairwise(low[m.start : m.end])


def is_asked(s: Sentence) -> bool:
    """Could a quake kill 30,000 here? What nobody says has happened."""
    return s.low[:1] != [] and s.low[0] in _ASKING and s.text.rstrip("'’”\" ").endswith("?")


def is_result(word: str, m: Mention) -> bool:
    """Tried to storm the post, killing three guards: what came of it; not "planned to storm it, killing everybody"."""
    low = m.sentence.low
    if low[m.start] == "to" and low[m.start - 1] in _MANAGED:
        return True  # failed to get in, but managed to kill four
    return word.startswith(_TRIED) and low[m.start].endswith("ing") and low[m.start - 1] in (",", "and")


def is_finite(m: Mention) -> bool:
    """He killed a guard, a guard was hurt, a guard died: a past tense of its own, which no "to" before it governs."""
    low = m.sentence.low
    if m.rule.endswith("passive"):
        return not _WAS.isdisjoint(low[m.start : m.end])
    form = FORMS.get(low[m.start] if m.rule.endswith("active") else low[m.end - 1])
    told = m.rule.endswith(("active", "subject"))
    return told and form is not None and form.form in _PAST


def is_nth(mention: Mention) -> bool:
    """A sergeant was killed, the first officer killed on duty in years; the 36th officer killed: he again."""
    c = mention.chunk
    if c is None or mention.count.best != 1 or c.det != "the":
        return False
    return any(word in _NTH or word in ORDINALS or _ORDINAL.fullmatch(word) for word in mention.sentence.low[c.start : c.end])
