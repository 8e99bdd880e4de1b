"""A resident's stored conversation: a note added, or all of it removed."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.events import SlotSet

from channels import phrases
from channels.errors import RefusedError
from channels.feedback import SLOT, Feedback, find_message


class Conversations:
    """The tracker store `store` of an agent, used under the lock of the conversation."""

    def __init__(self, agent: Agent, store: Any) -> None:
        self._store = store
        self._locks = agent.lock_store
        self._domain = agent.domain

    async def note(self, feedback: Feedback) -> None:
        """Keep a vote as an event of the conversation; raises RefusedError (404) for an unknown message."""
        async with self._locks.lock(feedback.sender):
            tracker = await self._store.retrieve_full_tracker(feedback.sender)
            events = [event.as_dict() for event in tracker.events] if tracker else []
            about = find_message(events, feedback.message_id)
            if about is None:
                raise RefusedError(404, "unknown_message", phrases.UNKNOWN_MESSAGE)
            tracker.update(SlotSet(SLOT, feedback.value(about)), self._domain)
            await self._store.save(tracker)

    async def delete(self, sender: str) -> int:
        """Remove everything stored of one conversation; return the number of events.

        Raises RefusedError (501) when the configured store cannot delete.
        """
        if not hasattr(self._store, "delete_sender"):
            raise RefusedError(501, "cannot_delete", phrases.CANNOT_DELETE)
        async with self._locks.lock(sender):
            return int(self._store.delete_sender(sender))
