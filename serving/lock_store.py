"""One conversation, one turn at a time, in order of arrival."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig


@dataclass
class _Queue:
    """The lock of one conversation and how many turns hold or await it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class FifoLockStore(LockStore):
    """Wakes the next turn at once where Rasa's stores look again every second. For a single process."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncGenerator[None, None]:
        """Hold the conversation; raise LockError after `lock_lifetime` seconds of waiting."""
        queue = self._queues.setdefault(conversation_id, _Queue())
        queue.users += 1
        try:
            try:
                await asyncio.wait_for(queue.lock.acquire(), lock_lifetime)
            except asyncio.TimeoutError:
                raise LockError(f"Could not acquire lock for conversation_id '{conversation_id}'.") from None
            try:
                yield None
            finally:
                queue.lock.release()
        finally:
            queue.users -= 1
            if not queue.users:
                self._queues.pop(conversation_id, None)

    def is_someone_waiting(self, conversation_id: str) -> bool:
        """Tell whether a turn waits for another one of the same conversation."""
        queue = self._queues.get(conversation_id)
        return queue is not None and queue.users > 1
