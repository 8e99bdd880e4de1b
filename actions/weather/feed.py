"""A value from a slow service, fetched in the background and kept while the service is down."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Generic, TypeVar

from actions.weather.errors import WeatherError

logger = logging.getLogger(__name__)

T = TypeVar("T")

KEEP = 3 * 3600.0  # seconds after which an old value says nothing any more
RETRY = 60.0  # seconds between attempts while the service fails


class Feed(Generic[T]):
    """Never makes anybody wait: `value` gives what is known and has a stale value fetched meanwhile."""

    def __init__(
        self,
        name: str,
        fetch: Callable[[], T],
        executor: Executor,
        refresh: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._fetch = fetch
        self._executor = executor
        self._refresh = refresh
        self._clock = clock
        self._lock = threading.Lock()
        self._value: T | None = None
        self._fetched_at = self._tried_at = float("-inf")
        self._running: Future[None] | None = None
        self._problem = ""

    def value(self) -> T | None:
        """What was last fetched, unless it is too old; starts fetching when it is due."""
        self.fetching()
        return self._value if self._clock() - self._fetched_at <= KEEP else None

    def fetching(self) -> Future[None] | None:
        """The fetch that is under way, started now if one is due."""
        with self._lock:
            if self._running is None and self._is_due():
                self._tried_at = self._clock()
                self._running = self._executor.submit(self._run)
            return self._running

    def _is_due(self) -> bool:
        now = self._clock()
        return now - self._fetched_at > self._refresh and now - self._tried_at > min(RETRY, self._refresh)

    def _run(self) -> None:
        try:
            value = self._fetch()
            self._value, self._fetched_at = value, self._clock()
            self._note("")
        except WeatherError as error:
            self._note(f"{error.code} {error}")
        except Exception as error:
            # An answer nobody foresaw must not end the feed.
            self._note(type(error).__name__)
        finally:
            with self._lock:
                self._running = None

    def _note(self, problem: str) -> None:
        """Log a change for better or worse once, not every attempt."""
        if problem and problem != self._problem:
            logger.warning("%s: no new data (%s); the last known is kept for a while", self._name, problem)
        elif self._problem and not problem:
            logger.info("%s: data again", self._name)
        self._problem = problem
