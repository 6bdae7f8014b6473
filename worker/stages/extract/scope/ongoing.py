"""Headlines that sum up what has gone on for weeks, where the text says since when: protest deaths reach 120, 94 of them since October."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.kinds import find_type
from worker.stages.extract.mentions import Mention

# What kills over weeks under one name; a toll of any other kind is told beside sums of other attacks and accidents.
_GOES_ON = frozenset({"epidemic", "protest_violence", "riot", "poisoning", "heatwave", "drought", "unknown"})
# Who counts over weeks; what they say of a day they date.
_COUNTED = re.compile(
    r"\b(?:(?:rights|human rights|monitoring|advocacy) (?:groups?|bod(?:y|ies)|organi[sz]ations?)|monitors?|watchdogs?|NGOs?)\b"
    r"(?!.*\b(?:on|since|over) (?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun|week)(?:day|end)\b)",
    re.IGNORECASE,
)
_TIMES = frozenset({"since", "period", "window", "this year"})
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
_BEGINNINGS = "coup|takeover|unrest|protests|demonstrations|uprising|crackdown|outbreak|epidemic"
_OF_THOSE = re.compile(
    r"\bthose (?:who (?:have )?died|who (?:were|have been) killed|killed)\b[^.;]{0,50}"
    rf"\bsince (?:(?:early |late |mid-)?(?:{_MONTHS}|last)|the (?:{_BEGINNINGS}))\b"
)


def mark_running_sums(mentions: Sequence[Mention], title: str, lede: str) -> None:
    """`lede`: the beginning of the text."""
    heads = [m for m in mentions if m.sentence.in_title and m.kind is Kind.KILLED and m.counts and m.scope is Scope.EVENT]
    if not heads or not _goes_on(title, lede):
        return
    most = max(m.count.best for m in heads)
    told = [m for m in mentions if m.kind is Kind.KILLED and not m.sentence.in_title and m.count.best > 0]
    since = any(m.scope is Scope.CUMULATIVE and m.reason in _TIMES and m.count.best <= most for m in told)
    if not (since or _OF_THOSE.search(lede)) or not (any(m.total for m in heads) or _COUNTED.search(title)):
        return
    for m in heads:
        m.scope, m.reason = Scope.CUMULATIVE, "running sum"


def _goes_on(title: str, lede: str) -> bool:
    """A title that tells no kind may be of a flood that the text tells of."""
    kind = find_type([title])
    return (find_type([title, lede]) if kind == "unknown" else kind) in _GOES_ON
