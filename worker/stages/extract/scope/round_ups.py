"""Round-ups: sentences that lead with a place of their own, briefs with datelines, and sums that stand for several events."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from worker.model import Kind, Scope
from worker.stages.extract.mentions import Mention
from worker.stages.extract.place.names import Gazetteer

_LEAD = re.compile(
    r"^\W*(?:And |Also )?(?:In|At|Near|Outside|Around|Off|On the outskirts of|(?:North|South|East|West) of|Farther \w+,? in)\s+(?:[a-z'’]+\s+){0,5}"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+){0,3})[^.;]{0,70}?,\s"
)
_DATELINE = re.compile(r"^\W*(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ' .-]{2,30})(?:, [\w .]{3,20})?(?: \([^)]{2,20}\))?\s*(?:--?|–|—)\s")
_LABEL = re.compile(r"^\W*(?P<name>[A-ZÀ-Þ][\w'’-]{2,25}(?: [A-ZÀ-Þ][\w'’-]{2,25}){0,2}): (?=[\w“\"])")
_ONE_EVENT = re.compile(
    r"\b(?:earthquake|quake|tsunami|storms?|cyclone|typhoon|hurricane|floods?|flooding|rains?|tornado\w*|heat|heatwave|cold|snow|monsoon|lightning|wildfires?"
    r"|blizzard|strikes|outbreak|cholera|virus)\b",
    re.IGNORECASE,
)
_WORST = re.compile(
    r"^\W*[Tt]he (?:worst|deadliest|heaviest|bloodiest)(?: of (?:these|them|the \w+))?(?: \w+)? (?:was|came|happened|took place) (?:in|at|near|on) "
)
_SEVERAL = re.compile(r"\bin [A-ZÀ-Þ][^,;]{0,30}[,;] (?:and )?[a-z][^,;]{0,30} in [A-ZÀ-Þ]")
_THEN = re.compile(r"\b(?:since|ago|history|last (?:year|month)|(?:19|20)\d\d)\b")
_SUMS = re.compile(
    r"\b(?:weekend|across|nationwide|countrywide|separate|attacks|incidents|accidents|crashes|bombings|blasts|shootings|provinces|districts|states|regions"
    r"|wrecks|shipwrecks|sinkings|ambushes|massacres|landslides|derailments|towns|villages|cities|in all|total|altogether|between \w+ and \w+)\b|, an? [\w ]+ and an? ",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|,? while (?=in [A-ZÀ-Þ])")
_NOT_PLACES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December"
    " Christmas Easter Ramadan Eid".split()
)


def leads(sentences: Sequence[tuple[int, str]], by_sentence: Mapping[int, list[Mention]], places: Gazetteer) -> dict[int, str]:
    """Index -> place of the sentences that lead with one and bring figures; empty unless several places do."""
    datelines = {n: m["name"] for n, text in sentences if (m := _DATELINE.match(text)) and _brings(by_sentence.get(n, ()))}
    if len(set(datelines.values())) > 1:
        return datelines
    labels = {n: m["name"] for n, text in sentences[1:] if (m := _LABEL.match(text)) and _brings(by_sentence.get(n, ()))}
    labels = {n: name for n, name in labels.items() if places.lookup(name)}
    if len(set(labels.values())) > 1 and not is_one_event(sentences):
        return labels
    found = {
        n: m["name"]
        for n, text in sentences
        if (m := _LEAD.match(text)) and m["name"].split()[0] not in _NOT_PLACES and _brings(by_sentence.get(n, ()))
    }
    return found if len(set(found.values())) > 1 and not is_one_event(sentences) else {}


def _brings(own: Sequence[Mention]) -> bool:
    return any(
        m.counts
        and m.count.best > 0
        and not (m.anaphoric or m.subset)
        and m.kind in (Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.DISPLACED)
        for m in own
    )


def names_several(headline: str) -> bool:
    """Fire in Kano, crash in Kaduna: the headline's places are not all the first event's."""
    return _SEVERAL.search(headline) is not None


def second_clause(text: str) -> int | None:
    """Where a sentence goes on to another event: after ";", or "while in Kampala"."""
    match = _CLAUSE.search(text)
    return match.end() if match is not None else None


def set_aside_sums(frames: Sequence[Sequence[Mention]], sentences: Sequence[tuple[int, str]]) -> bool:
    """A figure of the beginning that is the sum of the events told one by one is a summary, not an event.

    True where what they sum up is one event in several places, a storm or a quake.
    """
    for kind in (Kind.KILLED, Kind.INJURED) if len(frames) > 1 else ():
        sums = _sums(frames, kind)
        if sums and kind is Kind.KILLED and is_one_event(sentences):
            return True
        for m in sums:
            m.scope, m.reason = Scope.SUMMARY, "sum of several events"
    return False


def is_one_event(sentences: Sequence[tuple[int, str]]) -> bool:
    """Whether the text begins with what strikes many places at once."""
    return _ONE_EVENT.search(" ".join(text for _, text in sentences[:2])) is not None


def _sums(frames: Sequence[Sequence[Mention]], kind: Kind) -> list[Mention]:
    """The first frame's mentions of a figure that is the sum of the others'."""
    further: list[int] = [_largest(own, kind) for own in frames[1:]]
    first = [m for m in frames[0] if m.kind is kind and m.counts and m.explicit]
    largest = max((m.count.best for m in first), default=0)
    rest = max((m.count.best for m in first if m.count.best < largest), default=0)
    is_sum = any(m.count.best == largest and _SUMS.search(m.sentence.text) for m in first)
    told_apart = sum(further)
    if is_sum and told_apart and largest == rest + told_apart and (rest or len(frames) > 2):
        return [m for m in first if m.count.best == largest]
    return []


def _largest(own: Sequence[Mention], kind: Kind) -> int:
    return max((m.count.best for m in own if m.kind is kind and m.counts), default=0)


def restore_told(own: Sequence[Mention]) -> None:
    """Elsewhere in the country, five died in ...: an event of its own, not a summary."""
    for m in own:
        if m.scope is Scope.SUMMARY and m.reason == "summary":
            m.scope, m.reason = Scope.EVENT, "event"


def restore_worst(m: Mention) -> None:
    """The worst was in Irapuato: the worst of those told here, not of history."""
    if (
        m.scope is Scope.BACKGROUND
        and m.reason == "past"
        and _WORST.match(m.sentence.text)
        and not _THEN.search(m.sentence.text)
    ):
        m.scope, m.reason = Scope.EVENT, "event"
