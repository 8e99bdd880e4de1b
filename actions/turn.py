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
