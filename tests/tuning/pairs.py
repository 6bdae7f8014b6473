"""Each report with the events that it could join, while all reports are put where they belong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from unittest.mock import patch

from tests.tuning.streams import Stream
from worker.pipeline import linking, read
from worker.pipeline.linking import Arrival, link_article, prepare
from worker.replay import EPOCH, in_order
from worker.stages.extract import Gazetteer
from worker.stages.link.copies import KnownText, Signature
from worker.stages.link.features import Profile
from worker.stages.link.join import Candidate, Link, LinkReason, judge
from worker.store import documents, scratch


@dataclass(frozen=True, slots=True)
class Pair:
    """What speaks for and against a report and an event being of one event, and whether they are."""

    stream: str
    event: str
    same: bool
    parts: Mapping[str, float]

    @property
    def half(self) -> int:
        """0 or 1: whole events are kept out of a fit, to see whether it holds for others."""
        return sha256(self.event.encode()).digest()[0] % 2


@dataclass(slots=True)
class Collector:
    """Stands in for the decision: it knows, and writes down what there was to choose from."""

    stream: Stream
    pairs: list[Pair] = field(default_factory=list)
    event_by: dict[int, str] = field(default_factory=dict)  # of events in the store
    asked: str | None = None  # the document whose main report is to be linked
    sought: int = 0  # reports whose event was known
    found: int = 0  # ... and among the candidates

    def link(self, report: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link:
        if self.asked is None:
            return Link(None, LinkReason.NO_CANDIDATE)
        event, self.asked = self.stream.event_of.get(self.asked), None
        known = next((event_id for event_id, theirs in self.event_by.items() if theirs == event), None)
        self.sought += known is not None
        for candidate in candidates:
            theirs = self.event_by.get(candidate.event.id)
            if theirs is not None:
                self.found += theirs == event
                self.pairs.append(Pair(self.stream.name, event or theirs, theirs == event, judge(report, candidate).parts))
        return Link(known, LinkReason.FITS if known is not None else LinkReason.NO_CANDIDATE)

    def mentioned(self, text: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link:
        return Link(None, LinkReason.NO_CANDIDATE)


def _nothing(report: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link | None:
    """What is long past is not asked for: each report is put where it belongs."""
    return None


def _no_copies(signature: Signature, known: Iterable[KnownText]) -> list[KnownText]:
    """Copies are pairs as well."""
    return []


def collect(stream: Stream, places: Gazetteer) -> Collector:
    """The pairs of one stream, and how often the event that a report belongs to was among the candidates."""
    collector = Collector(stream)
    deciding = patch.multiple(
        linking, link=collector.link, mentioned=collector.mentioned, remembered=_nothing, find_originals=_no_copies
    )
    with deciding, scratch() as store, store.deciding() as conn:
        source = documents.add_source(conn, EPOCH)
        for document in in_order(stream.documents):
            now = document.seen or document.published or EPOCH
            collector.asked = document.id
            article_id = documents.add_document(conn, source, document, document.source, now)
            arrival = Arrival(article_id, document.source, now, now, document.published)
            linked = link_article(conn, arrival, prepare(read(document, places, now)), now)
            event = stream.event_of.get(document.id)
            if linked.event_ids and event is not None and event not in collector.event_by.values():
                collector.event_by[linked.event_ids[0]] = event
    return collector
