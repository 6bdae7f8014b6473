"""What people say of events: merged, split, ignored; and the word of theirs that linking keeps to."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, Text, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Id = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.add_column("events", Column("merged_into", Id))
    op.add_column("events", Column("ignored_at", DateTime))
    merged = text("merged_into IS NOT NULL")
    op.create_index("ix_events_merged_into", "events", ["merged_into"], sqlite_where=merged, postgresql_where=merged)
    op.add_column("event_history", Column("comment", Text))
    op.create_table(
        "must_links",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("event_id", Id, ForeignKey("events.id"), nullable=False),
    )
    op.create_index("ix_must_links_event_id", "must_links", ["event_id"])
    op.create_table(
        "cannot_links",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
        Column("event_id", Id, ForeignKey("events.id"), primary_key=True),
    )
    op.create_index("ix_cannot_links_event_id", "cannot_links", ["event_id"])
