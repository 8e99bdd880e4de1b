from __future__ import annotations

import pytest

from knowledge.spoken import speech_from_text


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("하나입니다. 둘입니다. 셋입니다. 넷입니다.", "하나입니다. 둘입니다. 셋입니다."),
        ("- 승용차: 4만 원\n- 승합차(11인승 이상): 5만 원", "승용차, 4만 원. 승합차, 5만 원."),
        ("위택스(www.wetax.go.kr)에서 냅니다.", "위택스에서 냅니다."),
        ("https://www.gov.kr 에서 신청합니다.", "누리집 에서 신청합니다."),
        ("나무과(전화 099-120)로 물어보세요.", "나무과 전화 099-120로 물어보세요."),
        ("2026. 7. 1.부터 3.5만 원입니다. 끝.", "2026. 7. 1.부터 3.5만 원입니다. 끝."),
        ("신분증·사진을 가져오세요", "신분증, 사진을 가져오세요."),
        ("", ""),
    ],
)
def test_a_written_answer_becomes_short_and_speakable(written: str, spoken: str) -> None:
    assert speech_from_text(written) == spoken
