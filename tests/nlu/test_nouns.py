from __future__ import annotations

import pytest

from nlu.nouns import nouns


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("검사 받으려면 어디로 가나요", ["검사"]),
        ("언제 내놔야 해요", []),
        ("여권이랑 여권 사진", ["여권", "사진"]),
        ("저기요 미안한데 등본 좀 떼려고요", ["등본"]),
        ("", []),
        ("???", []),
    ],
)
def test_the_nouns_of_a_message_come_in_order_and_each_once(text: str, found: list[str]) -> None:
    assert nouns(text) == found
