"""What people do to the ledger: events merged, split, ignored. Inside `store.deciding()`, as everything that links or alerts.

InputError where it can't be done, with what to do instead; the transaction then writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from worker.errors import InputError
from worker.model import Event, event_name
from worker.pipeline.alerting import Policy, Raised, alert, unchanged
from worker.pipeline.counting import Changed, Regrouped, refresh
from worker.store import Connection, candidates, events, ledgers, rulings
from worker.store.events import Change


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The events that came of it, the one that was named first, and the alerts that it raised."""

    events: tuple[Event, ...]
    raised: tuple[Raised, ...]


def merge(conn: Connection, event_ids: Sequence[int], policy: Policy, comment: str | None, now: datetime) -> Upkeep:
    """The later events become part of the first: their reports, what was announced of them, and what fits them from now on."""
    into, *others = dict.fromkeys(event_ids)
    found = [_event(conn, event_id) for event_id in (into, *others)]
    if not others:
        raise InputError("a merge needs two events", hint="such as: tollwatch events merge e7 e9")
    for gone in others:
        ledgers.unite(conn, into, gone, now)
    rulings.move_reports(conn, others, into)
    rulings.retire(conn, others, into, now)
    rulings.hand_over(conn, others, into)
    rulings.pin(conn, into)
    for event in found[1:]:
        events.note(conn, event.id, Change(now, "merged", None, event.counts, {}, f"into {event_name(into)}", comment))
    if not all(event.ignored for event in found):
        rulings.ignore(conn, into, None)
    first_seen = min(event.created_at for event in found)
    before = replace(found[0], ignored=all(event.ignored for event in found), created_at=first_seen)
    changed = refresh(conn, into, before, Regrouped("merged", f"with {_names(others)}", comment), now)
    return _decided(conn, [changed], policy, now)


def split(
    conn: Connection, event_id: int, article_ids: Collection[int], policy: Policy, comment: str | None, now: datetime
) -> Upkeep:
    """What these articles tell of an event becomes an event of its own, and stays one."""
    before = _event(conn, event_id)
    told = set(events.articles_of(conn, event_id))
    if not article_ids:
        raise InputError("no article was named", hint=_look(event_id))
    if strangers := sorted(set(article_ids) - told):
        raise InputError(f"{_names(strangers, 'a')} tells nothing of {event_name(event_id)}", hint=_look(event_id))
    if not told - set(article_ids):
        raise InputError(f"nothing would be left of {event_name(event_id)}: all its articles are named", hint=_look(event_id))
    leaving = [row for id_ in article_ids for row in events.reports_by(conn, id_) if row.event_id == event_id]
    new = events.open_event(conn, leaving[0], min(row.seen_at for row in leaving))
    ledgers.divide(conn, event_id, new, article_ids, now)
    rulings.divide_merged(conn, event_id, new, rulings.move_reports(conn, [event_id], new, article_ids))
    rulings.pin(conn, event_id)
    rulings.pin(conn, new)
    rulings.part(conn, event_id, new)
    candidates.unindex(conn, event_id)
    names = _names(sorted(article_ids), "a")
    stayed = refresh(conn, event_id, before, Regrouped("split", f"{names} to {event_name(new)}", comment), now)
    left = refresh(conn, new, None, Regrouped("split_off", f"{names} of {event_name(event_id)}", comment), now)
    return _decided(conn, [stayed, left], policy, now)


def ignore(conn: Connection, event_id: int, policy: Policy, comment: str | None, now: datetime, *, undo: bool) -> Upkeep:
    """No alert speaks of the event from now on; its reports are linked and counted as ever. `undo`: it is watched again."""
    before = _event(conn, event_id)
    if before.ignored != undo:
        raise InputError(f"{event_name(event_id)} is {'ignored' if before.ignored else 'watched'} already")
    rulings.ignore(conn, event_id, None if undo else now)
    cause, reason = ("watched", "by hand") if undo else ("ignored", "by hand")
    events.note(conn, event_id, Change(now, cause, None, before.counts, before.counts, reason, comment))
    return _decided(conn, [unchanged(conn, replace(before, ignored=not undo))], policy, now)


def _decided(conn: Connection, changed: Sequence[Changed], policy: Policy, now: datetime) -> Upkeep:
    raised = tuple(one for event in changed for one in alert(conn, event, policy, now))
    return Upkeep(tuple(event.after for event in changed), raised)


def _event(conn: Connection, event_id: int) -> Event:
    event = events.get(conn, event_id)
    if event is None:
        raise InputError(f"there is no {event_name(event_id)}", hint="see `tollwatch events list`")
    if event.merged_into is not None:
        raise InputError(f"{event_name(event_id)} was merged into {event_name(event.merged_into)}", hint="name that")
    if event.articles == 0:
        raise InputError(f"{event_name(event_id)} has no reports any more")
    return event


def _names(ids: Sequence[int], letter: str = "e") -> str:
    return ", ".join(f"{letter}{number}" for number in ids)


def _look(event_id: int) -> str:
    return f"see `tollwatch events show {event_name(event_id)}`"
