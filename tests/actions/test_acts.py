from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from actions import phrases
from actions.browsing import browse_turn
from actions.clarifying import ask_turn, not_understood_turn
from actions.reacting import affirm_turn, deny_turn, none_of_these_turn, start_over_turn
from actions.rewinding import go_back_turn, more_detail_turn, repeat_turn
from actions.small_talking import clock_sentence, small_talk_turn

LOST, ISSUE = "civil/passport_lost", "civil/passport_issue"
ACTS = [
    "greet",
    "bye",
    "thanks",
    "who_are_you",
    "what_can_you_do",
    "bigger_text",
    "wait",
    "complaint_anger",
    "lonely",
    "sad_tired",
    "weather_talk",
    "time_talk",
    "joke",
    "praise",
    "privacy_question",
    "language_change",
    "unclear",
    "test_ping",
    "out_of_scope",
]


@pytest.mark.parametrize(
    ("act", "text", "word"),
    [
        ("who_are_you", "몇 살이야", "나이"),
        ("who_are_you", "이름이 뭐예요", "이름"),
        ("greet", "밥 먹었어?", "밥|끼니"),
        ("joke", "노래 불러 줘", "노래"),
        ("praise", "사랑해", "마음"),
        ("thanks", "고마워 자기야", "다정"),
        ("lonely", "심심해", "심심|말동무"),
        ("sad_tired", "우울해", "우울|가라앉"),
    ],
)
def test_what_people_try_first_gets_words_of_its_own(store, talk, act, text, word):
    for _ in range(6):
        assert re.search(word, small_talk_turn(store, talk(text, intent=act)).replies[0].text)


def test_the_wording_said_last_is_not_said_again(store, talk):
    last = store.small_talk.get("joke").text[0]
    said = {
        small_talk_turn(store, talk(intent="joke", last_reply={"text": last})).replies[0].text
        for _ in range(20)
    }
    assert last not in said


@pytest.mark.parametrize("act", ACTS)
def test_each_dialogue_act_has_words(store, talk, act):
    reply = small_talk_turn(store, talk(intent=act)).replies[0]
    assert reply.text
    assert reply.act == act


def test_the_bot_never_claims_to_be_human(store, talk):
    assert "사람이 아니라" in small_talk_turn(store, talk(intent="who_are_you")).replies[0].text


def test_a_morning_greeting_knows_the_hour(store, talk):
    morning = replace(talk(intent="greet"), now=datetime(2026, 11, 18, 8, 0))
    assert "아침" in small_talk_turn(store, morning).replies[0].text


def test_help_lists_the_ten_domains(store, talk):
    assert len(small_talk_turn(store, talk(intent="what_can_you_do")).replies[0].chips) == 10


def test_who_is_not_understood_may_choose_a_domain(store, talk):
    nonsense = ask_turn(store, talk("으어어 부엉부엉"))
    mumbling = not_understood_turn(store, talk("거시기", intent="unclear"))
    assert [len(turn.replies[0].chips) for turn in (nonsense, mumbling)] == [10, 10]


@pytest.mark.parametrize(
    ("hour", "spoken"),
    [(0, "오전 12시 5분"), (9, "오전 9시 5분"), (12, "오후 12시 5분"), (23, "오후 11시 5분")],
)
def test_the_clock_reads_as_people_say_it(hour, spoken):
    sentence = clock_sentence(datetime(2026, 11, 21, hour, 5))
    assert "2026년 11월 21일 토요일" in sentence
    assert spoken in sentence


def test_a_yes_to_the_only_candidate_answers_it(store, talk):
    assert affirm_turn(store, talk("네", candidates=(LOST,))).replies[0].topic == LOST


def test_a_yes_to_several_candidates_asks_which(store, talk):
    assert affirm_turn(store, talk("네", candidates=(LOST, ISSUE))).replies[0].text == phrases.ASK_NUMBER


def test_a_yes_that_begins_a_question_answers_the_question(store, talk):
    places = {"facets": ("fee",), "facet_places": (("fee", 3),), "facet_spans": ((3, 5),)}
    reply = affirm_turn(store, talk("ㅇㅇ 얼마임?", topic=ISSUE, **places)).replies[0]
    assert (reply.topic, reply.facet) == (ISSUE, "fee")


def test_a_no_to_offered_candidates_ends_with_a_person(store, talk):
    assert deny_turn(store, talk("아니요", candidates=(LOST,), misses=1)).replies[0].type == "handoff"


def test_a_no_after_an_answer_simply_goes_on(store, talk):
    assert deny_turn(store, talk("아니요", intent="deny", candidates=(LOST,))).replies[0].type == "chitchat"


def test_none_of_these_names_a_person(store, talk):
    assert store.district.call_center.phone in none_of_these_turn(store, talk()).replies[0].text


def test_repeat_says_the_last_reply_again_with_the_voice_hint(store, talk):
    last = small_talk_turn(store, talk(intent="test_ping")).replies[0].payload()
    reply = repeat_turn(store, talk(intent="slower", last_reply=last)).replies[0]
    assert reply.text == last["text"]
    assert reply.voice == "slower"


def test_repeat_with_nothing_said_yet_is_honest(store, talk):
    assert repeat_turn(store, talk(intent="repeat")).replies[0].text == phrases.NOTHING_TO_REPEAT


@pytest.mark.parametrize("wish", ["slower", "louder", "quieter"])
def test_how_to_speak_from_now_on_can_be_agreed_before_anything_was_said(store, talk, wish):
    reply = repeat_turn(store, talk(intent=wish)).replies[0]
    assert reply.text == phrases.FROM_NOW_ON[wish]
    assert reply.voice == wish


def test_more_detail_gives_the_facets_not_shown_yet(store, talk):
    reply = more_detail_turn(store, talk(intent="more_detail", topic=LOST, facet="fee")).replies[0]
    assert "[준비물]" in reply.text
    assert "[비용]" not in reply.text


def test_going_back_returns_to_the_earlier_topic(store, talk):
    assert go_back_turn(store, talk(topic=ISSUE, earlier_topics=(LOST,))).replies[0].topic == LOST


def test_starting_over_forgets_everything(store, talk):
    turn = start_over_turn(store, talk(topic=LOST, candidates=(ISSUE,)))
    assert turn.slots["topic"] is None
    assert turn.slots["candidates"] == []


def test_a_domain_lists_its_most_asked_topics_by_title(store, talk):
    reply = browse_turn(store, talk(chosen_domain="civil")).replies[0]
    assert store.article("civil/passport_issue").title in [c.title for c in reply.candidates]


def test_an_unknown_domain_lists_the_domains(store, talk):
    assert len(browse_turn(store, talk(chosen_domain="nonsense")).replies[0].chips) == 10


def test_again_with_another_facet_asks_about_the_matter_at_hand(store, talk):
    message = talk(
        "다시 만들려면 얼마예요",
        intent="repeat",
        topic="civil/passport_lost",
        facet="penalty",
        facets=("fee",),
        facet_places=(("fee", 8),),
        last_reply={"text": "벌금은 없습니다."},
    )
    reply = repeat_turn(store, message).replies[0]
    assert (reply.topic, reply.facet) == ("civil/passport_lost", "fee")


def test_asking_for_something_else_after_an_answer_offers_its_neighbours(store, talk):
    reply = none_of_these_turn(store, talk(intent="none_of_these", topic="civil/passport_lost")).replies[0]
    assert reply.type == "candidates"
    assert "civil/passport_issue" in [choice.topic for choice in reply.candidates]
