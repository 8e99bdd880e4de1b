from __future__ import annotations

import pytest

from nlu.halves import CLAUSE, INSTEAD, MAX_CHARS, NOUN, SENTENCE, halves_of, splits

TOPICS = {"여권": "civil/passport_issue", "소파": "environment/large_waste", "가로등": "urban/streetlight"}


def rank(text: str) -> list[dict[str, object]]:
    """A classifier that knows three words and is unsure of everything else."""
    for word, topic in TOPICS.items():
        if word in text:
            return [{"confidence": 0.9, "intent_response_key": topic}]
    return [{"confidence": 0.1, "intent_response_key": "civil/passport_issue"}]


@pytest.mark.parametrize(
    ("text", "joint", "first", "second"),
    [
        ("여권 수수료랑 소파 버리는 법 알려주세요", NOUN, "여권 수수료", "소파 버리는 법 알려주세요"),
        ("여권 얼마예요? 소파는 어떻게 버려요", SENTENCE, "여권 얼마예요?", "소파는 어떻게 버려요"),
        (
            "여권 만들려고요 그리고 소파도 버려야 돼요",
            SENTENCE,
            "여권 만들려고요",
            "소파도 버려야 돼요",
        ),
        ("여권 만들면서 소파도 버리고 싶어요", CLAUSE, "여권 만들", "소파도 버리고 싶어요"),
        ("가로등이 꺼졌고 소파도 버려져 있어요", CLAUSE, "가로등이 꺼졌", "소파도 버려져 있어요"),
    ],
)
def test_two_questions_in_one_breath_are_told_apart(text, joint, first, second):
    halves = halves_of(text, rank)
    assert halves["joint"] == joint
    assert [part["text"] for part in halves["parts"]] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "여권 수수료랑 준비물 알려주세요",
        "여권이랑 도장 가져가면 되나요",
        "여권 사진은 어디서 찍어요",
        "이사 왔어요. 소파는 어떻게 버려요",
        "가로등이 꺼졌고 너무 어두워요",
    ],
)
def test_one_question_stays_whole(text):
    assert halves_of(text, rank) is None


@pytest.mark.parametrize(
    ("text", "rejected", "wanted"),
    [
        ("아니 재발급 말고 신규요", "재발급", "신규요"),
        ("분실 말고 기간 만료요", "분실", "기간 만료요"),
        ("여권이 아니라 여행 비자요", "여권이", "여행 비자요"),
        ("아니요, 소파 버리는 거요", "", "소파 버리는 거요"),
    ],
)
def test_a_correction_says_what_is_not_meant_and_what_is(text, rejected, wanted):
    halves = halves_of(text, rank)
    assert halves["joint"] == INSTEAD
    assert [part["text"] for part in halves["parts"]] == [rejected, wanted]


def test_the_parts_point_into_the_message():
    text = "여권 수수료랑 소파 버리는 법"
    parts = halves_of(text, rank)["parts"]
    assert [text[p["start"] : p["end"]].strip() for p in parts] == ["여권 수수료", "소파 버리는 법"]


def test_a_very_long_message_is_not_searched():
    assert splits("여권 그리고 소파 " * MAX_CHARS) == []


@pytest.mark.parametrize("text", ["", " ", "아니", "말고", "아니요", "그리고", "?!"])
def test_odd_messages_are_no_two_questions(text):
    assert halves_of(text, rank) is None
