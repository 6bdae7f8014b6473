"""Live blogs: entries with a time of day each; the newest entry with a figure holds, the earlier ones are history."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.mentions import Mention

_TIME = re.compile(r"\d[.:hH][0-5]\d|\n[ \t]*\d{1,2} ?[ap]m\b")  # what each of them holds
_STAMP = re.compile(
    r"(?:^|\n|[:;]\s)[ \t]*(?P<hour>[01]?\d|2[0-3])(?:[.:hH](?P<minute>[0-5]\d)|(?=[ \t]?[apAP][mM]\b))(?:[ \t]*(?P<noon>[apAP])\.?[mM]\b\.?)?(?=[ \t]*(?:[-–—:,|]|\s[\"“\w]))"
)
_SECTION = re.compile(
    r"\n\s*(?:background|also today|analysis|caption|related|what we know|earlier|more on this)\b[^\n]{0,40}:", re.IGNORECASE
)
_FEWEST = 3  # entries that make a live blog
_REASON = "earlier entry"
_KINDS = (Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.DISPLACED)


def keep_newest(text: str, mentions: Sequence[Mention]) -> None:
    """Marks the figures of earlier entries as history where a later entry gives its own."""
    times = len(_TIME.findall(text)) >= _FEWEST
    stamps = [(m.end(), _minutes(m)) for m in _STAMP.finditer(text)] if times else []
    if len(stamps) < _FEWEST:
        return
    ends = [m.start() for m in _SECTION.finditer(text)]
    starts = [at for at, _ in stamps]
    entries: dict[int, list[Mention]] = {}
    for m in mentions:
        at = m.sentence.begin(m.start) if not m.sentence.in_title else -1
        number = bisect_right(starts, at) - 1
        if number >= 0 and not any(starts[number] < end <= at for end in ends):
            entries.setdefault(number, []).append(m)
    for kind in _KINDS:
        _keep(kind, entries, [minutes for _, minutes in stamps])


def _minutes(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    if match["noon"]:
        hour = hour % 12 + (12 if match["noon"].lower() == "p" else 0)
    return hour * 60 + int(match["minute"] or 0)  # 4pm


def _keep(kind: Kind, entries: dict[int, list[Mention]], minutes: list[int]) -> None:
    whole = {
        n: [m for m in own if m.kind is kind and m.counts and m.explicit and not (m.subset or m.other or _is_body(m))]
        for n, own in entries.items()
    }
    holding = [n for n, own in whole.items() if own]
    if len(holding) < 2:
        return
    newest = max(holding, key=lambda n: minutes[n])
    for n, own in entries.items():
        if n != newest:
            for m in own:
                if m.kind is kind and m.counts and not m.subset:
                    m.scope, m.reason = Scope.BACKGROUND, _REASON


def _is_body(m: Mention) -> bool:
    """ "The body of a woman": one more, not a count of all."""
    return m.count.best == 1 and m.rule in ("bodies", "own-body")
