"""An event's low, best and high per kind, from what each of its sources says now.

votes    one per article; older figures of the same people fall away where a newer one replaces them (`_replaces`),
         newer ones that lag behind what is known fall away too: the dead do not become fewer without a correction
sources  a family of copies and a publisher have one vote each: the latest that still stands. Of very many the newest are asked:
         what still stands is about one figure by then
figure   low = the smallest that still stands, best = the weighted median, high = the largest, or open
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from worker.model import COUNTED_KINDS, Count, Counts, Kind, Qualifier
from worker.stages.link.features import harmed_nobody

SETTLE = timedelta(minutes=45)  # figures told closer together than this disagree; further apart, the newer one replaces
LOWERED_TO = 2  # an authority may halve a toll without saying that it corrects it; a smaller figure counts some of the dead
RAISED_TO = 2  # what "at least" so many may have meant
MAX_SOURCES = 24
OUTVOTED_BY = 3  # independent sources, all of them newer or as new, all on the same side

# how little a figure says: "dozens" may be any of the numbers that "about 50" may be, and more
_VAGUENESS = {Qualifier.APPROX: 1, Qualifier.RANGE: 1, Qualifier.AT_MOST: 1, Qualifier.VAGUE: 2}
_ABOVE, _BELOW, _SAME = 1, -1, 0


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of one event's counts."""

    article_id: int
    family: int  # of copies: the first article's id
    publisher: str  # "" where it is not known: then the family is the source
    as_of: datetime
    counts: Counts
    update: str | None = None  # rise or correction
    party_only: bool = False
    official: frozenset[Kind] = frozenset()  # kinds whose figure an authority or a hospital states exactly


@dataclass(frozen=True, slots=True)
class Vote:
    """What one account says of one kind."""

    count: Count
    by: Account
    official: bool

    @property
    def order(self) -> tuple[datetime, int]:
        return self.by.as_of, self.by.article_id


@dataclass(frozen=True, slots=True)
class Tally:
    """What an event's accounts come to."""

    counts: Counts
    standing: dict[Kind, tuple[Vote, ...]]  # the votes that each count rests on, newest first
    party_only: bool  # the deaths rest on a belligerent's word about its enemy alone
    sources: int  # independent publishers
    asked: frozenset[int]  # the articles that a later account is weighed against; the others never matter again


def tally(accounts: Sequence[Account]) -> Tally:
    """An event's counts from all that is told of it, in the order in which it was said."""
    accounts = of_harm(_one_each(accounts))
    kept = {kind: _kept(kind, accounts) for kind in COUNTED_KINDS}
    standing = {kind: _without_outvoted(votes) for kind, votes in kept.items()}
    counts = {kind: figure(votes) for kind, votes in standing.items() if votes}
    deaths = standing[Kind.KILLED]
    party_only = bool(deaths) and all(vote.by.party_only for vote in deaths)
    asked = {vote.by.article_id for votes in kept.values() for vote in votes}
    asked |= {by.article_id for by in accounts if any(_takes_back(by, by.counts[kind]) for kind in by.counts)}
    return Tally(counts, standing, party_only, len(said_by_source(accounts)), frozenset(asked))


def _one_each(accounts: Sequence[Account]) -> Sequence[Account]:
    """An article has one voice, its first: of two reports that a person joined, the later is an aside."""
    first = {account.article_id: account for account in reversed(accounts)}
    return accounts if len(first) == len(accounts) else [by for by in accounts if first[by.article_id] is by]


def of_harm(accounts: Sequence[Account]) -> Sequence[Account]:
    """Where somebody tells of people, those who told only that nobody was hurt knew nothing yet - unless they correct it."""
    harm = [by for by in accounts if by.update == "correction" or not harmed_nobody(by.counts)]
    return harm or accounts


def said_by_source(accounts: Iterable[Account]) -> tuple[Counts, ...]:
    """What each independent source said last. The sources are the publishers of the first article of each family of copies: the
    others of a family said nothing of their own."""
    first: dict[int, Account] = {}
    for account in sorted(accounts, key=lambda account: account.article_id):
        first.setdefault(account.family, account)
    last = {_source(account): account.counts for account in sorted(first.values(), key=lambda account: account.as_of)}
    return tuple(last.values())


def _source(account: Account) -> str:
    return account.publisher or f"family {account.family}"


def _same_source(ours: Account, theirs: Account) -> bool:
    return ours.family == theirs.family or _source(ours) == _source(theirs)


# --- which votes stand -----------------------------------------------------------------------------------------------


def _kept(kind: Kind, accounts: Sequence[Account]) -> list[Vote]:
    """The votes that no later one took the place of, the oldest first."""
    votes = [Vote(by.counts[kind], by, kind in by.official) for by in accounts if kind in by.counts]
    kept: list[Vote] = []
    for vote in sorted(_reliable(votes, kind), key=lambda vote: vote.order):
        if any(_lags(kind, vote, earlier) for earlier in kept):
            kept = [earlier for earlier in kept if not _outdates(kind, vote, earlier)]  # behind one, it may be ahead of others
        else:
            kept = [earlier for earlier in kept if not _gives_way(kind, earlier, vote)] + [vote]
    return kept[-MAX_SOURCES:]


def _gives_way(kind: Kind, earlier: Vote, vote: Vote) -> bool:
    if _only_feared(vote, earlier):
        return False
    return _same_source(vote.by, earlier.by) or _replaces(kind, vote, earlier)


def _outdates(kind: Kind, vote: Vote, earlier: Vote) -> bool:
    return not _only_feared(vote, earlier) and _replaces(kind, vote, earlier)


def _only_feared(vote: Vote, earlier: Vote) -> bool:
    """Fear of 2,000 dead takes nothing back of the 150 that are certain."""
    return vote.by.update != "correction" and _is_certain(earlier.count) and not _is_certain(vote.count)


def _reliable(votes: list[Vote], kind: Kind) -> list[Vote]:
    """A belligerent's word about its enemy, and a bare "no casualties", only where nobody says more."""
    if kind == Kind.KILLED and any(not vote.by.party_only for vote in votes):
        votes = [vote for vote in votes if not vote.by.party_only]
    corrected = any(_takes_back(vote.by, vote.count) for vote in votes)
    if not corrected and any(vote.count.low > 0 for vote in votes):
        votes = [vote for vote in votes if vote.count.best > 0]
    return votes


def _takes_back(by: Account, count: Count) -> bool:
    """Whether a correction says that perhaps nobody was harmed: from then on a bare "no casualties" is heard again."""
    return by.update == "correction" and count.low == 0


def _lags(kind: Kind, vote: Vote, earlier: Vote) -> bool:
    """Whether `vote` only repeats what was known before `earlier`, or says the same less precisely."""
    side = _side(vote.count, earlier.count)
    if side == _SAME:
        return _vaguer(vote.count, earlier.count)
    if side == _ABOVE or kind == Kind.MISSING or _corrects(kind, vote, earlier):
        return False
    return _newer(vote, earlier)


def _replaces(kind: Kind, vote: Vote, earlier: Vote) -> bool:
    """Whether `vote`, the newer, makes `earlier` a thing of the past."""
    if vote.by.update == "correction":
        return vote.count != earlier.count
    side = _side(vote.count, earlier.count)
    if side == _SAME:
        return _vaguer(earlier.count, vote.count)
    if side == _ABOVE and _allows(earlier.count, vote.count) and vote.order > earlier.order:
        return True
    if _newer(vote, earlier):
        return side == _ABOVE or kind == Kind.MISSING or _corrects(kind, vote, earlier)
    return side == _ABOVE and vote.by.update == "rise"


def _allows(ours: Count, theirs: Count) -> bool:
    """ "At least 9" never said that there are not 12; that there are 90 needs others to say so."""
    return ours.qualifier == Qualifier.AT_LEAST and ours.high is None and theirs.best <= ours.best * RAISED_TO


def _corrects(kind: Kind, vote: Vote, earlier: Vote) -> bool:
    """Whether `vote` may lower a figure: the dead only by a correction or an authority, the injured by any update."""
    if vote.by.update == "correction" or (kind != Kind.KILLED and vote.by.update is not None):
        return True
    return vote.official and vote.count.best * LOWERED_TO >= earlier.count.best


def _newer(vote: Vote, earlier: Vote) -> bool:
    return vote.by.as_of - earlier.by.as_of >= SETTLE or (_same_source(vote.by, earlier.by) and vote.order > earlier.order)


def _side(ours: Count, theirs: Count) -> int:
    """Whether `ours` lies above or below `theirs`, or may be the same number: "many died" may be any more."""
    if _may_be_more(ours, theirs) or _may_be_more(theirs, ours):
        return _SAME
    if ours.low > (theirs.best if theirs.high is None else theirs.high):
        return _ABOVE
    if (ours.best if ours.high is None else ours.high) < theirs.low:
        return _BELOW
    return _SAME


def _may_be_more(ours: Count, theirs: Count) -> bool:
    return ours.qualifier == Qualifier.VAGUE and ours.high is None and ours.low <= theirs.best


def _vaguer(ours: Count, theirs: Count) -> bool:
    return _VAGUENESS.get(ours.qualifier, 0) > _VAGUENESS.get(theirs.qualifier, 0) and ours.best != theirs.best


def _without_outvoted(votes: list[Vote]) -> tuple[Vote, ...]:
    """The newest first."""
    return tuple(vote for vote in reversed(votes) if not _outvoted(vote, [other for other in votes if other is not vote]))


def _outvoted(vote: Vote, others: list[Vote]) -> bool:
    """One source alone against several that are at least as new: the one erred. "At least 50" says nothing against 233."""
    sides = {_side(vote.count, other.count) for other in others}
    if sides == {_ABOVE}:
        others = [other for other in others if other.count.high is not None]
    oldest = vote.by.as_of - SETTLE
    recent = [other for other in others if other.by.as_of >= oldest]
    return len(recent) >= OUTVOTED_BY and len(recent) == len(others) and sides in ({_ABOVE}, {_BELOW})


# --- the figure ------------------------------------------------------------------------------------------------------


def figure(votes: Sequence[Vote]) -> Count:
    """One count from the votes that stand. ValueError without any."""
    if not votes:
        raise ValueError("no votes, no figure")
    votes = [vote for vote in votes if not _is_implied(vote.count, votes)]
    counts = [vote.count for vote in votes]
    if all(count == counts[0] for count in counts):
        return counts[0]
    certain = [vote for vote in votes if _is_certain(vote.count)] or votes
    low = min(vote.count.low for vote in certain)
    best = _weighted_median([(vote.count.best, 2 if vote.official else 1) for vote in certain])
    high = _high(counts)
    together = Count(low, max(low, best), high if high is None else max(high, best))
    return replace(together, qualifier=_qualifier(together, counts))


def _is_implied(count: Count, votes: Sequence[Vote]) -> bool:
    """Whether it says no more than "at least 50" where another says "at least 233"."""
    return count.high is None and any(vote.count.high is None and vote.count.low > count.low for vote in votes)


def _is_certain(count: Count) -> bool:
    """Whether it says how many there are at least: who fears 30 dead, or says up to 30, denies no count of 16."""
    return count.best == 0 or (count.low > 0 and count.qualifier != Qualifier.AT_MOST)


def _high(counts: Sequence[Count]) -> int | None:
    """The largest; open where somebody says "at least" more than any exact figure reaches."""
    exact = [count.high for count in counts if count.high is not None]
    reached = max(exact, default=-1)
    return None if any(count.high is None and count.best > reached for count in counts) or not exact else reached


def _weighted_median(values: list[tuple[int, int]]) -> int:
    """The lower of two in the middle, so that a tie does not raise a toll."""
    values.sort()
    half = math.fsum(weight for _, weight in values) / 2
    passed = 0
    for value, weight in values:
        passed += weight
        if passed >= half:
            return value
    return values[-1][0]


def _qualifier(together: Count, counts: Sequence[Count]) -> Qualifier:
    if together.high is None:
        return Qualifier.AT_LEAST
    if together.low == together.high:
        return Qualifier.EXACT
    qualifiers = {count.qualifier for count in counts}
    return qualifiers.pop() if len(qualifiers) == 1 and Qualifier.EXACT not in qualifiers else Qualifier.RANGE
