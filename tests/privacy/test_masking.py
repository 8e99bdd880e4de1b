from __future__ import annotations

import pytest

from privacy.masking import COVER, Masked, label, mask


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("900101-1234567", "resident_number"),
        ("제 주민번호는 9001011234567이에요", "resident_number"),
        ("900101 1234567 등본 떼 주세요", "resident_number"),
        ("９００１０１-１２３４５６７", "resident_number"),
        ("외국인등록번호 900101-5234567 연장", "resident_number"),
        ("구공공일공일 일이삼사오육칠", "resident_number"),
        ("구 공 공 일 공 일 다시 일 이 삼 사 오 육 칠", "resident_number"),
        ("카드 4111-1111-1111-1111 로 낼게요", "card_number"),
        ("4111 1111 1111 1111", "card_number"),
        ("3782-822463-10005", "card_number"),
        ("면허번호 11-12-345678-90", "licence_number"),
        ("여권번호 M12345678 인데요", "passport_number"),
        ("M123A4567", "passport_number"),
        ("010-1234-5678로 전화 주세요", "mobile_number"),
        ("01012345678", "mobile_number"),
        ("hong.gildong@example.co.kr 로 보내 주세요", "email"),
    ],
)
def test_a_number_that_identifies_a_person_is_covered(text: str, kind: str) -> None:
    masked = mask(text)
    assert masked.kinds == (kind,)
    kept = set(masked.text) & set("0123456789０１２３４５６７８９")
    assert COVER in masked.text and not kept
    assert "gildong" not in masked.text and "사오육칠" not in masked.text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "032-560-4114로 전화하면 되나요",
        "1577-0199",
        "과태료 40000원 고지서 2026-11-21",
        "전자납부번호 1234-5678-9012-3456",
        "도로명주소 심곡로 98 1층 104호",
        "901399-1234567",
        "일이 많아서 이사 오는데 사십구일 걸려요",
        "",
    ],
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert mask(text) == Masked(text)


def test_the_rest_of_the_sentence_stays_and_the_shape_of_the_number_too() -> None:
    assert mask("900101-1234567 등본이요").text == f"{COVER * 6}-{COVER * 7} 등본이요"


def test_several_numbers_are_each_covered_and_each_kind_named_once() -> None:
    masked = mask("900101-1234567, 010-1234-5678, 010-8765-4321")
    assert masked.kinds == ("resident_number", "mobile_number")
    assert not any(c.isdigit() for c in masked.text)


def test_masking_twice_changes_nothing_more() -> None:
    once = mask("900101-1234567 hong@example.com")
    assert mask(once.text) == Masked(once.text)


def test_a_long_text_is_masked_too() -> None:
    assert mask("0" * 100_000) == Masked("0" * 100_000)
    assert mask("공일" * 20_000 + " 010-1234-5678").kinds[-1] == "mobile_number"


def test_every_kind_has_a_korean_name() -> None:
    assert label("resident_number") == "주민등록번호"
