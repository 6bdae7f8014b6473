"""Texts without a figure that no event was known for when they came."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, DateTime, ForeignKey, Integer

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Id = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "waiting_texts",
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        Column("features", JSON, nullable=False),
        Column("as_of", DateTime, nullable=False),
        Column("seen_at", DateTime, nullable=False),
    )
    op.create_index("ix_waiting_texts_seen_at", "waiting_texts", ["seen_at"])
    op.create_table(
        "waiting_terms",
        Column("term", BigInteger, primary_key=True),
        Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
        Column("seen_at", DateTime, nullable=False),
    )
    op.create_index("ix_waiting_terms_term_seen_at", "waiting_terms", ["term", "seen_at"])
    op.create_index("ix_waiting_terms_article_id", "waiting_terms", ["article_id"])
    op.create_index("ix_waiting_terms_seen_at", "waiting_terms", ["seen_at"])
