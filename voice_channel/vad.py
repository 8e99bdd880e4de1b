"""When somebody starts and stops speaking, by loudness. Pure: sound in, events out."""

from enum import Enum

import numpy as np
import numpy.typing as npt

_WINDOW_SECONDS = 0.02
_START_WINDOWS = 3
_MIN_THRESHOLD = 300.0
_OVER_NOISE = 3.0
_STAY_FACTOR = 0.6
_NOISE_FALL, _NOISE_RISE = 0.2, 0.02


class SpeechEdge(Enum):
    """What happened in the sound that was fed."""

    STARTED = "started"
    ENDED = "ended"


class EnergyVad:
    """Speech starts when 60 ms are well above the room's noise, ends after `end_silence` s below it."""

    def __init__(self, sample_rate: int, end_silence: float) -> None:
        self._window = round(sample_rate * _WINDOW_SECONDS)
        self._end_windows = max(1, round(end_silence / _WINDOW_SECONDS))
        self._rest = b""
        self._noise = _MIN_THRESHOLD / _OVER_NOISE
        self._loud_windows = 0
        self._quiet_windows = 0
        self.speaking = False

    def feed(self, pcm: bytes) -> list[SpeechEdge]:
        """Take s16le mono sound of any length and return the edges in it, in order."""
        self._rest += pcm
        usable = len(self._rest) // (2 * self._window) * 2 * self._window
        windows = np.frombuffer(self._rest[:usable], "<i2").astype(np.float32).reshape(-1, self._window)
        self._rest = self._rest[usable:]
        return [edge for level in _levels(windows) if (edge := self._step(float(level))) is not None]

    def _step(self, level: float) -> SpeechEdge | None:
        threshold = max(_MIN_THRESHOLD, self._noise * _OVER_NOISE)
        if self.speaking:
            return self._step_speaking(level > threshold * _STAY_FACTOR)
        if level > threshold:
            self._loud_windows += 1
            if self._loud_windows >= _START_WINDOWS:
                self.speaking = True
                self._loud_windows = self._quiet_windows = 0
                return SpeechEdge.STARTED
        else:
            self._loud_windows = 0
            # The noise floor follows a quieter room fast and a louder one slowly.
            share = _NOISE_FALL if level < self._noise else _NOISE_RISE
            self._noise += (level - self._noise) * share
        return None

    def _step_speaking(self, loud: bool) -> SpeechEdge | None:
        self._quiet_windows = 0 if loud else self._quiet_windows + 1
        if self._quiet_windows < self._end_windows:
            return None
        self.speaking = False
        self._quiet_windows = 0
        return SpeechEdge.ENDED


def _levels(windows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    centred = windows - windows.mean(axis=1, keepdims=True) if len(windows) else windows
    levels: npt.NDArray[np.float32] = np.sqrt(np.mean(centred**2, axis=1))
    return levels
