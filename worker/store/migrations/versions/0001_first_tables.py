"""The first tables."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    _events()
    _feeds()
    _rules()
    _alerts()
    _articles()
    _event_features()
    _holds()
    _announced()
    _copy_bands()
    _deliveries()
    _event_history()
    _pages()
    _reports()
    _sightings()
    _signatures()
    _texts()
    _claims()


def _events() -> None:
    op.create_table(
        "events",
        Column("id", Id, primary_key=True),
        Column("type", Text, nullable=False),
        Column("place", JSON),
        Column("date_start", Date),
        Column("date_end", Date),
        Column("date_precision", Text),
        Column("counts", JSON, nullable=False),
        Column("actors", JSON, nullable=False),
        Column("articles", Integer, nullable=False),
        Column("sources", Integer, nullable=False),
        Column("party_only", Boolean, nullable=False),
        Column("provisional", Boolean, nullable=False),
        Column("founder_id", Id),
        Column("features", JSON, nullable=False),
        Column("created_at", DateTime, nullable=False),
        Column("updated_at", DateTime, nullable=False),
    )
    op.create_index("ix_events_updated_at", "events", ["updated_at"])


def _feeds() -> None:
    op.create_table(
        "feeds",
        Column("id", Id, primary_key=True),
        Column("url", Text, nullable=False, unique=True),
        Column("listed_url", Text, nullable=False),
        Column("name", Text),
        Column("publisher", Text, nullable=False),
        Column("country", Text),
        Column("language", Text),
        Column("interval_s", Integer),
        Column("full_text", Boolean, nullable=False),
        Column("origin", Text, nullable=False),
        Column("active", Boolean, nullable=False),
        Column("state", Text, nullable=False),
        Column("reason", Text),
        Column("etag", Text),
        Column("last_modified", Text),
        Column("body_hash", Text),
        Column("last_success", DateTime),
        Column("last_poll", DateTime),
        Column("last_full", DateTime),
        Column("next_poll", DateTime, nullable=False),
        Column("failures", Integer, nullable=False),
        Column("missed_windows", Integer, nullable=False),
        Column("dropped_entries", Integer, nullable=False),
        Column("generation", Integer, nullable=False),
        Column("lease_until", DateTime),
        Column("created_at", DateTime, nullable=False),
    )
    op.create_index("ix_feeds_due", "feeds", ["active", "next_poll"])


def _rules() -> None:
    op.create_table(
        "rules",
        Column("name", Text, primary_key=True),
        Column("first_seen", DateTime, nullable=False),
    )


def _alerts() -> None:
    op.create_table(
        "alerts",
        Column("id", Id, primary_key=True),
        Column("key", Text, nullable=False, unique=True),
        Column("event_id", Id, ForeignKey("events.id"), nullable=False),
        Column("rule", Text, nullable=False),
        Column("count", Text, nullable=False),
        Column("step", Integer, nullable=False),
        Column("steps", JSON, nullable=False),
        Column("kind", Text, nullable=False),
        Column("round", Integer, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("data", JSON, nullable=False),
    )
    op.create_index("ix_alerts_event_id", "alerts", ["event_id"])


def _articles() -> None:
    op.create_table(
        "articles",
        Column("id", Id, primary_key=True),
        Column("url", Text, nullable=False),
        Column("url_key", Text, nullable=False, unique=True),
        Column("host", Text, nullable=False),
        Column("feed_id", Id, ForeignKey("feeds.id"), nullable=False),
        Column("publisher", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("summary", Text, nullable=False),
        Column("content", Text, nullable=False),
        Column("entry_hash", Text, nullable=False),
        Column("published", DateTime),
        Column("first_seen", DateTime, nullable=False),
        Column("first_poll", Boolean, nullable=False),
        Column("state", Text, nullable=False),
        Column("generation", Integer, nullable=False),
        Column("lease_until", DateTime),
        Column("attempts", Integer, nullable=False),
        Column("fetch_due", DateTime),
        Column("fetch_attempts", Integer, nullable=False),
        Column("fetch_reason", Text),
        Column("pending_since", DateTime),
        Column("outcome", Text),
        Column("reason", Text),
        Column("text_from", Text),
        Column("language", Text),
        Column("copy_of", Id),
        Column("processed_at", DateTime),
        Column("error", Text),
    )
    op.create_index("ix_articles_feed_id", "articles", ["feed_id"])
    op.create_index(
        "ix_articles_fetch_due",
        "articles",
        ["first_poll", "fetch_due", "id", "state", "host", "feed_id", "lease_until"],
        sqlite_where=text("fetch_due IS NOT NULL"),
        postgresql_where=text("fetch_due IS NOT NULL"),
    )
    op.create_index("ix_articles_first_seen", "articles", ["first_seen"])
    op.create_index("ix_articles_outcome", "articles", ["outcome"])
    op.create_index("ix_articles_state_pending_since", "articles", ["state", "pending_since"])


def _event_features() -> None:
    op.create_table(
        "event_features",
        Column("feature", BigInteger, primary_key=True),
        Column("event_id", Id, ForeignKey("events.id"), primary_key=True),
        Column("weight", Float, nullable=False),
        Column("seen_at", DateTime, nullable=False),
    )
    op.create_index("ix_event_features_event_id", "event_features", ["event_id"])
    op.create_index("ix_event_features_feature_seen_at", "event_features", ["feature", "seen_at"])


def _holds() -> None:
    op.create_table(
        "holds",
        Column("id", Id, primary_key=True),
        Column("event_id", Id, ForeignKey("events.id"), nullable=False),
        Column("rule", Text, nullable=False),
        Column("count", Text, nullable=False),
        Column("step", Integer, nullable=False),
        Column("reason", Text, nullable=False),
        Column("since", DateTime, nullable=False),
        Column("until", DateTime, nullable=False),
        Column("ended", Boolean, nullable=False),
        UniqueConstraint("event_id", "rule", "count"),
    )
    op.create_index("ix_holds_until", "holds", ["until"])


def _announced() -> None:
    op.create_table(
        "announced",
        Column("id", Id, primary_key=True),
        Column("event_id", Id, ForeignKey("events.id"), nullable=False),
        Column("rule", Text, nullable=False),
        Column("count", Text, nullable=False),
        Column("step", Integer, nullable=False),
        Column("round", Integer, nullable=False),
        Column("alert_id", Id, ForeignKey("alerts.id")),
        Column("at", DateTime, nullable=False),
        Column("reason", Text, nullable=False),
        UniqueConstraint("event_id", "rule", "count", "step", "round"),
    )


def _copy_bands() -> None:
    op.create_table(
        "copy_bands",
        Column("band", BigInteger, primary_key=True),
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
        Column("seen_at", DateTime, nullable=False),
    )
    op.create_index("ix_copy_bands_article_id", "copy_bands", ["article_id"])
    op.create_index("ix_copy_bands_seen_at", "copy_bands", ["seen_at"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        Column("id", Id, primary_key=True),
        Column("alert_id", Id, ForeignKey("alerts.id"), nullable=False),
        Column("channel", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("message_id", Text, nullable=False, unique=True),
        Column("attempts", Integer, nullable=False),
        Column("next_at", DateTime, nullable=False),
        Column("generation", Integer, nullable=False),
        Column("lease_until", DateTime),
        Column("last_error", Text),
        Column("created_at", DateTime, nullable=False),
        Column("sent_at", DateTime),
        UniqueConstraint("alert_id", "channel"),
    )
    op.create_index("ix_deliveries_channel_state_next_at", "deliveries", ["channel", "state", "next_at"])


def _event_history() -> None:
    op.create_table(
        "event_history",
        Column("id", Id, primary_key=True),
        Column("event_id", Id, ForeignKey("events.id"), nullable=False),
        Column("at", DateTime, nullable=False),
        Column("cause", Text, nullable=False),
        Column("article_id", Id, ForeignKey("articles.id")),
        Column("counts_before", JSON),
        Column("counts_after", JSON, nullable=False),
        Column("reason", Text, nullable=False),
    )
    op.create_index("ix_event_history_event_id", "event_history", ["event_id"])


def _pages() -> None:
    op.create_table(
        "pages",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
        Column("body", LargeBinary, nullable=False),
        Column("final_url", Text, nullable=False),
        Column("content_type", Text, nullable=False),
        Column("fetched_at", DateTime, nullable=False),
    )
    op.create_index("ix_pages_fetched_at", "pages", ["fetched_at"])


def _reports() -> None:
    op.create_table(
        "reports",
        Column("id", Id, primary_key=True),
        Column("article_id", Id, ForeignKey("articles.id"), nullable=False),
        Column("event_id", Id, ForeignKey("events.id"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("publisher", Text, nullable=False),
        Column("family", Id, nullable=False),
        Column("seen_at", DateTime, nullable=False),
        Column("as_of", DateTime, nullable=False),
        Column("type", Text, nullable=False),
        Column("place", JSON),
        Column("date_start", Date),
        Column("date_end", Date),
        Column("date_precision", Text),
        Column("counts", JSON, nullable=False),
        Column("actors", JSON, nullable=False),
        Column("perpetrators_killed", Integer, nullable=False),
        Column("party_only", Boolean, nullable=False),
        Column("update_cue", Text),
        Column("official", JSON, nullable=False),
        Column("sentence", Text, nullable=False),
        Column("features", JSON, nullable=False),
        Column("link_reason", Text, nullable=False),
        Column("link_score", Float),
        UniqueConstraint("article_id", "position"),
    )
    op.create_index("ix_reports_event_id", "reports", ["event_id"])


def _sightings() -> None:
    op.create_table(
        "sightings",
        Column("id", Id, primary_key=True),
        Column("feed_id", Id, ForeignKey("feeds.id"), nullable=False),
        Column("article_id", Id, ForeignKey("articles.id"), nullable=False),
        Column("entry_key", Text, nullable=False),
        Column("entry_hash", Text, nullable=False),
        Column("seen_at", DateTime, nullable=False),
        UniqueConstraint("feed_id", "entry_key"),
    )
    op.create_index("ix_sightings_article_id", "sightings", ["article_id"])


def _signatures() -> None:
    op.create_table(
        "signatures",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
        Column("family", Id, nullable=False),
        Column("text_hash", Text, nullable=False),
        Column("shingles", LargeBinary, nullable=False),
        Column("seen_at", DateTime, nullable=False),
    )
    op.create_index("ix_signatures_text_hash", "signatures", ["text_hash"])


def _texts() -> None:
    op.create_table(
        "texts",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
        Column("title", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("stored_at", DateTime, nullable=False),
    )
    op.create_index("ix_texts_stored_at", "texts", ["stored_at"])


def _claims() -> None:
    op.create_table(
        "claims",
        Column("id", Id, primary_key=True),
        Column("article_id", Id, ForeignKey("articles.id"), nullable=False),
        Column("report_id", Id, ForeignKey("reports.id")),
        Column("ref", Text, nullable=False),
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
        Column("in_title", Boolean, nullable=False),
        Column("rule", Text, nullable=False),
        Column("reason", Text, nullable=False),
    )
    op.create_index("ix_claims_article_id", "claims", ["article_id"])
