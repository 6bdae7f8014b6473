"""Link, with the store: texts without a figure that came before the first report of their event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from worker.pipeline.counting import Changed
from worker.stages.link.features import Profile, Terms, keys
from worker.stages.link.join import Candidate, mentioned
from worker.store import Connection, candidates, mentions, rulings, waiting
from worker.store.waiting import Waiting

HEARD_AT = 0.8  # surer than of what comes later: it may have been about an older event of the kind
PATIENCE = timedelta(days=3)  # that a text waits: an event that opens later is another one, or history
FORMING = 5  # reports of an event that look for texts: by then its words are those that texts without a figure have


@dataclass(frozen=True, slots=True)
class Heard:
    """An article that waited, and the event that it turned out to speak of."""

    article_id: int
    event_id: int


def spoken_text(terms: Terms, as_of: datetime) -> Profile:
    """A text without a figure, as link compares it."""
    return Profile("unknown", None, None, {}, (), terms, as_of)


def wait(conn: Connection, article_id: int, text: Profile, as_of: datetime, now: datetime) -> None:
    waiting.add(conn, Waiting(article_id, text.terms, as_of), keys(text), now)


def listen(conn: Connection, changed: Iterable[Changed], now: datetime) -> tuple[Heard, ...]:
    """The texts that waited for events that have just opened, noted as mentions of them."""
    forming = {one.after.id for one in changed if 0 < one.after.articles <= FORMING}
    loaded = candidates.load(conn, forming)
    return tuple(heard for event_id in sorted(loaded) for heard in _heard_by(conn, loaded[event_id], now))


def _heard_by(conn: Connection, candidate: Candidate, now: datetime) -> Iterator[Heard]:
    for text in waiting.find(conn, keys(candidate.aggregate), now - PATIENCE):
        joined = mentioned(spoken_text(text.terms, text.as_of), [candidate], rulings.of(conn, text.article_id).cannot)
        if joined.event_id is not None and joined.score is not None and joined.score.total >= HEARD_AT:
            waiting.forget(conn, text.article_id)
            mentions.save(conn, text.article_id, joined.event_id, joined.score.total)
            yield Heard(text.article_id, joined.event_id)
