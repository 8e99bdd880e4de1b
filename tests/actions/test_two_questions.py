from __future__ import annotations

import pytest

from actions.conversation import Guess, Halves, Part, conversation_from
from actions.questions import question_turn
from actions.two_questions import two_questions_turn

COPY, FAMILY, SOFA = "civil/resident_copy", "civil/family_certificate", "environment/large_waste"


def halves(joint: str, first: tuple[str, str, float], second: tuple[str, str, float]) -> Halves:
    parts = []
    start = 0
    for text, topic, confidence in (first, second):
        parts.append(Part(text, start, start + len(text) + 1, (Guess(topic, confidence),)))
        start += len(text) + 1
    return Halves(joint, *parts)


def test_both_questions_are_answered_in_order_each_with_its_own_facet(store, talk):
    found = halves("noun", ("등본 수수료", COPY, 0.9), ("소파 버리는 법", SOFA, 0.9))
    message = talk(
        "등본 수수료랑 소파 버리는 법", (SOFA, 0.9), halves=found, facet_places=(("fee", 3), ("how", 10))
    )
    turn = question_turn(store, message)
    assert [(r.topic, r.facet) for r in turn.replies] == [(COPY, "fee"), (SOFA, "how")]
    assert (turn.slots["topic"], turn.slots["earlier_topics"]) == (SOFA, [COPY])


def test_one_facet_for_two_things_is_given_for_both(store, talk):
    found = halves("noun", ("등본", COPY, 0.9), ("가족관계증명서 수수료", FAMILY, 0.9))
    turn = two_questions_turn(
        store, talk("등본이랑 가족관계증명서 수수료", halves=found, facet_places=(("fee", 11),))
    )
    assert [(r.topic, r.facet) for r in turn.replies] == [(COPY, "fee"), (FAMILY, "fee")]


@pytest.mark.parametrize(
    "found",
    [
        halves("noun", ("낡은 텐트", "culture/camping_site", 0.9), ("의자 버리려고요", SOFA, 0.9)),
        halves("noun", ("등본", COPY, 0.55), ("소파 버리는 법", SOFA, 0.9)),
        halves("sentence", ("등본이요", COPY, 0.9), ("등본 떼려고요", COPY, 0.9)),
        halves("instead", ("등본", COPY, 0.9), ("소파 버리는 법", SOFA, 0.9)),
        halves("sentence", ("등본이요", COPY, 0.9), ("없는 주제요", "civil/no_such_topic", 0.9)),
    ],
    ids=["two things of one question", "unsure", "same topic", "correction", "no article"],
)
def test_everything_else_is_one_question(store, talk, found):
    assert two_questions_turn(store, talk("", halves=found)) is None


def test_the_halves_of_a_message_are_read():
    part = {
        "text": "등본",
        "start": 0,
        "end": 2,
        "ranking": [{"intent_response_key": COPY, "confidence": 0.9}],
    }
    second = {"text": "소파", "start": 4, "end": 6, "ranking": []}
    message = {"text": "등본이랑 소파", "halves": {"joint": "noun", "parts": [part, second]}}
    talk = conversation_from({"latest_message": message}, None)
    assert (talk.halves.first.topic, talk.halves.second.topic) == (COPY, "")


def test_a_facet_taken_back_is_not_asked_for():
    parts = [
        {"text": "수수료", "start": 0, "end": 3, "ranking": []},
        {"text": "준비물이요", "start": 7, "end": 12, "ranking": []},
    ]
    entities = [
        {"entity": "facet", "value": "fee", "start": 0, "end": 3},
        {"entity": "facet", "value": "documents", "start": 7, "end": 10},
    ]
    message = {
        "text": "수수료 말고 준비물이요",
        "entities": entities,
        "halves": {"joint": "instead", "parts": parts},
    }
    assert conversation_from({"latest_message": message}, None).facets == ("documents",)
