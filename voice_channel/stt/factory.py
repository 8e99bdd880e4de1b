"""Loads the configured recogniser."""

from voice_channel.settings import SttSettings
from voice_channel.stt.base import Recognizer
from voice_channel.stt.model import find_model


def create_recognizer(settings: SttSettings) -> Recognizer:
    """Vosk with the model `find_model` chooses; blocks while the model loads; raises VoiceError."""
    # Importing vosk loads its library; who only speaks or reads need not wait for that.
    from voice_channel.stt.vosk_recognizer import VoskRecognizer

    return VoskRecognizer(find_model(settings))
