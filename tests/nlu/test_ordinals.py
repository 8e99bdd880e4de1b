from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.ordinal import LAST, find_ordinals
from nlu.ordinals import OrdinalExtractor


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("첫 번째", 1),
        ("첫번째요", 1),
        ("두번째 거요", 2),
        ("두 번째 거로 할게요", 2),
        ("2번", 2),
        ("２번이요", 2),
        ("3번 알려주세요", 3),
        ("세번째", 3),
        ("네 번째 거 수수료는요", 4),
        ("둘째", 2),
        ("둘째 거요", 2),
        ("2번임", 2),
        ("3번여", 3),
        ("두번쨰꺼요ㅎㅎ", 2),
        ("마지막꺼", LAST),
        ("위에 거", 1),
        ("젤 위에꺼여", 1),
        ("밑에 거요", LAST),
        ("1", 1),
        ("1.", 1),
        ("삼번이요", 3),
        ("맨 위", 1),
        ("맨 위에 있는 거요", 1),
        ("마지막 거", LAST),
        ("제일 마지막 거요", LAST),
        ("맨 아래 거 보여 주세요", LAST),
        ("10번", 10),
    ],
)
def test_a_choice_is_understood(text: str, value: int) -> None:
    assert [ordinal.value for ordinal in find_ordinals(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "네",
        "위에 있는 집",
        "앞에 있는 차",
        "0",
        "99",
        "주민등록등본 2통",
        "2통 주세요",
        "3층",
        "청라2동",
        "만 65세",
        "20번 버스",
        "2번 출구",
        "1588-0000",
        "3월 2일",
        "둘째 아이 출산지원금",
        "셋째를 낳았어요",
        "첫째 주 월요일",
        "이번 주 토요일",
        "이번에 이사했어요",
        "한 번 더요",
        "두 번째 방문인데요",
        "마지막 버스 시간",
        "신청 마지막 날",
    ],
)
def test_ordinary_numbers_are_no_choice(text: str) -> None:
    assert find_ordinals(text) == []


def test_the_entity_points_at_the_ordinal_in_the_original_text() -> None:
    text = "음  ２ 번 거요"
    message = OrdinalExtractor().process([Message({TEXT: text})])[0]
    (entity,) = message.get(ENTITIES)
    assert text[entity["start"] : entity["end"]] == "２ 번"
    assert (entity["entity"], entity["value"], entity["extractor"]) == ("ordinal", 2, "OrdinalExtractor")


def test_entities_of_other_extractors_are_kept() -> None:
    other = {"entity": "facet", "value": "fee"}
    message = OrdinalExtractor().process([Message({TEXT: "1번", ENTITIES: [other]})])[0]
    assert [entity["entity"] for entity in message.get(ENTITIES)] == ["facet", "ordinal"]
