from __future__ import annotations

import re
import unicodedata

import pytest

from nlu.folding import fold
from nlu.phonetic import spell_as_heard


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("여권 Passport", "여권 passport"),
        ("１２３번", "123번"),
        ("ㅋㅋ 여권", "ㅋㅋ 여권"),
        ("가\x00나\n다", "가 나 다"),
        ("가\ud800나", "가 나"),
        ("ﾡﾢ", "ㄱㄲ"),
        (unicodedata.normalize("NFD", "여권"), "여권"),
        ("", ""),
    ],
)
def test_a_text_is_read_in_its_simplest_form(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_offsets_lead_back_to_decomposed_syllables() -> None:
    original = "a " + unicodedata.normalize("NFD", "여권")
    folded = fold(original)
    start, end = folded.span(2, 4)
    assert unicodedata.normalize("NFC", original[start:end]) == "여권"


def test_a_ligature_keeps_the_place_of_the_one_character_it_came_from() -> None:
    folded = fold("㎏당 요금")
    assert folded.text == "kg당 요금"
    assert folded.span(0, 2) == (0, 1)
    assert folded.span(4, 6) == (3, 5)


def test_dropping_characters_keeps_the_places_of_the_others() -> None:
    kept = fold("여권 - 분실").keep(re.compile(r"\w"))
    assert kept.text == "여권분실"
    assert kept.span(2, 4) == (5, 7)


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert len(fold("여권" * 50_000).text) == 1000
    assert len(fold("\u1107\u116e" * 50_000, 10).text) == 5


@pytest.mark.parametrize(
    ("written", "meant"), [("되나요", "돼나요"), ("몃시", "몇시"), ("갔다", "갓다"), ("웬일", "왠일")]
)
def test_words_that_sound_alike_compare_equal(written: str, meant: str) -> None:
    assert spell_as_heard(written) == spell_as_heard(meant)


def test_spelling_as_heard_keeps_other_characters_and_the_length() -> None:
    assert spell_as_heard("a1 ㅋ가?") == "a1 ㅋ가?"
