"""sherpa-onnx with a streaming transducer (such as the Korean zipformer): an optional second engine."""

from pathlib import Path
from typing import Any

import numpy as np

from voice_channel.errors import VoiceError
from voice_channel.stt.base import Hypothesis, Recognizer, TurnOptions, TurnRecognizer
from voice_channel.stt.resampler import StreamResampler

_RATE = 16_000
_WORD_START = "▁"
_PARTS = ("encoder", "decoder", "joiner")
_TAIL = np.zeros(int(_RATE * 0.5), np.float32)  # the network looks ahead: without it the last word is lost


class SherpaRecognizer(Recognizer):
    """Holds the model; phrases and alternatives are not supported by the engine and are ignored."""

    def __init__(self, folder: Path | None, threads: int) -> None:
        """`folder` holds encoder, decoder, joiner, tokens.txt; raises VoiceError("model_missing")."""
        files = model_files(folder)
        try:
            import sherpa_onnx
        except ImportError as error:
            raise VoiceError(
                "model_missing", "sherpa-onnx is not installed: run `uv sync --group sherpa`"
            ) from error
        try:
            self._engine = sherpa_onnx.OnlineRecognizer.from_transducer(
                **{name: str(path) for name, path in files.items()},
                num_threads=threads,
                sample_rate=_RATE,
                decoding_method="modified_beam_search",
            )
        except Exception as error:  # the engine raises RuntimeError and AssertionError
            raise VoiceError("model_missing", f"sherpa-onnx cannot load {folder}: {error}") from error
        self.name = files["tokens"].parent.name
        self.synthetic = False

    def start_turn(self, options: TurnOptions) -> TurnRecognizer:
        """A fresh stream."""
        return _SherpaTurn(self._engine, StreamResampler(options.sample_rate, _RATE))


class _SherpaTurn(TurnRecognizer):
    def __init__(self, engine: Any, resampler: StreamResampler) -> None:
        self._engine = engine
        self._resampler = resampler
        self._stream = engine.create_stream()

    def accept(self, pcm: bytes) -> bool:
        self._feed(self._resampler.feed(pcm))
        return False

    def partial(self) -> str:
        return str(self._engine.get_result(self._stream)).strip()

    def result(self) -> Hypothesis:
        return self.final()

    def final(self) -> Hypothesis:
        self._feed(self._resampler.flush())
        self._stream.accept_waveform(_RATE, _TAIL)
        self._stream.input_finished()
        self._decode()
        result = self._engine.get_result_all(self._stream)
        self._stream = self._engine.create_stream()
        words = join_tokens(result.tokens, result.timestamps, result.ys_probs)
        text = str(result.text).strip()
        confidence = sum(word["conf"] for word in words) / len(words) if words else None
        return Hypothesis(text, confidence, {"text": text, **({"result": words} if words else {})})

    def _feed(self, pcm: bytes) -> None:
        if pcm:
            self._stream.accept_waveform(_RATE, np.frombuffer(pcm, "<i2").astype(np.float32) / 32768)
            self._decode()

    def _decode(self) -> None:
        while self._engine.is_ready(self._stream):
            self._engine.decode_stream(self._stream)


def join_tokens(tokens: list[str], starts: list[float], log_probs: list[float]) -> list[dict[str, Any]]:
    """Word parts as vosk-server's words, each as sure as its least sure part; a word starts at ▁."""
    words: list[dict[str, Any]] = []
    for number, token in enumerate(tokens):
        part = token.replace(_WORD_START, " ")
        start = float(starts[number]) if number < len(starts) else 0.0
        conf = float(np.exp(min(0.0, log_probs[number]))) if number < len(log_probs) else 1.0
        if not words or part.startswith(" "):
            words.append({"word": part.strip(), "start": start, "end": start, "conf": conf})
        else:
            last = words[-1]
            last["word"] += part
            last["end"] = start
            last["conf"] = min(last["conf"], conf)
    return [word for word in words if word["word"]]


def model_files(folder: Path | None) -> dict[str, Path]:
    """The model's files, the quantised ones where there are two; raises VoiceError("model_missing")."""
    if folder is None or not folder.is_dir():
        raise VoiceError("model_missing", f"VOICE_SHERPA_MODEL_PATH={folder} is not a folder")
    files: dict[str, Path] = {}
    for part in _PARTS:
        found = sorted(folder.glob(f"{part}*.onnx"), key=lambda path: ("int8" not in path.name, path.name))
        if not found:
            raise VoiceError("model_missing", f"{folder} holds no {part}*.onnx")
        files[part] = found[0]
    files["tokens"] = folder / "tokens.txt"
    if not files["tokens"].is_file():
        raise VoiceError("model_missing", f"{folder} holds no tokens.txt")
    return files
