"""What is said aloud of a bot's reply. Pure."""

from collections.abc import Iterable
from typing import Any

from voice_channel.reading import spell_out, spoken_form
from voice_channel.tts.sentences import split_sentences


def reply_text(messages: Iterable[dict[str, Any]]) -> str:
    """The reply as plain text for a screen, messages on lines of their own."""
    return "\n".join(text for message in messages if (text := _written(message)))


def speech_sentences(messages: Iterable[dict[str, Any]]) -> list[str]:
    """The reply's spoken sentences in Korean words: `custom.speech` where there is one, else the text."""
    messages = list(messages)
    customs = [message["custom"] for message in messages if isinstance(message.get("custom"), dict)]
    spoken = [_spoken(custom) for custom in customs]
    # A payload comes with its own plain-text rendering, which must not be spoken a second time.
    texts = [text for text in spoken if text.strip()] or [_written(message) for message in messages]
    return [sentence for text in texts for sentence in split_sentences(spoken_form(text))]


def voice_wish(messages: Iterable[dict[str, Any]]) -> str:
    """How the resident asked the bot to speak from now on (slower, louder, quieter), "" when not."""
    customs = (message.get("custom") for message in messages)
    wishes = [str(custom.get("voice") or "") for custom in customs if isinstance(custom, dict)]
    return next(filter(None, wishes), "")


def _spoken(custom: dict[str, Any]) -> str:
    text = str(custom.get("speech") or custom.get("text") or "")
    return spell_out(text) if custom.get("type") == "crisis" else text


def _written(message: dict[str, Any]) -> str:
    return str(message.get("text") or "").strip()
