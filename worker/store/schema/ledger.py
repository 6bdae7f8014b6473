"""Events: what each article reports of them, how they are found again, how they changed, what people ruled."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    text,
)

from worker.store.schema.columns import Id, Text, UtcDateTime, metadata, pk

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

# Articles that speak of an event without a figure, or of several with their sum: nothing of the event hangs on them.
mentions = Table(
    "mentions",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("event_id", Id, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("link_score", Float, nullable=False),
    Index("ix_mentions_event_id", "event_id"),
)

# Texts without a figure that no event was known for when they came: one that opens soon after may be theirs.
waiting_texts = Table(
    "waiting_texts",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("features", JSON, nullable=False),  # weighted hashed terms
    Column("as_of", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Index("ix_waiting_texts_seen_at", "seen_at"),
)

waiting_terms = Table(  # the heaviest terms of each: what an event finds it by
    "waiting_terms",
    metadata,
    Column("term", BigInteger, primary_key=True),
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False),
    Index("ix_waiting_terms_term_seen_at", "term", "seen_at"),
    Index("ix_waiting_terms_article_id", "article_id"),
    Index("ix_waiting_terms_seen_at", "seen_at"),
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
