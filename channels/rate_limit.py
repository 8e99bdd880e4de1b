from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from channels import phrases
from channels.errors import RefusedError
from channels.settings import WebSettings


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


class Limits:
    """How much one conversation and one address may ask for, whatever way it comes."""

    def __init__(self, settings: WebSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._senders = RateLimiter(settings.sender_per_minute, clock=clock)
        self._addresses = RateLimiter(settings.address_per_minute, clock=clock)

    def check(self, sender: str, address: str) -> None:
        """Count one request; raises RefusedError (429) when there were too many."""
        seconds = self._addresses.wait(address) or self._senders.wait(sender)
        if seconds:
            raise RefusedError(429, "too_many", phrases.TOO_MANY, retry_after=math.ceil(seconds))
