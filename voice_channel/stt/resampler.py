"""Brings a stream of sound to the model's sample rate."""

import numpy as np
import soxr


class StreamResampler:
    """s16le mono at one rate in, s16le mono at another out; keeps its state between pieces."""

    def __init__(self, source_rate: int, target_rate: int) -> None:
        self._rates = (source_rate, target_rate)
        self._stream: soxr.ResampleStream | None = None

    def feed(self, pcm: bytes) -> bytes:
        """The next piece of sound, resampled; may be a little shorter or longer than expected."""
        if self._rates[0] == self._rates[1] or not pcm:
            return pcm
        if self._stream is None:
            self._stream = soxr.ResampleStream(*self._rates, 1, dtype="int16")
        return bytes(self._stream.resample_chunk(np.frombuffer(pcm, np.int16)).tobytes())

    def flush(self) -> bytes:
        """What the resampler still held back; new sound starts afresh."""
        stream, self._stream = self._stream, None
        return bytes(stream.resample_chunk(np.empty(0, np.int16), last=True).tobytes()) if stream else b""
