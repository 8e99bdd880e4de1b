from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from channels.incoming import Incoming, hint_for
from channels.messages import Message, apology, message
from channels.once import AnswerOnce
from channels.rate_limit import Limits
from channels.settings import WebSettings
from knowledge import District

logger = logging.getLogger(__name__)

Say = Callable[[Message], None]
AskBot = Callable[[Incoming, Say], Awaitable[None]]


class Turns:
    """A resident's message in, the bot's messages out: limits before, an apology when nothing comes."""

    def __init__(
        self,
        ask_bot: AskBot,
        settings: WebSettings,
        district: Callable[[], District],
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask_bot = ask_bot
        self._settings = settings
        self._district = district
        self._limits = limits
        self._once: AnswerOnce[Message] = AnswerOnce(settings.remember_seconds, clock=clock)

    async def answer(self, incoming: Incoming, address: str) -> AsyncIterator[Message]:
        """Give at least one message, each with an id that is the same when the message is sent again.

        Raises RefusedError (429) before the first one when too many come.
        """
        if not self._once.knows((incoming.sender, incoming.id)):
            self._limits.check(incoming.sender, address)
        place = 0
        async for said in self._said(incoming):
            yield {**said, "id": message_id(incoming.id, place)}
            place += 1

    def forget(self, sender: str) -> None:
        """Forget every reply to one sender."""
        self._once.forget(sender)

    async def _said(self, incoming: Incoming) -> AsyncIterator[Message]:
        hint = hint_for(incoming.text, self._settings.max_message_chars)
        if hint is not None:
            yield message(hint)
            return
        silent = True
        try:
            replies = self._once.answer(
                (incoming.sender, incoming.id), lambda say: self._ask_bot(incoming, say)
            )
            async for said in replies:
                silent = False
                yield said
        except Exception:  # whatever fails in the bot, the resident gets a sentence and a number
            logger.exception("A turn failed; the resident got an apology.")
            silent = True
        if silent:
            yield apology(self._district())


def message_id(question_id: str, place: int) -> str:
    """Return the id of the bot's message number `place` (from 0) in answer to a message."""
    return f"{question_id}.{place}"
