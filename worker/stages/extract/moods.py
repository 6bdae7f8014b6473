"""Whether a mention's verb tells what happened, or only what somebody had in mind."""

from __future__ import annotations

from worker.stages.extract.mentions import Mention
from worker.stages.extract.verbs import FORMS

_WAS = frozenset("was were".split())
_PAST = frozenset("past pastpart".split())


def is_finite(m: Mention) -> bool:
    """He killed a guard, a guard was hurt, a guard died: a past tense of its own, which no "to" before it governs."""
    low = m.sentence.low
    if m.rule.endswith("passive"):
        return not _WAS.isdisjoint(low[m.start : m.end])
    form = FORMS.get(low[m.start] if m.rule.endswith("active") else low[m.end - 1])
    told = m.rule.endswith(("active", "subject"))
    return told and form is not None and form.form in _PAST
