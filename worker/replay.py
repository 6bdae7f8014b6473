"""Replay: old news through today's pipeline and rules, on a scratch store, with the clock that the documents set.

It is how a rule is tried before it is switched on, and how linking is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from worker import log
from worker.model import Document, Event, Extraction, Outcome, Reading, Rule, event_name
from worker.pipeline import Arrival, Decided, Heard, Policy, Prepared, Raised, decide, policy_of, prepare, read, sweep_holds
from worker.settings import Settings
from worker.stages.alert.digest import messages
from worker.stages.alert.message import counts_json, date_json, place_json, time_json
from worker.stages.extract import Gazetteer
from worker.stages.link.join import LinkReason
from worker.store import Connection, Store, alerts, documents, events, mentions, scratch

Line = dict[str, Any]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # the clock where nothing is dated
BATCH = 50  # documents of one transaction


def run(
    given: Iterable[Document],
    rules: Sequence[Rule],
    places: Gazetteer,
    settings: Settings | None = None,
    store: Store | None = None,
) -> Iterator[Line]:
    """The lines of a replay: articles and alerts as they happen, then the events. Without `store`, on one of its own."""
    ordered = in_order(list(given))
    yield from run_ordered(ordered, rules, places, settings, store, start_of(ordered))


def run_ordered(
    ordered: Iterable[Document],
    rules: Sequence[Rule],
    places: Gazetteer,
    settings: Settings | None = None,
    store: Store | None = None,
    start: datetime | None = None,
) -> Iterator[Line]:
    """The same for documents that come in their order: they are never all in memory. `start`: the time before any is told."""
    settings = settings or Settings()
    policy = policy_of(rules, settings)
    with scratch() if store is None else nullcontext(store) as where:
        replay = _Replay(policy, places, settings.extract.profile)
        timed = _clocked(ordered, start)
        while batch := list(islice(timed, BATCH)):
            yield from replay.take(where, batch)
        yield from replay.finish(where)


def in_order(given: list[Document]) -> list[Document]:
    """By the time they were seen; where one has no time at all, as they came."""
    times = [_time_of(document) for document in given]
    if any(time is None for time in times):
        return given
    return [document for _, document in sorted(zip(times, given, strict=True), key=lambda pair: pair[0] or EPOCH)]


def start_of(given: Iterable[Document]) -> datetime | None:
    """The first time that any of them tells."""
    return min((time for document in given if (time := _time_of(document)) is not None), default=None)


def _time_of(document: Document) -> datetime | None:
    return document.seen or document.published


def _clocked(ordered: Iterable[Document], now: datetime | None) -> Iterator[tuple[Document, datetime | None]]:
    """Each document with the time on the clock, which never goes back; None where no document tells a time."""
    for document in ordered:
        time = _time_of(document)
        now = time if now is None or (time is not None and time > now) else now
        yield document, now


@dataclass(slots=True)
class _Known:
    """A document that was replayed: a later line of its name is a revision, if it says something else."""

    article_id: int
    first_seen: datetime
    content: int  # its hash
    line: Line


@dataclass(slots=True)
class _Replay:
    """One run: the clock, and the names of documents against the ids in the store."""

    policy: Policy
    places: Gazetteer
    profile: str  # of vague words
    clock: datetime = EPOCH
    source: int | None = None
    hold_ends: datetime | None = None
    raised: list[Raised] = field(default_factory=list)
    known: dict[str, _Known] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def take(self, store: Store, batch: Sequence[tuple[Document, datetime | None]]) -> list[Line]:
        """Reads a batch, then decides on it in one transaction."""
        prepared = [self._prepare(document, now) for document, now in batch]
        lines: list[Line] = []
        with store.deciding() as conn:
            for (document, now), reading in zip(batch, prepared, strict=True):
                self.clock = now or EPOCH
                if self.source is None:
                    self.source = documents.add_source(conn, self.clock)
                lines += self._sweep(conn, self.clock)
                lines += self._decide(conn, document, reading)
        return lines

    def finish(self, store: Store) -> list[Line]:
        """Holds run out by themselves when no more news comes; then the events are told."""
        with store.deciding() as conn:
            lines = self._sweep(conn, None) + self._digests()
            return lines + [self._event_line(conn, event) for event in reversed(events.list_events(conn))]

    def _prepare(self, document: Document, now: datetime | None) -> Prepared:
        try:
            return prepare(read(document, self.places, now, self.profile))
        except Exception as error:  # noqa: BLE001 - the loop's boundary: a document that fails costs itself
            log.get(stage="extract").error("document failed", document=document.id, exc_info=True)
            failed = Extraction(Outcome.FAILED, (), (), type(error).__name__)
            return prepare(Reading(failed, document.title, "", "page", None))

    def _sweep(self, conn: Connection, until: datetime | None) -> list[Line]:
        """Decides each hold again at its own end, up to `until`."""
        lines: list[Line] = []
        while self.hold_ends is not None and (until is None or self.hold_ends <= until):
            lines += self._tell(sweep_holds(conn, self.policy, self.hold_ends))
            self.hold_ends = alerts.next_hold_end(conn)
        return lines

    def _decide(self, conn: Connection, document: Document, prepared: Prepared) -> list[Line]:
        content = hash((document.title, document.text, document.html, document.summary))
        known = self.known.get(document.id)
        if known is not None and known.content == content:
            return [known.line]
        arrival = self._arrival(conn, document, known)
        decided = decide(conn, arrival, prepared, self.policy, self.clock)
        self.hold_ends = alerts.next_hold_end(conn) if self.policy.rules and decided.event_ids else self.hold_ends
        line = self._article_line(document, prepared.reading, decided)
        self.known[document.id] = _Known(arrival.id, arrival.first_seen, content, line)
        return [line, *self._tell(decided.raised), *self._heard_lines(decided.heard), *self._merge_lines(conn, decided)]

    def _arrival(self, conn: Connection, document: Document, known: _Known | None) -> Arrival:
        publisher = document.source or (urlsplit(document.url).hostname or "").removeprefix("www.")
        if known is not None:
            return Arrival(known.article_id, publisher, known.first_seen, self.clock, document.published, revised=True)
        assert self.source is not None
        article_id = documents.add_document(conn, self.source, document, publisher, self.clock)
        self.names[article_id] = document.id
        return Arrival(article_id, publisher, self.clock, self.clock, document.published, document.first_poll)

    def _tell(self, raised: Sequence[Raised]) -> list[Line]:
        self.raised += raised
        return [_alert_line(one) for one in raised]

    def _digests(self) -> list[Line]:
        """Which alerts of a storm each channel would have got as one message."""
        channels = {rule.name: rule.channels for rule in self.policy.rules}
        lines: list[Line] = []
        for channel in sorted({name for names in channels.values() for name in names}):
            ours = [raised for raised in self.raised if channel in channels[raised.rule]]
            for at, which in messages([raised.at for raised in ours], self.policy.digest_after, self.policy.digest_window):
                if len(which) > 1:
                    lines.append(_digest_line(at, channel, [ours[position] for position in which]))
        return lines

    def _heard_lines(self, heard: Sequence[Heard]) -> list[Line]:
        """The articles again that came before the first report of what they speak of."""
        lines: list[Line] = []
        for one in heard:
            known, name = self.known[self.names[one.article_id]], event_name(one.event_id)
            known.line = {**known.line, "event_id": name, "event_ids": [name], "reason": str(LinkReason.MENTION)}
            lines.append(known.line)
        return lines

    def _merge_lines(self, conn: Connection, decided: Decided) -> list[Line]:
        """Each merge, then the articles whose event is another one now, with that."""
        lines: list[Line] = []
        for one in decided.merged:
            gone, into = event_name(one.gone), event_name(one.into)
            lines.append({"type": "merge", "at": time_json(self.clock), "event_id": gone, "into": into})
            for article in (*events.articles_of(conn, one.into), *mentions.of(conn, one.into)):
                known = self.known[self.names[article]]
                if gone in known.line["event_ids"]:
                    names = list(dict.fromkeys(into if name == gone else name for name in known.line["event_ids"]))
                    known.line = {**known.line, "event_id": names[0], "event_ids": names}
                    lines.append(known.line)
        return lines

    # --- lines -------------------------------------------------------------------------------------------------------

    def _article_line(self, document: Document, reading: Reading, decided: Decided) -> Line:
        names = [event_name(event_id) for event_id in decided.event_ids]
        return {
            "type": "article",
            "id": document.id,
            "at": time_json(self.clock) if self.clock != EPOCH else None,
            "event_id": names[0] if names else None,
            "event_ids": names,
            "outcome": str(reading.extraction.outcome),
            "copy_of": self.names[decided.copy_of] if decided.copy_of is not None else None,
            "reason": decided.reason,
        }

    def _event_line(self, conn: Connection, event: Event) -> Line:
        return {
            "type": "event",
            "event_id": event_name(event.id),
            "event_type": event.type,
            "place": place_json(event.place),
            "date": date_json(event.date),
            "counts": counts_json(event.counts),
            "articles": [
                self.names[article] for article in (*events.articles_of(conn, event.id), *mentions.of(conn, event.id))
            ],
            "sources": event.sources,
        }


def _alert_line(raised: Raised) -> Line:
    decision = raised.decision
    return {
        "type": "alert",
        "alert_id": f"n{raised.alert_id}",
        "at": time_json(raised.at),
        "event_id": event_name(raised.event_id),
        "rule": raised.rule,
        "count": decision.count,
        "step": decision.step,
        "steps": list(decision.steps),
        "kind": str(decision.kind),
        "reason": str(decision.reason),
    }


def _digest_line(at: datetime, channel: str, together: Sequence[Raised]) -> Line:
    names = [f"n{raised.alert_id}" for raised in together]
    return {"type": "digest", "at": time_json(at), "channel": channel, "alerts": names}
