from __future__ import annotations

import logging
import os
from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import phrases
from actions.abuse import with_patience
from actions.conversation import Conversation, conversation_from
from actions.crisis import crisis_over_turn, gone_on
from actions.disasters import with_alerts
from actions.errors import ActionError
from actions.private_numbers import privacy_notice
from actions.reply import Reply
from actions.resident import learnt
from actions.situation import situations_at
from actions.stepping import next_step_turn, simplified, step_forgotten
from actions.tone import with_tone
from actions.turn import Turn
from actions.weather.desk import KOREA, WeatherDesk
from actions.weather.report import weather_situations
from actions.weather.settings import WeatherSettings
from knowledge import KnowledgeSettings, KnowledgeStore

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def knowledge_store() -> KnowledgeStore:
    """The knowledge base of this process; it reloads edited files by itself."""
    return KnowledgeStore(KnowledgeSettings.from_env())


@lru_cache(maxsize=1)
def weather_desk() -> WeatherDesk:
    """The weather of this process; without usable settings there is none, and residents still get answers."""
    try:
        settings = WeatherSettings.from_env(os.environ)
    except ActionError as problem:
        logger.error("%s: going on without weather", problem)
        settings = WeatherSettings()
    return WeatherDesk(settings, lambda: knowledge_store().district)


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

    async def prepare(self) -> None:
        """Wait for what the decision needs and the process does not know yet; most need nothing."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the turn's replies and return the slots it changes as events."""
        await self.prepare()
        turn = self._turn_or_apology(tracker)
        for reply in turn.replies:
            dispatcher.utter_message(
                text=reply.plain_text(), buttons=reply.buttons() or None, json_message=reply.payload()
            )
        known = tracker.slots
        return [
            SlotSet(name, value)
            for name, value in turn.slots.items()
            if name not in known or known[name] != value
        ]

    def _turn_or_apology(self, tracker: Tracker) -> Turn:
        try:
            now, outside = datetime.now(KOREA), weather_desk().report()
            situations = situations_at(now) | weather_situations(outside)
            talk = conversation_from(tracker.current_state(), now)
            talk = replace(talk, situations=situations, outside=outside)
            store = knowledge_store()
            turn = crisis_over_turn(store, talk) or next_step_turn(store, talk)
            turn = turn or simplified(store, talk, self.decide(store, talk))
            turn = with_tone(store, talk, turn)
            turn = with_alerts(talk, with_patience(store, talk, turn))
            if notice := privacy_notice(talk):
                turn = replace(turn, replies=(*turn.replies, notice))
            passing = {**learnt(store, talk), **gone_on(talk, turn), **step_forgotten(talk, turn)}
            return replace(turn, slots={**passing, **turn.slots})
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
