"""Settings of what the staff screen learns from conversations, read from the environment once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from admin.errors import SettingsError
from privacy.retention import DEFAULT_DAYS


@dataclass(frozen=True)
class InsightSettings:
    """Where conversations come from, how long they stay, and where reports and stories go."""

    conversations: str = "sqlite:///var/conversations.db"
    """The bot's events database: a file or an SQLAlchemy URL (ADMIN_CONVERSATIONS)."""
    retention_days: int = DEFAULT_DAYS
    """Days after its last word a conversation is deleted (ADMIN_RETENTION_DAYS)."""
    reports: Path = Path("var/reports")
    """Folder of the weekly reports (ADMIN_REPORTS)."""
    stories: Path = Path("tests/stories/staff.yml")
    """File of the conversations staff made into tests (ADMIN_STORIES)."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> InsightSettings:
        """Read the settings; raises SettingsError when a value cannot be used."""
        source = os.environ if env is None else env
        database = source.get("ADMIN_CONVERSATIONS", "").strip() or cls.conversations
        days = source.get("ADMIN_RETENTION_DAYS", "").strip() or str(cls.retention_days)
        if not days.isdecimal() or int(days) < 1:
            raise SettingsError(f"ADMIN_RETENTION_DAYS must be a whole number from 1 up, not {days!r}.")
        return cls(
            conversations=database if "://" in database else f"sqlite:///{database}",
            retention_days=int(days),
            reports=Path(source.get("ADMIN_REPORTS") or cls.reports),
            stories=Path(source.get("ADMIN_STORIES") or cls.stories),
        )
