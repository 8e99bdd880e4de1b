from __future__ import annotations

from collections import Counter

MOST_COUNTED = 20_000  # answers; then everything is halved, so that what is asked now weighs more


class Popularity:
    """Which topics this server was asked about since it started; who asked is not kept."""

    def __init__(self) -> None:
        self._answers: Counter[str] = Counter()

    def count(self, topic: str) -> None:
        """Count one answer about `topic`."""
        self._answers[topic] += 1
        if self._answers.total() >= MOST_COUNTED:
            self._answers = Counter({key: times // 2 for key, times in self._answers.items() if times > 1})

    def asked(self, topic: str) -> int:
        """Return how often `topic` was answered."""
        return self._answers[topic]
