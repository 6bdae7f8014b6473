"""The tables, column by column. Migrations build exactly this; a test compares the two.

Times are stored as naive UTC and come back aware. "Lease" is the pair that claims a row: whoever sets `lease_until` and adds
one to `generation` in a conditional UPDATE owns the row, and writes its result WHERE generation still is what it set.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy import Text as AnyText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in, an aware UTC datetime out, on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone reached the store")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Text(TypeDecorator[str]):
    """Any str: what no database takes (NUL, half a surrogate pair) becomes U+FFFD, one for one, so that offsets still hold."""

    impl = AnyText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value if value is None else UNSTORABLE.sub("\ufffd", value)


Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only where the type is INTEGER


def pk() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


feeds = Table(
    "feeds",
    metadata,
    pk(),
    Column("url", Text, nullable=False, unique=True),
    Column("listed_url", Text, nullable=False),  # as feeds.toml or the command gave it; `url` may have moved on
    Column("name", Text),
    Column("publisher", Text, nullable=False),  # what "independent source" counts
    Column("country", Text),
    Column("language", Text),
    Column("interval_s", Integer),  # the feed's own interval, else [poll] interval
    Column("full_text", Boolean, nullable=False, default=False),
    Column("origin", Text, nullable=False),  # "file" (feeds.toml) or "command"
    Column("active", Boolean, nullable=False, default=True),  # false: removed, kept for its articles
    # new, ok, not_modified, empty, degraded, not_a_feed, blocked, gone, failing, merged (inactive: `url` is another feed's)
    Column("state", Text, nullable=False, default="new"),
    Column("reason", Text),  # why, in words that `feeds list` shows
    Column("etag", Text),  # byte for byte as it was sent
    Column("last_modified", Text),  # likewise, an opaque string
    Column("body_hash", Text),  # of the last body that was parsed
    Column("last_success", UtcDateTime),  # null: never; then the next poll is the feed's first
    Column("last_poll", UtcDateTime),
    Column("last_full", UtcDateTime),  # last request without validators: once a day at most
    Column("next_poll", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("missed_windows", Integer, nullable=False, default=0),  # polls that shared no entry with the one before
    Column("dropped_entries", Integer, nullable=False, default=0),  # past the cap on entries of one poll
    Column("generation", Integer, nullable=False, default=0),
    Column("lease_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_feeds_due", "active", "next_poll"),
)

articles = Table(
    "articles",
    metadata,
    pk(),
    Column("url", Text, nullable=False),  # canonical; "" where an entry has no link
    Column("url_key", Text, nullable=False, unique=True),  # hash of the canonical URL, or of feed and entry key
    Column("host", Text, nullable=False),  # of the URL: spacing between page fetches
    Column("feed_id", Id, ForeignKey("feeds.id"), nullable=False),  # that showed it first
    Column("publisher", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),  # the entry's own words
    Column("content", Text, nullable=False),  # the entry's full text where the feed carries it, else ""
    Column("entry_hash", Text, nullable=False),  # of title, summary and content: a change makes a revision
    Column("published", UtcDateTime),  # as the feed says, clamped; null: undated
    Column("first_seen", UtcDateTime, nullable=False),
    Column("first_poll", Boolean, nullable=False, default=False),  # came with its feed's first poll
    # fetching: waits for its page; pending: waits for a worker; done: has an outcome; quarantined: killed three horses alone
    Column("state", Text, nullable=False),
    Column("generation", Integer, nullable=False, default=0),
    Column("lease_until", UtcDateTime),
    Column("attempts", Integer, nullable=False, default=0),  # horses that died on it
    Column("fetch_due", UtcDateTime),  # when to ask for the page (again); null: no more
    Column("fetch_attempts", Integer, nullable=False, default=0),
    Column("fetch_reason", Text),  # why there is no page: robots, paywall, http_403, timeout, ...
    Column("pending_since", UtcDateTime),  # how old the queue is
    Column("outcome", Text),  # model.Outcome, null until it is done
    Column("reason", Text),  # the outcome's named reason
    Column("text_from", Text),  # page or entry
    Column("language", Text),
    Column("copy_of", Id),  # the article this one copies
    Column("processed_at", UtcDateTime),
    Column("error", Text),  # of the last failure or death
    Index("ix_articles_state_pending_since", "state", "pending_since"),
    Index(  # the pages to fetch, all that claim_fetches looks at; what a feed's first poll brought comes after the news
        "ix_articles_fetch_due",
        *("first_poll", "fetch_due", "id", "state", "host", "feed_id", "lease_until"),
        sqlite_where=text("fetch_due IS NOT NULL"),
        postgresql_where=text("fetch_due IS NOT NULL"),
    ),
    Index("ix_articles_outcome", "outcome"),
    Index("ix_articles_feed_id", "feed_id"),
    Index("ix_articles_first_seen", "first_seen"),
)

sightings = Table(
    "sightings",
    metadata,
    pk(),
    Column("feed_id", Id, ForeignKey("feeds.id"), nullable=False),
    Column("article_id", Id, ForeignKey("articles.id"), nullable=False),
    Column("entry_key", Text, nullable=False),  # the entry's identity within its feed
    Column("entry_hash", Text, nullable=False),  # of its text as this feed last showed it
    Column("seen_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "entry_key"),
    Index("ix_sightings_article_id", "article_id"),
)

pages = Table(
    "pages",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),  # zlib
    Column("final_url", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),  # kept for [retention] pages
    Index("ix_pages_fetched_at", "fetched_at"),
)

texts = Table(
    "texts",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib; what the claims' offsets point into
    Column("stored_at", UtcDateTime, nullable=False),  # kept for [retention] text
    Index("ix_texts_stored_at", "stored_at"),
)

events = Table(
    "events",
    metadata,
    pk(),
    Column("type", Text, nullable=False),
    Column("place", JSON(none_as_null=True)),  # model.Place as an object
    Column("date_start", Date),
    Column("date_end", Date),
    Column("date_precision", Text),
    Column("counts", JSON, nullable=False),  # kind -> {low, best, high, qualifier}
    Column("actors", JSON, nullable=False),
    Column("articles", Integer, nullable=False, default=0),
    Column("sources", Integer, nullable=False, default=0),
    Column("party_only", Boolean, nullable=False, default=False),
    Column("provisional", Boolean, nullable=False, default=False),
    Column("founder_id", Id),  # the report that opened it: links are checked against it as well
    Column("features", JSON, nullable=False),  # what link compares: its reports' terms, taken together
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("merged_into", Id),  # a person's word that it is that event; it has no reports, what fits it goes there
    Column("ignored_at", UtcDateTime),  # a person's word that it is of no concern: no alerts; null: watched
    Index("ix_events_updated_at", "updated_at"),
    Index(
        "ix_events_merged_into",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
)

reports = Table(
    "reports",
    metadata,
    pk(),
    Column("article_id", Id, ForeignKey("articles.id"), nullable=False),
    Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    Column("position", Integer, nullable=False),  # 0: the article's main event
    Column("publisher", Text, nullable=False),
    Column("family", Id, nullable=False),  # the first article of its family of copies: one vote
    Column("seen_at", UtcDateTime, nullable=False),
    Column("as_of", UtcDateTime, nullable=False),  # published, clamped to seen_at: the order in which figures supersede
    Column("type", Text, nullable=False),
    Column("place", JSON(none_as_null=True)),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("date_precision", Text),
    Column("counts", JSON, nullable=False),
    Column("actors", JSON, nullable=False),
    Column("perpetrators_killed", Integer, nullable=False, default=0),
    Column("party_only", Boolean, nullable=False, default=False),
    Column("update_cue", Text),  # rise or correction
    Column("official", JSON, nullable=False),  # kinds whose figure an authority or a hospital states exactly
    Column("sentence", Text, nullable=False),
    Column("features", JSON, nullable=False),  # what link compares: weighted hashed terms
    Column("link_reason", Text, nullable=False),  # why this event
    Column("link_score", Float),
    Column("settled", Boolean),  # true: the event's counts and portrait no longer ask for it; else null
    UniqueConstraint("article_id", "position"),
    Index("ix_reports_event_id_settled", "event_id", "settled"),
    Index("ix_reports_event_id_family", "event_id", "family", "article_id", "publisher"),  # counted without reading the reports
    Index("ix_reports_event_id_publisher", "event_id", "publisher", "family", "article_id"),
)

# Articles without a figure that speak of an event: nothing of the event hangs on them.
mentions = Table(
    "mentions",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    Column("link_score", Float, nullable=False),
    Index("ix_mentions_event_id", "event_id"),
)

claims = Table(
    "claims",
    metadata,
    pk(),
    Column("article_id", Id, ForeignKey("articles.id"), nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),  # null: rests on no report (cumulative, background, ...)
    Column("ref", Text, nullable=False),  # "c1" within its article
    Column("kind", Text, nullable=False),
    Column("low", Integer, nullable=False),
    Column("best", Integer, nullable=False),
    Column("high", Integer),
    Column("qualifier", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("realis", Text, nullable=False),
    Column("victim_role", Text),
    Column("victim_side", Text),
    Column("source_name", Text),
    Column("source_type", Text, nullable=False),
    Column("part_of", Text),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("in_title", Boolean, nullable=False, default=False),
    Column("rule", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_claims_article_id", "article_id"),
)

copy_bands = Table(  # MinHash bands of recent texts: which articles may be copies of this one
    "copy_bands",
    metadata,
    Column("band", BigInteger, primary_key=True),  # hash of band number and its rows of the signature
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False),
    Index("ix_copy_bands_article_id", "article_id"),
    Index("ix_copy_bands_seen_at", "seen_at"),
)

signatures = Table(  # what the candidates of copy_bands are compared by
    "signatures",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("family", Id, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("shingles", LargeBinary, nullable=False),  # the sorted hashes of the text's shingles
    Column("seen_at", UtcDateTime, nullable=False),
    Index("ix_signatures_text_hash", "text_hash"),
)

event_features = Table(  # hashed keys of recent events (place, actor, rare word, ...): candidates for a report
    "event_features",
    metadata,
    Column("feature", BigInteger, primary_key=True),
    Column("event_id", Id, ForeignKey("events.id"), primary_key=True),
    Column("weight", Float, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),  # latest; old rows leave the window
    Index("ix_event_features_feature_seen_at", "feature", "seen_at"),
    Index("ix_event_features_event_id", "event_id"),
)

event_history = Table(
    "event_history",
    metadata,
    pk(),
    Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("cause", Text, nullable=False),  # opened, joined, revised, report_withdrawn, ...
    Column("article_id", Id, ForeignKey("articles.id")),
    Column("counts_before", JSON(none_as_null=True)),  # null when it was opened
    Column("counts_after", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("comment", Text),  # of the person who changed it
    Index("ix_event_history_event_id", "event_id"),
)

must_links = Table(  # a person's word on which event an article's report is about: it holds when the article is read again
    "must_links",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    Index("ix_must_links_event_id", "event_id"),
)

cannot_links = Table(  # a person's word on which event an article is not about
    "cannot_links",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("event_id", Id, ForeignKey("events.id"), primary_key=True),
    Index("ix_cannot_links_event_id", "event_id"),
)

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
    # pending -> inflight -> sent | pending (retry) | held (may have arrived: a person decides) | dead (gave up)
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
