"""How long conversations are kept."""

from __future__ import annotations

import pytest

from privacy.retention import DAY_SECONDS, DEFAULT_DAYS, is_expired, keep_from

NOW = 1_795_000_000.0


def test_a_conversation_expires_after_its_days_and_not_before() -> None:
    edge = NOW - DEFAULT_DAYS * DAY_SECONDS
    assert is_expired(edge - 1, NOW, DEFAULT_DAYS)
    assert not is_expired(edge, NOW, DEFAULT_DAYS)


@pytest.mark.parametrize("days", [0, -1])
def test_less_than_a_day_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        keep_from(NOW, days)
