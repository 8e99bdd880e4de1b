import re
from pathlib import Path

import pytest

from voice_channel.reading import spoken_form
from voice_channel.reading.numerals import digit_words, native, number_words, sino

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("reading.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("written", "spoken"), _ROWS, ids=[row[0] for row in _ROWS])
def test_a_written_sentence_is_read_as_a_person_would_say_it(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken


def test_the_reading_file_covers_at_least_120_sentences() -> None:
    assert len(_ROWS) >= 120


@pytest.mark.parametrize(("written", "spoken"), _ROWS, ids=[row[0] for row in _ROWS])
def test_a_spoken_form_is_read_again_unchanged(written: str, spoken: str) -> None:
    assert spoken_form(spoken) == spoken


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "🙂", "\ud800", "((((", "~~~", "1~", "-", "제", "99999999999999999999999"]
)
def test_odd_text_leaves_only_what_can_be_spoken(text: str) -> None:
    assert re.fullmatch("[가-힣 .,?!\n]*", spoken_form(text))


def test_each_line_is_read_by_itself() -> None:
    assert spoken_form("1. 신청\n2. 발급") == "첫째, 신청\n둘째, 발급"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "영"),
        (10, "십"),
        (10_000, "만"),
        (11_111, "만 천백십일"),
        (100_000_000, "일억"),
        (1_010_010, "백일만 십"),
    ],
)
def test_sino_numerals_are_grouped_by_ten_thousands(number: int, words: str) -> None:
    assert sino(number) == words


@pytest.mark.parametrize(("number", "words"), [(1, "한"), (20, "스무"), (21, "스물한"), (99, "아흔아홉")])
def test_native_numerals_take_the_form_before_a_counter(number: int, words: str) -> None:
    assert native(number) == words


def test_decimals_are_read_digit_by_digit_after_the_point() -> None:
    assert number_words("1,000.05") == "천 점 영오"


def test_phone_digits_say_gong_for_zero() -> None:
    assert digit_words("032-0") == "공삼이공"
