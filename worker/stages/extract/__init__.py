"""Text to claims to reports: `extract()` is the stage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from worker.model import Claim, Extraction, Kind, Outcome, Report, Scope
from worker.stages.extract.counts.aboard import BACK, all_dead, none_survived, spared, vanished
from worker.stages.extract.counts.anaphora import inherit, resolve, restore
from worker.stages.extract.counts.attackers import drop_suicides, own_deaths
from worker.stages.extract.counts.beside import set_beside
from worker.stages.extract.counts.fates import settle_mourned, settle_survivors
from worker.stages.extract.counts.found_again import settle_found
from worker.stages.extract.counts.late_deaths import settle_late
from worker.stages.extract.counts.titles import settle_title
from worker.stages.extract.counts.unhurt import settle_unhurt
from worker.stages.extract.counts.updates import (
    hold_in_headline,
    mark_denied,
    mark_earlier,
    mark_newer,
    restore_earlier,
    restore_running,
    restore_yesterday,
    set_apart_earlier_days,
)
from worker.stages.extract.frames import is_of_same_town, split_frames
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import MAX_TEXT, MAX_TITLE, Sentence, Span, spans_with, split, tokenise
from worker.stages.extract.grammar.triggers import casualty_words, has_casualty_word, is_quiet
from worker.stages.extract.grammar.unseen import as_given, without_unseen
from worker.stages.extract.kinds import EVENT_TYPES
from worker.stages.extract.mentions import PAST_PERFECT, Mention
from worker.stages.extract.phrases.victims import Counter
from worker.stages.extract.place.scene import Gazetteer
from worker.stages.extract.reading import read_sentence
from worker.stages.extract.reports import FAR, claim_of, report_of, with_parts
from worker.stages.extract.rules.figures import figures, may_hold_figure
from worker.stages.extract.rules.losses import has_loss
from worker.stages.extract.rules.part_rules import attach_parts, has_part
from worker.stages.extract.rules.shares import add_companions, add_second, hold_sites, share_out
from worker.stages.extract.scope.days import dateline_day
from worker.stages.extract.scope.entries import DATED, mark_dated_entries
from worker.stages.extract.scope.features import set_aside_features
from worker.stages.extract.scope.genre import colour
from worker.stages.extract.scope.judge import judge
from worker.stages.extract.scope.live import keep_newest
from worker.stages.extract.scope.magnitude import mark_sums
from worker.stages.extract.scope.ongoing import mark_running_sums
from worker.stages.extract.scope.side_lines import set_aside_headlines
from worker.stages.extract.scope.where import set_aside_elsewhere, settle_last
from worker.stages.extract.scope.windows import carry_on, mark_daily

__all__ = ["EVENT_TYPES", "Gazetteer", "extract", "has_casualty_word"]

_LEDE_LENGTH = 600  # characters of the text in which an incident would be told
_LONG_PAST = frozenset({"past", "past year", "other month", "since", "period", DATED})
_OLD = frozenset(
    {"past", "past year", "other month", PAST_PERFECT, "court", "since", "earlier", "days after", "period", "charged"}
)
_IN_YEAR = re.compile(r"\b[Ii]n ((?:19|20)\d\d)\b")
_SLUG = re.compile(r"^(\s*(?:[A-Z]{3,12}-)?(?:UPDATE|WRAPUP|REFILE|RPT)) ?\d{1,2}-(?=\S)")
_DAYS_BEFORE = frozenset({"earlier", "days after"})  # of another event, where the figure is another
_TOLL = 5  # dead, from which no two events of a text have one toll by chance, and one of them a changed one
_MOST_FIGURES = 500  # the longest live blogs have 90; where a text has more, its sentences are read no further


@lru_cache(maxsize=8)
def _tools(profile: str) -> tuple[Reader, Counter]:
    reader = Reader(profile)
    return reader, Counter(reader)


def extract(title: str, text: str, published: datetime | None, places: Gazetteer, profile: str = "tollwatch") -> Extraction:
    """What one text says about events with casualties. Offsets point into `text`, or into `title` for claims in it."""
    seen = without_unseen(title), without_unseen(text)
    if seen == (title, text):
        return _extract(title, text, published, places, profile)
    found = _extract(*seen, published, places, profile)
    return replace(found, claims=as_given(found.claims, title, text))


def _extract(title: str, text: str, published: datetime | None, places: Gazetteer, profile: str) -> Extraction:
    cut = f"read to {MAX_TEXT:,} characters" if len(text) >= MAX_TEXT else ""
    title, text = _without_slug(title[:MAX_TITLE]), text[:MAX_TEXT]
    words = casualty_words(f"{title}\n{text}")
    if is_quiet(words, f"{title}\n{text}"):
        return Extraction(Outcome.NO_CASUALTY, (), (), _reason("no casualty word", cut))
    spans = split(title, text)
    mentions = _mentions(title, text, spans, words, published, profile)
    if not mentions:
        return _nothing(mentions, (), cut)
    if len(mentions) >= _MOST_FIGURES:
        cut = f"read to the first {_MOST_FIGURES} figures"
    colour(mentions, title, [span.text for span in spans if not span.in_title], published)
    set_aside_headlines(mentions, [(span.number, span.text) for span in spans], title)
    lede_text = " ".join(span.text for span in spans if not span.in_title)[:_LEDE_LENGTH]
    mark_sums(mentions, title, lede_text)
    mark_running_sums(mentions, title, lede_text)
    set_aside_features(mentions, title, [span.text for span in spans if not span.in_title])
    drop_suicides(mentions, f"{title}\n{text}")
    mark_dated_entries(text, mentions, published)
    ids = {id(m): f"c{n}" for n, m in enumerate(with_parts(mentions), start=1)}
    sentences = [(span.number, span.text) for span in spans]
    reports: list[Report] = []
    told = published or dateline_day(text)
    frames = split_frames(mentions, sentences, places, told.date() if told is not None else None)
    others = {m.sentence.index for frame in frames[1:] for m in frame.mentions}
    past = _of_the_past(mentions) | _of_past_years(sentences, mentions, told)
    for number, frame in enumerate(frames):
        lede = [(n, s) for n, s in sentences[:FAR] if n not in others | past] if number == 0 else []
        report = report_of(frame, title if number == 0 else "", lede, told, places, ids)
        if report is not None:
            before = reports[-1] if reports and is_of_same_town(frame) else None
            reports.append(report if before is None else _beside(before, report))
    claims = tuple(claim_of(m, ids) for m in with_parts(mentions))
    reports.sort(key=_is_empty)  # an event with people before one that says "no casualties"; else in reading order
    reports = [r for n, r in enumerate(reports) if n == 0 or not _is_empty(r)]
    reports = [r for n, r in enumerate(reports) if n == 0 or not _is_told_again(r, reports[0])]
    reports = set_beside(reports, mentions)
    if not reports:
        return _nothing(mentions, claims, cut)
    events = f"{len(reports)} event{'s' if len(reports) > 1 else ''} with counts of people"
    return Extraction(Outcome.REPORTED, tuple(reports), claims, _reason(events, cut))


def _is_told_again(report: Report, first: Report) -> bool:
    """Whether it is the first event's toll once more, at a place that the text names on the way: a body was found in Elm, so that 11 are dead."""
    ours, theirs = report.counts.get(Kind.KILLED), first.counts.get(Kind.KILLED)
    if ours is None or theirs is None or report.update is None or report.type != "unknown":
        return False
    return ours.best == theirs.best >= _TOLL


def _beside(before: Report, report: Report) -> Report:
    """The report of what happened in the same town: there, and on the same day, unless it says more."""
    return replace(report, place=report.place or before.place, date=report.date or before.date)


def _without_slug(title: str) -> str:
    """The title with a mark in place of the number of a wire's version, which is none of people: UPDATE 2-15 killed."""
    return _SLUG.sub(lambda match: f"{match[1]}:".ljust(len(match[0])), title)


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
    hold_in_headline(mentions)
    settle_survivors(mentions)
    settle_found(mentions)
    settle_unhurt(text, mentions)
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
    hold_sites(found, before)
    add_companions(found, before)
    found = own_deaths(sentence, reader, found, before)
    mark_earlier(found, sentence)
    mark_newer(found, sentence)
    mark_denied(found, sentence)
    judge(found, sentence, published)
    if len(found) > 1 and "where" in sentence.low:
        set_aside_elsewhere(found, published.date() if published is not None else None)
    if len(found) > 1 and "after" in sentence.low:
        settle_last(found)
    return found


def _of_the_past(mentions: Sequence[Mention]) -> set[int]:
    """The sentences whose figures are all of earlier events: they name the places and days of those."""
    tolls = {(m.kind, m.count.best) for m in mentions if m.counts}
    told = {
        m.sentence.index
        for m in mentions
        if m.scope is not Scope.CUMULATIVE
        and m.reason not in _LONG_PAST
        and (m.reason not in _DAYS_BEFORE or not tolls or (m.kind, m.count.best) in tolls)
    }
    return {m.sentence.index for m in mentions} - told


def _of_past_years(sentences: Sequence[tuple[int, str]], mentions: Sequence[Mention], told: datetime | None) -> set[int]:
    """The first sentences that give an earlier year, and none of the event's figures: in 1998 it was another town."""
    if told is None:
        return set()
    own = {m.sentence.index for m in mentions if m.counts}
    years = ((n, map(int, _IN_YEAR.findall(s))) for n, s in sentences[:FAR] if n not in own and ("n 19" in s or "n 20" in s))
    return {n for n, given in years if any(year < told.year - 1 for year in given)}


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
