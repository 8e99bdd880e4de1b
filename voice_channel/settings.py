"""Settings of the voice channel: frozen, read from environment variables, no work at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voice_channel.errors import VoiceError
from voice_channel.turn import TurnTiming

PROFILES = ("kiosk", "web")
RECOGNIZERS = ("vosk", "sherpa-onnx")
SYNTHESIZERS = ("pyttsx3", "sherpa-onnx")


def read_number(env: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
    """A number from the environment between its bounds; raises VoiceError("setting_invalid")."""
    raw = env.get(name, "").strip()
    if not raw:
        return default
    try:
        value = float(raw)
    except ValueError:
        raise VoiceError("setting_invalid", f"{name}={raw!r} is not a number") from None
    if not low <= value <= high:
        raise VoiceError("setting_invalid", f"{name}={raw} must be between {low:g} and {high:g}")
    return value


def _integer(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    return int(read_number(env, name, default, low, high))


def _choice(env: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    value = env.get(name, "").strip() or default
    if value not in choices:
        raise VoiceError("setting_invalid", f"{name}={value} is not one of {', '.join(choices)}")
    return value


@dataclass(frozen=True)
class TtsSettings:
    """How speech is made: rate in words per minute, pitch 0-99, volume 0-1, times in seconds."""

    voice: str = "ko"
    rate: int = 140
    pitch: int = 50
    volume: float = 0.7
    kiosk_rate: int = 125
    timeout: float = 15.0
    cache_size: int = 256
    engine: str = "pyttsx3"
    sherpa_path: Path | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "TtsSettings":
        """Read VOICE_TTS_* and VOICE_SHERPA_TTS_PATH; raises VoiceError("setting_invalid") naming it."""
        sherpa = env.get("VOICE_SHERPA_TTS_PATH", "").strip()
        return cls(
            voice=env.get("VOICE_TTS_VOICE", "").strip() or cls.voice,
            rate=_integer(env, "VOICE_TTS_RATE", cls.rate, 80, 450),
            pitch=_integer(env, "VOICE_TTS_PITCH", cls.pitch, 0, 99),
            volume=read_number(env, "VOICE_TTS_VOLUME", cls.volume, 0.0, 1.0),
            kiosk_rate=_integer(env, "VOICE_TTS_KIOSK_RATE", cls.kiosk_rate, 80, 450),
            timeout=read_number(env, "VOICE_TTS_TIMEOUT", cls.timeout, 0.5, 120.0),
            cache_size=_integer(env, "VOICE_TTS_CACHE_SIZE", cls.cache_size, 0, 100_000),
            engine=_choice(env, "VOICE_TTS_ENGINE", cls.engine, SYNTHESIZERS),
            sherpa_path=Path(sherpa) if sherpa else None,
        )


@dataclass(frozen=True)
class SttSettings:
    """How speech is recognised: which model, where models are looked for, how many threads decode."""

    model_path: Path | None = None
    cache_dir: Path = Path("var/voice-model")
    threads: int = 2
    engine: str = "vosk"
    sherpa_model_path: Path | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "SttSettings":
        """Read VOSK_MODEL_PATH and VOICE_*; raises VoiceError("setting_invalid") naming the variable."""
        model_path = env.get("VOSK_MODEL_PATH", "").strip()
        sherpa = env.get("VOICE_SHERPA_MODEL_PATH", "").strip()
        return cls(
            engine=_choice(env, "VOICE_STT_ENGINE", cls.engine, RECOGNIZERS),
            model_path=Path(model_path) if model_path else None,
            sherpa_model_path=Path(sherpa) if sherpa else None,
            cache_dir=Path(env.get("VOICE_STT_CACHE_DIR", "").strip() or cls.cache_dir),
            threads=_integer(env, "VOICE_STT_THREADS", cls.threads, 1, 64),
        )


@dataclass(frozen=True)
class ChannelSettings:
    """Limits and turn-taking of the websocket: seconds, bytes and counts."""

    allowed_origins: tuple[str, ...] = ()
    kiosk_silence: float = 1.25
    web_silence: float = 0.7
    unfinished_silence: float = 0.8
    kiosk_no_speech: float = 12.0
    web_no_speech: float = 0.0
    max_utterance: float = 20.0
    default_sample_rate: int = 16_000
    max_frame_bytes: int = 256 * 1024
    max_text_chars: int = 1000
    max_connections: int = 32
    max_connections_per_sender: int = 4
    reply_timeout: float = 30.0

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "ChannelSettings":
        """Read VOICE_*; origins are separated by commas."""
        origins = (origin.strip().rstrip("/") for origin in env.get("VOICE_ALLOWED_ORIGINS", "").split(","))
        return cls(
            allowed_origins=tuple(origin for origin in origins if origin),
            kiosk_silence=read_number(env, "VOICE_KIOSK_SILENCE", cls.kiosk_silence, 0.2, 5.0),
            web_silence=read_number(env, "VOICE_WEB_SILENCE", cls.web_silence, 0.2, 5.0),
            unfinished_silence=read_number(env, "VOICE_UNFINISHED_SILENCE", cls.unfinished_silence, 0.0, 5.0),
            kiosk_no_speech=read_number(env, "VOICE_KIOSK_NO_SPEECH", cls.kiosk_no_speech, 0.0, 120.0),
            web_no_speech=read_number(env, "VOICE_WEB_NO_SPEECH", cls.web_no_speech, 0.0, 120.0),
            max_utterance=read_number(env, "VOICE_MAX_UTTERANCE", cls.max_utterance, 1.0, 120.0),
            default_sample_rate=_integer(
                env, "VOICE_DEFAULT_SAMPLE_RATE", cls.default_sample_rate, 8_000, 96_000
            ),
            max_frame_bytes=_integer(env, "VOICE_MAX_FRAME_BYTES", cls.max_frame_bytes, 1024, 1024 * 1024),
            max_text_chars=_integer(env, "VOICE_MAX_TEXT_CHARS", cls.max_text_chars, 1, 100_000),
            max_connections=_integer(env, "VOICE_MAX_CONNECTIONS", cls.max_connections, 1, 10_000),
            max_connections_per_sender=_integer(
                env, "VOICE_MAX_CONNECTIONS_PER_SENDER", cls.max_connections_per_sender, 1, 1000
            ),
            reply_timeout=read_number(env, "VOICE_REPLY_TIMEOUT", cls.reply_timeout, 1.0, 300.0),
        )

    def end_silence(self, profile: str) -> float:
        """Seconds of silence that end a turn for `profile` ("kiosk" or "web")."""
        return self.kiosk_silence if profile == "kiosk" else self.web_silence

    def timing(self, profile: str) -> TurnTiming:
        """The turn-taking of `profile` ("kiosk" or "web")."""
        no_speech = self.kiosk_no_speech if profile == "kiosk" else self.web_no_speech
        return TurnTiming(
            end_silence=self.end_silence(profile),
            unfinished_silence=self.end_silence(profile) + self.unfinished_silence,
            max_utterance=self.max_utterance,
            no_speech=no_speech or None,
        )


@dataclass(frozen=True)
class VoiceSettings:
    """All settings of the package together."""

    tts: TtsSettings = field(default_factory=TtsSettings)
    stt: SttSettings = field(default_factory=SttSettings)
    channel: ChannelSettings = field(default_factory=ChannelSettings)

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "VoiceSettings":
        """Read every part from the environment."""
        return cls(TtsSettings.from_env(env), SttSettings.from_env(env), ChannelSettings.from_env(env))
