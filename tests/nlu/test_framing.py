"""Words around a question do not count as the question."""

from __future__ import annotations

import pytest

from nlu.framing import unframed


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("미안한데요, 등본 떼려고요", "등본 떼려고요"),
        ("아이고 저기 총각 보건소가 어디여", "보건소가 어디여"),
        ("뭐 좀 물어보려고 하는데요 여권 얼마예요", "여권 얼마예요"),
        ("내가 잘 몰라서 그러는데요 쓰레기 언제 버려요", "쓰레기 언제 버려요"),
        ("재산세 납부 기한 그것 좀 가르쳐 주세요", "재산세 납부 기한"),
    ],
)
def test_openers_and_closers_are_left_out(text: str, question: str) -> None:
    assert unframed(text) == question


@pytest.mark.parametrize(
    "text", ["미안해요", "저기요", "그거 알려 주세요", "그 서류는 어디서 받아요", "어머니가 돌아가셨어요"]
)
def test_a_message_of_nothing_else_stays_whole(text: str) -> None:
    assert unframed(text) == text
