from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

Reply = TypeVar("Reply")
Key = tuple[str, str]  # whose message, and its id
Turn = Callable[[Callable[[Reply], None]], Awaitable[None]]
"""Says its replies one by one to the function it is given."""


class AnswerOnce(Generic[Reply]):
    """Answers a message once, however often a page with a bad connection sends it.

    The turn runs on when the one who asked hangs up, and the same message sent again gets its replies.
    """

    def __init__(
        self, keep_seconds: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._keep_seconds = keep_seconds
        self._most = most
        self._clock = clock
        self._turns: OrderedDict[Key, tuple[float, _Running[Reply]]] = OrderedDict()

    def knows(self, key: Key) -> bool:
        """Tell whether the message is being answered or was."""
        self._forget_old()
        return key in self._turns

    def answer(self, key: Key, turn: Turn[Reply]) -> AsyncIterator[Reply]:
        """Give the replies to the message `key` as they come; `turn` runs the first time and after a failure.

        Raises what `turn` raises, after the replies that came before.
        """
        self._forget_old()
        if key not in self._turns:
            running = _Running(turn)
            self._turns[key] = (self._clock(), running)
            running.task.add_done_callback(lambda done: self._drop_failure(key, done))
        return self._turns[key][1].replies()

    def forget(self, sender: str) -> None:
        """Forget every reply to one sender."""
        for key in [key for key in self._turns if key[0] == sender]:
            del self._turns[key]

    def _drop_failure(self, key: Key, done: asyncio.Task[None]) -> None:
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


class _Running(Generic[Reply]):
    """A turn under way or done, with what it has said so far."""

    def __init__(self, turn: Turn[Reply]) -> None:
        self._said: list[Reply] = []
        self._news = asyncio.Event()
        self.task = asyncio.ensure_future(turn(self._say))
        self.task.add_done_callback(lambda _: self._wake())

    async def replies(self) -> AsyncIterator[Reply]:
        """Give what was said and what is still to come."""
        place = 0
        while True:
            while place < len(self._said):
                place += 1
                yield self._said[place - 1]
            if self.task.done():
                self.task.result()
                return
            await self._news.wait()

    def _say(self, reply: Reply) -> None:
        self._said.append(reply)
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
