"""The process that owns pyttsx3: reads requests on standard input, writes sound on standard output.

A process of its own because espeak allows one engine per process, hangs when several threads start it,
does not survive a fork, and exits the whole process when its data folder is missing.

Request: one JSON line {"text", "voice", "rate", "pitch", "volume", "timeout"}.
Reply: one JSON line {"size": bytes} followed by that many bytes of PCM, or {"error": message}.
The process ends when its standard input closes, so it never outlives its parent.
"""

import ctypes
import json
import os
import signal
import sys
import tempfile
import threading
import wave
from pathlib import Path
from typing import Any, BinaryIO

import espeakng_loader

_LIBRARY = "libespeak-ng.so.1"


class Engine:
    """pyttsx3 on the espeak-ng that came with pip; one utterance at a time."""

    def __init__(self, scratch: Path) -> None:
        data_path = Path(espeakng_loader.get_data_path())
        os.environ["ESPEAK_DATA_PATH"] = str(data_path)  # espeak calls exit(1) when it cannot find its data
        # pyttsx3 loads the library by its soname only: one that is mapped already satisfies it.
        ctypes.CDLL(str(Path(espeakng_loader.__file__).parent / _LIBRARY), mode=ctypes.RTLD_GLOBAL)
        import pyttsx3  # loads its driver at once, so only after the two steps above

        self._variants = {path.name for path in (data_path / "voices" / "!v").iterdir()}
        self._file = scratch / "utterance.wav"
        self._finished = threading.Event()
        self._engine = pyttsx3.init("espeak")
        self._engine.connect("finished-utterance", self._on_finished)

    def _on_finished(self, name: str | None, completed: bool) -> None:
        self._finished.set()

    def check_voice(self, voice: str) -> None:
        """Raise ValueError for a voice espeak would silently replace by another."""
        language, _, variant = voice.partition("+")
        if language != "ko" or (variant and variant not in self._variants):
            raise ValueError(f"unknown voice {voice!r}: use 'ko' or 'ko+VARIANT'")

    def synthesize(self, request: dict[str, Any]) -> bytes:
        """PCM of one request; raises ValueError or TimeoutError."""
        self.check_voice(request["voice"])
        self._finished.clear()
        self._file.unlink(missing_ok=True)
        # The rate comes last: espeak forgets it now and then when another property follows.
        for name in ("voice", "pitch", "volume", "rate"):
            self._engine.setProperty(name, request[name])
        self._engine.save_to_file(request["text"], str(self._file))
        self._engine.runAndWait()
        # runAndWait returns before the file is written; the event fires after it.
        if not self._finished.wait(request["timeout"]):
            raise TimeoutError("espeak did not finish in time")
        with wave.open(str(self._file), "rb") as reader:
            return reader.readframes(reader.getnframes())


def _reply(output: BinaryIO, header: dict[str, Any], pcm: bytes = b"") -> None:
    output.write(json.dumps(header).encode() + b"\n" + pcm)
    output.flush()


def _take_stdout() -> BinaryIO:
    """Keep standard output for replies; whatever pyttsx3 or espeak print goes to standard error."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies


def main() -> None:
    """Serve requests until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is the parent's business
    replies = _take_stdout()
    with tempfile.TemporaryDirectory(prefix="voice-tts-") as scratch:
        engine = Engine(Path(scratch))
        _reply(replies, {"ready": True})
        for line in sys.stdin.buffer:
            try:
                pcm = engine.synthesize(json.loads(line))
            except (ValueError, OSError, RuntimeError, EOFError, wave.Error, AssertionError) as error:
                _reply(replies, {"error": f"{type(error).__name__}: {error}"})
            else:
                _reply(replies, {"size": len(pcm)}, pcm)
    # espeak's threads can block an ordinary interpreter exit.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
