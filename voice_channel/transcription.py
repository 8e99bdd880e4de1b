"""Recognises a whole recording at once."""

from typing import Any

from voice_channel.stt.base import Hypothesis, Recognizer, TurnOptions
from voice_channel.stt.nbest import combine
from voice_channel.wav import RECOGNITION_RATE

_PIECE_BYTES = RECOGNITION_RATE // 5 * 2


def transcribe(recognizer: Recognizer, pcm: bytes) -> Hypothesis:
    """All text of 16 kHz mono s16le sound; confidence is the mean over its words."""
    turn = recognizer.start_turn(TurnOptions())
    pieces: list[Hypothesis] = []
    for start in range(0, len(pcm), _PIECE_BYTES):
        if turn.accept(pcm[start : start + _PIECE_BYTES]):
            pieces.append(turn.result())
    pieces.append(turn.final())
    return join_hypotheses(pieces)


def join_hypotheses(pieces: list[Hypothesis]) -> Hypothesis:
    """Several results of one turn as one, in order, with the mean of their confidences."""
    heard = [piece for piece in pieces if piece.text]
    if len(heard) == 1:
        return heard[0]
    text = " ".join(piece.text for piece in heard)
    words = [word for piece in heard for word in _words(piece)]
    confidences = [piece.confidence for piece in heard if piece.confidence is not None]
    raw = {"result": words, "text": text} if words else {"text": text}
    confidence = sum(confidences) / len(confidences) if confidences else None
    return Hypothesis(text, confidence, raw, combine([piece.alternatives for piece in heard]))


def _words(piece: Hypothesis) -> list[dict[str, Any]]:
    best = (piece.raw.get("alternatives") or [piece.raw])[0]
    return list(best.get("result", []))
