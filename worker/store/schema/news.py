"""Feeds, and what came of them: articles, where they were seen, their pages and texts."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint, text

from worker.store.schema.columns import Id, Text, UtcDateTime, metadata, pk

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
    Column("moved_to", Text),  # where 301s and 308s lead; null: nowhere. Of a merged feed: the other one's URL
    Column("moved_since", UtcDateTime),
    Column("moved_polls", Integer, nullable=False, server_default="0"),  # in a row that were led there
    Column("lease_owner", Text),  # the poller that has it, where it has a name; null: its lease has to run out
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
    # fetching: waits for its page; pending: waits for a worker; done: has an outcome; quarantined: killed three horses alone;
    # dropped: a person wants it read no more
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
    Column("lease_owner", Text),  # the poller that fetches its page; a worker's lease has none
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
