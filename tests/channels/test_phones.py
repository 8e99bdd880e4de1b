from __future__ import annotations

import pytest

from channels.phones import phone_numbers
from knowledge import KnowledgeStore


def test_hyphenated_numbers_are_found_once_each_in_order() -> None:
    text = "032-120에 전화하시거나 1577-0199, 02-123-4567로 거세요. 032-120은 24시간입니다."
    assert phone_numbers(text, "answer") == ["032-120", "1577-0199", "02-123-4567"]


def test_in_an_answer_a_bare_number_is_an_amount_not_a_phone() -> None:
    assert phone_numbers("130면, 접수 번호 119, 2026-11-21까지 1,350원", "answer") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("지금 바로 109로, 다쳤으면 119에 전화해 주세요. 24시간 받아요.", ["109", "119"]),
        ("상담은 182, 위험하시면 112에 전화해 주세요.", ["182", "112"]),
        ("국민연금공단 1355에 전화하세요.", ["1355"]),
        ("국번 없이 110.", ["110"]),
        ("120분 동안 150명이 1년에 110만 원을 받아요.", []),
    ],
)
def test_in_a_reply_that_sends_to_a_number_short_numbers_count(text: str, numbers: list[str]) -> None:
    assert phone_numbers(text, "crisis") == numbers


def test_the_number_of_every_other_agency_is_found_in_its_text(store: KnowledgeStore) -> None:
    agencies = [agency for agency in store.other_agencies.values() if agency.phone]
    assert agencies
    missed = [a.id for a in agencies if a.phone not in phone_numbers(a.text, "out_of_scope")]
    assert not missed
