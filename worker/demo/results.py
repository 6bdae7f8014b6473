"""What the demo shows at its end, all of it read from the store: events, alerts, and what looked like one and was none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from worker.model import Event, Kind, Realis, Scope
from worker.store import Connection, alerts, articles, claims, events
from worker.store.alerts import AlertRow
from worker.store.articles import ArticleRow

LEAST = 10  # people: the demo's lowest step, and what makes a figure tempting
_CONTEXT = 110  # characters of a sentence that are shown
_STOPS = (". ", "\n", "! ", "? ")
_TEMPTING_KINDS = (Kind.KILLED, Kind.CASUALTIES, Kind.MISSING, Kind.DISPLACED)


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that looked like an alert and was none."""

    words: str
    publisher: str
    why: str


@dataclass(frozen=True, slots=True)
class Findings:
    articles: tuple[ArticleRow, ...]  # oldest first
    events: tuple[Event, ...]  # the most deaths first
    alerts: tuple[AlertRow, ...]  # oldest first
    passed: tuple[Passed, ...]


def collect(conn: Connection, tempting: Collection[str]) -> Findings:
    """`tempting`: URLs of stories that were written to mislead; each has its line even where no claim was found in it."""
    rows = articles.list_articles(conn)[::-1]
    found = events.list_events(conn)
    fired = alerts.list_alerts(conn)[::-1]
    passed = [
        *_figures(conn, rows, tempting),
        *_copies(rows),
        *_quiet_events(conn, found, {alert.event_id for alert in fired}),
    ]
    return Findings(tuple(rows), tuple(sorted(found, key=_deaths, reverse=True)), tuple(fired), tuple(passed))


def _deaths(event: Event) -> int:
    killed = event.counts.get(Kind.KILLED)
    return 0 if killed is None else killed.best


def _figures(conn: Connection, rows: Iterable[ArticleRow], tempting: Collection[str]) -> list[Passed]:
    """One line per figure and reason, though several papers print it."""
    found: dict[tuple[object, ...], list[Passed]] = {}
    for row in rows:
        told = [claim for claim in claims.of(conn, row.id) if _tempts(claim)] if row.copy_of is None else []
        title, text = (articles.load_text(conn, row.id) if told else None) or ("", "")
        for claim in told:
            words = in_context(title if claim.in_title else text, claim.start, claim.end) or claim.text
            shared = claim.scope == Scope.CUMULATIVE  # the one figure that every paper prints
            key = (claim.kind, claim.best, claim.scope) if shared else (row.id, words, why(claim))
            found.setdefault(key, []).append(Passed(words, row.publisher, why(claim)))
        if row.url in tempting and not claims and row.outcome != "reported":
            found[("story", row.id)] = [Passed(row.title, row.publisher, f"{row.outcome}: {row.reason}")]
    return [_merged(same, lambda passed: passed.publisher) for same in found.values()]


def in_context(text: str, start: int, end: int) -> str:
    """The words of a claim within their sentence, cut to _CONTEXT characters."""
    left = max(text.rfind(stop, 0, start) for stop in _STOPS)
    right = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    first = max(left + 1, min(start, right - _CONTEXT))
    last = max(end, min(right, first + _CONTEXT))
    before, after = text[first:start], text[end:last]
    if first > left + 1:
        before = f"… {before.partition(' ')[2]}"  # from the next whole word on
    if last < right:
        after = f"{after.rpartition(' ')[0]} …"
    return " ".join(f"{before}{text[start:end]}{after}".split())


def _merged(same: list[Passed], name: Callable[[Passed], str]) -> Passed:
    return Passed(same[0].words, ", ".join(dict.fromkeys(name(passed) for passed in same)), same[0].why)


def _tempts(claim: Any) -> bool:
    """A figure that would have alerted if it had counted: large, and no event's present toll rests on it."""
    counts = claim.scope == Scope.EVENT and claim.realis == Realis.ACTUAL and claim.report_id is not None
    return claim.kind in _TEMPTING_KINDS and max(claim.best, claim.high or 0) >= LEAST and not counts


def why(claim: Any) -> str:
    """What stood against a claim: its realis where that isn't "actual", else its scope; and the cue that says so."""
    if claim.scope == Scope.EVENT and claim.realis == Realis.ACTUAL:
        return "left out: the report rests on other figures"
    verdict = claim.realis if claim.realis != Realis.ACTUAL else claim.scope
    return f"{verdict}: {claim.reason}" if claim.reason else str(verdict)


def _copies(rows: list[ArticleRow]) -> list[Passed]:
    """One line for each family of copies."""
    families: dict[int, list[ArticleRow]] = {}
    for row in rows:
        if row.copy_of is not None:
            families.setdefault(row.copy_of, []).append(row)
    originals = {row.id: row for row in rows}
    return [
        Passed(
            originals[first].title,
            ", ".join(copy.publisher for copy in copies),
            f"copies of {originals[first].publisher}'s report: one voice, one alert",
        )
        for first, copies in families.items()
        if first in originals
    ]


def _quiet_events(conn: Connection, found: Iterable[Event], alerted: Collection[int]) -> list[Passed]:
    """Events with deaths that fired nothing: held back, silenced, or below the first step."""
    lines = []
    for event in found:
        killed = event.counts.get(Kind.KILLED)
        if event.id in alerted or killed is None or killed.best == 0:
            continue
        reasons = [f"held: {held.hold.reason}" for held in alerts.list_holds(conn, event.id)]
        reasons += [f"counted as announced: {row.reason}" for row in alerts.silenced(conn, event.id)]
        place = event.place.name if event.place else "unknown place"
        publishers = dict.fromkeys(report.publisher for report in events.reports_of(conn, event.id))
        quiet = ", ".join(reasons) or f"below the first step: {killed.low} of {LEAST}"
        lines.append(Passed(f"{killed.best:,} killed in {place}", ", ".join(publishers), quiet))
    return lines
