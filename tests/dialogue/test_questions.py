"""The real model and the real bot, over HTTP."""

from __future__ import annotations

import json
import re
import uuid

import pytest

from knowledge import KnowledgeSettings, KnowledgeStore

RAW_NAMES = re.compile(
    r"(general|civil|environment|traffic|welfare|urban|culture|economy|education|safety)(/|_)\w|nlu_fallback|utter_|action_"
)


def one(bot, text: str, sender: str = "") -> dict:
    payloads = bot.payloads(text, sender)
    assert payloads, f"no reply to {text!r}"
    return payloads[0]


def test_the_fee_of_a_lost_passport_comes_with_department_source_and_date(bot):
    messages = bot.say("여권 잃어버렸는데 수수료 얼마예요?")
    text = next(m["text"] for m in messages if "text" in m)
    payload = next(m["custom"] for m in messages if "custom" in m)
    assert (payload["type"], payload["topic"], payload["facet"]) == ("answer", "civil/passport_lost", "fee")
    assert "원" in payload["text"]
    assert payload["department"]["phone"] in text
    assert payload["source"] in text
    assert payload["checked"] in text


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("전입신고는 며칠 안에 해야 하나요", "civil/move_in_report"),
        ("소파 버리려고 하는디 우째 하믄 되는교", "environment/large_waste"),
        ("불법주차 신고 방법", "traffic/illegal_parking_report"),
        ("주차위반 딱지 얼마에여", "traffic/illegal_parking_fine"),
    ],
)
def test_questions_in_several_voices_reach_their_topic(bot, question, topic):
    assert one(bot, question)["topic"] == topic


def test_follow_ups_stay_with_the_topic(bot):
    sender = uuid.uuid4().hex
    one(bot, "여권 잃어버렸어요", sender)
    for text, facet in [
        ("그럼 수수료는요?", "fee"),
        ("준비물은 뭐예요?", "documents"),
        ("며칠 걸려요?", "time"),
    ]:
        reply = one(bot, text, sender)
        assert (reply["topic"], reply["facet"]) == ("civil/passport_lost", facet)


def test_a_bare_word_asks_back_and_an_ordinal_picks(bot):
    sender = uuid.uuid4().hex
    asked = one(bot, "등본", sender)
    assert asked["type"] == "candidates"
    second = asked["candidates"][1]
    assert one(bot, "두 번째 거요", sender)["topic"] == second["topic"]


def test_a_button_payload_answers_its_topic(bot):
    sender = uuid.uuid4().hex
    asked = one(bot, "등본", sender)
    first = asked["candidates"][0]
    assert one(bot, first["payload"], sender)["topic"] == first["topic"]


def test_two_misses_end_with_a_person(bot):
    sender = uuid.uuid4().hex
    replies = [one(bot, text, sender) for text in ("으음 그 뭐더라 거시기", "아 그 뭐시기 있잖아요 그거")]
    assert replies[-1]["type"] in {"handoff", "chitchat"}
    if replies[-1]["type"] == "handoff":
        assert "032-120" in replies[-1]["text"]


def test_none_of_these_names_a_person(bot):
    sender = uuid.uuid4().hex
    asked = one(bot, "등본", sender)
    assert one(bot, asked["candidates"][-1]["payload"], sender)["type"] == "handoff"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("안녕하세요", "greet"),
        ("고맙습니다", "thanks"),
        ("안녕히 계세요", "bye"),
        ("너는 누구야", "who_are_you"),
        ("뭘 물어볼 수 있어요", "what_can_you_do"),
        ("지금 몇 시예요", "time_talk"),
    ],
)
def test_small_talk_is_answered_with_its_act(bot, text, act):
    reply = one(bot, text)
    assert (reply["type"], reply["act"]) == ("chitchat", act)


def test_what_is_not_the_districts_business_is_said_so_with_a_number(bot):
    reply = one(bot, "로또 당첨번호 알려줘")
    assert reply["type"] == "out_of_scope"
    assert "110" in reply["text"]


@pytest.mark.parametrize(("text", "number"), [("죽고 싶어요", "109"), ("불이 났어요 도와주세요", "119")])
def test_a_crisis_gets_its_number_first(bot, text, number):
    reply = one(bot, text)
    assert reply["type"] == "crisis"
    assert number in reply["text"].splitlines()[0]


def test_asking_for_a_person_gives_a_number(bot):
    reply = one(bot, "직원 바꿔 주세요")
    assert reply["type"] == "handoff"
    assert "032-120" in reply["text"]


def test_the_last_answer_is_repeated(bot):
    sender = uuid.uuid4().hex
    answer = one(bot, "여권 잃어버렸어요", sender)
    assert one(bot, "다시 말해 주세요", sender)["text"] == answer["text"]


def test_starting_over_forgets_the_topic(bot):
    sender = uuid.uuid4().hex
    one(bot, "여권 잃어버렸어요", sender)
    one(bot, "처음부터 다시 할게요", sender)
    assert one(bot, "수수료는요?", sender)["type"] != "answer"


def test_two_tabs_of_one_resident_share_a_conversation_without_mixing_replies(bot):
    sender = uuid.uuid4().hex
    one(bot, "여권 잃어버렸어요", sender)
    assert one(bot, "소파 버리려고요", sender)["topic"] == "environment/large_waste"
    assert one(bot, "얼마예요?", sender)["topic"] == "environment/large_waste"


def test_no_raw_name_reaches_a_resident_on_any_button_or_text(bot):
    """Every topic by button, and a sweep of messages the bot is unsure of."""
    store = KnowledgeStore(KnowledgeSettings.from_env({}))
    sweep = [
        "등본",
        "신고",
        "주차",
        "지원금",
        "아무거나",
        "?",
        "ㅋㅋ",
        "카드",
        "세금",
        "학교",
        "수영",
        "/civil",
        "/greet",
        "/없는의도",
    ]
    messages = ["/choose" + json.dumps({"topic": topic}) for topic in store.topics()] + sweep
    for message in messages:
        for reply in bot.say(message):
            shown = reply.get("text", "") + " ".join(b["title"] for b in reply.get("buttons", []))
            custom = reply.get("custom", {})
            shown += custom.get("text", "") + custom.get("speech", "") + custom.get("title", "")
            shown += " ".join(c["title"] for c in custom.get("candidates", []))
            assert not RAW_NAMES.search(shown), f"{message}: {RAW_NAMES.search(shown)}"
