"""The conversations of the last while, ready to go on."""

from __future__ import annotations

from collections import OrderedDict

from serving.tracker import LiveTracker


class TrackerCache:
    """At most `capacity` trackers, the longest unused leaves first; a capacity of 0 switches it off."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._trackers: OrderedDict[str, LiveTracker] = OrderedDict()

    def take(self, sender_id: str) -> LiveTracker | None:
        """Hand the sender's tracker out; it is no longer in the cache."""
        return self._trackers.pop(sender_id, None)

    def put(self, tracker: LiveTracker) -> None:
        """Keep a tracker whose events are all stored."""
        if not self._capacity:
            return
        self._trackers[tracker.sender_id] = tracker
        while len(self._trackers) > self._capacity:
            self._trackers.popitem(last=False)

    def drop(self, sender_id: str) -> None:
        """Forget one sender."""
        self._trackers.pop(sender_id, None)

    def clear(self) -> None:
        """Forget everybody."""
        self._trackers.clear()

    def __len__(self) -> int:
        return len(self._trackers)
