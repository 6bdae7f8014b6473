"""What one publisher told of an event is found without reading all its reports."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_reports_event_id_publisher", "reports", ["event_id", "publisher", "family", "article_id"])
