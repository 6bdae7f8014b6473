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
from worker.stages.link.join import Candidate, Link, LinkReason, is_sure_enough, judge, preferred
from worker.store import documents, scratch


@dataclass(frozen=True, slots=True)
class Option:
    """An event that a report may join: what speaks for and against it, and whether the two are of one event."""

    same: bool
    parts: Mapping[str, float]
    barred: bool = False  # by a veto, or because one of the two harmed nobody: no weight changes that
    preference: float = 0.0  # log odds beside those of the parts, where several events fit


@dataclass(frozen=True, slots=True)
class Choice:
    """A report and the events that it may join. `known`: one of them may be its own, or none of those in the store is."""

    stream: str
    event: str
    known: bool
    options: tuple[Option, ...]

    @property
    def half(self) -> int:
        """0 or 1: whole events are kept out of a search, to see whether what it finds holds for others."""
        return sha256(self.event.encode()).digest()[0] % 2


@dataclass(slots=True)
class Collector:
    """Stands in for the decision: it knows, and writes down what there was to choose from."""

    stream: Stream
    choices: list[Choice] = field(default_factory=list)
    event_by: dict[int, str] = field(default_factory=dict)  # of events in the store
    asked: str | None = None  # the document whose main report is to be linked

    def link(self, report: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link:
        if self.asked is None:
            return Link(None, LinkReason.NO_CANDIDATE)
        document, self.asked = self.asked, None
        event = self.stream.event_of.get(document)
        known = next((event_id for event_id, theirs in self.event_by.items() if theirs == event), None)
        options = tuple(
            self._option(report, candidate, event) for candidate in candidates if candidate.event.id in self.event_by
        )
        self.choices.append(Choice(self.stream.name, event or document, known is not None, options))
        return Link(known, LinkReason.FITS if known is not None else LinkReason.NO_CANDIDATE)

    def _option(self, report: Profile, candidate: Candidate, event: str | None) -> Option:
        judgement = judge(report, candidate)
        barred = judgement.veto is not None or not is_sure_enough(report, judgement, candidate)
        preference = preferred(report, judgement, candidate) - judgement.odds
        return Option(self.event_by[candidate.event.id] == event, judgement.parts, barred, preference)

    def mentioned(self, text: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link:
        return Link(None, LinkReason.NO_CANDIDATE)


def _nothing(report: Profile, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Link | None:
    """What is long past is not asked for: each report is put where it belongs."""
    return None


def _no_copies(signature: Signature, known: Iterable[KnownText]) -> list[KnownText]:
    """Copies are chosen for as well."""
    return []


def collect(stream: Stream, places: Gazetteer) -> list[Choice]:
    """One choice a report of the stream, in the order of their arrival."""
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
    return collector.choices
