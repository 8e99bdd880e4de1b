from __future__ import annotations

import re

import pytest

from actions import phrases
from actions.questions import (
    act_turn,
    chosen_turn,
    follow_up_turn,
    question_turn,
    unsure_turn,
    wrong_answer_turn,
)
from actions.reacting import deny_turn

LOST, ISSUE, MINOR = "civil/passport_lost", "civil/passport_issue", "civil/passport_minor"
RAW_NAME = re.compile(
    r"\b(civil|general|environment|traffic|welfare|urban|culture|economy|education|safety)/|nlu_fallback"
)


def test_a_sure_question_is_answered_with_the_facet_asked_for(store, talk):
    turn = question_turn(
        store, talk("여권 잃어버렸는데 수수료 얼마예요?", (LOST, 0.95), (ISSUE, 0.03), facets=("fee",))
    )
    reply = turn.replies[0]
    assert (reply.type, reply.topic, reply.facet) == ("answer", LOST, "fee")
    assert "27,000원" in reply.text
    assert reply.candidates == ()


def test_the_answer_names_department_source_and_check_date(store, talk):
    reply = question_turn(store, talk("여권 분실 수수료", (LOST, 0.95), facets=("fee",))).replies[0]
    assert store.district.call_center.phone in reply.plain_text()
    assert "여권법 시행령" in reply.source
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", reply.checked)
    assert reply.checked in reply.plain_text()


def test_a_fairly_sure_question_is_answered_and_offers_the_next_best_by_title(store, talk):
    turn = question_turn(store, talk("여권", (LOST, 0.7), (ISSUE, 0.2), (MINOR, 0.05)))
    reply = turn.replies[0]
    assert reply.type == "answer"
    assert [c.topic for c in reply.candidates] == [ISSUE, MINOR]
    assert [c.title for c in reply.candidates] == [store.article(ISSUE).title, store.article(MINOR).title]
    assert reply.plain_text().endswith(phrases.NEXT_BEST)


def test_an_unsure_question_asks_back_with_three_titles_none_of_these_and_a_number(store, talk):
    turn = unsure_turn(store, talk("여권", (LOST, 0.4), (ISSUE, 0.3), (MINOR, 0.2)))
    reply = turn.replies[0]
    assert reply.type == "candidates"
    assert [c.topic for c in reply.candidates[:3]] == [LOST, ISSUE, MINOR]
    assert reply.candidates[-1].title == phrases.NONE_OF_THESE
    assert store.district.call_center.phone in reply.text
    assert turn.slots["misses"] == 1


def test_the_second_miss_in_a_row_ends_with_a_person(store, talk):
    turn = unsure_turn(store, talk("음", (LOST, 0.2), misses=1))
    assert turn.replies[0].type == "handoff"
    assert store.district.call_center.phone in turn.replies[0].text
    assert turn.slots["misses"] == 0


def test_an_answer_forgets_earlier_misses(store, talk):
    assert question_turn(store, talk("여권 분실", (LOST, 0.95), misses=1)).slots["misses"] == 0


def test_two_facets_in_one_question_are_both_answered(store, talk):
    turn = question_turn(store, talk("여권 분실 수수료랑 준비물", (LOST, 0.95), facets=("fee", "documents")))
    assert [r.facet for r in turn.replies] == ["fee", "documents"]


def test_a_facet_the_article_lacks_is_admitted_and_the_summary_given(store, talk):
    reply = question_turn(
        store,
        talk("여권 분실 자격", (LOST, 0.95), facets=("eligibility",), facet_places=(("eligibility", 6),)),
    ).replies[0]
    assert reply.facet == "summary"
    assert "대상" in reply.text.splitlines()[0]


def test_a_topic_without_an_article_ends_with_a_person_not_with_its_raw_name(store, talk):
    reply = question_turn(store, talk("없는 주제", ("civil/no_such_topic", 0.97))).replies[0]
    assert reply.type == "handoff"
    assert not RAW_NAME.search(reply.plain_text())


def test_a_bare_facet_goes_on_with_the_topic_at_hand(store, talk):
    text = "그럼 준비물은요?"
    message = talk(
        text, ("culture/facility_rental", 0.5), topic=LOST, facets=("documents",), facet_spans=((3, 6),)
    )
    reply = unsure_turn(store, message).replies[0]
    assert (reply.topic, reply.facet) == (LOST, "documents")


def test_a_facet_with_another_subject_is_not_taken_for_a_follow_up(store, talk):
    text = "소파 버리는 준비물은요?"
    message = talk(
        text, ("environment/large_waste", 0.4), topic=LOST, facets=("documents",), facet_spans=((7, 10),)
    )
    assert unsure_turn(store, message).replies[0].topic == "environment/large_waste"


def test_a_facet_before_any_topic_asks_for_the_topic_and_remembers_the_facet(store, talk):
    turn = follow_up_turn(store, talk("수수료는요?", facets=("fee",)))
    assert "비용" in turn.replies[0].text
    assert turn.slots["asked_facet"] == "fee"
    answered = question_turn(store, talk("여권 분실", (LOST, 0.95), asked_facet="fee"))
    assert answered.replies[0].facet == "fee"


def test_a_button_answers_its_topic_and_facet(store, talk):
    turn = chosen_turn(store, talk("/choose", chosen_topic=LOST, facets=("time",)))
    assert (turn.replies[0].topic, turn.replies[0].facet) == (LOST, "time")


def test_an_ordinal_picks_from_the_list_with_the_facet_asked_before(store, talk):
    message = talk("두 번째 거요", ordinal=2, candidates=(LOST, ISSUE, MINOR), asked_facet="fee")
    reply = chosen_turn(store, message).replies[0]
    assert (reply.topic, reply.facet) == (ISSUE, "fee")


def test_the_last_one_can_be_picked_by_name(store, talk):
    assert (
        chosen_turn(store, talk("마지막 거요", ordinal=-1, candidates=(LOST, MINOR))).replies[0].topic
        == MINOR
    )


def test_an_ordinal_outside_the_list_is_said_so(store, talk):
    reply = chosen_turn(store, talk("다섯 번째", ordinal=5, candidates=(LOST, MINOR))).replies[0]
    assert reply.text == phrases.NO_SUCH_CHOICE


def test_an_ordinal_with_nothing_offered_is_said_so(store, talk):
    assert chosen_turn(store, talk("두 번째", ordinal=2)).replies[0].text == phrases.NOTHING_TO_CHOOSE


def test_a_made_up_payload_cannot_show_a_raw_name(store, talk):
    reply = chosen_turn(store, talk("/choose", chosen_topic="civil/<script>", facets=("nonsense",))).replies[
        0
    ]
    assert "script" not in reply.plain_text()


def test_a_wrong_answer_is_apologised_for_and_alternatives_are_offered(store, talk):
    turn = wrong_answer_turn(store, talk("그거 아니에요", topic=LOST, alternatives=(ISSUE, MINOR)))
    assert phrases.WRONG_ANSWER in turn.replies[0].text
    assert [c.topic for c in turn.replies[0].candidates[:2]] == [ISSUE, MINOR]


def test_the_earlier_topic_is_remembered_when_the_subject_changes(store, talk):
    turn = question_turn(store, talk("등본", ("civil/resident_copy", 0.9), topic=LOST))
    assert turn.slots["earlier_topics"] == [LOST]


def test_an_unsure_correction_goes_to_the_neighbour_the_conversation_leads_to(store, talk):
    message = talk("아니 재발급 말고 새로 만드는 거요", (ISSUE, 0.5), ("urban/land_survey", 0.02), topic=LOST)
    reply = unsure_turn(store, message).replies[0]
    assert (reply.type, reply.topic) == ("answer", ISSUE)


def test_an_offered_topic_named_in_other_words_is_taken(store, talk):
    message = talk("애들 거요", (MINOR, 0.4), (LOST, 0.1), candidates=(LOST, ISSUE, MINOR), misses=1)
    assert unsure_turn(store, message).replies[0].topic == MINOR


def test_the_conversation_decides_nothing_between_two_likely_topics(store, talk):
    message = talk("그거요", (MINOR, 0.3), (LOST, 0.28), candidates=(LOST, ISSUE, MINOR))
    assert unsure_turn(store, message).replies[0].type == "candidates"


def test_another_unclear_subject_is_asked_about_instead_of_ending_with_a_person(store, talk):
    message = talk("주차", ("traffic/public_parking_lot", 0.3), candidates=(LOST, ISSUE), misses=1)
    turn = unsure_turn(store, message)
    assert turn.replies[0].type == "candidates"
    assert turn.slots["misses"] == 1


def test_a_facet_no_word_shows_is_not_said_to_be_missing(store, talk):
    reply = question_turn(store, talk("여권 분실", (LOST, 0.95), facets=("eligibility",))).replies[0]
    assert reply.text == store.answer(LOST).text


def test_where_is_answered_by_how_when_the_article_has_no_place(store, talk):
    appeal = "traffic/parking_fine_appeal"
    shown = {"facets": ("where",), "facet_places": (("where", 6),)}
    reply = question_turn(store, talk("이의신청 어디서", (appeal, 0.95), **shown)).replies[0]
    assert reply.facet == "how"
    assert "장소 안내는 따로 없어요" in reply.text


def test_a_missing_facet_is_offered_from_the_neighbour_that_has_it(store, talk):
    appeal = "traffic/parking_fine_appeal"
    shown = {"facets": ("penalty",), "facet_places": (("penalty", 0),)}
    reply = question_turn(store, talk("안 내면 어떻게 돼요", (appeal, 0.95), **shown)).replies[0]
    offered = [choice.topic for choice in reply.candidates]
    assert offered and all("penalty" in store.article(topic).facets for topic in offered)
    assert '"facet": "penalty"' in reply.candidates[0].payload


def test_who_asks_on_behalf_of_another_also_hears_what_a_proxy_needs(store, talk):
    pension = "welfare/basic_pension"
    turn = question_turn(store, talk("대리 신청 되나요", (pension, 0.95), facets=("eligibility",)))
    assert turn.replies[0].facet == "eligibility"
    assert "대신" in turn.replies[-1].text


def test_an_unsure_question_goes_to_the_topic_the_conversation_leads_to(store, talk):
    move = "civil/move_in_report"
    ranking = (("traffic/parking_fine_appeal", 0.28), (move, 0.11), ("traffic/illegal_parking_fine", 0.06))
    alone = unsure_turn(store, talk("보름 됐는데 과태료 있어요?", *ranking, facets=("penalty",)))
    in_talk = unsure_turn(
        store, talk("보름 됐는데 과태료 있어요?", *ranking, facets=("penalty",), topic=move)
    )
    assert alone.replies[0].type == "candidates"
    assert (in_talk.replies[0].topic, in_talk.replies[0].facet) == (move, "penalty")


def test_what_is_hardly_likely_is_not_offered_beside_an_answer(store, talk):
    turn = question_turn(
        store, talk("여권", (LOST, 0.65), ("civil/passport_issue", 0.2), ("economy/x", 0.01))
    )
    assert [c.topic for c in turn.replies[0].candidates] == ["civil/passport_issue"]


def test_counter_hours_nobody_wrote_down_are_those_of_the_office(store, talk):
    shown = {"facets": ("hours",), "facet_places": (("hours", 0),)}
    reply = question_turn(store, talk("주말에도 되나요", ("civil/marriage_report", 0.95), **shown)).replies[0]
    assert store.district.office.hours in reply.text


def test_another_bodys_business_is_not_offered_while_unlikely(store, talk):
    ranking = (("traffic/public_parking_lot", 0.24), ("other_agency/other_city", 0.2))
    turn = unsure_turn(store, talk("주차", *ranking, ("welfare/disabled_parking_badge", 0.08)))
    assert not any(choice.topic.startswith("other_agency") for choice in turn.replies[0].candidates)


def test_a_second_try_needs_less_certainty_while_the_bots_question_is_open(store, talk):
    ranking = (("economy/youth_support", 0.48), ("urban/youth_rent_support", 0.2))
    state = {"candidates": ("welfare/birth_grant",), "misses": 1}
    assert unsure_turn(store, talk("청년이요", *ranking, **state)).replies[0].topic == "economy/youth_support"
    assert unsure_turn(store, talk("청년이요", *ranking)).replies[0].type == "candidates"


@pytest.mark.parametrize("text", ["passport", "how much is it?", "护照怎么办", "Tôi muốn làm hộ chiếu"])
def test_a_message_in_another_language_is_told_where_to_call(store, talk, text):
    reply = unsure_turn(store, talk(text)).replies[0]
    assert reply.act == "language_change" and "1345" in reply.text


def test_a_few_letters_are_no_foreign_language(store, talk):
    assert unsure_turn(store, talk("TV")).replies[0].act != "language_change"


def test_a_facet_beside_an_unsure_act_asks_about_the_matter_at_hand(store, talk):
    message = talk(
        "사진 필요해요?",
        intent="deny",
        confidence=0.66,
        topic=LOST,
        facets=("documents",),
        facet_places=(("documents", 0),),
        facet_spans=((0, 5),),
    )
    assert deny_turn(store, message).replies[0].facet == "documents"


def test_a_bare_price_is_no_other_subject(store, talk):
    fields = {"facets": ("fee",), "facet_places": (("fee", 0),), "facet_spans": ((0, 2),)}
    message = talk("얼마야", intent="out_of_scope", confidence=0.65, **fields)
    assert "비용" in act_turn(store, message).replies[0].text
    message = talk("비트코인 얼마야", intent="out_of_scope", confidence=0.97, topic=LOST, **fields)
    assert act_turn(store, message).replies[0].type == "out_of_scope"


def test_a_facet_asked_of_the_only_topic_offered_confirms_it(store, talk):
    fields = {"facets": ("fee",), "facet_places": (("fee", 0),), "facet_spans": ((0, 2),)}
    message = talk("얼마예요", intent="follow_up", candidates=[LOST], misses=1, **fields)
    reply = follow_up_turn(store, message).replies[0]
    assert (reply.type, reply.topic, reply.facet) == ("answer", LOST, "fee")


def test_an_age_told_while_the_bot_asks_is_no_failed_try(store, talk):
    turn = unsure_turn(store, talk("나는 일흔이여", candidates=[LOST, ISSUE], misses=1))
    assert turn.replies[0].type == "candidates"
    assert turn.slots["misses"] == 1


def test_nothing_but_facet_words_is_about_the_matter_at_hand_however_sure_another_topic_is(store, talk):
    fine = "traffic/disabled_parking_violation"
    message = talk(
        "과태료 얼마",
        ("traffic/illegal_parking_fine", 0.97),
        topic=fine,
        facets=("penalty", "fee"),
        facet_spans=((0, 3), (4, 6)),
        facet_places=(("penalty", 0), ("fee", 4)),
    )
    assert question_turn(store, message).replies[0].topic == fine


@pytest.mark.parametrize(("text", "type_"), [("며칠 안에", "answer"), ("오늘 며칠이에요", "chitchat")])
def test_days_are_asked_of_the_matter_at_hand_and_the_date_of_the_calendar(store, talk, text, type_):
    fields = {"facets": ("time",), "facet_places": (("time", 0),), "facet_spans": ((0, len(text)),)}
    message = talk(text, intent="time_talk", confidence=0.97, topic="civil/move_in_report", **fields)
    assert act_turn(store, message).replies[0].type == type_


def test_a_second_child_is_no_second_choice(store, talk):
    message = talk("둘째예요", intent="choose", ordinal=2, topic="welfare/birth_grant")
    reply = chosen_turn(store, message).replies[0]
    assert reply.type == "answer"
    assert "둘째" in reply.text


def test_a_missing_facet_is_answered_by_the_text_that_tells_it(store, talk):
    job = "welfare/senior_job"
    shown = {"facets": ("fee",), "facet_places": (("fee", 6),)}
    reply = question_turn(store, talk("한 달에 얼마 받아요", (job, 0.95), **shown)).replies[0]
    assert "만 원" in reply.text
    assert "따로 없어요" not in reply.text


def test_the_same_answer_twice_says_that_there_is_no_more_and_whom_to_ask(store, talk):
    first = question_turn(store, talk("여권 분실", (LOST, 0.95))).replies[0]
    again = question_turn(
        store, talk("여권 분실", (LOST, 0.95), topic=LOST, last_reply=first.payload())
    ).replies[0]
    assert "여기까지" in again.text
    assert "여기까지" not in first.text
