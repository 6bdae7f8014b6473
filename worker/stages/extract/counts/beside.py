"""Deaths that a text tells of other incidents of these days: an event with that toll is not the one that the report is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.model import Kind, Realis, Report, Scope
from worker.stages.extract.mentions import PAST_PERFECT, Mention
from worker.stages.extract.scope.date_cues import YEAR

_JUST_BEFORE = frozenset(
    {"days after", "earlier", "after earlier", "past", PAST_PERFECT}
)  # reasons of what may lie hours or days back
_OF_OLD = frozenset("history historic decade decades century centuries years ago anniversary".split())
_FEW = 3  # deaths, below which a figure names no incident


def set_beside(reports: Sequence[Report], mentions: Sequence[Mention]) -> list[Report]:
    """The reports, each with the deaths that the others and the background tell of."""
    behind = {m.count.best for m in mentions if _is_behind(m)}
    deaths = [report.counts[Kind.KILLED].best if Kind.KILLED in report.counts else 0 for report in reports]
    return [replace(report, beside=_apart(deaths, behind, number)) for number, report in enumerate(reports)]


def _is_behind(m: Mention) -> bool:
    told = m.kind is Kind.KILLED and m.realis is Realis.ACTUAL and m.explicit
    return told and m.scope is Scope.BACKGROUND and m.reason in _JUST_BEFORE and not _is_of_old(m.sentence.low)


def _is_of_old(low: Sequence[str]) -> bool:
    """The worst such accidents include a 1970 crash that killed 230: no incident of these days."""
    return any(word in _OF_OLD or YEAR.fullmatch(word) for word in low)


def _apart(deaths: Sequence[int], behind: set[int], number: int) -> tuple[int, ...]:
    others = behind | {killed for at, killed in enumerate(deaths) if at != number}
    return tuple(sorted(killed for killed in others if killed >= _FEW and killed != deaths[number]))
