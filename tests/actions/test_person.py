"""Who a message is about, and what an article says for them."""

from __future__ import annotations

import pytest

from actions import phrases
from actions.eligibility import age_line, childs_topic, proxy_line
from actions.person import age_in, life_stage_in, on_behalf_in, speaks_of_self
from actions.questions import follow_up_turn, question_turn, unsure_turn
from actions.resident import learnt

PENSION, ISSUE, MINOR, LOST = (
    "welfare/basic_pension",
    "civil/passport_issue",
    "civil/passport_minor",
    "civil/passport_lost",
)
SEAL = "civil/seal_certificate"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("저는 70살인데요", 70),
        ("만 64세예요", 64),
        ("우리 어무이가 올해 예순다섯인데", 65),
        ("열여섯 살인데요", 16),
        ("내 나이 여든인디", 80),
        ("칠순인데요", 70),
        ("만 65세 이상이면 되나요", None),
        ("여권 하나인데 얼마예요", None),
        ("세 번째 거요", None),
        ("열이에요 38도", None),
        ("1세대 1주택인데요", None),
        ("네 알겠어요", None),
    ],
)
def test_an_age_is_noticed_in_figures_and_in_words(text, age):
    assert age_in(text) == age


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("어머니 대신이요", "parent"),
        ("손주 거 하려고요", "child"),
        ("남편 대신 신청하려고요", "spouse"),
        ("우리 아이 여권이요", "child"),
        ("아들이 대신 가도 되나요", None),
        ("아버지 사망신고", None),
        ("우리 아들이 대신 가도 되나", None),
    ],
)
def test_whose_matter_it_is_is_noticed_and_who_only_goes_along_is_not(text, who):
    assert on_behalf_in(text) == who


def test_a_stage_of_life_comes_from_the_age_or_from_a_name_for_it():
    assert [
        life_stage_in(t) for t in ("8살이에요", "스물셋이에요", "마흔 살이요", "나 같은 늙은이도 되는겨")
    ] == [
        "child",
        "youth",
        "adult",
        "senior",
    ]


def test_what_was_told_is_kept_and_what_was_kept_is_used(store, talk):
    assert learnt(store, talk("저는 70살인데요")) == {"age": 70, "life_stage": "senior"}
    assert learnt(store, talk("전입신고는요", age=70, life_stage="senior")) == {}


def test_the_age_of_one_person_is_not_taken_for_the_next(store, talk):
    assert learnt(store, talk("남편 거는요", on_behalf="parent", age=80, life_stage="senior")) == {
        "age": None,
        "life_stage": None,
        "on_behalf": "spouse",
    }
    assert learnt(store, talk("저는 어떻게 해요", on_behalf="child", life_stage="child")) == {
        "life_stage": None,
        "on_behalf": None,
    }
    assert speaks_of_self("저는 어떻게 해요")


@pytest.mark.parametrize(
    ("age", "words"),
    [(70, phrases.AGE_WITHIN), (50, phrases.AGE_OUTSIDE)],
)
def test_an_answer_with_one_age_limit_says_how_the_resident_stands_to_it(store, talk, age, words):
    reply = question_turn(store, talk("기초연금", (PENSION, 0.95), age=age)).replies[0]
    assert words.format(age=age, limit="65세 이상") in reply.text
    assert f"{age}세" in reply.speech


def test_close_to_the_limit_the_bot_is_careful(store, talk):
    reply = question_turn(store, talk("기초연금", (PENSION, 0.95), age=65)).replies[0]
    assert phrases.AGE_CLOSE in reply.text


def test_it_is_said_once_and_only_where_it_belongs(store, talk):
    later = question_turn(store, talk("기초연금", (PENSION, 0.95), age=70, topic=PENSION)).replies[0]
    fee = question_turn(store, talk("언제 받아요", (PENSION, 0.95), age=70, facets=("time",))).replies[0]
    unknown = question_turn(store, talk("기초연금", (PENSION, 0.95))).replies[0]
    assert [age_line(store, talk("", topic=PENSION, age=70), reply) for reply in (later, fee)] == ["", ""]
    assert age_line(store, talk(""), unknown) == ""


def test_telling_only_the_age_asks_who_may_apply_for_the_matter_at_hand(store, talk):
    for decide in (unsure_turn, follow_up_turn):
        reply = decide(store, talk("저는 70살인데요", topic=PENSION)).replies[0]
        assert (reply.topic, reply.facet) == (PENSION, "eligibility")
        assert "70세" in reply.text


def test_going_for_somebody_brings_the_articles_own_words_on_that(store, talk):
    reply = question_turn(store, talk("인감증명서 떼려고요", (SEAL, 0.95), on_behalf="parent")).replies[0]
    assert "대신" in reply.text or "위임" in reply.text or "대리" in reply.text
    assert proxy_line(store, talk(""), reply) == ""


def test_after_a_child_was_spoken_of_a_passport_is_the_childs(store, talk):
    turn = question_turn(store, talk("여권은 얼마예요", (ISSUE, 0.95), facets=("fee",), on_behalf="child"))
    assert (turn.replies[0].topic, turn.replies[0].facet) == (MINOR, "fee")
    assert turn.replies[0].text.startswith(phrases.FOR_A_CHILD)
    assert [choice.topic for choice in turn.replies[0].candidates] == [ISSUE]


@pytest.mark.parametrize(("text", "topic"), [("제 여권이요", ISSUE), ("여권 잃어버렸어요", LOST)])
def test_an_adults_own_matter_and_another_matter_stay_what_they_are(store, talk, text, topic):
    assert childs_topic(store, talk(text, on_behalf="child"), topic) is None
