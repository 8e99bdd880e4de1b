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


def test_sentences_written_before_the_rules_were_tuned_are_read_as_well() -> None:
    lines = Path(__file__).with_name("reading_blind.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    wrong = [written for written, spoken in rows if spoken_form(written) != spoken]
    assert len(rows) >= 120
    assert len(wrong) <= 0.03 * len(rows), wrong


def test_an_emergency_number_after_an_adverb_is_no_house_number() -> None:
    assert spoken_form("바로 112에 신고하세요.") == "바로 일일이에 신고하세요."
    assert spoken_form("서곶로 112에 있어요.") == "서곶로 백십이에 있어요."


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("12/25은 쉽니다.", "십이월 이십오 일은 쉽니다."),
        ("1/5(월)~1/9(금)", "일월 오 일 월요일부터 일월 구 일 금요일까지"),
        ("6월 16~30일", "유월 십육 일부터 삼십 일까지"),
        ("22시~익일 6시", "이십이 시부터 익일 여섯 시까지"),
        ("1/4분기", "일사분기"),
        ("700-1번 버스", "칠백 다시 일 번 버스"),
        ("1-2번 창구", "일에서 이 번 창구"),
        ("3번과 4번 창구", "삼 번과 사 번 창구"),
        ("B2F 주차장", "지하 이 층 주차장"),
        ("F-4 비자", "에프포 비자"),
        ("여권번호 M12345678", "여권번호 엠 일이삼사오육칠팔"),
        ("032-560-4114, 5903", "공삼이 오육공 사일일사, 오구공삼"),
        ("119구급대", "일일구 구급대"),
        ("부득이하면 10일", "부득이하면 십 일"),
        ("냉장고(300L 이상) 1대 8,000원", "냉장고, 삼백 리터 이상, 한 대 팔천 원"),
        ("1588-1234 → 1번 → 2번", "일오팔팔 일이삼사, 일 번, 이 번"),
        ("24일(금) 오후 2시", "이십사 일 금요일 오후 두 시"),
        ("*표나 #을 누르세요.", "별표나 샵을 누르세요."),
        ("1AA-2511-0123456", "일에이에이 이오일일 공일이삼사오육"),
    ],
)
def test_forms_met_in_civic_texts(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken


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
