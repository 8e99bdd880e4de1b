"""Turns the database did not take: kept in order and written before anything newer."""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from serving.sql_events import Row

logger = logging.getLogger(__name__)

MAX_TURNS = 5000
Turn = list[Row]


class UnsavedTurns:
    """Writes turns one transaction each: one that fails for now waits, one the database refuses is lost."""

    def __init__(self, max_turns: int = MAX_TURNS) -> None:
        self._max_turns = max_turns
        self._waiting: deque[Turn] = deque()
        self._failed_writes = 0
        self._lost_turns = 0

    def write(self, turn: Turn, append: Callable[[Turn], int]) -> int | None:
        """Write all waiting turns and then `turn`; return the id of its last row, None if it has to wait."""
        self._waiting.append(turn)
        newest = None
        while self._waiting:
            try:
                newest = append(self._waiting[0])
            except SQLAlchemyError as error:
                newest = None
                if not self._keep_going(error):
                    return None
            self._waiting.popleft()
        return newest

    def _keep_going(self, error: SQLAlchemyError) -> bool:
        """Count the failure; tell whether the turns after the failed one can still be tried."""
        self._failed_writes += 1
        if is_passing(error):
            logger.error("A turn was not saved and waits for the next one: %s", type(error).__name__)
            if len(self._waiting) > self._max_turns:
                self._waiting.popleft()
                self._lost_turns += 1
            return False
        self._lost_turns += 1
        logger.error("The database refuses a turn, which is lost: %s", type(error).__name__)
        return True

    def of(self, sender_id: str) -> list[dict[str, Any]]:
        """Return the sender's waiting events in order."""
        return [json.loads(row.data) for turn in self._waiting for row in turn if row.sender_id == sender_id]

    def forget(self, sender_ids: Collection[str]) -> None:
        """Drop the waiting turns of these senders."""
        self._waiting = deque(turn for turn in self._waiting if turn[0].sender_id not in sender_ids)

    def counters(self) -> dict[str, int]:
        """Return the counters of the health check."""
        return {
            "failed_writes": self._failed_writes,
            "waiting_turns": len(self._waiting),
            "lost_turns": self._lost_turns,
        }


def is_passing(error: SQLAlchemyError) -> bool:
    """Tell whether the same write may succeed later; a value the table cannot hold never will."""
    return not isinstance(error, DataError | IntegrityError)
