"""What is said aloud of a bot's reply. Pure."""

from collections.abc import Iterable
from typing import Any

from voice_channel.reading import spoken_form
from voice_channel.tts.sentences import split_sentences


def reply_text(messages: Iterable[dict[str, Any]]) -> str:
    """The reply as plain text for a screen, messages on lines of their own."""
    return "\n".join(text for message in messages if (text := _written(message)))


def speech_sentences(messages: Iterable[dict[str, Any]]) -> list[str]:
    """The reply's spoken sentences in Korean words: `custom.speech` where there is one, else the text."""
    messages = list(messages)
    customs = [message["custom"] for message in messages if isinstance(message.get("custom"), dict)]
    spoken = [str(custom.get("speech") or custom.get("text") or "") for custom in customs]
    # A payload comes with its own plain-text rendering, which must not be spoken a second time.
    texts = [text for text in spoken if text.strip()] or [_written(message) for message in messages]
    return [sentence for text in texts for sentence in split_sentences(spoken_form(text))]


def _written(message: dict[str, Any]) -> str:
    return str(message.get("text") or "").strip()
