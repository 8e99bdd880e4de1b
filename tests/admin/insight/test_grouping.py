"""Forty wordings of one question are one row."""

from __future__ import annotations

import random

import pytest

from admin.insight.grouping import QuestionGroups
from admin.insight.similarity import GramWeights
from admin.insight.topics import TopicNames
from knowledge import KnowledgeStore

# Written for this test; what the bot knows nothing about gives rankings that tell nothing.
UNKNOWN = {
    "drone": [
        "드론 날려도 되는 곳이 어디예요",
        "공원에서 드론 띄워도 되나요",
        "우리 구에서 드론 비행 가능한 장소 알려주세요",
        "드론 촬영하려면 허가 받아야 하나요",
        "드론 비행 허가",
        "아라뱃길에서 드론 돼요?",
    ],
    "bees": ["벌집 제거해 주나요", "아파트 베란다에 벌집이 생겼어요", "벌집 신고", "벌집 치워주세요"],
    "airbnb": [
        "에어비앤비 하려면 어떻게 등록해요",
        "에어비앤비 신고",
        "우리집 방 하나로 에어비앤비 해도 되나요",
    ],
}
KNOWN = [
    ("킥보드가 길 막고 있어요", 0.998),
    ("전동킥보드 불법주차 신고", 0.999),
    ("인도에 누가 세워 둔 거 치워주세요", 0.83),
    ("쓰러진 공유 킥보드", 0.91),
]


@pytest.fixture(scope="module")
def weights() -> GramWeights:
    return GramWeights(TopicNames(KnowledgeStore()).questions())


def grouped(
    groups: QuestionGroups, questions: list[tuple[str, str, tuple[tuple[str, float], ...], str]]
) -> list[set[str]]:
    """Put questions in one by one, as the index does; returns the names met in each group."""
    members: dict[int, set[str]] = {}
    for number, (name, text, ranking, facet) in enumerate(questions):
        group = groups.find(text, ranking, facet)
        group = number if group is None else group
        groups.add(group, text, ranking, facet)
        members.setdefault(group, set()).add(name)
        while (twin := groups.twin_of(group)) is not None:
            groups.merge(group, into=twin)
            members[twin] |= members.pop(group)
            group = twin
    return list(members.values())


@pytest.mark.parametrize("seed", range(4))
def test_wordings_of_one_unknown_question_meet_whatever_their_order(weights: GramWeights, seed: int) -> None:
    questions = [(name, text, (), "") for name, texts in UNKNOWN.items() for text in texts]
    random.Random(seed).shuffle(questions)
    found = grouped(QuestionGroups(weights), questions)
    assert len(found) <= 4
    assert all(len(names) == 1 for names in found), found


def test_other_words_for_the_same_topic_are_the_same_question(weights: GramWeights) -> None:
    questions = [("kickboard", text, (("traffic/kickboard_report", p),), "") for text, p in KNOWN]
    assert len(grouped(QuestionGroups(weights), questions)) == 1


def test_another_facet_of_the_same_topic_is_another_question(weights: GramWeights) -> None:
    sure = (("civil/passport_issue", 0.99),)
    questions = [("fee", "얼마 내야 돼요", sure, "fee"), ("where", "창구가 몇 층이에요", sure, "where")]
    assert len(grouped(QuestionGroups(weights), questions)) == 2


def test_questions_that_share_only_their_endings_stay_apart(weights: GramWeights) -> None:
    questions = [("a", "드론은 어떻게 신청하나요", (), ""), ("b", "벌집은 어떻게 신청하나요", (), "")]
    assert len(grouped(QuestionGroups(weights), questions)) == 2


@pytest.mark.parametrize("text", ["", "?!", "아", "😀"])
def test_text_without_syllables_is_a_question_like_any_other(weights: GramWeights, text: str) -> None:
    groups = QuestionGroups(weights)
    assert groups.find(text, (), "") is None
    groups.add(1, text, (), "")
    assert groups.find("드론 비행 허가", (), "") is None
