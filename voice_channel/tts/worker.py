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
_ATTEMPTS = 5


class Engine:
    """pyttsx3 on the espeak-ng that came with pip; one utterance at a time."""

    def __init__(self, scratch: Path) -> None:
        data_path = Path(espeakng_loader.get_data_path())
        os.environ["ESPEAK_DATA_PATH"] = str(data_path)  # espeak calls exit(1) when it cannot find its data
        # pyttsx3 loads the library by its soname only: one that is mapped already satisfies it.
        library = Path(espeakng_loader.__file__).parent / _LIBRARY
        self._wait_until_idle = ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL).espeak_Synchronize
        import pyttsx3  # loads its driver at once, so only after the two steps above

        self._variants = {path.name for path in (data_path / "voices" / "!v").iterdir()}
        self._file = scratch / "utterance.wav"
        self._finished = threading.Event()
        self._cancelled = False
        self._properties: dict[str, Any] = {}
        self._engine = pyttsx3.init("espeak")
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.runAndWait()  # until its first run pyttsx3 holds properties back

    def _on_finished(self, name: str | None, completed: bool) -> None:
        self._cancelled = self._cancelled or not completed
        self._finished.set()

    def check_voice(self, voice: str) -> None:
        """Raise ValueError for a voice espeak would silently replace by another."""
        language, _, variant = voice.partition("+")
        if language != "ko" or (variant and variant not in self._variants):
            raise ValueError(f"unknown voice {voice!r}: use 'ko' or 'ko+VARIANT'")

    def synthesize(self, request: dict[str, Any]) -> bytes:
        """PCM of one request; raises ValueError, TimeoutError or RuntimeError."""
        self.check_voice(request["voice"])
        # pyttsx3 begins every run with a stop, which on a busy machine can hit the run itself.
        for _ in range(_ATTEMPTS):
            pcm = self._attempt(request)
            if not self._cancelled:
                return pcm
            self._properties.clear()
        raise RuntimeError("espeak cancelled the utterance")

    def _attempt(self, request: dict[str, Any]) -> bytes:
        self._finished.clear()
        self._cancelled = False
        self._file.unlink(missing_ok=True)
        for name in ("voice", "pitch", "volume", "rate"):
            self._set(name, request[name])
        self._engine.save_to_file(request["text"], str(self._file))
        self._engine.runAndWait()
        # runAndWait returns before the file is written; the event fires after it.
        if not self._finished.wait(request["timeout"]):
            raise TimeoutError("espeak did not finish in time")
        self._wait_until_idle()  # the event fires inside espeak's callback, which goes on for a moment
        if self._cancelled:
            return b""
        with wave.open(str(self._file), "rb") as reader:
            return reader.readframes(reader.getnframes())

    def _set(self, name: str, value: Any) -> None:
        if self._properties.get(name) != value:
            self._engine.setProperty(name, value)
            self._properties[name] = value
            # espeak takes properties in its own time; a run that begins before would cancel them.
            self._wait_until_idle()


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
            except TimeoutError:
                break  # espeak hangs: the parent starts another process
            except (ValueError, OSError, RuntimeError, EOFError, wave.Error, AssertionError) as error:
                _reply(replies, {"error": f"{type(error).__name__}: {error}"})
            else:
                _reply(replies, {"size": len(pcm)}, pcm)
    # espeak's threads can block an ordinary interpreter exit.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
