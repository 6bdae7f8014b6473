"""What an event's counts still ask for is found without reading all its reports."""

from alembic import op
from sqlalchemy import Boolean, Column

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", Column("settled", Boolean))
    op.drop_index("ix_reports_event_id", "reports")
    op.create_index("ix_reports_event_id_settled", "reports", ["event_id", "settled"])
    op.create_index("ix_reports_event_id_family", "reports", ["event_id", "family", "article_id", "publisher"])
