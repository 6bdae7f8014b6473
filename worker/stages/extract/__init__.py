"""Text to claims to reports: `extract()` is the stage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from worker.model import Claim, Count, Counts, DateSpan, Extraction, Kind, Outcome, Realis, Report, Scope, SourceType, Victim
from worker.stages.extract.aboard import BACK, all_dead, none_survived, spared, vanished
from worker.stages.extract.anaphora import inherit, resolve, restore
from worker.stages.extract.attackers import drop_suicides, own_deaths
from worker.stages.extract.beside import set_beside
from worker.stages.extract.counts import counts_of
from worker.stages.extract.dates import find_date
from worker.stages.extract.days import dateline_day, past_dateline
from worker.stages.extract.entries import mark_dated_entries
from worker.stages.extract.fates import settle_mourned, settle_survivors
from worker.stages.extract.figures import figures, may_hold_figure
from worker.stages.extract.found_again import settle_found
from worker.stages.extract.frames import Frame, split_frames
from worker.stages.extract.genre import colour
from worker.stages.extract.kinds import EVENT_TYPES, find_actors, find_type
from worker.stages.extract.late_deaths import settle_late
from worker.stages.extract.live import keep_newest
from worker.stages.extract.losses import has_loss
from worker.stages.extract.magnitude import mark_sums
from worker.stages.extract.mentions import PAST_PERFECT, Mention
from worker.stages.extract.part_rules import attach_parts, has_part
from worker.stages.extract.place import Gazetteer, Passage, find_place
from worker.stages.extract.quantities import Reader
from worker.stages.extract.reading import read_sentence
from worker.stages.extract.scope import judge
from worker.stages.extract.sentences import MAX_TEXT, MAX_TITLE, Sentence, Span, spans_with, split, tokenise
from worker.stages.extract.shares import add_companions, add_second, share_out
from worker.stages.extract.side_lines import set_aside_headlines
from worker.stages.extract.titles import settle_title
from worker.stages.extract.triggers import casualty_words, has_casualty_word
from worker.stages.extract.updates import (
    mark_earlier,
    mark_newer,
    restore_earlier,
    restore_running,
    restore_yesterday,
    set_apart_earlier_days,
)
from worker.stages.extract.victims import Counter
from worker.stages.extract.windows import carry_on, mark_daily

__all__ = ["EVENT_TYPES", "Gazetteer", "extract", "has_casualty_word"]

_NEAR = 7  # sentences from the beginning, the title too, that may name place and date
_LEDE_LENGTH = 600  # characters of the text in which an incident would be told
_RECENT = timedelta(days=45)  # an older date of a text's beginning, away from the figures, is of what led to the event
_A_FEW = 3  # times as many died elsewhere
_OTHER_SCENE = -1.0  # what such a sentence says of the scene: less than any other
_FAR = 30  # sentences that are asked for a town where those name none
_LONG_PAST = frozenset({"past", "past year", "since", "period"})
_OLD = frozenset({"past", "past year", PAST_PERFECT, "court", "since", "earlier", "days after", "period", "charged"})


_MOST_FIGURES = 500  # the longest live blogs have 90; where a text has more, its sentences are read no further


@lru_cache(maxsize=8)
def _tools(profile: str) -> tuple[Reader, Counter]:
    reader = Reader(profile)
    return reader, Counter(reader)


def extract(title: str, text: str, published: datetime | None, places: Gazetteer, profile: str = "tollwatch") -> Extraction:
    """What one text says about events with casualties. Offsets point into `text`, or into `title` for claims in it."""
    cut = f"read to {MAX_TEXT:,} characters" if len(text) >= MAX_TEXT else ""
    title, text = title[:MAX_TITLE], text[:MAX_TEXT]
    words = casualty_words(f"{title}\n{text}")
    if not words:
        return Extraction(Outcome.NO_CASUALTY, (), (), _reason("no casualty word", cut))
    spans = split(title, text)
    mentions = _mentions(title, text, spans, words, published, profile)
    if not mentions:
        return _nothing(mentions, (), cut)
    if len(mentions) >= _MOST_FIGURES:
        cut = f"read to the first {_MOST_FIGURES} figures"
    colour(mentions, title, [span.text for span in spans if not span.in_title], published)
    set_aside_headlines(mentions, [(span.number, span.text) for span in spans], title)
    mark_sums(mentions, title, " ".join(span.text for span in spans if not span.in_title)[:_LEDE_LENGTH])
    drop_suicides(mentions)
    mark_dated_entries(text, mentions, published)
    ids = {id(m): f"c{n}" for n, m in enumerate(_with_parts(mentions), start=1)}
    sentences = [(span.number, span.text) for span in spans]
    reports: list[Report] = []
    told = published or dateline_day(text)
    frames = split_frames(mentions, sentences, places, told.date() if told is not None else None)
    others = {m.sentence.index for frame in frames[1:] for m in frame.mentions}
    past = _of_the_past(mentions)
    for number, frame in enumerate(frames):
        lede = [(_FAR if n in past else n, s) for n, s in sentences[:_FAR] if n not in others] if number == 0 else []
        report = _report(frame, title if number == 0 else "", lede, told, places, ids)
        if report is not None:
            reports.append(report)
    claims = tuple(_claim(m, ids) for m in _with_parts(mentions))
    reports.sort(key=_is_empty)  # an event with people before one that says "no casualties"; else in reading order
    reports = [r for n, r in enumerate(reports) if n == 0 or not _is_empty(r)]
    reports = set_beside(reports, mentions)
    if not reports:
        return _nothing(mentions, claims, cut)
    events = f"{len(reports)} event{'s' if len(reports) > 1 else ''} with counts of people"
    return Extraction(Outcome.REPORTED, tuple(reports), claims, _reason(events, cut))


def _mentions(
    title: str, text: str, spans: list[Span], words: frozenset[str], published: datetime | None, profile: str
) -> list[Mention]:
    """What the sentences say. `words`: the text's casualty words; a sentence with none of them tells only more of what was told."""
    reader, counter = _tools(profile)
    mentions: list[Mention] = []
    holding = spans_with(words, spans, title, text)
    for span in spans:
        if len(mentions) >= _MOST_FIGURES:
            break
        told = span.number in holding and has_casualty_word(span.text)
        told = told or (bool(mentions) and (has_part(span.text) or has_loss(span.text)))
        if told or (mentions and may_hold_figure(span.text)):
            sentence = tokenise(span)
            found = read_sentence(sentence, reader, counter) if told else []
            if told and all_dead(span.text):
                near = spans[max(0, span.number - BACK) : span.number + 1]
                found = none_survived(sentence, reader, found, [tokenise(n) for n in near])
            found = spared(sentence, reader, vanished(sentence, reader, found)) if told else found
            mentions += _of_sentence(found, sentence, reader, mentions, published)
    return _settle(text, mentions) if mentions else mentions


def _settle(text: str, mentions: list[Mention]) -> list[Mention]:
    """What the mentions of a text say of each other."""
    settle_title(mentions)
    mentions = resolve(mentions)
    restore_running(mentions)
    restore_yesterday(mentions)
    mentions = attach_parts(mentions)
    carry_on(mentions)
    mark_daily(mentions)
    settle_late(mentions)
    settle_survivors(mentions)
    settle_found(mentions)
    settle_mourned(mentions)
    inherit(mentions)
    keep_newest(text, mentions)
    restore_earlier(mentions)
    set_apart_earlier_days(mentions)
    restore(mentions)
    return mentions


def _of_sentence(
    found: list[Mention], sentence: Sentence, reader: Reader, before: list[Mention], published: datetime | None
) -> list[Mention]:
    """What a sentence's rules have found, with its whole figures, attackers' own deaths and shares, and what each covers."""
    found = share_out(figures(sentence, reader, found, before), sentence, reader)
    add_second(found, before)
    add_companions(found, before)
    found = own_deaths(sentence, reader, found, before)
    mark_earlier(found, sentence)
    mark_newer(found, sentence)
    judge(found, sentence, published)
    return found


def _of_the_past(mentions: Sequence[Mention]) -> set[int]:
    """The sentences whose figures are all of earlier events: they name the places and days of those."""
    told = {m.sentence.index for m in mentions if m.reason not in _LONG_PAST}
    return {m.sentence.index for m in mentions} - told


def _is_empty(report: Report) -> bool:
    return not any(count.best for count in report.counts.values())


def _reason(what: str, cut: str) -> str:
    return f"{what}; {cut}" if cut else what


def _nothing(mentions: list[Mention], claims: tuple[Claim, ...], cut: str) -> Extraction:
    """Why a text with casualty words reports no event."""
    people = [m for m in mentions if m.count.best > 0 and not m.counts]
    harmed = [m for m in people if m.kind in (Kind.KILLED, Kind.INJURED)]
    if harmed and all(m.reason in _OLD for m in harmed):
        return Extraction(Outcome.STALE, (), claims, _reason(f"only earlier events: {harmed[0].reason}", cut))
    return Extraction(Outcome.NO_CASUALTY, (), claims, _reason(people[0].reason if people else "no count of people", cut))


def _is_told(m: Mention, counts: Counts) -> bool:
    """Whether it gives the event's figure, or what that rests on."""
    return m.counts and m.kind in counts and m.count.best <= counts[m.kind].best


def _report(
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
        date=_date_of([*([title] if title else []), *own], first, published),
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
    asked = (
        (map(past_dateline, own), timedelta.max),
        (map(past_dateline, first), _RECENT),
        (own, timedelta.max),
        (first, _RECENT),
    )
    found = (find_date(texts, published, oldest) for texts, oldest in asked)
    return next(filter(None, found), None)


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
    out += [Passage(s, _OTHER_SCENE if s in few else 2.5 - 0.5 * n) for n, s in enumerate(own)]
    out += [Passage(s, max(2.0 - 0.4 * n, 0.2)) for n, s in enumerate(first) if s not in own]
    return out


def _best_sentence(mentions: list[Mention]) -> str:
    """The first sentence of the text with the figure; the title where only it has one."""
    in_text = [m for m in mentions if not m.sentence.in_title]
    return (in_text or mentions)[0].sentence.text


def _with_parts(mentions: list[Mention]) -> list[Mention]:
    out: list[Mention] = []
    for m in mentions:
        out.append(m)
        out += m.parts
        for part in m.parts:
            part.whole = m
            part.realis, part.source, part.reason = m.realis, m.source, m.reason
    return out


def _claim(m: Mention, ids: dict[int, str]) -> Claim:
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
