from __future__ import annotations

import pytest

from actions import phrases
from actions.questions import chosen_turn, follow_up_turn, question_turn, unsure_turn
from actions.rewinding import go_back_turn

LOST = "civil/passport_lost"
PENSION, COURT = "other_agency/national_pension", "other_agency/court"


def test_business_of_another_body_is_answered_with_its_words_and_number(store, talk):
    reply = question_turn(store, talk("국민연금 얼마 나와요", (PENSION, 0.93), facets=("fee",))).replies[0]
    agency = store.other_agencies["national_pension"]
    assert (reply.type, reply.topic, reply.title) == ("out_of_scope", "", agency.title)
    assert (reply.text, reply.speech) == (agency.text, agency.speech)
    assert "1355" in reply.text
    assert reply.department is None


def test_a_fairly_sure_guess_at_another_body_offers_the_next_best_too(store, talk):
    turn = question_turn(store, talk("소송", (COURT, 0.7), (LOST, 0.2)))
    assert [c.title for c in turn.replies[0].candidates] == [store.article(LOST).title]
    assert turn.replies[0].prompt == phrases.NEXT_BEST
    assert turn.slots["candidates"] == [LOST]


def test_another_body_is_offered_by_its_title_and_answers_when_picked(store, talk):
    asked = unsure_turn(store, talk("연금", (PENSION, 0.4), (LOST, 0.3)))
    title = store.other_agencies["national_pension"].title
    assert asked.replies[0].candidates[0].title == title
    picked = chosen_turn(store, talk("1번", ordinal=1, candidates=tuple(asked.slots["candidates"])))
    assert picked.replies[0].title == title


@pytest.mark.parametrize("topic", ["other_agency/nobody", "other_agency/"])
def test_a_group_without_words_is_never_shown_by_its_raw_name(store, talk, topic):
    reply = unsure_turn(store, talk("음", (topic, 0.4), (LOST, 0.3))).replies[0]
    assert [c.topic for c in reply.candidates[:-1]] == [LOST]
    assert question_turn(store, talk("음", (topic, 0.95))).replies[0].type == "handoff"


def test_after_another_body_a_bare_facet_does_not_answer_the_subject_before(store, talk):
    slots = question_turn(store, talk("국민연금", (PENSION, 0.95), topic=LOST)).slots
    assert (slots["topic"], slots["earlier_topics"]) == (None, [LOST])
    reply = follow_up_turn(store, talk("수수료는요?", facets=("fee",), topic=slots["topic"])).replies[0]
    assert reply.text != store.answer(LOST, "fee").text


def test_after_another_body_one_can_go_back_to_the_subject_before(store, talk):
    slots = question_turn(store, talk("국민연금", (PENSION, 0.95), topic=LOST)).slots
    back = go_back_turn(
        store, talk("뒤로", topic=slots["topic"], earlier_topics=tuple(slots["earlier_topics"]))
    )
    assert back.replies[0].topic == LOST
