"""Why a report is on its event, in words: it joined it, or it opened it because nothing that was known fitted."""

from __future__ import annotations

from worker.model import event_name
from worker.stages.link.join import LinkReason
from worker.store.events import ReportRow

_JOINED: dict[str, str] = {
    LinkReason.BY_HAND: "a person put it there",
    LinkReason.SAME_STORY: "it opened an event that turned out to be this one",
    LinkReason.SAME_ARTICLE: "an earlier version of the article was on it",
    LinkReason.COPY: "it copies an article that is on it",
    LinkReason.UPDATE: "it fits, and says that it changes an earlier figure",
    LinkReason.FITS: "it fits",
    LinkReason.SAME_WORDS: "it fits so closely that a place or day that differs is taken for an error",
    LinkReason.ONLY_ONE: "it fits too little, but is of the kind, time and place of this event alone",
    LinkReason.PROVISIONAL: "it may fit; alerts that rest on it wait",
}
_OPENED: dict[str, str] = {
    LinkReason.NO_CANDIDATE: "nothing alike was known",
    LinkReason.TOO_DIFFERENT: "the nearest other event was too different",
    LinkReason.NOBODY_HARMED: "the nearest other event: of one of the two only that nobody was hurt is told",
    LinkReason.FAR_APART: "the nearest other event lies too far away",
    LinkReason.OTHER_COUNTRY: "the nearest other event lies in another country",
    LinkReason.OTHER_DATE: "the nearest other event has another date",
    LinkReason.ANOTHER_DAY: "the nearest other event was on another day",
    LinkReason.ANOTHER_HOUR: "the nearest other event was at another hour of the day",
}


def opened(reason: str) -> bool:
    """Whether a report with this reason opened its event."""
    return reason in _OPENED


def in_words(report: ReportRow) -> str:
    """ "joined e3: it fits (fits, 0.61)"; "opened e4: the nearest other event lies in another country (other_country, 0.36)"."""
    score = f", {report.link_score:.2f}" if report.link_score is not None else ""
    verb = "opened" if opened(report.link_reason) else "joined"
    why = {**_JOINED, **_OPENED}.get(report.link_reason, report.link_reason)
    return f"{verb} {event_name(report.event_id)}: {why} ({report.link_reason}{score})"
