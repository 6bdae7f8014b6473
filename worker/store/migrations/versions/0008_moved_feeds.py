"""Where a feed is redirected to for good, and for how long already."""

from alembic import op
from sqlalchemy import Column, DateTime, Integer, Text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", Column("moved_to", Text))
    op.add_column("feeds", Column("moved_since", DateTime))
    op.add_column("feeds", Column("moved_polls", Integer, nullable=False, server_default="0"))
