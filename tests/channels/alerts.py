"""Alerts as the store would hand them to a channel."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from worker.channels import Item, Message

AT = datetime(2024, 3, 4, 10, 20, tzinfo=UTC)


def count(low: int, best: int | None = None, high: int | None = -1, qualifier: str = "exact") -> dict[str, Any]:
    best = low if best is None else best
    return {"low": low, "best": best, "high": best if high == -1 else high, "qualifier": qualifier}


def evidence(
    source: str = "The Odrun Post", quote: str = "At least 96 people were killed in Tarvel, police said.", **more: Any
) -> dict[str, Any]:
    facts = {
        "quote": quote,
        "source": source,
        "url": "https://odrun.example/bus",
        "published": "2024-03-04T10:15:00Z",
        "low": 96,
        "best": 96,
        "high": None,
    }
    return {**facts, **more}  # fmt: skip


def facts(**more: Any) -> dict[str, Any]:
    killed = count(96, 96, None, "at_least")
    event = {
        "event_id": "e7",
        "type": "armed_clash",
        "place": {"name": "Tarvel", "adm1": "Odrun Province", "country": "SY", "lat": 35.9, "lon": 36.6, "precision": "city"},
        "date": {"start": "2024-03-03", "end": "2024-03-04", "precision": "day"},
        "counts": {"killed": killed, "injured": count(120), "missing": None, "displaced": None},
        "articles": 4,
        "sources": 2,
        "first_seen": "2024-03-04T09:58:12Z",
        "updated": "2024-03-04T10:19:59Z",
    }
    event |= more.pop("event", {})
    data = {
        "kind": "new",
        "reason": "crossed",
        "rule": "mass-casualty",
        "count": "killed",
        "step": 50,
        "steps": [10, 50],
        "previous_step": None,
        "headline_count": killed,
        "event": event,
        "previous_counts": None,
        "last_alert": None,
        "evidence": [evidence(), evidence("Marrin Radio", "Ninety people died, a doctor said.", low=90, best=90, high=90)],
        "disagreement": [
            {"source": "The Odrun Post", "low": 96, "best": 96, "high": None},
            {"source": "Marrin Radio", "low": 90, "best": 90, "high": 90},
        ],
    }
    return {**data, **more}


def item(number: int = 1, **more: Any) -> Item:
    return Item(f"msg_{number:032x}", number, AT, facts(**more))


def message(**more: Any) -> Message:
    return Message((item(**more),))


def last(killed: dict[str, Any] | None, injured: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the rule's readers were last told."""
    counts = {"killed": killed, "injured": injured, "missing": None, "displaced": None}
    return {"alert_id": "n1", "at": "2024-03-04T08:15:00Z", "kind": "new", "counts": counts}


def correction() -> dict[str, Any]:
    low = count(8)
    return facts(
        kind="correction",
        reason="fell_below",
        step=10,
        steps=[10],
        headline_count=low,
        event={"counts": {"killed": low, "injured": count(3), "missing": None, "displaced": None}},
        previous_counts={"killed": count(12, 12, None, "at_least"), "injured": None, "missing": None, "displaced": None},
        last_alert=last(count(15), count(3)),
        evidence=[evidence(quote="The ministry corrected the toll to eight.", low=8, best=8, high=8)],
        disagreement=[],
    )


HOSTILE = "<!channel> & <http://evil.example|click> <@U123> *x* `y` \u202eabc\x07\x00\n" + "🔥" * 5000
HOSTILE_PLACE = {"name": HOSTILE, "adm1": HOSTILE, "country": "SY", "lat": None, "lon": None, "precision": "site"}


def hostile(**more: Any) -> dict[str, Any]:
    """Every text that a stranger can write, at its worst."""
    voice = {"source": HOSTILE, "low": 1, "best": 10**8, "high": None}
    return facts(
        event={"place": HOSTILE_PLACE},
        evidence=[evidence(HOSTILE, HOSTILE, url=url) for url in HOSTILE_URLS],
        disagreement=[voice] * 200,
        **more,
    )


HOSTILE_URLS = (
    "javascript:alert(1)",
    "https://a.example/y|x?a=1&b=2",
    "https://b.example/" + "&" * 400,
    "https://c.example/" + "x" * 5000,
    "https://d.example/<!channel>",
)


def large(char: str) -> dict[str, Any]:
    """As much of everything as a message may hold, of a character that costs more than one."""
    voice = {"source": char * 500, "low": 10**8, "best": 10**8, "high": None}
    quotes = [evidence(char * 500, char * 800, url=f"https://{letter}.example/{'x' * 460}") for letter in "abcd"]
    quotes.append(evidence(char * 500, char * 800, url=f"https://e.example/{'&' * 480}"))
    return facts(event={"place": HOSTILE_PLACE}, evidence=quotes, disagreement=[voice] * 200)
