"""A report that sums up several events: twin bombings in two towns kill 40. Its figure is none of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from worker.model import Kind, Place
from worker.stages.link.compare import days_apart, happened, is_within_region, overlap, same_name, same_town
from worker.stages.link.features import Profile, names
from worker.stages.link.kinds import same_class
from worker.stages.link.marks import speaks_of_several

SUMMED_DAYS = 2  # within which the events lie
SMALLEST = 3  # dead of an event: smaller numbers come to any sum by chance
MOST_EVENTS = 3
MOST_CHOICES = 8
TOLERANCE = 0.15  # of the sum: one of the tolls has risen since, for one of the two


def summed(report: Profile, events: Sequence[tuple[int, Profile]]) -> tuple[int, ...]:
    """The events whose dead together are those of `report`, if its words are about several; the first told of first."""
    killed = report.counts.get(Kind.KILLED)
    if killed is None or killed.best < 2 * SMALLEST or any(_has_that_toll(report, event) for _, event in events):
        return ()
    parts = [(event_id, event) for event_id, event in dict(events).items() if _may_be_part(report, event)][:MOST_CHOICES]
    found = next(_chosen(report, killed.best, parts), ())
    return tuple(sorted(event_id for event_id, _ in found))


def _chosen(report: Profile, whole: int, parts: Sequence[tuple[int, Profile]]) -> Iterator[tuple[tuple[int, Profile], ...]]:
    """Whatever comes to the very sum first, then what comes near it."""
    for near in (0.0, TOLERANCE):
        for number in range(2, MOST_EVENTS + 1):
            for chosen in combinations(parts, number):
                told = [event for _, event in chosen]
                off = abs(sum(event.counts[Kind.KILLED].best for event in told) - whole)
                if off <= whole * near and _are_told_apart(report, told):
                    yield chosen


def _may_be_part(report: Profile, event: Profile) -> bool:
    killed, apart = event.counts.get(Kind.KILLED), days_apart(happened(report), happened(event))
    return (
        killed is not None
        and SMALLEST <= killed.best < report.counts[Kind.KILLED].best
        and apart is not None
        and apart <= SUMMED_DAYS
        and same_class(report.type, event.type)
        and (names(report.terms, event.place) or same_town(report.place, event.place))
    )


def _has_that_toll(report: Profile, event: Profile) -> bool:
    """Whether it is an event's own toll, of that place: then it is no sum."""
    killed = event.counts.get(Kind.KILLED)
    return (
        killed is not None
        and overlap(report.counts[Kind.KILLED], killed)
        and killed.best >= report.counts[Kind.KILLED].best
        and same_class(report.type, event.type)
        and (names(report.terms, event.place) or same_town(report.place, event.place))
    )


def _are_told_apart(report: Profile, parts: Sequence[Profile]) -> bool:
    """Whether the report says that they are several, or names several towns."""
    if speaks_of_several(report.terms):
        return True
    return all(_elsewhere(one.place, other.place) for one, other in combinations(parts, 2))


def _elsewhere(one: Place | None, other: Place | None) -> bool:
    """A town or a region each, under names of their own."""
    return is_within_region(one) and is_within_region(other) and not same_name(one, other)
