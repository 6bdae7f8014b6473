"""The decision: this event or a new one, with the reason."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from worker.model import Event
from worker.stages.link.compare import days_apart, distance_km, happened, is_precise, is_town, killed, same_town, toll_is_lower
from worker.stages.link.features import Profile, harmed_nobody
from worker.stages.link.kinds import DISASTERS, MANY, same_class
from worker.stages.link.one_event import DISASTER_KM, on_scale
from worker.stages.link.only_one import only_one
from worker.stages.link.own_words import speaks_of
from worker.stages.link.score import Score, score
from worker.stages.link.sums import summed
from worker.stages.link.veto import Veto

JOIN_AT = 0.5
NEW_BELOW = 0.4  # in between, the report joins, but provisionally: alerts wait
NEIGHBOUR_AT = 0.2  # of a report, for an event to be compared with the one that it joins: they may be one story
ALIKE_AT = (
    0.4  # the words of two events that are one story: how many tell of the larger, and that a place is not known, is not enough
)
TIMELESS_AT = 0.75  # of two events, where nothing tells when one of them happened
NEXT_TOWN_KM = 10.0  # further apart, two events have each a town of their own
REMEMBERED_AT = 0.75  # of what a court does, with an event that is long past: others like it were there in so long a time
OWN_KIND = 1.0  # log odds: a bus that burns is rather the other bus than a plant that blew up
NOT_RISEN = -1.5  # log odds: a toll that rose to six is rather that of the event with five dead than of the one with eleven
MENTION_AT = 0.7  # of a text without a figure: nothing is lost where it joins none


class LinkReason(StrEnum):
    """Why a report went to its event; stored with it, shown by listings."""

    BY_HAND = "by_hand"  # a person put it there
    SAME_STORY = "same_story"  # opened an event that turned out to be this one
    SAME_ARTICLE = "same_article"  # a revision keeps the event of the report it replaces
    COPY = "copy"  # a copy goes where its original went
    UPDATE = "update"  # says that it changes an earlier figure, and fits
    FITS = "fits"
    SUM = "sum"  # sums up several events: it speaks of all of them, and its figure counts for none
    SAME_WORDS = "same_words"  # fits so closely that a place or day that differs is taken for an error
    ONLY_ONE = "only_one"  # fits too little, but can be about no other, and the country has no second such event
    PROVISIONAL = "provisional"  # fits, but not surely
    MENTION = "mention"  # holds no figure, and speaks of this event
    NO_CANDIDATE = "no_candidate"  # opens an event: nothing alike is known
    TOO_DIFFERENT = "too_different"
    NOBODY_HARMED = "nobody_harmed"  # would fit, but one of the two tells only that nobody was hurt, not surely in this town
    FAR_APART = "far_apart"  # these nine: would fit, but for a veto
    OTHER_COUNTRY = "other_country"
    OTHER_DATE = "other_date"
    ANOTHER_DAY = "another_day"
    ANOTHER_HOUR = "another_hour"
    ANOTHER_INCIDENT = "another_incident"
    ANOTHER_KIND = "another_kind"
    ANOTHER_SITE = "another_site"
    NOTHING_SHARED = "nothing_shared"


OPENING = frozenset({LinkReason.NO_CANDIDATE, LinkReason.TOO_DIFFERENT, LinkReason.NOBODY_HARMED, *map(LinkReason, Veto)})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that a report may be about."""

    event: Event
    aggregate: Profile  # what all its reports say
    founder: Profile  # what the report said that opened it


@dataclass(frozen=True, slots=True)
class Link:
    """Where a report goes; `event_id` None opens a new event. `score` is the best candidate's, joined or not."""

    event_id: int | None
    reason: LinkReason
    score: Score | None = None
    neighbours: tuple[Candidate, ...] = ()  # events that the report fits less: they may be one story with the one that it joins
    parts: tuple[int, ...] = ()  # the events that a sum is of, `event_id` the first

    @property
    def provisional(self) -> bool:
        return self.reason == LinkReason.PROVISIONAL


def link(report: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link:
    """The event that `report` is about. `barred`: events that it can't be, such as those of its article's other reports."""
    judged = [(judge(report, candidate), candidate) for candidate in candidates if candidate.event.id not in barred]
    if not judged:
        return Link(None, LinkReason.NO_CANDIDATE)
    if parts := summed(report, [(candidate.event.id, candidate.aggregate) for _, candidate in judged]):
        return Link(parts[0], LinkReason.SUM, parts=parts)
    fitting = [(judgement, candidate) for judgement, candidate in judged if judgement.total >= NEW_BELOW]
    allowed = [pair for pair in fitting if pair[0].veto is None and is_sure_enough(report, *pair)]
    if allowed:
        best, candidate = max(allowed, key=lambda pair: (preferred(report, *pair), pair[1].event.id))
        return Link(candidate.event.id, _joined(report, best), best, _neighbours(judged, candidate.event.id))
    one = only_one(report, [(judgement, candidate.event.id, candidate.aggregate) for judgement, candidate in judged])
    nearest = max((judgement for judgement, _ in judged), key=lambda judgement: judgement.total)
    if one is not None:
        return Link(one, LinkReason.ONLY_ONE, next(judgement for judgement, candidate in judged if candidate.event.id == one))
    if not fitting:
        return Link(None, LinkReason.TOO_DIFFERENT, nearest)
    return Link(None, LinkReason(nearest.veto) if nearest.veto is not None else LinkReason.NOBODY_HARMED, nearest)


def remembered(report: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link | None:
    """The event of long ago that `report`, of what courts, coroners or mourners did later, is about; None where that is not sure."""
    found = link(report, candidates, barred)
    sure = found.event_id is not None and found.score is not None and found.score.total >= REMEMBERED_AT
    return found if sure else None


def _neighbours(judged: Sequence[tuple[Score, Candidate]], joined: int) -> tuple[Candidate, ...]:
    """The other events that a report fits, if less, and that nothing in it speaks against."""
    return tuple(
        candidate
        for judgement, candidate in judged
        if judgement.total >= NEIGHBOUR_AT
        and not (judgement.veto or judgement.overruled)
        and candidate.event.id != joined
        and candidate.event.merged_into is None
    )


def same_story(one: Candidate, other: Candidate) -> bool:
    """Whether two events are one: the smaller, as one more report, would join the larger, and no place, day or hour tells them apart."""
    larger, smaller = (one, other) if one.event.articles >= other.event.articles else (other, one)
    ours, theirs = smaller.aggregate, larger.aggregate
    judgement = judge(ours, larger)
    told_apart = judgement.veto or judgement.overruled or _differ(judgement) or _elsewhere(ours, theirs, judgement)
    timeless = days_apart(happened(ours), happened(theirs)) is None
    return (
        not told_apart
        and judgement.total >= (TIMELESS_AT if timeless else JOIN_AT)
        and (judgement.parts["text"] >= ALIKE_AT or max(judgement.parts["near"], judgement.parts["lone"]) >= 1)
        and harmed_nobody(ours.counts) == harmed_nobody(theirs.counts)
    )


def _differ(judgement: Score) -> bool:
    """Whether two events have another site, other ages, another magnitude or other people, as far as both name any."""
    return min(judgement.parts[mark] for mark in ("site", "age", "magnitude")) < 0 or judgement.parts["others"] > 0


def _elsewhere(ours: Profile, theirs: Profile, judgement: Score) -> bool:
    """Whether two events have days or towns of their own: a report may err in them, or tell late, where several agree they are right.

    Disasters last, and wander; and the same people are not killed twice.
    """
    if on_scale(ours, theirs) or ours.type in DISASTERS or theirs.type in DISASTERS or judgement.parts["people"] >= 1:
        return False
    other_day = is_precise(ours.date) and is_precise(theirs.date) and days_apart(ours.date, theirs.date) != 0
    towns = is_town(ours.place) and is_town(theirs.place)
    return other_day or (towns and (distance_km(ours.place, theirs.place) or 0) > NEXT_TOWN_KM)


def one_disaster(one: Candidate, other: Candidate) -> bool:
    """Whether what an article tells of two events may be of two places that one storm, flood or fire reached. Quakes are over at once."""
    ours, theirs = one.aggregate, other.aggregate
    kind = DISASTERS.get(ours.type)
    if kind is None or kind == "quake" or kind != DISASTERS.get(theirs.type):
        return False
    return (distance_km(ours.place, theirs.place) or 0) <= DISASTER_KM


def preferred(report: Profile, judgement: Score, candidate: Candidate) -> float:
    """Of several events that a report fits, one of its own kind and most told of is best: of one that was opened twice, the smaller half must not grow."""
    own = OWN_KIND if killed(report) >= MANY and same_class(report.type, candidate.aggregate.type) else 0.0
    fallen = NOT_RISEN if report.update == "rise" and toll_is_lower(report, candidate.aggregate) else 0.0
    return judgement.odds + own + fallen + math.log(max(1, candidate.event.articles))


def is_sure_enough(report: Profile, judgement: Score, candidate: Candidate) -> bool:
    """That nobody was hurt is told of many things: it takes the same town and day to say it of one where people were."""
    told = candidate.aggregate
    if harmed_nobody(report.counts) == harmed_nobody(told.counts):
        return True
    return judgement.total >= JOIN_AT and same_town(report.place, told.place) and days_apart(report.date, told.date) == 0


def _joined(report: Profile, best: Score) -> LinkReason:
    if best.total < JOIN_AT:
        return LinkReason.PROVISIONAL
    if best.overruled is not None:
        return LinkReason.SAME_WORDS
    return LinkReason.UPDATE if report.update else LinkReason.FITS


def mentioned(text: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link:
    """The event that a text without a figure speaks of. It opens none, and joins only where that is sure: no toll hangs on it."""
    judged = [
        (judge(text, candidate), candidate.event.id)
        for candidate in candidates
        if candidate.event.id not in barred and speaks_of(text.terms, candidate.aggregate, candidate.founder.place)
    ]
    if not judged:
        return Link(None, LinkReason.NO_CANDIDATE)
    best, event_id = max(judged, key=lambda pair: (pair[0].total, pair[1]))
    return Link(event_id, LinkReason.MENTION, best) if best.total >= MENTION_AT else Link(None, LinkReason.TOO_DIFFERENT, best)


def judge(report: Profile, candidate: Candidate) -> Score:
    """The score against the event as it is told now, whose words are also those of the report that opened it."""
    return score(report, candidate.aggregate, candidate.founder.terms, candidate.event.articles)


def kept(report: Profile, candidate: Candidate) -> Link | None:
    """A revised article stays with its event, unless it now contradicts what others say of it."""
    judgement = judge(report, candidate)
    alone = candidate.event.articles <= 1
    contradicted = judgement.veto not in (None, Veto.NOTHING_SHARED)  # that few words are left contradicts nothing
    return Link(candidate.event.id, LinkReason.SAME_ARTICLE, judgement) if alone or not contradicted else None


def copied(report: Profile, original: Profile, event_id: int) -> Link | None:
    """A copy's report joins the event of its original's report, unless it is the same template about something else."""
    judgement = score(report, original)
    # that the words agree proves nothing where one was made from the other
    contradicted = judgement.veto not in (None, Veto.NOTHING_SHARED) or judgement.overruled
    return None if contradicted else Link(event_id, LinkReason.COPY, judgement)
