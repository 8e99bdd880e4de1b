"""A person in danger comes before anything else, and what was interrupted can be taken up again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions import phrases
from actions.crisis import crisis_over_turn, crisis_reply, crisis_turn, gone_on
from actions.questions import question_turn
from actions.rewinding import go_back_turn
from actions.small_talking import small_talk_turn
from knowledge import CRISIS_KINDS, Crisis

LOST, ISSUE, SOFA = "civil/passport_lost", "civil/passport_issue", "environment/large_waste"


@pytest.mark.parametrize("kind", CRISIS_KINDS)
def test_each_kind_gives_its_number_first_and_asks_nothing(store, talk, kind):
    reply = crisis_turn(store, talk(intent="emergency_119", danger=kind)).replies[0]
    payload = reply.payload()
    assert (payload["type"], payload["crisis"]) == ("crisis", kind)
    assert payload["hotlines"][0]["number"] in payload["text"].split(".")[0]
    assert payload["candidates"] == [] and payload["chips"] == []


@pytest.mark.parametrize(("act", "number"), [("crisis_self_harm", "109"), ("emergency_119", "119")])
def test_a_crisis_only_the_classifier_saw_still_gets_a_number(store, talk, act, number):
    assert number in crisis_turn(store, talk(intent=act)).replies[0].text.splitlines()[0]


def test_without_the_staff_file_the_three_numbers_are_still_given(store, monkeypatch):
    monkeypatch.setattr(type(store), "crisis", Crisis())
    text = crisis_reply(store, "fire").text
    assert all(number in text for number in ("119", "112", "109"))


def after(turn, talk, **fields):
    """The turn that follows, with the slots the last one left."""
    slots = {name: tuple(v) if isinstance(v, list) else v for name, v in turn.slots.items()}
    return talk("", **slots, **fields)


def test_an_open_choice_is_put_aside_and_restored_when_the_resident_wants_it(store, talk):
    crisis = crisis_turn(store, talk(danger="medical", candidates=(LOST, ISSUE), asked_facet="fee", misses=1))
    assert crisis.slots["candidates"] == [] and crisis.slots["misses"] == 0
    assert [chip.title for chip in crisis.replies[0].chips] == [phrases.RESUME]
    resumed = go_back_turn(store, after(crisis, talk, intent="go_back"))
    assert [c.topic for c in resumed.replies[0].candidates[:2]] == [LOST, ISSUE]
    assert (resumed.slots["asked_facet"], resumed.slots["misses"]) == ("fee", 1)
    assert resumed.slots["interrupted"] is None


def test_an_answered_matter_is_shown_again_with_the_part_last_talked_about(store, talk):
    crisis = crisis_turn(store, talk(danger="fire", topic=LOST, facet="fee"))
    reply = go_back_turn(store, after(crisis, talk)).replies[0]
    assert (reply.topic, reply.facet) == (LOST, "fee")


def test_a_second_cry_for_help_does_not_lose_what_the_first_interrupted(store, talk):
    first = crisis_turn(store, talk(danger="fire", candidates=(LOST, ISSUE)))
    second = crisis_turn(store, after(first, talk, danger="medical"))
    assert second.slots["interrupted"] == first.slots["interrupted"]


def test_going_on_to_something_else_forgets_what_was_interrupted(store, talk):
    message = talk("소파 버리기", (SOFA, 0.95), interrupted={"topic": LOST})
    assert gone_on(message, question_turn(store, message)) == {"interrupted": None}
    thanks = talk("고맙습니다", intent="thanks", interrupted={"topic": LOST})
    assert gone_on(thanks, small_talk_turn(store, thanks)) == {}


def test_after_a_crisis_nobody_is_joked_with(store, talk):
    for _ in range(8):
        said = small_talk_turn(store, talk("농담 해 줘", intent="joke", crisis="self_harm")).replies[0].text
        assert said in store.small_talk.get("joke_after_crisis").text


def test_a_question_for_information_gets_the_answer_and_the_line(store, talk):
    reply = question_turn(store, talk("자살예방센터 전화번호", ("welfare/mental_health", 0.95))).replies[0]
    assert reply.type == "answer"
    assert "109" in reply.text


def test_the_line_is_added_only_where_the_answer_does_not_say_it(store, talk):
    abuse = "safety/abuse_report"
    fields = {
        facet: question_turn(store, talk("?", (abuse, 0.95), facets=(facet,)))
        for facet in ("summary", "hours")
    }
    line = store.crisis.topic_lines[abuse].text
    for turn in fields.values():
        said = turn.replies[0].text
        assert said.count("1366") >= 1
        assert (line in said) == ("1366" not in said.replace(line, ""))


CARD = {"type": "crisis", "text": "지금 바로 119에 전화하세요."}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("medical", "다행이다"),
        ("elder_in_danger", "아들이 왔대요"),
        ("child_abuse", "우리 애 찾았어요"),
        ("fire", "불 다 껐어요"),
        ("fire", "소방차 왔어요"),
        ("medical", "이제 괜찮으세요"),
        ("self_harm", "이제 괜찮아요"),
        ("self_harm", "장난이었어요"),
        ("self_harm", "아니 그런 뜻 아니에요"),
        ("crime", "아무 일도 아니에요"),
        ("child_abuse", "친구 집에 있었대요 휴"),
        ("medical", "구급차 왔어요"),
    ],
)
def test_a_danger_that_is_over_ends_with_a_warm_word_and_no_number(store, talk, kind, words):
    turn = crisis_over_turn(store, talk(words, crisis=kind, last_reply=CARD))
    assert turn is not None and turn.slots["crisis"] is None
    assert "다행" in turn.replies[0].text
    assert not any(character.isdigit() for character in turn.replies[0].text)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("medical", "왔는데 쓰러져 있어요"),
        ("medical", "아직 못 찾았어요"),
        ("medical", "구급차가 안 와요"),
        ("fire", "불이 안 꺼져요"),
        ("self_harm", "괜찮아요"),
        ("self_harm", "장난이 아니에요"),
        ("self_harm", "번개탄 찾았어요"),
        ("domestic_violence", "남편이 집에 들어왔어요"),
        ("crime", "누가 집에 들어왔어요"),
        ("child_abuse", "아빠가 방에 있었대요"),
        ("elder_in_danger", "안심이 안 돼요"),
        ("medical", "네"),
    ],
)
def test_a_danger_that_may_go_on_is_not_over(store, talk, kind, words):
    assert crisis_over_turn(store, talk(words, crisis=kind, last_reply=CARD)) is None


def test_without_a_danger_before_it_nothing_is_over(store, talk):
    assert crisis_over_turn(store, talk("다행이다")) is None
    assert crisis_over_turn(store, talk("이제 괜찮아요", crisis="medical", danger="medical")) is None


def test_a_question_after_a_danger_is_answered_even_when_it_begins_with_relief(store, talk):
    message = talk(
        "다행이에요 여권은 얼마예요",
        (ISSUE, 0.95),
        crisis="fire",
        last_reply=CARD,
        facet_places=(("fee", 11),),
    )
    assert crisis_over_turn(store, message) is None


def test_what_was_interrupted_is_offered_once_the_danger_is_over(store, talk):
    crisis = crisis_turn(store, talk(danger="fire", topic=LOST))
    turn = crisis_over_turn(store, replace(after(crisis, talk, last_reply=CARD), text="다행이다"))
    assert turn is not None
    assert [chip.title for chip in turn.replies[0].chips] == [phrases.RESUME]


def test_who_chats_on_after_a_danger_gets_ordinary_small_talk(store, talk):
    chat = talk("너는 밥 먹었냐", intent="greet", crisis="elder_in_danger", last_reply=CARD)
    closer = store.small_talk.get("greet").answering(chat.text)
    assert small_talk_turn(store, chat).replies[0].text in closer.text
    hello = talk("여보세요", intent="greet", crisis="elder_in_danger", last_reply=CARD)
    assert small_talk_turn(store, hello).replies[0].text in store.small_talk.get("greet_after_crisis").text
