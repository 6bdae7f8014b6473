"""Text to claims to reports: `extract()` is the stage."""

from __future__ import annotations

import re
from datetime import datetime

from worker.model import Claim, Count, DatePrecision, DateSpan, Extraction, Kind, Outcome, Realis, Report, Scope
from worker.stages.extract.place import Gazetteer, find_place

__all__ = ["EVENT_TYPES", "Gazetteer", "extract"]

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

_KILLED = re.compile(r"\b(\d{1,6})\s+(?:[a-z]+\s+){0,3}?(?:killed|dead|died|lives)\b|\b(?:kill(?:s|ed|ing)|toll of|toll rises to)\s+(?:at least\s+)?(\d{1,6})\b", re.I)
_INJURED = re.compile(r"\b(\d{1,6})\s+(?:[a-z]+\s+){0,3}?(?:wounded|injured|hurt)\b|\b(?:wound(?:s|ed|ing)|injur(?:es|ed|ing))\s+(?:at least\s+)?(\d{1,6})\b", re.I)


def extract(title: str, text: str, published: datetime | None, places: Gazetteer, profile: str = "tollwatch") -> Extraction:
    """What one text says about events with casualties. Offsets point into `text`, or into `title` for claims in it."""
    claims: list[Claim] = []
    counts: dict[Kind, Count] = {}
    for kind, pattern in ((Kind.KILLED, _KILLED), (Kind.INJURED, _INJURED)):
        for source, in_title in ((title, True), (text, False)):
            match = pattern.search(source[:200_000])
            if match and kind not in counts:
                number = int(match[1] or match[2])
                counts[kind] = Count(number, number, number)
                claims.append(
                    Claim(f"c{len(claims) + 1}", kind, counts[kind], Scope.EVENT, Realis.ACTUAL, match[0], match.start(), match.end(), "first-number", "main event", in_title=in_title)
                )  # fmt: skip
    if not counts:
        return Extraction(Outcome.NO_CASUALTY, (), (), "no count of people")
    day = published.date() if published else None
    date = DateSpan(day, day, DatePrecision.DAY) if day else None
    report = Report("unknown", date, find_place((title, text[:3000]), places), counts, 0, tuple(c.id for c in claims), claims[0].text)
    return Extraction(Outcome.REPORTED, (report,), tuple(claims), "counts of a main event")
