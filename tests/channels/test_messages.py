from __future__ import annotations

from channels.messages import Structuring, apology, structured
from knowledge import KnowledgeStore

ANSWER = {"type": "answer", "topic": "civil/passport_lost", "facet": "fee", "text": "무료입니다."}


def test_the_text_form_of_an_answer_is_dropped_for_its_object() -> None:
    responses = [{"text": "무료입니다.\n\n문의: 민원과"}, {"custom": ANSWER}]
    assert [(m["type"], m["text"]) for m in structured(responses)] == [("answer", "무료입니다.")]


def test_two_answers_of_one_reply_stay_two_messages() -> None:
    second = {**ANSWER, "facet": "documents", "text": "신분증"}
    responses = [{"text": "무료입니다."}, {"custom": ANSWER}, {"text": "신분증"}, {"custom": second}]
    assert [m["facet"] for m in structured(responses)] == ["fee", "documents"]


def test_text_and_object_in_one_response_are_one_message() -> None:
    assert len(structured([{"text": "무료입니다.", "custom": ANSWER}])) == 1


def test_a_text_that_says_something_else_than_the_object_after_it_is_kept() -> None:
    messages = structured([{"text": "안녕하세요."}, {"custom": ANSWER}])
    assert [m["type"] for m in messages] == ["notice", "answer"]


def test_a_text_alone_becomes_a_notice_with_its_buttons_as_candidates() -> None:
    (notice,) = structured([{"text": "고르세요.", "buttons": [{"title": "여권", "payload": "/p"}]}])
    assert notice["type"] == "notice"
    assert notice["candidates"] == [{"topic": "", "title": "여권", "payload": "/p"}]


def test_every_message_has_every_field_a_page_reads() -> None:
    notice, answer = structured([{"text": "안녕하세요."}, {"custom": ANSWER}])
    assert set(notice) == set(answer)


def test_the_facet_comes_with_its_korean_label() -> None:
    assert structured([{"custom": ANSWER}])[0]["facet_label"] == "비용"


def test_fields_the_channel_does_not_know_reach_the_page() -> None:
    assert structured([{"custom": {**ANSWER, "voice": "slower"}}])[0]["voice"] == "slower"


def test_nothing_from_the_bot_is_no_message() -> None:
    assert structured([]) == []


def test_the_apology_names_the_call_centre_of_the_district(store: KnowledgeStore) -> None:
    sorry = apology(store.district)
    assert store.district.call_center.phone in sorry["text"]
    assert sorry["department"]["phone"] == store.district.call_center.phone
    assert sorry["type"] == "handoff"


def test_an_object_goes_out_at_once_and_a_text_waits_for_what_follows() -> None:
    structuring = Structuring()
    assert structuring.take({"text": "무료입니다."}) == []
    assert [m["facet"] for m in structuring.take({"custom": ANSWER})] == ["fee"]
    assert structuring.take({"text": "끝"}) == []
    assert [m["text"] for m in structuring.rest()] == ["끝"]
    assert structuring.rest() == []
