from __future__ import annotations

import logging
import math
import time
from collections.abc import Awaitable, Callable

from channels import phrases
from channels.errors import RefusedError
from channels.incoming import Incoming, hint_for
from channels.messages import Message, apology, message
from channels.once import AnswerOnce
from channels.rate_limit import RateLimiter
from channels.settings import WebSettings
from knowledge import District

logger = logging.getLogger(__name__)

AskBot = Callable[[Incoming], Awaitable[list[Message]]]


class Turns:
    """A resident's message in, the bot's messages out: limits before, an apology when nothing comes."""

    def __init__(
        self,
        ask_bot: AskBot,
        settings: WebSettings,
        district: Callable[[], District],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask_bot = ask_bot
        self._settings = settings
        self._district = district
        self._once: AnswerOnce[list[Message]] = AnswerOnce(settings.remember_seconds, clock=clock)
        self._senders = RateLimiter(settings.sender_per_minute, clock=clock)
        self._addresses = RateLimiter(settings.address_per_minute, clock=clock)

    async def answer(self, incoming: Incoming, address: str) -> list[Message]:
        """Return at least one message; raises RefusedError (429) when too many come."""
        key = (incoming.sender, incoming.id)
        if not self._once.knows(key):
            self._check_rate(incoming.sender, address)
        hint = hint_for(incoming.text, self._settings.max_message_chars)
        if hint is not None:
            return [message(hint)]
        try:
            messages = await self._once.answer(key, lambda: self._ask_bot(incoming))
        except Exception:  # whatever fails in the bot, the resident gets a sentence and a number
            logger.exception("A turn failed; the resident got an apology.")
            return [apology(self._district())]
        return messages or [apology(self._district())]

    def _check_rate(self, sender: str, address: str) -> None:
        seconds = self._addresses.wait(address) or self._senders.wait(sender)
        if seconds:
            raise RefusedError(429, "too_many", phrases.TOO_MANY, retry_after=math.ceil(seconds))
