"""Covers personal numbers in a resident's message before Rasa parses, stores or logs it."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from privacy.masking import mask

# Key of the message's metadata: the kinds of numbers that were covered.
METADATA_KEY = "masked"

_stock_log_message = MessageProcessor.log_message


def cover(message: UserMessage) -> None:
    """Cover the numbers in a message and note their kinds in its metadata."""
    masked = mask(message.text or "")
    if masked.kinds:
        message.text = masked.text
        message.metadata = {**(message.metadata or {}), METADATA_KEY: list(masked.kinds)}


async def _log_message(
    self: MessageProcessor, message: UserMessage, *args: Any, **kwargs: Any
) -> DialogueStateTracker:
    cover(message)
    return await _stock_log_message(self, message, *args, **kwargs)


def install() -> None:
    """Cover numbers in every message of every channel and of Rasa's own HTTP API.

    All of them pass `MessageProcessor.log_message`, whichever processor class is used.
    """
    MessageProcessor.log_message = _log_message


def uninstall() -> None:
    """Let messages through as they are."""
    MessageProcessor.log_message = _stock_log_message
