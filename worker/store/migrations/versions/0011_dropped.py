"""What people drop from the queue, and take back, leaves a trail."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, Text

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "queue_acts",
        Column("id", Id, primary_key=True, autoincrement=True),
        Column("article_id", Id, ForeignKey("articles.id")),
        Column("delivery_id", Id, ForeignKey("deliveries.id")),
        Column("at", DateTime, nullable=False),
        Column("act", Text, nullable=False),
        Column("was", Text, nullable=False),
        Column("comment", Text),
    )
    op.create_index("ix_queue_acts_article_id", "queue_acts", ["article_id"])
    op.create_index("ix_queue_acts_delivery_id", "queue_acts", ["delivery_id"])
