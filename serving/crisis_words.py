"""Drops the words of a person in danger once they are understood, before they are stored or passed on."""

from __future__ import annotations

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from privacy.crisis_words import PLACEHOLDER, is_crisis, metadata_without_words, without_words

_stock_handle = MessageProcessor._handle_message_with_tracker


async def _handle_message_with_tracker(
    self: MessageProcessor, message: UserMessage, tracker: DialogueStateTracker
) -> None:
    parsed = message.parse_data or await self.parse_message(message, tracker)
    message.parse_data = parsed
    if is_crisis(parsed):
        message.text = PLACEHOLDER
        message.parse_data = without_words(parsed)
        message.metadata = metadata_without_words(message.metadata)
    await _stock_handle(self, message, tracker)


def install() -> None:
    """Keep crisis words out of trackers, whichever processor class and tracker store are used."""
    MessageProcessor._handle_message_with_tracker = _handle_message_with_tracker


def uninstall() -> None:
    """Store every message as it is."""
    MessageProcessor._handle_message_with_tracker = _stock_handle
