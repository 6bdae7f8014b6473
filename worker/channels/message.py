"""Words that every channel uses. Pure; what comes out is plain text, not escaped for any channel yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import pycountry

from worker.log import clean

Facts = Mapping[str, Any]

_NOUNS = {
    "killed": "killed",
    "injured": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "casualties": "killed or injured",
}
_COUNTED = ("killed", "injured", "missing", "displaced")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
ELLIPSIS = "…"


def plain(text: object, longest: int) -> str:
    """One line without control, bidirectional and invisible characters, cut between characters with a mark."""
    words = " ".join(_UNSEEN.sub("", clean(str(text or ""))).split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + ELLIPSIS


def figure(count: Facts | None, noun: str = "") -> str:
    """A count in words: "at least 96 killed", "about 100 killed (90 to 110)", "no figure"."""
    if count is None:
        return "no figure"
    low, best, high = count["low"], count["best"], count["high"]
    noun = f" {_NOUNS.get(noun, noun)}" if noun else ""
    if best == 0 and high in (0, None):
        return f"none{noun}"
    if low == 0:
        return f"possibly {_upwards(best, high)}{noun}"
    if count.get("qualifier") == "at_most":
        return f"up to {best:,}{noun}"
    if low == best:
        return f"{'at least ' if high is None else ''}{low:,}{'' if high in (None, low) else f' to {high:,}'}{noun}"
    if high == best:
        return f"{low:,} to {high:,}{noun}"
    bounds = f"at least {low:,}" if high is None else f"{low:,} to {high:,}"
    return f"about {best:,}{noun} ({bounds})"


def _upwards(best: int, high: int | None) -> str:
    return f"{best:,}" if high == best else f"{best:,} or more" if high is None else f"{best:,} to {high:,}"


def headline(data: Facts) -> str:
    """ "At least 96 killed – Idlib, Syria"; a correction says what it was."""
    words = figure(data["headline_count"], data["count"])
    if data["kind"] == "correction":
        before = (_last_counts(data) or data.get("previous_counts") or {}).get(data["count"])
        words = f"Corrected: {words}" + (f", was {figure(before)}" if before else "")
    where = place(data["event"]["place"])
    text = f"{words} – {where}" if where else words
    return sentence(text)


def crossed(data: Facts) -> str:
    """Which step this is about: "crossed 50 killed", "fell below 50 killed"."""
    verb = "fell below" if data["kind"] == "correction" else "crossed"
    steps = ", ".join(f"{step:,}" for step in data["steps"]) or f"{data['step']:,}"
    since = data.get("previous_step")
    after = f" (after {since:,})" if since and data["kind"] == "step" else ""
    return f"{verb} {steps} {_NOUNS.get(data['count'], data['count'])}{after}"


def since(data: Facts) -> str:
    """What changed since the rule's last alert on this event: "since alert n3, 4 March 2024 08:15 UTC: killed 40 → at least 96"."""
    last, then, now = data.get("last_alert"), _last_counts(data), data["event"]["counts"]
    if not last or then is None:
        return ""
    changes = [
        f"{kind} {figure(then.get(kind))} → {figure(now.get(kind))}" for kind in _COUNTED if then.get(kind) != now.get(kind)
    ]
    return f"since alert {last['alert_id']}, {moment(last['at'])}: {', '.join(changes) or 'the same figures'}"


def _last_counts(data: Facts) -> Facts | None:
    return (data.get("last_alert") or {}).get("counts")


def doubt(data: Facts) -> str:
    """What a reader should know of the evidence, "" where nothing speaks against it."""
    return (
        "rests on a report that may be about another event; nothing contradicted it"
        if data.get("reason") == "hold_ended"
        else ""
    )


def tolls(counts: Facts) -> str:
    """All that is said: "at least 96 killed, 120 injured"."""
    return ", ".join(figure(counts[kind], kind) for kind in _COUNTED if counts.get(kind))


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(many: int, noun: str) -> str:
    return f"{many:,} {noun}{'' if many == 1 else 's'}"


def event_type(event: Facts) -> str:
    name = plain(event.get("type"), 60).replace("_", " ")
    return "" if name == "unknown" else name


def place(where: Facts | None) -> str:
    """ "Idlib, Syria": what the place is called, its region unless it says the same, its country."""
    if where is None:
        return ""
    parts = [plain(where.get("name"), 80), plain(where.get("adm1"), 80), country(where.get("country"))]
    return ", ".join(dict.fromkeys(part for part in parts if part))


@cache
def country(code: str | None) -> str:
    """A country as people call it: "SY" is Syria, not the Syrian Arab Republic."""
    found = pycountry.countries.get(alpha_2=code) if code else None
    if found is None:
        return plain(code, 40)
    return _SHORT.get(found.alpha_2) or str(getattr(found, "common_name", found.name)).partition(",")[0]


_SHORT = {
    "CD": "DR Congo",
    "LA": "Laos",
    "RU": "Russia",
    "SY": "Syria",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
}


def span(when: Facts | None) -> str:
    """ "30 November – 2 December 2019", "November 2019", "2019"."""
    if when is None:
        return ""
    start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    if when["precision"] == "year":
        return str(start.year)
    if when["precision"] == "month":
        return f"{start:%B} {start.year}"
    if when["precision"] == "week":
        return f"week of {_day(start)}"
    if start == end:
        return _day(start)
    left = str(start.day)
    if (start.year, start.month) != (end.year, end.month):
        left = f"{start.day} {start:%B}" + ("" if start.year == end.year else f" {start.year}")
    return f"{left} – {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def moment(text: str | None) -> str:
    """ "4 March 2024 08:15 UTC" of an ISO time, "" of nothing."""
    if not text:
        return ""
    at = datetime.fromisoformat(text)
    return f"{_day(at.date())} {at:%H:%M} UTC"
