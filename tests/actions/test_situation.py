from __future__ import annotations

from datetime import datetime

import pytest

from actions.situation import situations_at
from knowledge import SITUATIONS


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        (datetime(2026, 1, 1, 9), {"아침", "겨울", "공휴일", "새해 첫날"}),
        (datetime(2026, 2, 17, 12), {"낮", "겨울", "공휴일", "설날"}),
        (datetime(2026, 9, 25, 19), {"저녁", "가을", "공휴일", "추석", "금요일"}),
        (datetime(2026, 12, 25, 23), {"밤", "겨울", "공휴일", "성탄절", "금요일"}),
        (datetime(2026, 4, 11, 12), {"낮", "봄", "주말"}),
        (datetime(2026, 7, 15, 3), {"밤", "여름"}),
    ],
)
def test_the_moment_is_known_by_hour_season_weekday_and_holiday(moment, holds):
    assert situations_at(moment) == holds
    assert holds <= set(SITUATIONS)
