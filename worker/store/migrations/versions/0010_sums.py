"""An article that sums up several events speaks of each."""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Id = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.execute("CREATE TABLE mentions_kept AS SELECT article_id, event_id, link_score FROM mentions")
    op.drop_table("mentions")
    op.create_table(
        "mentions",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        Column("event_id", Id, ForeignKey("events.id"), primary_key=True, autoincrement=False),
        Column("link_score", Float, nullable=False),
    )
    op.create_index("ix_mentions_event_id", "mentions", ["event_id"])
    op.execute("INSERT INTO mentions SELECT article_id, event_id, link_score FROM mentions_kept")
    op.drop_table("mentions_kept")
