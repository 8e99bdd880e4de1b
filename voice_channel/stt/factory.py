"""Loads the configured recogniser."""

from voice_channel.settings import SttSettings
from voice_channel.stt.base import Recognizer
from voice_channel.stt.model import find_model


def create_recognizer(settings: SttSettings) -> Recognizer:
    """The configured engine with its model; blocks while the model loads; raises VoiceError."""
    if settings.engine == "sherpa-onnx":
        from voice_channel.stt.sherpa_recognizer import SherpaRecognizer

        return SherpaRecognizer(settings.sherpa_model_path, settings.threads)
    # Importing vosk loads its library; who only speaks or reads need not wait for that.
    from voice_channel.stt.vosk_recognizer import VoskRecognizer

    return VoskRecognizer(find_model(settings))
