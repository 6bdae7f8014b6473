"""Link, with the store: two events that turn out to be one story become one. Nobody is told again of what either announced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from worker.model import Event, event_name
from worker.pipeline.counting import Changed, Regrouped, refresh
from worker.stages.link.join import Candidate, Link, one_disaster, same_story
from worker.store import Connection, candidates, events, ledgers, rulings
from worker.store.events import Change

CAUSE = "same_story"  # in the history of both


@dataclass(frozen=True, slots=True)
class Merged:
    """An event that became part of another."""

    gone: int
    into: int


def merge_stories(
    conn: Connection, article_id: int, joined: Iterable[tuple[int, Link]], changed: dict[int, Changed], now: datetime
) -> tuple[Merged, ...]:
    """Where an article shows two events to be one story, the younger becomes part of the older, unless a person said otherwise.

    `joined`: the events of its reports, and why. `changed`, what the article changed, is kept true: the older as it was before all
    of it and is after, the younger not at all.
    """
    merged: list[Merged] = []
    for event_id, link in joined:
        ours: Candidate | None = None
        for neighbour in link.neighbours:
            ours = ours or _load(conn, stands_for(event_id, merged))
            if not _are_one(conn, ours, neighbour):
                continue
            older, younger = sorted((ours.event, neighbour.event), key=lambda event: (event.created_at, event.id))
            before = changed[older.id].before if older.id in changed else older
            changed.pop(younger.id, None)
            changed[older.id] = replace(_absorb(conn, older, younger, article_id, now), before=before)
            merged.append(Merged(younger.id, older.id))
            ours = None
    return tuple(merged)


def stands_for(event_id: int, merged: Sequence[Merged]) -> int:
    """The event that stands for `event_id` after these merges, in their order."""
    for one in merged:
        event_id = one.into if event_id == one.gone else event_id
    return event_id


def _load(conn: Connection, event_id: int) -> Candidate:
    return candidates.load(conn, [event_id])[event_id]


def _are_one(conn: Connection, ours: Candidate, neighbour: Candidate) -> bool:
    """What an article told apart, or a person did, stays apart; so does what is ignored from what is watched."""
    one, other = ours.event, neighbour.event
    if one.ignored != other.ignored or not same_story(ours, neighbour):
        return False
    stands = events.get(conn, other.id)
    if stands is None or stands.merged_into is not None or stands.articles != other.articles:
        return False  # this article changed it
    if rulings.parted(conn, one.id, other.id):
        return False
    return one_disaster(ours, neighbour) or not events.told_apart(conn, one.id, other.id)


def _absorb(conn: Connection, older: Event, younger: Event, article_id: int, now: datetime) -> Changed:
    ledgers.unite(conn, older.id, younger.id, now)
    events.move_reports(conn, younger.id, older.id)
    rulings.retire(conn, [younger.id], older.id, now)
    rulings.hand_over(conn, [younger.id], older.id)
    events.note(conn, younger.id, Change(now, CAUSE, article_id, younger.counts, {}, f"into {event_name(older.id)}"))
    return refresh(conn, older.id, older, Regrouped(CAUSE, f"with {event_name(younger.id)}", article_id=article_id), now)
