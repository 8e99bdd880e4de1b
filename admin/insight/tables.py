"""The tables of the staff database that hold what was learnt from conversations (migration 0002)."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

NEW, HELD, DONE, IGNORED = "new", "held", "done", "ignored"
STATE_LABELS = {NEW: "새 질문", HELD: "보류", DONE: "처리", IGNORED: "무시"}

# Domain and department of a missed question for which staff have not chosen an article yet.
UNASSIGNED = "unassigned"

# Rows of one question are found by similarity, so a group has no text of its own: it shows its first turn's.
groups = sa.Table(
    "insight_groups",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("state", sa.String(16), nullable=False, default=NEW, index=True),
    sa.Column("reopened", sa.Boolean, nullable=False, default=False),
    sa.Column("topic", sa.String(128), nullable=False, default=""),  # the topic it was added to
    sa.Column("changed_by", sa.String(64), nullable=False, default=""),
    sa.Column("changed_at", sa.Float, nullable=False, default=0.0),
    sqlite_autoincrement=True,  # a page left open must never act on another question of the same number
)

COUNTED = (
    "conversation",
    "hour",
    "week",
    "channel",
    "domain",
    "department",
    "outcome",
    "topic",
    "emotion",
    "vote",
    "handoff",
    "safety",
    "reply_type",
)

turns = sa.Table(
    "insight_turns",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.Integer, nullable=False, unique=True),  # of the user event in the bot's database
    sa.Column("conversation", sa.String(255), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),  # the three in Korean time
    sa.Column("week", sa.String(10), nullable=False),
    sa.Column("hour", sa.Integer, nullable=False),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("text", sa.Text, nullable=False),  # masked; empty for a crisis
    sa.Column("message_id", sa.String(128), nullable=False, index=True),
    sa.Column("intent", sa.String(64), nullable=False),
    sa.Column("guess", sa.String(128), nullable=False),  # the likeliest topic and its probability
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("ranking", sa.Text, nullable=False),  # JSON [[topic, probability], ...]
    sa.Column("facet", sa.String(32), nullable=False),
    sa.Column("topic", sa.String(128), nullable=False),  # what was answered
    sa.Column("reply_type", sa.String(32), nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("domain", sa.String(32), nullable=False),
    sa.Column("department", sa.String(64), nullable=False),
    sa.Column("emotion", sa.String(16), nullable=False),
    sa.Column("safety", sa.String(32), nullable=False),
    sa.Column("handoff", sa.Boolean, nullable=False),
    sa.Column("vote", sa.String(8), nullable=False),
    sa.Column("vote_reason", sa.Text, nullable=False),
    sa.Column("chosen", sa.String(128), nullable=False),  # the topic the resident picked when asked back
    sa.Column("reasons", sa.String(64), nullable=False),  # why it is in the inbox, space separated
    sa.Column("group_id", sa.Integer, nullable=True, index=True),
    # Holds every counted column, so that the statistics never touch the texts.
    sa.Index("insight_turns_counted", "day", *COUNTED),
    sa.Index("insight_turns_talk", "conversation", "event_id"),
)

replies = sa.Table(
    "insight_replies",
    metadata,
    sa.Column("turn_id", sa.Integer, primary_key=True),
    sa.Column("replies", sa.Text, nullable=False),  # JSON, masked
)

# How far the bot's events were read; sender and time tell whether that row is still the same one.
cursor = sa.Table(
    "insight_cursor",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.Integer, nullable=False),
    sa.Column("sender", sa.String(255), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)
