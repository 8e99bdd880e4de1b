"""Which 20 ms windows of a stream hold speech: WebRTC's detector above the noise of the room."""

from collections import deque

import numpy as np
import numpy.typing as npt
import webrtcvad

from voice_channel.stt.resampler import StreamResampler
from voice_channel.turn import WINDOW_SECONDS, Window

_RATE = 16_000
_WINDOW = round(_RATE * WINDOW_SECONDS)
_AGGRESSIVENESS = 1  # stricter modes miss people who speak softly
_QUIET_ROOM = 100.0
_MIN_THRESHOLD = 200.0
_OVER_NOISE = 2.5
_SMOOTHED_WINDOWS = 5
_REMEMBERED_WINDOWS = 200  # 4 s: longer than people speak without drawing breath
_PITCH_LAGS = slice(_RATE // 400, _RATE // 70)
_PERIODIC = 0.35

Samples = npt.NDArray[np.float32]


class SpeechDetector:
    """Judges a stream of s16le mono sound window by window."""

    def __init__(self, sample_rate: int) -> None:
        self._resampler = StreamResampler(sample_rate, _RATE)
        self._detector = webrtcvad.Vad(_AGGRESSIVENESS)
        self._rest = b""
        self._before: Samples = np.zeros(_WINDOW, np.float32)
        # The quietest tenth of a second of the last seconds is the room; a stream begins in a quiet room.
        self._levels: deque[float] = deque([_QUIET_ROOM] * _SMOOTHED_WINDOWS, _SMOOTHED_WINDOWS)
        self._remembered: deque[float] = deque([_QUIET_ROOM] * _REMEMBERED_WINDOWS, _REMEMBERED_WINDOWS)

    def feed(self, pcm: bytes) -> list[Window]:
        """Take sound of any length and return the windows that are complete, in order."""
        self._rest += self._resampler.feed(pcm)
        size = 2 * _WINDOW
        usable = len(self._rest) // size * size
        windows = [self._judge(self._rest[start : start + size]) for start in range(0, usable, size)]
        self._rest = self._rest[usable:]
        return windows

    def _judge(self, pcm: bytes) -> Window:
        samples = np.frombuffer(pcm, "<i2").astype(np.float32)
        samples -= samples.mean()
        level = float(np.sqrt(np.mean(samples**2)))
        noise = min(self._remembered)
        self._levels.append(level)
        self._remembered.append(sum(self._levels) / len(self._levels))
        loudness = level / max(_MIN_THRESHOLD, noise * _OVER_NOISE)
        both, self._before = np.concatenate([self._before, samples]), samples
        speech = self._detector.is_speech(pcm, _RATE)
        return Window(speech, loudness, speech and loudness > 1 and _is_periodic(both))


def _is_periodic(samples: Samples) -> bool:
    """Whether two windows repeat themselves at a pitch of 70 to 400 Hz; low rumble is filtered out before."""
    sharpened = np.diff(samples)
    spectrum = np.fft.rfft(sharpened, 2 * len(samples))
    correlation = np.fft.irfft(spectrum * spectrum.conj())
    return bool(correlation[_PITCH_LAGS].max() > _PERIODIC * correlation[0])
