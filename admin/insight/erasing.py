"""Deleting conversations: from the bot's memory and database, and from the index."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

import requests

from admin.errors import AdminError
from admin.insight.index import TurnIndex
from admin.insight.source import EventSource
from privacy.retention import keep_from

logger = logging.getLogger(__name__)

SECONDS = 10


class ErasingError(AdminError):
    """A conversation could not be deleted; it is still there."""

    code = "erasing"
    status = 503


class Eraser:
    """Deletes conversations everywhere.

    A running bot keeps recent conversations in memory, so it is asked first. Only when none runs, the rows
    are deleted from its database directly. Speech made for a reply is remembered by its staff-written text
    alone, never by conversation, and needs no deleting.
    """

    def __init__(self, bot: str, source: EventSource, index: TurnIndex) -> None:
        self._bot = bot
        self._source = source
        self._index = index

    def erase(self, conversations: Iterable[str]) -> int:
        """Delete these conversations; return how many. Raises ErasingError when the bot refuses."""
        erased: list[str] = []
        try:
            for conversation in conversations:
                if not self._ask_bot(conversation):
                    self._source.delete([conversation])
                erased.append(conversation)
        finally:
            self._index.forget(erased)
        return len(erased)

    def erase_expired(self, days: int, now: Callable[[], float] = time.time) -> int:
        """Delete the conversations that have been silent for more than `days`; return how many."""
        return self.erase(sorted(self._source.silent_since(keep_from(now(), days))))

    def _ask_bot(self, conversation: str) -> bool:
        """Let the bot delete; False when no bot runs."""
        address = f"{self._bot}/webhooks/web/conversation"
        try:
            response = requests.delete(address, json={"sender": conversation}, timeout=SECONDS)
        except requests.ConnectionError:
            return False
        except requests.RequestException as error:
            raise ErasingError("챗봇이 대답하지 않아 지우지 못했습니다. 잠시 뒤 다시 해 주세요.") from error
        if response.ok:
            return True
        logger.error("The bot did not delete a conversation: HTTP %s", response.status_code)
        raise ErasingError("챗봇이 삭제를 받아들이지 않았습니다. 전산 담당자에게 알려 주세요.")
