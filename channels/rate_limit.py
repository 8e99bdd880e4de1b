from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class RateLimiter:
    """A bucket of `per_minute` messages for each key, refilled evenly over a minute.

    Keys idle for longest are forgotten beyond `most`, so that strangers cannot fill the memory.
    """

    def __init__(
        self, per_minute: int, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._capacity = float(per_minute)
        self._per_second = per_minute / 60.0
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key: (messages left, when)

    def wait(self, key: str) -> float:
        """Count one message and return 0.0 if it may pass; else return the seconds to wait."""
        now = self._clock()
        left, when = self._buckets.pop(key, (self._capacity, now))
        left = min(self._capacity, left + (now - when) * self._per_second)
        passes = left >= 1.0
        self._buckets[key] = (left - 1.0 if passes else left, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0.0 if passes else (1.0 - left) / self._per_second
