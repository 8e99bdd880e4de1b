"""Text to speech behind one small interface."""

from voice_channel.tts.base import SAMPLE_RATE, SpeechStyle, Synthesizer
from voice_channel.tts.factory import create_synthesizer

__all__ = ["SAMPLE_RATE", "SpeechStyle", "Synthesizer", "create_synthesizer"]
