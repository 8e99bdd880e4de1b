"""Speech to text behind one small interface."""

from voice_channel.stt.base import Hypothesis, Recognizer, TurnOptions, TurnRecognizer
from voice_channel.stt.factory import create_recognizer

__all__ = ["Hypothesis", "Recognizer", "TurnOptions", "TurnRecognizer", "create_recognizer"]
