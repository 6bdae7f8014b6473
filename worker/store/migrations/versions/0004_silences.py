"""Silences; which article brought an alert up."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, Text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Id = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "silences",
        Column("id", Id, primary_key=True, autoincrement=True),
        Column("rule", Text),
        Column("event_id", Id, ForeignKey("events.id")),
        Column("country", Text),
        Column("type", Text),
        Column("comment", Text, nullable=False),
        Column("since", DateTime, nullable=False),
        Column("until", DateTime, nullable=False),
        Column("ended_at", DateTime),
    )
    op.create_index("ix_silences_until", "silences", ["until"])
    op.add_column("announced", Column("silence_id", Id))
    op.add_column("alerts", Column("article_id", Id))
