"""Articles that speak of an event without a figure."""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "mentions",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        Column("event_id", Id, ForeignKey("events.id"), nullable=False),
        Column("link_score", Float, nullable=False),
    )
    op.create_index("ix_mentions_event_id", "mentions", ["event_id"])
