"""Text to claims to reports: `extract()` is the stage."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from itertools import islice

from worker.model import Claim, DatePrecision, DateSpan, Extraction, Outcome, Realis, Report, Scope, Victim
from worker.stages.extract.anaphora import resolve, restore
from worker.stages.extract.mentions import Mention
from worker.stages.extract.place import Gazetteer, Passage, find_place
from worker.stages.extract.quantities import Reader
from worker.stages.extract.reading import look, read
from worker.stages.extract.scope import judge
from worker.stages.extract.sentences import MAX_TEXT, MAX_TITLE, split, tokenise
from worker.stages.extract.tally import counts_of
from worker.stages.extract.triggers import has_casualty_word
from worker.stages.extract.victims import Counter

__all__ = ["EVENT_TYPES", "Gazetteer", "extract", "has_casualty_word"]

EVENT_TYPES = frozenset(
    {
        "armed_clash", "air_strike", "shelling", "bombing", "suicide_bombing", "shooting", "attack", "abduction",
        "riot", "protest_violence", "execution", "stabbing",
        "earthquake", "flood", "storm", "landslide", "wildfire", "volcano", "tsunami", "heatwave", "avalanche", "drought",
        "fire", "explosion", "transport_accident", "aviation_accident", "maritime_accident", "rail_accident",
        "building_collapse", "mine_accident", "stampede", "poisoning", "drowning", "industrial_accident",
        "epidemic", "unknown",
    }
)  # fmt: skip


@lru_cache(maxsize=8)
def _tools(profile: str) -> tuple[Reader, Counter]:
    reader = Reader(profile)
    return reader, Counter(reader)


def extract(title: str, text: str, published: datetime | None, places: Gazetteer, profile: str = "tollwatch") -> Extraction:
    """What one text says about events with casualties. Offsets point into `text`, or into `title` for claims in it."""
    title, text = title[:MAX_TITLE], text[:MAX_TEXT]
    if not (has_casualty_word(title) or has_casualty_word(text)):
        return Extraction(Outcome.NO_CASUALTY, (), (), "no casualty word")
    reader, counter = _tools(profile)
    mentions: list[Mention] = []
    for number, (start, end, in_title) in enumerate(split(title, text)):
        source = title if in_title else text
        if not has_casualty_word(source[start:end]):
            continue
        sentence = tokenise(source, start, end, number, in_title)
        found = read(look(sentence, reader, counter))
        judge(found, sentence, published)
        mentions += found
    mentions = resolve(mentions)
    restore(mentions)
    claims = _claims(mentions)
    counts, perpetrators, used = counts_of([m for m in mentions if m.counts])
    if not counts:
        return Extraction(Outcome.NO_CASUALTY, (), claims, "no count of people")
    day = published.date() if published else None
    date = DateSpan(day, day, DatePrecision.DAY) if day else None
    ids = {id(m): f"c{n}" for n, m in enumerate(mentions, start=1)}
    sentence_text = used[0].sentence.text if used else ""
    report = Report(
        "unknown",
        date,
        find_place(_passages(title, text, used), places),
        counts,
        perpetrators,
        tuple(ids[id(m)] for m in used),
        sentence_text,
    )
    return Extraction(Outcome.REPORTED, (report,), claims, "counts of a main event")


_NEAR = 6  # sentences from the beginning that may name the place


def _passages(title: str, text: str, used: list[Mention]) -> list[Passage]:
    """Where to look for the place: the title, the event's own sentences, the text's beginning."""
    own = list(dict.fromkeys(m.sentence.text for m in used if not m.sentence.in_title))[:3]
    begin = [text[start:end] for start, end, in_title in islice(split("", text), _NEAR) if not in_title]
    out = [Passage(title, 2.0, True)] if title else []
    out += [Passage(s, 2.5 - 0.5 * n) for n, s in enumerate(own)]
    out += [Passage(s, max(2.0 - 0.4 * n, 0.2)) for n, s in enumerate(begin) if s not in own]
    return out


def _claims(mentions: list[Mention]) -> tuple[Claim, ...]:
    out = []
    for n, m in enumerate(mentions, start=1):
        s = m.sentence
        start, end = s.starts[m.start], s.ends[m.end - 1]
        out.append(
            Claim(f"c{n}", m.kind, m.count, Scope.SUBSET if m.subset else m.scope, m.realis, s.text[start - s.start : end - s.start], start, end,
                  m.rule, m.reason, Victim(m.role or None, m.side), m.source, None, s.in_title)
        )  # fmt: skip
    return tuple(out)
