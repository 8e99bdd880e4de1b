"""What every synthesiser offers."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from voice_channel.settings import TtsSettings

SAMPLE_RATE = 22_050


@dataclass(frozen=True)
class SpeechStyle:
    """How to say it: engine voice name, words per minute, pitch 0-99, volume 0-1."""

    voice: str = "ko"
    rate: int = 140
    pitch: int = 50
    volume: float = 1.0

    @classmethod
    def from_settings(cls, settings: TtsSettings) -> "SpeechStyle":
        """The style the operator configured."""
        return cls(settings.voice, settings.rate, settings.pitch, settings.volume)


class Synthesizer(ABC):
    """Turns one short spoken-form text into sound."""

    @abstractmethod
    def speak(self, text: str, style: SpeechStyle) -> bytes:
        """Return PCM: s16le, mono, SAMPLE_RATE; raises VoiceError("tts_failed"). Blocks; thread-safe."""

    @abstractmethod
    def close(self) -> None:
        """Release the engine; a later `speak` starts it again."""
