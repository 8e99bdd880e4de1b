"""Vosk: one shared model, one recogniser for each turn."""

import json
import logging
from pathlib import Path
from typing import Any

import vosk

from voice_channel.errors import VoiceError
from voice_channel.stt.base import Hypothesis, Recognizer, TurnOptions, TurnRecognizer
from voice_channel.stt.model import VoiceModel
from voice_channel.stt.nbest import weigh, with_confidence
from voice_channel.stt.resampler import StreamResampler
from voice_channel.stt.words import join_result

logger = logging.getLogger(__name__)

_DEFAULT_RATE = 16_000


class VoskRecognizer(Recognizer):
    """Holds the model; loading takes from tenths of a second to several seconds."""

    def __init__(self, model: VoiceModel) -> None:
        vosk.SetLogLevel(-1)
        try:
            self._model = vosk.Model(str(model.path))
        except Exception as error:  # vosk raises nothing more specific
            raise VoiceError("model_missing", f"Vosk cannot load {model.path}: {error}") from error
        self.name = model.name
        self.synthetic = model.synthetic
        self._rate = _model_rate(model.path)

    def start_turn(self, options: TurnOptions) -> TurnRecognizer:
        """A fresh recogniser; phrases with unknown words are left out, since Vosk drops such words."""
        phrases = [phrase for phrase in options.phrases if self._knows(phrase)]
        if len(phrases) < len(options.phrases):
            logger.info("%d phrases have words the model does not know.", len(options.phrases) - len(phrases))
        grammar = [json.dumps(phrases, ensure_ascii=False)] if phrases else []
        engine = vosk.KaldiRecognizer(self._model, float(self._rate), *grammar)
        engine.SetWords(options.words)
        engine.SetMaxAlternatives(options.max_alternatives)
        return _VoskTurn(engine, StreamResampler(options.sample_rate, self._rate))

    def _knows(self, phrase: str) -> bool:
        return bool(phrase.split()) and all(
            self._model.vosk_model_find_word(word) >= 0 for word in phrase.split()
        )


class _VoskTurn(TurnRecognizer):
    def __init__(self, engine: Any, resampler: StreamResampler) -> None:
        self._engine = engine
        self._resampler = resampler

    def accept(self, pcm: bytes) -> bool:
        sound = self._resampler.feed(pcm)
        try:
            return bool(sound) and bool(self._engine.AcceptWaveform(sound))
        except Exception as error:  # vosk raises nothing more specific
            raise VoiceError("stt_failed", f"Vosk refused the sound: {error}") from error

    def partial(self) -> str:
        return str(join_result(json.loads(self._engine.PartialResult())).get("partial", ""))

    def result(self) -> Hypothesis:
        return hypothesis(json.loads(self._engine.Result()))

    def final(self) -> Hypothesis:
        rest = self._resampler.flush()
        if rest:
            self._engine.AcceptWaveform(rest)
        return hypothesis(json.loads(self._engine.FinalResult()))


def hypothesis(result: dict[str, Any]) -> Hypothesis:
    """Vosk's JSON as a hypothesis; with alternatives the first is the text."""
    raw = join_result(result)
    alternatives = weigh(raw.get("alternatives") or [])
    best = raw["alternatives"][0] if raw.get("alternatives") else raw
    if alternatives:
        best["result"] = with_confidence(best.get("result", []), alternatives)
    confidences = [word["conf"] for word in best.get("result", []) if "conf" in word]
    confidence = sum(confidences) / len(confidences) if confidences else None
    return Hypothesis(str(best.get("text", "")).strip(), confidence, raw, alternatives)


def _model_rate(path: Path) -> int:
    """The sample rate the model was trained for, from its feature settings."""
    for name in ("conf/mfcc.conf", "mfcc.conf"):
        file = path / name
        if file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                key, _, value = line.partition("=")
                if key.strip() == "--sample-frequency":
                    return int(float(value.split("#")[0]))
    return _DEFAULT_RATE
