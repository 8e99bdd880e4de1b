from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Reply = TypeVar("Reply")
Key = tuple[str, str]


class AnswerOnce(Generic[Reply]):
    """Answers a message once, however often a page with a bad connection sends it.

    The turn runs on when the one who asked hangs up, and the same message sent again gets its reply.
    """

    def __init__(
        self, keep_seconds: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._keep_seconds = keep_seconds
        self._most = most
        self._clock = clock
        self._turns: OrderedDict[Key, tuple[float, asyncio.Task[Reply]]] = OrderedDict()

    def knows(self, key: Key) -> bool:
        """Tell whether the message is being answered or was."""
        self._forget_old()
        return key in self._turns

    async def answer(self, key: Key, turn: Callable[[], Awaitable[Reply]]) -> Reply:
        """Return the reply to the message `key`; `turn` runs the first time and after a failure."""
        self._forget_old()
        if key in self._turns:
            task = self._turns[key][1]
        else:
            task = asyncio.ensure_future(turn())
            self._turns[key] = (self._clock(), task)
            task.add_done_callback(lambda done: self._drop_failure(key, done))
        return await asyncio.shield(task)

    def _drop_failure(self, key: Key, done: asyncio.Task[Reply]) -> None:
        # Looking at the exception also keeps asyncio from complaining when nobody waits any more.
        if done.cancelled() or done.exception() is not None:
            self._turns.pop(key, None)

    def _forget_old(self) -> None:
        oldest = self._clock() - self._keep_seconds
        while self._turns:
            since, _ = next(iter(self._turns.values()))
            if since >= oldest and len(self._turns) <= self._most:
                return
            self._turns.popitem(last=False)
