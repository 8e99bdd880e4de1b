from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.reply import Reply


@dataclass(frozen=True)
class Turn:
    """What the bot does with one message: replies in order, and slots to remember."""

    replies: tuple[Reply, ...]
    slots: Mapping[str, Any] = field(default_factory=dict)

    def remembered(self) -> dict[str, Any]:
        """The slots with the last reply added, so that "다시 말해 줘" can repeat it."""
        slots = dict(self.slots)
        if self.replies and "last_reply" not in slots:
            slots["last_reply"] = {
                "payload": self.replies[-1].payload(),
                "plain": self.replies[-1].plain_text(),
            }
        return slots
