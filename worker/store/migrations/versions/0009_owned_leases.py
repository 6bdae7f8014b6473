"""Whose a poller's lease is."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", Column("lease_owner", Text))
    op.add_column("articles", Column("lease_owner", Text))
