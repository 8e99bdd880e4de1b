"""Puts the configured synthesiser together."""

from voice_channel.settings import TtsSettings
from voice_channel.tts.base import Synthesizer
from voice_channel.tts.cache import CachedSynthesizer
from voice_channel.tts.pyttsx3_synthesizer import Pyttsx3Synthesizer
from voice_channel.tts.sherpa_synthesizer import SherpaSynthesizer

_THREADS = 2


def create_synthesizer(settings: TtsSettings) -> Synthesizer:
    """The configured synthesiser with its cache; it starts at the first `speak`."""
    if settings.engine == "sherpa-onnx":
        return CachedSynthesizer(SherpaSynthesizer(settings.sherpa_path, _THREADS), settings.cache_size)
    return CachedSynthesizer(Pyttsx3Synthesizer(timeout=settings.timeout), settings.cache_size)
