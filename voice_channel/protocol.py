"""What a client may say over the websocket: vosk-server's messages and ours. Pure."""

import json
import math
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from voice_channel.errors import VoiceError
from voice_channel.settings import PROFILES, ChannelSettings

AUDIO_FORMATS = ("wav", "pcm")
ENDPOINTING = ("auto", "manual")
BARGE_IN = ("voice", "tap")
_SENDER = re.compile(r"[A-Za-z0-9._:@-]{1,128}")
_MAX_PHRASES = 1000


@dataclass(frozen=True)
class ConnectionConfig:
    """What the client asked for; who sets only vosk-server's keys (the first four) gets only its answers.

    `endpointing` "manual": only the client's reset or eof ends a turn (push to talk). `barge_in` "tap": the
    bot is not interrupted by voice. `rate`, `pitch`, `volume`: of the bot's speech, None for the profile's.
    """

    sample_rate: int = 16_000
    phrase_list: tuple[str, ...] = ()
    words: bool = True
    max_alternatives: int = 0
    sender: str = ""
    profile: str = "web"
    events: bool = False
    speak: bool = True
    audio_format: str = "wav"
    endpointing: str = "auto"
    barge_in: str = "voice"
    echo_cancellation: bool = False
    rate: int | None = None
    pitch: int | None = None
    volume: float | None = None


@dataclass(frozen=True)
class Configure:
    """{"config": {...}}: the values given, over what was there before."""

    values: dict[str, Any]


@dataclass(frozen=True)
class EndOfTurn:
    """{"eof": 1} closes afterwards, {"reset": 1} stays open."""

    close: bool


@dataclass(frozen=True)
class Interrupt:
    """{"interrupt": 1}: stop speaking."""


@dataclass(frozen=True)
class Played:
    """{"marker": id}: the client has played that piece of speech."""

    marker: str


@dataclass(frozen=True)
class AskText:
    """{"text": "..."}: a typed question in the same conversation."""

    text: str


ClientMessage = Configure | EndOfTurn | Interrupt | Played | AskText


def parse_message(message: str, settings: ChannelSettings) -> ClientMessage:
    """Read one text message; raises VoiceError message_invalid, frame_too_large or text_too_long."""
    if len(message) > settings.max_frame_bytes:
        raise VoiceError("frame_too_large", f"a message of {len(message)} characters")
    try:
        data = json.loads(message)
    except (ValueError, RecursionError):
        raise VoiceError("message_invalid", "the message is not JSON") from None
    if not isinstance(data, dict):
        raise VoiceError("message_invalid", "the message is not a JSON object")
    if "config" in data:
        if not isinstance(data["config"], dict):
            raise VoiceError("message_invalid", "config is not an object")
        return Configure(data["config"])
    if "eof" in data or "reset" in data:
        return EndOfTurn(close="eof" in data)
    if "interrupt" in data:
        return Interrupt()
    if "marker" in data:
        return Played(str(data["marker"]))
    if "text" in data:
        return AskText(_question(data["text"], settings.max_text_chars))
    raise VoiceError("message_invalid", "none of config, eof, reset, interrupt, marker, text")


def configure(config: ConnectionConfig, values: dict[str, Any]) -> ConnectionConfig:
    """`config` with the client's values; unknown keys are ignored, wrong ones raise VoiceError."""
    checked = {name: check(values[name]) for name, check in _CHECKS.items() if name in values}
    return replace(config, **checked)


def _question(text: Any, max_chars: int) -> str:
    if not isinstance(text, str):
        raise VoiceError("message_invalid", "text is not a string")
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text).strip()
    if not kept:
        raise VoiceError("message_invalid", "text is empty")
    if len(kept) > max_chars:
        raise VoiceError("text_too_long", f"text of {len(kept)} characters")
    return kept


def _sample_rate(value: Any) -> int:
    try:
        rate = float(value)
    except (TypeError, ValueError):
        rate = math.nan
    if not 8_000 <= rate <= 96_000:  # False for nan as well
        raise VoiceError("sample_rate_unsupported", f"sample_rate {value!r} is not between 8000 and 96000")
    return round(rate)


def _phrases(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MAX_PHRASES or not all(isinstance(p, str) for p in value):
        raise VoiceError("message_invalid", "phrase_list is not a list of texts")
    return tuple(value)


def _alternatives(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10:
        raise VoiceError("message_invalid", "max_alternatives is not between 0 and 10")
    return value


def _between(name: str, low: float, high: float, kind: type[int] | type[float]) -> Any:
    def check(value: Any) -> float | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise VoiceError("message_invalid", f"{name} is not between {low:g} and {high:g}")
        return kind(value)

    return check


def _sender(value: Any) -> str:
    if not isinstance(value, str) or not _SENDER.fullmatch(value):
        raise VoiceError("message_invalid", "sender is not 1 to 128 letters, digits or . _ : @ -")
    return value


def _one_of(name: str, choices: tuple[str, ...]) -> Any:
    def check(value: Any) -> str:
        if value not in choices:
            raise VoiceError("message_invalid", f"{name} is not one of {', '.join(choices)}")
        return str(value)

    return check


_CHECKS = {
    "sample_rate": _sample_rate,
    "phrase_list": _phrases,
    "words": bool,
    "max_alternatives": _alternatives,
    "sender": _sender,
    "profile": _one_of("profile", PROFILES),
    "events": bool,
    "speak": bool,
    "audio_format": _one_of("audio_format", AUDIO_FORMATS),
    "endpointing": _one_of("endpointing", ENDPOINTING),
    "barge_in": _one_of("barge_in", BARGE_IN),
    "echo_cancellation": bool,
    "rate": _between("rate", 80, 450, int),
    "pitch": _between("pitch", 0, 99, int),
    "volume": _between("volume", 0.0, 1.0, float),
}
