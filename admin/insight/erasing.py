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
BAD_REQUEST, TOO_MANY = 400, 429
ATTEMPTS = 3  # the bot lets one address ask a few hundred times a minute
LONGEST_WAIT = 60.0


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

    def __init__(
        self,
        bot: str,
        source: EventSource,
        index: TurnIndex,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._bot = bot
        self._sleep = sleep
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
        """Let the bot delete; False when no bot runs, or for an id its website could not have given."""
        for _ in range(ATTEMPTS):
            try:
                response = self._request(conversation)
            except requests.ConnectionError:
                return False
            except requests.RequestException as error:
                raise ErasingError(
                    "챗봇이 대답하지 않아 지우지 못했습니다. 잠시 뒤 다시 해 주세요."
                ) from error
            if response.status_code != TOO_MANY:
                break
            self._sleep(min(_seconds(response.headers.get("Retry-After")), LONGEST_WAIT))
        if response.ok:
            return True
        if response.status_code == BAD_REQUEST:
            return False
        logger.error("The bot did not delete a conversation: HTTP %s", response.status_code)
        raise ErasingError("챗봇이 삭제를 받아들이지 않았습니다. 전산 담당자에게 알려 주세요.")

    def _request(self, conversation: str) -> requests.Response:
        address = f"{self._bot}/webhooks/web/conversation"
        return requests.delete(address, json={"sender": conversation}, timeout=SECONDS)


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isdecimal() else 1.0
