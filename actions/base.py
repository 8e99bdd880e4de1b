from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import phrases
from actions.abuse import with_patience
from actions.conversation import Conversation, conversation_from
from actions.crisis import gone_on
from actions.private_numbers import privacy_notice
from actions.reply import Reply
from actions.resident import learnt
from actions.situation import situations_at
from actions.tone import with_tone
from actions.turn import Turn
from knowledge import KnowledgeSettings, KnowledgeStore

logger = logging.getLogger(__name__)

KOREA = ZoneInfo("Asia/Seoul")


@lru_cache(maxsize=1)
def knowledge_store() -> KnowledgeStore:
    """The knowledge base of this process; it reloads edited files by itself."""
    return KnowledgeStore(KnowledgeSettings.from_env())


class CivicAction(Action, ABC):
    """A custom action whose decision is a plain function of the conversation.

    Whatever goes wrong inside it, the resident still gets an apology with a number to call.
    """

    action_name: ClassVar[str]

    @staticmethod
    @abstractmethod
    def decide(store: KnowledgeStore, talk: Conversation) -> Turn:
        """Decide what to say and what to remember."""

    def name(self) -> str:
        """The name domain.yml knows the action by."""
        return self.action_name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the turn's replies and return its slots as events."""
        turn = self._turn_or_apology(tracker)
        for reply in turn.replies:
            dispatcher.utter_message(
                text=reply.plain_text(), buttons=reply.buttons() or None, json_message=reply.payload()
            )
        return [SlotSet(name, value) for name, value in turn.slots.items()]

    def _turn_or_apology(self, tracker: Tracker) -> Turn:
        try:
            now = datetime.now(KOREA)
            talk = replace(conversation_from(tracker.current_state(), now), situations=situations_at(now))
            store = knowledge_store()
            turn = with_tone(store, talk, self.decide(store, talk))
            turn = with_patience(store, talk, turn)
            if notice := privacy_notice(talk):
                turn = replace(turn, replies=(*turn.replies, notice))
            return replace(turn, slots={**learnt(store, talk), **gone_on(talk, turn), **turn.slots})
        except Exception:
            logger.error("Action %s failed", self.name(), exc_info=True)
            return Turn((_apology(),), {"candidates": [], "asked_facet": None})


def _apology() -> Reply:
    try:
        center = knowledge_store().district.call_center
        contact = f"{center.name} {center.phone}"
    except Exception:
        contact = phrases.NATIONAL_LINE
    return Reply(type="handoff", text=phrases.TROUBLE.format(contact=contact))
