"""Corrections, topics talked about before, and neighbours of the topic at hand."""

from __future__ import annotations

import pytest

from actions.conversation import Guess, Halves, Part
from actions.pointing import relative_turn
from actions.questions import chosen_turn, follow_up_turn, question_turn, unsure_turn, wrong_answer_turn
from actions.reacting import deny_turn
from actions.rewinding import go_back_turn

LOST, ISSUE, MINOR = "civil/passport_lost", "civil/passport_issue", "civil/passport_minor"
SOFA, COPY, FAMILY = "environment/large_waste", "civil/resident_copy", "civil/family_certificate"


def correction(rejected: str, wanted: str, *guesses: tuple[str, float]) -> Halves:
    ranking = tuple(Guess(topic, confidence) for topic, confidence in guesses)
    return Halves("instead", Part(rejected, 0, len(rejected)), Part(wanted, len(rejected), 99, ranking))


def test_a_correction_takes_the_neighbour_the_second_half_names(store, talk):
    halves = correction("등본", "가족관계증명서", (COPY, 0.3))
    turn = question_turn(store, talk("아니 등본 말고 가족관계증명서", (COPY, 0.9), topic=COPY, halves=halves))
    assert turn.replies[0].topic == FAMILY


def test_a_correction_never_answers_what_was_rejected(store, talk):
    halves = correction("분실", "기간 만료요", (LOST, 0.5), (ISSUE, 0.2))
    assert (
        unsure_turn(store, talk("분실 말고 기간 만료요", topic=LOST, halves=halves)).replies[0].topic == ISSUE
    )


def test_a_correction_keeps_the_facet_asked_before(store, talk):
    halves = correction("아이 것", "어른 것", (ISSUE, 0.7))
    turn = deny_turn(store, talk("아이 것 말고 어른 것", topic=MINOR, facet="fee", halves=halves))
    assert (turn.replies[0].topic, turn.replies[0].facet) == (ISSUE, "fee")


def test_a_no_with_a_sure_new_subject_answers_it(store, talk):
    halves = correction("", "소파 버리는 거요", (SOFA, 0.8))
    assert (
        deny_turn(store, talk("아니요, 소파 버리는 거요", topic=LOST, halves=halves)).replies[0].topic == SOFA
    )


def test_a_plain_no_corrects_nothing(store, talk):
    halves = correction("", "됐어요", (SOFA, 0.01))
    turn = deny_turn(store, talk("아니요 됐어요", intent="deny", topic=LOST, halves=halves))
    assert turn.replies[0].type == "chitchat"


def test_a_complaint_that_names_the_right_matter_is_answered(store, talk):
    halves = correction("여권", "등본이요", (COPY, 0.9))
    turn = wrong_answer_turn(store, talk("여권 말고 등본이요", topic=LOST, halves=halves))
    assert turn.replies[0].topic == COPY


@pytest.mark.parametrize("text", ["아까 여권 얘기로 돌아가서요", "좀 전에 여권 그거 다시요"])
def test_a_topic_before_is_found_by_its_name(store, talk, text):
    message = talk(text, ("civil/passport_issue", 0.85), topic=SOFA, earlier_topics=(COPY, LOST))
    assert question_turn(store, message).replies[0].topic == LOST


def test_that_thing_a_moment_ago_is_the_topic_before_with_the_facet_asked_now(store, talk):
    message = talk("아까 그거 수수료요", facets=("fee",), topic=SOFA, earlier_topics=(LOST,))
    reply = follow_up_turn(store, message).replies[0]
    assert (reply.topic, reply.facet) == (LOST, "fee")


def test_a_new_question_may_begin_with_a_moment_ago(store, talk):
    message = talk(
        "아까 하수구가 막혔던데요", ("environment/sewer_clog", 0.9), topic=SOFA, earlier_topics=(LOST,)
    )
    assert question_turn(store, message).replies[0].topic == "environment/sewer_clog"


def test_going_back_by_name_passes_over_topics_in_between(store, talk):
    message = talk("여권 얘기로 돌아가 주세요", topic=SOFA, earlier_topics=(COPY, LOST))
    turn = go_back_turn(store, message)
    assert turn.replies[0].topic == LOST
    assert turn.slots["earlier_topics"] == [SOFA, COPY]


def test_a_followed_up_childs_passport_is_the_one_for_minors_with_the_same_facet(store, talk):
    message = talk("아이 것도요?", intent="follow_up", topic=ISSUE, facet="fee")
    reply = follow_up_turn(store, message).replies[0]
    assert (reply.topic, reply.facet) == (MINOR, "fee")


@pytest.mark.parametrize(
    "text", ["아들이 대신 가도 되나요", "딸이 대리로 가는 것도 돼요?", "신청은 어디서 해요"]
)
def test_helpers_and_common_words_do_not_change_the_subject(store, talk, text):
    assert relative_turn(store, talk(text, topic=ISSUE)) is None


def test_an_offered_choice_can_be_named(store, talk):
    offered = (
        "traffic/public_parking_lot",
        "welfare/disabled_parking_badge",
        "traffic/resident_priority_parking",
    )
    message = talk("장애인 주차표지 그거", intent="choose", candidates=offered)
    assert chosen_turn(store, message).replies[0].topic == offered[1]


def test_a_bare_facet_while_choices_are_open_keeps_them_open(store, talk):
    message = talk("얼마예요", facets=("fee",), topic=SOFA, candidates=(LOST, ISSUE), misses=1)
    turn = follow_up_turn(store, message)
    assert [c.topic for c in turn.replies[0].candidates[:2]] == [LOST, ISSUE]
    assert turn.slots["asked_facet"] == "fee"


def test_an_unsure_question_for_a_facet_of_a_named_thing_is_answered(store, talk):
    message = talk(
        "경로당은 어데 있는교",
        ("welfare/senior_center", 0.4),
        ("welfare/senior_job", 0.03),
        facets=("where",),
    )
    assert unsure_turn(store, message).replies[0].topic == "welfare/senior_center"


def test_a_likely_follow_up_without_a_facet_stays_with_the_topic(store, talk):
    message = talk("그라믄 뭘 좀 주는가", ("general/resident_reporter", 0.03), topic=SOFA, follow_up=0.55)
    assert unsure_turn(store, message).replies[0].topic == SOFA


def test_an_unsure_message_that_is_hardly_a_follow_up_asks_back(store, talk):
    message = talk("손흥민 몇 골 넣었어", ("environment/recycling_sorting", 0.02), topic=SOFA, follow_up=0.02)
    assert unsure_turn(store, message).replies[0].type == "candidates"


def test_what_the_rejected_half_is_about_is_not_answered(store, talk):
    agency = "other_agency/driving_license"
    rejected = Part("국제", 0, 2, (Guess("civil/international_license", 0.77),))
    halves = Halves("instead", rejected, Part("면허 시험", 6, 11, (Guess(agency, 0.85),)))
    turn = question_turn(
        store, talk("국제 말고 면허 시험", ("civil/international_license", 1.0), topic=LOST, halves=halves)
    )
    assert turn.replies[0].title == store.other_agencies["driving_license"].title


def test_two_things_that_are_the_same_to_us_leave_the_matter_at_hand(store, talk):
    gym, refund = "culture/sports_facility", "economy/consumer_counsel"
    halves = Halves(
        "instead",
        Part("구청 체육관", 0, 6, (Guess(gym, 0.98),)),
        Part("동네 헬스장이요", 7, 99, (Guess(gym, 0.99),)),
    )
    message = talk("구청 체육관 말고 동네 헬스장이요", (gym, 0.99), topic=refund, halves=halves)
    assert question_turn(store, message).replies[0].topic == refund


def test_a_noun_that_begins_a_neighbours_title_names_it(store, talk):
    message = talk("그럼 이혼은", topic="civil/marriage_report", nouns=("이혼",))
    assert relative_turn(store, message).replies[0].topic == "civil/divorce_report"


@pytest.mark.parametrize(
    ("text", "topic"),
    [("나이가 일흔둘이야", "welfare/senior_job"), ("저는 서른둘이에요", "economy/job_center")],
)
def test_an_old_resident_is_led_to_the_neighbour_for_the_old(store, talk, text, topic):
    turn = question_turn(store, talk(text, ("economy/job_center", 0.4), topic="economy/job_center"))
    assert turn.replies[0].topic == topic


def test_what_was_asked_first_is_the_oldest_topic(store, talk):
    message = talk(
        "아까 처음에 물어본 거 다시요", topic=SOFA, earlier_topics=(COPY, LOST), facets=("contact",)
    )
    reply = unsure_turn(store, message).replies[0]
    assert (reply.topic, reply.facet) == (LOST, "summary")


def test_an_ordinal_after_a_choice_picks_again_from_the_same_list(store, talk):
    chosen = chosen_turn(store, talk("두 번째", ordinal=2, candidates=(LOST, ISSUE, MINOR), misses=1))
    message = talk(
        "아니 그거 말고 세 번째",
        intent="deny",
        ordinal=3,
        topic=chosen.slots["topic"],
        alternatives=tuple(chosen.slots["alternatives"]),
    )
    assert deny_turn(store, message).replies[0].topic == MINOR


def test_an_ordinal_after_an_answer_nobody_chose_picks_nothing(store, talk):
    message = talk("아니 첫 번째", intent="deny", ordinal=1, topic=ISSUE, alternatives=(LOST, MINOR))
    assert deny_turn(store, message).replies[0].type == "chitchat"


def test_money_that_comes_with_a_report_is_the_benefit_beside_it(store, talk):
    report, grant = "civil/birth_report", "welfare/birth_grant"
    money = talk("돈도 준다면서요", intent="follow_up", follow_up=1.0, topic=report, facets=("fee",))
    assert follow_up_turn(store, money).replies[0].topic == grant
    fee = talk("돈 내야 되나요", intent="follow_up", follow_up=1.0, topic=report, facets=("fee",))
    assert follow_up_turn(store, fee).replies[0].topic == report
