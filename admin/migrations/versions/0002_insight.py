"""What was learnt from conversations: turns, groups of missed questions, how far the events were read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "insight_groups",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("reopened", sa.Boolean, nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "insight_turns",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Integer, nullable=False, unique=True),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("week", sa.String(10), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("message_id", sa.String(128), nullable=False, index=True),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("guess", sa.String(128), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("ranking", sa.Text, nullable=False),
        sa.Column("facet", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("reply_type", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("domain", sa.String(32), nullable=False),
        sa.Column("department", sa.String(64), nullable=False),
        sa.Column("emotion", sa.String(16), nullable=False),
        sa.Column("safety", sa.String(32), nullable=False),
        sa.Column("handoff", sa.Boolean, nullable=False),
        sa.Column("vote", sa.String(8), nullable=False),
        sa.Column("vote_reason", sa.Text, nullable=False),
        sa.Column("chosen", sa.String(128), nullable=False),
        sa.Column("reasons", sa.String(64), nullable=False),
        sa.Column("group_id", sa.Integer, nullable=True, index=True),
    )
    counted = "day conversation hour week channel domain department outcome topic emotion vote handoff safety"
    op.create_index("insight_turns_counted", "insight_turns", [*counted.split(), "reply_type"])
    op.create_index("insight_turns_talk", "insight_turns", ["conversation", "event_id"])
    op.create_table(
        "insight_replies",
        sa.Column("turn_id", sa.Integer, primary_key=True),
        sa.Column("replies", sa.Text, nullable=False),
    )
    op.create_table(
        "insight_cursor",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("sender", sa.String(255), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("insight_cursor", "insight_replies", "insight_turns", "insight_groups"):
        op.drop_table(table)
