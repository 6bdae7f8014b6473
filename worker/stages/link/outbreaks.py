"""Outbreaks: one disease in one country kills for months, in many towns, and is told of whenever its toll has grown."""

from __future__ import annotations

from worker.stages.link.compare import days_apart, happened, killed, same_country
from worker.stages.link.features import Profile, says
from worker.stages.link.kinds import MANY

OUTBREAK_DAYS = 60
_DISEASES = (
    "cholera ebola marburg measles dengue malaria meningitis lassa diphtheria polio hepatitis plague typhoid covid coronavirus zika"
    " nipah mpox rabies anthrax influenza encephalitis leptospirosis dysentery"
).split()


def is_one_outbreak(report: Profile, event: Profile) -> bool:
    """Whether the report counts as many dead of the event's disease and country or more; a camp of its own has fewer."""
    if not (report.type == event.type == "epidemic" and same_country(report.place, event.place)):
        return False
    days = days_apart(happened(report), happened(event))
    grown = MANY <= killed(event) <= killed(report)
    return grown and days is not None and days <= OUTBREAK_DAYS and _is_one_disease(report, event)


def _is_one_disease(report: Profile, event: Profile) -> bool:
    """Whether both name one; a text that speaks of the outbreak alone may be of any."""
    ours, theirs = ({name for name in _DISEASES if says(told.terms, name)} for told in (report, event))
    return not (ours and theirs and ours.isdisjoint(theirs))
