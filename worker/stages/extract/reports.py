"""One event of a text: its mentions counted, placed, dated and named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from worker.model import Claim, Count, Counts, DateSpan, Kind, Realis, Report, Scope, SourceType, Victim
from worker.stages.extract.counts.count import counts_of
from worker.stages.extract.frames import Frame
from worker.stages.extract.kinds import find_actors, find_type
from worker.stages.extract.mentions import Mention
from worker.stages.extract.place.scene import Gazetteer, Passage, find_place
from worker.stages.extract.scope.dates import find_date, find_month
from worker.stages.extract.scope.days import past_dateline

_NEAR = 7  # sentences from the beginning, the title too, that may name place and date
_RECENT = timedelta(days=45)  # an older date of a text's beginning, away from the figures, is of what led to the event
_A_FEW = 3  # times as many died elsewhere
_OTHER_SCENE = -1.0  # what such a sentence says of the scene: less than any other
FAR = 14  # sentences that are asked for a town where those name none


def _is_told(m: Mention, counts: Counts) -> bool:
    """Whether it gives the event's figure, or what that rests on."""
    return m.counts and m.kind in counts and m.count.best <= counts[m.kind].best


def report_of(
    frame: Frame, title: str, lede: list[tuple[int, str]], published: datetime | None, places: Gazetteer, ids: dict[int, str]
) -> Report | None:  # fmt: skip
    counts, perpetrators, used = counts_of([m for m in frame.mentions if m.counts])
    if not counts:
        return None
    own = list(dict.fromkeys(m.sentence.text for m in used or frame.mentions if not m.sentence.in_title))[:3]
    first = [s for n, s in lede if n < _NEAR and s != title]
    texts = [*([title] if title else []), *own, *(s for s in first if s not in own)]
    _settle_parts(frame.mentions, counts)
    killed = [m for m in used if m.kind is Kind.KILLED and m.count.best]
    return Report(
        type=find_type(texts),
        date=_date_of([*([title] if title else []), *own], first, published) or _month_of(used, published),
        place=find_place(
            _passages(title, own, first, _of_few(used, counts)), places, [Passage(s, 0.2) for n, s in lede if n >= _NEAR]
        ),
        counts=counts,
        perpetrators_killed=perpetrators,
        claims=tuple(ids[id(m)] for m in used),
        sentence=_best_sentence(used or frame.mentions),
        actors=find_actors(texts[:4]),
        party_only=_is_party_only(killed),
        update=next((m.update for m in (*used, *frame.mentions) if m.update and _is_told(m, counts)), None),
    )


def _date_of(own: list[str], first: list[str], published: datetime | None) -> DateSpan | None:
    """The day that the title and the event's own sentences give, else one of the text's beginning: there, old ones are of other things."""
    asked = (  # with their datelines only those that have one: the others were asked before
        (map(past_dateline, own), timedelta.max),
        (map(past_dateline, first), _RECENT),
        ((s for s in own if past_dateline(s) != s), timedelta.max),
        ((s for s in first if past_dateline(s) != s), _RECENT),
    )
    kept = [(list(texts), oldest) for texts, oldest in asked]
    found = (find_date(texts, published, oldest, aftermath) for aftermath in (False, True) for texts, oldest in kept)
    return next(filter(None, found), None)


def _month_of(used: list[Mention], published: datetime | None) -> DateSpan | None:
    """The month, long over, in which the only figures of the text are said to have been: nobody is alerted to them."""
    if published is None or not used or any(m.reason != "other month" for m in used):
        return None
    return next(filter(None, (find_month(m.sentence.text, published) for m in used)), None)


def _is_party_only(killed: list[Mention]) -> bool:
    """Whether a belligerent alone tells of its enemy's dead; a headline leaves out who says so of the same people."""
    party = [m for m in killed if m.source.type is SourceType.PARTY]
    told = [m for m in killed if m.source.name or not m.sentence.in_title or not any(_may_be_same(m, p) for p in party)]
    return bool(party) and all(m.source.type is SourceType.PARTY for m in told)


def _may_be_same(m: Mention, other: Mention) -> bool:
    return m.generic or m.role == other.role or m.count.best == other.count.best


def _settle_parts(mentions: list[Mention], counts: Mapping[Kind, Count]) -> None:
    """Smaller figures of the same kind are parts of the event's total, where the text gives it as one figure."""
    for kind, total in counts.items():
        own = [m for m in mentions if m.kind is kind and m.counts]
        whole = next((m for m in own if m.count.best == total.best and not m.subset), None)
        for m in own:
            if whole is not None and m is not whole and 0 < m.count.best < total.best and m.whole is None and m.explicit:
                m.subset, m.whole = True, whole


def _of_few(used: list[Mention], counts: Counts) -> set[str]:
    """The sentences that tell only of a few of the dead: a man also died in the next state."""
    killed = [m for m in used if m.kind is Kind.KILLED and m.count.best]
    told = {s: max(m.count.best for m in killed if m.sentence.text == s) for s in {m.sentence.text for m in killed}}
    return {s for s, most in told.items() if most * _A_FEW <= counts[Kind.KILLED].best}


def _passages(title: str, own: list[str], first: list[str], few: Collection[str] = ()) -> list[Passage]:
    """Where to look for the place: the title, the event's own sentences, the text's beginning; less in those of `few` victims."""
    out = [Passage(title, 2.0, True)] if title else []
    out += [Passage(s, _OTHER_SCENE if s in few else 2.5 - 0.5 * n, s == title) for n, s in enumerate(own)]
    out += [Passage(s, max(2.0 - 0.4 * n, 0.2), s == title) for n, s in enumerate(first) if s not in own]
    return out


def _best_sentence(mentions: list[Mention]) -> str:
    """The first sentence of the text with the figure; the title where only it has one."""
    in_text = [m for m in mentions if not m.sentence.in_title]
    return (in_text or mentions)[0].sentence.text


def with_parts(mentions: list[Mention]) -> list[Mention]:
    out: list[Mention] = []
    for m in mentions:
        out.append(m)
        out += m.parts
        for part in m.parts:
            part.whole = m
            part.realis, part.source, part.reason = m.realis, m.source, m.reason
    return out


def claim_of(m: Mention, ids: dict[int, str]) -> Claim:
    s = m.sentence
    start, end = s.begin(m.start), s.finish(min(m.end, len(s)) - 1)
    return Claim(
        id=ids[id(m)],
        kind=m.kind,
        count=m.count,
        scope=Scope.SUBSET if m.subset and m.scope is Scope.EVENT else m.scope,
        realis=m.realis if m.realis is not Realis.FEARED or m.count.best else Realis.ACTUAL,
        text=s.text[start - s.start : end - s.start],
        start=start,
        end=end,
        rule=m.rule,
        reason="part of a total" if m.subset else m.reason,
        victim=Victim(m.role or None, m.side),
        source=m.source,
        part_of=ids.get(id(m.whole)) if m.whole is not None else None,
        in_title=s.in_title,
    )
