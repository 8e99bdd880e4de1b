"""The default synthesiser: pyttsx3 in a worker process that is replaced when it hangs or dies."""

import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
import unicodedata
import weakref
from pathlib import Path

from voice_channel.errors import VoiceError
from voice_channel.tts.base import SAMPLE_RATE, SpeechStyle, Synthesizer
from voice_channel.tts.pronunciation import respell
from voice_channel.tts.sentences import split_sentences

logger = logging.getLogger(__name__)

_START_TIMEOUT = 30.0
_EXIT_TIMEOUT = 2.0
_SILENCE = bytes(SAMPLE_RATE // 10 * 2)
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class WorkerLost(Exception):
    """The worker process died, hung or answered nonsense."""


class _Worker:
    """One running worker process and its two pipes."""

    def __init__(self) -> None:
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(
            filter(None, [str(_PACKAGE_ROOT), environment.get("PYTHONPATH", "")])
        )
        # A fresh interpreter, not multiprocessing: its spawn would import the parent's main module (Rasa).
        self.process = subprocess.Popen(
            [sys.executable, "-m", "voice_channel.tts.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )
        self._pending = b""
        # Without this a worker whose owner is forgotten would stay a zombie until the parent ends.
        self._finalizer = weakref.finalize(self, _end_process, self.process)

    def request(self, message: dict[str, object], timeout: float) -> bytes:
        """Send one request and return its PCM; raises WorkerLost, or VoiceError when it was refused."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
        except OSError as error:
            raise WorkerLost(str(error)) from error
        header = self.read_header(timeout)
        if "error" in header:
            raise VoiceError("tts_failed", str(header["error"]))
        return self._read(int(str(header["size"])), time.monotonic() + timeout)

    def read_header(self, timeout: float) -> dict[str, object]:
        """The next JSON line."""
        deadline = time.monotonic() + timeout
        while b"\n" not in self._pending:
            self._pending += self._receive(deadline)
        line, self._pending = self._pending.split(b"\n", 1)
        header: dict[str, object] = json.loads(line)
        return header

    def _read(self, size: int, deadline: float) -> bytes:
        chunks = [self._pending]
        received = len(self._pending)
        while received < size:
            chunk = self._receive(deadline)
            chunks.append(chunk)
            received += len(chunk)
        data = b"".join(chunks)
        self._pending = data[size:]
        return data[:size]

    def _receive(self, deadline: float) -> bytes:
        assert self.process.stdout is not None
        remaining = deadline - time.monotonic()
        readable, _, _ = select.select([self.process.stdout], [], [], max(0.0, remaining))
        if not readable:
            raise WorkerLost("no answer in time")
        chunk = os.read(self.process.stdout.fileno(), 1 << 16)
        if not chunk:
            raise WorkerLost("the worker process ended")
        return chunk

    def end(self) -> None:
        """Stop the process and reap it."""
        self._finalizer()


def _end_process(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(_EXIT_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Pyttsx3Synthesizer(Synthesizer):
    """Speaks sentence by sentence through one worker; a lost worker is replaced and its sentence retried."""

    def __init__(self, timeout: float = 15.0) -> None:
        self._timeout = timeout
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def speak(self, text: str, style: SpeechStyle) -> bytes:
        """Return PCM of `text`; a text with nothing to say gives a tenth of a second of silence."""
        sentences = [piece for piece in split_sentences(clean(text)) if _speakable(piece)]
        if not sentences:
            return _SILENCE
        return b"".join(self._speak_sentence(respell(sentence), style) for sentence in sentences)

    def _speak_sentence(self, sentence: str, style: SpeechStyle) -> bytes:
        message: dict[str, object] = {
            "text": sentence,
            "voice": style.voice,
            "rate": int(style.rate),  # espeak ignores a float without a word
            "pitch": int(style.pitch),
            "volume": float(style.volume),
            "timeout": self._timeout,
        }
        with self._lock:
            try:
                return self._request(message)
            except WorkerLost as error:
                logger.warning("Speech worker lost (%s); starting another.", error)
            try:
                return self._request(message)
            except WorkerLost as error:
                raise VoiceError("tts_failed", f"speech worker failed twice: {error}") from error

    def _request(self, message: dict[str, object]) -> bytes:
        try:
            if self._worker is None:
                self._worker = _Worker()
                self._worker.read_header(_START_TIMEOUT)
            # A little longer than the worker's own limit, so its explanation arrives first.
            return self._worker.request(message, self._timeout + 1.0)
        except WorkerLost:
            self._discard()
            raise

    @property
    def worker_pid(self) -> int | None:
        """Process id of the running worker, None before the first utterance."""
        return self._worker.process.pid if self._worker else None

    def _discard(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.process.kill()
            worker.end()

    def close(self) -> None:
        """End the worker process and reap it."""
        with self._lock:
            worker, self._worker = self._worker, None
            if worker is not None:
                worker.end()


def clean(text: str) -> str:
    """Text without NUL, control characters, lone surrogates and emoji; line breaks stay."""
    kept = (
        char if char == "\n" or not _removed(char) else " " for char in unicodedata.normalize("NFC", text)
    )
    return "".join(kept)


def _removed(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}


def _speakable(text: str) -> bool:
    return any(char.isalnum() for char in text)
