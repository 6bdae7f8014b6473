"""The one event that a report can be about where its few words do not say so: nothing else that is told comes near it."""

from __future__ import annotations

from collections.abc import Iterable

from worker.model import Place
from worker.stages.link.compare import (
    days_apart,
    happened,
    is_region,
    killed,
    may_be_within,
    near_tolls,
    same_country,
    same_name,
    same_region,
)
from worker.stages.link.features import Profile, strangers
from worker.stages.link.kinds import ACCIDENTS, AT_WAR, GREAT, MANY, VIOLENCE, may_be_blast, may_be_one, rare, same_class
from worker.stages.link.near import is_country
from worker.stages.link.score import Score
from worker.stages.link.veto import Veto

FEWEST = 5  # killed: no alert hangs on fewer, and a country sees many such events a day
MOST_RISEN = 3  # times as many, where the report itself says that it tells a toll anew
MOST_TOLD = 2  # where it does not
RISEN_DAYS, TOLD_DAYS, COUNTED_DAYS, KNOWN_DAYS = 2, 1, 4, 10
ROUND = 10  # hardly two events of a day have a toll that is no multiple of it in common
NAMED_ALIKE = 0.4  # where one text names the place of the other
ALIKE = 0.5  # of words, for one of two towns far apart to be a name read wrongly
OVERRULED = (None, Veto.NOTHING_SHARED, Veto.FAR_APART)  # another day, hour or kind is the texts' own word


def only_one(report: Profile, judged: Iterable[tuple[Score, int, Profile]]) -> int | None:
    """Which event it is; None where several may be, or none."""
    if killed(report) < MANY or report.beside:
        return None
    found = [event_id for judgement, event_id, event in judged if _may_be(report, event, judgement)]
    return found[0] if len(found) == 1 else None


def _may_be(report: Profile, event: Profile, judgement: Score) -> bool:
    if _is_rare_toll(report, event, judgement):
        return True
    if judgement.veto not in OVERRULED or not same_country(report.place, event.place):
        return False
    if _is_same_site(report, event, judgement):
        return True
    if _is_war(report, event) and strangers(report, event):
        return False
    if _is_counted_on(report, event):
        return True
    if killed(event) < FEWEST:
        return False
    return _is_told_anew(report, event, judgement) or _is_told_alike(report, event, judgement) or _is_known(report, event)


def _is_rare_toll(report: Profile, event: Profile, judgement: Score) -> bool:
    """Whether both give one GREAT toll that nobody rounded, in much the same words: then a country or a town was read wrongly."""
    if judgement.veto not in (*OVERRULED, Veto.OTHER_COUNTRY) or judgement.parts["text"] < ALIKE:
        return False
    same = killed(report) == killed(event) >= GREAT and killed(event) % ROUND != 0
    return same and may_be_one(report.type, event.type) and _within(report, event, RISEN_DAYS)


def _is_counted_on(report: Profile, event: Profile) -> bool:
    """Whether the dead of a RARE kind are counted on in one district or region, however few were found at first.

    Where the report says that the toll rose, it need not say of what.
    """
    alike = rare(report.type) == rare(event.type) or (report.type == "unknown" and report.update == "rise")
    here = _is_region_of(report.place, event.place) or same_name(report.place, event.place)
    risen = 0 < killed(event) <= killed(report) and same_region(report.place, event.place)
    return rare(event.type) is not None and alike and here and risen and _within(report, event, COUNTED_DAYS)


def _is_told_anew(report: Profile, event: Profile, judgement: Score) -> bool:
    """Whether it says that a toll changed, and the event's may have changed to it."""
    if report.update is None or not (_are_of_one_kind(report, event) and _within(report, event, RISEN_DAYS)):
        return False
    if judgement.veto == Veto.FAR_APART and judgement.parts["text"] < ALIKE:
        return False
    now, before = killed(report), killed(event)
    return before <= now <= MOST_RISEN * before if report.update == "rise" else now <= before <= MOST_TOLD * now


def _is_told_alike(report: Profile, event: Profile, judgement: Score) -> bool:
    """Whether both count about as many dead of one kind and day, in places of which one lies in the other or is named by its text."""
    if not _within(report, event, TOLD_DAYS):
        return False
    if is_country(report.place) or is_country(event.place):
        return _is_told_of_country(report, event)
    if not _are_of_one_kind(report, event):
        return False
    if _is_region_of(report.place, event.place):
        return near_tolls(report, event) or _has_grown(report, event)
    alike = ALIKE if report.type in VIOLENCE else NAMED_ALIKE
    return judgement.parts["far"] <= 0 and judgement.parts["text"] >= alike and near_tolls(report, event)


def _is_told_of_country(report: Profile, event: Profile) -> bool:
    """Whether a country's accident or disaster is another desk's: it has hardly two of one kind and toll a day, nor two GREAT ones called so or not."""
    if {report.type, event.type} & VIOLENCE:
        return False
    if not _are_of_one_kind(report, event):
        great = min(killed(report), killed(event)) >= GREAT and "unknown" in (report.type, event.type)
        return great and near_tolls(report, event)
    common = report.type == "transport_accident"  # large countries see two on many days
    return near_tolls(report, event) or (not common and killed(event) >= MANY and _has_grown(report, event))


def _has_grown(report: Profile, event: Profile) -> bool:
    return killed(event) <= killed(report) <= MOST_TOLD * killed(event)


def _is_same_site(report: Profile, event: Profile, judgement: Score) -> bool:
    """Whether both count a GREAT number of dead of a day, hardly more the one than the other, at a site called by one word."""
    great = near_tolls(report, event) and min(killed(report), killed(event)) >= GREAT
    alike = judgement.parts["site"] >= 1 and judgement.parts["text"] >= NAMED_ALIKE and judgement.parts["far"] <= 0
    return great and alike and _are_of_one_kind(report, event) and _within(report, event, TOLD_DAYS)


def _is_known(report: Profile, event: Profile) -> bool:
    """Whether it gives the GREAT toll of an event, and not what it was: its readers know, where no other has as many dead."""
    known = report.type == "unknown" and report.update is None and min(killed(report), killed(event)) >= GREAT
    return known and near_tolls(report, event) and event.type not in VIOLENCE and _within(report, event, KNOWN_DAYS)


def _are_of_one_kind(report: Profile, event: Profile) -> bool:
    ours, theirs = report.type, event.type
    kinds = {ACCIDENTS.get(ours), ACCIDENTS.get(theirs)}
    return same_class(ours, theirs) or may_be_blast(ours, theirs) or kinds == {"land"}


def _is_war(report: Profile, event: Profile) -> bool:
    """Whether both are violence in a country where many are killed on many days."""
    place = event.place
    return {report.type, event.type} <= VIOLENCE and place is not None and place.country in AT_WAR


def _is_region_of(ours: Place | None, theirs: Place | None) -> bool:
    """Whether one is a region, and the other lies in it, as far as is known."""
    return may_be_within(ours, theirs) or (same_region(ours, theirs) and is_region(ours) != is_region(theirs))


def _within(report: Profile, event: Profile, days: int) -> bool:
    apart = days_apart(happened(report), happened(event))
    return apart is not None and apart <= days
