"""Puts the configured synthesiser together."""

from voice_channel.settings import TtsSettings
from voice_channel.tts.base import Synthesizer
from voice_channel.tts.cache import CachedSynthesizer
from voice_channel.tts.pyttsx3_synthesizer import Pyttsx3Synthesizer


def create_synthesizer(settings: TtsSettings) -> Synthesizer:
    """The pyttsx3 synthesiser with its cache; its process starts at the first `speak`."""
    return CachedSynthesizer(Pyttsx3Synthesizer(timeout=settings.timeout), settings.cache_size)
