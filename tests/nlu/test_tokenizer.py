from __future__ import annotations

import threading
from itertools import pairwise
from typing import Any

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.analyzer import analyze
from nlu.tokenizer import KoreanTokenizer


def tokens_of(text: str) -> list[Any]:
    tokenizer = KoreanTokenizer(KoreanTokenizer.get_default_config())
    return tokenizer.process([Message({TEXT: text})])[0].get("text_tokens")


AWKWARD = [
    "여권 잃어버렸는데 수수료 얼마예요?",
    "😀😀 여권😭재발급   두 칸",
    "첫 줄\n둘째\t줄\r\n",
    "a\x00b 여권\x00",
    "ㅋㅋㅋ 여권ㅠㅠ",
    "Passport 재발급 fee는?",
    "１２３ ﾡ 두번째",
    "가\ud800나",
    "여귄 \u200b여권",
    "👨‍👩‍👧 가족관계증명서",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_every_token_is_the_piece_of_the_text_it_points_at(text: str) -> None:
    tokens = tokens_of(text)
    assert tokens
    assert all(token.text == text[token.start : token.end] for token in tokens)


@pytest.mark.parametrize("text", AWKWARD)
def test_tokens_come_in_order_and_do_not_overlap(text: str) -> None:
    tokens = tokens_of(text)
    assert all(first.end <= second.start for first, second in pairwise(tokens))


def test_particles_are_split_from_nouns() -> None:
    assert [(token.text, token.start) for token in tokens_of("여권을  분실했어요")][:3] == [
        ("여권", 0),
        ("을", 2),
        ("분실", 5),
    ]


def test_a_token_knows_its_part_of_speech() -> None:
    assert tokens_of("여권")[0].get("pos") == "NNG"


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\x00"])
def test_a_text_without_words_becomes_one_token(text: str) -> None:
    (token,) = tokens_of(text)
    assert (token.text, token.start) == (text, 0)


def test_a_hundred_kilobytes_are_tokenized_at_the_beginning_only() -> None:
    tokens = tokens_of("여권 분실 " * 17_000)
    assert tokens[-1].end <= 1000


def test_the_message_text_is_left_as_it_was() -> None:
    message = Message({TEXT: "가\x00 나"})
    KoreanTokenizer(KoreanTokenizer.get_default_config()).process([message])
    assert message.get(TEXT) == "가\x00 나"


def test_several_threads_may_analyze_at_once() -> None:
    texts = [f"여권 {number}번 재발급 수수료" for number in range(40)]
    expected = [analyze(text) for text in texts]
    found: dict[int, list[Any]] = {}

    def work(number: int) -> None:
        found[number] = [analyze(text) for text in texts]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == expected for number in range(4))
