"""Totals of a longer time: since a date, of a war, so far this year; and sentences that go on with one."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from worker.model import Scope
from worker.stages.extract.grammar.lexicon import MONTHS
from worker.stages.extract.grammar.numerals import SMALL
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import LOSSES, Mention

_LASTING = frozenset("war conflict insurgency uprising rebellion wars conflicts".split())
SUPERLATIVES = frozenset("deadliest worst heaviest biggest largest bloodiest first latest".split())
_RECORD = 6  # words between a superlative and its "since"
_TIMES_OF_RECORD = frozenset("month months year years week weeks quarter season decade period".split())
_DATES = frozenset({"other date", "other month", "past year", "past"})
_TOTALS = frozenset({"since", "period", "this year", "window"})
_NOW = frozenset("has have 've".split())
_GOES_ON = frozenset("it this that they".split())
_DEEDS = frozenset("incident shooting attack crash blast bombing accident case stabbing explosion raid fire".split())
_TIMES = frozenset("months years weeks decades month year decade".split())
_UNITS = frozenset("second seconds minute minutes hour hours day days week weeks month months year years".split())
_SOFT = frozenset({"charged", "summary"})  # "by the count of"
_EVENTS = frozenset("shooting shootings attack attacks bombing massacre crash explosion killings stabbing rampage".split())
# It is the third such riot this month: what they have cost together is no single one's.
_SERIES = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th|latest)\b[^.;]{0,60}\b(?:this|in (?:a|one|the past|two|three)) (?:week|month|year|days|weeks|months)\b"
    r"|\b(?:wave|spate|string) of (?:\w+ ){0,2}(?:attacks?|violence|bombings?|killings?|shootings?|kidnappings?|unrest|riots?|fires|crashes)\b",
    re.IGNORECASE,
)
_DEATHS = frozenset("death deaths killing killings assassination murder murders slaying lynching".split())
_TELLING = frozenset("that which when where".split())
_FORCES = frozenset({"military", "militant"})
_OTHERWISE = frozenset({"hypothetical", "denied", "rate", "feared"})


def covers_a_time(m: Mention, s: Sentence, cues: Collection[tuple[str, str, tuple[str, ...]]]) -> bool:
    """Whether dates only say from when on a total counts: "have been killed since January 2024". `cues`: (name, effect, words)."""
    if m.chunk is not None and m.chunk.ordinal and m.count.best == 1:
        return False  # the fifth person killed by a dog this year is one
    background = [(name, words) for name, effect, words in cues if effect == "background" and name not in _SOFT]
    if any(effect in _OTHERWISE for _, effect, _ in cues) or not all(_is_date(name, words) for name, words in background):
        return False
    if _is_perfect(m, s) and _SERIES.search(s.text) is not None:
        return True
    if any(name in _TOTALS for name, _, _ in cues):
        return not (SUPERLATIVES & set(s.low[: m.start]))
    return _is_perfect(m, s) and (bool(background) or bool(_LASTING & set(s.low[: m.start])))


def _is_date(name: str, words: tuple[str, ...]) -> bool:
    return name in _DATES and (words[0] in ("in", "on", "last", "earlier", "previous") or words[-1] == "ago")


def _is_perfect(m: Mention, s: Sentence) -> bool:
    """has killed, have been displaced, has cost 61,000 lives: still so."""
    low = s.low[max(0, m.start - 40) : m.end]
    now = any(
        word in _NOW and low[k - 1 : k + 2] != ["to", "have", "been"] for k, word in enumerate(low)
    )  # said to have been killed on Friday
    return now and "had" not in s.low[: m.end]


def is_compared(low: list[str], i: int) -> bool:
    """The worst attack since the invasion in 2003, with the attack's own figure after it; not "since 2003, when 40 died"."""
    begun = next((k for k in range(i - 1, max(-1, i - 7), -1) if low[k] == "since"), None)
    if begun is None or not (SUPERLATIVES | {"most"}) & set(low[:begun]):
        return False
    return not {"when", "which", "where", "that"} & set(low[i + 1 : i + 4])


def is_record(low: list[str], i: int) -> bool:
    """The largest toll of a single attack since ...: how long none was as great, and no total of that time."""
    at = next((k for k in range(i - 1, max(-1, i - 1 - _RECORD), -1) if low[k] in SUPERLATIVES or low[k] == "most"), None)
    return at is not None and _TIMES_OF_RECORD.isdisjoint(low[at + 1 : at + 3])


def is_every(low: list[str], i: int) -> bool:
    """every 15 minutes, every two and a half hours."""
    return bool(_UNITS & set(low[i + 1 : i + 7])) and (
        low[i + 1] in _UNITS or low[i + 1] in SMALL or low[i + 1][:1].isdecimal()
    )


def is_other_month(s: Sentence, i: int, published: datetime) -> bool:
    """In July, last August: a month without a day or year, long over when the text was told."""
    before = s.low[i - 1] if i else ""
    after = "".join(s.low[i + 1 : i + 2])
    told_of = before == "since" and s.low[i + 1 : i + 3] == [",", "when"]  # the first since August, when two died there
    if not (before in ("in", "last") or told_of) or not s.raw[i][:1].isupper() or after[:1].isdecimal() or after == "of":
        return False
    if before == "in" and i > 1 and s.low[i - 2] in ("seized", "began", "started", "since"):
        return False
    back = (published.month - MONTHS[s.low[i]]) % 12
    return back > 1 or (back == 1 and published.day > 10) or (before == "last" and back != 0)


def since_event(low: list[str], i: int) -> int:
    """Since the Lakeside school shooting that killed 12: where what is told of an earlier event begins; 0 where nothing is."""
    event = (
        next((k for k in range(i + 2, min(i + 10, len(low))) if low[k] in _EVENTS), 0) if low[i + 1 : i + 2] == ["the"] else 0
    )
    return next((k for k in range(event + 1, min(event + 9, len(low))) if low[k] in _TELLING), 0) if event else 0


def is_since_death(low: list[str], i: int) -> bool:
    """Violence has grown since the killing of three activists: what it began with."""
    at = i + 1 + (low[i + 1 : i + 2] == ["the"])
    return low[at + 1 : at + 2] == ["of"] and low[at] in _DEATHS


_DAILY = re.compile(
    r"\b(?:past|last|previous|over|in) (?:24|48) hours\b|\b(?:past|last|previous) (?:day|night)\b|\b(?:a|per) day\b"
)
_OF_FRONT = re.compile(
    r"\b(?:along|across|on) (?:the (?:whole|entire)|all) (?:of the )?(?:front|frontline|front line|line of contact|fronts|axes)\b"
)
_IN_DEED = re.compile(
    r"\bin (?:an?|the|one|two|three) (?:[\w-]+ ){0,2}(?:attack|ambush|clash|raid|blast|bombing|crash|battle|strike)"
)
_OF_WAR = re.compile(
    r"\bsince (?:the )?(?:war|conflict|fighting|offensive|start|beginning)\b|\b(?:overall|total|cumulative) (?:death )?toll\b"
)


def mark_daily(mentions: Collection[Mention]) -> None:
    """61 bodies in 24 hours, which brings the war's toll to 63,480: a day's share of it, from many places. So are an army's losses of a day."""
    daily = {m.count.best for m in mentions if not m.sentence.in_title and _is_daily(m, m.sentence.text.lower())}
    for m in mentions:
        if m.scope is Scope.EVENT and m.count.best in daily and m.count.best:
            m.scope, m.reason = Scope.CUMULATIVE, "daily toll"


def _is_daily(m: Mention, text: str) -> bool:
    if _DAILY.search(text) is None:
        return False
    losses = (m.rule == LOSSES and _IN_DEED.search(text) is None) or (m.role in _FORCES and _OF_FRONT.search(text) is not None)
    return losses or _OF_WAR.search(text) is not None


def carry_on(mentions: list[Mention]) -> None:
    """ "It has also driven 12 million from their homes", "five months later", "in that incident": as the sentence before."""
    told: dict[int, list[Mention]] = {}
    for m in mentions:
        if m.count.best > 0:
            told.setdefault(m.sentence.index, []).append(m)
    for m in mentions:
        if m.scope is not Scope.EVENT or m.sentence.in_title:
            continue
        low = m.sentence.low
        before = told.get(m.sentence.index - 1, ())
        if not before:
            continue
        goes_on = low[:1] and low[0] in _GOES_ON and bool(_NOW & set(low[1:3]))
        later = "later" in low[1:4] and bool(_TIMES & set(low[:3]))
        if (goes_on or later or _is_of_that(m)) and all(b.scope in (Scope.CUMULATIVE, Scope.BACKGROUND) for b in before):
            m.scope, m.reason = before[-1].scope, before[-1].reason


def _is_of_that(m: Mention) -> bool:
    """Two people were shot in that incident. One of them died."""
    low = m.sentence.low
    if "that" in low:
        at = low.index("that")
        return low[at - 1 : at] == ["in"] and not _DEEDS.isdisjoint(low[at + 1 : at + 2])
    return m.chunk is not None and m.chunk.det == "of" and "them" in low[m.chunk.start : m.chunk.end]
