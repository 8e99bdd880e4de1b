"""What every synthesiser offers."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

from voice_channel.settings import TtsSettings

SAMPLE_RATE = 22_050


_SLOWER, _SLOWEST, _FASTEST = 0.8, 80, 300
_LOUDER = 1.35


@dataclass(frozen=True)
class SpeechStyle:
    """How to say it: engine voice name, words per minute, pitch 0-99, volume 0-1."""

    voice: str = "ko"
    rate: int = 140
    pitch: int = 50
    volume: float = 0.7

    @classmethod
    def from_settings(cls, settings: TtsSettings, profile: str = "web") -> "SpeechStyle":
        """The style the operator configured for `profile` ("kiosk" or "web")."""
        rate = settings.kiosk_rate if profile == "kiosk" else settings.rate
        return cls(settings.voice, rate, settings.pitch, settings.volume)

    def with_given(self, rate: int | None, pitch: int | None, volume: float | None) -> "SpeechStyle":
        """The same style with the values that are given."""
        given = {"rate": rate, "pitch": pitch, "volume": volume}
        return replace(self, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]

    def asked(self, wish: str) -> "SpeechStyle":
        """The same style made `slower`, `faster`, `louder` or `quieter`; any other wish changes nothing."""
        if wish == "slower":
            return replace(self, rate=max(_SLOWEST, round(self.rate * _SLOWER)))
        if wish == "faster":
            return replace(self, rate=min(_FASTEST, round(self.rate / _SLOWER)))
        if wish == "louder":
            return replace(self, volume=min(1.0, self.volume * _LOUDER))
        if wish == "quieter":
            return replace(self, volume=self.volume / _LOUDER)
        return self


class Synthesizer(ABC):
    """Turns one short spoken-form text into sound."""

    @abstractmethod
    def speak(self, text: str, style: SpeechStyle) -> bytes:
        """Return PCM: s16le, mono, SAMPLE_RATE; raises VoiceError("tts_failed"). Blocks; thread-safe."""

    @abstractmethod
    def close(self) -> None:
        """Release the engine; a later `speak` starts it again."""
