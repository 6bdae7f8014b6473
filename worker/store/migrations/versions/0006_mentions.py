"""Articles that speak of an event without a figure."""

from alembic import op
from sqlalchemy import Boolean, Column

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", Column("mention", Boolean))
    op.drop_index("ix_reports_event_id_family", "reports")
    op.create_index("ix_reports_event_id_family", "reports", ["event_id", "family", "article_id", "publisher", "mention"])
