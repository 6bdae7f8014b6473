"""Alerts: rules and their steps, what was announced, silences, holds, alerts and the outbox."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from worker.store.schema.columns import Id, Text, UtcDateTime, metadata, pk

rules = Table(  # when each step of an alert rule was first seen: what an event had passed before counts as announced
    "rules",
    metadata,
    Column("name", Text, primary_key=True),  # rule/count/step
    Column("first_seen", UtcDateTime, nullable=False),
)

announced = Table(  # the ledger of "once": a row is a step that will not be announced again in its round
    "announced",
    metadata,
    pk(),
    Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("count", Text, nullable=False),  # killed, injured, missing, displaced, casualties
    Column("step", Integer, nullable=False),
    Column("round", Integer, nullable=False),  # a sent correction opens the next
    Column("alert_id", Id, ForeignKey("alerts.id")),  # null: counted as announced without an alert
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),  # crossed, passed_with, first_sight_of_rule, first_poll, too_old, silenced, ...
    Column("silence_id", Id),  # the silence that kept it from being sent
    UniqueConstraint("event_id", "rule", "count", "step", "round"),
)

silences = Table(  # what somebody does not want to hear of for a while: all that is not null must fit
    "silences",
    metadata,
    pk(),
    Column("rule", Text),
    Column("event_id", Id, ForeignKey("events.id")),
    Column("country", Text),
    Column("type", Text),
    Column("comment", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),  # its end, planned or made
    Column("ended_at", UtcDateTime),  # a person ended it
    Index("ix_silences_until", "until"),
)

holds = Table(  # decisions put off: decided again at `until`, or when the event changes
    "holds",
    metadata,
    pk(),
    Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("count", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("ended", Boolean, nullable=False, default=False),  # ran out unconfirmed: unsent until better evidence comes
    UniqueConstraint("event_id", "rule", "count"),
    Index("ix_holds_until", "until"),
)

alerts = Table(
    "alerts",
    metadata,
    pk(),
    Column("key", Text, nullable=False, unique=True),  # event + rule + count + step + round (+ correction): exists once
    Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("count", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("steps", JSON, nullable=False),  # announced with it, ascending
    Column("kind", Text, nullable=False),  # new, step, correction
    Column("round", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("data", JSON, nullable=False),  # the message's facts as they were when it was decided
    Column("article_id", Id),  # whose report brought it up: when its event is split, the alert goes with it
    Index("ix_alerts_event_id", "event_id"),
)

deliveries = Table(  # the outbox
    "deliveries",
    metadata,
    pk(),
    Column("alert_id", Id, ForeignKey("alerts.id"), nullable=False),
    Column("channel", Text, nullable=False),
    # pending -> inflight -> sent | pending (retry) | held (may have arrived: a person decides) | dead (gave up);
    # dropped: a person wants it sent no more
    Column("state", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),  # webhook-id: the same at every attempt
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UtcDateTime, nullable=False),
    Column("generation", Integer, nullable=False, default=0),
    Column("lease_until", UtcDateTime),
    Column("last_error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("alert_id", "channel"),
    Index("ix_deliveries_channel_state_next_at", "channel", "state", "next_at"),
)
