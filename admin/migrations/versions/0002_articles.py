"""Drafts and versions of articles, and publications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_articles"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "drafts",
        sa.Column("key", sa.String(110), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("base_text", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("department", sa.String(60), nullable=False),
        sa.Column("username", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(110), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("username", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("status", sa.String(20), nullable=False, index=True),
        sa.Column("username", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("started_at", sa.Float),
        sa.Column("finished_at", sa.Float),
        sa.Column("step_at", sa.Float),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("model_before", sa.String(200), nullable=False),
        sa.Column("model_after", sa.String(200), nullable=False),
        sa.Column("record_before", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("publications", "versions", "drafts"):
        op.drop_table(table)
