"""sherpa-onnx with a VITS voice: an optional second synthesiser."""

import threading
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from voice_channel.errors import VoiceError
from voice_channel.tts.base import SAMPLE_RATE, SpeechStyle, Synthesizer

_USUAL = SpeechStyle()


class SherpaSynthesizer(Synthesizer):
    """Rate and volume follow the style; a VITS voice has one pitch, and pronounces by its own rules."""

    def __init__(self, folder: Path | None, threads: int) -> None:
        """`folder` holds *.onnx, tokens.txt, maybe lexicon.txt, espeak-ng-data; raises VoiceError."""
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._engine: Any = None

    def speak(self, text: str, style: SpeechStyle) -> bytes:
        """PCM of the text; the voice is loaded at the first."""
        with self._lock:
            if self._engine is None:
                self._engine = _load(self._folder, self._threads)
            try:
                sound = self._engine.generate(text, sid=0, speed=style.rate / _USUAL.rate)
            except Exception as error:  # the engine raises RuntimeError
                raise VoiceError("tts_failed", f"sherpa-onnx cannot say this: {error}") from error
        samples = np.asarray(sound.samples, np.float32) * (style.volume / _USUAL.volume)
        samples = soxr.resample(samples, sound.sample_rate, SAMPLE_RATE)
        return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()

    def close(self) -> None:
        """Forget the voice."""
        with self._lock:
            self._engine = None


def _load(folder: Path | None, threads: int) -> Any:
    if folder is None or not (folder / "tokens.txt").is_file() or not list(folder.glob("*.onnx")):
        raise VoiceError("tts_failed", f"VOICE_SHERPA_TTS_PATH={folder} is not the folder of a VITS voice")
    try:
        import sherpa_onnx
    except ImportError as error:
        raise VoiceError(
            "tts_failed", "sherpa-onnx is not installed: run `uv sync --group sherpa`"
        ) from error
    lexicon, data = folder / "lexicon.txt", folder / "espeak-ng-data"
    voice = sherpa_onnx.OfflineTtsVitsModelConfig(
        model=str(sorted(folder.glob("*.onnx"))[0]),
        lexicon=str(lexicon) if lexicon.is_file() else "",
        tokens=str(folder / "tokens.txt"),
        data_dir=str(data) if data.is_dir() else "",
    )
    model = sherpa_onnx.OfflineTtsModelConfig(vits=voice, num_threads=threads)
    config = sherpa_onnx.OfflineTtsConfig(model=model)
    if not config.validate():
        raise VoiceError("tts_failed", f"sherpa-onnx cannot use the voice in {folder}")
    return sherpa_onnx.OfflineTts(config)
