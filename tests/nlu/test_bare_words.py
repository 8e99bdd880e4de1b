"""A message of one word asks back; a message that asks something about the word does not."""

from __future__ import annotations

import pytest

from nlu.documents import read


@pytest.mark.parametrize("text", ["구청", "여권 좀 알려 주세요", "주차 문의요"])
def test_a_single_content_word_is_bare(text: str) -> None:
    assert read(text).bare_word == text.split()[0]


@pytest.mark.parametrize(
    "text", ["구청 어디 있어요", "주차장 어딨어요", "도서관은 몇 시까지 하나요?", "접수는 언제부터요"]
)
def test_asking_where_or_when_is_more_than_a_bare_word(text: str) -> None:
    assert read(text).bare_word is None


def test_a_word_that_starts_like_a_question_word_is_still_bare() -> None:
    assert read("누수요").bare_word == "누수"
