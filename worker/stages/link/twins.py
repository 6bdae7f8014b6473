"""What else happened in the same town: with a toll of its own, and of another kind, at another site or on another day."""

from __future__ import annotations

from datetime import timedelta

from worker.stages.link.compare import days_apart, happened, is_precise, killed, near_tolls, same_name, same_town, tolls_agree
from worker.stages.link.features import Profile
from worker.stages.link.kind_words import AERIAL, BY_HAND, are_confused, speaks_of_deed, terms_of_kind
from worker.stages.link.kinds import DISASTERS, LASTING, MANY, are_two_kinds, rare
from worker.stages.link.marks import Mark, shared_marks
from worker.stages.link.own_words import own_weight

LASTING_DAYS = 3
DAYS_BETWEEN = 2  # the next day may be a slip for the day before, or the night between
DETAILS = 2.0  # weight of the words that tell one bombing from the next: all but those for the place and the kind of event


def are_of_two_kinds(report: Profile, event: Profile) -> bool:
    """Whether one place saw things of two kinds: a bus crash is no factory's fire, however many died in each."""
    if report.update or not are_two_kinds(report.type, event.type):
        return False
    return _are_here(report, event) and not (
        _are_alike(report, event) or are_confused(report.type, report.terms, event.type, event.terms)
    )


def is_of_another_deed(report: Profile, event: Profile) -> bool:
    """Whether many died on a later day of what nothing told of the event has a word for, and fewer: a drone's dead after a bomber's."""
    hands = {report.type, event.type}
    if report.update or not (hands & AERIAL and hands & BY_HAND and hands <= AERIAL | BY_HAND):
        return False
    fewer = MANY <= killed(report) < killed(event) and not near_tolls(report, event)
    days = days_apart(happened(report), happened(event))
    later = days is not None and days >= 1
    return fewer and later and _are_here(report, event) and not speaks_of_deed(report.type, event.terms)


def are_of_two_sites(report: Profile, event: Profile) -> bool:
    """Whether many died in one town at two sites, and the texts share few words but those for the town and such attacks."""
    if report.update or not (_killed_many(report, event) and _may_have_twin(report, event) and _are_here(report, event)):
        return False
    sites = shared_marks(report.terms, event.terms).get(Mark.SITE)
    return sites == 0 and not _are_alike(report, event) and _shared_details(report, event) < DETAILS


def is_struck_again(report: Profile, event: Profile, days: int) -> bool:
    """Whether a report of these days tells of many dead on a day behind that of an event with as many: a market is bombed twice a week.

    Sooner where the toll is another as well, or the texts share few words.
    """
    if not (days and is_fresh(report) and _killed_many(report, event)):
        return False
    if days > LASTING_DAYS:
        return True
    if not _may_have_twin(report, event) or near_tolls(report, event):
        return False
    return days >= DAYS_BETWEEN or _shared_details(report, event) < DETAILS


def is_fresh(report: Profile) -> bool:
    """Whether it gives the day, and was told then or on the next."""
    told, date = report.as_of, report.date
    return told is not None and date is not None and is_precise(date) and told.date() - date.end <= timedelta(days=1)


def _killed_many(report: Profile, event: Profile) -> bool:
    return min(killed(report), killed(event)) >= MANY


def _may_have_twin(report: Profile, event: Profile) -> bool:
    """Whether a town may see another within days: not of rare accidents, nor of what goes on for days."""
    types = {report.type, event.type}
    return not (types & (DISASTERS.keys() | LASTING) or any(map(rare, types)))


def _are_here(report: Profile, event: Profile) -> bool:
    return same_name(report.place, event.place) or same_town(report.place, event.place)


def _are_alike(report: Profile, event: Profile) -> bool:
    """Whether the two give one toll, or name the same people."""
    return tolls_agree(report, event) or shared_marks(report.terms, event.terms).get(Mark.CONCERNED, 0) > 0


def _shared_details(report: Profile, event: Profile) -> float:
    kinds = terms_of_kind(report.type) | terms_of_kind(event.type)
    details = {term: weight for term, weight in report.terms.items() if term not in kinds}
    return own_weight(details, event.terms, report.place, event.place)
